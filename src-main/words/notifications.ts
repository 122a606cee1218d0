import type { Alert } from '../contract/alerts.ts';
import type { Waiting } from '../contract/snapshot.ts';
import { askerWords, othersWords } from './askers.ts';
import { theKey, yourKey } from './english.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf } from './questions.ts';

/** What a person is told while no window is open. Shown on locked screens too: no account ids, no secrets. */
export interface NotificationWords {
  readonly title: string;
  readonly body: string;
  /** Of the button, where the system has buttons: macOS and Windows. */
  readonly action?: string;
}

/** An account id (12 digits) in the name of a profile or of an account says more than a locked screen may. */
const discreet = (text: string): string => text.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '…');

const alert = (told: Alert): NotificationWords => {
  switch (told.kind) {
    case 'ends-soon':
      return told.what === 'direct'
        ? { title: `The session of ${told.name} ends soon`, body: 'One touch renews it.', action: 'Renew' }
        : {
            title: `The MFA session of ${told.name} ends soon`,
            body: 'One touch renews it and all roles that live on it.',
            action: 'Renew',
          };
    case 'touch-wanted':
      return {
        title: `${told.profile} is wanted, and takes a touch`,
        body: `${askerWords(told.asker)} asked for it and could not wait.`,
        action: 'Tap in',
      };
    case 'renewal-failed':
      return {
        title: `${told.profile} could not be renewed`,
        body: `${problemWords(told.problem).title}. Open Roletap to see what helps.`,
      };
  }
};

const requests: { readonly [K in Waiting['kind']]: (waiting: Waiting) => string } = {
  touch: ({ key }) => `Touch ${key ? `your ${key.name}` : 'your YubiKey'}`,
  password: ({ key }) => `The password of ${theKey(key?.serial)} is needed`,
  insert: ({ key }) => `Insert ${yourKey(key?.serial)}`,
  pick: () => 'Which account is it?',
  step: () => 'Waiting for the next code',
  code: () => 'Enter a code from your MFA device',
};

const question = (waiting: Waiting): NotificationWords => {
  const [first, ...others] = waiting.askers ?? [];
  const subject = subjectOf(waiting);
  const more = others.length === 0 ? '' : ` ${othersWords(others.length)}`;
  const body =
    first === undefined ? `It is for ${subject}.` : `${askerWords(first)}${more} ${others.length === 0 ? 'asks' : 'ask'} for ${subject}.`;
  return {
    title: requests[waiting.kind](waiting),
    body: waiting.guarded === true ? `${body} The role is guarded.` : body,
    action: 'Cancel',
  };
};

const discreetly = ({ title, body, action }: NotificationWords): NotificationWords => ({
  title: discreet(title),
  body: discreet(body),
  ...(action === undefined ? {} : { action }),
});

/** Title, body and button of what the system shows. */
export const notificationWords = {
  alert: (told: Alert): NotificationWords => discreetly(alert(told)),
  question: (waiting: Waiting): NotificationWords => discreetly(question(waiting)),
} as const;

/** What the shell is given to show; a test gives it words of its own. */
export type NotificationTexts = typeof notificationWords;

import type { Alert } from '../contract/alerts.ts';
import type { RoleView, SessionView, Waiting } from '../contract/snapshot.ts';
import { looksLikeProduction } from '../contract/text.ts';
import { askerWords, othersWords } from './askers.ts';
import { clockTime, date, listed, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf } from './questions.ts';
import { roleMenuTexts } from './window/roles.ts';

/** What a person is told while no window is open. Shown on locked screens too: no account ids, no secrets. */
export interface NotificationWords {
  readonly title: string;
  readonly body: string;
  /** Of the button, where the system has buttons: macOS and Windows. */
  readonly action?: string;
  /** Of a second one. */
  readonly second?: string;
}

/** An account id (12 digits) in the name of a profile or of an account says more than a locked screen may. */
const discreet = (text: string): string => text.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '…');

const alert = (told: Alert): NotificationWords => {
  switch (told.kind) {
    case 'ends-soon':
      return told.what === 'direct'
        ? { title: `${told.name}’s session ends soon`, body: 'One touch renews it.', action: 'Renew' }
        : {
            title: `${told.name}’s MFA session ends soon`,
            body: 'One touch renews it and all its roles.',
            action: 'Renew',
          };
    case 'touch-wanted':
      return {
        title: `${told.profile} needs a touch`,
        body: `${askerWords(told.asker)} asked for it but couldn’t wait.`,
        action: 'Tap in',
      };
    case 'signed-out':
      return { title: `${told.profile}’s sign-in ended`, body: `Sign in to renew ${listed(told.roles)}.`, action: 'Sign in' };
    case 'certificate-ends':
      return told.days < 0
        ? { title: `${told.profile}’s certificate has expired`, body: `It was valid until ${date(told.ends)}.`, action: 'Renew' }
        : { title: `${told.profile}’s certificate ends soon`, body: `It is valid until ${date(told.ends)}.`, action: 'Renew' };
    case 'renewal-failed':
      return {
        title: `Couldn’t renew ${told.profile}`,
        body: `${problemWords(told.problem).title}. Open Roletap to see what to do.`,
      };
  }
};

const requests: { readonly [K in Waiting['kind']]: (waiting: Waiting) => string } = {
  touch: ({ key }) => `Touch ${key ? `your ${key.name}` : 'your YubiKey'}`,
  password: ({ key, for: purpose }) => (purpose.kind === 'access-key' ? 'Enter your passphrase' : `Unlock ${yourKey(key?.serial)}`),
  pin: ({ key }) => `Enter the PIN of ${yourKey(key?.serial)}`,
  insert: ({ key }) => `Insert ${yourKey(key?.serial)}`,
  pick: () => 'Choose where the code comes from',
  step: () => 'Waiting for a fresh code',
  code: () => 'Enter a code from your MFA device',
};

const question = (waiting: Waiting): NotificationWords => {
  const [first, ...others] = waiting.askers ?? [];
  const subject = subjectOf(waiting);
  const more = others.length === 0 ? '' : ` ${othersWords(others.length)}`;
  const body =
    first === undefined ? `For ${subject}.` : `${askerWords(first)}${more} ${others.length === 0 ? 'asks' : 'ask'} for ${subject}.`;
  return {
    title: requests[waiting.kind](waiting),
    body: waiting.guarded === true ? `${body} This role is guarded.` : body,
    action: 'Cancel',
  };
};

/** What somebody opened without a window that shows it. `role`: undefined when no profile names it any more. */
const opened = (session: SessionView, role: RoleView | undefined): NotificationWords => {
  const name = role?.profile ?? session.target;
  const isProduction = role === undefined ? looksLikeProduction(name) : role.production === true;
  const kind = session.guarded ? ' Guarded.' : isProduction ? ' Production.' : '';
  return {
    title: `${name} is open`,
    body: `Until ${clockTime(session.expires)}.${kind}`,
    action: roleMenuTexts.endSession,
    ...(role === undefined || role.user ? {} : { second: roleMenuTexts.openConsole }),
  };
};

const discreetly = ({ title, body, ...actions }: NotificationWords): NotificationWords => ({
  title: discreet(title),
  body: discreet(body),
  ...actions,
});

/** Title, body and button of what the system shows. */
export const notificationWords = {
  alert: (told: Alert): NotificationWords => discreetly(alert(told)),
  question: (waiting: Waiting): NotificationWords => discreetly(question(waiting)),
  opened: (session: SessionView, role: RoleView | undefined): NotificationWords => discreetly(opened(session, role)),
} as const;

/** What the shell is given to show; a test gives it words of its own. */
export type NotificationTexts = typeof notificationWords;

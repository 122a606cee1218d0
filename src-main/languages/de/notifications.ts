import type { Alert } from '../../contract/alerts.ts';
import type { RoleView, SessionView, Waiting } from '../../contract/snapshot.ts';
import { looksLikeProduction } from '../../contract/text.ts';
import type { NotificationTexts, NotificationWords } from '../../words/notifications.ts';
import { askerWords, othersWords } from './askers.ts';
import { clockTime, date, listed, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf } from './questions.ts';
import { roleMenuTexts } from './window/roles.ts';

export type { NotificationTexts, NotificationWords };

/** An account id (12 digits) in the name of a profile or of an account says more than a locked screen may. */
const discreet = (text: string): string => text.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '…');

const alert = (told: Alert): NotificationWords => {
  switch (told.kind) {
    case 'ends-soon':
      return told.what === 'direct'
        ? { title: `Sitzung von ${told.name} endet bald`, body: 'Eine Berührung erneuert sie.', action: 'Erneuern' }
        : {
            title: `MFA-Sitzung von ${told.name} endet bald`,
            body: 'Eine Berührung erneuert sie und alle ihre Rollen.',
            action: 'Erneuern',
          };
    case 'touch-wanted':
      return {
        title: `${told.profile} braucht eine Berührung`,
        body: `${askerWords(told.asker)} hat darum gebeten, konnte aber nicht warten.`,
        action: 'Öffnen',
      };
    case 'signed-out':
      return {
        title: `Anmeldung abgelaufen: ${told.profile}`,
        body: `Anmelden, um ${listed(told.roles)} zu erneuern.`,
        action: 'Anmelden',
      };
    case 'certificate-ends':
      return told.days < 0
        ? { title: `Zertifikat abgelaufen: ${told.profile}`, body: `Es galt bis ${date(told.ends)}.`, action: 'Erneuern' }
        : { title: `Zertifikat läuft bald ab: ${told.profile}`, body: `Es gilt bis ${date(told.ends)}.`, action: 'Erneuern' };
    case 'renewal-failed':
      return {
        title: `${told.profile} wurde nicht erneuert`,
        body: `${problemWords(told.problem).title}. Roletap öffnen, um zu sehen, was zu tun ist.`,
      };
  }
};

const requests: { readonly [K in Waiting['kind']]: (waiting: Waiting) => string } = {
  touch: ({ key }) => `${key ? key.name : 'YubiKey'} berühren`,
  password: ({ key, for: purpose }) => (purpose.kind === 'access-key' ? 'Passphrase eingeben' : `${yourKey(key?.serial)} entsperren`),
  pin: ({ key }) => `PIN für ${yourKey(key?.serial)} eingeben`,
  insert: ({ key }) => `${yourKey(key?.serial)} einstecken`,
  pick: () => 'Auswählen, woher der Code kommt',
  step: () => 'Wartet auf einen neuen Code',
  code: () => 'Code vom MFA-Gerät eingeben',
};

const question = (waiting: Waiting): NotificationWords => {
  const [first, ...others] = waiting.askers ?? [];
  const subject = subjectOf(waiting);
  const more = others.length === 0 ? '' : ` ${othersWords(others.length)}`;
  const body =
    first === undefined ? `Für ${subject}.` : `${askerWords(first)}${more} ${others.length === 0 ? 'bittet' : 'bitten'} um ${subject}.`;
  return {
    title: requests[waiting.kind](waiting),
    body: waiting.guarded === true ? `${body} Diese Rolle ist geschützt.` : body,
    action: 'Abbrechen',
  };
};

/** What somebody opened without a window that shows it. `role`: undefined when no profile names it any more. */
const opened = (session: SessionView, role: RoleView | undefined): NotificationWords => {
  const name = role?.profile ?? session.target;
  const isProduction = role === undefined ? looksLikeProduction(name) : role.production === true;
  const kind = session.guarded ? ' Geschützt.' : isProduction ? ' Produktion.' : '';
  return {
    title: `${name} ist offen`,
    body: `Bis ${clockTime(session.expires)}.${kind}`,
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

import type { Problem } from '../contract/problems/problem.ts';
import type { RoleState, RoleView, Waiting } from '../contract/snapshot.ts';
import { isHardwareToken } from '../contract/text.ts';
import { certificatePurpose } from './certificates/deeds.ts';
import { formFor, inSentence, TheKey, theKey, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** What a person is asked, and what for. Text between backticks is to be typed as it stands. */

/** The role, account, key or source that a question is about. */
export const subjectOf = ({ for: purpose }: Waiting): string => {
  switch (purpose.kind) {
    case 'role':
      return purpose.profile;
    case 'code':
      return purpose.account;
    case 'key':
      return purpose.name;
    case 'certificate':
      return purpose.subject;
    case 'renewal':
    case 'rotation':
    case 'access-key':
      return purpose.source;
  }
};

export interface WaitingWords {
  readonly title: string;
  /** One sentence without a full stop for `touch`, a whole one for the others. */
  readonly text: string;
  /** The part of `text` that names what it is for, to be set in bold. */
  readonly subject?: string;
}

/** What a person is asked for, and what for. `place` is the name of the role's account, where it has one. */
export const waitingWords = (waiting: Waiting, now?: number, place?: string): WaitingWords => {
  const { for: purpose } = waiting;
  const subject = subjectOf(waiting);
  const serial = waiting.key?.serial;
  switch (waiting.kind) {
    case 'touch': {
      const text =
        purpose.kind === 'role'
          ? `to open ${subject} in ${place ?? `account ${purpose.accountId}`}`
          : purpose.kind === 'code'
            ? `for a code from ${subject}`
            : purpose.kind === 'certificate'
              ? certificatePurpose(purpose.deed, subject)
              : purpose.kind === 'rotation'
                ? `to rotate ${subject}’s access key`
                : purpose.kind === 'renewal'
                  ? `to renew all of ${subject}’s sessions`
                  : `to read ${subject}`;
      if (!waiting.after) return { title: 'Touch your YubiKey', text, subject };
      const why = inSentence(problemWords(waiting.after).title);
      return { title: 'Touch your YubiKey again', text: `${text}, because ${why}`, subject };
    }
    case 'password':
      if (purpose.kind === 'access-key')
        return {
          title: waiting.wrong === true ? 'Wrong passphrase' : 'Unlock your access keys',
          text: `${subject}’s access key is sealed with your passphrase.`,
          subject,
        };
      return {
        title: waiting.wrong === true ? 'Wrong password' : 'Unlock your YubiKey',
        text: `A password protects the OATH accounts on ${theKey(serial)}.`,
      };
    case 'pin':
      if (waiting.asks === 'puk')
        return {
          title: waiting.wrong === true ? 'Wrong PUK' : 'Enter the PUK',
          text: `${TheKey(serial)} sets a new PIN with it.${triesWords(waiting.tries)}`,
        };
      if (waiting.asks === 'new-pin' && purpose.kind === 'certificate' && purpose.deed === 'unblock')
        return { title: 'Choose a new PIN', text: `${TheKey(serial)} asks for it from now on.` };
      if (waiting.asks === 'new-pin')
        return { title: 'Choose a new PIN', text: `${TheKey(serial)} still has the factory PIN, which anyone who finds it knows.` };
      if (purpose.kind === 'certificate') {
        const text = `${TheKey(serial)} needs it ${certificatePurpose(purpose.deed, subject)}.`;
        if (waiting.asks === 'management-key')
          return { title: waiting.wrong === true ? 'Wrong management key' : 'Enter the management key', text, subject };
        return {
          title: waiting.wrong === true ? 'Wrong PIN' : 'Enter your YubiKey’s PIN',
          text: `${text}${triesWords(waiting.tries)}`,
          subject,
        };
      }
      return {
        title: waiting.wrong === true ? 'Wrong PIN' : 'Enter your YubiKey’s PIN',
        text: `${TheKey(serial)} has the certificate that opens ${subject}.${triesWords(waiting.tries)}`,
        subject,
      };
    case 'insert':
      return {
        title: `Insert ${yourKey(serial)}`,
        text: waiting.account === undefined ? `You need it for ${subject}.` : `${subject} needs ${waiting.account}, which is on that key.`,
        subject,
      };
    case 'pick':
      if (waiting.among === 'certificates') return { title: 'Which certificate?', text: `Each of these can open ${subject}.`, subject };
      if (waiting.among === 'keys')
        return { title: 'Which YubiKey?', text: `Each of these opens ${subject}. Roletap remembers your choice.`, subject };
      return {
        title: waiting.account === undefined ? 'Choose your MFA device' : 'Choose an OATH account',
        text:
          waiting.account === undefined
            ? `You have more than one. Any of them opens ${subject}.`
            : `Which one generates the codes for ${waiting.account}? Roletap remembers your choice.`,
      };
    case 'code':
      return codeWords(waiting, subject);
    case 'step': {
      const left = now === undefined ? undefined : Math.max(0, Math.ceil((waiting.deadline - now) / 1000));
      const next = left === undefined ? 'in a moment' : `in ${left} s`;
      if (waiting.after) {
        const isRefused = waiting.after.code === 'code-refused' || waiting.after.code === 'serial-refused';
        const used = isRefused ? '' : 'AWS may have used the code. ';
        return {
          title: problemWords(waiting.after).title,
          text: `${used}Roletap tries ${subject} again with a fresh code ${next}.`,
          subject,
        };
      }
      if (waiting.toType)
        return {
          title: 'Waiting for two codes',
          text: `Both start together, so you have time to type them. ${subject} continues ${next}.`,
          subject,
        };
      return {
        title: 'Waiting for a fresh code',
        text: `AWS accepts each code only once. ${subject} continues ${next}.`,
        subject,
      };
    }
  }
};

/** How often a wrong PIN is still forgiven; nothing where the key does not tell. */
const triesWords = (tries: number | undefined): string => {
  if (tries === undefined) return '';
  return tries === 1 ? ' This is the last try: a wrong PIN blocks it.' : ` ${tries} tries left.`;
};

/** The same for a touch or a step in one line without its time, which stands behind it. */
export const progressWords = (waiting: Waiting): string => {
  const { title, text } = waitingWords(waiting);
  if (waiting.kind === 'touch') return `${title} ${text}`;
  if (waiting.toType) return `${title}, so you have time to type both`;
  return waiting.after ? `${title}. Trying again with a fresh code` : `${title}, since AWS accepts each only once`;
};

/** `arn:aws:iam::111122223333:mfa/jane-phone` as people call it: `jane-phone`. A hardware token is called by its serial number. */
const deviceLabel = (serial: string): string => serial.slice(serial.lastIndexOf('/') + 1);

/** A code is to be typed, perhaps once more. */
const codeWords = ({ account = '', after }: Waiting, subject: string): WaitingWords => {
  const device = deviceLabel(account);
  const whose = isHardwareToken(account) ? 'hardware token' : 'MFA device';
  const first = {
    title: 'Enter a code',
    text: `Enter the 6 digits from your ${whose}${device === '' ? '' : ` ${device}`} to open ${subject}.`,
    subject,
  };
  if (!after) return first;
  switch (after.code) {
    // A hardware token, or a list of devices with one, is no fault that a person would want to hear of.
    case 'mfa-serial-bad':
    case 'no-code-device':
      return first;
    case 'account-missing':
      return { ...first, text: `No connected YubiKey has ${device}. ${first.text}` };
    case 'card-service-missing':
    case 'card-service-silent':
    case 'card-access-denied':
      return { ...first, text: `${problemWords(after).title}, so Roletap can’t see a YubiKey. ${first.text}` };
    case 'code-refused':
      return { title: 'AWS rejected the code', text: `Enter the 6 digits that ${device} shows now.` };
    case 'code-spent':
      return {
        title: 'That code was already used',
        text: `AWS accepts each code only once. ${device} shows the next one in ${after.waitSeconds} s.`,
      };
    default:
      return {
        title: problemWords(after).title,
        text: `AWS may have used the code. Enter the next one that ${device} shows.`,
      };
  }
};

/** How many questions stand behind the one that is shown. */
export const moreQuestions = (count: number): string =>
  formFor(count, { one: '1 more request waiting', other: `${count} more requests waiting` });

/** What a role or the code card waits for; `after` is what went wrong before. */
export const waitingForWords = (reason: Extract<RoleState, { kind: 'waiting' }>['for'], after?: Problem): string => {
  if (after) return `${problemWords(after).title}. Checking whether AWS answers`;
  const words = {
    card: 'Waiting for the YubiKey',
    touch: 'Touch your YubiKey',
    step: 'Waiting for a fresh code',
    password: 'Waiting for your password',
    pin: 'Waiting for your PIN',
    insert: 'Insert your YubiKey',
    pick: 'Choose where the code comes from',
    code: 'Enter a code from your MFA device',
    turn: 'Waiting for another Roletap command',
    source: 'Waiting for your keyring, program or sign-in',
    aws: 'Waiting for AWS',
    file: 'Saving the credentials',
  } as const;
  return words[reason];
};

/** What is waited for while the credentials of a source are fetched, where there is room to say whose. */
export const sourceWaitWords = (source: string, kind: RoleView['sourceKind']): string => {
  switch (kind) {
    case 'process':
      return `Waiting for the program that “${source}” uses`;
    case 'login':
    case 'sso':
      return `Checking your sign-in for “${source}”`;
    case 'certificate':
      return `Opening “${source}” with its certificate`;
    default:
      return `Opening the access key of “${source}”`;
  }
};

/** Digits in two groups of three, as people read them: `131 746`. */
export const spacedCode = (digits: string): string => digits.replace(/^(\d{3})(\d{3})$/, '$1 $2');

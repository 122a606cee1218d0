import type { Problem } from '../contract/problems/problem.ts';
import type { RoleState, Waiting } from '../contract/snapshot.ts';
import { formFor, inSentence, theKey, yourKey } from './english.ts';
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
    case 'renewal':
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
            ? `for the code of ${subject}`
            : purpose.kind === 'renewal'
              ? `once, to renew everything of ${subject}`
              : `to read ${subject}`;
      if (!waiting.after) return { title: 'Touch your YubiKey', text, subject };
      const why = inSentence(problemWords(waiting.after).title);
      return { title: 'Touch your YubiKey once more', text: `${text}, since ${why}`, subject };
    }
    case 'password':
      return {
        title: waiting.wrong === true ? 'That password is not right' : 'Password of your YubiKey',
        text: `The accounts on ${theKey(serial)} are protected by a password.`,
      };
    case 'insert':
      return {
        title: `Insert ${yourKey(serial)}`,
        text: waiting.account === undefined ? `It is needed for ${subject}.` : `It holds ${waiting.account}, which ${subject} needs.`,
        subject,
      };
    case 'pick':
      return {
        title: waiting.account === undefined ? 'Which MFA device shows the code?' : 'Which account is it?',
        text:
          waiting.account === undefined
            ? `You have more than one. Any of them opens ${subject}.`
            : `No account is named ${waiting.account} exactly. Pick the one that makes its codes; the choice is remembered.`,
      };
    case 'code':
      return codeWords(waiting, subject);
    case 'step': {
      const left = now === undefined ? undefined : Math.max(0, Math.ceil((waiting.deadline - now) / 1000));
      const next = left === undefined ? 'in a moment' : `in ${left} s`;
      if (waiting.after) {
        const isRefused = waiting.after.code === 'code-refused' || waiting.after.code === 'serial-refused';
        const used = isRefused ? '' : 'The code may have been used, and AWS takes each one once. ';
        return {
          title: problemWords(waiting.after).title,
          text: `${used}The next ${isRefused ? 'code' : 'one'} comes ${next}; ${subject} is then tried once more.`,
          subject,
        };
      }
      return {
        title: 'The code was used',
        text: `AWS takes each code once. The next one comes ${next}, and ${subject} goes on by itself.`,
        subject,
      };
    }
  }
};

/** `arn:aws:iam::111122223333:mfa/jane-phone` as people call it: `jane-phone`. A hardware token is called by its serial number. */
const deviceLabel = (serial: string): string => serial.slice(serial.lastIndexOf('/') + 1);

/** A code is to be typed, perhaps once more. */
const codeWords = ({ account = '', after }: Waiting, subject: string): WaitingWords => {
  const device = deviceLabel(account);
  const first = { title: 'Enter a code', text: `Type the 6 digits that your MFA device ${device} shows, to open ${subject}.`, subject };
  if (!after) return first;
  switch (after.code) {
    // A hardware token, or a list of devices with one, is no fault that a person would want to hear of.
    case 'mfa-serial-bad':
    case 'no-code-device':
      return first;
    case 'account-missing':
      return { ...first, text: `No YubiKey here holds ${device}. ${first.text}` };
    case 'code-refused':
      return { title: 'AWS rejected the code', text: `Type the 6 digits that ${device} shows now.` };
    case 'code-spent':
      return {
        title: 'That code was already used',
        text: `AWS accepts each code once. ${device} shows the next one in ${after.waitSeconds} s.`,
      };
    default:
      return {
        title: problemWords(after).title,
        text: `The code may have been used. Type the next one that ${device} shows.`,
      };
  }
};

/** How many questions stand behind the one that is shown. */
export const moreQuestions = (count: number): string =>
  formFor(count, { one: 'One more question waits after this.', other: `${count} more questions wait after this.` });

/** What a role or the code card waits for; `after` is what went wrong before. */
export const waitingForWords = (reason: Extract<RoleState, { kind: 'waiting' }>['for'], after?: Problem): string => {
  if (after) return `${problemWords(after).title}. Checking whether AWS answers`;
  const words = {
    card: 'Waiting for the YubiKey',
    touch: 'Touch your YubiKey',
    step: 'Waiting for the next code',
    password: 'Waiting for the password',
    insert: 'Insert the YubiKey',
    pick: 'Pick an account',
    code: 'Enter a code from your MFA device',
    turn: 'Another Roletap command is asking for this session. Waiting for it',
    source: 'Waiting for the program or sign-in with your credentials',
    aws: 'Asking AWS',
    file: 'Saving the credentials',
  } as const;
  return words[reason];
};

/** Digits in two groups of three, as people read them: `131 746`. */
export const spacedCode = (digits: string): string => digits.replace(/^(\d{3})(\d{3})$/, '$1 $2');

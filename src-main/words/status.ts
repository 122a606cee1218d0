import type { CardState, KeyView } from '../contract/card-view.ts';
import type { Notice, RoleState, RoleView, Waiting } from '../contract/snapshot.ts';
import { flawWords } from './problems/file-flaws.ts';
import { TheKey, theKey } from './problems/problem-words.ts';
import { problemWords } from './problems/problems.ts';
import { duration, span } from './time.ts';

/**
 * Every sentence that is not about a problem (those are in words-problems.ts): for window, tray menu and terminal.
 * Pure: a view in, text out. Text between backticks is to be typed as it stands.
 */

/** Account as a person reads it: `account 111122223333`, with the partition where it is not the usual one. */
export const accountWords = (accountId: string, partition: string): string => {
  const names: Readonly<Record<string, string>> = {
    'aws-cn': 'China',
    'aws-us-gov': 'GovCloud',
    'aws-eusc': 'European Sovereign Cloud',
  };
  const where = partition === 'aws' ? '' : ` (${names[partition] ?? partition})`;
  return `account ${accountId}${where}`;
};

/** The role, account, key or source that a question is about. */
export const subjectOf = ({ for: wish }: Waiting): string => {
  switch (wish.kind) {
    case 'role':
      return wish.profile;
    case 'code':
      return wish.account;
    case 'key':
      return wish.name;
    case 'renewal':
      return wish.source;
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
  const { for: wish } = waiting;
  const subject = subjectOf(waiting);
  const serial = waiting.key?.serial;
  switch (waiting.kind) {
    case 'touch': {
      const text =
        wish.kind === 'role'
          ? `to open ${subject} in ${place ?? `account ${wish.accountId}`}`
          : wish.kind === 'code'
            ? `for the code of ${subject}`
            : wish.kind === 'renewal'
              ? `once, to renew everything of ${subject}`
              : `to read ${subject}`;
      return { title: 'Touch your YubiKey', text, subject };
    }
    case 'password':
      return {
        title: waiting.wrong === true ? 'That password is not right' : 'Password of your YubiKey',
        text: `The accounts on ${theKey(serial)} are protected by a password.`,
      };
    case 'insert':
      return {
        title: serial === undefined ? 'Insert your YubiKey' : `Insert YubiKey ${serial}`,
        text: waiting.account === undefined ? `It is needed for ${subject}.` : `It holds ${waiting.account}, which ${subject} needs.`,
        subject,
      };
    case 'pick':
      return {
        title: 'Which account is it?',
        text:
          waiting.account === undefined
            ? `More than one account could be meant for ${subject}.`
            : `No account is named ${waiting.account} exactly. Pick the one that makes its codes; the choice is remembered.`,
      };
    case 'step': {
      const left = now === undefined ? undefined : Math.max(0, Math.ceil((waiting.deadline - now) / 1000));
      return {
        title: 'The code was used',
        text: `AWS takes each code once. The next one comes ${left === undefined ? 'in a moment' : `in ${left} s`}, and ${subject} goes on by itself.`,
        subject,
      };
    }
  }
};

/** State of a role in a few words, for a row, a menu item or a line in the terminal. */
export const roleStateWords = (state: RoleState): string => {
  switch (state.kind) {
    case 'idle':
      return 'idle';
    case 'active':
      return state.expiring ? 'ends soon' : 'active';
    case 'failed':
      return problemWords(state.problem).title;
    case 'waiting':
      return waitingForWords(state.for);
  }
};

/** What a role or the code card waits for. */
export const waitingForWords = (reason: Extract<RoleState, { kind: 'waiting' }>['for']): string => {
  const words = {
    card: 'Waiting for the YubiKey',
    touch: 'Touch your YubiKey',
    step: 'Waiting for the next code',
    password: 'Waiting for the password',
    insert: 'Insert the YubiKey',
    pick: 'Pick an account',
    aws: 'Asking AWS',
    file: 'Saving the credentials',
  } as const;
  return words[reason];
};

export interface KeyWords {
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'off';
}

/** A YubiKey's state in a few words; empty when all is well. */
export const keyWords = (key: KeyView): KeyWords => {
  if (key.heldBy !== undefined) return { text: `in use by ${key.heldBy}`, tone: 'warn' };
  switch (key.oath) {
    case 'reading':
      return { text: 'reading…', tone: 'off' };
    case 'locked':
      return { text: 'locked', tone: 'warn' };
    case 'disabled':
      return { text: 'codes switched off', tone: 'warn' };
    case 'unreadable':
      return { text: 'cannot be read', tone: 'warn' };
    case 'ready':
      return { text: key.busy ? 'busy' : '', tone: 'good' };
  }
};

/** The card state as one line. */
export const cardWords = (card: CardState): string => {
  switch (card.kind) {
    case 'starting':
      return 'Looking for a YubiKey';
    case 'no-service':
      return problemWords(card.problem).title;
    case 'no-key':
      return 'No YubiKey';
    case 'present':
      return card.keys.length === 1 ? (card.keys[0]?.name ?? 'YubiKey') : `${card.keys.length} YubiKeys`;
  }
};

export interface NoticeWords {
  readonly tone: 'info' | 'warn';
  readonly title: string;
  readonly text: string;
}

/** Something to know that stops nothing. */
export const noticeWords = (notice: Notice): NoticeWords => {
  switch (notice.kind) {
    case 'clock':
      return {
        tone: 'warn',
        title: `Clock ${span(Math.abs(notice.seconds))} ${notice.seconds > 0 ? 'behind' : 'ahead'}`,
        text: `This computer’s clock is ${span(Math.abs(notice.seconds))} ${notice.seconds > 0 ? 'behind' : 'ahead of'} AWS. Codes and countdowns are corrected for it; what other programs send is not. Switch on automatic time.`,
      };
    case 'endpoint':
      return {
        tone: 'warn',
        title: 'Another endpoint is in use',
        text: `${notice.setting} sends requests to ${notice.url} in place of AWS. Remove it if you did not set it.`,
      };
    case 'file':
      return {
        tone: notice.refusedByCli ? 'warn' : 'info',
        title: `${baseName(notice.file)}, line ${notice.line}`,
        text: `${notice.file}:${notice.line}: ${flawWords(notice.flaw)}${notice.detail === undefined ? '' : ` (${notice.detail})`}. ${
          notice.refusedByCli ? 'The aws command refuses the whole file because of it.' : 'Roletap reads it as the aws command does.'
        }`,
      };
    case 'duration':
      return {
        tone: 'info',
        title: `Session shortened to ${duration(notice.gotSeconds)}`,
        text: `${duration(notice.askedSeconds)} was asked for; ${notice.roleArn} allows ${duration(notice.gotSeconds)}. Roletap remembers that.`,
      };
    case 'profile': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: `${notice.profile}: ${lowerFirst(words.title)}`, text: `${words.happened} ${words.advice}` };
    }
    case 'problem': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: words.title, text: `${words.happened} ${words.advice}` };
    }
    case 'demo':
      return {
        tone: 'info',
        title: 'This is a demo',
        text: `The YubiKey and AWS are made up inside Roletap. Your own files are not touched; the demo’s are ${notice.config} and ${notice.credentials}.`,
      };
  }
};

/** What a screen reader says when a role's state changes; undefined when there is nothing to say. */
export const announcementWords = (role: RoleView): string | undefined => {
  switch (role.state.kind) {
    case 'idle':
      return `The session of ${role.profile} ended.`;
    case 'active':
      return role.state.expiring ? `The session of ${role.profile} ends soon.` : `${role.profile} is open.`;
    case 'failed': {
      const words = problemWords(role.state.problem);
      return `${role.profile}: ${words.title}. ${words.advice}`;
    }
    case 'waiting':
      return undefined;
  }
};

/** Who has to be unlocked, for the button and the menu item. */
export const unlockWords = (key: KeyView): string => `Unlock ${key.serial === undefined ? 'the YubiKey' : `YubiKey ${key.serial}`}`;

/** The line under a locked key. */
export const lockedWords = (key: KeyView): string => `${TheKey(key.serial)} is locked by a password.`;

/** Digits in two groups of three, as people read them: `131 746`. */
export const spacedCode = (digits: string): string => digits.replace(/^(\d{3})(\d{3})$/, '$1 $2');

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
/** `The key` -> `the key`, but `AWS` and `YubiKey` stay. */
export const lowerFirst = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) && !/^(Yubi|Root)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** When the window itself fails to draw. */
export const faultWords = {
  title: 'This window has a fault',
  text: 'Roletap goes on working: sessions stay open, and the tray menu works. Close the window and open it again.',
} as const;

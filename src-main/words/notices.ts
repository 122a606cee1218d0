import type { DoorView } from '../contract/alerts.ts';
import type { Notice, Snapshot } from '../contract/snapshot.ts';
import { shellWord } from '../contract/text.ts';
import { retiredKeyWords } from './access-keys/rotation.ts';
import { strayKeyWords } from './access-keys/stray-keys.ts';
import { date, duration, inSentence, span } from './grammar.ts';
import { flawWords } from './problems/file-flaws.ts';
import { problemWords } from './problems/problem-words.ts';

/** What there is to know that stops nothing. */

export interface NoticeWords {
  readonly tone: 'info' | 'warn';
  readonly title: string;
  readonly text: string;
  /** What a click can do about it: open the devices of this source's user. */
  readonly devicesOf?: string;
  /** The certificates' page, where one is stored. */
  readonly stores?: true;
  /** The role whose certificate is to be renewed. */
  readonly renews?: string;
  /** Open them with the user's access keys. */
  readonly keysOf?: string;
  readonly action?: string;
}

/** Something to know that stops nothing. */
export const noticeWords = (notice: Notice, where: 'tray' | 'terminal' = 'tray'): NoticeWords => {
  switch (notice.kind) {
    case 'clock':
      return {
        tone: 'warn',
        title: `Clock ${span(Math.abs(notice.seconds))} ${notice.seconds > 0 ? 'behind' : 'ahead'}`,
        text: `This computer’s clock is ${span(Math.abs(notice.seconds))} ${notice.seconds > 0 ? 'behind' : 'ahead of'} AWS. Roletap corrects its codes and countdowns, but other programs don’t. Turn on automatic date and time.`,
      };
    case 'endpoint':
      return {
        tone: 'warn',
        title: 'A custom endpoint is in use',
        text: `${notice.setting} sends requests to ${notice.url} instead of AWS. If you didn’t set this, remove it.`,
      };
    case 'file': {
      const { what, readings, awsDiffers } = flawWords(notice.flaw);
      return {
        tone: awsDiffers ? 'warn' : 'info',
        title: `${baseName(notice.file)}, line ${notice.line}`,
        text: `${notice.file}:${notice.line}: ${what}${notice.detail === undefined ? '' : ` (${notice.detail})`}. ${readings}`,
      };
    }
    case 'duration':
      return {
        tone: 'info',
        title: `Session shortened to ${duration(notice.gotSeconds)}`,
        text: `Roletap asked for ${duration(notice.askedSeconds)}, but ${notice.roleArn} allows ${duration(notice.gotSeconds)}. From now on it asks for that.`,
      };
    case 'device-gone':
      return {
        tone: 'warn',
        title: 'Your profiles use another MFA device',
        text: `${notice.mfaSerial} isn’t one of your MFA devices, so Roletap used ${notice.used}.${
          where === 'terminal'
            ? ` Update your profiles: \`roletap lost ${shellWord(notice.mfaSerial)} --source ${shellWord(notice.source)}\`.`
            : ''
        }`,
        ...(where === 'terminal' ? {} : { devicesOf: notice.source, action: 'Update profiles…' }),
      };
    case 'stray-key': {
      const { detail, advice } = strayKeyWords(notice.key, where === 'terminal' ? 'terminal' : 'window');
      return { tone: 'warn', title: 'Unprotected access key', text: `${detail} ${advice}` };
    }
    case 'old-key':
      return {
        tone: 'warn',
        title: `“${notice.source}” has an old access key`,
        text: `${notice.accessKeyId} is ${notice.days} days old.${
          where === 'terminal' ? ` Rotate it: \`roletap rotate ${shellWord(notice.source)}\`.` : ' Rotating it takes one touch.'
        }`,
        ...(where === 'terminal' ? {} : { keysOf: notice.source, action: 'Rotate…' }),
      };
    case 'certificate-awaited':
      return {
        tone: 'info',
        title: `Waiting for a certificate: ${notice.subject}`,
        text: `You made its request on ${date(notice.startedAt)}. ${
          where === 'terminal'
            ? 'When the certificate comes: `roletap anywhere import FILE`.'
            : 'When the certificate comes, store it here.'
        }`,
        ...(where === 'terminal' ? {} : { stores: true, action: 'Store certificate…' }),
      };
    case 'certificate-ends':
      return {
        tone: 'warn',
        title: notice.days < 0 ? `“${notice.profile}” has an expired certificate` : `“${notice.profile}” needs a new certificate soon`,
        text: `${notice.subject} ${notice.days < 0 ? 'expired' : 'is valid only until'} ${notice.days < 0 ? 'on ' : ''}${date(notice.until)}. ${
          where === 'terminal' ? `Renew it: \`roletap anywhere renew ${shellWord(notice.profile)}\`.` : 'The same key can get a new one.'
        }`,
        ...(where === 'terminal' ? {} : { renews: notice.profile, action: 'Renew…' }),
      };
    case 'retired-key':
      return {
        tone: 'info',
        title: `“${notice.source}” has a new access key`,
        text: `${retiredKeyWords(notice)} ${
          where === 'terminal'
            ? `Bring it back: \`roletap rotate ${shellWord(notice.source)} --undo\`. Delete it now: \`roletap rotate ${shellWord(notice.source)} --finish\`.`
            : 'Until then you can bring it back.'
        }`,
        ...(where === 'terminal' ? {} : { keysOf: notice.source, action: 'Show access keys' }),
      };
    case 'profile': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: `${notice.profile}: ${inSentence(words.title)}`, text: `${words.happened} ${words.advice}` };
    }
    case 'problem': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: words.title, text: `${words.happened} ${words.advice}` };
    }
    case 'home':
      return { tone: 'info', title: 'Roletap is in your tray', text: 'Click its icon there to open this window again.' };
    case 'demo':
      return {
        tone: 'info',
        title: 'This is a demo',
        text: `The YubiKey and AWS are simulated; its PIN is 314159. Your own files aren’t touched: the demo uses ${notice.config} and ${notice.credentials}.`,
      };
  }
};

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Whether other programs can ask; a failure has its own words. */
export const doorWords = (door: DoorView): string =>
  door.state === 'open' ? 'On: your programs can request sessions' : 'Off: programs can’t request sessions';

const doorNotices = (door: Snapshot['door']): readonly NoticeWords[] => {
  if (door.state !== 'failed') return [];
  const words = problemWords(door.problem);
  return [{ tone: 'warn', title: 'Programs can’t request sessions', text: `${words.title}. ${words.happened} ${words.advice}` }];
};

/** Where sessions outlive the program, and what that means. */
export const keptWords = (kept: Snapshot['sessionsKept']): { readonly title: string; readonly text: string } =>
  ({
    keyring: {
      title: 'Encrypted with the system keyring',
      text: 'Open sessions survive a restart. While the keyring is unlocked, your other programs could read them too.',
    },
    login: {
      title: 'In memory until you log out',
      text: 'No system keyring was found. Open sessions survive a restart of Roletap but not a logout. Nothing is saved to disk.',
    },
    process: {
      title: 'In memory until you quit',
      text: 'No system keyring was found. After a restart, tap in again.',
    },
  })[kept];

const keptNotices = (kept: Snapshot['sessionsKept']): readonly NoticeWords[] => {
  if (kept === 'keyring') return [];
  const until = kept === 'process' ? 'Roletap quits' : 'you log out';
  return [
    {
      tone: 'info',
      title: `Sessions are kept until ${until}`,
      text: `No system keyring was found, so Roletap keeps sessions only in memory.`,
    },
  ];
};

/** All that there is to know and that stops nothing: the notices, where sessions are kept, and whether programs can ask. Pure. */
export const notesWords = (
  snapshot: Pick<Snapshot, 'notices' | 'door' | 'sessionsKept' | 'demo' | 'sessions' | 'mfaSessions'>,
): readonly NoticeWords[] => [
  ...snapshot.notices.map((notice) => noticeWords(notice)),
  ...doorNotices(snapshot.door),
  // What the demo holds is made up, and worth nothing to keep; and who has no session yet has nothing to lose.
  ...(snapshot.demo || snapshot.sessions.length + snapshot.mfaSessions.length === 0 ? [] : keptNotices(snapshot.sessionsKept)),
];

/** When the window itself fails to draw. */
export const faultWords = {
  title: 'Something went wrong in this window',
  text: 'Your sessions stay open and the tray menu still works. Close this window and open it again.',
} as const;

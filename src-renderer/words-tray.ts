import type { CardState, CodeView, RoleView, SessionView, Snapshot, Waiting } from '../src-main/contract/snapshot.ts';
import { cardWords, keyWords, roleStateWords, waitingWords } from './words.ts';
import { duration } from './words-time.ts';

/** The sentences of the tray's menu and tooltip; main.ts hands them to the shell, which has no words of its own. */

const minutesLeft = (minutes: number): string => (minutes <= 0 ? 'ended' : `${duration(minutes * 60)} left`);

const shownRole = (role: RoleView): string => {
  const state = role.state.kind === 'idle' || role.state.kind === 'active' ? '' : ` (${roleStateWords(role.state)})`;
  return `${role.profile}${state}`;
};

const yubiKeyLine = (card: CardState): string => {
  const key = card.kind === 'present' && card.keys.length === 1 ? card.keys[0] : undefined;
  if (!key) return cardWords(card);
  const words = keyWords(key).text;
  return `${key.name}${key.serial === undefined ? '' : ` ${key.serial}`}${words === '' ? '' : `, ${words}`}`;
};

export const trayWords = {
  tooltip: (state: string, snapshot: Snapshot): string => {
    const [waiting] = snapshot.waiting;
    const demo = snapshot.demo ? ' (demo)' : '';
    if (waiting) return `Roletap${demo}: ${waitingWords(waiting).title}`;
    if (state === 'failed') return `Roletap${demo}: something needs you`;
    const [next] = [...snapshot.sessions].sort((a, b) => a.expires - b.expires);
    if (!next) return `Roletap${demo}: no role is open`;
    const others = snapshot.sessions.length > 1 ? ` and ${snapshot.sessions.length - 1} more` : '';
    return `Roletap${demo}: ${next.profile ?? next.target}${others}, ${minutesLeft(Math.ceil((next.expires - snapshot.now) / 60_000))}`;
  },
  yubiKey: yubiKeyLine,
  account: (accountId: string): string => `Account ${accountId}`,
  role: shownRole,
  session: (session: SessionView, role: RoleView | undefined, minutes: number): string =>
    `${role?.profile ?? session.profile ?? session.target}, ${minutesLeft(minutes)}`,
  cancel: (waiting: Waiting): string => `Cancel: ${waitingWords(waiting).title}`,
  copyCode: (code: CodeView): string => (code.account ? `Copy code of ${code.account.label}` : 'Copy code'),
  moreRoles: (count: number): string => `${count} more in the window…`,
  endSession: 'End session',
  copyProfile: 'Copy aws --profile',
  open: 'Open Roletap',
  endAll: 'End all sessions',
  quit: 'Quit Roletap',
} as const;

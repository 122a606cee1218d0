import type { CardState } from '../src-main/contract/card-view.ts';
import type { CodeView, RoleView, SessionView, Snapshot, Waiting } from '../src-main/contract/snapshot.ts';
import { cardWords, keyWords, subjectOf, waitingForWords, waitingWords } from './words.ts';
import { problemWords } from './words-problems.ts';

/** The first line of the tray menu: which YubiKey, and what is with it. */
const yubiKey = (card: CardState): string => {
  const [key] = card.kind === 'present' ? card.keys : [];
  if (card.kind !== 'present' || card.keys.length !== 1 || key === undefined) return cardWords(card);
  const state = keyWords(key).text;
  return `${key.name}${key.serial === undefined ? '' : ` ${key.serial}`}${state === '' ? '' : `, ${state}`}`;
};

/** The hint over the tray icon: one line, the most pressing thing. Windows shows no more than 127 characters. */
const tooltip = (_state: string, snapshot: Snapshot): string => {
  const [question] = snapshot.waiting;
  if (question !== undefined) return short(`Roletap: ${waitingWords(question).title}`);
  const failed = snapshot.roles.find((role) => role.state.kind === 'failed');
  if (failed?.state.kind === 'failed') return short(`Roletap: ${failed.profile}: ${problemWords(failed.state.problem).title}`);
  const count = snapshot.sessions.length;
  return count === 0 ? 'Roletap' : `Roletap: ${count} active ${count === 1 ? 'session' : 'sessions'}`;
};

const short = (text: string): string => (text.length <= 127 ? text : `${text.slice(0, 126)}…`);

const cancelled: { readonly [K in Waiting['kind']]: string } = {
  touch: 'touch',
  password: 'password',
  insert: 'wait for the YubiKey',
  pick: 'choice',
  step: 'wait for the next code',
};

const minutesWords = (minutes: number): string =>
  minutes <= 0 ? 'ended' : minutes < 100 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h left`;

const codeWords = ({ account, state }: CodeView): string =>
  state.kind === 'waiting' ? waitingForWords(state.for) : `Copy code of ${account?.label ?? 'the YubiKey'}`;

/** Every text of the tray. `minutes` are whole minutes left, rounded up. */
export const trayWords = {
  tooltip,
  yubiKey,
  account: (accountId: string): string => `Account ${accountId}`,
  role: (role: RoleView): string =>
    role.state.kind === 'waiting'
      ? `${role.profile} (${waitingForWords(role.state.for)})`
      : role.state.kind === 'failed'
        ? `${role.profile} (${problemWords(role.state.problem).title})`
        : role.profile,
  session: (session: SessionView, role: RoleView | undefined, minutes: number): string =>
    `${role?.profile ?? session.target}, ${minutesWords(minutes)}`,
  cancel: (waiting: Waiting): string => `Cancel the ${cancelled[waiting.kind]} for ${subjectOf(waiting)}`,
  copyCode: codeWords,
  moreRoles: (count: number): string => `${count} more in the window…`,
  endSession: 'End session',
  copyProfile: 'Copy aws --profile …',
  open: 'Open Roletap',
  setUp: 'Set up a YubiKey…',
  endAll: 'End all sessions',
  quit: 'Quit Roletap',
} as const;

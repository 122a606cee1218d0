import type { Alert, EndedView } from '../contract/alerts.ts';
import type { CardState } from '../contract/card-view.ts';
import type { AwsAccountView } from '../contract/preferences.ts';
import type { CodeView, RoleView, SessionView, Snapshot, Waiting } from '../contract/snapshot.ts';
import { looksLikeProduction } from '../contract/text.ts';
import { wholeMinutes } from '../contract/values.ts';
import { counted, fullName, minutesLeft, shortLeft } from './english.ts';
import { cardWords, keyWords } from './keys.ts';
import { notificationWords } from './notifications.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf, waitingForWords, waitingWords } from './questions.ts';
import { endedWords } from './roles/role.ts';
import { headerTexts } from './window/popover.ts';
import { roleMenuTexts } from './window/roles.ts';

/** The first line of the tray menu: which YubiKey, and what is with it. */
const yubiKey = (card: CardState): string => {
  const [key] = card.kind === 'present' ? card.keys : [];
  if (card.kind !== 'present' || card.keys.length !== 1 || key === undefined) return cardWords(card);
  const state = keyWords(key).text;
  return `${fullName(key)}${state === '' ? '' : `, ${state}`}`;
};

/** The hint over the tray icon: one line, the most pressing thing. Windows shows no more than 127 characters. */
const tooltip = (_state: string, snapshot: Snapshot, left: number | undefined): string => {
  const [question] = snapshot.waiting;
  if (question !== undefined) return short(`Roletap: ${waitingWords(question).title}`);
  const failed = snapshot.roles.find((role) => role.state.kind === 'failed');
  if (failed?.state.kind === 'failed') return short(`Roletap: ${failed.profile}: ${problemWords(failed.state.problem).title}`);
  const [alert] = snapshot.alerts;
  if (alert !== undefined) return short(`Roletap: ${notificationWords.alert(alert).title}`);
  const count = snapshot.sessions.length;
  if (count === 0 || left === undefined) return 'Roletap';
  const minutes = minutesLeft(wholeMinutes(left));
  const sessions = counted(count, { one: 'active session', other: 'active sessions' });
  return `Roletap: ${sessions}, ${count === 1 ? minutes : `the first with ${minutes}`}`;
};

const short = (text: string): string => (text.length <= 127 ? text : `${text.slice(0, 126)}…`);

const cancelled: { readonly [K in Waiting['kind']]: string } = {
  touch: 'touch',
  password: 'unlocking',
  insert: 'wait for the YubiKey',
  pick: 'choice',
  step: 'wait for a code',
  code: 'code',
};

const codeWords = ({ account, state }: CodeView): string =>
  state.kind === 'waiting' ? waitingForWords(state.for) : `Copy code for ${account?.label ?? 'your YubiKey'}`;

/** What is to be known before a click. */
const markOf = (name: string, guarded: boolean): string => (guarded ? ' (guarded)' : looksLikeProduction(name) ? ' (prod)' : '');

/** A role with what goes on with it, or that it takes a touch each time. */
const role = (view: RoleView): string => {
  if (view.state.kind === 'waiting') return `${view.profile} (${waitingForWords(view.state.for)})`;
  if (view.state.kind === 'failed') return `${view.profile} (${problemWords(view.state.problem).title})`;
  return `${view.profile}${markOf(view.profile, view.guard === 'on')}`;
};

/** Every text of the tray. `minutes` are those of `wholeMinutes`. */
export const trayWords = {
  /** `left`: milliseconds until the first session ends. */
  tooltip,
  yubiKey,
  /** Beside the icon, where the system shows a text there: as short as can be. */
  title: shortLeft,
  /** Heads the roles of one account; the view is there when the account has a name. */
  account: (accountId: string, view: AwsAccountView | undefined): string => view?.alias ?? `Account ${accountId}`,
  /** Heads favourites and what was tapped last. */
  first: 'Favourites and recent',
  role,
  session: (session: SessionView, role: RoleView | undefined, minutes: number): string =>
    `${role?.profile ?? session.target}, ${minutesLeft(minutes)}${markOf(role?.profile ?? session.target, session.guarded)}`,
  /** One line: what it is, and what a click does about it. */
  alert: (alert: Alert): string => {
    const { title, action } = notificationWords.alert(alert);
    return action === undefined ? title : `${title}: ${action}`;
  },
  renewAll: headerTexts.renewAll,
  undoEnd: (ended: EndedView): string => `Undo: ${endedWords(ended)}`,
  cancel: (waiting: Waiting): string => `Cancel the ${cancelled[waiting.kind]} for ${subjectOf(waiting)}`,
  copyCode: codeWords,
  /** Stands for the roles that a submenu has no room for; opens the window, which has a search. */
  moreRoles: (count: number): string => `${count} more in the window…`,
  renew: 'Renew now',
  keepAlive: roleMenuTexts.keepAlive,
  openConsole: 'Open console…',
  endSession: roleMenuTexts.endSession,
  copyProfile: roleMenuTexts.copyProfile,
  open: 'Open Roletap',
  today: 'Today’s sessions',
  settings: 'Settings…',
  setUp: headerTexts.addDevice,
  endAll: headerTexts.endAll,
  quit: headerTexts.quit,
} as const;

/** What the shell is given to draw with; a test gives it words of its own. */
export type TrayWords = {
  readonly [K in keyof typeof trayWords]: (typeof trayWords)[K] extends string ? string : (typeof trayWords)[K];
};

import type { Alert, EndedView } from '../contract/alerts.ts';
import type { AccountView, CardState, KeyView } from '../contract/card-view.ts';
import type { CodeView, RoleView, SessionView, Snapshot, Waiting } from '../contract/snapshot.ts';
import { looksLikeProduction } from '../contract/text.ts';
import { wholeMinutes } from '../contract/values.ts';
import { counted, fullName, minutesLeft, shortLeft } from './grammar.ts';
import { cardWords, keyWords } from './keys.ts';
import { notificationWords } from './notifications.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf, waitingForWords, waitingWords } from './questions.ts';
import { endedWords } from './roles/role.ts';
import { headerTexts } from './window/popover.ts';
import { roleMenuTexts } from './window/roles.ts';
import { updateTexts } from './window/updates.ts';

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

const codeWords = ({ account, state }: CodeView): string =>
  state.kind === 'waiting' ? waitingForWords(state.for) : `Copy code for ${account?.label ?? 'your YubiKey'}`;

/** An OATH account among several: whose codes it makes, and on which key where several have accounts. */
const codeOf = ({ user, accountId, issuer, name }: AccountView, alias: string | undefined, key: KeyView | undefined): string => {
  const owner = user === undefined ? (issuer === undefined ? name : `${issuer}: ${name}`) : `${user} @ ${alias ?? accountId}`;
  return key === undefined ? owner : `${owner}, ${fullName(key)}`;
};

/** What is to be known before a click. */
const markOf = (production: boolean, guarded: boolean): string => (guarded ? ' (guarded)' : production ? ' (prod)' : '');

/** A role with what goes on with it, or that it takes a touch each time. `place`: its account, where no heading says it. */
const role = (view: RoleView, place?: string): string => {
  const name = place === undefined ? view.profile : `${view.profile}, ${place}`;
  if (view.state.kind === 'waiting') return `${name} (${waitingForWords(view.state.for)})`;
  if (view.state.kind === 'failed') return `${name} (${problemWords(view.state.problem).title})`;
  return `${name}${markOf(view.production === true, view.guard === 'on')}`;
};

/** Every text of the tray. `minutes` are those of `wholeMinutes`. */
export const trayWords = {
  /** `left`: milliseconds until the first session ends. */
  tooltip,
  yubiKey,
  /** Beside the icon, where the system shows a text there: as short as can be. */
  title: shortLeft,
  role,
  session: (session: SessionView, role: RoleView | undefined, minutes: number): string =>
    `${role?.profile ?? session.target}, ${minutesLeft(minutes)}${markOf(role === undefined ? looksLikeProduction(session.target) : role.production === true, session.guarded || role?.guard === 'on')}`,
  /** One line: what it is, and what a click does about it. */
  alert: (alert: Alert): string => {
    const { title, action } = notificationWords.alert(alert);
    return action === undefined ? title : `${title}: ${action}`;
  },
  renewAll: headerTexts.renewAll,
  undoEnd: (ended: EndedView): string => `Undo: ${endedWords(ended)}`,
  cancel: (waiting: Waiting): string => `Cancel request for ${subjectOf(waiting)}`,
  copyCode: codeWords,
  /** Heads the accounts whose codes can be copied. */
  codes: 'Copy code',
  codeOf,
  /** Stands for the roles that a submenu has no room for; opens the window, which has a search. */
  moreRoles: (count: number): string => `${count} more in the window…`,
  renew: 'Renew now',
  keepAlive: roleMenuTexts.keepAlive,
  openConsole: 'Open console…',
  endSession: roleMenuTexts.endSession,
  copyProfile: roleMenuTexts.copyProfile,
  open: 'Open Roletap',
  activity: 'Activity',
  settings: 'Settings…',
  setUp: headerTexts.addDevice,
  endAll: headerTexts.endAll,
  quit: headerTexts.quit,
  update: updateTexts.restart,
} as const;

/** What the shell is given to draw with; a test gives it words of its own. */
export type TrayWords = {
  readonly [K in keyof typeof trayWords]: (typeof trayWords)[K] extends string ? string : (typeof trayWords)[K];
};

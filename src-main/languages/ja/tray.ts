import type { Alert, EndedView } from '../../contract/alerts.ts';
import type { AccountView, CardState, KeyView } from '../../contract/card-view.ts';
import type { CodeView, RoleView, SessionView, Snapshot, Waiting } from '../../contract/snapshot.ts';
import { looksLikeProduction } from '../../contract/text.ts';
import { wholeMinutes } from '../../contract/values.ts';
import type { TrayWords } from '../../words/tray.ts';
import { counted, fullName, minutesLeft, shortLeft } from './grammar.ts';
import { cardWords, keyWords } from './keys.ts';
import { notificationWords } from './notifications.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf, waitingForWords, waitingWords } from './questions.ts';
import { endedWords } from './roles/role.ts';
import { headerTexts } from './window/popover.ts';
import { roleMenuTexts } from './window/roles.ts';
import { updateTexts } from './window/updates.ts';

export type { TrayWords };

/** The first line of the tray menu: which YubiKey, and what is with it. */
const yubiKey = (card: CardState): string => {
  const [key] = card.kind === 'present' ? card.keys : [];
  if (card.kind !== 'present' || card.keys.length !== 1 || key === undefined) return cardWords(card);
  const state = keyWords(key).text;
  return `${fullName(key)}${state === '' ? '' : `、${state}`}`;
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
  return `Roletap: アクティブなセッション ${counted(count, { other: '件' })}、${count === 1 ? minutes : `最短で${minutes}`}`;
};

const short = (text: string): string => (text.length <= 127 ? text : `${text.slice(0, 126)}…`);

const codeWords = ({ account, state }: CodeView): string =>
  state.kind === 'waiting' ? waitingForWords(state.for) : `${account?.label ?? 'YubiKey'} のコードをコピー`;

/** An OATH account among several: whose codes it makes, and on which key where several have accounts. */
const codeOf = ({ user, accountId, issuer, name }: AccountView, alias: string | undefined, key: KeyView | undefined): string => {
  const owner = user === undefined ? (issuer === undefined ? name : `${issuer}: ${name}`) : `${user} @ ${alias ?? accountId}`;
  return key === undefined ? owner : `${owner}、${fullName(key)}`;
};

/** What is to be known before a click. */
const markOf = (production: boolean, guarded: boolean): string => (guarded ? ' (保護)' : production ? ' (本番)' : '');

/** A role with what goes on with it, or that it takes a touch each time. `place`: its account, where no heading says it. */
const role = (view: RoleView, place?: string): string => {
  const name = place === undefined ? view.profile : `${view.profile}、${place}`;
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
    `${role?.profile ?? session.target}、${minutesLeft(minutes)}${markOf(role === undefined ? looksLikeProduction(session.target) : role.production === true, session.guarded || role?.guard === 'on')}`,
  /** One line: what it is, and what a click does about it. */
  alert: (alert: Alert): string => {
    const { title, action } = notificationWords.alert(alert);
    return action === undefined ? title : `${title}: ${action}`;
  },
  renewAll: headerTexts.renewAll,
  undoEnd: (ended: EndedView): string => `元に戻す: ${endedWords(ended)}`,
  cancel: (waiting: Waiting): string => `${subjectOf(waiting)} の要求をキャンセル`,
  copyCode: codeWords,
  /** Heads the accounts whose codes can be copied. */
  codes: 'コードをコピー',
  codeOf,
  /** Stands for the roles that a submenu has no room for; opens the window, which has a search. */
  moreRoles: (count: number): string => `ほか ${count} 個をウィンドウで表示…`,
  renew: '今すぐ更新',
  keepAlive: roleMenuTexts.keepAlive,
  openConsole: 'コンソールを開く…',
  endSession: roleMenuTexts.endSession,
  copyProfile: roleMenuTexts.copyProfile,
  open: 'Roletap を開く',
  activity: 'アクティビティ',
  settings: '設定…',
  setUp: headerTexts.addDevice,
  endAll: headerTexts.endAll,
  quit: headerTexts.quit,
  update: updateTexts.restart,
} as const;

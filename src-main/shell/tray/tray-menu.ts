import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { RoleView, SessionView, Snapshot } from '../../contract/snapshot.ts';
import { harmless } from '../../contract/text.ts';
import type { Millis } from '../../contract/values.ts';
import { wholeMinutes } from '../../contract/values.ts';
import { compare } from '../../words/english.ts';
import type { TrayWords } from '../../words/tray.ts';

/** What the tray icon says at a glance. */
export type TrayState = 'idle' | 'active' | 'expiring' | 'waiting' | 'failed';

/** A line of the tray menu as plain data: it can be compared, and tested without Electron. */
export type MenuLine =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'open'; readonly label: string }
  | { readonly kind: 'submenu'; readonly label: string; readonly lines: readonly MenuLine[] }
  | CommandLine;

export interface CommandLine {
  readonly kind: 'command';
  readonly label: string;
  readonly enabled: boolean;
  readonly name: CommandName;
  readonly payload: unknown;
  /** A line that is on or off. */
  readonly checked?: boolean;
  /** What it asks for is in the popover. */
  readonly opens?: true;
}

/** More roles than this fold into one submenu per account. */
const flatRoles = 15;
/** A native menu scrolls badly: the rest of an account is found in the window. */
const rolesPerSubmenu = 40;
/** Favourites and recents that stand before all accounts. */
const firstRoles = 10;

const command = <N extends CommandName>(label: string, name: N, payload: CommandPayload<N>, enabled = true): CommandLine => ({
  kind: 'command',
  label,
  enabled,
  name,
  payload,
});

/** The most urgent thing wins: a question, or a program that waits for a tap; a failure; an end that is near; a session. */
export const trayState = (snapshot: Snapshot): TrayState => {
  const roles = snapshot.roles.map((role) => role.state);
  const alerts = new Set(snapshot.alerts.map((alert) => alert.kind));
  if (snapshot.waiting.length > 0 || alerts.has('touch-wanted')) return 'waiting';
  const isFailed = roles.some((state) => state.kind === 'failed') || snapshot.code.state.kind === 'failed';
  if (isFailed || alerts.has('renewal-failed')) return 'failed';
  if (alerts.has('ends-soon') || roles.some((state) => state.kind === 'active' && state.expiring)) return 'expiring';
  return snapshot.sessions.length > 0 || roles.some((state) => state.kind === 'active') ? 'active' : 'idle';
};

/** Names from outside turn no line of the menu round. */
const shown = (line: MenuLine): MenuLine => {
  if (line.kind === 'separator') return line;
  const label = harmless(line.label);
  return line.kind === 'submenu' ? { ...line, label, lines: line.lines.map(shown) } : { ...line, label };
};

/** The whole context menu; `now` is AWS's time. */
export const trayMenu = (snapshot: Snapshot, words: TrayWords, now: Millis): readonly MenuLine[] => {
  const sections: readonly (readonly MenuLine[])[] = [
    [{ kind: 'text', label: words.yubiKey(snapshot.card) }, ...questions(snapshot, words)],
    snapshot.ended.map((ended) => command(words.undoEnd(ended), 'undoEnd', { ended: ended.id })),
    alertLines(snapshot, words),
    snapshot.sessions.map((session) => sessionLine(session, snapshot, words, now)),
    ...roleSections(snapshot, words),
    codeLines(snapshot, words),
    [
      { kind: 'open', label: words.open },
      { ...command(words.today, 'openToday', null), opens: true },
      command(words.settings, 'openSettings', null),
      command(words.setUp, 'openEnroll', { source: '', path: 'iam' }),
      ...(snapshot.can.endAll ? [command(words.endAll, 'endAll', null)] : []),
      command(words.quit, 'quit', null),
    ],
  ];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index): readonly MenuLine[] => (index === 0 ? section : [{ kind: 'separator' }, ...section]))
    .map(shown);
};

/** The first question is the one that is asked; the others wait behind it. */
const questions = (snapshot: Snapshot, words: TrayWords): readonly MenuLine[] => {
  const [first] = snapshot.waiting;
  return first === undefined ? [] : [command(words.cancel(first), 'cancel', { waiting: first.id })];
};

const alertLines = ({ alerts, can }: Snapshot, words: TrayWords): readonly MenuLine[] => [
  ...alerts.map((alert): MenuLine => {
    const line = command(words.alert(alert), 'answerAlert', { alert: alert.id });
    return alert.kind === 'renewal-failed' ? { ...line, opens: true } : line;
  }),
  ...(can.renewAll ? [command(words.renewAll, 'renewAll', null)] : []),
];

const sessionLine = (session: SessionView, snapshot: Snapshot, words: TrayWords, now: Millis): MenuLine => {
  const role = snapshot.roles.find((candidate) => candidate.target === session.target);
  // A guarded role takes a touch each time, and a direct session one of its own: neither is kept alive.
  const isKept = role !== undefined && role.guard !== 'on' && session.via === 'mfa-session';
  return {
    kind: 'submenu',
    label: words.session(session, role, wholeMinutes(session.expires - now)),
    lines: [
      ...(role ? [command(words.renew, 'renew', { role: role.id }, role.can.renew)] : []),
      ...(isKept ? [{ ...command(words.keepAlive, 'setPinned', { role: role.id, on: !role.pinned }), checked: role.pinned }] : []),
      ...(role && !role.user ? [command(words.openConsole, 'openConsole', { role: role.id })] : []),
      command(words.copyProfile, 'copyProfile', { target: session.target }),
      command(words.endSession, 'end', { target: session.target }),
    ],
  };
};

/** As in the window: favourites, then what was tapped last, then the others by account, each by name. What is open has a line of its own already. */
const roleSections = ({ roles: all, sessions, awsAccounts }: Snapshot, words: TrayWords): readonly (readonly MenuLine[])[] => {
  const targets = new Set(sessions.map(({ target }) => target));
  const roles = all.filter(({ target }) => !targets.has(target)).sort((one, other) => compare(one.profile, other.profile));
  const line = (role: RoleView): MenuLine => command(words.role(role), 'tap', { role: role.id }, role.can.tap);
  const recent = roles.filter((role) => !role.favourite && role.recent !== undefined);
  const first = [...roles.filter((role) => role.favourite), ...recent.sort((one, other) => (one.recent ?? 0) - (other.recent ?? 0))].slice(
    0,
    firstRoles,
  );
  const isFirst = new Set(first);
  const accounts = new Map<string, RoleView[]>();
  for (const role of roles) {
    if (isFirst.has(role)) continue;
    const members = accounts.get(role.accountId);
    if (members) members.push(role);
    else accounts.set(role.accountId, [role]);
  }
  const views = new Map(awsAccounts.map((view) => [view.accountId, view]));
  const named = [...accounts].sort(([one], [other]) => {
    const [first, second] = [views.get(one)?.alias, views.get(other)?.alias];
    if ((first === undefined) !== (second === undefined)) return first === undefined ? 1 : -1;
    return compare(first ?? one, second ?? other);
  });
  const heading = (accountId: string) => words.account(accountId, views.get(accountId));
  const top: readonly MenuLine[] = first.length === 0 ? [] : [{ kind: 'text', label: words.first }, ...first.map(line)];
  if (roles.length <= flatRoles)
    return [
      top,
      named.flatMap(([accountId, members]): readonly MenuLine[] => [{ kind: 'text', label: heading(accountId) }, ...members.map(line)]),
    ];
  const folded = named.map(([accountId, members]): MenuLine => {
    const rest = members.length - rolesPerSubmenu;
    const more: readonly MenuLine[] = rest > 0 ? [{ kind: 'separator' }, { kind: 'open', label: words.moreRoles(rest) }] : [];
    return { kind: 'submenu', label: heading(accountId), lines: [...members.slice(0, rolesPerSubmenu).map(line), ...more] };
  });
  return [top, folded];
};

const codeLines = (snapshot: Snapshot, words: TrayWords): readonly MenuLine[] => {
  const { account } = snapshot.code;
  if (account === undefined) return [];
  return [command(words.copyCode(snapshot.code), 'copyCode', { keyId: account.keyId, account: account.id }, snapshot.can.copyCode)];
};

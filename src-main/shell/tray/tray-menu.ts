import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { Colour } from '../../contract/preferences.ts';
import type { RoleView, SessionView, Snapshot } from '../../contract/snapshot.ts';
import { harmless } from '../../contract/text.ts';
import type { Millis } from '../../contract/values.ts';
import { wholeMinutes } from '../../contract/values.ts';
import { roleGroups } from '../../words/roles/groups.ts';
import { accountKey, accountsByKey } from '../../words/roles/order.ts';
import type { TrayWords } from '../../words/tray.ts';

/** What the tray icon says at a glance. */
export type TrayState = 'idle' | 'active' | 'expiring' | 'waiting' | 'failed';

/** A line of the tray menu as plain data: it can be compared, and tested without Electron. */
export type MenuLine =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string; readonly colour?: Colour }
  | { readonly kind: 'open'; readonly label: string }
  | { readonly kind: 'submenu'; readonly label: string; readonly lines: readonly MenuLine[]; readonly colour?: Colour }
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
/** So many favourites stand before all accounts. */
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
  if (isFailed || alerts.has('renewal-failed') || alerts.has('signed-out')) return 'failed';
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
    [...snapshot.sessions].sort((a, b) => a.expires - b.expires).map((session) => sessionLine(session, snapshot, words, now)),
    ...roleSections(snapshot, words),
    codeLines(snapshot, words),
    [
      { kind: 'open', label: words.open },
      command(words.activity, 'openActivity', null),
      command(words.settings, 'openSettings', null),
      command(words.setUp, 'openEnroll', { source: '', path: 'iam' }),
      ...(snapshot.can.endAll ? [command(words.endAll, 'endAll', null)] : []),
      ...(snapshot.update?.ready && snapshot.update.manner !== 'hand'
        ? [command(words.update(snapshot.update.ready.version), 'installUpdate', null, !snapshot.update.held)]
        : []),
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
  const partition = session.roleArn.split(':')[1] ?? '';
  const account = snapshot.awsAccounts.find((each) => each.accountId === session.accountId && each.partition === partition);
  return {
    kind: 'submenu',
    ...(account === undefined || account.colour === 'none' ? {} : { colour: account.colour }),
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

/** As in the window, which shows the same groups. What is open has a line of its own already. Many accounts fold into a submenu each. */
const roleSections = (snapshot: Snapshot, words: TrayWords): readonly (readonly MenuLine[])[] => {
  const accounts = accountsByKey(snapshot.awsAccounts);
  const groups = roleGroups(snapshot, accounts).flatMap((group) => {
    const roles = group.members.flatMap((member) => (member.kind === 'role' ? member.role : []));
    return group.key === 'active' ? [] : [{ ...group, roles }];
  });
  const folds = groups.reduce((sum, { roles }) => sum + roles.length, 0) > flatRoles;
  const lineIn = (group: string) => (role: RoleView) => {
    const account = accounts.get(accountKey(role));
    const place = group === 'others' ? (account?.alias ?? role.accountId) : undefined;
    return command(words.role(role, place), 'tap', { role: role.id }, role.can.tap);
  };
  const first: (readonly MenuLine[])[] = [];
  const others: MenuLine[] = [];
  for (const { key, title, colour, roles } of groups) {
    const marked = { label: title, ...(colour === undefined ? {} : { colour }) };
    const isFirst = key === 'favourites' || key === 'recent';
    const most = isFirst ? firstRoles : folds ? rolesPerSubmenu : flatRoles;
    const lines = roles.slice(0, most).map(lineIn(key));
    const rest = roles.length - lines.length;
    const more: readonly MenuLine[] = rest > 0 ? [{ kind: 'separator' }, { kind: 'open', label: words.moreRoles(rest) }] : [];
    if (isFirst) first.push([{ kind: 'text', ...marked }, ...lines]);
    else if (folds) others.push({ kind: 'submenu', ...marked, lines: [...lines, ...more] });
    else others.push({ kind: 'text', ...marked }, ...lines);
  }
  return [...first, others];
};

/** One line for the account that the window offers; where the plugged keys have several, a line for each in a submenu. */
const codeLines = ({ card, code, can, awsAccounts }: Snapshot, words: TrayWords): readonly MenuLine[] => {
  const { account } = code;
  if (account === undefined) return [];
  const keys = card.kind === 'present' ? card.keys : [];
  const places = keys.flatMap((key) => key.accounts.filter(({ forAws }) => forAws).map((view) => ({ key, view })));
  if (places.length < 2 || code.state.kind === 'waiting')
    return [command(words.copyCode(code), 'copyCode', { keyId: account.keyId, account: account.id }, can.copyCode)];
  const nameOf = (accountId: string | undefined) => awsAccounts.find((each) => each.accountId === accountId)?.alias;
  const lines = places.map(({ key, view }) =>
    command(
      words.codeOf(view, nameOf(view.accountId), keys.length > 1 ? key : undefined),
      'copyCode',
      { keyId: key.id, account: view.id },
      can.copyCode,
    ),
  );
  return [{ kind: 'submenu', label: words.codes, lines }];
};

import type { CardState } from '../contract/card-view.ts';
import type { CommandName, CommandPayload } from '../contract/commands.ts';
import type { CodeView, Millis, RoleView, SessionView, Snapshot, Waiting } from '../contract/snapshot.ts';

/** What the tray icon says at a glance. */
export type TrayState = 'idle' | 'active' | 'expiring' | 'waiting' | 'failed';

/** Every text of the tray. Given by main.ts, because the shell knows no sentences. */
export interface TrayWords {
  readonly tooltip: (state: TrayState, snapshot: Snapshot) => string;
  readonly yubiKey: (card: CardState) => string;
  /** Heads the roles of one account. */
  readonly account: (accountId: string) => string;
  readonly role: (role: RoleView) => string;
  /** `minutes` are whole minutes left, rounded up; 0 when it has ended. */
  readonly session: (session: SessionView, role: RoleView | undefined, minutes: number) => string;
  readonly cancel: (waiting: Waiting) => string;
  readonly copyCode: (code: CodeView) => string;
  /** Stands for the roles that a submenu has no room for; opens the window, which has a search. */
  readonly moreRoles: (count: number) => string;
  readonly endSession: string;
  readonly copyProfile: string;
  readonly open: string;
  /** Opens the wizard. */
  readonly setUp: string;
  readonly endAll: string;
  readonly quit: string;
}

/** A line of the tray menu as plain data: it can be compared, and tested without Electron. */
export type MenuLine =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'open'; readonly label: string }
  | { readonly kind: 'submenu'; readonly label: string; readonly lines: readonly MenuLine[] }
  | {
      readonly kind: 'command';
      readonly label: string;
      readonly enabled: boolean;
      readonly name: CommandName;
      readonly payload: unknown;
    };

/** More roles than this fold into one submenu per account. */
const flatRoles = 15;
/** A native menu scrolls badly: the rest of an account is found in the window. */
const rolesPerSubmenu = 40;

const minuteMillis = 60_000;

const command = <N extends CommandName>(label: string, name: N, payload: CommandPayload<N>, enabled = true): MenuLine => ({
  kind: 'command',
  label,
  enabled,
  name,
  payload,
});

/** Whole minutes until `expires`, rounded up, never negative. */
export const minutesLeft = (expires: Millis, now: Millis): number => Math.max(0, Math.ceil((expires - now) / minuteMillis));

/** The most urgent thing wins: a question, a failure, an end that is near, a session. */
export const trayState = (snapshot: Snapshot): TrayState => {
  const roles = snapshot.roles.map((role) => role.state);
  if (snapshot.waiting.length > 0) return 'waiting';
  if (roles.some((state) => state.kind === 'failed') || snapshot.code.state.kind === 'failed') return 'failed';
  if (roles.some((state) => state.kind === 'active' && state.expiring)) return 'expiring';
  return snapshot.sessions.length > 0 || roles.some((state) => state.kind === 'active') ? 'active' : 'idle';
};

/** Milliseconds until a text of the menu changes by the clock alone; undefined when no session runs. */
export const untilNextMinute = (snapshot: Snapshot, now: Millis): number | undefined => {
  const left = snapshot.sessions.map((session) => session.expires - now).filter((millis) => millis > 0);
  return left.length === 0 ? undefined : Math.min(...left.map((millis) => millis % minuteMillis || minuteMillis));
};

/** The whole context menu; `now` is AWS's time. */
export const trayMenu = (snapshot: Snapshot, words: TrayWords, now: Millis): readonly MenuLine[] => {
  const sections: readonly (readonly MenuLine[])[] = [
    [{ kind: 'text', label: words.yubiKey(snapshot.card) }, ...questions(snapshot, words)],
    snapshot.sessions.map((session) => sessionLine(session, snapshot, words, now)),
    roleLines(snapshot.roles, words),
    codeLines(snapshot, words),
    [
      { kind: 'open', label: words.open },
      command(words.setUp, 'openEnroll', { source: '', path: 'iam' }),
      ...(snapshot.can.endAll ? [command(words.endAll, 'endAll', null)] : []),
      command(words.quit, 'quit', null),
    ],
  ];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index): readonly MenuLine[] => (index === 0 ? section : [{ kind: 'separator' }, ...section]));
};

/** The first question is the one that is asked; the others wait behind it. */
const questions = (snapshot: Snapshot, words: TrayWords): readonly MenuLine[] => {
  const [first] = snapshot.waiting;
  return first === undefined ? [] : [command(words.cancel(first), 'cancel', { waiting: first.id })];
};

const sessionLine = (session: SessionView, snapshot: Snapshot, words: TrayWords, now: Millis): MenuLine => {
  const role = snapshot.roles.find((candidate) => candidate.target === session.target);
  return {
    kind: 'submenu',
    label: words.session(session, role, minutesLeft(session.expires, now)),
    lines: [
      command(words.copyProfile, 'copyProfile', { target: session.target }),
      command(words.endSession, 'end', { target: session.target }),
    ],
  };
};

const roleLines = (roles: readonly RoleView[], words: TrayWords): readonly MenuLine[] => {
  const accounts = new Map<string, RoleView[]>();
  for (const role of roles) {
    const members = accounts.get(role.accountId);
    if (members) members.push(role);
    else accounts.set(role.accountId, [role]);
  }
  const line = (role: RoleView): MenuLine => command(words.role(role), 'tap', { role: role.id }, role.can.tap);
  if (roles.length <= flatRoles)
    return [...accounts].flatMap(([accountId, members]): readonly MenuLine[] => [
      { kind: 'text', label: words.account(accountId) },
      ...members.map(line),
    ]);
  return [...accounts].map(([accountId, members]): MenuLine => {
    const rest = members.length - rolesPerSubmenu;
    const more: readonly MenuLine[] = rest > 0 ? [{ kind: 'separator' }, { kind: 'open', label: words.moreRoles(rest) }] : [];
    return { kind: 'submenu', label: words.account(accountId), lines: [...members.slice(0, rolesPerSubmenu).map(line), ...more] };
  });
};

const codeLines = (snapshot: Snapshot, words: TrayWords): readonly MenuLine[] => {
  const { account } = snapshot.code;
  if (account === undefined) return [];
  return [command(words.copyCode(snapshot.code), 'copyCode', { keyId: account.keyId, account: account.id }, snapshot.can.copyCode)];
};

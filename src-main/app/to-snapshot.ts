import type { OwnedTarget, Profiles, Role } from '../aws/aws-types.ts';
import { chainedSeconds, possibleSeconds } from '../aws/sessions.ts';
import type { Key } from '../card/keys.ts';
import type { AccountView, CardState, KeyView } from '../contract/card-view.ts';
import type { Preferences } from '../contract/preferences.ts';
import type { CodeView, FilesView, Millis, Notice, RoleState, RoleView, SessionView, Snapshot } from '../contract/snapshot.ts';
import { awsOwner, isForAws } from './account-match.ts';
import { accountLabel } from './find-place.ts';
import type { State, TapState } from './state.ts';
import { targetNameFor } from './target-name.ts';

/** A session is shown as expiring when no more than this is left of it, in milliseconds. */
export const expiringMillis = 5 * 60_000;

/** A clock that is off by more than this is told, in milliseconds. */
const clockTolerance = 5_000;

export interface SnapshotFacts {
  readonly revision: number;
  readonly now: Millis;
  readonly paths: { readonly config: string; readonly credentials: string };
  readonly demo: boolean;
  /** Seconds that AWS allowed for a role when it refused more. */
  readonly roleMaximumSeconds: Readonly<Record<string, number>>;
  readonly preferences: Preferences;
}

/** State -> Snapshot, with what is allowed now. Pure; leaves every secret behind. */
export const toSnapshot = (state: State, facts: SnapshotFacts): Snapshot => {
  const profiles = state.files.kind === 'read' ? state.files.profiles : undefined;
  const sessions = (profiles?.targets ?? []).filter((target) => target.expires > facts.now).map((target) => sessionView(target, facts));
  const card = cardState(state);
  const code = codeView(state, card);
  const mfaSessions = state.mfaSessions.filter((session) => session.expires > facts.now);
  const isCopying = code.state.kind === 'waiting';
  return {
    revision: facts.revision,
    demo: facts.demo,
    now: facts.now,
    clock: state.clock,
    card,
    files: filesView(state, facts),
    roles: (profiles?.roles ?? []).map((role) => roleView(role, sessions, state.taps.get(role.profile), facts)),
    sessions,
    mfaSessions,
    code,
    waiting: state.waiting,
    unfinished: state.unfinished,
    ...(state.enroll ? { enroll: state.enroll } : {}),
    ...(state.devices ? { devices: state.devices } : {}),
    notices: noticesOf(state, profiles, facts),
    can: {
      copyCode: code.account !== undefined && !isCopying,
      startDemo: !facts.demo,
      endAll: sessions.length > 0 || mfaSessions.length > 0,
      renewAll: false,
    },
    awsAccounts: [],
    discovery: [],
    alerts: [],
    preferences: facts.preferences,
    door: { state: 'closed' },
    sessionsKept: 'login',
  };
};

const cardState = (state: State): CardState => {
  switch (state.keys.kind) {
    case 'starting':
      return { kind: 'starting' };
    case 'no-service':
      return { kind: 'no-service', problem: state.keys.problem };
    case 'ready':
      return state.keys.keys.length === 0 ? { kind: 'no-key' } : { kind: 'present', keys: state.keys.keys.map(keyView) };
  }
};

const keyView = (key: Key): KeyView => ({
  id: key.id,
  name: key.name,
  firmware: key.firmware,
  formFactor: key.formFactor,
  oath: key.oath,
  busy: key.busy,
  ...(key.serial === undefined ? {} : { serial: key.serial }),
  ...(key.problem ? { problem: key.problem } : {}),
  ...(key.heldBy === undefined ? {} : { heldBy: key.heldBy }),
  accounts: key.accounts.map(
    (account): AccountView => ({
      id: account.id,
      name: account.name,
      touch: account.touch,
      forAws: isForAws(account),
      ...(account.issuer === undefined ? {} : { issuer: account.issuer }),
      ...awsOwner(account.id),
    }),
  ),
});

const filesView = (state: State, facts: SnapshotFacts): FilesView => {
  const { files } = state;
  if (files.kind === 'loading') return { ...facts.paths, state: 'loading' };
  if (files.kind === 'failed') return { ...facts.paths, state: 'ready', problem: files.problem };
  const { found, roles, broken } = files.profiles;
  // Roles that are there and all broken are not "no roles": the first one's reason is what helps. Roles of others' making are no mistake.
  const why = roles.length === 0 && broken.find(({ roleArn, problem }) => roleArn !== undefined && problem.code !== 'source-unsupported');
  return { ...facts.paths, state: found ? 'ready' : 'missing', ...(why ? { problem: why.problem } : {}) };
};

const sessionView = (target: OwnedTarget, facts: SnapshotFacts): SessionView => ({
  target: target.target,
  roleArn: target.roleArn,
  accountId: target.roleArn.split(':')[4] ?? '',
  accessKeyId: target.accessKeyId,
  since: target.since,
  expires: target.expires,
  via: target.via,
  guarded: false,
  file: facts.paths.credentials,
  ...(target.profile === undefined ? {} : { profile: target.profile }),
});

const roleView = (role: Role, sessions: readonly SessionView[], tap: TapState | undefined, facts: SnapshotFacts): RoleView => {
  const target = targetNameFor(role.profile);
  const session =
    sessions.find((entry) => entry.profile === role.profile && entry.roleArn === role.roleArn) ??
    sessions.find((entry) => entry.target === target && entry.roleArn === role.roleArn);
  const asked = possibleSeconds(role.durationSeconds ?? chainedSeconds);
  const durationSeconds = Math.min(asked, facts.roleMaximumSeconds[role.roleArn] ?? asked);
  return {
    id: role.profile,
    profile: role.profile,
    roleArn: role.roleArn,
    roleName: role.roleName,
    accountId: role.accountId,
    partition: role.partition,
    source: role.source,
    externalId: role.externalId !== undefined,
    durationSeconds,
    via: durationSeconds > chainedSeconds && role.through.length === 0 ? 'direct' : 'mfa-session',
    target: session?.target ?? target,
    ...(role.mfaSerial === undefined ? {} : { mfaSerial: role.mfaSerial }),
    ...(role.region === undefined ? {} : { region: role.region }),
    state: tap ?? roleState(session, facts.now),
    origin: 'config',
    maybe: false,
    delivery: 'file',
    guard: 'off',
    pinned: false,
    favourite: false,
    can: { tap: tap?.kind !== 'waiting', end: session !== undefined, renew: false, edit: false },
  };
};

const roleState = (session: SessionView | undefined, now: Millis): RoleState =>
  session
    ? { kind: 'active', since: session.since, expires: session.expires, expiring: session.expires - now <= expiringMillis }
    : { kind: 'idle' };

/** The account of "Copy code": of the source that most roles come from, else the first one that AWS could take. */
const codeView = (state: State, card: CardState): CodeView => {
  const keys = card.kind === 'present' ? card.keys : [];
  const places = keys.flatMap((key) => key.accounts.filter((account) => account.forAws).map((account) => ({ key, account })));
  const roles = state.files.kind === 'read' ? state.files.profiles.roles : [];
  const uses = new Map<string, number>();
  for (const role of roles) if (role.mfaSerial) uses.set(role.mfaSerial, (uses.get(role.mfaSerial) ?? 0) + 1);
  const rank = (id: string) => uses.get(id) ?? (awsOwner(id) ? 0 : -1);
  const best = places.reduce<(typeof places)[number] | undefined>(
    (first, place) => (first && rank(first.account.id) >= rank(place.account.id) ? first : place),
    undefined,
  );
  return best
    ? { account: { keyId: best.key.id, id: best.account.id, label: accountLabel(best.account.id) }, state: state.code }
    : { state: state.code };
};

const noticesOf = (state: State, profiles: Profiles | undefined, facts: SnapshotFacts): readonly Notice[] => {
  const { clock } = state;
  const overrides = new Map<string, Notice>();
  for (const { endpoint } of [...(profiles?.roles ?? []), ...(profiles?.sources ?? [])]) {
    // One for each place that requests go to, with the first setting that says so. In the demo it is the demo itself.
    const { override } = endpoint;
    if (override && !facts.demo && !overrides.has(override.url)) overrides.set(override.url, { kind: 'endpoint', ...override });
  }
  return [
    ...(facts.demo ? [{ kind: 'demo', ...facts.paths } as const] : []),
    ...(clock.measured && Math.abs(clock.offsetMillis) > clockTolerance
      ? [{ kind: 'clock', seconds: Math.round(clock.offsetMillis / 1000) } as const]
      : []),
    ...overrides.values(),
    ...(profiles?.broken ?? []).map(({ profile, problem }) => ({ kind: 'profile', profile, problem }) as const),
    ...(profiles?.notes ?? []).map((note) => ({ kind: 'file', ...note }) as const),
    ...state.notices,
  ];
};

import { type CertificateRole, wishFacts } from '../../aws/anywhere/certificate-role.ts';
import { chainedSeconds } from '../../aws/sts/session-request.ts';
import { possibleSeconds } from '../../aws/sts/sessions.ts';
import { defined } from '../../base/defined.ts';
import type { AwsAccountView } from '../../contract/preferences.ts';
import { limitsView } from '../../contract/sessions/limits.ts';
import type { RoleState, RoleView, SessionView } from '../../contract/snapshot.ts';
import type { CertificateRoleView, Millis } from '../../contract/values.ts';
import type { Settings } from '../ports.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import { isSessionOf } from '../roles/role-files.ts';
import type { State } from '../state/state.ts';
import { expiringMillis } from './session-view.ts';
import type { SnapshotFacts } from './snapshot-facts.ts';

/** How many of the roles that were tapped last are shown as such. */
const recentRoles = 5;

/** What is the same for all roles of one snapshot, looked up once. */
interface Marks {
  readonly sessions: readonly SessionView[];
  readonly pinned: ReadonlySet<string>;
  readonly favourites: ReadonlySet<string>;
  readonly recents: ReadonlyMap<string, number>;
  readonly processTargets: ReadonlySet<string>;
  /** Where sources take their credentials from, but for keys in a file. */
  readonly certificates: ReadonlyMap<string, CertificateRoleView>;
  readonly sourceKinds: ReadonlyMap<string, NonNullable<RoleView['sourceKind']>>;
  /** Sources whose MFA session lives. */
  readonly open: ReadonlySet<string>;
}

/** All roles of the catalog, in its order. `sessions`: those of the same snapshot. */
export const roleViews = (state: State, sessions: readonly SessionView[], facts: SnapshotFacts): readonly RoleView[] => {
  const { settings } = state;
  const profiles = state.files.kind === 'read' ? state.files.profiles : undefined;
  const marks: Marks = {
    sessions,
    pinned: new Set(settings.pinned),
    favourites: new Set(settings.favourites),
    recents: new Map(settings.recents.slice(0, recentRoles).map((name, index) => [name, index + 1])),
    processTargets: new Set(profiles?.processTargets),
    certificates: new Map(
      profiles?.sources.flatMap(({ profile, certificate }) =>
        certificate ? [[profile, certificateView(certificate.role, endOf(settings, profile))] as const] : [],
      ),
    ),
    sourceKinds: new Map(profiles?.sources.flatMap(({ profile, kind }) => (kind === 'file' ? [] : [[profile, kind] as const]))),
    open: new Set(state.held.mfa.filter(({ expires }) => expires > facts.now).map(({ source }) => source)),
  };
  return withLimited(facts.catalog, state, sessions).map((role) => roleView(role, state, marks, facts));
};

/** The roles, each with those of its limited ones behind it that are open, being opened, or failed to. */
const withLimited = (
  { roles, byName }: SnapshotFacts['catalog'],
  state: State,
  sessions: readonly SessionView[],
): readonly CatalogRole[] => {
  const names = new Set([...sessions.flatMap(({ profile }) => profile ?? []), ...state.taps.keys()]);
  const shown = [...names].flatMap((name) => byName.get(name) ?? []).filter(({ of }) => of !== undefined);
  if (shown.length === 0) return roles;
  const listed = new Set(roles.map(({ profile }) => profile));
  return [
    ...roles.flatMap((role) => [role, ...shown.filter(({ of }) => of === role.profile)]),
    ...shown.filter(({ of = '' }) => !listed.has(of)),
  ];
};

/** A profile may have any name. */
const endOf = ({ certificateEnds }: State['settings'], profile: string): number | undefined =>
  Object.hasOwn(certificateEnds, profile) ? certificateEnds[profile]?.until : undefined;

const certificateView = (
  { trustAnchorArn, profileArn, certificate, helper, tookOver }: CertificateRole,
  until: number | undefined,
): CertificateRoleView => ({
  trustAnchorArn,
  profileArn,
  ...wishFacts(certificate),
  isHelper: helper !== undefined,
  ...defined({ tookOver, until }),
});

const roleView = (role: CatalogRole, state: State, marks: Marks, facts: SnapshotFacts): RoleView => {
  const { settings } = state;
  const session =
    marks.sessions.find((entry) => entry.profile === role.profile && isSessionOf(role, entry.roleArn)) ??
    marks.sessions.find((entry) => entry.target === role.target && isSessionOf(role, entry.roleArn));
  const tap = state.taps.get(role.profile);
  const { guard } = role;
  const target = session?.target ?? role.target;
  const recent = marks.recents.get(role.profile);
  const asked = role.user ? settings.mfaSessionSeconds : possibleSeconds(role.durationSeconds ?? settings.roleSeconds);
  const longest = Math.min(asked, settings.roleMaximumSeconds[role.roleArn] ?? role.maximumSeconds ?? asked);
  const durationSeconds = guard === 'on' ? Math.min(longest, settings.guardSeconds) : longest;
  return {
    id: role.profile,
    profile: role.profile,
    ...(role.user ? { user: true } : {}),
    ...(role.signIn ? { signIn: true } : {}),
    ...defined({ certificate: role.certificate && marks.certificates.get(role.source) }),
    roleArn: session?.roleArn ?? role.roleArn,
    roleName: role.roleName,
    accountId: session?.accountId ?? role.accountId,
    partition: role.partition,
    source: role.source,
    ...defined({ sourceKind: marks.sourceKinds.get(role.source) }),
    externalId: role.externalId !== undefined,
    durationSeconds,
    via: role.certificate || (durationSeconds > chainedSeconds && role.through.length === 0 && !role.user) ? 'direct' : 'mfa-session',
    target,
    ...(role.mfaSerial === undefined ? {} : { mfaSerial: role.mfaSerial }),
    ...(role.region === undefined ? {} : { region: role.region }),
    origin: role.origin,
    // One that was tapped lately is let in.
    maybe: !role.sure && session === undefined && !settings.recents.includes(role.profile),
    delivery: marks.processTargets.has(target) ? 'process' : 'file',
    guard,
    ...(role.production ? { production: true } : {}),
    ...limitsOf(role, settings),
    ...consoleOf(role, settings),
    pinned: marks.pinned.has(role.profile),
    favourite: marks.favourites.has(role.profile),
    ...(recent === undefined ? {} : { recent }),
    state:
      tap?.kind === 'waiting' && state.sourcesAsked.has(role.source)
        ? { kind: 'waiting', for: 'source' }
        : (tap ?? roleState(session, facts.now)),
    can: {
      tap: tap?.kind !== 'waiting',
      end: session !== undefined,
      renew:
        session !== undefined &&
        !role.user &&
        session.via === 'mfa-session' &&
        guard !== 'on' &&
        tap?.kind !== 'waiting' &&
        marks.open.has(role.source),
      edit: role.origin === 'added',
    },
  };
};

const consoleOf = ({ roleArn, accountId }: CatalogRole, { consoleBrowsers }: Settings): Pick<RoleView, 'console'> => {
  const [own, ofAccount] = [consoleBrowsers[roleArn], consoleBrowsers[accountId]];
  if (own !== undefined) return { console: { browser: own, for: 'role' } };
  return ofAccount === undefined ? {} : { console: { browser: ofAccount, for: 'account' } };
};

const limitsOf = (
  { of, limits, readOnly, roleArn }: CatalogRole,
  { readOnlyFirst }: Settings,
): Pick<RoleView, 'limits' | 'readOnly' | 'readOnlyFirst'> => {
  if (of !== undefined && limits) return { limits: limitsView(of, limits) };
  if (readOnly === undefined) return {};
  return { readOnly, ...(readOnlyFirst[roleArn] === true ? { readOnlyFirst: true } : {}) };
};

const roleState = (session: SessionView | undefined, now: Millis): RoleState =>
  session
    ? {
        kind: 'active',
        since: session.since,
        expires: session.expires,
        expiring: session.expires - now <= expiringMillis,
        ...(session.renews === undefined ? {} : { renews: session.renews }),
      }
    : { kind: 'idle' };

/** The AWS accounts of all roles, with the names and marks that they were given. */
export const awsAccountViews = (state: State, { catalog }: SnapshotFacts): readonly AwsAccountView[] => {
  const { settings } = state;
  const own = new Map(Object.values(state.foundRoles).map(({ found }) => [found.accountId, found.alias]));
  const accounts = new Map(catalog.roles.map((role) => [role.accountId, role.partition]));
  return [...accounts].map(([accountId, partition]) => {
    const alias = settings.aliases[accountId] ?? own.get(accountId);
    return { accountId, partition, colour: settings.colours[accountId] ?? 'none', ...(alias === undefined ? {} : { alias }) };
  });
};

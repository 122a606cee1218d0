import type { Profiles } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { AccountView, CardState, KeyView } from '../../contract/card-view.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { CodeView, FilesView, Notice, Snapshot, Waiting } from '../../contract/snapshot.ts';
import type { MfaSessionView } from '../../contract/values.ts';
import { endingNotices } from '../anywhere/certificate-ends.ts';
import { accountLabel, awsOwner, isForAws } from '../codes/accounts.ts';
import { discoveryViews } from '../roles/role-discovery.ts';
import { isGuarded } from '../roles/role-settings.ts';
import { preferencesOf } from '../settings.ts';
import { type HeldMfaSession, isLeaving, staying } from '../state/sessions-state.ts';
import type { State } from '../state/state.ts';
import { devicesView } from './devices-view.ts';
import { enrollView } from './enroll-view.ts';
import { oldKeyNotices, retiredKeyNotices } from './key-notices.ts';
import { awsAccountViews, roleViews } from './role-view.ts';
import { sessionViews } from './session-view.ts';
import type { SnapshotFacts } from './snapshot-facts.ts';

/** A clock that is off by more than this is told, in milliseconds. */
const clockTolerance = 5_000;

/** State -> Snapshot, with what is allowed now. Pure; leaves every secret behind. */
export const toSnapshot = (whole: State, facts: SnapshotFacts): Snapshot => {
  const state = withoutLeft(whole);
  const profiles = state.files.kind === 'read' ? state.files.profiles : undefined;
  const sessions = sessionViews(state, facts);
  const card = cardState(state);
  const code = codeView(state, card);
  const mfaSessions = state.held.mfa.filter(({ expires }) => expires > facts.now).map(mfaView);
  const isCopying = code.state.kind === 'waiting';
  const enroll = enrollView(state);
  return {
    revision: facts.revision,
    demo: facts.demo,
    now: facts.now,
    clock: { offsetMillis: state.clock.offsetMillis, measured: state.clock.measured },
    card,
    files: filesView(state, facts),
    roles: roleViews(state, sessions, facts),
    sessions,
    mfaSessions,
    code,
    ended: state.leaving.map(({ keys: _, ...ended }) => ended),
    waiting: state.waiting.map((waiting) => withAskers(waiting, state, facts)),
    unfinished: state.unfinished,
    ...defined({
      guardOffer: state.guardOffer?.role,
      enroll,
      devices: devicesView(state),
      accessKeys: state.accessKeys,
      keyPlace: state.keyPlace,
    }),
    notices: noticesOf(state, profiles, facts),
    can: {
      copyCode: code.account !== undefined && !isCopying,
      startDemo: !facts.demo,
      endAll: sessions.length > 0 || mfaSessions.length > 0,
      renewAll: mfaSessions.length > 0,
    },
    awsAccounts: awsAccountViews(state, facts),
    discovery: discoveryViews(state),
    alerts: state.alerts,
    preferences: preferencesOf(state.settings),
    door: state.door,
    sessionsKept: state.held.kept,
    ...defined({ browsers: state.browsers }),
  };
};

/** What a person ended is shown nowhere, though it can still come back. */
const withoutLeft = (state: State): State => {
  const { leaving, files } = state;
  if (leaving.length === 0) return state;
  const held = staying(state);
  if (files.kind !== 'read') return { ...state, held };
  const targets = files.profiles.targets.filter(({ accessKeyId }) => !isLeaving(leaving, accessKeyId));
  return { ...state, held, files: { ...files, profiles: { ...files.profiles, targets } } };
};

const mfaView = ({ source, mfaSerial, expires, since }: HeldMfaSession): MfaSessionView => ({
  source,
  mfaSerial,
  expires,
  ...defined({ since }),
});

/** Who waits for the answer to a question: of all that wait for the same touch, those of its own role first. A person who asked needs no telling. */
const withAskers = (waiting: Waiting, state: State, { catalog }: SnapshotFacts): Waiting => {
  const { for: purpose } = waiting;
  if (purpose.kind === 'access-key') {
    const wanting = state.asking.filter(({ source }) => source === purpose.source).map(({ asker }) => asker);
    return wanting.length === 0 || wanting.some(({ kind }) => kind === 'person') ? waiting : { ...waiting, askers: wanting };
  }
  if (purpose.kind !== 'role') return waiting;
  const role = catalog.byName.get(purpose.profile);
  // One that goes by its ARN is in no list.
  const isGuardedRole = role ? role.guard === 'on' : isGuarded(state.settings, { roleArn: purpose.roleArn, through: [] });
  const own = state.asking.filter(({ profile }) => profile === purpose.profile);
  // The touch of a guarded role serves no other.
  const others = state.asking.filter(({ source, profile }) => !isGuardedRole && source === role?.source && profile !== purpose.profile);
  const guarded = isGuardedRole ? { guarded: true } : {};
  if (own.some(({ asker }) => asker.kind === 'person')) return { ...waiting, ...guarded };
  const askers = [...own, ...others].map(({ asker }) => asker);
  if (askers.length === 0) return { ...waiting, ...guarded };
  const span = isGuardedRole ? { span: state.spans.get(purpose.profile) ?? 'session' } : {};
  return { ...waiting, ...guarded, ...span, askers };
};

const cardState = (state: State): CardState => {
  switch (state.keys.kind) {
    case 'starting':
      return { kind: 'starting' };
    case 'no-service':
      return { kind: 'no-service', problem: state.keys.problem };
    case 'ready':
      return state.keys.keys.length === 0
        ? { kind: 'no-key', ...defined({ others: state.keys.others }) }
        : { kind: 'present', keys: state.keys.keys.map(keyView) };
  }
};

const keyView = (key: Key): KeyView => ({
  id: key.id,
  name: key.name,
  firmware: key.firmware,
  formFactor: key.formFactor,
  oath: key.oath,
  busy: key.busy,
  ...defined({ serial: key.serial, hasPassword: key.hasPassword }),
  ...(key.problem ? { problem: key.problem } : {}),
  ...defined({ heldBy: key.heldBy }),
  accounts: key.accounts.map(
    (account): AccountView => ({
      id: account.id,
      name: account.name,
      touch: account.touch,
      forAws: isForAws(account),
      ...defined({ issuer: account.issuer }),
      ...awsOwner(account.id),
    }),
  ),
});

const filesView = (state: State, facts: SnapshotFacts): FilesView => {
  const { files } = state;
  if (files.kind === 'loading') return { ...facts.paths, state: 'loading' };
  if (files.kind === 'failed') return { ...facts.paths, state: 'ready', problem: files.problem };
  const { found, missing, roles, broken } = files.profiles;
  const variables = missing.length > 0 ? { named: missing.map(({ variable }) => variable) } : {};
  if (!found) return { ...facts.paths, state: 'missing', ...variables };
  // In a file that `aws` refuses, what is wrong with the roles may only follow from it.
  const refused = roles.length === 0 ? refusedFile(files.profiles) : undefined;
  if (refused) return { ...facts.paths, state: 'ready', ...variables, problem: refused };
  // Roles that are there and all broken are not "no roles": the first one's reason is what helps. Roles of others' making are no mistake.
  const why = roles.length === 0 && broken.find(({ roleArn, problem }) => roleArn !== undefined && problem.code !== 'source-unsupported');
  return { ...facts.paths, state: 'ready', ...variables, ...(why ? { problem: why.problem } : {}) };
};

const refusedFile = ({ notes }: Profiles): Problem | undefined => {
  const note = notes.find(({ refusedByCli }) => refusedByCli);
  if (!note) return undefined;
  const { refusedByCli: _, ...line } = note;
  return { code: 'file-refused', ...line };
};

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
    ? {
        account: { keyId: best.key.id, id: best.account.id, label: accountLabel(best.account.id, state.settings.aliases) },
        state: state.code,
      }
    : { state: state.code };
};

/** Whether a profile still names an MFA device. */
const isNamed = (serial: string, profiles: Profiles | undefined): boolean =>
  [...(profiles?.roles ?? []), ...(profiles?.sources ?? [])].some(({ mfaSerial }) => mfaSerial === serial);

/** A file that a variable names and that is not there, beside the other one that is. Roletap makes the credentials file itself, where the keys are elsewhere. */
const missingFiles = (profiles: Profiles | undefined): readonly Notice[] => {
  if (!profiles?.found) return [];
  const wanted = profiles.missing.filter(({ variable }) => variable === 'AWS_CONFIG_FILE' || profiles.sources.length === 0);
  return wanted.map(({ file }) => ({ kind: 'problem', problem: { code: 'file-unreadable', file, errno: 'ENOENT' } }));
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
    ...(state.system.inTray && state.settings.recents.length === 0 && !facts.demo ? [{ kind: 'home' } as const] : []),
    ...(facts.demo ? [{ kind: 'demo', ...facts.paths } as const] : []),
    ...(clock.measured && Math.abs(clock.offsetMillis) > clockTolerance
      ? [{ kind: 'clock', seconds: Math.round(clock.offsetMillis / 1000) } as const]
      : []),
    ...overrides.values(),
    ...missingFiles(profiles),
    ...oldKeyNotices(state.settings, profiles?.sources ?? [], facts.now),
    ...retiredKeyNotices(state.rotations, facts.now),
    ...state.setups.flatMap(({ waitsFor, subject, startedAt }): readonly Notice[] =>
      waitsFor === 'certificate' ? [{ kind: 'certificate-awaited', subject, startedAt }] : [],
    ),
    ...endingNotices(profiles?.sources ?? [], state.settings, facts.now),
    ...state.strayKeys.map((key) => ({ kind: 'stray-key', key }) as const),
    ...(profiles?.pinLines ?? []).map(
      (line) => ({ kind: 'profile', profile: line.profile, problem: { code: 'pin-in-file', ...line } }) as const,
    ),
    ...(profiles?.broken ?? []).map(({ profile, problem }) => ({ kind: 'profile', profile, problem }) as const),
    ...(profiles?.notes ?? []).map((note) => ({ kind: 'file', ...note }) as const),
    ...state.notices.filter((notice) => notice.kind !== 'device-gone' || isNamed(notice.mfaSerial, profiles)),
  ];
};

import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok } from '../../contract/result.ts';
import type { CertificateRole } from '../anywhere/certificate-role.ts';
import { isAlwaysOn, type Partition, parseArn, parseMfaArn, partitionOfRegion } from '../arn.ts';
import type { Endpoint } from '../caller.ts';
import { type EndpointSettings, resolveEndpoint } from '../http/endpoint-settings.ts';
import type { FileLine } from '../ini/ini-document.ts';
import { originOf, sourceId } from '../sources/source-order.ts';
import type { KeptId, SourceOrigin } from '../sources/source-types.ts';
import { foreignTemporaryKeys, hasCredentials, isSafeTargetName, ownedTarget, ownMark } from '../targets/target-section.ts';
import type { OwnedTarget } from '../targets/target-types.ts';
import { mayGiveDefault } from './default-credentials.ts';
import { pinLines } from './pin-lines.ts';
import { isForeign, processTargets, whyNotEither } from './process-clash.ts';
import {
  endpointSettings,
  type Profile,
  type ProfileFile,
  type ProfileTable,
  placeOf,
  readProfileTable,
  sourceSettings,
  valueIn,
} from './profile-table.ts';
import type { Profiles, Role, Source } from './profile-types.ts';
import { resolveRole } from './role-chain.ts';
import { settingsOf } from './role-settings.ts';
import { badSetting } from './setting-values.ts';
import { variablesOf } from './setting-variables.ts';
import { halfKey, keyIdFlaw, whyNotSource } from './source-flaws.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Both files as they were read, and the environment with the standard AWS variables. */
export interface ProfilesInput {
  readonly config: ProfileFile;
  readonly credentials: ProfileFile;
  readonly env: Environment;
  /** Access key IDs in our key store, by profile. */
  readonly kept?: ReadonlyMap<string, KeptId>;
  /** Why nobody can tell which those are. */
  readonly keptFlaw?: Problem | undefined;
}

/**
 * Understands both files: sources, roles, our targets, and what is wrong. Pure and never failing; a file that `aws` would
 * refuse is still read as far as it goes, and a note says so. `[DEFAULT]`, `[sso-session]` and sections that are no profile are left out.
 */
export const readProfiles = ({ config, credentials, env, kept, keptFlaw }: ProfilesInput): Profiles => {
  const table = readProfileTable(config, credentials, kept, keptFlaw);
  const sources: Source[] = [];
  const roles: Role[] = [];
  const broken: { profile: string; roleArn?: string; problem: Problem }[] = [];
  const users = new Map<string, SourceUser[]>();
  for (const profile of table.profiles.values()) {
    const roleArn = valueIn(profile, 'role_arn');
    if (roleArn === undefined) continue;
    const role = resolveRole(table, profile, roleArn, env);
    if (!role.ok) broken.push({ profile: profile.name, roleArn, problem: refusedToo(table, role.problem) });
    else {
      roles.push(role.value);
      const known = users.get(role.value.source) ?? [];
      known.push(userOf(role.value, endpointSettings(table, profile)));
      users.set(role.value.source, known);
    }
  }
  for (const profile of table.profiles.values()) {
    const source = readSource(table, profile, users.get(profile.name) ?? [], env);
    if (source?.ok) sources.push(source.value);
    else if (source && valueIn(profile, 'role_arn') === undefined) broken.push({ profile: profile.name, problem: source.problem });
    // Half an access key is a slip, and no profile that is for something else.
    const half = source ? undefined : halfKey(table, profile);
    if (half) broken.push({ profile: profile.name, problem: half });
    const flaw = source?.ok && !source.value.endpoint.override ? badSetting(profile, ['region']) : undefined;
    // The source's own calls go to another region then. Its roles say so themselves.
    if (flaw && !broken.some((other) => isAbout(other.problem, profile.name))) broken.push({ profile: profile.name, problem: flaw });
  }
  const whyNot = (name: string) => {
    const problem = whyNotSource(table, name);
    return problem && refusedToo(table, problem);
  };
  const targets = (credentials.document?.sections ?? [])
    .map((section) => ownedTarget(section, credentials.file))
    .filter((target): target is OwnedTarget => target !== undefined);
  return {
    found: config.document !== undefined || credentials.document !== undefined,
    missing: [config, credentials].flatMap(({ file, document, variable }) => (variable && !document ? [{ variable, file }] : [])),
    sources,
    roles,
    targets,
    processTargets: processTargets(table),
    defaultCredentials: { config: givesDefault(config), credentials: givesDefault(credentials) },
    notes: table.notes,
    broken,
    pinLines: pinLines(table),
    whyNotTarget: (name) => whyNotTarget(table, name),
    whyNotSource: whyNot,
    has: (name) => table.profiles.has(name),
    mfaSerialOf: (name) => {
      const profile = table.profiles.get(name);
      return profile && valueIn(profile, 'mfa_serial');
    },
    endpointFor: (region) => {
      const partition = (region === undefined ? undefined : partitionOfRegion(region)) ?? 'aws';
      return resolveEndpoint('sts', partition, [{ profile: '', ...defined({ region }) }], env);
    },
    anywhereEndpointFor: (region) => {
      const endpoint = resolveEndpoint('rolesanywhere', partitionOfRegion(region) ?? 'aws', [{ profile: '', region }], env);
      return endpoint.ok ? ok({ ...endpoint.value, region }) : endpoint;
    },
    originOf: (name) => {
      const profile = table.profiles.get(name);
      return profile && originOf(sourceSettings(table, profile));
    },
    settingsOf: (name) => {
      const profile = table.profiles.get(name);
      return profile ? settingsOf(profile) : [];
    },
    variablesOf: (name) => {
      const profile = table.profiles.get(name);
      return profile ? variablesOf(table, profile) : [];
    },
  };
};

const isAbout = (problem: Problem, profile: string): boolean => problem.code === 'setting-bad' && problem.profile === profile;

/** What "`aws` uses it without Roletap" would be said of, in files that `aws` refuses. */
const refusedToo = ({ notes }: ProfileTable, problem: Problem): Problem =>
  problem.code === 'source-unsupported' && notes.some(({ refusedByCli }) => refusedByCli) ? { refused: 'file', ...problem } : problem;

const givesDefault = ({ document }: ProfileFile): boolean => document !== undefined && mayGiveDefault(document.bytes);

interface SourceUser {
  readonly partition: Partition;
  readonly settings: EndpointSettings;
}

/**
 * What a role that uses a source says of where calls go, for what the source itself does not say: keys belong to one partition, and `aws` asks for the role with
 * the settings of the role. Not its endpoint, and no region that may be off in the user's account.
 */
const userOf = ({ partition }: Role, { profile, region, fips, dualStack, globalSts, caBundle }: EndpointSettings): SourceUser => {
  const usable = region !== undefined && partitionOfRegion(region) === partition && isAlwaysOn(region) ? region : undefined;
  return { partition, settings: { profile, ...defined({ region: usable, fips, dualStack, globalSts, caBundle }) } };
};

/** A profile with credentials of its own as a source, and what the roles say that use it; undefined for all others. Problems: key-id-bad, endpoint-refused. */
const readSource = (table: ProfileTable, profile: Profile, users: readonly SourceUser[], env: Environment) => {
  const origin = originOf(sourceSettings(table, profile));
  if (!origin) return undefined;
  const flaw = origin.kind === 'file' ? keyIdFlaw(profile) : origin.kind === 'certificate' ? origin.flaw : undefined;
  if (flaw) return failed(flaw);
  const mfaSerial = valueIn(profile, 'mfa_serial');
  const own = settingsWith(endpointSettings(table, profile), origin);
  const settings = [own, ...users.map((user) => user.settings)];
  const named = (regions: readonly (string | undefined)[]) =>
    regions.map((region) => partitionOfRegion(region ?? '')).find((name) => name !== undefined);
  const partition =
    parseMfaArn(mfaSerial ?? '')?.partition ??
    named([own.region]) ??
    users[0]?.partition ??
    named([env.AWS_REGION, env.AWS_DEFAULT_REGION]) ??
    'aws';
  const endpoint = resolveEndpoint('sts', partition, settings, env);
  if (!endpoint.ok) return endpoint;
  const certificate = origin.kind === 'certificate' ? certificateOf(origin.role, own, env) : ok(undefined);
  if (!certificate.ok) return certificate;
  const value: Source = {
    profile: profile.name,
    kind: origin.kind,
    id: sourceId(origin),
    ...defined({ mfaSerial, region: own.region }),
    ...(origin.kind === 'store' ? defined({ shared: origin.shared }) : {}),
    ...(origin.kind === 'sso' ? { permissionSet: { accountId: origin.accountId, roleName: origin.roleName } } : {}),
    ...defined({ certificate: certificate.value }),
    place: placeOf(profile, 'aws_access_key_id'),
    endpoint: endpoint.value,
    iamEndpoint: iamEndpoint(endpoint.value, partition, settings, env),
  };
  return { ok: true, value } as const;
};

/** Calls of a certificate's role go to the region of its trust anchor, unless its profile says another. */
const settingsWith = (own: EndpointSettings, origin: SourceOrigin): EndpointSettings => {
  const region = own.region ?? (origin.kind === 'certificate' ? parseArn(origin.role.trustAnchorArn)?.region : undefined);
  return { ...own, ...defined({ region }) };
};

/** Roles Anywhere answers in the trust anchor's region alone. The line of AWS's helper may name an endpoint. Problem: endpoint-refused. */
const certificateOf = (role: CertificateRole, own: EndpointSettings, env: Environment) => {
  const { region = '', partition = 'aws' } = parseArn(role.trustAnchorArn) ?? {};
  const named = role.endpointUrl === undefined ? own : { ...own, endpointUrl: role.endpointUrl };
  const endpoint = resolveEndpoint('rolesanywhere', partition, [named], env);
  return endpoint.ok ? ok({ role, endpoint: { ...endpoint.value, region } }) : endpoint;
};

/** A setting for IAM that is refused stops the calls of IAM, not the profile: tapping in needs none. */
const iamEndpoint = (sts: Endpoint, partition: Partition, settings: readonly EndpointSettings[], env: Environment): Endpoint => {
  const found = resolveEndpoint('iam', partition, settings, env);
  if (found.ok) return found.value;
  const { override: _, ...plain } = sts;
  if (found.problem.code !== 'endpoint-refused') return plain;
  const { url, setting, why } = found.problem;
  return { ...plain, override: { url, setting, refused: why } };
};

/** With one of these in a profile the CLI and the SDKs do not look at the keys in it. */
const beforeKeys = ['role_arn', 'sso_session', 'sso_start_url', 'sso_account_id'];

/** See `Profiles.whyNotTarget`; here for a writer, which need not know the roles. */
export const whyNotTarget = (table: ProfileTable, name: string): Problem | undefined => {
  if (!isSafeTargetName(name)) return { code: 'target-name-bad', target: name };
  const taken = takenBy(table, name);
  if (!taken) return whyNotEither(table, name);
  const facts = { target: name, ...taken.place, suggestion: otherTarget(table, name) };
  return taken.code === 'target-temporary' ? { code: taken.code, ...facts, keys: 'unclear' } : { code: taken.code, ...facts };
};

/** A name like this one that nobody has taken. */
export const otherTarget = (table: ProfileTable, name: string): string => {
  const base = name.endsWith('-tap') ? name : `${name}-tap`;
  let suggestion = base;
  for (let count = 2; suggestion === name || takenBy(table, suggestion); count += 1) suggestion = `${base}-${count}`;
  return suggestion;
};

interface Taken {
  readonly code: 'target-clash' | 'target-has-keys' | 'target-temporary';
  readonly place: FileLine;
}

const takenBy = (table: ProfileTable, name: string): Taken | undefined => {
  const profile = table.profiles.get(name);
  if (!profile) return undefined;
  const winner = beforeKeys.find((key) => valueIn(profile, key) !== undefined);
  if (winner) return { code: 'target-clash', place: placeOf(profile, winner) };
  const inConfig = profile.config.find(({ section }) => isForeign(section));
  const foreign = [
    ...profile.credentials.filter(({ section }) => hasCredentials(section) && !ownMark(section)),
    ...(inConfig ? [inConfig] : []),
  ];
  const [first] = foreign;
  if (!first) return undefined;
  const isTemporary = foreign.every(({ section }) => section !== inConfig?.section && foreignTemporaryKeys(section));
  return { code: isTemporary ? 'target-temporary' : 'target-has-keys', place: { file: first.file, line: first.section.line } };
};

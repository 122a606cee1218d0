import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { parseRoleArn } from '../arn.ts';
import { resolveEndpoint } from '../http/endpoint-settings.ts';
import { originOf } from '../sources/source-order.ts';
import { endpointSettings, type Profile, type ProfileTable, placeOf, sourceSettings, staticKeys, valueIn } from './profile-table.ts';
import type { Role, RoleStep } from './profile-types.ts';
import { badSetting } from './setting-values.ts';
import { keyIdFlaw, sourceFlaw } from './source-flaws.ts';

/** SerialNumber of GetSessionToken: 9 to 256 of these; a device ARN or the number of a hardware token. */
const mfaSerialPattern = /^[\w+=/:,.@-]{9,256}$/;

/** The name that `source_profile` gives, or why the role's credentials cannot come from a source. */
const sourceName = (profile: Profile): Result<string> => {
  const source = valueIn(profile, 'source_profile');
  const unsupported = (setting: string, flaw: { readonly asksMfa?: true; readonly refused?: 'profile' }) =>
    failed({ code: 'source-unsupported', profile: profile.name, setting, ...flaw } as const);
  // `aws` asks for no code where it has such a token.
  if (valueIn(profile, 'web_identity_token_file') !== undefined) return unsupported('web_identity_token_file', {});
  if (valueIn(profile, 'credential_source') !== undefined) {
    const asksMfa = valueIn(profile, 'mfa_serial') !== undefined;
    return unsupported('credential_source', source !== undefined ? { refused: 'profile' } : asksMfa ? { asksMfa } : {});
  }
  return source === undefined ? failed({ code: 'source-missing', profile: profile.name, source: '' }) : ok(source);
};

/** Roles that are followed from one to its source. Each is a call to AWS, and each role of a chain has the whole way before it. */
const mostSteps = 50;

/** Names that are told of a loop that is longer than that. */
const toldNames = 10;

/** Keys of a profile's own, which end a chain also where it has `role_arn` too. */
const hasKeys = (table: ProfileTable, profile: Profile): boolean => staticKeys(profile) !== undefined || table.kept.has(profile.name);

/** The profile that a chain goes on with; undefined where it ends, well or not. */
const nextIn = (table: ProfileTable, profile: Profile): Profile | undefined => {
  const name = sourceName(profile);
  const next = name.ok ? table.profiles.get(name.value) : undefined;
  return next && !hasKeys(table, next) && valueIn(next, 'role_arn') !== undefined ? next : undefined;
};

/** Whether the chain from a profile comes back to itself. Each profile is walked over once, for whichever chain comes first. */
const entersLoop = (table: ProfileTable, start: Profile): boolean => {
  const way = new Set<Profile>();
  let current: Profile | undefined = start;
  while (current && !way.has(current) && !table.loops.has(current)) {
    way.add(current);
    current = nextIn(table, current);
  }
  const isLoop = current !== undefined && (table.loops.get(current) ?? true);
  for (const profile of way) table.loops.set(profile, isLoop);
  return isLoop;
};

/**
 * Follows `source_profile` from a role to a user's own credentials: profiles between, nearest to the role first, and the source.
 * Keys end the chain, also in a profile that has `role_arn` too; a profile may name itself only then.
 */
const followChain = (table: ProfileTable, role: Profile): Result<{ between: readonly Profile[]; source: Profile }> => {
  const seen = new Set([role.name]);
  const between: Profile[] = [];
  for (let current = role; ; ) {
    const next = sourceName(current);
    if (!next.ok) return next;
    const profile = table.profiles.get(next.value);
    if (!profile) return failed({ code: 'source-missing', profile: current.name, source: next.value });
    const keyed = hasKeys(table, profile);
    const isSelf = profile === current;
    if (seen.has(profile.name) && !(isSelf && keyed)) return failed({ code: 'source-loop', profiles: [...seen, profile.name] });
    const ends = keyed || valueIn(profile, 'role_arn') === undefined;
    const origin = ends ? originOf(sourceSettings(table, profile)) : undefined;
    const flaw = origin?.kind === 'file' ? keyIdFlaw(profile) : undefined;
    if (flaw) return failed(flaw);
    if (origin) return ok({ between, source: profile });
    if (ends) return failed(sourceFlaw(table, profile, valueIn(role, 'mfa_serial') !== undefined));
    if (between.length === mostSteps) return failed(tooFar(table, role, [...seen]));
    seen.add(profile.name);
    between.push(profile);
    current = profile;
  }
};

const tooFar = (table: ProfileTable, role: Profile, seen: readonly string[]): Problem =>
  entersLoop(table, role)
    ? { code: 'source-loop', profiles: [...seen.slice(0, toldNames), '…'] }
    : { code: 'source-too-far', profile: role.name, limit: mostSteps };

const isProblem = (problem: Problem | undefined): problem is Problem => problem !== undefined;

const roleFields = (profile: Profile): Pick<RoleStep, 'externalId' | 'roleSessionName'> => {
  const externalId = valueIn(profile, 'external_id');
  const roleSessionName = valueIn(profile, 'role_session_name');
  return defined({ externalId, roleSessionName });
};

/**
 * The role of a profile with `role_arn`. Problems: role-arn-bad, source-missing, source-loop, source-too-far, source-without-keys,
 * source-unsupported, key-id-bad, mfa-serial-bad, endpoint-refused, setting-bad.
 */
export const resolveRole = (
  table: ProfileTable,
  profile: Profile,
  roleArn: string,
  env: Readonly<Record<string, string | undefined>>,
): Result<Role> => {
  const arn = parseRoleArn(roleArn);
  if (!arn) return failed({ code: 'role-arn-bad', profile: profile.name, roleArn });
  const chain = followChain(table, profile);
  if (!chain.ok) return chain;
  const { between, source } = chain.value;
  const through: RoleStep[] = [];
  for (const step of between) {
    const stepArn = valueIn(step, 'role_arn') ?? '';
    if (!parseRoleArn(stepArn)) return failed({ code: 'role-arn-bad', profile: step.name, roleArn: stepArn });
    through.unshift({ profile: step.name, roleArn: stepArn, ...roleFields(step) });
  }
  const line = source === profile ? [profile] : [profile, ...between, source];
  const mfaSerial = line.map((member) => valueIn(member, 'mfa_serial')).find((serial) => serial !== undefined);
  if (mfaSerial !== undefined && !mfaSerialPattern.test(mfaSerial)) {
    return failed({ code: 'mfa-serial-bad', profile: profile.name, mfaSerial });
  }
  const settings = line.map((member) => endpointSettings(table, member));
  const endpoint = resolveEndpoint('sts', arn.partition, settings, env);
  if (!endpoint.ok) return endpoint;
  const bad =
    badSetting(profile, ['duration_seconds']) ??
    [profile, ...between].map((step) => badSetting(step, ['role_session_name', 'external_id'])).find(isProblem) ??
    // Where the endpoint is said, the region is that place's own affair.
    (endpoint.value.override ? undefined : line.map((member) => badSetting(member, ['region'])).find(isProblem));
  if (bad) return failed(bad);
  // The MFA session is bought where the source's calls go.
  const sourceEndpoint = resolveEndpoint('sts', arn.partition, settings.slice(-1), env);
  if (!sourceEndpoint.ok) return sourceEndpoint;
  const duration = valueIn(profile, 'duration_seconds');
  const region = valueIn(profile, 'region');
  return ok({
    profile: profile.name,
    roleArn,
    roleName: arn.name,
    accountId: arn.accountId,
    partition: arn.partition,
    through,
    source: source.name,
    ...defined({ mfaSerial }),
    ...roleFields(profile),
    ...(duration === undefined ? {} : { durationSeconds: Number(duration) }),
    ...defined({ region }),
    endpoint: endpoint.value,
    place: placeOf(profile, 'role_arn'),
  });
};

import { parseRoleArn } from '../aws/arn.ts';
import type { Profiles, Role, Source } from '../aws/aws-types.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import { awsOwner } from './account-match.ts';
import type { TapContext } from './context.ts';
import type { TapRequest } from './tap-in.ts';

/** The role that a person named, and the profile whose keys open it. */
export const findRole = (
  profiles: Profiles,
  paths: { readonly config: string; readonly credentials: string },
  request: TapRequest,
): Result<{ readonly role: Role; readonly source: Source }> => {
  if (!profiles.found) return failed({ code: 'aws-files-missing', ...paths });
  const named =
    profiles.roles.find((role) => role.profile === request.role) ?? onlyOne(profiles.roles.filter((role) => role.roleArn === request.role));
  const broken = profiles.broken.find((entry) => entry.profile === request.role);
  if (!named && broken) return failed(broken.problem);
  const sourceName = request.source ?? named?.source;
  if (!named && !parseRoleArn(request.role)) return failed({ code: 'role-unknown', role: request.role });
  const source = sourceName === undefined ? onlyOne(profiles.sources) : profiles.sources.find((entry) => entry.profile === sourceName);
  if (!source) {
    return failed(
      sourceName === undefined
        ? { code: 'source-unclear', role: request.role, choices: profiles.sources.map((entry) => entry.profile) }
        : { code: 'source-missing', profile: request.role, source: sourceName },
    );
  }
  const role = named ?? roleFromArn(request.role, source);
  return role ? ok({ role, source }) : failed({ code: 'role-unknown', role: request.role });
};

const onlyOne = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** A role that no profile names: everything else comes from the source. */
const roleFromArn = (roleArn: string, source: Source): Role | undefined => {
  const arn = parseRoleArn(roleArn);
  if (!arn) return undefined;
  const { accountId, partition, name: roleName } = arn;
  return {
    profile: `${roleName}-${accountId}`,
    roleArn,
    roleName,
    accountId,
    partition,
    through: [],
    source: source.profile,
    endpoint: source.endpoint,
    place: source.place,
  };
};

/**
 * The MFA device of a tap: as written in the profiles, else the one account on the plugged keys that names the source's user. A person
 * without `mfa_serial` in any file still taps in.
 */
export const mfaSerialFor = async (context: TapContext, role: Role, source: Source, signal: AbortSignal): Promise<Result<string>> => {
  const written = role.mfaSerial ?? source.mfaSerial;
  if (written !== undefined) return ok(written);
  const who = await context.sessions.identity(source, signal);
  if (!who.ok) return who;
  await context.world.keys.settled();
  const state = context.world.keys.state();
  const ids = state.kind === 'ready' ? state.keys.flatMap((key) => key.accounts.map((account) => account.id)) : [];
  const user = who.value.arn.split('/').at(-1);
  const own = [...new Set(ids)].filter((id) => awsOwner(id)?.accountId === who.value.accountId && id.includes(':mfa/'));
  const serial = own.find((id) => awsOwner(id)?.user === user) ?? onlyOne(own);
  return serial === undefined ? failed({ code: 'mfa-serial-missing', profile: role.profile }) : ok(serial.slice(serial.indexOf('arn:')));
};

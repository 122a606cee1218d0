import { parseRoleArn } from '../../aws/arn.ts';
import type { Profiles, Role, Source } from '../../aws/profiles/profile-types.ts';
import type { MfaSession } from '../../aws/sts/session-wish.ts';
import type { Sessions } from '../../aws/sts/sessions.ts';
import type { CallerIdentity } from '../../aws/sts/sts.ts';
import type { Key } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { awsOwner, deviceOf, isForAws } from '../codes/account-match.ts';
import type { CodePorts, CodePurpose } from '../codes/code-request.ts';
import { waitForInsert } from '../codes/locate-account.ts';
import { askPassword } from '../codes/unlock.ts';
import { type Catalog, type CatalogRole, roleFromArn } from './catalog.ts';

/** A role as a person or a program names it. */
export interface RoleRequest {
  /** A role's name (its profile, where it has one), or a role ARN. */
  readonly role: string;
  /** Profile with the long-term keys; only for a role that is no profile. */
  readonly source?: string;
}

/** The role that a person named, and the profile whose keys open it. */
export const resolveRole = (
  profiles: Profiles,
  catalog: Catalog,
  paths: { readonly config: string; readonly credentials: string },
  request: RoleRequest,
): Result<{ readonly role: CatalogRole; readonly source: Source }> => {
  if (!profiles.found) return failed({ code: 'aws-files-missing', ...paths });
  const named = catalog.byName.get(request.role) ?? onlyOne(catalog.roles.filter((role) => role.roleArn === request.role));
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

/** What finding a user's MFA device takes. */
export interface MfaDevicePorts {
  readonly codes: Pick<CodePorts, 'keys' | 'questions' | 'settings'>;
  /** The MFA sessions that live. */
  readonly held: { readonly list: () => readonly MfaSession[] };
  readonly aws: Pick<Sessions, 'identity'>;
}

/**
 * The MFA device of a tap: as written in the profiles, else of the MFA session that the source has, else the one account on the plugged
 * keys that names the source's user. A person without `mfa_serial` in any file still taps in.
 */
export const mfaSerialFor = async (
  { codes, held, aws }: MfaDevicePorts,
  { role, source }: { readonly role: Role; readonly source: Source },
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const known = role.mfaSerial ?? source.mfaSerial ?? heldSerial(held, source);
  if (known !== undefined) return ok(known);
  const who = await aws.identity(source, signal);
  if (!who.ok) return who;
  for (;;) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    await codes.keys.settled();
    const state = codes.keys.state();
    if (state.kind === 'no-service') return failed(state.problem);
    const plugged = state.kind === 'ready' ? state.keys : [];
    const keys = purpose.keySerial === undefined ? plugged : plugged.filter((key) => key.serial === purpose.keySerial);
    const serial = ownDevice(keys, who.value);
    if (serial !== undefined) return ok(serial);
    const locked = keys.find((key) => key.oath === 'locked');
    if (!locked && keys.length > 0) return failed({ code: 'mfa-serial-missing', profile: role.profile });
    const helped = locked
      ? await askPassword(codes, locked, purpose, signal)
      : await waitForInsert(codes, purpose, { serial: purpose.keySerial }, signal);
    if (!helped.ok) return helped;
  }
};

const heldSerial = (held: MfaDevicePorts['held'], source: Source): string | undefined =>
  held.list().find((session) => session.accessKeyId === source.accessKeyId)?.mfaSerial;

/** The device of the user among the accounts of the keys: the one of the user's name, else the only one in the user's AWS account. */
const ownDevice = (keys: readonly Key[], who: CallerIdentity): string | undefined => {
  const partition = who.arn.split(':')[1];
  const devices = keys
    .flatMap((key) => key.accounts.filter(isForAws))
    .filter((account) => awsOwner(account.id)?.accountId === who.accountId)
    .flatMap((account) => deviceOf(account.id, partition) ?? []);
  const user = who.arn.split('/').at(-1);
  return devices.find((device) => device.split('/').at(-1) === user) ?? onlyOne([...new Set(devices)]);
};

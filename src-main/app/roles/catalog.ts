import { createHash } from 'node:crypto';
import { formatIamArn, parseMfaArn, parseRoleArn, partitionOfRegion } from '../../aws/arn.ts';
import { endpointIn } from '../../aws/http/endpoints.ts';
import type { FoundRole } from '../../aws/iam/iam-types.ts';
import type { Profiles, Role, Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { AddedRole, KeptFoundRoles } from '../ports.ts';

/** A role from wherever it is known. `profile` is its name and id, unique in the catalog, also where no profile of that name exists. */
export interface KnownRole extends Role {
  readonly origin: 'config' | 'iam' | 'added';
  /** False for one of IAM that AWS may refuse. */
  readonly sure: boolean;
  /** Where its session goes, when that is not the usual target. */
  readonly target?: string;
  /** The longest session, as IAM told. */
  readonly maximumSeconds?: number;
}

/** The same with all that follows from the settings and the other roles: found out when one of them changes, and only looked up by taps and pictures. */
export interface CatalogRole extends Omit<KnownRole, 'target'> {
  /** Where its session goes, unless the person says otherwise. */
  readonly target: string;
  /** Whether it is guarded, itself or by a way that leads through a guarded role, or its name looks like production and nobody has said yes or no. */
  readonly guard: RoleView['guard'];
  /** One of its names looks like production. */
  readonly production: boolean;
  /** Where its session is used: as its profile says, as the person prefers, else where its calls go. */
  readonly usedIn: string;
  /** The name under which it opens for reading only; undefined where it cannot. */
  readonly readOnly: string | undefined;
  /** The name of what a tap opens: its own, or `readOnly` where the person prefers that. */
  readonly usual: string;
  /** The role that this one is with limits. */
  readonly of?: string;
}

/** Roles as they are known, before anything follows from them. */
export interface KnownRoles {
  readonly roles: readonly KnownRole[];
  readonly byName: ReadonlyMap<string, KnownRole>;
}

/** All that can be tapped, each under its own name. */
export interface Catalog {
  /** Those that are listed: all roles, and users whose profile names an MFA device. */
  readonly roles: readonly CatalogRole[];
  /** These, all other users with keys, and the roles with limits. */
  readonly byName: ReadonlyMap<string, CatalogRole>;
}

export const emptyCatalog: Catalog = { roles: [], byName: new Map() };

export interface CatalogInput {
  readonly profiles: Pick<Profiles, 'roles' | 'sources' | 'broken' | 'processTargets'>;
  readonly added: readonly AddedRole[];
  /** By source. */
  readonly found: Readonly<Record<string, KeptFoundRoles>>;
}

/** Where a role goes whose source is not there (any more); a tap says so before anything is sent. */
const nowhere = { region: 'us-east-1' } as const;

/** All roles: those of the config file, those added by hand, then what IAM told and none of them names. */
export const catalogOf = ({ profiles, added, found }: CatalogInput): KnownRoles => {
  const byName = new Map<string, KnownRole>();
  const taken = new Set([...profiles.sources, ...profiles.broken].map(({ profile }) => profile));
  const known = new Set<string>();
  const sources = new Map(profiles.sources.map((source) => [source.profile, source]));
  const put = (role: KnownRole) => {
    byName.set(role.profile, role);
    known.add(`${role.source} ${role.roleArn}`);
  };
  for (const role of profiles.roles) put({ ...role, origin: 'config', sure: true });
  const isFree = (name: string) => !byName.has(name) && !taken.has(name);
  for (const role of added) {
    const made = isFree(role.name) ? addedRole(role, sources.get(role.source)) : undefined;
    if (made) put(made);
  }
  for (const [name, { found: ofSource }] of Object.entries(found)) {
    const source = sources.get(name);
    if (!source) continue;
    for (const role of ofSource.roles) {
      if (known.has(`${name} ${role.roleArn}`)) continue;
      const made = foundRole(role, source, isFree);
      if (made) put(made);
    }
  }
  const roles = [...byName.values()];
  for (const source of profiles.sources) {
    const user = byName.has(source.profile)
      ? undefined
      : (signedInRole(source) ?? certificateRole(source, profiles.processTargets) ?? userRole(source, profiles.processTargets));
    if (!user) continue;
    byName.set(user.profile, user);
    if (user.signIn || user.certificate || parseMfaArn(source.mfaSerial ?? '')) roles.push(user);
  }
  return { roles, byName };
};

/** Whose rights there are: users, then roles, each in the order of the files. */
export const rightsOf = ({ byName }: Pick<Catalog, 'byName'>): readonly string[] => {
  // What is opened with less than the role has could read less.
  const all = [...byName.values()].filter(({ of }) => of === undefined);
  return [...all.filter(({ user }) => user), ...all.filter(({ user }) => !user)].map(({ profile }) => profile);
};

/** What a row has that is a source itself, and assumes no role. */
const ownRow = ({ profile, region, endpoint, place }: Source) =>
  ({ profile, through: [], source: profile, endpoint, place, origin: 'config', sure: true, ...defined({ region }) }) as const;

/** The user of a source, whose MFA session can be tapped like a role; undefined for who signs in elsewhere, where AWS takes no code. */
const userRole = (source: Source, processTargets: readonly string[]): KnownRole | undefined => {
  if (source.kind === 'login' || source.kind === 'sso') return undefined;
  const { profile, mfaSerial, endpoint } = source;
  const device = parseMfaArn(mfaSerial ?? '');
  const partition = device?.partition ?? partitionOfRegion(endpoint.region) ?? 'aws';
  const accountId = device?.accountId ?? '';
  const roleName = device?.name ?? profile;
  return {
    ...ownRow(source),
    user: true,
    roleArn: formatIamArn('user', { partition, accountId, name: roleName }),
    roleName,
    accountId,
    partition,
    ...defined({ mfaSerial }),
    // Programs that use this profile ask Roletap already.
    ...(processTargets.includes(profile) ? { target: profile } : {}),
  };
};

/** What an Identity Center profile signs in to; undefined for all other sources. */
const signedInRole = (source: Source): KnownRole | undefined => {
  if (!source.permissionSet) return undefined;
  const { accountId, roleName } = source.permissionSet;
  const partition = partitionOfRegion(source.endpoint.region) ?? 'aws';
  return {
    ...ownRow(source),
    signIn: true,
    roleArn: formatIamArn('role', { partition, accountId, path: '/aws-reserved/sso.amazonaws.com/', name: `AWSReservedSSO_${roleName}` }),
    roleName,
    accountId,
    partition,
  };
};

/** The role that a certificate opens; undefined for all other sources. */
const certificateRole = (source: Source, processTargets: readonly string[]): KnownRole | undefined => {
  const { role } = source.certificate ?? {};
  const arn = role && parseRoleArn(role.roleArn);
  if (!arn) return undefined;
  const { roleSessionName, durationSeconds } = role;
  return {
    ...ownRow(source),
    certificate: true,
    roleArn: role.roleArn,
    roleName: arn.name,
    accountId: arn.accountId,
    partition: arn.partition,
    ...defined({ roleSessionName, durationSeconds }),
    // Programs that use this profile ask Roletap already.
    ...(processTargets.includes(source.profile) ? { target: source.profile } : {}),
  };
};

const addedRole = (role: AddedRole, source: Source | undefined): KnownRole | undefined => {
  const arn = parseRoleArn(role.roleArn);
  if (!arn) return undefined;
  const { name, roleArn, externalId, region, durationSeconds } = role;
  return {
    profile: name,
    roleArn,
    roleName: arn.name,
    accountId: arn.accountId,
    partition: arn.partition,
    through: [],
    source: role.source,
    endpoint: endpointIn(source?.endpoint ?? nowhere, arn.partition, region),
    place: source?.place ?? { file: '', line: 0 },
    origin: 'added',
    sure: true,
    ...defined({ externalId, region, durationSeconds }),
  };
};

const foundRole = (role: FoundRole, source: Source, isFree: (name: string) => boolean): KnownRole | undefined => {
  const arn = parseRoleArn(role.roleArn);
  if (!arn) return undefined;
  const base = `${arn.name}-${arn.accountId}`;
  let name = base;
  // The same name in another partition, or for another source.
  for (let count = 2; !isFree(name); count += 1) name = `${base}-${count}`;
  return {
    profile: name,
    roleArn: role.roleArn,
    roleName: arn.name,
    accountId: arn.accountId,
    partition: arn.partition,
    through: [],
    source: source.profile,
    endpoint: endpointIn(source.endpoint, arn.partition),
    place: source.place,
    origin: 'iam',
    sure: role.sure,
    ...defined({ externalId: role.externalId, maximumSeconds: role.maxSessionSeconds }),
  };
};

/** The role that a person named by ARN and that nothing else names. */
export const roleFromArn = (roleArn: string, source: Source): KnownRole | undefined =>
  foundRole({ roleArn, sure: true }, source, () => true);

/** Where a role's session goes, unless the person says otherwise. */
export const targetOf = ({ profile, target }: Pick<KnownRole, 'profile' | 'target'>, suffix: string): string =>
  target ?? targetNameFor(profile, suffix);

/** The only characters that `aws` and every SDK read the same in an unquoted section name. */
const odd = /[^A-Za-z0-9_.@:/+%-]/g;

/** What a section name may have (`isSafeTargetName`), less the suffix and the mark. */
const longest = 200;

/**
 * The target of a profile: `NAME-tap`, because a profile that has `role_arn` itself wins over keys of the same name. Characters
 * that tools read differently are replaced, and a mark made from the whole name keeps two such targets apart: `NAME-tap-1f2e3d4c`, which
 * is no other profile's `NAME-tap`. `suffix` is the preference `targetSuffix`.
 */
export const targetNameFor = (profile: string, suffix = '-tap'): string => {
  const safe = profile
    .replace(odd, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest);
  if (safe === profile) return `${profile}${suffix}`;
  const mark = createHash('sha256').update(profile).digest('hex').slice(0, 8);
  return `${safe || 'role'}${suffix}-${mark}`;
};

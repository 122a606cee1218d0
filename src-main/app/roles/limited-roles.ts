import { createHash } from 'node:crypto';
import { type LimitedRole, limitsKey, limitsKind, namedPolicies, type SessionLimits } from '../../contract/sessions/limits.ts';
import type { WaitingFor } from '../../contract/values.ts';
import { type Catalog, type CatalogInput, type CatalogRole, catalogOf, roleFromArn, targetNameFor } from './catalog.ts';

/** The two that every role has, and what is put behind its name for them. */
const endings = { 'read-only': '-ro', audit: '-audit' } as const;

const standing = ['read-only', 'audit'] as const;

/** What is put behind a role's name: two that are limited otherwise never share one. */
const endingOf = (limits: SessionLimits): string => {
  const kind = limitsKind(limits);
  const isBare = limits.tags === undefined && limits.sourceIdentity === undefined;
  const mark = () => createHash('sha256').update(limitsKey(limits)).digest('hex').slice(0, 8);
  if (kind === 'policy' || kind === 'tagged') return `-${kind === 'policy' ? 'limited' : 'tagged'}-${mark()}`;
  // Every role has the two bare ones: no name is hashed for them.
  return isBare ? endings[kind] : `${endings[kind]}-${mark()}`;
};

export const managedPolicyArn = (partition: string, name: string): string => `arn:${partition}:iam::aws:policy/${name}`;

/** The limits of the two kinds that have a name. */
export const standingLimits = (kind: (typeof standing)[number], partition: string): SessionLimits => ({
  policyArns: [managedPolicyArn(partition, namedPolicies[kind])],
});

/**
 * A role with limits, as a role of its own: name, target and session are its own, so that nothing that goes by one of them takes it for the whole role. `isFree`: whether
 * no other role or profile has that name.
 */
const limitedRole = (base: CatalogRole, limits: SessionLimits, isFree: (name: string) => boolean): CatalogRole => {
  const plain = `${base.profile}${endingOf(limits)}`;
  let name = plain;
  for (let count = 2; !isFree(name); count += 1) name = `${plain}-${count}`;
  return { ...base, profile: name, of: base.profile, limits, target: targetNameFor(name, '') };
};

/** AWS limits the sessions that AssumeRole gives, and no other. */
const canBeLimited = ({ user, signIn, certificate }: CatalogRole): boolean => !user && !signIn && !certificate;

/** The catalog with two limited roles of each role, and those that were asked for or are open. Whatever else has such a name keeps it. */
export const withLimitedRoles = (
  { roles, byName: known }: Catalog,
  { profiles }: Pick<CatalogInput, 'profiles'>,
  asked: readonly LimitedRole[],
): Catalog => {
  const byName = new Map(known);
  const taken = new Set([...profiles.sources, ...profiles.broken].map(({ profile }) => profile));
  const there = new Set<string>();
  const put = (base: CatalogRole, limits: SessionLimits) => {
    const key = `${base.profile} ${limitsKey(limits)}`;
    if (there.has(key)) return;
    there.add(key);
    const role = limitedRole(base, limits, (name) => !byName.has(name) && !taken.has(name));
    byName.set(role.profile, role);
  };
  for (const base of roles) if (canBeLimited(base)) for (const kind of standing) put(base, standingLimits(kind, base.partition));
  for (const { of, roleArn, source, limits } of asked) {
    const holder = profiles.sources.find(({ profile }) => profile === source);
    const base = known.get(of) ?? (holder && roleFromArn(roleArn, holder));
    // A name that stands for another role by now has none of its limits.
    if (base && canBeLimited(base) && base.roleArn === roleArn) put(base, limits);
  }
  return { roles, byName };
};

/** The same catalog while nothing that it is made of changed. */
export const createCatalog = (): ((input: CatalogInput, limited: readonly LimitedRole[]) => Catalog) => {
  let last: { readonly input: CatalogInput; readonly lists: string; readonly catalog: Catalog } | undefined;
  return (input, limited) => {
    // A change of any setting comes with new lists.
    const lists = JSON.stringify([input.added, limited]);
    if (last?.input.profiles === input.profiles && last.input.found === input.found && last.lists === lists) return last.catalog;
    const catalog = withLimitedRoles(catalogOf(input), input, limited);
    last = { input, lists, catalog };
    return catalog;
  };
};

/** The role that `of` is with these limits. */
export const limitedOf = ({ byName }: Pick<Catalog, 'byName'>, of: string, limits: SessionLimits): CatalogRole | undefined => {
  const key = limitsKey(limits);
  for (const role of byName.values()) if (role.of === of && limitsKey(role.limits) === key) return role;
  return undefined;
};

/** The same for reading only, where it can be had. */
export const readOnlyOf = (catalog: Pick<Catalog, 'byName'>, { profile, partition, limits }: CatalogRole): CatalogRole | undefined => {
  if (limits) return undefined;
  // Mostly it has the plain name.
  const plain = catalog.byName.get(`${profile}${endings['read-only']}`);
  return plain?.of === profile ? plain : limitedOf(catalog, profile, standingLimits('read-only', partition));
};

/** What a person is asked for when this role is opened. */
export const purposeOf = ({ profile, roleArn, roleName, accountId, limits }: CatalogRole): Extract<WaitingFor, { kind: 'role' }> => ({
  kind: 'role',
  profile,
  roleArn,
  roleName,
  accountId,
  ...(limits ? { limits: limitsKind(limits) } : {}),
});

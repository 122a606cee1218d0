import { createHash } from 'node:crypto';
import { type LimitedRole, limitsKey, limitsKind, namedPolicies, type SessionLimits } from '../../contract/sessions/limits.ts';
import {
  type Catalog,
  type CatalogInput,
  type CatalogRole,
  type KnownRole,
  type KnownRoles,
  roleFromArn,
  targetNameFor,
} from './catalog.ts';
import { isGuarded, markedRole, type RoleSettings } from './role-settings.ts';

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
const limitedRole = (base: CatalogRole, limits: SessionLimits, settings: RoleSettings, isFree: (name: string) => boolean): CatalogRole => {
  const plain = `${base.profile}${endingOf(limits)}`;
  let name = plain;
  for (let count = 2; !isFree(name); count += 1) name = `${plain}-${count}`;
  // With limits it is not the role that a guard is offered for.
  const guard = isGuarded(settings, { roleArn: base.roleArn, through: base.through, limits }) ? 'on' : 'off';
  const target = targetNameFor(name, '');
  return { ...base, profile: name, of: base.profile, limits, target, guard, readOnly: undefined, usual: name };
};

/** AWS limits the sessions that AssumeRole gives, and no other. */
const canBeLimited = ({ user, signIn, certificate }: KnownRole): boolean => !user && !signIn && !certificate;

/** A role that is still being put together. */
type Growing = { -readonly [Name in keyof CatalogRole]: CatalogRole[Name] };

/** The catalog: all roles with what the settings make of them, two limited ones of each, and those that were asked for or are open. Whatever else has such a name keeps it. */
export const withLimitedRoles = (
  { roles, byName: known }: KnownRoles,
  { profiles }: Pick<CatalogInput, 'profiles'>,
  asked: readonly LimitedRole[],
  settings: RoleSettings,
): Catalog => {
  const byName = new Map<string, Growing>();
  for (const [name, role] of known) byName.set(name, markedRole(role, settings));
  const taken = new Set([...profiles.sources, ...profiles.broken].map(({ profile }) => profile));
  const there = new Set<string>();
  const put = (base: CatalogRole, limits: SessionLimits): string | undefined => {
    const key = `${base.profile} ${limitsKey(limits)}`;
    if (there.has(key)) return undefined;
    there.add(key);
    const role = limitedRole(base, limits, settings, (name) => !byName.has(name) && !taken.has(name));
    byName.set(role.profile, role);
    return role.profile;
  };
  const marked = roles.flatMap(({ profile }) => byName.get(profile) ?? []);
  for (const base of marked) {
    if (!canBeLimited(base)) continue;
    for (const kind of standing) {
      const name = put(base, standingLimits(kind, base.partition));
      if (kind === 'read-only') base.readOnly = name;
    }
    if (base.readOnly !== undefined && settings.readOnlyFirst[base.roleArn] === true) base.usual = base.readOnly;
  }
  for (const { of, roleArn, source, limits } of asked) {
    const holder = profiles.sources.find(({ profile }) => profile === source);
    const unlisted = holder && !known.has(of) ? roleFromArn(roleArn, holder) : undefined;
    const base = known.has(of) ? byName.get(of) : unlisted && markedRole(unlisted, settings);
    // A name that stands for another role by now has none of its limits.
    if (base && canBeLimited(base) && base.roleArn === roleArn) put(base, limits);
  }
  return { roles: marked, byName };
};

/** The role that `of` is with these limits. */
export const limitedOf = ({ byName }: Pick<Catalog, 'byName'>, of: string, limits: SessionLimits): CatalogRole | undefined => {
  const key = limitsKey(limits);
  for (const role of byName.values()) if (role.of === of && limitsKey(role.limits) === key) return role;
  return undefined;
};

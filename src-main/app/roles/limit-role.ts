import { failed, ok, type Result } from '../../contract/result.ts';
import { isUnlimited, type SessionLimits } from '../../contract/sessions/limits.ts';
import { type Store, withLimited } from '../state/store.ts';
import type { CatalogRole } from './catalog.ts';
import { checkedLimits } from './check-limits.ts';
import { limitedOf } from './limited-roles.ts';
import type { RoleFiles } from './role-files.ts';

/** What of a role is wanted. */
export interface LimitsRequest {
  /** As `RoleRequest`. */
  readonly role: string;
  readonly source?: string;
  readonly limits?: SessionLimits;
  /** The whole role, also where the person set that it opens read-only. */
  readonly full?: boolean;
}

export interface LimitDeed {
  /** See `limitRole`. */
  readonly limit: (request: LimitsRequest) => Promise<Result<string>>;
}

/**
 * The name of the role with these limits, under which everything else knows it. Without limits it is the role itself, or the read-only one where the person
 * prefers that. Problems: limits-bad, limits-unsupported, those of `RoleFiles.resolve`.
 */
export const limitRole = async (
  { store, files }: { readonly store: Store; readonly files: Pick<RoleFiles, 'catalog' | 'judge' | 'resolve'> },
  { role: name, source, limits = {}, full = false }: LimitsRequest,
): Promise<Result<string>> => {
  const named = source === undefined ? { role: name } : { role: name, source };
  if (isUnlimited(limits)) return ok(full ? name : (files.catalog().byName.get(name)?.usual ?? name));
  const found = await files.judge(() => files.resolve(named));
  if (!found.ok) return found;
  const { role } = found.value;
  const why = role.user ? 'user' : role.signIn ? 'sign-in' : role.certificate ? 'certificate' : undefined;
  if (why) return failed({ code: 'limits-unsupported', profile: role.profile, why });
  // More limits for a role that has some: both hold.
  const of = role.of ?? role.profile;
  const base: CatalogRole = files.catalog().byName.get(of) ?? role;
  const policyArns = [...(role.limits?.policyArns ?? []), ...(limits.policyArns ?? [])];
  const checked = checkedLimits({ ...role.limits, ...limits, policyArns }, base);
  if (!checked.ok) return checked;
  const known = limitedOf(files.catalog(), of, checked.value);
  if (known) return ok(known.profile);
  store.change(withLimited({ of, roleArn: base.roleArn, source: found.value.source.profile, limits: checked.value }));
  const made = limitedOf(files.catalog(), of, checked.value);
  return made ? ok(made.profile) : failed({ code: 'role-unknown', role: name });
};

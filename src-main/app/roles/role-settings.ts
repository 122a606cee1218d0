import { limitsKind } from '../../contract/sessions/limits.ts';
import { looksLikeProduction } from '../../contract/text.ts';
import type { Settings } from '../ports.ts';
import { type CatalogRole, type KnownRole, targetOf } from './catalog.ts';

/** What of the settings tells of roles. */
export type RoleSettings = Pick<Settings, 'aliases' | 'guards' | 'readOnlyFirst' | 'region' | 'targetSuffix'>;

/** What the settings make of a role. */
export const markedRole = (role: KnownRole, settings: RoleSettings): CatalogRole => {
  const production = [role.profile, role.roleName, settings.aliases[role.accountId] ?? ''].some(looksLikeProduction);
  const isOpen = settings.guards[role.roleArn] === undefined;
  return {
    ...role,
    target: targetOf(role, settings.targetSuffix),
    guard: isGuarded(settings, role) ? 'on' : production && isOpen ? 'offered' : 'off',
    production,
    usedIn: role.region ?? (settings.region || role.endpoint.region),
    readOnly: undefined,
    usual: role.profile,
  };
};

/** Whether a guard of the role itself counts: not for a read-only session of a role that opens so, since only more of it is to take a touch. */
export const isGuardedItself = (
  { guards, readOnlyFirst }: Pick<Settings, 'guards' | 'readOnlyFirst'>,
  { roleArn, limits }: Pick<CatalogRole, 'roleArn' | 'limits'>,
): boolean => guards[roleArn] === true && !(readOnlyFirst[roleArn] === true && limits !== undefined && limitsKind(limits) === 'read-only');

/** A way that leads through a guarded role is guarded as well. */
export const isGuarded = (
  settings: Pick<Settings, 'guards' | 'readOnlyFirst'>,
  role: Pick<CatalogRole, 'roleArn' | 'through' | 'limits'>,
): boolean => role.through.some((step) => settings.guards[step.roleArn] === true) || isGuardedItself(settings, role);

import type { SettingLines } from '../../aws/ini/setting-lines.ts';
import type { Profiles, Variable } from '../../aws/profiles/profile-types.ts';
import { limitsKind } from '../../contract/sessions/limits.ts';
import type { Settings } from '../ports.ts';
import type { CatalogRole } from './catalog.ts';

/** Where a role's session is used: as its profile says, as the person prefers, else where its calls go. */
export const regionOf = (role: CatalogRole, settings: Pick<Settings, 'region'>): string =>
  role.region ?? (settings.region || role.endpoint.region);

/** The profile whose settings are a role's: its own, or its source's where it has none. */
const profileOf = ({ origin, profile, source }: CatalogRole): string => (origin === 'config' ? profile : source);

/** What a role's target takes over. What a role without a profile says of its region comes first. */
export const settingsFor = (role: CatalogRole, profiles: Pick<Profiles, 'settingsOf'>): readonly SettingLines[] => {
  const settings = profiles.settingsOf(profileOf(role));
  return role.origin === 'config' || role.region === undefined ? settings : settings.filter(({ key }) => key !== 'region');
};

/** The same for an environment. */
export const variablesFor = (role: CatalogRole, profiles: Pick<Profiles, 'variablesOf'>): readonly Variable[] =>
  profiles.variablesOf(profileOf(role));

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

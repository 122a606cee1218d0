import type { SettingLines } from '../../aws/ini/setting-lines.ts';
import type { Profiles, Variable } from '../../aws/profiles/profile-types.ts';
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

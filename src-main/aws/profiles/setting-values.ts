import type { Problem } from '../../contract/problems/problem.ts';
import { type Profile, valueIn } from './profile-table.ts';

type Setting = Extract<Problem, { readonly code: 'setting-bad' }>['setting'];

/**
 * What AWS takes, so that no code is spent on being told: AssumeRole's RoleSessionName and ExternalId (API reference of STS), a number of seconds, and what
 * every region's name looks like, also of one that is not built yet.
 */
const patterns: Readonly<Record<Setting, RegExp>> = {
  role_session_name: /^[\w+=,.@-]{2,64}$/,
  external_id: /^[\w+=,.@:/-]{2,1224}$/,
  duration_seconds: /^\d{1,6}$/,
  region: /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/,
};

/** Whether AWS takes the value of a setting. */
export const isSettingValue = (setting: Setting, value: string): boolean => patterns[setting].test(value);

/** The first of these settings of a profile that AWS would refuse, or that nobody can follow. Problem: setting-bad. */
export const badSetting = (profile: Profile, settings: readonly Setting[]): Problem | undefined => {
  for (const setting of settings) {
    const value = valueIn(profile, setting);
    if (value !== undefined && !isSettingValue(setting, value)) return { code: 'setting-bad', profile: profile.name, setting, value };
  }
  return undefined;
};

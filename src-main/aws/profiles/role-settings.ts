import { type SettingLines, settingLines } from '../ini/setting-lines.ts';
import { otherWays } from './default-credentials.ts';
import type { Profile } from './profile-table.ts';

/** What says whose credentials a profile has, or how it gets them: a target has its own. Names of AWS's, and of tools that keep theirs in the same files. */
const ofCredentials: ReadonlySet<string> = new Set([
  ...otherWays,
  'source_profile',
  'credential_source',
  'credential_process',
  'mfa_serial',
  'mfa_process',
  'external_id',
  'role_session_name',
  'duration_seconds',
  'aws_account_id',
  'aws_credential_scope',
  'include_profile',
  'parent_profile',
  'source_identity',
  'session_tags',
  'transitive_session_tags',
  'x_principal_arn',
]);
const families = /^(?:sso|roletap|granted|saml|web_identity|azure|google|okta)_|expir/;

/** Whether a setting is of a profile's credentials, and so none of its target's. */
export const isOfCredentials = (key: string): boolean => ofCredentials.has(key) || families.test(key);

/**
 * The settings of a profile less those of its credentials, merged from all its sections as their readers do. All others are taken, also those that are not
 * known here: AWS adds some every year.
 */
export const settingsOf = ({ config, credentials }: Profile): readonly SettingLines[] => {
  const found = new Map<string, SettingLines>();
  for (const { section, bytes } of [...config, ...credentials]) {
    for (const property of section.properties) {
      const { key, text } = property;
      // An empty value is one (`cli_pager =`), but no region.
      if (isOfCredentials(key) || (key === 'region' && text === '')) continue;
      const setting = settingLines(bytes, property);
      if (setting) found.set(key, setting);
    }
  }
  return [...found.values()];
};

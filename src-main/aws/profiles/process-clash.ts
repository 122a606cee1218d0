import type { Problem } from '../../contract/problems/problem.ts';
import type { FileLine, IniSection } from '../ini/ini-document.ts';
import { propertyOf } from '../ini/ini-document.ts';
import { ownProcess } from '../targets/process-mark.ts';
import { hasCredentials, isSafeTargetName, ownMark } from '../targets/target-section.ts';
import { otherWays } from './default-credentials.ts';
import type { Profile, ProfileTable } from './profile-table.ts';

interface Found extends FileLine {
  readonly key: string;
}

const firstOf = (file: string, section: IniSection, keys: readonly string[], going?: string): Found | undefined => {
  const property = section.properties.find(
    ({ key, text }) => keys.includes(key) && text !== '' && !(key === 'credential_process' && text === going),
  );
  return property && { key: property.key, file, line: property.line };
};

/** The setting of a profile's config sections that goes before our line, or that our line would take the place of. */
const inConfig = (profile: Profile, going?: string): Found | undefined => {
  for (const { section, file } of profile.config) {
    const found = firstOf(file, section, ownProcess(section) ? otherWays : [...otherWays, 'credential_process'], going);
    if (found) return found;
  }
  return undefined;
};

/** The same in the credentials file, where a role or a session of one's own counts as well; keys of ours do not. */
const inCredentials = (profile: Profile): Found | undefined => {
  for (const { section, file } of profile.credentials) {
    const found = ownMark(section) ? undefined : firstOf(file, section, [...otherWays, 'credential_process']);
    if (found) return found;
  }
  return undefined;
};

/**
 * Whether our credential_process line may be put into a profile: undefined when it may, else target-name-bad, process-clash, or target-has-keys (keys that
 * Roletap did not write, in the credentials file). `going`: a line of the profile's own that ours takes the place of.
 */
export const whyNotProcess = (
  table: ProfileTable,
  target: string,
  suggest: (name: string) => string,
  going?: string,
): Problem | undefined => {
  if (!isSafeTargetName(target)) return { code: 'target-name-bad', target };
  const profile = table.profiles.get(target);
  if (!profile) return undefined;
  const [config, credentials] = [inConfig(profile, going), inCredentials(profile)];
  if (config) return { code: 'process-clash', target, ...config };
  if (!credentials) return undefined;
  const keyed = profile.credentials.find(({ section }) => hasCredentials(section) && !ownMark(section));
  if (!keyed) return { code: 'process-clash', target, ...credentials };
  return { code: 'target-has-keys', target, file: keyed.file, line: keyed.section.line, suggestion: suggest(target) };
};

/** Whether a profile's credentials come from our line: nothing wins over it, not even keys of ours in the credentials file. */
const isProcessTarget = (profile: Profile): boolean =>
  profile.config.some(({ section }) => ownProcess(section)) &&
  !inConfig(profile) &&
  !inCredentials(profile) &&
  !profile.credentials.some(({ section }) => hasCredentials(section));

/** Those profiles, in file order. */
export const processTargets = (table: ProfileTable): readonly string[] =>
  [...table.profiles.values()].filter(isProcessTarget).map(({ name }) => name);

/** Our line beside keys of ours, which win over it: neither can be used or written to. */
export const whyNotEither = (table: ProfileTable, target: string): Problem | undefined => {
  const profile = table.profiles.get(target);
  return profile && !isProcessTarget(profile) ? whyNotKeys(table, target) : undefined;
};

/**
 * Keys in the credentials file win over credential_process, so a target that asks us gets none: the problem when it does. To write keys again, the line is
 * removed first.
 */
export const whyNotKeys = (table: ProfileTable, target: string): Problem | undefined => {
  for (const { section, file } of table.profiles.get(target)?.config ?? []) {
    const found = ownProcess(section) && firstOf(file, section, ['credential_process']);
    if (found) return { code: 'process-clash', target, ...found };
  }
  return undefined;
};

/** Whether a section of the config file gets credentials otherwise than by us. */
export const isForeign = (section: IniSection): boolean =>
  hasCredentials(section) && !(ownProcess(section) && !otherWays.some((key) => (propertyOf(section, key) ?? '') !== ''));

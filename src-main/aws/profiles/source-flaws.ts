import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { asksRoletap } from '../sources/inner-command.ts';
import { originOf } from '../sources/source-order.ts';
import { type Profile, type ProfileTable, placeOf, propertyPlace, sourceSettings, staticKeys, valueIn } from './profile-table.ts';

/** Keys that say that a profile's credentials come from elsewhere than long-term keys. */
const otherOrigins = ['sso_session', 'sso_start_url', 'web_identity_token_file', 'credential_source'];

/** The setting by which a profile's credentials come from elsewhere, where it has no keys of its own. */
const otherOrigin = (profile: Profile): string | undefined =>
  staticKeys(profile) ? undefined : otherOrigins.find((key) => valueIn(profile, key) !== undefined);

const isOurs = (table: ProfileTable, profile: Profile, line: string): boolean =>
  sourceSettings(table, profile).isOurProcess || asksRoletap(line);

/** Where aws-mfa and its like leave the long-term keys, whose name they give to temporary ones. */
const longTermName = (table: ProfileTable, { name }: Profile): string | undefined => {
  const longTerm = table.profiles.get(`${name}-long-term`);
  const keys = longTerm && staticKeys(longTerm);
  return keys && !keys.temporary ? longTerm.name : undefined;
};

/**
 * Why a profile cannot be a source. `asksMfa`: the role wants a code. Problems: source-unsupported, source-program (loop), source-without-keys,
 * key-store-broken for one whose key may be in there.
 */
export const sourceFlaw = (table: ProfileTable, profile: Profile, asksMfa = false): Problem => {
  const source = profile.name;
  const line = valueIn(profile, 'credential_process');
  if (line !== undefined && !staticKeys(profile) && isOurs(table, profile, line))
    return table.keptFlaw ?? { code: 'source-program', profile: source, program: 'roletap', why: 'loop' };
  const setting = otherOrigin(profile);
  if (setting) return { code: 'source-unsupported', profile: source, setting, ...(asksMfa ? { asksMfa } : {}) };
  const instead = longTermName(table, profile);
  const token = propertyPlace(profile, 'aws_session_token') ?? propertyPlace(profile, 'aws_security_token');
  if (staticKeys(profile)?.temporary || token) {
    const at = token ?? placeOf(profile, 'aws_access_key_id');
    return { code: 'source-without-keys', source, why: 'temporary', at, ...defined({ instead }) };
  }
  if (valueIn(profile, 'role_arn') !== undefined) return { code: 'source-without-keys', source, why: 'role' };
  const [id, secret] = [propertyPlace(profile, 'aws_access_key_id'), propertyPlace(profile, 'aws_secret_access_key')];
  if (id) return { code: 'source-without-keys', source, why: 'no-secret', at: id };
  if (secret) return { code: 'source-without-keys', source, why: 'no-id', at: secret };
  return { code: 'source-without-keys', source, ...defined({ instead }) };
};

/** The flaw of a profile that has an access key's ID or its secret alone, and credentials from nowhere else. Problem: source-without-keys. */
export const halfKey = (table: ProfileTable, profile: Profile): Problem | undefined => {
  const flaw = sourceFlaw(table, profile);
  return flaw.code === 'source-without-keys' && (flaw.why === 'no-secret' || flaw.why === 'no-id') ? flaw : undefined;
};

/** The same for a profile by its name; undefined where there is none of that name, or nothing is wrong with its keys. */
export const whyNotSource = (table: ProfileTable, name: string): Problem | undefined => {
  const profile = table.profiles.get(name);
  if (!profile) return undefined;
  const origin = originOf(sourceSettings(table, profile));
  if (!origin) return sourceFlaw(table, profile);
  return origin.kind === 'file' ? keyIdFlaw(profile) : undefined;
};

/** An access key ID is letters and digits; it is sent in a header, which takes no more than Latin-1. Problem: key-id-bad. */
export const keyIdFlaw = (profile: Profile): Problem | undefined => {
  const [character] = /[^\w]/u.exec(valueIn(profile, 'aws_access_key_id') ?? '') ?? [];
  const place = propertyPlace(profile, 'aws_access_key_id');
  return character === undefined || !place ? undefined : { code: 'key-id-bad', profile: profile.name, ...place, character };
};

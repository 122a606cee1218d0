import { createHash } from 'node:crypto';

/** The only characters that `aws` and every SDK read the same in an unquoted section name. */
const odd = /[^A-Za-z0-9_.@:/+%-]/g;

/** What a section name may have (`isSafeTargetName`), less the suffix and the mark. */
const longest = 200;

/**
 * The target of a profile: `NAME-tap`, because a profile that has `role_arn` itself wins over keys of the same name. Characters
 * that tools read differently are replaced, and a mark made from the whole name keeps two such targets apart: `NAME-tap-1f2e3d4c`, which
 * is no other profile's `NAME-tap`. `suffix` is the preference `targetSuffix`.
 */
export const targetNameFor = (profile: string, suffix = '-tap'): string => {
  const safe = profile
    .replace(odd, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest);
  if (safe === profile) return `${profile}${suffix}`;
  const mark = createHash('sha256').update(profile).digest('hex').slice(0, 8);
  return `${safe || 'role'}${suffix}-${mark}`;
};

import { createHash } from 'node:crypto';

/** The only characters that `aws` and every SDK read the same in an unquoted section name (facts/aws 5.2). */
const odd = /[^A-Za-z0-9_.@:/+%-]/g;

/**
 * The target of a profile: `NAME-tap`, because a profile that has `role_arn` itself wins over keys of the same name. Characters
 * that tools read differently are replaced, and a mark made from the whole name keeps two such targets apart.
 */
export const targetNameFor = (profile: string): string => {
  const safe = profile
    .replace(odd, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');
  if (safe === profile) return `${profile}-tap`;
  const mark = createHash('sha256').update(profile).digest('hex').slice(0, 4);
  return `${safe || 'role'}-${mark}-tap`;
};

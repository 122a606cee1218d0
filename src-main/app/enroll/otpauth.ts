import { defined } from '../../base/defined.ts';
import type { FoundSecret } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** A secret as AWS's page gives it, understood. The seed is raw bytes; whoever has it overwrites it. */
export interface TotpSecret {
  readonly seed: Uint8Array;
  /** `Amazon Web Services:jane@111122223333`, when it came by a link. */
  readonly label?: string;
}

/** What a link's label says: whose account it is, and at whom. */
export const labelParts = (label: string | undefined): Pick<FoundSecret, 'issuer' | 'account' | 'isAws'> => {
  const [, issuer, account] = /^(?:([^:]*):)?(.*)$/su.exec(label ?? '') ?? [];
  return {
    ...defined({ issuer: issuer || undefined, account: account || undefined }),
    isAws: /^(?:amazon web services|aws|amazon)$/i.test(issuer?.trim() ?? ''),
  };
};

type Flaw = Extract<Problem, { readonly code: 'secret-unusable' }>['why'];

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 80 bits: the shortest that is given out anywhere. AWS's are 40 bytes. */
const shortest = 10;
/** The block of HMAC-SHA-1: what is longer is never AWS's, and the NEO takes no more. */
const longest = 64;

const unusable = (why: Flaw) => failed({ code: 'secret-unusable', why });

/**
 * Base32 (RFC 4648 section 6) as people paste it: any case, with spaces, line breaks and dashes, with or without padding. Undefined when it has
 * another letter or a length that no bytes have.
 */
export const decodeBase32 = (text: string): Uint8Array | undefined => {
  const letters = text
    .replace(/[\s\u00a0-]+/g, '')
    .replace(/=+$/, '')
    .toUpperCase();
  // 1, 3 or 6 letters over a whole group of 8 hold no whole byte more.
  if ([1, 3, 6].includes(letters.length % 8)) return undefined;
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of letters) {
    const value = alphabet.indexOf(letter);
    if (value < 0) {
      bytes.fill(0);
      return undefined;
    }
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes;
};

const readSeed = (text: string): Result<Uint8Array> => {
  if (text.trim() === '') return unusable('empty');
  const seed = decodeBase32(text);
  if (!seed) return unusable('not-base32');
  if (seed.length >= shortest && seed.length <= longest) return ok(seed);
  const why = seed.length < shortest ? 'too-short' : 'too-long';
  seed.fill(0);
  return unusable(why);
};

/** Characters: more than any link has. What is longer is something else that was copied, and is not looked at. */
const textLimit = 8192;

const linkStart = /^otpauth:\/\//i;

/** A secret as pasted: base32, or an otpauth link. Problem: secret-unusable, for all that AWS does not take (HOTP, 8 digits, SHA-256, another period). */
export const readSecret = (text: string): Result<TotpSecret> => {
  if (text.length > textLimit) return unusable('not-base32');
  const trimmed = text.trim();
  if (linkStart.test(trimmed)) return readOtpauth(trimmed);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return unusable('not-otpauth');
  const seed = readSeed(trimmed);
  return seed.ok ? ok({ seed: seed.value }) : seed;
};

/** `otpauth://totp/LABEL?secret=...`; see `readSecret`. */
const readOtpauth = (link: string): Result<TotpSecret> => {
  const found = /^otpauth:\/\/([^/?#]*)\/?([^?#]*)\??([^#]*)/i.exec(link.trim());
  if (!found) return unusable('not-otpauth');
  const [, kind = '', path = '', query = ''] = found;
  const type = kind.toLowerCase();
  if (type === 'hotp') return unusable('hotp');
  if (type !== 'totp') return unusable('not-otpauth');
  const parameters = new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
  if (!['', 'SHA1', 'SHA-1', 'HMACSHA1'].includes((parameters.get('algorithm') ?? '').toUpperCase())) return unusable('algorithm');
  if (Number(parameters.get('digits') || 6) !== 6) return unusable('digits');
  if (Number(parameters.get('period') || 30) !== 30) return unusable('period');
  // A plus in a query is a space, which base32 has not: nothing is lost.
  const seed = readSeed(parameters.get('secret') ?? '');
  if (!seed.ok) return seed;
  const label = labelOf(path, parameters.get('issuer'));
  return ok({ seed: seed.value, ...defined({ label }) });
};

/** The label, with the issuer before it: the parameter wins over the prefix. */
const labelOf = (path: string, issuer: string | undefined): string | undefined => {
  const label = decoded(path).trim();
  if (label === '') return undefined;
  const colon = label.indexOf(':');
  const name = (colon < 0 ? label : label.slice(colon + 1)).trim();
  const prefix = issuer?.trim() || (colon < 0 ? '' : label.slice(0, colon).trim());
  return prefix === '' ? name : `${prefix}:${name}`;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

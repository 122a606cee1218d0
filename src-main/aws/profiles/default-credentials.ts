import { isPlainAscii } from '../../contract/text.ts';

/** What decides, in the CLI or in an SDK, where a profile's credentials come from, before its credential_process or in its place. */
export const otherWays = [
  'role_arn',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'login_session',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
] as const;

/** What gives a profile credentials, or is part of a way to them, in any of the SDKs. */
const ways: ReadonlySet<string> = new Set([...otherWays, 'credential_process', 'source_profile', 'credential_source']);

/** A line in small letters, without what some reader takes for a blank: Unicode's own, the byte order mark, and those of no width. */
const unblanked = (line: string): string =>
  // V8 takes milliseconds to compile Unicode's classes, which nearly no file needs.
  (isPlainAscii(line) ? line.replaceAll(' ', '') : line.replaceAll(/[\s\p{Z}\p{Cc}\p{Cf}]+/gu, '')).toLowerCase();

/** The letters and digits of it. */
const lettersOf = (text: string): string =>
  isPlainAscii(text) ? text.replaceAll(/[^a-z0-9]/g, '') : text.replaceAll(/[^\p{L}\p{N}]/gu, '');

const keyOf = (line: string): string => /^[^=:]*/.exec(line)?.[0] ?? '';

/**
 * Whether a file may give credentials to who names no profile, by any reader: SDKs read names of sections more widely than `aws` does (`[ default ]`,
 * `[profile "default"]`, `[DEFAULT]`, a no-break space before the bracket), and what stands before the first section is a section to some. Says yes where it is
 * not sure.
 */
export const mayGiveDefault = (bytes: Uint8Array): boolean => {
  let isDefault = true;
  for (const line of new TextDecoder().decode(bytes).split(/[\r\n\u0085\u2028\u2029]/)) {
    // No name of a key holds a blank, so those inside may go as well.
    const text = unblanked(line);
    if (text.startsWith('[')) isDefault = /^(?:profile)?default/.test(lettersOf(text));
    else if (isDefault && ways.has(keyOf(text))) return true;
  }
  return false;
};

import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { CertificateRole, CertificateWish } from '../anywhere/certificate-role.ts';
import { fileName } from './command-line.ts';
import { innerCommand, splitByPaths } from './inner-command.ts';
import { parsePkcs11 } from './pkcs11-uri.ts';

/** Options of `aws_signing_helper credential-process` that stand alone. All others have a value. */
const flags = new Set(['with-proxy', 'no-verify-ssl', 'debug', 'reuse-pin', 'use-latest-expiring-certificate', 'no-tpm-key-password']);

const isHelper = (word: string | undefined): boolean => /^aws_signing_helper(\.exe)?$/.test(fileName(word ?? ''));

/** The words behind `aws_signing_helper credential-process`; undefined for another program's line, or for another of its commands. */
const helperWords = (line: string): readonly string[] | undefined => {
  const command = innerCommand(line);
  const [program, deed, ...rest] = command === 'script' ? [] : command;
  return isHelper(program) && deed === 'credential-process' ? rest : undefined;
};

/** `--name value`, `--name=value`, with one dash or two, as Go's flags are written. */
const optionsIn = (words: readonly string[]): ReadonlyMap<string, string> => {
  const options = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const [, name = '', value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(words[index] ?? '') ?? [];
    if (name === '') continue;
    if (value !== undefined) options.set(name, value);
    else if (flags.has(name)) options.set(name, 'true');
    else {
      index += 1;
      options.set(name, words[index] ?? '');
    }
  }
  return options;
};

type HelperLineFlaw = 'missing' | 'uri' | 'store' | 'script';

const bad = (profile: string, option: string, why: HelperLineFlaw): { readonly ok: false; readonly problem: Problem } =>
  failed({ code: 'helper-line-bad', profile, option: `--${option}`, why });

interface Found {
  readonly certificate: CertificateWish;
  readonly hasKeyFile: boolean;
}

/** Where the line takes the certificate and its key from. */
const certificateIn = (profile: string, options: ReadonlyMap<string, string>): Result<Found> => {
  const [certificate, key] = [options.get('certificate') ?? '', options.get('private-key') ?? ''];
  if (certificate === '' && key === '')
    return bad(profile, options.has('cert-selector') ? 'cert-selector' : 'certificate', options.has('cert-selector') ? 'store' : 'missing');
  const uris = [certificate, key].filter((text) => text.startsWith('pkcs11:')).map(parsePkcs11);
  const broken = [
    ['certificate', certificate],
    ['private-key', key],
  ].find(([, text = '']) => text.startsWith('pkcs11:') && !parsePkcs11(text));
  if (broken) return bad(profile, broken[0] ?? 'certificate', 'uri');
  const hasKeyFile = key !== '' && !key.startsWith('pkcs11:');
  if (certificate !== '' && !certificate.startsWith('pkcs11:')) return ok({ certificate: { file: certificate }, hasKeyFile });
  return ok({ certificate: Object.assign({}, ...uris.map((uri) => uri?.wish ?? {}).reverse()) as CertificateWish, hasKeyFile });
};

/**
 * The role that a line of AWS's helper opens; undefined for the line of another program, and for one whose certificate lies where only the helper looks (the
 * system's own store). Problem: helper-line-bad.
 */
export const helperRole = (profile: string, line: string): Result<CertificateRole> | undefined => {
  const words = helperWords(line);
  if (!words) return undefined;
  const options = optionsIn(words);
  const found = certificateIn(profile, options);
  if (!found.ok) return found.problem.code === 'helper-line-bad' && found.problem.why === 'store' ? undefined : found;
  const [trustAnchorArn, profileArn, roleArn] = ['trust-anchor-arn', 'profile-arn', 'role-arn'].map((name) => options.get(name) ?? '');
  for (const [name, value] of Object.entries({ 'trust-anchor-arn': trustAnchorArn, 'profile-arn': profileArn, 'role-arn': roleArn }))
    if (value === '') return bad(profile, name, 'missing');
  const seconds = Number(options.get('session-duration'));
  const { certificate, hasKeyFile } = found.value;
  return ok({
    trustAnchorArn: trustAnchorArn ?? '',
    profileArn: profileArn ?? '',
    roleArn: roleArn ?? '',
    certificate,
    ...defined({
      intermediates: options.get('intermediates'),
      roleSessionName: options.get('role-session-name'),
      endpointUrl: options.get('endpoint'),
      region: options.get('region'),
      durationSeconds: Number.isInteger(seconds) && seconds > 0 ? seconds : undefined,
    }),
    helper: { hasPin: holdsPin(line), hasKeyFile, line },
  });
};

/** Why a line that a person wants taken over is left to the helper; undefined for the line of another program. Problem: helper-line-bad. */
export const whyNotRead = (profile: string, line: string): Problem | undefined => {
  if (helperWords(line)) return bad(profile, 'cert-selector', 'store').problem;
  const isThere = innerCommand(line) === 'script' && /aws_signing_helper(?:\.exe)?["']?\s+credential-process/i.test(line);
  return isThere ? { code: 'helper-line-bad', profile, option: 'credential_process', why: 'script' } : undefined;
};

/** Whether a line that calls the helper has a PIN in it, where everybody who reads the file reads it, however the call is wrapped. */
export const holdsPin = (line: string): boolean => /aws_signing_helper/i.test(line) && /pin-value=[^&;"'\s]/i.test(line);

/** How a word is written again for whoever splits the line; one without a blank or a quote stays as it is. */
const quoting = (isWindows: boolean, isScript: boolean) => (word: string) => {
  if (/^(?:~(?=\/))?[\w@%+=:,./-]+$/.test(word)) return word;
  // Between single quotes a shell replaces nothing.
  if (isScript && /[$`]/.test(word) && !/^\$(?:HOME|\{HOME\})\//.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  return `"${word.replace(isWindows ? /"/g : /["\\]/g, '\\$&')}"`;
};

const uriWithoutPin = (word: string): string => {
  const [path = '', ...query] = word.split('?');
  const rest = query
    .join('?')
    .split('&')
    .filter((part) => part !== '' && !/^pin-value=/i.test(part));
  return [path.replace(/;pin-value=[^;]*/gi, ''), ...(rest.length > 0 ? [rest.join('&')] : [])].join('?');
};

/** A helper's line without the PINs that stand in its URIs, those in a shell's script as well; the same line where there is none. */
export const withoutPin = (line: string, isScript = false): string => {
  if (!/pin-value=/i.test(line)) return line;
  const { words, isWindows } = splitByPaths(line);
  const kept = words.map((word) => {
    if (/^(?:[\w-]+=)?pkcs11:[^?]*(?:\?|$)/.test(word)) return uriWithoutPin(word);
    return /\s/.test(word) ? withoutPin(word, true) : word;
  });
  return kept.map(quoting(isWindows, isScript)).join(' ');
};

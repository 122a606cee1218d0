import { concatBytes, utf8 } from '../../base/bytes.ts';
import { type IniDocument, type IniSection, propertyOf } from '../ini/ini-document.ts';
import { appendSection, lineEndBefore, lineEndOf, removeSection, replaceLines } from '../ini/ini-edit.ts';
import { parseIni } from '../ini/ini-parse.ts';
import type { SectionMeaning } from '../ini/profile-names.ts';

/** How the file's headers are read: `configMeaning` or `credentialsMeaning`. */
type Reader = (section: IniSection) => SectionMeaning;

const isOf = (meaningOf: Reader, section: IniSection, profile: string): boolean => {
  const meaning = meaningOf(section);
  return meaning.kind === 'profile' && meaning.name === profile;
};

const keyLines: ReadonlySet<string> = new Set(['aws_access_key_id', 'aws_secret_access_key']);

/** Whether the section is its header and blank lines, but for these parts. */
const isBare = ({ bytes }: IniDocument, section: IniSection): boolean => {
  if (section.properties.some(({ key }) => !keyLines.has(key))) return false;
  const body = section.properties.reduce(
    (text, { start, end }) => text.fill(0x20, start - section.bodyStart, end - section.bodyStart),
    Buffer.from(bytes.subarray(section.bodyStart, section.end)),
  );
  return body.toString('latin1').trim() === '';
};

/**
 * A file without a profile's access key, where it is this one; undefined where it is not there. The section goes with it when nothing else is in it; every
 * other byte stays.
 */
export const dropKeys = (document: IniDocument, meaningOf: Reader, profile: string, accessKeyId: string): Uint8Array | undefined => {
  const section = document.sections.find((one) => isOf(meaningOf, one, profile) && propertyOf(one, 'aws_access_key_id') === accessKeyId);
  if (!section) return undefined;
  const lines = section.properties.filter(({ key }) => keyLines.has(key));
  const isLast = document.sections.at(-1) === section;
  const bytes = isBare(document, section)
    ? removeSection(document, section, lines, isLast ? 1 : 0)
    : replaceLines(document, section, lines, []);
  // A file may have it twice.
  return dropKeys(parseIni(bytes), meaningOf, profile, accessKeyId) ?? bytes;
};

/** A credentials file with the key in its profile's section, which is made at the end when it is not there; undefined where it has the same already. */
export const putKeys = (
  document: IniDocument,
  meaningOf: Reader,
  profile: string,
  { accessKeyId, secretAccessKey }: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Uint8Array | undefined => {
  const sections = document.sections.filter((one) => isOf(meaningOf, one, profile));
  if (sections.some((one) => propertyOf(one, 'aws_access_key_id') === accessKeyId)) return undefined;
  const lines = [`aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`];
  const section = sections.at(-1);
  if (!section) return appendSection(document, profile, lines);
  const at = section.properties.at(-1)?.end ?? section.bodyStart;
  const before = lineEndBefore(document.bytes, at);
  const lineEnd = before ?? lineEndOf(document);
  const text = (before === undefined ? lineEnd : '') + lines.map((line) => line + lineEnd).join('');
  return concatBytes(document.bytes.subarray(0, at), utf8(text), document.bytes.subarray(at));
};

/** A config file without `mfa_serial` in these profiles; undefined where none has it. */
export const dropMfaSerials = (document: IniDocument, meaningOf: Reader, profiles: readonly string[]): Uint8Array | undefined => {
  const section = document.sections.find(
    (one) => profiles.some((profile) => isOf(meaningOf, one, profile)) && propertyOf(one, 'mfa_serial') !== undefined,
  );
  if (!section) return undefined;
  const lines = section.properties.filter(({ key }) => key === 'mfa_serial');
  const bytes = replaceLines(document, section, lines, []);
  return dropMfaSerials(parseIni(bytes), meaningOf, profiles) ?? bytes;
};

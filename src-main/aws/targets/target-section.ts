import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accountIdOf } from '../arn.ts';
import type { TemporaryCredentials } from '../caller.ts';
import { type IniDocument, type IniProperty, type IniSection, propertyOf } from '../ini/ini-document.ts';
import { appendSection, type ByteRange, gapBefore, removeSection, replaceLines } from '../ini/ini-edit.ts';
import { type SettingLines, settingLines, sumOfLines } from '../ini/setting-lines.ts';
import { formatMark, parseMark, type TargetMark } from './target-mark.ts';
import type { ForeignKeys, OwnedTarget, TargetSection } from './target-types.ts';

/** Keys that hold credentials, or say where they come from. A section with one of them that is not ours is never written. */
const credentialKeys = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'] as const;
const foreignKeys = [...credentialKeys, 'aws_security_token', 'credential_process', 'login_session'] as const;

/** Names that the CLI and every SDK read alike without quotes. `[DEFAULT]` leaks into all sections; `__proto__` empties files for the JavaScript SDK. */
export const isSafeTargetName = (name: string): boolean =>
  /^[A-Za-z0-9_.@:/+%-]{1,256}$/.test(name) && name !== 'DEFAULT' && name !== '__proto__';

/** Whether a section says in some way where credentials come from. */
export const hasCredentials = (section: IniSection): boolean => foreignKeys.some((key) => (propertyOf(section, key) ?? '') !== '');

/** When keys end, as tools that write them note it beside them: `expiration`, `aws_expiration`, `x_security_token_expires`. */
const isExpiry = (key: string): boolean => /expir/.test(key);

/** The temporary keys in a section that is not ours, when nothing else in it says where credentials come from. */
export const foreignTemporaryKeys = (section: IniSection): ForeignKeys | undefined => {
  if (ownMark(section)) return undefined;
  const [accessKeyId, secretAccessKey] = [propertyOf(section, 'aws_access_key_id'), propertyOf(section, 'aws_secret_access_key')];
  const sessionToken = propertyOf(section, 'aws_session_token') || propertyOf(section, 'aws_security_token');
  const isElsewhere = ['credential_process', 'login_session'].some((key) => propertyOf(section, key));
  if (!accessKeyId || accessKeyId.startsWith('AKIA') || !secretAccessKey || !sessionToken || isElsewhere) return undefined;
  const expires = section.properties.filter(({ key }) => isExpiry(key)).map(({ text }) => Date.parse(text));
  const latest = Math.max(...expires);
  return { accessKeyId, secretAccessKey, sessionToken, ...(Number.isFinite(latest) ? { expires: latest } : {}) };
};

/** The file without the foreign temporary keys with this access key id in the sections of that name; their other settings stay. */
export const dropForeignKeys = (document: IniDocument, name: string, accessKeyId: string): Uint8Array => {
  let { bytes } = document;
  for (const section of [...document.sections].reverse()) {
    if (section.name !== name || foreignTemporaryKeys(section)?.accessKeyId !== accessKeyId) continue;
    const gone = section.properties.filter(({ key }) => (foreignKeys as readonly string[]).includes(key) || isExpiry(key));
    bytes = replaceLines({ ...document, bytes }, section, gone, []);
  }
  return bytes;
};

/**
 * The mark of a section that Roletap made and that is still its own: the mark names this section, and the keys in it are the
 * temporary ones that were written then. Keys that anybody else put there since, long-term ones above all, make it theirs.
 */
export const ownMark = (section: IniSection): TargetMark | undefined => {
  for (const line of section.marks) {
    const mark = parseMark(line.text);
    if (mark?.target !== section.name) continue;
    const accessKeyId = propertyOf(section, 'aws_access_key_id');
    if (accessKeyId !== mark.key || accessKeyId.startsWith('AKIA') || !propertyOf(section, 'aws_session_token')) continue;
    return mark;
  }
  return undefined;
};

/** A section of the credentials file as a target of ours; undefined when it is not. */
export const ownedTarget = (section: IniSection, file: string): OwnedTarget | undefined => {
  if (section.marks.length === 0) return undefined;
  const mark = ownMark(section);
  if (!mark) return undefined;
  return {
    target: mark.target,
    roleArn: mark.role,
    ...defined({ profile: mark.profile }),
    via: mark.via,
    since: mark.since,
    expires: mark.expires,
    accessKeyId: mark.key,
    place: { file, line: section.line },
  };
};

/** The credentials in a section of ours. Secret. */
export const ownCredentials = (section: IniSection): TemporaryCredentials | undefined => {
  const mark = ownMark(section);
  const secretAccessKey = propertyOf(section, 'aws_secret_access_key');
  const sessionToken = propertyOf(section, 'aws_session_token');
  return mark && secretAccessKey && sessionToken
    ? { accessKeyId: mark.key, secretAccessKey, sessionToken, expires: mark.expires }
    : undefined;
};

/** Whether a property is one that this mark says we wrote, and still reads as it did. */
const isOfMark = (bytes: Uint8Array, mark: TargetMark, property: IniProperty): boolean => {
  if ((credentialKeys as readonly string[]).includes(property.key)) return true;
  if (!mark.settings) return mark.properties.includes(property.key);
  const sum = mark.settings[property.key];
  return sum !== undefined && sumOfLines(settingLines(bytes, property)?.lines ?? []) === sum;
};

/** The marks' lines and what the mark that counts says we wrote, in file order. */
const ownRanges = (bytes: Uint8Array, section: IniSection, mark: TargetMark): ByteRange[] =>
  [...section.marks, ...section.properties.filter((property) => isOfMark(bytes, mark, property))].sort((a, b) => a.start - b.start);

/** What is the user's in a section. */
const keptProperties = (bytes: Uint8Array, section: IniSection, mark: TargetMark | undefined): readonly IniProperty[] =>
  mark ? section.properties.filter((property) => !isOfMark(bytes, mark, property)) : section.properties;

/** One line of an ini file cannot carry these; AWS never sends them, so something else answered. */
const isPlain = (value: string): boolean => /^[\x21-\x7e]+$/.test(value);

const keyLines = ({ accessKeyId, secretAccessKey, sessionToken }: TemporaryCredentials): readonly SettingLines[] =>
  [accessKeyId, secretAccessKey, sessionToken].map((value, index) => {
    const key = credentialKeys[index] ?? '';
    return { key, lines: [`${key} = ${value}`] };
  });

/**
 * What goes beside the keys: the account, as credentials of AssumeRole bring it along (endpoints by account want it), what the role's profile says, and the
 * region that stands in for one.
 */
const settingsOf = ({ roleArn, settings = [], region }: TargetSection): readonly SettingLines[] => {
  const accountId = accountIdOf(roleArn);
  const isSaid = settings.some(({ key }) => key === 'region');
  return [
    ...(accountId === '' ? [] : [{ key: 'aws_account_id', lines: [`aws_account_id = ${accountId}`] }]),
    ...(isSaid || region === undefined || !/^[a-z0-9-]+$/.test(region) ? [] : [{ key: 'region', lines: [`region = ${region}`] }]),
    ...settings,
  ];
};

/**
 * The credentials file with the target's section added, or with our lines in it renewed. Whether the name may be taken is
 * `whyNotTarget`'s to say; here a section that is not ours and has credentials is a bug. What the user added to the section, or changed in it,
 * stays, and goes before what we would write under the same key, as does what he says elsewhere (`said`: the keys in the config file's profile of this name).
 * Problem: internal, for credentials that are not printable ASCII.
 */
export const putTarget = (document: IniDocument, target: TargetSection, said: ReadonlySet<string> = new Set()): Result<Uint8Array> => {
  const { accessKeyId, secretAccessKey, sessionToken } = target.credentials;
  if (!isSafeTargetName(target.target)) return failed({ code: 'target-name-bad', target: target.target });
  if (![accessKeyId, secretAccessKey, sessionToken].every(isPlain)) return failed({ code: 'internal', where: 'aws/target-section' });
  const sections = document.sections.filter(({ name }) => name === target.target);
  const own = sections.filter((section) => ownMark(section) !== undefined);
  if (sections.some((section) => hasCredentials(section) && !own.includes(section))) throw new Error('target has keys of its own');
  if (own.length > 1) {
    const [, ...extra] = own;
    const last = extra.at(-1);
    if (!last) return failed({ code: 'internal', where: 'aws/target-section' });
    const bytes = withoutSection(document, last);
    return putTarget({ ...document, bytes, sections: document.sections.filter((other) => other !== last) }, target, said);
  }
  const section = own[0] ?? sections[0];
  const mark = section && ownMark(section);
  const kept = section ? keptProperties(document.bytes, section, mark) : [];
  const keptKeys = new Set([...said, ...kept.map(({ key }) => key)]);
  const keys = keyLines(target.credentials);
  const settings = settingsOf(target).filter(({ key }) => !keptKeys.has(key));
  const gap = section ? mark?.gap : gapBefore(document);
  const lines = [
    formatMark({
      target: target.target,
      role: target.roleArn,
      ...defined({ profile: target.profile }),
      via: target.via,
      since: target.since,
      expires: target.credentials.expires,
      key: accessKeyId,
      properties: [...keys, ...settings].map(({ key }) => key),
      settings: Object.fromEntries(settings.map(({ key, lines: written }) => [key, sumOfLines(written)])),
      ...defined({ gap }),
    }),
    ...[...keys, ...settings].flatMap(({ lines: written }) => written),
  ];
  if (!section) return ok(appendSection(document, target.target, lines));
  const dropped = mark ? ownRanges(document.bytes, section, mark) : section.marks;
  // An indented line below ours would continue them.
  const last = kept.at(-1);
  const isIndented = kept.some(({ start }) => [9, 32].includes(document.bytes[start] ?? 0));
  return ok(replaceLines(document, section, dropped, lines, isIndented ? last?.end : undefined));
};

const withoutSection = (document: IniDocument, section: IniSection): Uint8Array => {
  const mark = ownMark(section);
  const { bytes } = document;
  if (!mark) return bytes;
  const ranges = ownRanges(bytes, section, mark);
  if (mark.gap === undefined || keptProperties(bytes, section, mark).length > 0) return replaceLines(document, section, ranges, []);
  return removeSection(document, section, ranges, mark.gap);
};

/**
 * The credentials file without our lines in the sections of these names, and which of the names that were. A header that we
 * wrote goes too, unless the user put properties under it. A file that we only appended to is byte for byte as before.
 */
export const dropTargets = (document: IniDocument, names: readonly string[]): { bytes: Uint8Array; removed: readonly string[] } => {
  const wanted = new Set(names);
  const removed = new Set<string>();
  let { bytes } = document;
  // From the end, so that a later section's gap is still what it was when it was appended, and what stands before it lies where it lay.
  for (const section of [...document.sections].reverse()) {
    if (!wanted.has(section.name) || !ownMark(section)) continue;
    removed.add(section.name);
    bytes = withoutSection({ ...document, bytes }, section);
  }
  return { bytes, removed: names.filter((name) => removed.has(name)) };
};

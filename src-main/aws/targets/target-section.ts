import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { TemporaryCredentials } from '../caller.ts';
import { type IniDocument, type IniSection, propertyOf } from '../ini/ini-document.ts';
import { appendSection, type ByteRange, gapBefore, removeSection, replaceLines } from '../ini/ini-edit.ts';
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

/** The mark's line and the properties that it lists, with what belongs to them, in file order. */
const ownRanges = (section: IniSection, mark: TargetMark): ByteRange[] => {
  const names = new Set<string>([...credentialKeys, ...mark.properties]);
  return [...section.marks, ...section.properties.filter((property) => names.has(property.key))].sort((a, b) => a.start - b.start);
};

const keptKeys = (section: IniSection, mark: TargetMark | undefined): Set<string> => {
  const ours = new Set<string>(mark ? [...credentialKeys, ...mark.properties] : []);
  return new Set(section.properties.map(({ key }) => key).filter((key) => !ours.has(key)));
};

/** One line of an ini file cannot carry these; AWS never sends them, so something else answered. */
const isPlain = (value: string): boolean => /^[\x21-\x7e]+$/.test(value);

/** What a target's section says: `[key, value]`, without what must not be written. */
const wantedProperties = ({ credentials, region, endpointUrl }: TargetSection): (readonly [string, string])[] => {
  const wanted: (readonly [string, string])[] = [
    ['aws_access_key_id', credentials.accessKeyId],
    ['aws_secret_access_key', credentials.secretAccessKey],
    ['aws_session_token', credentials.sessionToken],
  ];
  if (region !== undefined && /^[a-z0-9-]+$/.test(region)) wanted.push(['region', region]);
  if (endpointUrl !== undefined) wanted.push(['endpoint_url', endpointUrl]);
  return wanted;
};

/**
 * The credentials file with the target's section added, or with our lines in it renewed. Whether the name may be taken is
 * `whyNotTarget`'s to say; here a section that is not ours and has credentials is a bug. What the user added to the section
 * stays, and goes before what we would write under the same key. Problem: internal, for credentials that are not printable ASCII.
 */
export const putTarget = (document: IniDocument, target: TargetSection): Result<Uint8Array> => {
  const wanted = wantedProperties(target);
  if (!isSafeTargetName(target.target)) return failed({ code: 'target-name-bad', target: target.target });
  if (!wanted.every(([, value]) => isPlain(value))) return failed({ code: 'internal', where: 'aws/target-section' });
  const sections = document.sections.filter(({ name }) => name === target.target);
  const own = sections.filter((section) => ownMark(section) !== undefined);
  if (sections.some((section) => hasCredentials(section) && !own.includes(section))) throw new Error('target has keys of its own');
  if (own.length > 1) {
    const [, ...extra] = own;
    const last = extra.at(-1);
    if (!last) return failed({ code: 'internal', where: 'aws/target-section' });
    return putTarget(
      { ...document, bytes: withoutSection(document, last), sections: document.sections.filter((other) => other !== last) },
      target,
    );
  }
  const section = own[0] ?? sections[0];
  const mark = section && ownMark(section);
  const kept = section ? keptKeys(section, mark) : new Set<string>();
  const written = wanted.filter(([key]) => !kept.has(key));
  const gap = section ? mark?.gap : gapBefore(document);
  const lines = [
    formatMark({
      target: target.target,
      role: target.roleArn,
      ...defined({ profile: target.profile }),
      via: target.via,
      since: target.since,
      expires: target.credentials.expires,
      key: target.credentials.accessKeyId,
      properties: written.map(([key]) => key),
      ...defined({ gap }),
    }),
    ...written.map(([key, value]) => `${key} = ${value}`),
  ];
  if (!section) return ok(appendSection(document, target.target, lines));
  return ok(replaceLines(document, section, mark ? ownRanges(section, mark) : section.marks, lines));
};

const withoutSection = (document: IniDocument, section: IniSection): Uint8Array => {
  const mark = ownMark(section);
  if (!mark) return document.bytes;
  const ranges = ownRanges(section, mark);
  if (mark.gap === undefined || keptKeys(section, mark).size > 0) return replaceLines(document, section, ranges, []);
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

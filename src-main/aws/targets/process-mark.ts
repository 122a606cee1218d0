import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { maybe, parsedJson } from '../../base/schema.ts';
import { type IniProperty, type IniSection, markPrefix, propertyOf } from '../ini/ini-document.ts';
import { configMeaning } from '../ini/profile-names.ts';
import { settingLines, sumOfLines } from '../ini/setting-lines.ts';

/**
 * What Roletap notes beside a credential_process line that it wrote, as JSON in one comment line above it. Fields that are not known here are of a later
 * version and are ignored.
 */
export interface ProcessMark {
  /** The profile's name: a copy under another name is the user's own. */
  readonly process: string;
  /** Of the command that was written: with another one behind the key, somebody else has written it since. */
  readonly sum: string;
  /** Sums of what was written beside the command (`sumOfLines`): what reads otherwise now is the user's. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** The credential_process of the person's that ours took the place of. */
  readonly replaced?: string | undefined;
  /** In marks of earlier versions in place of the sums, as it was written. */
  readonly region?: string | undefined;
  readonly endpoint_url?: string | undefined;
  /** Line endings put before the header (`gapBefore`); absent when the header was there before. */
  readonly gap?: number | undefined;
  /** Bytes of the line ending that the line above had not, and was given. */
  readonly ending?: number | undefined;
}

const version = 1;

/** Tells one command from another: the first 16 hex digits of its SHA-256. */
export const sumOf = (command: string): string => createHash('sha256').update(command).digest('hex').slice(0, 16);

export const formatProcessMark = ({ process, sum, settings, replaced, gap, ending }: ProcessMark): string =>
  markPrefix + JSON.stringify({ v: version, process, sum, settings, replaced, gap, ending });

const schema = v.object({
  v: v.literal(version),
  process: v.string(),
  sum: v.string(),
  settings: maybe(v.record(v.string(), v.string())),
  replaced: maybe(v.string()),
  region: maybe(v.string()),
  endpoint_url: maybe(v.string()),
  gap: maybe(v.picklist([0, 1, 2])),
  ending: maybe(v.picklist([0, 1, 2])),
});

/** The mark in a comment line; undefined when it is none, was damaged, or is of a version that changed the meaning of its fields. */
const parseProcessMark = (line: string): ProcessMark | undefined =>
  line.startsWith(markPrefix) ? parsedJson(schema, line.slice(markPrefix.length)) : undefined;

/** Our marks in a section of the config file, whatever became of the line itself. */
export const processMarks = (
  section: IniSection,
): readonly { readonly mark: ProcessMark; readonly start: number; readonly end: number }[] => {
  if (section.marks.length === 0) return [];
  const meaning = configMeaning(section);
  return section.marks.flatMap(({ text, start, end }) => {
    const mark = parseProcessMark(text);
    return mark && meaning.kind === 'profile' && mark.process === meaning.name ? [{ mark, start, end }] : [];
  });
};

/** Whether a property is one that this mark says we wrote, and still reads as it did. `bytes`: the whole file's. */
export const isOfMark = (bytes: Uint8Array, mark: ProcessMark, property: IniProperty): boolean => {
  const { key, text, nested } = property;
  if (key === 'credential_process') return !nested && sumOf(text) === mark.sum;
  const sum = mark.settings?.[key];
  if (sum !== undefined) return sumOfLines(settingLines(bytes, property)?.lines ?? []) === sum;
  return !nested && ((key === 'region' && mark.region === text) || (key === 'endpoint_url' && mark.endpoint_url === text));
};

/** The mark of a section whose credential_process is ours: the mark names this profile, and the line is still the one that we wrote. */
export const ownProcess = (section: IniSection): ProcessMark | undefined => {
  const command = propertyOf(section, 'credential_process');
  if (command === undefined) return undefined;
  return processMarks(section).find(({ mark }) => mark.sum === sumOf(command))?.mark;
};

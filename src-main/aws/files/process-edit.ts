import { Buffer } from 'node:buffer';
import { concatBytes, utf8 } from '../../base/bytes.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type IniDocument, type IniProperty, type IniSection, propertyOf } from '../ini/ini-document.ts';
import { appendSection, type ByteRange, gapBefore, lineEndBefore, lineEndOf, removeSection, without } from '../ini/ini-edit.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { configMeaning } from '../ini/profile-names.ts';
import { sumOfLines } from '../ini/setting-lines.ts';
import { formatProcessMark, isOfMark, ownProcess, type ProcessMark, processMarks, sumOf } from '../targets/process-mark.ts';
import { isSafeTargetName } from '../targets/target-section.ts';
import type { ProcessLine } from './process-files.ts';

const isOf = (section: IniSection, profile: string): boolean => {
  const meaning = configMeaning(section);
  return meaning.kind === 'profile' && meaning.name === profile;
};

/** What one line of an ini file carries to the CLI and the SDKs alike: no control characters, no blanks around it, nothing that begins a comment. */
const isPlainValue = (value: string): boolean =>
  value !== '' && value.trim() === value && !/\p{Cc}|[\u2028\u2029]|\s[#;]|^[#;]/u.test(value);

/** The mark, the command, and what goes with it unless the profile says it already. */
const linesFor = (
  { target, command, region, settings = [] }: ProcessLine,
  said: ReadonlySet<string>,
  place: Pick<ProcessMark, 'gap' | 'ending' | 'replaced'>,
): string[] => {
  const isSaid = settings.some(({ key }) => key === 'region');
  const own = region !== undefined && !isSaid && /^[a-z0-9-]+$/.test(region) ? [{ key: 'region', lines: [`region = ${region}`] }] : [];
  const beside = [...own, ...settings].filter(({ key }) => !said.has(key));
  return [
    formatProcessMark({
      process: target,
      sum: sumOf(command),
      settings: Object.fromEntries(beside.map(({ key, lines }) => [key, sumOfLines(lines)])),
      ...place,
    }),
    `credential_process = ${command}`,
    ...beside.flatMap(({ lines }) => lines),
  ];
};

/** The mark's line and what it says we wrote, in file order. */
const ownRanges = (bytes: Uint8Array, section: IniSection): ByteRange[] => {
  const marks = processMarks(section);
  return [...marks, ...section.properties.filter((property) => marks.some(({ mark }) => isOfMark(bytes, mark, property)))].sort(
    (a, b) => a.start - b.start,
  );
};

const keptKeys = (bytes: Uint8Array, section: IniSection): Set<string> => {
  const ours = new Set(ownRanges(bytes, section).map(({ start }) => start));
  return new Set(section.properties.filter(({ start }) => !ours.has(start)).map(({ key }) => key));
};

/** The person's own line that ours takes the place of, as often as it stands there. */
const goingLines = ({ properties }: IniSection, { replaces }: ProcessLine): readonly IniProperty[] =>
  properties.filter(({ key, text }) => replaces !== undefined && key === 'credential_process' && text === replaces.command);

/**
 * The config file with our credential_process line in the target's profile, which is made at the end when it is not there; undefined when it is there
 * already. Whether the profile may be taken is `whyNotProcess`'s to say. Every other byte stays. Problems: target-name-bad; internal, for a command that a
 * line cannot carry, and for a section to which nothing can be added without changing what `aws` reads in it.
 */
export const putProcess = (document: IniDocument, line: ProcessLine): Result<Uint8Array | undefined> => {
  if (!isSafeTargetName(line.target)) return failed({ code: 'target-name-bad', target: line.target });
  if (!isPlainValue(line.command)) return failed({ code: 'internal', where: 'aws/process-edit command' });
  const sections = document.sections.filter((section) => isOf(section, line.target));
  const said = new Set(sections.flatMap((section) => [...keptKeys(document.bytes, section)]));
  const section =
    sections.find((other) => processMarks(other).length > 0) ??
    sections.find((other) => goingLines(other, line).length > 0) ??
    sections.at(-1);
  const bytes = section ? putInto(document, section, line, said) : appendTo(document, line, said);
  if (Buffer.compare(bytes, document.bytes) === 0) return ok(undefined);
  const after = parseIni(bytes);
  const isThere = after.sections.some((other) => isOf(other, line.target) && ownProcess(other)?.sum === sumOf(line.command));
  return isThere && flawsIn(after) <= flawsIn(document) + flawsOf(line)
    ? ok(bytes)
    : failed({ code: 'internal', where: 'aws/process-edit' });
};

/** The config file with the settings beside our line as they are wanted now; undefined when they are, or when no line of ours is there. */
export const renewProcess = (document: IniDocument, line: Omit<ProcessLine, 'command'>): Uint8Array | undefined => {
  const section = document.sections.find((other) => isOf(other, line.target) && ownProcess(other));
  const command = section && propertyOf(section, 'credential_process');
  const renewed = command === undefined ? undefined : putProcess(document, { ...line, command });
  return renewed?.ok ? renewed.value : undefined;
};

/** Without lone carriage returns: one that our line ending stands behind is none any more. */
const flawsIn = ({ flaws }: IniDocument): number => flaws.filter(({ flaw }) => flaw !== 'carriage-return').length;

/** Those that our lines have by themselves, as they have them at the role. */
const flawsOf = ({ settings = [] }: ProcessLine): number =>
  flawsIn(parseIni(utf8(['[x]', ...settings.flatMap(({ lines }) => lines)].join('\n'))));

const appendTo = (document: IniDocument, line: ProcessLine, said: ReadonlySet<string>): Uint8Array => {
  const header = line.target === 'default' ? 'default' : `profile ${line.target}`;
  return appendSection(document, header, linesFor(line, said, { gap: gapBefore(document) }));
};

/**
 * Where our mark stands already, else behind the section's last property: in front of one that is indented, ours would swallow it in the eyes of `aws`.
 */
const putInto = (document: IniDocument, section: IniSection, line: ProcessLine, said: ReadonlySet<string>): Uint8Array => {
  const { bytes } = document;
  const old = processMarks(section)[0];
  const going = goingLines(section, line);
  const at = old?.start ?? going[0]?.start ?? section.properties.at(-1)?.end ?? section.bodyStart;
  const before = lineEndBefore(bytes, at);
  const lineEnd = before ?? lineEndOf(document);
  const missing = before === undefined && !old ? lineEnd : '';
  const { gap, ending } = old?.mark ?? { gap: undefined, ending: missing.length || undefined };
  const replaced = going.length > 0 ? line.replaces?.kept : old?.mark.replaced;
  const lines = linesFor(line, said, { gap, ending, replaced });
  const ours = [...(old ? ownRanges(bytes, section) : []), ...going].sort((a, b) => a.start - b.start);
  return concatBytes(
    ...without(
      bytes.subarray(0, at),
      0,
      ours.filter(({ end }) => end <= at),
    ),
    utf8(missing + lines.map((text) => text + lineEnd).join('')),
    ...without(
      bytes,
      at,
      ours.filter(({ start }) => start >= at),
    ),
  );
};

/** The config file without what we wrote for this profile; what the user added or changed stays. Undefined when there is nothing of ours. */
export const dropProcess = (document: IniDocument, target: string): Uint8Array | undefined => {
  const section = document.sections.filter((other) => isOf(other, target) && processMarks(other).length > 0).at(-1);
  if (!section) return undefined;
  const bytes = dropFrom(document, section);
  // A file that somebody copied into itself has it twice.
  return dropProcess(parseIni(bytes), target) ?? bytes;
};

const dropFrom = (document: IniDocument, section: IniSection): Uint8Array => {
  const { bytes } = document;
  const first = processMarks(section)[0];
  const ranges = ownRanges(bytes, section);
  const gap = first?.mark.gap;
  const replaced = first?.mark.replaced;
  if (first && replaced !== undefined) {
    const own = utf8(`credential_process = ${replaced}${lineEndBefore(bytes, first.start) ?? lineEndOf(document)}`);
    const [before, behind] = [ranges.filter(({ start }) => start < first.start), ranges.filter(({ start }) => start >= first.start)];
    return concatBytes(...without(bytes.subarray(0, first.start), 0, before), own, ...without(bytes, first.start, behind));
  }
  if (gap !== undefined && keptKeys(bytes, section).size === 0) return removeSection(document, section, ranges, gap);
  const rest = without(bytes, section.bodyStart, ranges);
  const [head = new Uint8Array(), ...tail] = rest;
  const isEnd = tail.every((part) => part.length === 0);
  const cut = (ranges[0]?.start === first?.start && first?.mark.ending) || 0;
  const from = section.bodyStart + head.length - cut;
  // The line above got its ending from us; what came below it since needs it, unless a carriage return ended it already.
  const isOurs = Buffer.from(bytes.subarray(from, from + cut)).toString('latin1') === (cut === 2 ? '\r\n' : '\n');
  const isCut = cut > 0 && isOurs && (isEnd || bytes[from - 1] === 13);
  return concatBytes(bytes.subarray(0, isCut ? from : from + cut), ...tail);
};

import { type IniDocument, type IniSection, propertyOf } from '../ini/ini-document.ts';
import { ownProcess } from './process-mark.ts';
import { ownMark } from './target-section.ts';

// Tools that read a file of AWS and write it anew without its comments (Python's configparser does) take our marks along. What a section says is still ours:
// the access key, or the command, is the one that the mark named.

/** What a mark stands for; a section without it needs none. */
const markedKeys = ['aws_access_key_id', 'credential_process'];

const isMarked = (section: IniSection): boolean => ownMark(section) !== undefined || ownProcess(section) !== undefined;

/** Whether a mark may be missing: temporary keys or a command that nobody has marked. */
export const mayLackMark = (section: IniSection): boolean =>
  !isMarked(section) &&
  markedKeys.some((key) => {
    const value = propertyOf(section, key);
    return value !== undefined && value !== '' && !value.startsWith('AKIA');
  });

/** Our marks in a file: the section's name and the line. */
export const marksIn = ({ sections }: IniDocument): readonly (readonly [string, string])[] =>
  sections.flatMap((section) =>
    section.marks.filter((mark) => isMarked({ ...section, marks: [mark] })).map(({ text }) => [section.name, text] as const),
  );

/**
 * The document with the marks that it lost, as lines without a byte, so that the next write of such a section puts the mark back. `noted`: what was written into
 * the sections of these names, the newest first. Whether one of them is true of its section is decided as for a mark that is there.
 */
export const withLostMarks = (document: IniDocument, noted: (section: string) => readonly string[]): IniDocument => {
  let isSame = true;
  const sections = document.sections.map((section) => {
    if (!mayLackMark(section)) return section;
    const place = section.properties.find(({ key }) => markedKeys.includes(key));
    const at = { line: section.line, start: place?.start ?? section.bodyStart, end: place?.start ?? section.bodyStart };
    const found = noted(section.name)
      .map((text) => ({ ...section, marks: [...section.marks, { ...at, text }] }))
      .find(isMarked);
    if (found) isSame = false;
    return found ?? section;
  });
  return isSame ? document : { ...document, sections };
};

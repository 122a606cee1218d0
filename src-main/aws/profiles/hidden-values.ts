import type { FileFlaw } from '../../contract/problems/files.ts';
import type { IniSection } from '../ini/ini-document.ts';
import type { FileNote } from './profile-types.ts';

/**
 * Where a profile's sections, in the order in which a later one goes before, say a setting again in a way that readers take differently: empty after a value, or
 * with nested lines.
 */
export const hiddenValues = (sections: readonly { readonly section: IniSection; readonly file: string }[]): readonly FileNote[] => {
  // Nearly always there is nothing empty, and then nothing to look at.
  if (sections.every(({ section }) => section.properties.every(({ text }) => text !== ''))) return [];
  const all = sections.flatMap(({ section, file }) => section.properties.map((property) => ({ ...property, file })));
  return all.flatMap(({ key, text, nested, file, line }, index): readonly FileNote[] => {
    const before = all.slice(0, index).filter((other) => other.key === key);
    const values = before.filter((other) => other.text !== '' || other.nested);
    if (values.length === 0) return [];
    const note = (flaw: FileFlaw): FileNote => ({ file, line, flaw, refusedByCli: false, detail: key });
    const isNested = nested !== undefined || values.some((other) => other.nested);
    // To `aws` nested lines are the value; where a plain one is wanted, they are as good as none.
    const isHidden = text === '' && values.some((other) => other.text !== '');
    return [...(isNested ? [note('nested-twice')] : []), ...(isHidden ? [note('empty-value')] : [])];
  });
};

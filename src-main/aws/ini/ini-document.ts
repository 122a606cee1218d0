import type { FileFlaw } from '../../contract/problems/files.ts';

/**
 * A config file as bytes, with its structure beside them. All offsets are byte offsets into `bytes`, so an edit can
 * leave every byte alone that it was not asked to change (ini-edit.ts). Made by `parseIni`.
 */
export interface IniDocument {
  readonly bytes: Uint8Array;
  readonly sections: readonly IniSection[];
  readonly flaws: readonly IniFlaw[];
}

/** Where in a file something stands. */
export interface FileLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export interface IniSection {
  /** Between the brackets, as written: `default`, `profile x`, `profile "a b"`. Empty for a header that was not closed. */
  readonly name: string;
  /** The same to the SDK for JavaScript and to the one for Go; undefined where they see no header. */
  readonly sdkName: string | undefined;
  readonly goName: string | undefined;
  /** 1-based. */
  readonly line: number;
  /** Where the header's line starts and where the line after it starts. */
  readonly start: number;
  readonly bodyStart: number;
  /** Where the next header's line starts, or the end of the file. */
  readonly end: number;
  /** In file order, duplicates included: the last one of a key counts. */
  readonly properties: readonly IniProperty[];
  /** Comment lines in column 0 that start with `markPrefix`. */
  readonly marks: readonly IniLine[];
}

export interface IniProperty extends IniLine {
  /** Lower case. */
  readonly key: string;
  /** Without blanks around it and without an inline comment. */
  readonly text: string;
  /** `k = v` lines under an empty value, e.g. under `s3 =`. */
  readonly nested: Map<string, string> | undefined;
}

/** A line (a property's includes its nested lines) with its line ending. */
export interface IniLine {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is wrong with a line; `detail` is the name of a key or section, never a value. */
export interface IniFlaw {
  readonly line: number;
  readonly flaw: FileFlaw;
  readonly refusedByCli: boolean;
  readonly detail?: string;
}

/** How a comment starts that Roletap left in a section that it made. */
export const markPrefix = '# roletap: ';

/** The value of a key, undefined when the key is missing; the last one counts that is not empty. */
export const propertyOf = (section: IniSection, key: string): string | undefined => {
  let found: string | undefined;
  for (let index = section.properties.length - 1; index >= 0; index -= 1) {
    const property = section.properties[index];
    if (property?.key !== key) continue;
    if (property.text !== '') return property.text;
    found = '';
  }
  return found;
};

/** A nested value: `nestedPropertyOf(section, 'sts', 'endpoint_url')`. */
export const nestedPropertyOf = (section: IniSection, key: string, nestedKey: string): string | undefined => {
  for (let index = section.properties.length - 1; index >= 0; index -= 1) {
    const property = section.properties[index];
    if (property?.key === key && property.nested) return property.nested.get(nestedKey);
  }
  return undefined;
};

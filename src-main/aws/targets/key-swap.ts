import { concatBytes, utf8 } from '../../base/bytes.ts';
import type { Result } from '../../contract/result.ts';
import { type IniDocument, type IniProperty, propertyOf } from '../ini/ini-document.ts';
import { parseIni } from '../ini/ini-parse.ts';

/** The one that comes. Secret. */
export interface NewKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A new access key in the place of an old one; a part of `AwsFiles`. */
export interface KeySwapFiles {
  /**
   * Puts the new key where the old one stands, in every profile that has it; only ID and secret change, every other byte stays. False when the old one stands
   * nowhere (any more). Problems: those of reading and of writing.
   */
  readonly swapKeys: (oldId: string, next: NewKey) => Promise<Result<boolean>>;
}

/** The bytes of a line with another value, what stands around it as it was. */
const withValue = (bytes: Uint8Array, { start, end, text }: IniProperty, value: string): Uint8Array => {
  const line = Buffer.from(bytes.subarray(start, end));
  const at = line.indexOf(text, line.indexOf('=') + 1);
  if (at < 0) throw new Error('a value is not in its line');
  return concatBytes(bytes.subarray(0, start + at), utf8(value), bytes.subarray(start + at + Buffer.byteLength(text)));
};

/** The file with the new key; undefined where the old one is not in it. Pure. */
export const swapIn = (document: IniDocument, oldId: string, next: NewKey): Uint8Array | undefined => {
  const section = document.sections.find((one) => propertyOf(one, 'aws_access_key_id') === oldId);
  if (!section) return undefined;
  const values = { aws_access_key_id: next.accessKeyId, aws_secret_access_key: next.secretAccessKey } as const;
  // From the end of the file, so that places before stay.
  const changed = section.properties
    .filter((property) => property.key in values && property.text !== '')
    .sort((one, other) => other.start - one.start)
    .reduce((bytes, property) => withValue(bytes, property, values[property.key as keyof typeof values]), document.bytes);
  return swapIn(parseIni(changed), oldId, next) ?? changed;
};

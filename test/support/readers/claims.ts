import type { FileNote } from '../../../src-main/aws/profiles/profile-types.ts';
import type { FileFlaw } from '../../../src-main/contract/problems/files.ts';
import { flawWords } from '../../../src-main/words/problems/file-flaws.ts';
import type { Reader } from './readers.ts';

/** Which SDKs the sentence about a flaw means that some read otherwise than Roletap. */
export const claims: Readonly<Record<FileFlaw, readonly ('javascript' | 'go')[]>> = {
  'byte-order-mark': ['go'],
  'stray-byte-order-mark': ['javascript'],
  'not-utf-8': ['javascript', 'go'],
  'carriage-return': ['javascript', 'go'],
  'odd-blank': ['javascript', 'go'],
  'duplicate-section': [],
  'duplicate-key': [],
  'name-twice': [],
  'services-twice': ['javascript'],
  'both-default-sections': ['javascript'],
  'empty-value': ['javascript', 'go'],
  'nested-twice': ['javascript'],
  'no-equals-sign': ['go'],
  'no-name': ['javascript'],
  'key-before-section': [],
  'continuation-without-key': [],
  'section-not-closed': ['javascript', 'go'],
  'section-without-name': [],
  'section-with-rest': ['javascript', 'go'],
  'section-comment': [],
  'section-without-profile-prefix': [],
  'section-name-odd': ['javascript', 'go'],
  'section-proto': ['javascript', 'go'],
  'default-section': ['javascript', 'go'],
  'indented-section': [],
  'nested-section': ['javascript', 'go'],
  'nested-without-equals-sign': [],
  'nested-unclear': ['javascript', 'go'],
  'indented-key': [],
  'continued-value': ['go'],
  'inline-comment': ['go'],
  'comment-in-key': ['javascript', 'go'],
  'colon-delimiter': ['javascript'],
  'upper-case-key': ['javascript'],
  'quoted-value': ['go'],
  'bracket-odd': [],
};

/** Whether a note says that a reader takes the file otherwise than Roletap, or not at all. */
export const tellsOf = ({ flaw }: FileNote, reader: Reader): boolean =>
  reader === 'aws' ? flawWords(flaw).awsDiffers : claims[flaw].includes(reader);

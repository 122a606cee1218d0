import { randomFrom } from '../torture/files.ts';
import { tellsOf } from './claims.ts';
import { filePairs } from './file-pairs.ts';
import { type Judgement, judge, type Reader } from './readers.ts';

export interface ReaderCounts {
  readonly pairs: number;
  /** Pairs, and files of them alone, of which nothing is noted: all readers must agree about them. */
  readonly clean: number;
  /** Those that a reader takes otherwise than Roletap. */
  readonly differ: Readonly<Record<Reader, number>>;
  /** Those about which no note says so. */
  readonly unsaid: readonly string[];
}

export const readers = ['aws', 'javascript', 'go'] as const satisfies readonly Reader[];

/** What a reader takes otherwise although no note says so, as a line each. */
export const unsaidIn = ({ pair, notes, differs, refusedWrongly }: Judgement): readonly string[] => {
  const files = JSON.stringify([pair.config.toString(), pair.credentials.toString()]);
  const silent = readers.filter((reader) => differs[reader].length > 0 && !notes.some((note) => tellsOf(note, reader)));
  return [
    ...silent.map((reader) => `${reader}: ${differs[reader].join(', ')} in ${files}`),
    ...(refusedWrongly ? [`aws refuses, or does not: ${files}`] : []),
  ];
};

/** So many pairs made at random, read by all. */
export const compareReaders = async (pairs: number, seed: number): Promise<ReaderCounts> => {
  const all = filePairs(pairs, randomFrom(seed));
  const judged: Judgement[] = [];
  // In parts: what is told of each is large.
  for (let from = 0; from < pairs; from += 1000) judged.push(...(await judge(all.slice(from, from + 1000))));
  const count = (reader: Reader) => judged.filter(({ differs }) => differs[reader].length > 0).length;
  return {
    pairs,
    clean: judged.filter(({ notes }) => notes.length === 0).length,
    differ: { aws: count('aws'), javascript: count('javascript'), go: count('go') },
    unsaid: judged.flatMap(unsaidIn),
  };
};

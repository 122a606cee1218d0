import { dirname } from 'node:path';
import { type Clock, sleep } from '../../base/clock.ts';
import { ok, type Result } from '../../contract/result.ts';
import { type IniDocument, type IniSection, propertyOf } from '../ini/ini-document.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { ownMark } from '../targets/target-section.ts';
import { type FileIo, type FilePlace, findPlace, readPlace } from './file-place.adapter.ts';

/** A file of the user as it was found; `bytes` is undefined when there is none. */
export interface FileLook {
  readonly place: FilePlace;
  readonly bytes: Uint8Array | undefined;
}

/** Another program is done with a file that it has left alone for so long, in milliseconds. Shells and `aws configure` empty a file first and write it then. */
const quiet = 500;
const pause = 20;
/** For one that never is. */
const patience = 3000;

export const lookAt = async (io: FileIo, path: string): Promise<Result<FileLook>> => {
  const place = await findPlace(io, path);
  if (!place.ok) return place;
  const bytes = await readPlace(io, place.value);
  return bytes.ok ? ok({ place: place.value, bytes: bytes.value }) : bytes;
};

export const sameContent = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0);

/** Whether another program may be in the middle of writing this: nothing yet, a line without its end, half a pair of keys. */
export const isHalf = (bytes: Uint8Array): boolean => {
  if (bytes.length === 0 || (bytes.at(-1) !== lineFeed && bytes.at(-1) !== carriageReturn)) return true;
  const [last] = parseIni(bytes.subarray(Math.max(0, bytes.lastIndexOf(bracket)))).sections;
  return last !== undefined && hasKey(last, 'aws_access_key_id') !== hasKey(last, 'aws_secret_access_key');
};

const hasKey = (section: IniSection, key: string): boolean => propertyOf(section, key) !== undefined;

/** Sections with keys of which Roletap is not the author. */
export const keyedSections = ({ sections }: IniDocument): readonly string[] =>
  sections.filter((section) => hasKey(section, 'aws_secret_access_key') && ownMark(section) === undefined).map(({ name }) => name);

/** Whether headers are missing that were there before; looked for as text, since a file of 10,000 profiles is read on every change. */
export const lacks = (bytes: Uint8Array, names: readonly string[]): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return names.some((name) => !text.includes(`[${name}]`));
};

const lineFeed = 10;
const carriageReturn = 13;
const bracket = 91;

/** Whether a file was written so lately that its writer may not be done. */
export const isFresh = (clock: Clock, { stats }: FilePlace): boolean =>
  stats !== undefined && Math.abs(clock.now() - stats.mtimeMs) < quiet;

/** The same for a path. A file that is not there may be about to be written anew: then its folder has just changed. */
const wasJustWritten = async (io: FileIo, clock: Clock, path: string): Promise<boolean> => {
  const place = await findPlace(io, path);
  if (!place.ok) return false;
  const { real, stats } = place.value;
  return isFresh(clock, { real, stats: stats ?? (await io.stat(dirname(real)).catch(() => undefined)) });
};

/** Waits until none of the files was written within the last half second, at most 3 s. Whether it had to wait. */
export const untilQuiet = async (io: FileIo, clock: Clock, paths: readonly string[]): Promise<boolean> => {
  const isBusy = async () => (await Promise.all(paths.map((path) => wasJustWritten(io, clock, path)))).includes(true);
  let waited = 0;
  for (; waited < patience && (await isBusy()); waited += pause) await sleep(clock, pause);
  return waited > 0;
};

/**
 * Looks again and again while `isOdd` is true of what was found, until it has not changed for half a second, at most 3 s; once, when it is older than that already.
 * `written` is when the content came, in milliseconds since 1970.
 */
export const untilWhole = async <T extends { readonly written: number | undefined; readonly bytes: Uint8Array | undefined }>(
  clock: Clock,
  read: () => Promise<T>,
  isOdd: (bytes: Uint8Array) => boolean,
): Promise<T> => {
  let seen = await read();
  const isOver = () => seen.bytes === undefined || seen.written === undefined || !isOdd(seen.bytes);
  if (isOver() || Math.abs(clock.now() - (seen.written ?? 0)) > quiet) return seen;
  let still = 0;
  for (let waited = 0; waited < patience && still < quiet && !isOver(); waited += pause) {
    await sleep(clock, pause);
    const before = seen;
    seen = await read();
    still = before.written === seen.written && sameContent(before.bytes, seen.bytes) ? still + pause : 0;
  }
  return seen;
};

/** The same as `lookAt`, but what looks like half a write, or is `odd`, is not taken for the truth until it has been quiet. */
export const lookWhenWhole = async (
  io: FileIo,
  clock: Clock,
  path: string,
  isOdd: (bytes: Uint8Array) => boolean = isHalf,
): Promise<Result<FileLook>> => {
  const read = async () => {
    const look = await lookAt(io, path);
    return look.ok
      ? { look, bytes: look.value.bytes, written: look.value.place.stats?.mtimeMs }
      : { look, bytes: undefined, written: undefined };
  };
  return (await untilWhole(clock, read, isOdd)).look;
};

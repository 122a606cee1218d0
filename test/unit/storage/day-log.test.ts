import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDayLog } from '../../../src-main/storage/day-log.adapter.ts';
import type { DayLog } from '../../../src-main/storage/day-log.ts';

const noon = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;

let parent: string;
let folder: string;
let log: DayLog;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'roletap-days-'));
  folder = join(parent, 'data', 'history');
  log = createDayLog(folder);
});

afterEach(() => rmSync(parent, { recursive: true }));

const linesSince = async (since: number): Promise<readonly string[]> => {
  const read = await log.read(since);
  if (!('lines' in read)) throw new Error(read.errno);
  return read.lines;
};

it('has a file a day, for this user alone', async () => {
  expect(await log.append(noon - day, ['a'])).toBeUndefined();
  expect(await log.append(noon, ['b'])).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['2026-11-24.jsonl', '2026-11-25.jsonl']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, '2026-11-25.jsonl')).mode & 0o777).toBe(0o600);
});

it('gives the days from a moment on, the oldest first', async () => {
  await log.append(noon, ['c']);
  await log.append(noon - 2 * day, ['a']);
  await log.append(noon - day, ['b']);
  expect(await linesSince(0)).toEqual(['a', 'b', 'c']);
  expect(await linesSince(noon - day + 3_600_000)).toEqual(['b', 'c']);
  expect(await linesSince(noon + day)).toEqual([]);
});

it('is empty, and makes no folder, before the first line', async () => {
  expect(await linesSince(0)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

it('takes lines of several writers at once, each whole', async () => {
  const other = createDayLog(folder);
  const long = 'x'.repeat(5000);
  await Promise.all(Array.from({ length: 100 }, (_, index) => (index % 2 ? log : other).append(noon, [`${index} ${long}`])));
  const lines = await linesSince(0);
  expect(lines.map((line) => Number(line.split(' ')[0])).sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
  expect(lines.every((line) => line.endsWith(` ${long}`))).toBe(true);
});

it('takes several lines as one piece', async () => {
  expect(await log.append(noon, ['a', 'b'])).toBeUndefined();
  expect(await log.append(noon, ['c'])).toBeUndefined();
  expect(await linesSince(0)).toEqual(['a', 'b', 'c']);
});

it('tells how many lines a disk that became full took', async (test) => {
  mkdirSync(folder, { recursive: true });
  // A file system of 64 kB, and of whole pages.
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none', folder]).status !== 0)
    return test.skip('nothing can be mounted here');
  try {
    const lines = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(1000)}`);
    const failure = await log.append(noon, lines);
    expect(failure?.errno).toBe('ENOSPC');
    expect(failure?.written).toBeGreaterThan(10);
    const kept = await linesSince(0);
    expect(kept.slice(0, failure?.written)).toEqual(lines.slice(0, failure?.written));
    expect(kept.slice(failure?.written).filter((line) => lines.includes(line))).toEqual([]);
  } finally {
    spawnSync('umount', [folder]);
  }
});

it('starts a new line behind one that a crash cut off', async () => {
  await log.append(noon, ['whole']);
  appendFileSync(join(folder, '2026-11-25.jsonl'), '{"at":17');
  expect(await log.append(noon, ['next'])).toBeUndefined();
  expect(await linesSince(0)).toEqual(['whole', '{"at":17', 'next']);
});

it('removes whole days, and nothing that is not its own', async () => {
  for (const age of [91, 90, 89]) await log.append(noon - age * day, [String(age)]);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  await log.prune(noon - 90 * day);
  expect(readdirSync(folder)).toEqual(['2026-08-27.jsonl', '2026-08-28.jsonl', 'notes.txt']);
});

it('says what keeps a line from being written', async () => {
  mkdirSync(join(parent, 'data'));
  writeFileSync(folder, 'a file in the place of the folder');
  expect(await log.append(noon, ['a'])).toEqual({ file: join(folder, '2026-11-25.jsonl'), errno: 'EEXIST', written: 0 });
  expect(await log.read(0)).toEqual({ file: folder, errno: 'ENOTDIR' });
  await log.prune(noon);
});

it('writes through no link, and reads none', async () => {
  mkdirSync(folder, { recursive: true });
  const elsewhere = join(parent, 'elsewhere');
  writeFileSync(elsewhere, 'old\n');
  symlinkSync(elsewhere, join(folder, '2026-11-25.jsonl'));
  expect(await log.append(noon, ['a'])).toMatchObject({ errno: 'ELOOP' });
  expect(await log.read(0)).toMatchObject({ errno: 'ELOOP' });
  expect(readFileSync(elsewhere, 'utf8')).toBe('old\n');
});

it('says that the disk is full', async (test) => {
  mkdirSync(folder, { recursive: true });
  // /dev/full under another name: a link to it would not be followed.
  const made = spawnSync('mknod', ['-m', '600', join(folder, '2026-11-25.jsonl'), 'c', '1', '7']);
  if (made.status !== 0) return test.skip('devices cannot be made here');
  expect(await log.append(noon, ['a'])).toEqual({ file: join(folder, '2026-11-25.jsonl'), errno: 'ENOSPC', written: 0 });
});

it('says that a folder stands in the place of the day’s file', async () => {
  mkdirSync(join(folder, '2026-11-25.jsonl'), { recursive: true });
  expect(await log.append(noon, ['a'])).toEqual({ file: join(folder, '2026-11-25.jsonl'), errno: 'EISDIR', written: 0 });
});

it('gives the days until a moment', async () => {
  for (const days of [-2, -1, 0]) await log.append(noon + days * day, [`${days}`]);
  const read = await log.read(noon - 2 * day, noon - day - 43_200_000);
  expect(read).toEqual({ lines: ['-2', '-1'] });
});

it('gives the first and the last lines of each day, of a long one without its middle', async () => {
  expect(await log.edges()).toEqual([]);
  await log.append(noon - day, ['only']);
  await log.append(
    noon,
    Array.from({ length: 5000 }, (_, index) => `line ${index}`),
  );
  symlinkSync('/etc/hostname', join(folder, '2026-11-23.jsonl'));
  mkdirSync(join(folder, '2026-11-22.jsonl'));
  const [short, long = [], ...others] = await log.edges();
  expect(others).toEqual([]);
  expect(short).toEqual(['only']);
  expect([long[0], long.at(-1)]).toEqual(['line 0', 'line 4999']);
  expect(long.length).toBeLessThan(4000);
});

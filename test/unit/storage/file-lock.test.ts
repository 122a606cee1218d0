import { existsSync, mkdtempSync, promises, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../src-main/base/clock.ts';
import { isForsaken, lockOf, withLock } from '../../../src-main/storage/file-lock.adapter.ts';
import { ownHolder } from '../../../src-main/storage/holder.adapter.ts';

const hour = 3_600_000;

let folder: string;
let file: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-lock-'));
  file = join(folder, 'credentials');
  lock = lockOf(file);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** This computer's clock, as far from the disk's. */
const clockOff = (millis: number): Clock => ({ now: () => Date.now() + millis, after: () => () => {} });
const take = (clock: Clock) => withLock(promises, clock, file, async () => 'done', { limit: 0 });

describe.each([
  ['right', 0],
  ['an hour ahead of the disk’s', hour],
  ['an hour behind the disk’s', -hour],
])('with a clock that is %s, a lock', (_, off) => {
  test('of a process that lives stays its own', async () => {
    writeFileSync(lock, ownHolder('another'));
    expect(await take(clockOff(off))).toBeUndefined();
    expect(existsSync(lock)).toBe(true);
  });

  test('that is older than any write counts for nothing, and nothing stays of it', async () => {
    writeFileSync(lock, ownHolder('another'));
    const old = (Date.now() - hour) / 1000;
    utimesSync(lock, old, old);
    expect(await take(clockOff(off))).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that a living process is about to take is not taken for litter', async () => {
    const beside = `${lock}-0123456789abcdef`;
    writeFileSync(beside, ownHolder('0123456789abcdef'));
    expect(await isForsaken(promises, clockOff(off), beside)).toBe(false);
  });
});

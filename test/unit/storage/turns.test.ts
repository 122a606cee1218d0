import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import type { InTurn } from '../../../src-main/base/jobs.ts';
import { createTurns } from '../../../src-main/storage/turns.adapter.ts';

let parent: string;
let folder: string;
let inTurn: InTurn;
let log: string[];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'roletap-turns-'));
  folder = join(parent, 'state', 'turns');
  inTurn = createTurns({ folder, clock: systemClock });
  log = [];
});
afterEach(() => rmSync(parent, { recursive: true }));

/** Work that goes on until it is told to end. */
const work = (name: string) => {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const run = async () => {
    log.push(`${name} begins`);
    begin();
    await over;
    log.push(`${name} ends`);
    return name;
  };
  return { run, end, begun };
};

it('is done one after the other under one name, with a word to who waits, and leaves nothing behind', async () => {
  const [one, two] = [work('one'), work('two')];
  const first = inTurn({ name: 'key', limit: 60_000 }, one.run);
  await one.begun;
  two.end();
  const waited = new Promise<void>((resolve) => {
    void inTurn({ name: 'key', limit: 60_000, onWait: () => log.push('two waits') }, two.run).then(() => resolve());
    void inTurn({ name: 'other', limit: 0 }, async () => log.push('another is free')).then(one.end);
  });
  expect(await first).toBe('one');
  await waited;
  expect(log.filter((line) => !line.includes('waits')).sort()).toEqual([
    'another is free',
    'one begins',
    'one ends',
    'two begins',
    'two ends',
  ]);
  expect(log.indexOf('two begins')).toBeGreaterThan(log.indexOf('one ends'));
  expect(readdirSync(folder)).toEqual([]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('is done all the same when another has it for too long, and when nobody waits any more', async () => {
  const one = work('one');
  const first = inTurn({ name: 'key', limit: 60_000 }, one.run);
  await one.begun;
  expect(await inTurn({ name: 'key', limit: 0 }, async () => 'late')).toBe('late');
  const stopping = new AbortController();
  const left = inTurn({ name: 'key', limit: 60_000, signal: stopping.signal, onWait: () => stopping.abort() }, async () => 'left');
  expect(await left).toBe('left');
  one.end();
  await first;
});

it('is done at once where no folder can be made, and over when the work throws', async () => {
  writeFileSync(join(parent, 'file'), '');
  const nowhere = createTurns({ folder: join(parent, 'file', 'turns'), clock: systemClock });
  expect(await nowhere({ name: 'key', limit: 60_000 }, async () => 'done')).toBe('done');
  await expect(inTurn({ name: 'key', limit: 0 }, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(readdirSync(folder)).toEqual([]);
});

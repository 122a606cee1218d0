import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alone, holdAlone } from '../../../../src-main/app/plans/alone.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import { createTurns } from '../../../../src-main/storage/turns.adapter.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-alone-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('work on a plan', () => {
  it('is one program’s at a time, and the next one’s when that is done', async () => {
    // As two programs have them: over the same folder.
    const [one, other] = [createTurns({ folder, clock: systemClock }), createTurns({ folder, clock: systemClock })];
    let end = () => {};
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = alone(one, '7f3c', async () => {
      begun();
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return ok('done');
    });
    await beginning;
    expect(await alone(other, '7f3c', async () => ok('twice'))).toEqual({ ok: false, problem: { code: 'plan-running', pid: process.pid } });
    expect(await alone(other, '8a4d', async () => ok('another'))).toEqual(ok('another'));
    end();
    expect(await first).toEqual(ok('done'));
    expect(await alone(other, '7f3c', async () => ok('again'))).toEqual(ok('again'));
  });

  it('may be held over several pieces of work, and is the next one’s as soon as it is let go', async () => {
    const [one, other] = [createTurns({ folder, clock: systemClock }), createTurns({ folder, clock: systemClock })];
    const held = await holdAlone(one, '7f3c');
    if (!held.ok) throw new Error('not held');
    expect(await holdAlone(other, '7f3c')).toMatchObject({ ok: false, problem: { code: 'plan-running' } });
    await held.value();
    expect((await holdAlone(other, '7f3c')).ok).toBe(true);
  });
});

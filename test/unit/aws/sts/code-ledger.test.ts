import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCodeLedger } from '../../../../src-main/aws/sts/code-ledger.adapter.ts';
import type { CodeLedger } from '../../../../src-main/aws/sts/sts.ts';
import type { Clock } from '../../../../src-main/base/clock.ts';

const jane = 'arn:aws:iam::111122223333:mfa/jane';
const kim = 'arn:aws:iam::111122223333:mfa/kim';
const step = 60_000_000;

let parent: string;
let folder: string;
let present: number;
let ledger: CodeLedger;

const clock: Clock = { now: () => present * 30_000, after: () => () => {} };
const another = (): CodeLedger => createCodeLedger({ folder, clock });

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'roletap-ledger-'));
  folder = join(parent, 'state', 'spent-steps');
  present = step;
  ledger = another();
});

afterEach(() => rmSync(parent, { recursive: true }));

it('gives each step once', async () => {
  expect(await ledger.claim(jane, step)).toEqual({ ok: true, value: step });
  expect(await ledger.claim(jane, step)).toEqual({ ok: true, value: step + 1 });
  expect(await ledger.claim(jane, step)).toEqual({ ok: true, value: step + 2 });
});

it('remembers over a restart, and counts each serial for itself', async () => {
  await ledger.claim(jane, step);
  expect(await another().claim(jane, step)).toEqual({ ok: true, value: step + 1 });
  expect(await another().claim(kim, step)).toEqual({ ok: true, value: step });
});

it('never goes below the newest claim', async () => {
  await ledger.claim(jane, step + 5);
  expect(await another().claim(jane, step)).toEqual({ ok: true, value: step + 6 });
});

it('is not barred by a claim of a clock that was a day ahead', async () => {
  await ledger.claim(jane, step + 2880);
  expect(await ledger.claim(jane, step)).toEqual({ ok: true, value: step });
  expect(readdirSync(folder)).toHaveLength(2);
});

it('takes back what this process claimed', async () => {
  await ledger.claim(jane, step);
  await ledger.release(jane, step);
  expect(await another().claim(jane, step)).toEqual({ ok: true, value: step });
});

it('takes back nothing that another process claimed', async () => {
  await ledger.claim(jane, step);
  await another().release(jane, step);
  expect(await another().claim(jane, step)).toEqual({ ok: true, value: step + 1 });
});

it('forgets after ten minutes and leaves other files alone', async () => {
  await ledger.claim(jane, step);
  await ledger.claim(kim, step);
  writeFileSync(join(folder, 'note.txt'), '');
  present = step + 20;
  await ledger.claim(jane, step + 20);
  expect(readdirSync(folder)).toHaveLength(4);
  present = step + 21;
  await ledger.claim(jane, step + 21);
  expect(readdirSync(folder).filter((name) => name.endsWith(String(step)))).toEqual([]);
  expect(readdirSync(folder)).toContain('note.txt');
});

it('keeps its folder to the user and says nothing of the serial in it', async () => {
  await ledger.claim(jane, step);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder).join()).not.toMatch(/jane|1111/);
});

it('says when it cannot write', async () => {
  writeFileSync(join(parent, 'file'), '');
  const blocked = createCodeLedger({ folder: join(parent, 'file'), clock });
  expect(await blocked.claim(jane, step)).toMatchObject({ ok: false, problem: { code: 'state-unwritable', file: join(parent, 'file') } });
});

it('gives every step to one of five processes that claim at once', async () => {
  const code = `
    import { createCodeLedger } from './src-main/aws/sts/code-ledger.adapter.ts';
    const clock = { now: () => ${step * 30_000}, after: () => () => {} };
    process.send('ready');
    process.on('message', async () => {
      const ledger = createCodeLedger({ folder: ${JSON.stringify(folder)}, clock });
      const claims = await Promise.all(Array.from({ length: 4 }, () => ledger.claim(${JSON.stringify(jane)}, ${step})));
      process.send(claims.map((claim) => claim.value), () => process.exit());
    });`;
  const script = join(parent, 'claim.cjs');
  await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: script,
  });
  const children = Array.from({ length: 5 }, () => fork(script));
  const next = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));
  await Promise.all(children.map(next));
  const claims = await Promise.all(
    children.map((child) => {
      child.send('go');
      return next(child);
    }),
  );
  const steps = claims.flat() as number[];
  expect(steps).toHaveLength(20);
  expect(new Set(steps).size).toBe(20);
  expect(Math.min(...steps)).toBe(step);
});

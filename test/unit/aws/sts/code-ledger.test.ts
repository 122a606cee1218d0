import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

/** Processes that do `work` with a ledger of their own when they are told to. */
const processes = async (count: number, work: string): Promise<readonly ChildProcess[]> => {
  const code = `
    import { createCodeLedger } from './src-main/aws/sts/code-ledger.adapter.ts';
    const clock = { now: () => ${step * 30_000}, after: (millis, call) => { const timer = setTimeout(call, millis); return () => clearTimeout(timer); } };
    process.send('ready');
    process.on('message', async () => {
      const ledger = createCodeLedger({ folder: ${JSON.stringify(folder)}, clock });
      ${work}
    });`;
  const script = join(parent, 'work.cjs');
  await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: script,
  });
  const children = Array.from({ length: count }, () => fork(script));
  await Promise.all(children.map(next));
  return children;
};

/** Has all of them do it at once, and ends them when all have: a claim of a process that has ended would be free. */
const answers = async (children: readonly ChildProcess[]): Promise<readonly unknown[]> => {
  const given = await Promise.all(
    children.map((child) => {
      child.send('go');
      return next(child);
    }),
  );
  await Promise.all(
    children.map((child) => {
      child.disconnect();
      return once(child, 'exit');
    }),
  );
  return given;
};

const next = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));

describe('a claim of a process that was killed', () => {
  const killed = async (work: string): Promise<void> => {
    const [child] = await processes(1, `${work} process.send('done');`);
    if (!child) throw new Error('a process was started');
    child.send('go');
    await next(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const claimed = `await ledger.claim(${JSON.stringify(jane)}, ${step});`;

  it('is free again while its code was not made, also for many at once', async () => {
    await killed(claimed);
    expect(readdirSync(folder)).toHaveLength(1);
    const children = await processes(5, `const claim = await ledger.claim(${JSON.stringify(jane)}, ${step}); process.send(claim.value);`);
    expect([...(await answers(children))].sort()).toEqual([0, 1, 2, 3, 4].map((more) => step + more));
  });

  it('stays spent once its code was made', async () => {
    await killed(`${claimed} await ledger.spend(${JSON.stringify(jane)}, ${step});`);
    expect(await ledger.claim(jane, step)).toEqual({ ok: true, value: step + 1 });
  });

  it('is free in the middle, too, while a later one of a living process holds', async () => {
    await killed(claimed);
    await ledger.claim(jane, step + 2);
    expect(await another().claim(jane, step)).toEqual({ ok: true, value: step + 3 });
    await ledger.release(jane, step + 2);
    expect(await another().claim(jane, step + 1)).toEqual({ ok: true, value: step + 4 });
  });

  it('is not believed to live for another process that got its number', async () => {
    await ledger.claim(jane, step);
    const [file = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, file), 'utf8');
    const holder = JSON.parse(text) as Record<string, unknown>;
    expect(holder).toMatchObject({ pid: process.pid });
    writeFileSync(join(folder, file), JSON.stringify({ ...holder, started: '1' }));
    expect(await another().claim(jane, step)).toEqual({ ok: true, value: step });
  });

  it.each(['', 'x', '{"pid":0,"host":"here"}', '{"pid":1,"host":"elsewhere"}'])(
    'stays where it names nobody that could be gone: %s',
    async (text) => {
      await ledger.claim(jane, step);
      const [file = ''] = readdirSync(folder);
      writeFileSync(join(folder, file), text);
      expect(await another().claim(jane, step)).toEqual({ ok: true, value: step + 1 });
    },
  );
});

it('says when a made code cannot be noted', async () => {
  await ledger.claim(jane, step);
  rmSync(folder, { recursive: true });
  expect(await ledger.spend(jane, step)).toMatchObject({ ok: false, problem: { code: 'state-unwritable', file: folder, errno: 'ENOENT' } });
});

it('gives every step to one of five processes that claim at once', async () => {
  const children = await processes(
    5,
    `const claims = await Promise.all(Array.from({ length: 4 }, () => ledger.claim(${JSON.stringify(jane)}, ${step})));
    process.send(claims.map((claim) => claim.value));`,
  );
  const steps = (await answers(children)).flat() as number[];
  expect(steps).toHaveLength(20);
  expect(new Set(steps).size).toBe(20);
  expect(Math.min(...steps)).toBe(step);
});

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allowDump, dumpFilter, dumpsIn, whyNoDumps } from '../../support/app/core-dump.ts';
import { foundInFiles, foundInMemory, type Needle } from '../../support/app/secret-scan.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** The built terminal, crashed while it holds an access key. */
describe('a crash of the terminal', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let folder: string;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-crash-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (...words: readonly string[]) =>
    spawn(process.execPath, [resolve('out/cli.cjs'), ...words], {
      cwd: folder,
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const childrenOf = (pid: number): readonly number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((one) => {
        try {
          return new RegExp(`^PPid:\\t${pid}$`, 'm').test(readFileSync(`/proc/${one}/status`, 'latin1'));
        } catch {
          return false;
        }
      });

  test('leaves a core dump without its memory, and so does the process that owns PC/SC', async ({ skip }) => {
    const why = await whyNoDumps();
    if (why !== undefined) return skip(why);
    const child = start('tap', 'dev');
    await plugged.blinking();
    const pid = child.pid ?? 0;
    const needles: readonly Needle[] = [{ name: 'secret', bytes: Buffer.from(stage.keys.secretAccessKey) }];
    expect(foundInMemory(pid, needles)).toEqual(['secret']);
    const [card, ...more] = childrenOf(pid);
    expect(more).toEqual([]);
    expect([dumpFilter(pid), dumpFilter(card ?? 0)]).toEqual([0, 0]);
    allowDump(pid);
    const ended = new Promise<string | null>((resolved) => child.once('exit', (_code, signal) => resolved(signal)));
    child.kill('SIGABRT');
    expect(await ended).toBe('SIGABRT');
    expect(dumpsIn(folder)).toHaveLength(1);
    expect(foundInFiles(folder, needles, Number.POSITIVE_INFINITY)).toEqual([]);
    expect(foundInFiles(stage.home.folder, needles).filter((found) => !found.endsWith(stage.credentials))).toEqual([]);
  });

  test('is no business of the command that runs with a role: its dumps are as they were', async () => {
    const child = start('exec', 'dev', '--keys', '--', 'cat', '/proc/self/coredump_filter');
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    const ended = new Promise((resolved) => child.once('close', resolved));
    await plugged.blinking();
    plugged.key.touch();
    expect(await ended).toBe(0);
    expect(said.trim()).toBe(readFileSync('/proc/self/coredump_filter', 'latin1').trim());
  });
});

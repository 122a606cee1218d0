import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { promptly } from '../../support/app/at-rest.ts';
import { isStuck, withDeadDisk } from '../../support/app/dead-disk.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';

const folder = withDeadDisk();

test('a process ends at once while one of its threads waits for a disk that does not answer', async () => {
  const out = mkdtempSync(join('out', 'ends-'));
  const outfile = join(out, 'ends.cjs');
  const contents = `
    import { readFile } from 'node:fs/promises';
    import { endNow } from './src-main/terminal/console/console.adapter.ts';
    readFile(process.argv[2]).catch(() => {});
    setTimeout(() => { process.stdout.write('cancelled'); endNow(4); }, 300);`;
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' } as const;
  const define = { 'import.meta.url': JSON.stringify(pathToFileURL(resolve(outfile)).href) };
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', external: ['@napi-rs/keyring'], define, outfile });
  const ends = async (file: string) => {
    const child = spawn(process.execPath, [outfile, file], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 });
    const began = performance.now();
    const [[said], [code, signal]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
    return { said: String(said), code, signal, late: performance.now() - began > 10_000 };
  };
  try {
    expect(await ends(join(folder, 'file'))).toEqual({ said: 'cancelled', code: 4, signal: null, late: false });
    expect(await ends(outfile)).toEqual({ said: 'cancelled', code: 4, signal: null, late: false });
  } finally {
    rmSync(out, { recursive: true });
  }
});

/** Milliseconds in which a command has ended by itself, where its own limit of 5 s ends it. */
const byItself = 9_000;

describe('a command ends within 2 s of a signal, and says so, with', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await createStage();
  });

  afterAll(() => stage.close());

  const untilStuck = async (pid = 0): Promise<void> => {
    while (existsSync(`/proc/${pid}`) && !isStuck(pid)) await sleep(20);
  };

  /** Runs `roletap WORDS`; the signal comes when it is stuck. */
  const endOf = async (
    words: readonly string[],
    signal: NodeJS.Signals | undefined,
    environment: Record<string, string>,
    working = '.',
  ) => {
    // A shell would look at the folder that it goes to.
    const goes = 'import os, sys; os.chdir(sys.argv[1]); os.execv(sys.argv[2], sys.argv[2:])';
    const child = spawn('/usr/bin/python3', ['-Ic', goes, working, process.execPath, resolve('out/cli.cjs'), ...words], {
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: 'https://127.0.0.1:1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = once(child, 'exit').then(() => performance.now());
    const closed = once(child, 'close');
    await Promise.race([ended, untilStuck(child.pid)]);
    if (child.exitCode !== null) return { said, code: child.exitCode, ended: 'by itself' };
    const began = performance.now();
    if (signal) child.kill(signal);
    const tooLate = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const millis = (await ended) - began;
    clearTimeout(tooLate);
    // What it said may be read after its end.
    await closed;
    return { said, code: child.exitCode, ended: millis < (signal ? promptly : byItself) ? 'in time' : `after ${Math.round(millis)} ms` };
  };

  test.each<[string, readonly string[], (place: string) => Record<string, string>]>([
    ['the credentials file on a dead disk', ['roles'], (place) => ({ AWS_SHARED_CREDENTIALS_FILE: join(place, 'credentials') })],
    ['the config file there', ['code'], (place) => ({ AWS_CONFIG_FILE: join(place, 'config') })],
    ['the certificates there', ['find', '--source', 'acme'], (place) => ({ AWS_CA_BUNDLE: join(place, 'ca.pem') })],
    ['our data folder there', ['sessions'], (place) => ({ XDG_CONFIG_HOME: place })],
    ["the login's folder there", ['end', '--all'], (place) => ({ XDG_RUNTIME_DIR: place })],
    ['the home there', ['keys'], (place) => ({ HOME: place, XDG_CONFIG_HOME: '' })],
  ])('%s', async (_, words, environment) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    // A name each: a process that waits until another one has looked it up cannot even be killed before that one ends.
    const runs = signals.map((signal) => endOf(words, signal, environment(join(folder, `${words[0]}-${signal}`))));
    for (const { said, code, ended } of await Promise.all(runs)) {
      expect(ended, said).toBe('in time');
      expect(said).toContain('Cancelled');
      expect(code).toBe(4);
    }
  });

  test('the working folder there, and files that are named from it', async () => {
    const environment = { AWS_SHARED_CREDENTIALS_FILE: 'credentials', AWS_CONFIG_FILE: 'config' };
    const { said, ended } = await endOf(['roles'], 'SIGINT', environment, folder);
    expect(ended, said).toBe('in time');
    expect(said).toContain('Cancelled');
  });

  const silent = 'can’t be read: its disk doesn’t answer (ETIMEDOUT).';
  test.each<[string, readonly string[], Record<string, string>, string]>([
    ['the credentials file', ['roles'], { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws/credentials') }, `aws/credentials ${silent}`],
    ['the config file', ['tap', 'dev'], { AWS_CONFIG_FILE: join(folder, 'aws/config') }, `aws/config ${silent}`],
    ['certificates', ['find', '--source', 'acme'], { AWS_CA_BUNDLE: join(folder, 'ca.pem') }, `ca.pem, which ${silent}`],
  ])('%s there, without a signal: it says so, with its name', async (_, words, environment, what) => {
    const { said, code, ended } = await endOf(words, undefined, environment);
    expect([ended, code]).toEqual(['in time', 3]);
    expect(said).toContain(join(folder, what));
  });

  test("a source's program there: it is not started, and named", async () => {
    const program = join(folder, 'op');
    const config = join(stage.home.folder, 'config-of-a-program');
    writeFileSync(config, `[profile prog]\nregion = eu-central-1\ncredential_process = ${program} get\n`);
    const { said, code, ended } = await endOf(['find', '--source', 'prog'], undefined, { AWS_CONFIG_FILE: config });
    expect([ended, code], said).toEqual(['in time', 3]);
    expect(said).toContain('gets its access key from op, and its disk doesn’t answer.');
  });
});

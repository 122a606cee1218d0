import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStage, type Stage } from '../../support/aws/stage.ts';

/** A disk that does not answer any more, as a network mount whose server is gone: a FUSE mount that nobody serves. */
const folder = mkdtempSync(join(tmpdir(), 'roletap-dead-'));
let mount: ChildProcess;

beforeAll(async () => {
  mount = spawn('python3', ['test/support/app/dead-mount.py', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (mount.stdout) await once(mount.stdout, 'data');
});

afterAll(async () => {
  const ended = once(mount, 'exit');
  mount.stdin?.end();
  await ended;
  rmSync(folder, { recursive: true });
});

test('a process ends at once while one of its threads waits for a disk that does not answer', async () => {
  const out = mkdtempSync(join(tmpdir(), 'roletap-ends-'));
  const outfile = join(out, 'ends.cjs');
  const contents = `
    import { readFile } from 'node:fs/promises';
    import { endNow } from './src-main/terminal/console/console.adapter.ts';
    readFile(process.argv[2]).catch(() => {});
    setTimeout(() => { process.stdout.write('cancelled'); endNow(4); }, 300);`;
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' } as const;
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', external: ['@napi-rs/keyring'], outfile });
  const ends = async (file: string) => {
    const child = spawn(process.execPath, [outfile, file], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 });
    const began = performance.now();
    const [[said], [code, signal]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
    return { said: String(said), code, signal, late: performance.now() - began > 10_000 };
  };
  try {
    expect(await ends(join(folder, 'file'))).toEqual({ said: 'cancelled', code: null, signal: 'SIGKILL', late: false });
    expect(await ends(outfile)).toEqual({ said: 'cancelled', code: 4, signal: null, late: false });
  } finally {
    rmSync(out, { recursive: true });
  }
}, 60_000);

describe('a command ends within 2 s of a signal, and says so, with', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await createStage();
  });

  afterAll(() => stage.close());

  /** Resolves when a thread of a process waits for an answer of the disk (proc(5), wchan). */
  const untilStuck = async (pid = 0): Promise<void> => {
    const isStuck = (task: string) => readFileSync(`/proc/${pid}/task/${task}/wchan`, 'utf8') === 'request_wait_answer';
    while (existsSync(`/proc/${pid}/task`) && !readdirSync(`/proc/${pid}/task`).some(isStuck)) await sleep(20);
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
    const child = spawn('python3', ['-Ic', goes, working, process.execPath, resolve('out/cli.cjs'), ...words], {
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: 'https://127.0.0.1:1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = once(child, 'exit').then(() => performance.now());
    await Promise.race([ended, untilStuck(child.pid)]);
    if (child.exitCode !== null) return { said, ended: 'by itself' };
    const began = performance.now();
    if (signal) child.kill(signal);
    const tooLate = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const millis = (await ended) - began;
    clearTimeout(tooLate);
    return { said, ended: millis < (signal ? 2000 : 12_000) ? 'in time' : `after ${Math.round(millis)} ms` };
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
    for (const { said, ended } of await Promise.all(runs)) {
      expect(ended, said).toBe('in time');
      expect(said).toContain('Cancelled');
    }
  });

  test('the working folder there, and files that are named from it', async () => {
    const environment = { AWS_SHARED_CREDENTIALS_FILE: 'credentials', AWS_CONFIG_FILE: 'config' };
    const { said, ended } = await endOf(['roles'], 'SIGINT', environment, folder);
    expect(ended, said).toBe('in time');
    expect(said).toContain('Cancelled');
  });

  test('certificates there, without a signal: it says why AWS is not asked', async () => {
    const { said, ended } = await endOf(['find', '--source', 'acme'], undefined, { AWS_CA_BUNDLE: join(folder, 'ca.pem') });
    expect(ended).toBe('in time');
    expect(said).toContain(`${join(folder, 'ca.pem')} can’t be read: its disk doesn’t answer (ETIMEDOUT).`);
  }, 30_000);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The `aws` of this computer, as it is installed. */
export const installedAws = '/usr/bin/aws';

const serve = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-aws-'));
  const server = spawn('/usr/bin/python3', [join(import.meta.dirname, 'aws-fork-server.py'), join(folder, 'socket')], {
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  server.unref();
  process.once('exit', () => {
    server.kill();
    rmSync(folder, { recursive: true });
  });
  const listens = await new Promise<boolean>((resolve) => {
    server.stdout.once('data', () => resolve(true));
    server.once('close', () => resolve(false));
    server.once('error', () => resolve(false));
  });
  server.stdout.destroy();
  if (!listens) return installedAws;
  const bin = join(folder, 'aws');
  copyFileSync(join(import.meta.dirname, 'aws-command.py'), bin);
  return bin;
};

let started: Promise<string> | undefined;

/**
 * The same `aws`, loaded once for all test files of a run: the path of a program called `aws` that takes a fifth of the
 * time to start (aws-fork-server.py). Where the installed one is no package of this computer's Python, it is the installed one.
 */
export const startAws = (): Promise<string> => {
  started ??= serve();
  return started;
};

/** What `aws` says to these words, and its exit code; undefined where it is not loaded and has to be started. */
export const askAws = async (
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string } | undefined> => {
  const program = await startAws();
  if (program === installedAws) return undefined;
  const socket = connect(join(dirname(program), 'socket'));
  await once(socket, 'connect');
  const body = Buffer.from(JSON.stringify([words, process.cwd(), environment]));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  socket.write(head);
  socket.write(body);
  const [code, stdout, stderr] = JSON.parse(await text(socket)) as [number, string, string];
  return { code, stdout, stderr };
};

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listensTo, promptly, untilAtRest } from '../../support/app/at-rest.ts';
import { isStuck, withDeadDisk } from '../../support/app/dead-disk.ts';
import { eventually } from '../../support/app/eventually.ts';
import { refusedInWords } from '../../support/aws/refusal.ts';
import { type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** A command under `roletap exec` is as if nobody stood between: signals, the terminal's keys, and why it cannot be run. */
let stage: Stage;

withPluggedKey({ account: 'no-touch' }, (rig) => {
  ({ stage } = rig);
});

const environment = () => ({ ...stage.home.environment, AWS_ENDPOINT_URL: stage.url });

/** Says which signals it gets, and ends with 9 at SIGTERM. */
const listener = (...signals: readonly string[]) => [
  process.execPath,
  '-e',
  `for (const name of ${JSON.stringify(signals)}) process.on(name, () => console.error('got ' + name));
  process.on('SIGTERM', () => process.exit(9));
  setInterval(() => {}, 1000);
  console.error('ready ' + process.pid);`,
];

const debuggerAnswers = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(9229, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });

describe('a signal', () => {
  const signals = [
    'SIGUSR1',
    'SIGUSR2',
    'SIGALRM',
    'SIGVTALRM',
    'SIGHUP',
    'SIGINT',
    'SIGQUIT',
    'SIGWINCH',
    'SIGCONT',
    'SIGABRT',
    'SIGPWR',
  ] as const;

  test('of each kind that can be passed on reaches the command, and opens no debugger', async () => {
    const running = stage.roletap(['exec', 'dev', '--', ...listener(...signals)]);
    await running.says('ready');
    for (const signal of signals) {
      running.process.kill(signal);
      await running.says(`got ${signal}`);
    }
    expect(await debuggerAnswers()).toBe(false);
    running.process.kill('SIGTERM');
    const ended = await running.ended;
    expect(ended.code).toBe(9);
    expect(ended.stderr).not.toContain('Debugger');
  });

  test('that a process which waits for a line gets at its start opens no debugger that stays', async () => {
    const running = start(process.execPath, ['out/cli.cjs', 'accounts', '--password-stdin'], environment(), { keepsInput: true });
    // Before Node itself listens it would end the process.
    await eventually(() => listensTo(running.process.pid, 'SIGUSR1'), 'Node listens');
    for (let turn = 0; turn < 20; turn++) {
      running.process.kill('SIGUSR1');
      await sleep(10);
    }
    await untilAtRest(running.process.pid);
    running.process.kill('SIGUSR1');
    expect(await debuggerAnswers()).toBe(false);
    running.process.stdin?.end();
    expect((await running.ended).code).toBe(0);
  });

  test('that pauses pauses both, and they go on together', async () => {
    const shell = [
      'import os, signal, subprocess, sys',
      'roletap = subprocess.Popen(sys.argv[1:], stderr=subprocess.PIPE, preexec_fn=os.setpgrp)',
      'said = lambda text: next(line for line in roletap.stderr if text in line)',
      'child = int(said(b"ready").split()[-1])',
      'os.kill(roletap.pid, signal.SIGTSTP)',
      'assert os.WIFSTOPPED(os.waitpid(roletap.pid, os.WUNTRACED)[1])',
      'while open(f"/proc/{child}/stat").read().rsplit(") ", 1)[1][0] != "T": pass',
      'os.kill(roletap.pid, signal.SIGCONT)',
      'said(b"got SIGCONT")',
      'os.kill(roletap.pid, signal.SIGTERM)',
      'sys.exit(roletap.wait())',
    ].join('\n');
    const words = ['-c', shell, process.execPath, 'out/cli.cjs', 'exec', 'dev', '--', ...listener('SIGCONT')];
    const ended = await start('/usr/bin/python3', words, environment()).ended;
    expect(ended.code, ended.stderr).toBe(9);
  });

  test('that the command is too far away for is no end of it', async () => {
    const another = ['setpriv', '--reuid=54321', '--clear-groups', '/bin/sh', '-c', 'echo ready >&2; read line; exit 7'];
    const words = ['--bounding-set=-kill', '--', process.execPath, 'out/cli.cjs', 'exec', 'dev', '--', ...another];
    const running = start('setpriv', words, environment(), { keepsInput: true });
    await running.says('ready');
    running.process.kill('SIGUSR2');
    running.process.stdin?.end('line\n');
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(7);
    expect(ended.stderr).not.toContain('roletap:');
  });

  test('of the keyboard reaches it once, also where its input is a pipe', async () => {
    const command = `"$0" out/cli.cjs exec dev -- "$0" -e 'let n = 0; process.on("SIGINT", () => { n++; setTimeout(() => process.exit(n), 500); }); setInterval(() => {}, 1000); console.error("ready")'`;
    const typist = [
      'import os, pty, sys',
      'pid, master = pty.fork()',
      'if pid == 0: os.execvp("bash", ["bash", "-c", sys.argv[1], sys.argv[2]])',
      'said = b""',
      'while b"ready" not in said: said += os.read(master, 1000)',
      'os.write(master, b"\\x03")',
      'status = os.waitpid(pid, 0)[1]',
      'sys.exit(os.waitstatus_to_exitcode(status))',
    ].join('\n');
    const ended = await start(
      '/usr/bin/python3',
      ['-c', typist, `set -o pipefail; sleep 1000 | ${command}`, process.execPath],
      environment(),
    ).ended;
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
  });
});

describe('a command that cannot be run is named:', () => {
  const deadDisk = withDeadDisk();
  const file = (name: string, text: string, mode: number) => {
    const path = join(stage.home.folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  const said = (...command: readonly string[]) => refusedInWords(stage, ['exec', 'dev', '--', ...command]);

  test('what is not there, not a program, or not to be run', async () => {
    expect(await said('/nowhere/program')).toContain('Program not found. There is no program /nowhere/program.');
    expect(await said('nowhere-program')).toContain('There is no program nowhere-program.');
    const plain = file('plain', 'text', 0o644);
    expect(await said(plain)).toBe(
      `roletap: Can’t run that program. ${plain} can’t be run: permission denied (EACCES). If it is a program, make it executable: \`chmod u+x ${plain}\`.`,
    );
    expect(await said(`${plain}/inside`)).toContain(`There is no program ${plain}/inside.`);
    const folder = join(stage.home.folder, 'folder');
    mkdirSync(folder);
    expect(await said(folder)).toContain(`${folder} can’t be run: it is a folder (EISDIR).`);
    const lost = file('lost', '#!/nowhere/interpreter\n', 0o755);
    expect(await said(lost)).toContain(`${lost} can’t be run: the program in its first line doesn’t exist (ENOENT).`);
    expect(await said('x'.repeat(5000))).toContain('can’t be run: its name is too long (ENAMETOOLONG).');
  });

  test('a disk that does not answer, as a folder of PATH: what is elsewhere runs', async () => {
    const options = { environment: { PATH: `${join(deadDisk, 'bin')}:${process.env.PATH}` } };
    const inPath = (...command: readonly string[]) => stage.roletap(['exec', 'dev', '--', ...command], options);
    expect(await inPath('sh', '-c', 'exit 7').ended).toMatchObject({ code: 7 });
    for (const name of ['nowhere-program', join(deadDisk, 'program')]) {
      const { code, stderr } = await inPath(name).ended;
      expect(code).toBe(3);
      expect(stderr).toContain(`${name} can’t be run: the disk where it could be doesn’t answer (ETIMEDOUT).`);
    }
    const waiting = inPath('sh', '-c', 'exit 7');
    while (!isStuck(waiting.process.pid)) await sleep(20);
    const began = performance.now();
    waiting.process.kill('SIGINT');
    await waiting.ended;
    expect(performance.now() - began).toBeLessThan(promptly);
  });

  test('none at all', async () => {
    const { code, stderr } = await stage.roletap(['exec', 'dev', '--', '']).ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining('exec needs a command after --')]);
  });
});

describe('bytes that are no text', () => {
  const shell = (line: string) => start('bash', ['-c', line, process.execPath], environment()).ended;

  test('in a variable are said to be replaced', async () => {
    const ended = await shell(`export ODD=$'a\\xffb' GOOD=ä; "$0" out/cli.cjs exec dev -- sh -c 'echo "$GOOD"'`);
    expect([ended.code, ended.stdout]).toEqual([0, 'ä\n']);
    expect(ended.stderr).toContain('note: ODD isn’t valid UTF-8. The command gets replacement characters.');
  });

  test('in a word of the command are refused, since it would mean something else', async () => {
    const ended = await shell(`"$0" out/cli.cjs exec dev -- rm $'caf\\xe9'`);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('exec can’t pass on “caf\ufffd”, which isn’t UTF-8');
  });
});

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { widthOf } from '../../../src-main/terminal/console/tables.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';

/** A terminal of so many columns on the streams that are named, the others pipes; prints what came over it, then what came over each pipe. */
const terminal = `import fcntl, json, os, pty, struct, subprocess, sys, termios
columns, streams, command = int(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
kind = lambda name: slave if name in streams else subprocess.PIPE
child = subprocess.Popen(command, stdin=slave, stdout=kind("stdout"), stderr=kind("stderr"))
os.close(slave)
seen = b""
while True:
    try: part = os.read(master, 65536)
    except OSError: break
    if not part: break
    seen += part
out, err = child.communicate()
print(json.dumps([seen.decode(), (out or b"").decode(), (err or b"").decode()]))
`;

describe('what a terminal shows', () => {
  let stage: Stage;
  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

  beforeAll(async () => {
    stage = await createStage();
    stage.writeConfig(
      ['dev', '本番環境', 'a-profile-with-quite-a-long-name-for-a-terminal']
        .map((name) => `[profile ${name}]\nrole_arn = ${role(`Role-${'x'.repeat(40)}`)}\nsource_profile = acme\n`)
        .join('\n'),
    );
  });
  afterAll(() => stage.close());

  const show = (columns: number, streams: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const args = ['-c', terminal, String(columns), streams, process.execPath, resolve('out/cli.cjs'), ...words];
    const { stdout, stderr } = spawnSync('/usr/bin/python3', args, {
      encoding: 'utf8',
      env: { ...stage.home.environment, TERM: 'xterm-256color', ...env },
    });
    expect(stderr).toBe('');
    const [seen = '', out = '', error = ''] = JSON.parse(stdout) as readonly string[];
    return { seen: seen.replaceAll('\r\n', '\n'), out, error };
  };

  test('is a table that fits, cut with a sign, and whole in a pipe', async () => {
    const { seen } = show(64, 'stdout,stderr', ['roles']);
    const lines = stripVTControlCharacters(seen).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => widthOf(line) > 64)).toEqual([]);
    expect(lines.join('\n')).toContain('…');
    const piped = await stage.roletap(['roles']).ended;
    expect(piped.stdout).toContain('x'.repeat(40));
    expect(piped.stdout).toContain('a-profile-with-quite-a-long-name-for-a-terminal');
    expect(piped.stdout).not.toContain('…');
    // Wide letters are two columns wide.
    const at = (line: string | undefined) => widthOf((line ?? '').split('111122223333')[0] ?? '');
    const [, ...rows] = piped.stdout.trimEnd().split('\n');
    expect(new Set(rows.map(at)).size).toBe(1);
  });

  test('has colours on the stream that is a terminal, and on no other', () => {
    const both = show(90, 'stdout,stderr', ['roles']);
    expect(both.seen).toContain('\u001b[1mPROFILE\u001b[22m');
    const answer = show(90, 'stdout', ['tpa']);
    expect(answer.error).toContain('Did you mean “tap”?');
    expect(answer.error).not.toContain('\u001b');
    const complaint = show(90, 'stderr', ['tpa']);
    expect(complaint.seen).toContain('\u001b[1m\u001b[31mroletap:\u001b[39m\u001b[22m');
    expect(show(90, 'stderr', ['roles']).out).not.toContain('\u001b');
  });

  test('tells at a glance what the doctor thinks of each thing', () => {
    const { seen } = show(200, 'stdout,stderr', ['doctor']);
    const shown = seen.replaceAll('\u001b', '');
    expect(shown).toMatch(/^\[3[123]m(?:ok {5}|warning|PROBLEM)\[39m {2}\[1m/m);
    expect(shown).toMatch(/\[36m[^[]+\[39m/);
    expect(show(200, '', ['doctor']).out).not.toContain('\u001b');
  });

  test('has none where the person wants none, and some in a pipe where the person does', () => {
    expect(show(90, 'stdout,stderr', ['roles'], { NO_COLOR: '1' }).seen).not.toContain('\u001b');
    expect(show(90, 'stdout,stderr', ['roles', '--json']).seen).not.toContain('\u001b');
    expect(show(90, 'stderr', ['roles'], { FORCE_COLOR: '1' }).out).toContain('\u001b[1mPROFILE');
  });
});

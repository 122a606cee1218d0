import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../../support/aws/stage.ts';

const device = 'arn:aws:iam::111122223333:mfa/jane';

/** What the shells themselves make of `roletap completion`. No pcscd runs: no YubiKey is asked for. */
let stage: Stage;
let path = '';

beforeAll(async () => {
  stage = await createStage();
  stage.writeConfig(
    ['dev', 'dev two', "it's $(touch hacked)", 'prod']
      .map(
        (name) =>
          `[profile ${/[ ']/.test(name) ? `"${name}"` : name}]\nrole_arn = arn:aws:iam::111122223333:role/${name.split(/[ ']/)[0]}\nsource_profile = acme\nmfa_serial = ${device}\n`,
      )
      .join('\n'),
  );
  const folder = join(stage.home.folder, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'roletap'), `#!/bin/sh\nexec '${process.execPath}' '${resolve('out/cli.cjs')}' "$@"\n`);
  chmodSync(join(folder, 'roletap'), 0o755);
  path = `${folder}:${process.env.PATH}`;
});
afterAll(() => stage.close());

/** Bash and zsh are told the line that an interactive shell would have; fish completes one by itself. */
const shells = [
  {
    shell: '/bin/bash',
    options: ['--norc', '-c'],
    script: (words: readonly string[]) =>
      `eval "$(roletap completion bash)"; COMP_WORDS=(roletap ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _roletap; printf '%s\\n' "\${COMPREPLY[@]}"`,
    quoted: (name: string) => name.replaceAll(/[ $()']/g, '\\$&'),
  },
  {
    shell: '/usr/bin/zsh',
    options: ['-f', '-c'],
    script: (words: readonly string[]) =>
      `compdef() { :; }; _files() { :; }; compadd() { shift; print -rl -- "$@"; }; eval "$(roletap completion zsh)"; words=(roletap ${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length + 1}; _roletap`,
    quoted: (name: string) => name,
  },
  {
    shell: '/usr/bin/fish',
    options: ['--no-config', '-c'],
    script: (words: readonly string[]) => `roletap completion fish | source; complete -C 'roletap ${words.join(' ')}'`,
    quoted: (name: string) => name,
  },
];

describe.each(shells)('$shell', ({ shell, options, script, quoted }) => {
  const completed = (...words: readonly string[]) => {
    const { stdout, stderr } = spawnSync(shell, [...options, script(words)], {
      env: { ...stage.home.environment, PATH: path },
      cwd: stage.home.folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  };

  it('completes commands, options and names, and runs nothing that stands in one', (test) => {
    if (!existsSync(shell)) return test.skip('this shell is not there');
    expect(completed('ta')).toEqual(['tap']);
    expect(completed('tap', '--du')).toEqual(['--duration']);
    expect(completed('tap', 'pr')).toEqual(['prod']);
    expect(completed('tap', '').sort()).toEqual(['dev', 'dev two', "it's $(touch hacked)", 'prod'].map(quoted).sort());
    expect(completed('end', 'prod')).toEqual(['prod-tap']);
    expect(completed('code', '')).toEqual([device]);
    expect(existsSync(join(stage.home.folder, 'hacked'))).toBe(false);
    writeFileSync(join(stage.home.folder, 'qr-of-jane.png'), '');
    // The others fall back to files by themselves, which no line here asks for.
    if (shell.endsWith('fish')) expect(completed('enroll', '--picture', 'qr-')).toEqual(['qr-of-jane.png']);
    if (shell.endsWith('fish')) expect(completed('add', '--csv', 'qr-')).toEqual(['qr-of-jane.png']);
    if (shell.endsWith('fish')) expect(completed('enroll', 'qr-')).toEqual([]);
  });
});

describe('a name with colons, at which bash breaks words', () => {
  const tab = (line: string, awaited: string) =>
    spawnSync('/usr/bin/python3', ['test/support/app/bash-tab.py', line, awaited], {
      env: { ...stage.home.environment, PATH: path, TERM: 'dumb', PS1: '$ ' },
      encoding: 'utf8',
    });

  it.each([
    ['roletap code ', `roletap code ${device} `],
    ['roletap code arn:aws:', `roletap code ${device} `],
    ['roletap code arn:aws:iam::1111', `roletap code ${device} `],
    [`roletap code ${device} --co`, `${device} --copy `],
  ])('is completed in an interactive bash behind “%s”', (line, awaited) => {
    const { status, stdout } = tab(line, awaited);
    expect(status, stdout).toBe(0);
  });
});

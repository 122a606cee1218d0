import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { promptProgram, promptText } from '../../../src-main/serve/launcher/prompt-scripts.ts';
import { sessionNoteFile } from '../../../src-main/serve/launcher/session-note.adapter.ts';
import { dataFolder } from '../../../src-main/storage/folders.ts';
import { startRunningApp } from '../../support/app/running-app.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';

let stage: Stage;
let folder: string;
beforeAll(async () => {
  stage = await createStage();
  folder = dataFolder({ platform: 'linux', env: stage.home.environment, home: stage.home.environment.HOME ?? '' });
});
afterAll(() => stage.close());

/** What the shells show, from lines that the test wrote: names that try to be run, and a folder whose name a shell would read. */
describe('a prompt', () => {
  const odd = () => join(stage.home.folder, "it's $(touch hacked) a folder");
  const file = () => join(odd(), 'open-sessions');
  const evil = '$(touch hacked)`touch hacked`%F{red}';

  beforeAll(() => {
    mkdirSync(odd());
    writeFileSync(join(odd(), 'program'), promptProgram(file()), { mode: 0o755 });
    writeFileSync(join(odd(), 'in.fish'), `function fish_prompt; printf '> '; end\n${promptText('fish', file(), '')}`);
  });

  const shells = [
    ['/bin/bash', ['--norc', '-c'], () => `PS1='> '; ${promptText('bash', file(), '')}\n_roletap_prompt; printf %s "\${PS1@P}"`],
    ['/usr/bin/zsh', ['-f', '-c'], () => `PROMPT='> '; ${promptText('zsh', file(), '')}\n_roletap_prompt; print -Pn -- "$PROMPT"`],
    ['/usr/bin/fish', ['--no-config', '-c'], () => `source in.fish; fish_prompt`],
    ['/bin/sh', ['-c'], () => `shown=$(./program); printf '%s> ' "\${shown:+($shown) }"`],
  ] as const;

  const prompt = (shell: (typeof shells)[number], env: Readonly<Record<string, string>>) => {
    const [program, options, script] = shell;
    const { stdout, stderr } = spawnSync(program, [...options, script()], {
      env: { PATH: process.env.PATH, HOME: odd(), LC_ALL: 'C.UTF-8', ...env },
      cwd: odd(),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout;
  };

  test.for(shells.map((shell) => ({ name: shell[0], shell })))(
    'of $name shows the role of this shell with the time that is left, and runs nothing that a name holds',
    ({ name, shell }, { skip }) => {
      skip(!existsSync(name), `there is no ${name}`);
      const now = Math.floor(Date.now() / 1000);
      // Half a minute from where the number changes, so that a slow computer sees the same.
      const lines = [
        [now + 47 * 60 + 10, 'prod-tap', 'prod'],
        [now + 9 * 60 + 50, 'soon-tap', 'soon'],
        [now + 4 * 3600, 'two-tap', 'dev two'],
        [now - 5, 'old-tap', 'old'],
        [now + 47 * 60 + 10, 'evil-tap', evil],
        ['x[$(touch hacked)]', 'bad-tap', 'bad'],
      ];
      writeFileSync(file(), lines.map((line) => `${line.join('\t')}\n`).join(''));
      const shown = (env: Readonly<Record<string, string>>) => prompt(shell, env);
      expect(shown({ AWS_PROFILE: 'prod-tap' })).toBe('(prod 47m) > ');
      expect(shown({ AWS_PROFILE: 'soon-tap' })).toBe('(soon 9m) > ');
      expect(shown({ ROLETAP_ROLE: 'dev two', AWS_PROFILE: 'prod-tap' })).toBe('(dev two 4h) > ');
      expect(shown({ AWS_PROFILE: 'old-tap' })).toBe('(old expired) > ');
      expect(shown({ AWS_PROFILE: 'evil-tap' })).toBe(`(${evil} 47m) > `);
      expect(shown({ AWS_PROFILE: 'bad-tap' })).toBe('> ');
      expect(shown({ ROLETAP_ROLE: 'closed' })).toBe('(closed) > ');
      expect(shown({ AWS_PROFILE: 'mine' })).toBe('> ');
      expect(shown({})).toBe('> ');
      expect(existsSync(join(odd(), 'hacked'))).toBe(false);
    },
  );

  test('of bash and zsh starts no program between two lines', () => {
    writeFileSync(file(), `${Math.floor(Date.now() / 1000) + 47 * 60 + 10}\tprod-tap\tprod\n`);
    for (const shell of shells.filter(([name]) => ['/bin/bash', '/usr/bin/zsh'].includes(name) && existsSync(name)))
      expect(prompt(shell, { AWS_PROFILE: 'prod-tap', PATH: '/nowhere' })).toBe('(prod 47m) > ');
  });
});

/** From a session that is opened to the prompt, and to its end. */
describe('the prompt of a shell', () => {
  test('follows the sessions of app and terminal, without a secret', async () => {
    const running = await startRunningApp(stage);
    try {
      const tapping = running.app.tap({ role: 'dev' }, new AbortController().signal);
      await running.blinking();
      running.key.touch();
      expect((await tapping).ok).toBe(true);
      const install = await stage.roletap(['prompt', 'starship']).ended;
      expect(install.stdout).toContain(`command = '''${join(folder, 'roletap-prompt')}'''`);
      const prompt = () =>
        execFileSync(join(folder, 'roletap-prompt'), { env: { PATH: process.env.PATH, AWS_PROFILE: 'dev-tap' }, encoding: 'utf8' });
      await expect.poll(prompt).toMatch(/^dev \d+[mh]$/);
      const note = readFileSync(sessionNoteFile(folder), 'utf8');
      expect(note).toMatch(/^\d{10}\tdev-tap\tdev\n$/);
      expect(statSync(sessionNoteFile(folder)).mode & 0o777).toBe(0o600);
      // The terminal keeps it as well, where no app runs that would.
      rmSync(sessionNoteFile(folder));
      expect((await stage.roletap(['sessions']).ended).code).toBe(0);
      expect(readFileSync(sessionNoteFile(folder), 'utf8')).toBe(note);
      expect((await stage.roletap(['end', 'dev']).ended).code).toBe(0);
      await expect.poll(prompt).toBe('');
    } finally {
      await running.close();
    }
  });

  test('is asked for by shells that it knows', async () => {
    const ended = await stage.roletap(['prompt', 'tcsh']).ended;
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('prompt needs bash, zsh, fish or starship')]);
  });
});

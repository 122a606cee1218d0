import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStage, type Stage, start } from '../../support/aws/stage.ts';

/** A place or a person that the system does not know: the built terminal works all the same, or says what to do. */
describe('roletap, started', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage();
  });
  afterEach(() => stage.close());

  const shell = (line: string, environment: Record<string, string> = {}) =>
    start('bash', ['-c', `cli=$PWD/out/cli.cjs; roletap() { "$0" $cli "$@"; }; ${line}`, process.execPath], {
      ...stage.home.environment,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      ...environment,
    }).ended;
  const inRemovedFolder = 'mkdir "$HOME/gone"; cd "$HOME/gone"; rmdir "$HOME/gone";';

  test('in a folder that was removed, works', async () => {
    expect((await shell(`${inRemovedFolder} roletap roles --json`)).json()).toHaveProperty('roles');
    expect((await shell(`${inRemovedFolder} roletap credentials dev --json`)).json()).toMatchObject({
      problem: { code: 'aws-unreachable' },
    });
  });

  test('in a folder that was removed, with a file of AWS named from there, says so', async () => {
    const { code, stderr } = await shell(`${inRemovedFolder} roletap tap dev`, { AWS_SHARED_CREDENTIALS_FILE: 'aws/credentials' });
    expect(code).toBe(3);
    expect(stderr).toContain(
      'roletap: Your current folder was removed. AWS_SHARED_CREDENTIALS_FILE is “aws/credentials”, relative to that folder, so it can’t be found. Change to another folder with `cd`, or set AWS_SHARED_CREDENTIALS_FILE to a full path.\n',
    );
  });

  test.each(['relative', '/etc/passwd', `/tmp/${'x'.repeat(300)}`, '/proc/self/exe/x', '/nowhere/at/all', ''])(
    'with XDG_RUNTIME_DIR=%s, works',
    async (named) => {
      const { code, stderr } = await shell('roletap credentials dev', { XDG_RUNTIME_DIR: named });
      expect([code, stderr]).toEqual([3, expect.stringContaining('roletap: Can’t reach AWS.')]);
    },
  );

  test('by a user without a home folder, says how to name one', async () => {
    const { code, stderr } = await shell('env -u HOME setpriv --reuid=54321 --clear-groups "$0" $cli roles');
    expect([code, stderr]).toEqual([
      3,
      'roletap: Roletap can’t find your home folder. HOME isn’t set, and the system has no home folder for user 54321. Set it to your own: `export HOME=/home/you`.\n',
    ]);
    for (const home of ['', 'relative']) {
      expect((await shell('roletap roles --json', { HOME: home })).json()).toMatchObject({ problem: { code: 'home-missing', home } });
    }
  });

  test('by a user without a home folder, still helps', async () => {
    expect((await shell('env -u HOME setpriv --reuid=54321 --clear-groups "$0" $cli help')).code).toBe(0);
  });

  test.each([
    ['card-process.cjs', ['keys']],
    ['aws-sdk-client-sts.cjs', ['credentials', 'dev']],
    ['demo-run.cjs', ['demo']],
    ['terminal.cjs', ['roles']],
    ['help.cjs', ['help']],
    ['problem-words.cjs', ['tap', 'nobody']],
    ['late-commands.cjs', ['history', '--json']],
  ])('without its part %s, says that the installation is incomplete', async (part, words) => {
    const program = join(stage.home.folder, 'program');
    cpSync('out', program, { recursive: true });
    symlinkSync(resolve('node_modules'), join(stage.home.folder, 'node_modules'));
    rmSync(join(program, part));
    const { code, stderr, json } = await start(process.execPath, [join(program, 'cli.cjs'), ...words], stage.home.environment).ended;
    expect(code, stderr).toBe(3);
    if (words.includes('--json')) expect(json()).toMatchObject({ problem: { code: 'installation-incomplete', part } });
    else expect(stderr).toContain(`roletap: The installation is incomplete. Part of Roletap is missing: ${part}. Reinstall Roletap.`);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStage, type Stage, start } from '../../support/aws/stage.ts';

/** Standard input, output and error that cannot be used: the built terminal says so in a sentence, and its exit code tells. */
describe('roletap, started by a shell with', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage();
  });
  afterEach(() => stage.close());

  const shell = (line: string) =>
    start('bash', ['-c', `roletap() { "$0" out/cli.cjs "$@"; }; ${line}`, process.execPath], stage.home.environment).ended;

  test.each([
    ['roles >/dev/full', 'its disk is full (ENOSPC)'],
    ['roles --json >/dev/full', 'its disk is full (ENOSPC)'],
    ['help 1</dev/null', 'it is closed or open in the wrong mode (EBADF)'],
    ['completion bash >/dev/full', 'its disk is full (ENOSPC)'],
  ])('%s, says why the answer is not there', async (line, why) => {
    const { code, stderr } = await shell(`roletap ${line}`);
    expect(stderr).toBe(
      `roletap: Can’t write the answer. Standard output can’t be written: ${why}. Send the output elsewhere and run the command again. What it did stays done.\n`,
    );
    expect(code).toBe(3);
  });

  test.each(['2>/dev/full', '2</dev/null', '2>&-'])('%s, gives its answer, and the code of its problem', async (redirection) => {
    const roles = await shell(`roletap roles --json ${redirection}`);
    expect([roles.code, roles.stderr]).toEqual([0, '']);
    expect(roles.json()).toHaveProperty('roles');
    expect(await shell(`roletap tap nobody ${redirection}`)).toMatchObject({ code: 3, stdout: '', stderr: '' });
    expect((await shell(`roletap tap nobody --json >/dev/full ${redirection}`)).code).toBe(3);
  });

  test.each([
    ['</dev/zero', 'Standard input is too long. The line is longer than 64 kB.'],
    ['</tmp', 'Standard input can’t be read: it is a folder (EISDIR).'],
    ['0>/dev/null', 'Standard input can’t be read: it is closed or open in the wrong mode (EBADF).'],
  ])('accounts --password-stdin %s, says what is wrong with it', async (redirection, words) => {
    const { code, stderr } = await shell(`roletap accounts --password-stdin ${redirection}`);
    expect(stderr).toMatch(/^roletap: .*\n$/);
    expect(stderr).toContain(words);
    expect(code).toBe(3);
  });

  test('a closed standard input, goes on without a password', async () => {
    const { stderr } = await shell('roletap accounts --password-stdin <&-');
    expect(stderr).toMatch(/^roletap: .*\n$/);
  });
});

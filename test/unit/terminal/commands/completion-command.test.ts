import { expect, it } from 'vitest';
import { completion } from '../../../../src-main/terminal/commands/completion-command.ts';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { completionScript } from '../../../../src-main/terminal/help/completion.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { jane, never, openApp } from '../../../fakes/world.ts';

const run = async (...line: readonly string[]) => {
  const { app } = await openApp();
  const args = readArguments(['completion', ...line]);
  if (!args.ok) throw new Error(args.problem.code);
  const result = await completion(app, args.value, never(), silentConsole);
  const names = app.snapshot().roles.map(({ profile, target }) => ({ profile, target }));
  await app.close();
  if (!result.ok) throw new Error(result.problem.code);
  return { ...result.value, names };
};

it('prints the script of a shell', async () => {
  expect((await run('fish')).text).toBe(completionScript('fish'));
});

it('prints what begins as the word that is typed, a line each', async () => {
  expect((await run('words', '--', 'ta')).text).toBe('tap\n');
  expect(await run('words', '--', 'tap', '--dur')).toMatchObject({ json: { words: ['--duration'] }, text: '--duration\n' });
  expect((await run('words', '--', 'keys', 'x')).text).toBe('');
});

it('takes the word that is typed behind a sign, for a shell that loses empty ones', async () => {
  expect((await run('typed', '--', '=ta')).text).toBe('tap\n');
  expect((await run('typed', '--', 'env', 'dev', '--shell', '=')).json).toMatchObject({ words: expect.arrayContaining(['nushell']) });
});

it('knows accounts and sources, each once', async () => {
  expect((await run('words', '--', 'code', '')).json).toEqual({ words: [jane] });
  expect((await run('words', '--', 'rotate', '')).json).toEqual({ words: ['work'] });
});

it('knows roles and targets by their names', async () => {
  const roles = await run('words', '--', 'tap', '');
  expect(roles.names.length).toBeGreaterThan(1);
  expect(roles.json).toEqual({ words: roles.names.map(({ profile }) => profile) });
  const targets = await run('words', '--', 'end', 'd');
  expect(targets.json).toEqual({ words: targets.names.map(({ target }) => target).filter((target) => target.startsWith('d')) });
});

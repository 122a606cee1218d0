import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src-main/base/clock.ts';
import type { Problem, ProblemCode } from '../../../../src-main/contract/problems/problem.ts';
import { failed } from '../../../../src-main/contract/result.ts';
import { runAtApp } from '../../../../src-main/terminal/commands/running-app.ts';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import type { ChildParts } from '../../../../src-main/terminal/programs/lender.ts';

const path = '/run/user/1000/roletap/socket';

/** What the terminal makes of this answer of the app; undefined: it does the command by itself. */
const answered = async (line: readonly string[], problem: Problem): Promise<ProblemCode | undefined> => {
  const args = readArguments(line);
  if (!args.ok) throw new Error('the line was not understood');
  const child = { note: () => {} } as unknown as ChildParts;
  const result = await runAtApp(
    args.value,
    { ask: async () => failed(problem), path, clock: systemClock, child },
    new AbortController().signal,
  );
  return result?.ok === false ? result.problem.code : undefined;
};

describe('a command that the app is to do', () => {
  it('is done by the terminal itself where the app does not run', async () => {
    expect(await answered(['credentials', 'dev'], { code: 'app-missing', path })).toBeUndefined();
  });

  it('is over when somebody quits the app while it asks', async () => {
    expect(await answered(['credentials', 'dev'], { code: 'app-missing', path, quit: true })).toBe('app-missing');
  });

  it('is refused as the app says', async () => {
    expect(await answered(['credentials', 'dev'], { code: 'touch-wanted', profile: 'dev' })).toBe('touch-wanted');
  });

  it('ends a session of another process, which the app does not know', async () => {
    expect(await answered(['end', 'dev-tap'], { code: 'target-unknown', target: 'dev-tap' })).toBeUndefined();
    expect(await answered(['credentials', 'dev'], { code: 'role-unknown', role: 'dev' })).toBe('role-unknown');
  });
});

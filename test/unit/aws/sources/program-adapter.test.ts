import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRunProgram } from '../../../../src-main/aws/sources/program.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { never } from '../../../fakes/world.ts';

const run = createRunProgram({ clock: systemClock, env: { PATH: process.env.PATH }, platform: process.platform });
const sh = (script: string, limits: { readonly millis?: number; readonly bytes?: number } = {}, signal: AbortSignal = never()) =>
  run(['sh', '-c', script], { millis: 20_000, bytes: 1000, ...limits }, signal);

/** Whether a process runs that has this word on its command line. */
const lives = (word: string): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').includes(word);
      } catch {
        return false;
      }
    });

describe('a program', () => {
  it('is run with its words as they are, without a shell, an input or a terminal', async () => {
    const words = ['printf', '%s|', 'a b', '$HOME', '*'] as const;
    expect(await run(words, { millis: 20_000, bytes: 1000 }, never())).toEqual({
      kind: 'ended',
      status: 0,
      output: 'a b|$HOME|*|',
      said: '',
    });
    expect(await sh('cat; (: </dev/tty) 2>/dev/null || echo none; echo "$ROLETAP_WAIT"')).toMatchObject({ output: 'none\n0\n' });
  });

  it('tells its exit code, and what it said', async () => {
    expect(await sh('echo no >&2; exit 6')).toEqual({ kind: 'ended', status: 6, output: '', said: 'no\n' });
    expect(await sh('kill -9 $$')).toMatchObject({ kind: 'ended', status: 128 });
  });

  it.each([
    ['/nowhere/at/all', 'missing', 'ENOENT'],
    ['/etc/passwd', 'unrunnable', 'EACCES'],
  ] as const)('is told apart when it is none: %s', async (program, kind, errno) => {
    expect(await run([program], { millis: 20_000, bytes: 1000 }, never())).toEqual({ kind, errno });
  });

  it('ends with all that it started, when it takes too long or is wanted no more', async () => {
    const word = `roletap-test-${process.pid}`;
    const script = `sh -c 'sleep 600; :' ${word} & echo started >&2; wait`;
    expect(await sh(script, { millis: 500 })).toMatchObject({ kind: 'slow', said: 'started\n' });
    await expect.poll(() => lives(word)).toBe(false);
    expect(await sh(script, {}, AbortSignal.timeout(300))).toEqual({ kind: 'cancelled' });
    await expect.poll(() => lives(word)).toBe(false);
    expect(await sh(script, {}, AbortSignal.abort())).toEqual({ kind: 'cancelled' });
  });

  it('ends with this process, whatever ends that', async () => {
    const before = process.listeners('exit');
    const atExit = () => process.listeners('exit').filter((listener) => !before.includes(listener));
    const outcome = sh('sleep 600');
    await expect.poll(atExit).toHaveLength(1);
    for (const listener of atExit()) listener.call(process, 0);
    expect(await outcome).toMatchObject({ kind: 'ended', status: 128 });
    expect(atExit()).toEqual([]);
  });

  it('may print only so much, and is ended after that', async () => {
    const before = process.memoryUsage().rss;
    expect(await sh('head -c 10000000 /dev/zero; sleep 600')).toMatchObject({ kind: 'too-much' });
    expect(await sh('head -c 10000000 /dev/zero >&2; echo done')).toMatchObject({ kind: 'ended', output: 'done\n' });
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    expect(await sh('printf %1000s x')).toMatchObject({ kind: 'ended' });
  });
});

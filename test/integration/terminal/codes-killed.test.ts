import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { promptly } from '../../support/app/at-rest.ts';
import type { Stage, Started } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** Commands that are killed while they wait for the next code: the built program over the real pcscd. */
describe('roletap code, when it ends while it waits for the next step', () => {
  let stage: Stage;

  withPluggedKey({ account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });

  const folder = () => join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap', 'spent-steps');
  /** Claims by their step, with the process that each names; those that are spent name none. */
  const claims = (): ReadonlyMap<number, number | undefined> => {
    const names = existsSync(folder()) ? readdirSync(folder()).filter((name) => /^[0-9a-f]{24}-\d+$/.test(name)) : [];
    return new Map(
      names.map((name) => {
        const text = readFileSync(join(folder(), name), 'utf8');
        return [Number(name.slice(25)), text === '' ? undefined : (JSON.parse(text) as { pid: number }).pid];
      }),
    );
  };
  const held = () => [...claims()].filter(([, pid]) => pid !== undefined);
  const present = () => Math.floor(Date.now() / 30_000);

  /** A command that waits for a step after the present one, which is spent. */
  const waiting = async (): Promise<Started> => {
    for (;;) {
      expect((await stage.roletap(['code']).ended).code).toBe(0);
      const running = stage.roletap(['code']);
      // A new step may have begun in between.
      if (await waits(running)) return running;
    }
  };
  /** False when the command ended instead. */
  const waits = ({ says, ended }: Started): Promise<boolean> =>
    Promise.race([says('continues ').then(() => true), ended.then(() => false)]);
  const kill = async ({ process: child, ended }: Started, signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };

  test('kill -9: its claim is free again, however often that is', async () => {
    await kill(await waiting(), 'SIGKILL');
    expect(held()).toHaveLength(1);
    for (let round = 0; round < 3; round++) {
      const next = stage.roletap(['code']);
      await waits(next);
      await kill(next, 'SIGKILL');
    }
    const last = stage.roletap(['code', '--json']);
    await waits(last);
    expect(Math.max(...claims().keys())).toBeLessThanOrEqual(present() + 1);
    expect(held().map(([, pid]) => pid)).toEqual(last.process.exitCode === null ? [last.process.pid] : []);
    expect(await last.ended).toMatchObject({ code: 0 });
    expect(held()).toEqual([]);
  });

  test('a terminal that is closed: gives its claim back at once', async () => {
    const running = await waiting();
    expect(held()).toHaveLength(1);
    const since = Date.now();
    expect(await kill(running, 'SIGHUP')).toMatchObject({ code: 4 });
    expect(Date.now() - since).toBeLessThan(promptly);
    expect(held()).toEqual([]);
  });
});

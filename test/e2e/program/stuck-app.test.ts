import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { promptly } from '../../support/app/at-rest.ts';
import { eventually } from '../../support/app/eventually.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** What is beside the app stops answering, or dies. */
describe('the app in the tray', () => {
  const { launch, openWindow, touch, stage, pcscd, plugged, electron } = useProgram();

  /** Milliseconds from the signal to the end of the process. */
  const terminate = async (): Promise<number> => {
    const child = electron().process();
    const ended = once(child, 'exit');
    const sent = performance.now();
    child.kill('SIGTERM');
    await ended;
    return performance.now() - sent;
  };

  test('says that the card service does not answer, goes on without it, and ends when it is asked to', async () => {
    pcscd().halt();
    try {
      await launch();
      const page = await openWindow('The smart card service doesn’t answer');
      pcscd().resume();
      await page.getByPlaceholder('Search or run a command').waitFor();
      const tapping = stage().roletap(['credentials', 'dev']);
      await touch();
      expect(await tapping.ended).toMatchObject({ code: 0 });
      pcscd().halt();
      expect(await stage().roletap(['credentials', 'dev']).ended).toMatchObject({ code: 0 });
      expect(await terminate()).toBeLessThan(promptly);
    } finally {
      pcscd().resume();
    }
  });

  test('ends when it is asked to while a key blinks', async () => {
    await launch();
    const asking = stage().roletap(['credentials', 'dev']);
    await plugged().blinking();
    expect(await terminate()).toBeLessThan(promptly);
    expect(await asking.ended).toMatchObject({ code: 3 });
  });

  test('outlives its process for graphics, however often that dies', async () => {
    await launch();
    const page = await openWindow();
    const graphics = () => electron().evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
    for (let death = 1; death <= 8; death++) {
      const pid = await graphics();
      if (pid === undefined) throw new Error(`no process for graphics after death ${death - 1}`);
      process.kill(pid, 'SIGKILL');
      await eventually(async () => ![undefined, pid].includes(await graphics()), `the next process for graphics, after death ${death}`);
    }
    expect(await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve('drawn'))))).toBe('drawn');
  });
});

import { beforeEach, describe, onTestFinished, test } from 'vitest';
import { noOrca, startOrca } from '../../support/electron/orca.ts';
import { useProgram } from '../../support/electron/program-rig.ts';
import { startWindowManager } from '../../support/electron/window-manager.ts';

describe('with the screen reader Orca', () => {
  const why = noOrca();
  beforeEach(({ skip }) => skip(why !== undefined, why));
  const rig = useProgram();

  test('the list is read, a tap tells what it waits for and how it ended, and an end is told', async () => {
    const manager = await startWindowManager(rig.stage().home);
    onTestFinished(manager.stop);
    const orca = await startOrca(rig.stage().home);
    onTestFinished(orca.stop);
    await rig.launch(['--force-renderer-accessibility']);
    const page = await rig.openWindow();
    await orca.says('Roletap frame');
    // Chromium builds what it shows to a screen reader when one asks for it: who hears nothing yet goes down and up again.
    await page.keyboard.press('ArrowDown');
    for (let tries = 0; !(await orca.says(/^acme with MFA .*Tap in push button/, 3000).catch(() => undefined)); tries++) {
      if (tries === 8) throw new Error('the first role was never heard');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
    }
    await page.keyboard.press('ArrowDown');
    await orca.says(/^dev Dev .*Tap in push button/);
    await page.keyboard.press('Enter');
    await orca.says('Touch your YubiKey to open dev in account 111122223333');
    await rig.touch();
    await orca.says('dev is open.');
    await page.keyboard.press('Delete');
    await orca.says('dev’s session ended.');
  });
});

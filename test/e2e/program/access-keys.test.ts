import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { type Keyring, startKeyring } from '../../support/electron/keyring.ts';
import { useProgram } from '../../support/electron/program-rig.ts';
import { touchAlways } from '../../support/electron/wizard-rig.ts';

/** What a person does with an access key in the window: real Electron, pcscd and gnome-keyring; `aws` says what came of it. */
describe('an access key in the window', () => {
  const rig = useProgram();
  vi.setConfig({ testTimeout: 240_000 });
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const openKeys = async (popover: Page): Promise<Page> => {
    const next = rig.electron().waitForEvent('window');
    await press(popover, 'More');
    await popover.getByRole('menuitem', { name: 'MFA devices…' }).click();
    const page = await next;
    page.setDefaultTimeout(40_000);
    // They are there at once where something went on while the window was closed.
    const show = page.getByRole('button', { name: 'Show access keys' });
    const own = page.getByText('(the one on this computer)');
    await show.or(own).first().waitFor();
    if (await show.isVisible()) await show.click();
    await own.waitFor();
    return page;
  };
  /** By the title bar. */
  const closeWindow = async (page: Page) => {
    const gone = page.waitForEvent('close');
    await rig.electron().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().endsWith('?view=wide'))
        ?.close(),
    );
    await gone;
  };
  const keys = () => rig.stage().jane.keys();
  const inFile = () => /aws_access_key_id *= *(\S+)/.exec(rig.stage().readCredentials())?.[1];
  const works = async () => expect(await rig.callerOf('acme')).toContain('user/jane');
  const askRotation = async (page: Page) => {
    await press(page, 'Rotate access key…');
    return page.getByRole('dialog', { name: 'Rotate this access key?' });
  };

  test('is rotated, brought back and deleted, and closing the window at each step loses nothing', async () => {
    const old = rig.stage().keys.accessKeyId;
    await rig.launch();
    const popover = await rig.openWindow();

    // Asked, and left.
    let page = await openKeys(popover);
    await askRotation(page);
    await closeWindow(page);
    expect(keys()).toHaveLength(1);

    // Left while the YubiKey blinks: the question goes on in the popover.
    page = await openKeys(popover);
    await (await askRotation(page)).getByRole('button', { name: 'Rotate access key', exact: true }).click();
    await rig.plugged().blinking();
    await closeWindow(page);
    await popover.getByRole('dialog', { name: 'Touch your YubiKey' }).waitFor();
    expect(keys()).toHaveLength(1);
    rig.plugged().key.touch();
    touchAlways(rig.plugged());
    await vi.waitUntil(() => keys().some(({ active }) => !active), 40_000);
    expect(inFile()).not.toBe(old);
    await works();

    // Left in the days of grace.
    rig.stage().keys.use('s3', 'us-east-1');
    page = await openKeys(popover);
    const oldKey = page.getByRole('listitem').filter({ hasText: old });
    expect(await oldKey.innerText()).toContain('s3');
    await page.getByText(/in 1 day/).waitFor();
    await press(page, 'Bring it back');
    await closeWindow(page);
    await vi.waitUntil(() => keys().every(({ active }) => active), 60_000);
    await works();

    // Rotated once more: nothing new is made, and the old one can be deleted before its time.
    page = await openKeys(popover);
    await (await askRotation(page)).getByRole('button', { name: 'Rotate access key', exact: true }).click();
    await press(page, 'Delete now…');
    await closeWindow(page);
    expect(keys()).toHaveLength(2);
    page = await openKeys(popover);
    await press(page, 'Delete now…');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete old key' }).click();
    await closeWindow(page);
    await vi.waitUntil(() => keys().length === 1, 60_000);
    expect(keys()[0]?.accessKeyId).toBe(inFile());
    await works();
  });
});

describe('an access key in a keyring', () => {
  const rig = useProgram();
  const withKeyring = async (work: (keyring: Keyring, popover: () => Promise<Page>) => Promise<void>) => {
    const keyring = await startKeyring(rig.stage().home);
    // Where the terminal keeps its files.
    const folder = join(rig.stage().home.environment.XDG_CONFIG_HOME ?? '', 'Roletap');
    try {
      const moved = await rig.stage().roletap(['keep', 'acme', '--yes']).ended;
      expect(moved.code, moved.stderr).toBe(0);
      await work(keyring, async () => {
        await rig.launch([`--user-data-dir=${folder}`]);
        return rig.openWindow();
      });
    } finally {
      await keyring.stop();
    }
  };
  test('that is locked: the row waits for it, says what to do, and opens once it is unlocked', () =>
    withKeyring(async (keyring, open) => {
      await keyring.lock();
      const asked = await keyring.prompt();
      const popover = await open();
      await popover.getByText('dev', { exact: true }).click();
      await asked();
      await popover.getByText('Waiting for your keyring, program or sign-in').waitFor();
      keyring.dismiss();
      await popover.getByRole('button', { name: /^Can’t open your keyring/ }).click();
      expect(await popover.getByRole('main').innerText()).toContain('Unlock the keyring, then try again.');
      await keyring.unlock();
      await popover.getByRole('button', { name: 'Try again: dev' }).click();
      await rig.touch();
      await popover.getByText('aws --profile dev-tap').waitFor();
    }));
});

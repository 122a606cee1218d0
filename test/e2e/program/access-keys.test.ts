import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { foundInFiles } from '../../support/app/secret-scan.ts';
import { closeByTitleBar } from '../../support/electron/electron.ts';
import { type Keyring, startKeyring } from '../../support/electron/keyring.ts';
import { useProgram } from '../../support/electron/program-rig.ts';
import { touchAlways } from '../../support/electron/wizard-rig.ts';

/** What a person does with an access key in the window: real Electron, pcscd and gnome-keyring; `aws` says what came of it. */
describe('an access key in the window', () => {
  const rig = useProgram();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const openKeys = async (popover: Page): Promise<Page> => {
    const next = rig.electron().waitForEvent('window');
    await press(popover, 'More');
    await popover.getByRole('menuitem', { name: 'MFA devices…' }).click();
    const page = await next;
    // They are there at once where something went on while the window was closed.
    const show = page.getByRole('button', { name: 'Show access keys' });
    const own = page.getByText('(the one on this computer)');
    await show.or(own).first().waitFor();
    if (await show.isVisible()) await show.click();
    await own.waitFor();
    return page;
  };
  const closeWindow = (page: Page) => closeByTitleBar(rig.electron(), page);
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
    await eventually(() => keys().some(({ active }) => !active), 'a key is inactive');
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
    await eventually(() => keys().every(({ active }) => active), 'all keys are active');
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
    await eventually(() => keys().length === 1, 'one key is left');
    expect(keys()[0]?.accessKeyId).toBe(inFile());
    await works();
  });
});

describe('an access key in a keyring', () => {
  const rig = useProgram();
  // Where the terminal keeps its files.
  const folder = () => join(rig.stage().home.environment.XDG_CONFIG_HOME ?? '', 'Roletap');
  const keysFile = () => join(folder(), 'access-keys.json');
  const open = async (...args: readonly string[]) => {
    await rig.launch([`--user-data-dir=${folder()}`, ...args]);
    return rig.openWindow();
  };
  const withKeyring = async (work: (keyring: Keyring) => Promise<void>) => {
    const keyring = await startKeyring(rig.stage().home);
    try {
      const moved = await rig.stage().roletap(['keep', 'acme', '--yes']).ended;
      expect(moved.code, moved.stderr).toBe(0);
      await work(keyring);
    } finally {
      await keyring.stop();
    }
  };
  /** Clicks the role, and reads what its row says once it is opened. */
  const problemOf = async (popover: Page, title: string, advice: string) => {
    await popover.getByRole('button', { name: new RegExp(`^${title}`) }).click();
    expect(await popover.getByRole('main').innerText()).toContain(advice);
  };
  const tapIn = async (popover: Page) => {
    await popover.getByRole('button', { name: 'Try again: dev' }).click();
    await rig.touch();
    await popover.getByText('aws --profile dev-tap').waitFor();
  };

  test('that is locked: the row waits for it, says what to do, and opens once it is unlocked', () =>
    withKeyring(async (keyring) => {
      await keyring.lock();
      const asked = await keyring.prompt();
      const popover = await open();
      await popover.getByText('dev', { exact: true }).click();
      await asked();
      await popover.getByText('Waiting for your keyring, program or sign-in').waitFor();
      keyring.dismiss();
      await problemOf(popover, 'Can’t open your keyring', 'Unlock the keyring, then try again.');
      await keyring.unlock();
      await tapIn(popover);
    }));

  test('that is not there: the row says so, and what is kept opens in a session that has it', () =>
    withKeyring(async () => {
      const kept = readFileSync(keysFile());
      const popover = await open('--password-store=basic');
      await popover.getByText('dev', { exact: true }).click();
      await problemOf(popover, 'Can’t open your keyring', 'Try again in a desktop session.');
      expect(readFileSync(keysFile())).toEqual(kept);
      await rig.electron().close();
      const again = await open();
      await again.getByText('dev', { exact: true }).click();
      await rig.touch();
      await again.getByText('aws --profile dev-tap').waitFor();
    }));

  test('that was changed on the disk: the row says so, nothing is written over it, and what was there before opens', () =>
    withKeyring(async () => {
      const kept = readFileSync(keysFile(), 'utf8');
      const changed = kept.replace(/"accessKeyId":"AKIA/, '"accessKeyId":"AKIB');
      expect(changed).not.toBe(kept);
      writeFileSync(keysFile(), changed);
      const popover = await open();
      await popover.getByText('dev', { exact: true }).click();
      await problemOf(popover, 'Can’t open the access key', 'Create a new access key in AWS');
      expect(readFileSync(keysFile(), 'utf8')).toBe(changed);
      writeFileSync(keysFile(), kept);
      await tapIn(popover);
    }));

  test('whose file was cut off: the window says so, nothing is written over it, and the whole file opens', () =>
    withKeyring(async () => {
      const kept = readFileSync(keysFile(), 'utf8');
      writeFileSync(keysFile(), kept.slice(0, -20));
      await rig.launch([`--user-data-dir=${folder()}`]);
      const popover = await rig.openWindow('Can’t read your access keys');
      expect(await popover.getByRole('main').innerText()).toContain(`${keysFile()} is damaged. It wasn’t changed.`);
      expect(await popover.getByRole('main').innerText()).toContain('Restore it from a backup');
      expect(readFileSync(keysFile(), 'utf8')).toBe(kept.slice(0, -20));
      writeFileSync(keysFile(), kept);
      await popover.getByRole('button', { name: 'Refresh' }).click();
      await popover.getByText('dev', { exact: true }).click();
      await rig.touch();
      await popover.getByText('aws --profile dev-tap').waitFor();
    }));

  test('that it moves into and out of: closing the window at each step loses nothing, and leaves no secret behind', () =>
    withKeyring(async (keyring) => {
      const { secretAccessKey } = rig.stage().keys;
      const back = await rig.stage().roletap(['keep', 'acme', '--undo', '--yes']).ended;
      expect(back.code, back.stderr).toBe(0);
      const files = () => ({ config: readFileSync(rig.stage().config, 'utf8'), credentials: rig.stage().readCredentials() });
      const before = files();
      const needles = [{ name: 'secret', bytes: Buffer.from(secretAccessKey) }];
      /** Where the secret is in clear, beside the person's own file. */
      const leaks = () => foundInFiles(rig.stage().home.folder, needles).filter((found) => !found.endsWith(rig.stage().credentials));
      const popover = await open();
      const openPage = async (): Promise<Page> => {
        const next = rig.electron().waitForEvent('window');
        await popover.getByRole('button', { name: 'More', exact: true }).click();
        await popover.getByRole('menuitem', { name: 'MFA devices…' }).click();
        const page = await next;
        return page;
      };
      const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
      const close = (page: Page) => closeByTitleBar(rig.electron(), page);

      // Seen what it changes, and left.
      let page = await openPage();
      await press(page, 'Keep in key store…');
      await page.getByRole('form', { name: 'Keep this access key in Roletap’s key store?' }).waitFor();
      await close(page);
      expect(files()).toEqual(before);

      // Left while the keyring asks to be unlocked, which is then declined.
      await keyring.lock();
      const asked = await keyring.prompt();
      page = await openPage();
      await press(page, 'Keep in key store…');
      await press(page, 'Move key');
      await asked();
      await close(page);
      keyring.dismiss();
      await keyring.unlock();
      page = await openPage();
      await page.getByText('In your AWS files, where every program can read it.').waitFor();
      expect(files()).toEqual(before);
      expect(leaks()).toEqual([]);

      // Left right after the yes: it goes on to its end, and is there when the page is opened again.
      await press(page, 'Keep in key store…');
      await press(page, 'Move key');
      await close(page);
      await eventually(() => !files().credentials.includes(secretAccessKey), 'the secret leaves the file');
      page = await openPage();
      await page.getByText('In Roletap’s key store, sealed with your keyring.').waitFor();
      expect(foundInFiles(rig.stage().home.folder, needles)).toEqual([]);
      const moved = files();

      // The way back: seen and left, then done and left.
      await press(page, 'Put back in file…');
      await page.getByRole('form', { name: 'Put this access key back in your credentials file?' }).waitFor();
      await close(page);
      expect(files()).toEqual(moved);
      page = await openPage();
      await press(page, 'Put back in file…');
      await press(page, 'Put key back');
      await close(page);
      await eventually(() => files().credentials.includes(secretAccessKey), 'the secret is in the file');
      page = await openPage();
      await page.getByRole('button', { name: 'Keep in key store…' }).waitFor();
      expect(leaks()).toEqual([]);
      expect(await rig.callerOf('acme')).toContain('user/jane');
    }));

  test('that takes no more: the key stays in the credentials file, and moves once it can', () =>
    withKeyring(async () => {
      const back = await rig.stage().roletap(['keep', 'acme', '--undo', '--yes']).ended;
      expect(back.code, back.stderr).toBe(0);
      const before = rig.stage().readCredentials();
      // Nothing takes the place of a mounted file.
      execFileSync('mount', ['--bind', keysFile(), keysFile()]);
      try {
        const popover = await open();
        const next = rig.electron().waitForEvent('window');
        await popover.getByRole('button', { name: 'More', exact: true }).click();
        await popover.getByRole('menuitem', { name: 'MFA devices…' }).click();
        const page = await next;
        const move = async () => {
          await page.getByRole('button', { name: 'Keep in key store…' }).click();
          await page.getByRole('button', { name: 'Move key', exact: true }).click();
        };
        await move();
        const told = page.getByRole('alert', { name: 'Can’t save your access keys' });
        expect(await told.innerText()).toContain(`${keysFile()} can’t be written (EBUSY). Nothing was changed.`);
        expect(rig.stage().readCredentials()).toBe(before);
        execFileSync('umount', [keysFile()]);
        await move();
        await page.getByText(/^Moved to the key store/).waitFor();
        expect(rig.stage().readCredentials()).not.toContain(rig.stage().keys.accessKeyId);
      } finally {
        spawnSync('umount', ['--quiet', keysFile()]);
      }
    }));
});

import { readFileSync } from 'node:fs';
import { encode as encodePng } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import encodeQR from 'qr';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeBase32 } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { eventually } from '../../support/app/eventually.ts';
import { homeAccount, start } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { chromium as browserType } from '../../support/electron/playwright.ts';
import { startWizardRig, touchAlways, type WizardRig } from '../../support/electron/wizard-rig.ts';
import { chromium } from '../../support/gallery/server.mjs';

const arn = (name: string) => `arn:aws:iam::${homeAccount}:mfa/${name}`;

/** A picture of a QR code as a screenshot shows it: black on white, 6 pixels a module, with its quiet zone. */
const pictureOf = (text: string): Buffer => {
  const modules = encodeQR(text, 'raw', { border: 4, scale: 6 });
  const size = modules.length;
  const data = Uint8Array.from(modules.flatMap((row) => row.map((dark) => (dark ? 0 : 255))));
  return Buffer.from(encodePng({ width: size, height: size, data, channels: 1, depth: 8 }));
};

/** What else the wizard and the devices' window do, as built: two keys, the console's page, interruptions, removal. */
describe('the wizard, further on', () => {
  let pcscd: Pcscd;
  let rig: WizardRig;
  let other: PluggedKey | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    other = undefined;
    rig = await startWizardRig(pcscd);
  });
  afterEach(async () => {
    await browser?.close();
    browser = undefined;
    await rig.close();
    await other?.remove();
  });

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor();
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
  /** From the first page to the choice of the key. */
  const chooseSam = async (page: Page) => {
    await page.getByRole('radio', { name: 'sam' }).check();
    await press(page, 'Continue');
  };

  test('gives the spare a device of its own', async () => {
    other = await plugVirtualKey(pcscd, { serial: 87654321, formFactor: 'usb-a-nano' }, 1);
    touchAlways(rig.plugged);
    touchAlways(other);
    const page = await rig.openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /12345678/ }).check();
    await page.getByRole('radio', { name: /its own device/ }).check();
    await press(page, 'Create device');
    await rig.passStepAfter('EnableMFADevice');
    await heading(page, 'Insert your second YubiKey');
    await press(page, 'Use this key');
    await rig.passStepAfter('EnableMFADevice', 2);
    await heading(page, 'Update your profiles');
    // The keys stand in the same file, just above.
    await page
      .getByText(`mfa_serial = ${arn('sam')}`)
      .first()
      .waitFor();
    expect(await page.content()).toContain('aws_secret_access_key');
    expect(await page.content()).not.toContain(rig.secretKey);
    await press(page, 'Write to file');
    await heading(page, 'You’re all set');
    await page.getByText('mfa/sam-yk-87654321').waitFor();
    expect(await rig.devices()).toEqual([arn('sam'), arn('sam-yk-87654321')]);
    expect(await rig.accounts(rig.plugged)).toBe(arn('sam'));
    expect(await rig.accounts(other)).toBe(arn('sam-yk-87654321'));
  });

  test('gives both keys the same codes', async () => {
    other = await plugVirtualKey(pcscd, { serial: 87654321, formFactor: 'usb-a-nano' }, 1);
    touchAlways(rig.plugged);
    touchAlways(other);
    const page = await rig.openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /12345678/ }).check();
    await page.getByRole('radio', { name: /same codes/ }).check();
    await press(page, 'Create device');
    await heading(page, 'Insert your second YubiKey');
    await press(page, 'Use this key');
    await rig.passStepAfter('EnableMFADevice');
    await rig.passStepAfter('GetSessionToken');
    await heading(page, 'Update your profiles');
    expect(rig.calls('GetSessionToken')).toBe(2);
    await press(page, 'Not now');
    await heading(page, 'You’re all set');
    expect(await rig.devices()).toEqual([arn('sam')]);
    expect(await rig.accounts(rig.plugged)).toBe(arn('sam'));
    expect(await rig.accounts(other)).toBe(arn('sam'));
    expect(rig.plugged.key.storedAccounts()[0]?.secret).toEqual(other.key.storedAccounts()[0]?.secret);
  });

  /** What a person does in AWS's page: makes the device there, and later types the codes that the wizard shows. */
  const consolePage = async (): Promise<Page> => {
    const page = await rig.openWizard();
    await page.getByRole('radio', { name: 'sam' }).check();
    await press(page, 'Set it up in the AWS console instead');
    await heading(page, 'Whose YubiKey is it?');
    await page.getByText('With the AWS console').waitFor();
    await press(page, 'Continue');
    await heading(page, 'Scan or paste the QR code');
    return page;
  };
  const typeCodes = async (page: Page) => {
    await heading(page, 'Enter these codes in the console');
    const codes = page.locator('#wizard-page p[dir="ltr"]');
    // The pair waits for the next half minute when less than 20 s of this one are left.
    await codes.nth(1).waitFor();
    const [first = '', second = ''] = (await codes.allInnerTexts()).map((text) => text.replace(/\D/g, ''));
    const words = `iam enable-mfa-device --user-name sam --serial-number ${arn('sam')}`.split(' ');
    return rig.aws(...words, '--authentication-code1', first, '--authentication-code2', second);
  };

  test('finds the QR code on the screen, asks, and stores it', async () => {
    touchAlways(rig.plugged);
    const { seed } = rig.stage.account.addUnassignedDevice('sam');
    const page = await consolePage();
    await press(page, 'Scan the screen');
    await page.getByText('There is no QR code on your screen').waitFor();
    const link = `otpauth://totp/Amazon%20Web%20Services:sam@${homeAccount}?secret=${encodeBase32(seed)}&issuer=Amazon%20Web%20Services`;
    // The console's page, in a browser.
    browser = await browserType.launch({ ...chromium, headless: false });
    const shown = await browser.newPage({ viewport: { width: 600, height: 500 } });
    await shown.setContent(`<img src="data:image/png;base64,${pictureOf(link).toString('base64')}">`);
    const dialog = page.getByRole('dialog', { name: 'Store this account?' });
    await eventually(async () => {
      await press(page, 'Scan the screen');
      await Promise.race([dialog.waitFor(), page.getByText('There is no QR code on your screen').waitFor()]);
      return dialog.isVisible();
    }, 'the code is found on the screen');
    await dialog.getByText(`sam@${homeAccount}`).waitFor();
    expect(rig.plugged.key.storedAccounts()).toEqual([]);
    await dialog.getByRole('button', { name: 'Store on the YubiKey' }).click();
    await heading(page, 'Enter these codes in the console');
    expect(rig.plugged.key.storedAccounts()[0]?.secret).toEqual(seed);
    const enabled = await typeCodes(page);
    expect(enabled.code, enabled.stderr).toBe(0);
  });

  test('takes a pasted secret, and wipes field and clipboard', async () => {
    touchAlways(rig.plugged);
    const { seed } = rig.stage.account.addUnassignedDevice('sam');
    const page = await consolePage();
    await rig.electron().evaluate(({ clipboard }, text) => clipboard.writeText(text), encodeBase32(seed));
    await page.getByLabel('Secret key or otpauth link').focus();
    await page.keyboard.press('Control+V');
    await heading(page, 'Enter these codes in the console');
    expect(await rig.electron().evaluate(({ clipboard }) => clipboard.readText())).toBe('');
    expect(await page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value).join(''))).not.toContain(
      encodeBase32(seed),
    );
    const enabled = await typeCodes(page);
    expect(enabled.code, enabled.stderr).toBe(0);
    // The second code is of the step that comes.
    await rig.passStepAfter('EnableMFADevice');
    await rig.passStepAfter('EnableMFADevice');
    await press(page, 'AWS accepted both');
    await heading(page, 'Which device did AWS create?');
    await page.getByLabel('Device ARN').fill(arn('sam'));
    await press(page, 'Test with a code');
    await heading(page, 'Update your profiles');
    await press(page, 'Write to file');
    await heading(page, 'You’re all set');
    expect(readFileSync(rig.stage.config, 'utf8')).toContain(`mfa_serial = ${arn('sam')}`);
    expect(await rig.accounts(rig.plugged)).toContain('sam');
    const tapped = await rig.stage.roletap(['tap', 'work', '--json']).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
  });

  test('takes a picture of the QR code', async () => {
    touchAlways(rig.plugged);
    const { seed } = rig.stage.account.addUnassignedDevice('sam');
    const page = await consolePage();
    const link = `otpauth://totp/Amazon%20Web%20Services:sam@${homeAccount}?secret=${encodeBase32(seed)}&issuer=Amazon%20Web%20Services`;
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Choose file…');
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: pictureOf(link) });
    const enabled = await typeCodes(page);
    expect(enabled.code, enabled.stderr).toBe(0);
    expect(await rig.devices()).toEqual([arn('sam')]);
    expect(rig.plugged.key.storedAccounts().map(({ secret }) => Buffer.from(secret))).toEqual([Buffer.from(seed)]);
  });

  test('goes on where the key was pulled and the app was quit', async () => {
    const page = await rig.openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /No spare/ }).check();
    await press(page, 'Create device');
    await rig.plugged.blinking();
    await rig.plugged.remove();
    await heading(page, 'The YubiKey was removed');
    await rig.quit();
    await rig.plugged.insert();
    await rig.launch();
    const popover = await rig.openPopover();
    await popover.getByText('Setting up sam’s MFA device isn’t finished').waitFor();
    const again = await rig.nextWindow(() => press(popover, /^Continue: /));
    await heading(again, 'Setup isn’t finished');
    touchAlways(rig.plugged);
    await press(again, 'Continue');
    await rig.passStepAfter('EnableMFADevice');
    await heading(again, 'Update your profiles');
    await press(again, 'Not now');
    await heading(again, 'You’re all set');
    expect(await rig.devices()).toEqual([arn('sam')]);
    expect(await rig.accounts(rig.plugged)).toBe(arn('sam'));
  });

  test('keeps the run when the window is closed by its title bar', async () => {
    const page = await rig.openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /No spare/ }).check();
    await press(page, 'Create device');
    await rig.plugged.blinking();
    const closed = page.waitForEvent('close');
    await rig.electron().evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) if (window.webContents.getURL().includes('view=wide')) window.close();
    });
    await closed;
    // A touch that was asked for cannot be taken back; its code is thrown away.
    rig.plugged.key.touch();
    const popover = await rig.openPopover();
    await popover.getByText('Setting up sam’s MFA device isn’t finished').waitFor();
    const again = await rig.nextWindow(() => press(popover, /^Continue: /));
    await heading(again, 'Setup isn’t finished');
    await press(again, /Undo and close/);
    await again
      .getByRole('dialog')
      .getByRole('button', { name: /Undo and close/ })
      .click();
    await expect.poll(() => rig.plugged.key.storedAccounts().length).toBe(0);
    expect((await rig.aws('iam', 'list-virtual-mfa-devices')).stdout).not.toContain('mfa/sam');
  });

  test('resyncs one device and removes the other, at AWS and on the key', async () => {
    touchAlways(rig.plugged);
    // The program holds the key at its start, and another one would be turned away.
    await rig.quit();
    for (const name of ['sam', 'sam-old']) {
      const { seed } = rig.user.addDevice({ name });
      const words = ['--reader', rig.plugged.reader, 'oath', 'accounts', 'add', '--touch', '--force', arn(name), encodeBase32(seed)];
      const added = await start('ykman', words, rig.stage.home.environment).ended;
      expect(added.code, added.stderr).toBe(0);
    }
    await rig.launch();
    const popover = await rig.openPopover();
    await press(popover, /^More$/);
    const page = await rig.nextWindow(() => popover.getByRole('menuitem', { name: /MFA devices/ }).click());
    await heading(page, 'sam’s MFA devices');
    await page.getByRole('button', { name: 'Resync mfa/sam', exact: true }).click();
    await eventually(() => rig.calls('ResyncMFADevice') > 0, 'AWS is asked to resync');
    await press(page, 'Remove mfa/sam-old');
    await page.getByRole('dialog').getByText('YubiKey 12345678', { exact: false }).first().waitFor();
    await press(page, 'Remove device');
    await page.getByRole('button', { name: 'Remove mfa/sam-old' }).waitFor({ state: 'detached' });
    expect(await rig.devices()).toEqual([arn('sam')]);
    expect((await rig.aws('iam', 'list-virtual-mfa-devices')).stdout).not.toContain('sam-old');
    expect(await rig.accounts(rig.plugged)).toBe(arn('sam'));
  });
});

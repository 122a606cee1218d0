import { readFileSync } from 'node:fs';
import { encode as encodePng } from 'fast-png';
import type { ElectronApplication, Page } from 'playwright-core';
import encodeQR from 'qr';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeBase32 } from '../../src-main/demo/aws-simulator-totp.ts';
import { launchElectron } from '../support/electron.ts';
import { type Pcscd, startPcscd } from '../support/pcscd.ts';
import { createStage, homeAccount, type Stage, start } from '../support/stage.ts';
import { openTrayPanel, type TrayPanel } from '../support/tray.ts';
import { type PluggedKey, plugVirtualKey } from '../support/virtual-key.ts';

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
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let other: PluggedKey | undefined;
  let tray: TrayPanel;
  let electron: ElectronApplication;

  const launch = async () => {
    tray = await openTrayPanel();
    electron = await launchElectron({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
    await tray.registered();
  };
  const quit = async () => {
    await electron.close().catch(() => {});
    tray.stop();
  };

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    other = undefined;
    stage = await createStage({ deviceDelayMillis: 1_000 });
    const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'iam:*'], Resource: '*' }] } as const;
    const keys = stage.account.addUser('sam', { policies: [allow] }).addKey();
    stage.writeConfig(
      `[profile sam]\nregion = eu-central-1\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n\n[profile work]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = sam\n`,
    );
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    await launch();
  });
  afterEach(async () => {
    await quit();
    await plugged.remove();
    await other?.remove();
    await stage.close();
  });

  const nextWindow = async (act: () => Promise<unknown>): Promise<Page> => {
    const next = electron.waitForEvent('window');
    await act();
    const page = await next;
    page.setDefaultTimeout(20_000);
    return page;
  };
  const openPopover = async (): Promise<Page> => {
    await tray.activate();
    const isPopover = (page: Page) => !page.isClosed() && !page.url().includes('view=wide');
    return electron.windows().find(isPopover) ?? electron.waitForEvent('window', isPopover);
  };
  const openWizard = () => nextWindow(() => tray.click('Set up a YubiKey…'));
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor({ timeout: 60_000 });
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
  /** From the first page to the choice of the key. */
  const chooseSam = async (page: Page) => {
    await page.getByRole('radio', { name: 'sam' }).check();
    await press(page, 'Go on');
  };
  /** Somebody sits there and touches whenever the key blinks. */
  const touchAlways = ({ key }: PluggedKey) => key.onAwaitingTouch((wait) => wait && key.touch());
  const aws = (...words: readonly string[]) => stage.aws(['--profile', 'sam', ...words]);
  const devices = async () => {
    const answer = await aws('iam', 'list-mfa-devices');
    return (answer.json() as { MFADevices: { SerialNumber: string }[] }).MFADevices.map((device) => device.SerialNumber).sort();
  };
  const accounts = async ({ reader }: PluggedKey) => {
    const listed = await start('ykman', ['--reader', reader, 'oath', 'accounts', 'list'], stage.home.environment).ended;
    expect(listed.code, listed.stderr).toBe(0);
    return listed.stdout.trim();
  };
  const shot = (page: Page, name: string) => page.screenshot({ path: `/tmp/em-shots/${name}.png` });

  test('gives the spare a device of its own', async () => {
    other = await plugVirtualKey(pcscd, { serial: 87654321, formFactor: 'usb-a-nano' }, 1);
    touchAlways(plugged);
    touchAlways(other);
    const page = await openWizard();
    await shot(page, 'spare-0');
    await chooseSam(page);
    await page.getByRole('radio', { name: /12345678/ }).check();
    await page.getByRole('radio', { name: /device of its own/ }).check();
    await shot(page, 'spare-1');
    await press(page, 'Create device');
    await heading(page, 'Put in the other key');
    await shot(page, 'spare-2');
    await press(page, 'Use this key');
    await heading(page, 'Tell your profiles about it');
    await shot(page, 'spare-3');
    await press(page, 'Write to the file');
    await heading(page, 'Your YubiKey opens AWS');
    await shot(page, 'spare-4');
    expect(await devices()).toEqual([arn('sam'), arn('sam-yk-87654321')]);
    expect(await accounts(plugged)).toBe(arn('sam'));
    expect(await accounts(other)).toBe(arn('sam-yk-87654321'));
  });

  test('gives both keys the same codes', async () => {
    other = await plugVirtualKey(pcscd, { serial: 87654321, formFactor: 'usb-a-nano' }, 1);
    touchAlways(plugged);
    touchAlways(other);
    const page = await openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /12345678/ }).check();
    await page.getByRole('radio', { name: /same codes/ }).check();
    await press(page, 'Create device');
    await heading(page, 'Put in the other key');
    await shot(page, 'same-1');
    await press(page, 'Use this key');
    await heading(page, 'Tell your profiles about it');
    await shot(page, 'same-2');
    expect(await devices()).toEqual([arn('sam')]);
    expect(await accounts(plugged)).toBe(arn('sam'));
    expect(await accounts(other)).toBe(arn('sam'));
    expect(plugged.key.storedAccounts()[0]?.secret).toEqual(other.key.storedAccounts()[0]?.secret);
  });

  /** What a person does in AWS's page: makes the device there, and later types the codes that the wizard shows. */
  const consolePage = async (): Promise<Page> => {
    const page = await openWizard();
    await page.getByRole('radio', { name: 'sam' }).check();
    await press(page, 'Use AWS’s console page instead');
    await heading(page, 'Whose YubiKey is it?');
    await page.getByText('With AWS’s page').waitFor();
    await press(page, 'Go on');
    await heading(page, 'Give the secret of the QR code');
    return page;
  };
  const typeCodes = async (page: Page) => {
    await heading(page, 'Type these two codes into AWS’s page');
    const codes = page.locator('.big-code');
    await codes.nth(1).waitFor();
    const [first = '', second = ''] = (await codes.allInnerTexts()).map((text) => text.replace(/\D/g, ''));
    return aws(
      'iam',
      'enable-mfa-device',
      '--user-name',
      'sam',
      '--serial-number',
      arn('sam'),
      '--authentication-code1',
      first,
      '--authentication-code2',
      second,
    );
  };

  test('takes a pasted secret, and wipes field and clipboard', async () => {
    touchAlways(plugged);
    const { seed } = stage.account.addUnassignedDevice('sam');
    const page = await consolePage();
    await shot(page, 'console-1');
    await electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), encodeBase32(seed));
    await page.getByLabel('Secret key or otpauth link').focus();
    await page.keyboard.press('Control+V');
    await heading(page, 'Type these two codes into AWS’s page');
    expect(await electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
    expect(await page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value).join(''))).not.toContain(
      encodeBase32(seed),
    );
    const enabled = await typeCodes(page);
    expect(enabled.code, enabled.stderr).toBe(0);
    await shot(page, 'console-2');
    await press(page, 'AWS took both');
    await heading(page, 'Which device did AWS make?');
    await shot(page, 'console-3');
    await page.getByLabel('ARN of the device').fill(arn('sam'));
    await press(page, 'Check with a code');
    await heading(page, 'Tell your profiles about it');
    await shot(page, 'console-4');
    await press(page, 'Write to the file');
    await heading(page, 'Your YubiKey opens AWS');
    await shot(page, 'console-5');
    expect(readFileSync(stage.config, 'utf8')).toContain(`mfa_serial = ${arn('sam')}`);
    expect(await accounts(plugged)).toContain('sam');
    const tapped = await stage.roletap(['tap', 'work', '--json']).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
  });

  test('takes a picture of the QR code', async () => {
    touchAlways(plugged);
    const { seed } = stage.account.addUnassignedDevice('sam');
    const page = await consolePage();
    const link = `otpauth://totp/Amazon%20Web%20Services:sam@${homeAccount}?secret=${encodeBase32(seed)}&issuer=Amazon%20Web%20Services`;
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Choose a file…');
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: pictureOf(link) });
    const enabled = await typeCodes(page);
    await shot(page, 'picture-1');
    expect(enabled.code, enabled.stderr).toBe(0);
    expect(await devices()).toEqual([arn('sam')]);
    expect(plugged.key.storedAccounts().map(({ secret }) => Buffer.from(secret))).toEqual([Buffer.from(seed)]);
  });

  test('goes on where the key was pulled and the app was quit', async () => {
    const page = await openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /No spare/ }).check();
    await press(page, 'Create device');
    await plugged.blinking();
    await shot(page, 'pulled-0');
    await plugged.remove();
    await page.waitForTimeout(1500);
    await shot(page, 'pulled-1');
    await quit();
    await plugged.insert();
    await launch();
    const popover = await openPopover();
    await popover.getByText('sam for sam is not finished').waitFor();
    await shot(popover, 'pulled-2');
    const again = await nextWindow(() => press(popover, /Go on/));
    await heading(again, 'This was not finished');
    await again.waitForTimeout(1000);
    await shot(again, 'pulled-3');
    touchAlways(plugged);
    await press(again, 'Go on');
    await heading(again, 'Tell your profiles about it');
    await press(again, 'Not now');
    await heading(again, 'Your YubiKey opens AWS');
    await shot(again, 'pulled-4');
    expect(await devices()).toEqual([arn('sam')]);
    expect(await accounts(plugged)).toBe(arn('sam'));
  });

  test('keeps the run when the window is closed by its title bar', async () => {
    const page = await openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /No spare/ }).check();
    await press(page, 'Create device');
    await plugged.blinking();
    const closed = page.waitForEvent('close');
    await electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) if (window.webContents.getURL().includes('view=wide')) window.close();
    });
    await closed;
    const popover = await openPopover();
    await popover.getByText('sam for sam is not finished').waitFor();
    await shot(popover, 'closed-1');
    const again = await nextWindow(() => press(popover, /Go on/));
    await heading(again, 'This was not finished');
    await again.waitForTimeout(1000);
    await shot(again, 'closed-2');
    await press(again, /Undo and close/);
    await again
      .getByRole('dialog')
      .getByRole('button', { name: /Undo and close/ })
      .click();
    await expect.poll(() => plugged.key.storedAccounts().length, { timeout: 30_000 }).toBe(0);
    expect((await aws('iam', 'list-virtual-mfa-devices')).stdout).not.toContain('mfa/sam');
  });

  test('resyncs and removes a device, at AWS and on the key', async () => {
    touchAlways(plugged);
    const page = await openWizard();
    await chooseSam(page);
    await page.getByRole('radio', { name: /No spare/ }).check();
    await press(page, 'Create device');
    await heading(page, 'Tell your profiles about it');
    await press(page, 'Write to the file');
    await heading(page, 'Your YubiKey opens AWS');
    await press(page, 'Close');
    const popover = await openPopover();
    await popover.waitForTimeout(500);
    await shot(popover, 'devices-0');
    await press(popover, /More|Menu/);
    await shot(popover, 'devices-0b');
    const list = await nextWindow(() =>
      popover
        .getByRole('menuitem', { name: /MFA devices/ })
        .first()
        .click(),
    );
    await heading(list, 'MFA devices of sam');
    await shot(list, 'devices-1');
    await press(list, 'Resync mfa/sam');
    await list.waitForTimeout(300);
    await shot(list, 'devices-2');
    await expect
      .poll(() => stage.simulator.requests.filter(({ action }) => action === 'ResyncMFADevice').length, { timeout: 60_000 })
      .toBe(1);
    await list.waitForTimeout(500);
    await shot(list, 'devices-3');
    await press(list, 'Remove mfa/sam');
    await list.getByRole('dialog').waitFor();
    await shot(list, 'devices-4');
    await press(list, 'Remove the last device');
    await list.getByText('This user has no MFA device').waitFor({ timeout: 60_000 });
    await shot(list, 'devices-5');
    expect(await devices()).toEqual([]);
    expect((await aws('iam', 'list-virtual-mfa-devices')).stdout).not.toContain('mfa/sam');
    expect(await accounts(plugged)).toBe('');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { simulatedCode } from '../../src-main/demo/aws-simulator-totp.ts';
import { eventually, launchElectron, startAgain } from '../support/electron.ts';
import { type Pcscd, startPcscd } from '../support/pcscd.ts';
import { createStage, homeAccount, type Stage } from '../support/stage.ts';
import { openTrayPanel, type TrayPanel } from '../support/tray.ts';
import { type PluggedKey, plugVirtualKey } from '../support/virtual-key.ts';

/** The whole program as built: real Electron, real pcscd, real files, signed requests, and `aws` using what came of it. */
describe('tap in, in the window and the tray', () => {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let tray: TrayPanel;
  let electron: ElectronApplication;

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    stage = await createStage();
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    tray = await openTrayPanel();
  });
  afterEach(async () => {
    await electron?.close().catch(() => {});
    tray.stop();
    await plugged.remove();
    await stage.close();
  });

  const launch = async (args: readonly string[] = [], environment: Record<string, string> = {}) => {
    electron = await launchElectron({
      app: process.cwd(),
      home: stage.home,
      args,
      environment: { AWS_ENDPOINT_URL: stage.url, ...environment },
    });
    await tray.registered();
  };
  const openWindow = async (shows?: string): Promise<Page> => {
    const next = electron.waitForEvent('window');
    await tray.activate();
    const page = await next;
    page.setDefaultTimeout(10_000);
    await (shows === undefined ? page.getByPlaceholder('Search roles and accounts') : page.getByText(shows).first()).waitFor();
    return page;
  };
  const trayHas = async (text: string) => {
    let labels: readonly string[] = [];
    const isThere = async () => {
      labels = await tray.labels();
      return labels.some((label) => label.includes(text));
    };
    await eventually(isThere, `"${text}" in the tray menu`).catch(() => expect(labels.join('\n')).toContain(text));
  };
  const callerOf = async (target: string) => {
    const answer = await stage.aws(['--profile', target, 'sts', 'get-caller-identity']);
    return answer.code === 0 ? String(answer.json().Arn) : answer.stderr;
  };

  test('a role clicked in the window opens with a touch, and aws uses it', async () => {
    await launch();
    const page = await openWindow();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
    await page.getByText('dev', { exact: true }).click();
    await page.getByRole('dialog', { name: 'Touch your YubiKey' }).waitFor();
    expect(await plugged.blinking()).toBe(stage.device.arn);
    plugged.key.touch();
    await page.getByText('aws --profile dev-tap').waitFor();
    expect(await callerOf('dev-tap')).toBe(`arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`);
  });

  test("a role clicked in the tray's menu opens with a touch, and aws uses it", async () => {
    await launch();
    await trayHas('YubiKey 5C NFC 12345678');
    await tray.click('dev');
    await plugged.blinking();
    await trayHas('Cancel');
    plugged.key.touch();
    await trayHas('dev, 60 min left');
    expect(await callerOf('dev-tap')).toBe(`arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`);
    await tray.click('End session');
    await eventually(() => !stage.readCredentials().includes('dev-tap'), 'the section is gone');
  });

  test('cancel takes the prompt away and writes nothing', async () => {
    const before = stage.readCredentials();
    await launch();
    const page = await openWindow();
    await page.getByText('dev', { exact: true }).click();
    await plugged.blinking();
    const prompt = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    await prompt.getByRole('button', { name: 'Cancel' }).click();
    await prompt.waitFor({ state: 'detached' });
    plugged.key.touch();
    // The late code is thrown away: the next wish is a new one.
    await page.getByText('dev', { exact: true }).waitFor();
    expect(stage.simulator.requests.filter((request) => request.withCode)).toEqual([]);
    expect(stage.readCredentials()).toBe(before);
  });

  test('a key pulled during the prompt is told in the row, and its return is seen', async () => {
    await launch();
    const page = await openWindow();
    await page.getByText('dev', { exact: true }).click();
    await plugged.blinking();
    await plugged.remove();
    await page.getByRole('dialog', { name: 'Touch your YubiKey' }).waitFor({ state: 'detached' });
    await page.getByText('No YubiKey').first().waitFor();
    await plugged.insert();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
  });

  test('a copied code is the one that the key makes, and leaves the clipboard', async () => {
    // The shortest time that the settings allow, in seconds.
    writeFileSync(join(stage.home.userData, 'settings.json'), JSON.stringify({ clipboardSeconds: 5 }));
    await launch();
    const page = await openWindow();
    await page.getByRole('button', { name: /Copy code/ }).click();
    await plugged.blinking();
    const step = Math.floor(Date.now() / 30_000);
    plugged.key.touch();
    const clipboard = () => electron.evaluate(({ clipboard: system }) => system.readText());
    const copied = await eventually(async () => /^\d{6}$/.test(await clipboard()) && clipboard(), 'a code on the clipboard');
    expect([simulatedCode(stage.device.seed, step - 1), simulatedCode(stage.device.seed, step)]).toContain(copied);
    await eventually(async () => (await clipboard()) === '', 'the code has left the clipboard');
  });

  test('without the card service the screen says what to type, and copies it', async () => {
    stage.writeConfig('');
    await launch([], { PCSCLITE_CSOCK_NAME: '/nonexistent' });
    const page = await openWindow('The card service is not running');
    await page.getByRole('button', { name: /^Copy/ }).first().click();
    const clipboard = () => electron.evaluate(({ clipboard: system }) => system.readText());
    await eventually(async () => (await clipboard()) === 'sudo systemctl enable --now pcscd', 'the command on the clipboard');
  });

  test('a card service that stops and starts is told, and the same key taps in after', async () => {
    await launch();
    const page = await openWindow();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
    await pcscd.stop();
    await page.getByText('The card service is not running').first().waitFor();
    await pcscd.start();
    await plugged.insert();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
    await page.getByText('dev', { exact: true }).click();
    expect(await plugged.blinking()).toBe(stage.device.arn);
    plugged.key.touch();
    await page.getByText('aws --profile dev-tap').waitFor();
  });

  test('a second start brings the window of the first to the front', async () => {
    await launch();
    await trayHas('Quit Roletap');
    const shown = electron.waitForEvent('window');
    const second = startAgain({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
    expect(await second.ended).toBe(0);
    await (await shown).getByPlaceholder('Search roles and accounts').waitFor();
  });

  test('what the terminal opens is shown, and what it ends goes', async () => {
    await launch();
    const page = await openWindow();
    const running = stage.roletap(['tap', 'prod'], { environment: { XDG_CONFIG_HOME: stage.home.environment.XDG_CONFIG_HOME ?? '' } });
    await plugged.blinking();
    plugged.key.touch();
    expect((await running.ended).code).toBe(0);
    await page.getByText('aws --profile prod-tap').waitFor();
    expect((await stage.roletap(['end', 'prod-tap']).ended).code).toBe(0);
    await page.getByText('aws --profile prod-tap').waitFor({ state: 'detached' });
  });

  test('the demo runs the whole job in the window without a YubiKey or an account', async () => {
    const before = stage.readCredentials();
    await plugged.remove();
    await launch(['--demo']);
    const page = await openWindow();
    await page.getByText('Demo', { exact: true }).waitFor();
    await page.getByText('dev-power', { exact: true }).click();
    const prompt = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    await prompt.getByRole('button', { name: /touch/i }).click();
    await page.getByText('aws --profile dev-power-tap').waitFor();
    expect(stage.readCredentials()).toBe(before);
  });
});

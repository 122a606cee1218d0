import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { eventually } from '../../support/app/eventually.ts';
import { homeAccount } from '../../support/aws/stage.ts';
import { startAgain } from '../../support/electron/electron.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** The whole program as built: real Electron, real pcscd, real files, signed requests, and `aws` using what came of it. */
describe('tap in, in the window and the tray', () => {
  const rig = useProgram();
  const trayHas = async (text: string | RegExp) => {
    let labels: readonly string[] = [];
    const isThere = async () => {
      labels = await rig.tray().labels();
      return labels.some((label) => (typeof text === 'string' ? label.includes(text) : text.test(label)));
    };
    await eventually(isThere, `"${text}" in the tray menu`).catch(() => expect(labels.join('\n')).toBe(`a menu with ${text}`));
  };

  test('a role clicked in the window opens with a touch, and aws uses it', async () => {
    await rig.launch();
    const page = await rig.openWindow();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
    await page.getByText('dev', { exact: true }).click();
    await page.getByRole('dialog', { name: 'Touch your YubiKey' }).waitFor();
    expect(await rig.plugged().blinking()).toBe(rig.stage().device.arn);
    rig.plugged().key.touch();
    await page.getByText('aws --profile dev-tap').waitFor();
    expect(await rig.callerOf('dev-tap')).toBe(`arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`);
  });

  test("a role clicked in the tray's menu opens with a touch, and aws uses it", async () => {
    await rig.launch();
    await trayHas('YubiKey 5C NFC 12345678');
    await rig.tray().click('dev');
    await rig.plugged().blinking();
    await trayHas('Cancel');
    rig.plugged().key.touch();
    await trayHas(/^dev, (60|59) min left/);
    expect(await rig.callerOf('dev-tap')).toBe(`arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`);
    await rig.tray().click('End session');
    await eventually(() => !rig.stage().readCredentials().includes('dev-tap'), 'the section is gone');
  });

  test('cancel takes the prompt away and writes nothing', async () => {
    const before = rig.stage().readCredentials();
    await rig.launch();
    const page = await rig.openWindow();
    await page.getByText('dev', { exact: true }).click();
    await rig.plugged().blinking();
    const prompt = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    await prompt.getByRole('button', { name: 'Cancel' }).click();
    await prompt.waitFor({ state: 'detached' });
    rig.plugged().key.touch();
    // The late code is thrown away: the next request is a new one.
    await page.getByText('dev', { exact: true }).waitFor();
    expect(rig.stage().simulator.requests.filter((request) => request.withCode)).toEqual([]);
    expect(rig.stage().readCredentials()).toBe(before);
  });

  test('a key pulled during the prompt is told in the row, and its return is seen', async () => {
    await rig.launch();
    const page = await rig.openWindow();
    await page.getByText('dev', { exact: true }).click();
    await rig.plugged().blinking();
    await rig.plugged().remove();
    await page.getByRole('dialog', { name: 'Touch your YubiKey' }).waitFor({ state: 'detached' });
    await page.getByText('No YubiKey').first().waitFor();
    await rig.plugged().insert();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
  });

  test('a copied code is the one that the key makes, and leaves the clipboard', async () => {
    // Seconds: long enough for a look at it, on a computer that is busy too.
    writeFileSync(join(rig.stage().home.userData, 'settings.json'), JSON.stringify({ clipboardSeconds: 15 }));
    await rig.launch();
    const page = await rig.openWindow();
    await page.getByRole('button', { name: /Copy code/ }).click();
    await rig.plugged().blinking();
    const step = Math.floor(Date.now() / 30_000);
    rig.plugged().key.touch();
    const clipboard = () => rig.electron().evaluate(({ clipboard: system }) => system.readText());
    const copied = await eventually(async () => /^\d{6}$/.exec(await clipboard())?.[0], 'a code on the clipboard');
    expect([step - 1, step].map((each) => simulatedCode(rig.stage().device.seed, each))).toContain(copied);
    await eventually(async () => (await clipboard()) === '', 'the code has left the clipboard');
  });

  test('without the card service the screen says what to type, and copies it', async () => {
    rig.stage().writeConfig('');
    await rig.launch([], { PCSCLITE_CSOCK_NAME: '/nonexistent' });
    const page = await rig.openWindow('The smart card service isn’t running');
    await page.getByRole('button', { name: /^Copy/ }).first().click();
    const clipboard = () => rig.electron().evaluate(({ clipboard: system }) => system.readText());
    await eventually(async () => (await clipboard()) === 'sudo systemctl enable --now pcscd', 'the command on the clipboard');
  });

  test('a card service that stops and starts is told, and the same key taps in after', async () => {
    await rig.launch();
    const page = await rig.openWindow();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
    await rig.pcscd().stop();
    await page.getByText('The smart card service isn’t running').first().waitFor();
    await rig.pcscd().start();
    await rig.plugged().insert();
    await page.getByText('YubiKey 5C NFC', { exact: true }).waitFor();
    await page.getByText('dev', { exact: true }).click();
    expect(await rig.plugged().blinking()).toBe(rig.stage().device.arn);
    rig.plugged().key.touch();
    await page.getByText('aws --profile dev-tap').waitFor();
  });

  test('a second start brings the window of the first to the front', async () => {
    await rig.launch();
    await trayHas('Quit Roletap');
    const shown = rig.electron().waitForEvent('window');
    const second = startAgain({ app: process.cwd(), home: rig.stage().home, environment: { AWS_ENDPOINT_URL: rig.stage().url } });
    expect(await second.ended).toBe(0);
    await (await shown).getByPlaceholder('Search or run a command').waitFor();
  });

  test('what the terminal opens is shown, and what it ends goes', async () => {
    await rig.launch();
    const page = await rig.openWindow();
    const running = rig
      .stage()
      .roletap(['tap', 'prod'], { environment: { XDG_CONFIG_HOME: rig.stage().home.environment.XDG_CONFIG_HOME ?? '' } });
    await rig.plugged().blinking();
    rig.plugged().key.touch();
    expect((await running.ended).code).toBe(0);
    await page.getByText('aws --profile prod-tap').waitFor();
    expect((await rig.stage().roletap(['end', 'prod-tap']).ended).code).toBe(0);
    await page.getByText('aws --profile prod-tap').waitFor({ state: 'detached' });
  });

  test('the demo runs the whole job in the window without a YubiKey or an account', async () => {
    const before = rig.stage().readCredentials();
    await rig.plugged().remove();
    await rig.launch(['--demo']);
    const page = await rig.openWindow();
    await page.getByText('Demo', { exact: true }).waitFor();
    await page.getByText('dev-power', { exact: true }).click();
    const prompt = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    await prompt.getByRole('button', { name: /touch/i }).click();
    await page.getByText('aws --profile dev-power-tap').waitFor();
    expect(rig.stage().readCredentials()).toBe(before);

    // What is copied works where it is pasted, though the demo's files are none of that terminal's.
    await page.getByText('aws --profile dev-power-tap').click();
    const line = await eventually(async () => {
      const text = await rig.electron().evaluate(({ clipboard }) => clipboard.readText());
      return text.includes('dev-power-tap') && text;
    }, 'a line on the clipboard');
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `${line} sts get-caller-identity`], {
      env: { ...rig.stage().home.environment, PATH: '/usr/bin:/bin' },
    });
    expect(JSON.parse(stdout).Arn).toMatch(/^arn:aws:sts::111122223333:assumed-role\/PowerUser\//);
  });
});

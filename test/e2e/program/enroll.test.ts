import { readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeBase32 } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { foundInArguments, foundInFiles, foundInMemory, type Needle } from '../../support/app/secret-scan.ts';
import { createStage, homeAccount, type Stage, start } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { endElectron, launchElectron } from '../../support/electron/electron.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('nothing there');
  return value;
};

const deviceArn = `arn:aws:iam::${homeAccount}:mfa/sam`;

/** The wizard as built: real Electron, real pcscd, IAM by signed requests; `ykman` and `aws` say what came of it. */
describe('the wizard', () => {
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
    stage = await createStage({ deviceDelayMillis: 2_000 });
    const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'iam:*'], Resource: '*' }] } as const;
    const keys = stage.account.addUser('sam', { policies: [allow] }).addKey();
    stage.writeConfig(
      `# sam's own\n[profile sam]\nregion = eu-central-1\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n\n[profile work]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = sam\n`,
    );
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    tray = await openTrayPanel();
    electron = await launchElectron({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
    await tray.registered();
  });
  afterEach(async () => {
    await endElectron(electron);
    tray.stop();
    await plugged.remove();
    await stage.close();
  });

  const openWizard = async (): Promise<Page> => {
    const [page] = await Promise.all([electron.waitForEvent('window'), tray.click('Set up a YubiKey…')]);
    return page;
  };
  const touch = async () => {
    await plugged.blinking();
    plugged.key.touch();
  };
  const aws = (...words: readonly string[]) => stage.aws(['--profile', 'sam', ...words]);
  const devices = async () => {
    const answer = await aws('iam', 'list-mfa-devices');
    return (answer.json() as { MFADevices: { SerialNumber: string }[] }).MFADevices.map((device) => device.SerialNumber);
  };

  test('makes the key a device of the user, proves it, and tells the profiles', async () => {
    const page = await openWizard();
    await page.getByText('sam', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Which YubiKey?' }).waitFor();
    await page.getByText('No spare', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Create device' }).click();
    await touch();
    await touch();
    // The proof, with a code of its own, once AWS knows the device.
    await touch();
    await page.getByRole('heading', { name: 'Update your profiles' }).waitFor();
    await page.getByRole('button', { name: 'Write to file' }).click();
    await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
    expect(await devices()).toEqual([deviceArn]);
    const listed = await start('ykman', ['--reader', plugged.reader, 'oath', 'accounts', 'list'], stage.home.environment).ended;
    expect(listed.stdout.trim()).toBe(deviceArn);
    expect(readFileSync(stage.config, 'utf8')).toContain(`mfa_serial = ${deviceArn}`);
    await page.getByRole('button', { name: 'Close' }).click();

    // And the main job works with it at once: the proof's session is held.
    const tapped = await stage.roletap(['tap', 'work', '--json']).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
  });

  test('keeps the seed out of the window, of the process of the card, of every file and of every argument', async () => {
    const said: Buffer[] = [];
    for (const stream of [electron.process().stdout, electron.process().stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    const page = await openWizard();
    // A mark that only the window has shows that the search finds what is there.
    await page.evaluate(() => Object.assign(window, { mark: ['only', 'in', 'the', 'window', String(1234 * 1000)].join('-') }));
    await page.getByText('sam', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('No spare', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Create device' }).click();
    await touch();
    await touch();
    await touch();
    await page.getByRole('heading', { name: 'Update your profiles' }).waitFor();

    const seed = present(plugged.key.storedAccounts()[0]).secret;
    const base32 = encodeBase32(seed);
    const needles: readonly Needle[] = [
      { name: 'raw', bytes: Buffer.from(seed) },
      { name: 'base32', bytes: Buffer.from(base32) },
      { name: 'base32 in small letters', bytes: Buffer.from(base32.toLowerCase()) },
      { name: 'base32 in two bytes a letter', bytes: Buffer.from(base32, 'utf16le') },
      { name: 'hex', bytes: Buffer.from(Buffer.from(seed).toString('hex')) },
    ];
    const processes = await electron.evaluate(({ app }) =>
      app.getAppMetrics().flatMap(({ type, name = '', pid }) => (type === 'Tab' || name === 'Roletap YubiKey' ? [{ name, pid }] : [])),
    );
    // The window, and the process through which the seed went to the key.
    expect(processes.map(({ name }) => name)).toContain('Roletap YubiKey');
    const pids = processes.map(({ pid }) => pid);
    const mark: Needle = { name: 'mark', bytes: Buffer.from(['only', 'in', 'the', 'window', '1234000'].join('-')) };
    expect(pids.flatMap((pid) => foundInMemory(pid, [mark]))).toContain('mark');
    expect(pids.flatMap((pid) => foundInMemory(pid, needles))).toEqual([]);
    expect(foundInFiles(stage.home.folder, needles)).toEqual([]);
    expect(foundInArguments(needles)).toEqual([]);
    const log = Buffer.concat(said);
    expect(needles.filter(({ bytes }) => log.includes(bytes))).toEqual([]);
  });

  test('undo leaves neither a device nor an account', async () => {
    const page = await openWizard();
    await page.getByText('sam', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('No spare', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Create device' }).click();
    await plugged.blinking();
    await page.getByRole('button', { name: /Undo/ }).first().click();
    await page.getByRole('button', { name: /Undo/ }).last().click();
    await expect.poll(() => plugged.key.storedAccounts().length).toBe(0);
    await expect.poll(async () => (await aws('iam', 'list-virtual-mfa-devices')).stdout.includes('mfa/sam')).toBe(false);
    expect(await devices()).toEqual([]);
  });
});

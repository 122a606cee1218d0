import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Invite, inviteText, sealInvite } from '../../../src-main/app/team/invite.ts';
import type { SimulatedKey } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import { eventually } from '../../support/app/eventually.ts';
import { foundInArguments, foundInFiles, foundInMemory, type Needle } from '../../support/app/secret-scan.ts';
import { createStage, homeAccount, type Stage, trustWithMfa } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { closeByTitleBar, endElectron, launchElectron } from '../../support/electron/electron.ts';
import { startKeyring } from '../../support/electron/keyring.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';
import { touchAlways } from '../../support/electron/wizard-rig.ts';

/** The program as built, for somebody who has an access key, a YubiKey and nothing else: real Electron, pcscd and gnome-keyring. */
describe('the first run', () => {
  let pcscd: Pcscd;
  let stage: Stage;
  let keys: SimulatedKey;
  let keyring: Awaited<ReturnType<typeof startKeyring>>;
  let plugged: PluggedKey;
  let tray: TrayPanel;
  let electron: ElectronApplication;

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    stage = await createStage({ deviceDelayMillis: 1_000 });
    const role = `arn:aws:iam::${homeAccount}:role/Deploy`;
    stage.account.addRole('Deploy', { trust: trustWithMfa() });
    const allow = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role },
      ],
    } as const;
    keys = stage.account.addUser('sam', { policies: [allow] }).addKey();
    rmSync(dirname(stage.config), { recursive: true });
    keyring = await startKeyring(stage.home);
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    tray = await openTrayPanel();
    electron = await launchElectron({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
    await tray.registered();
  });
  afterEach(async () => {
    await endElectron(electron);
    tray.stop();
    await plugged.remove();
    await keyring.stop();
    await stage.close();
  });

  const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  /** The window behind a door of the welcome. */
  const openDoor = async (name: RegExp): Promise<Page> => {
    await tray.activate();
    const isPopover = (page: Page) => !page.isClosed() && !page.url().includes('view=wide');
    const popover = electron.windows().find(isPopover) ?? (await electron.waitForEvent('window', isPopover));
    await heading(popover, 'Welcome to Roletap');
    const [page] = await Promise.all([electron.waitForEvent('window'), popover.getByRole('button', { name }).click()]);
    return page;
  };
  const needles = (): readonly Needle[] => [
    { name: 'secret', bytes: Buffer.from(keys.secretAccessKey) },
    { name: 'secret in two bytes a letter', bytes: Buffer.from(keys.secretAccessKey, 'utf16le') },
  ];

  test('goes from an empty home to a first tap, with nothing typed but the access key', async () => {
    touchAlways(plugged);
    const said: Buffer[] = [];
    for (const stream of [electron.process().stdout, electron.process().stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    const page = await openDoor(/^I have an access key/);
    await page.getByLabel('Access key ID').fill(keys.accessKeyId);
    await page.getByLabel('Secret access key').fill(keys.secretAccessKey.slice(0, -1));
    await press(page, 'Check key');
    await page.getByRole('alert').getByText('The secret has 39 characters').waitFor();
    expect(await page.getByLabel('Secret access key').inputValue()).toBe('');
    expect(existsSync(stage.config)).toBe(false);

    await page.getByLabel('Secret access key').fill(keys.secretAccessKey);
    await press(page, 'Check key');
    await heading(page, 'AWS accepted the key');
    expect(await page.getByLabel('Profile name').inputValue()).toBe('sam');
    await page.getByText('[profile sam]').waitFor();
    expect(await page.content()).not.toContain(keys.secretAccessKey);
    expect(existsSync(stage.config)).toBe(false);
    await press(page, 'Add profile');
    await heading(page, 'Let’s set you up');
    expect(readFileSync(stage.config, 'utf8')).toMatch(/^\[profile sam\]\n.*credential_process = .*region = /s);

    await press(page, 'Set up');
    await press(page, 'Continue');
    await heading(page, 'Which YubiKey?');
    await page.getByText('No spare', { exact: false }).first().click();
    await press(page, 'Create device');
    await heading(page, 'Update your profiles');
    await press(page, 'Write to file');
    await heading(page, 'You’re all set');
    await press(page, 'Close');

    await heading(page, 'Let’s set you up');
    await page.getByText('mfa/sam').waitFor();
    await press(page, 'Find roles');
    await page.getByRole('button', { name: 'Tap in to Deploy' }).click();
    await heading(page, 'You’re all set');
    const command = await page.locator('pre').first().innerText();
    const called = await stage.aws([...command.trim().split(' ').slice(1), 'sts', 'get-caller-identity']);
    expect(called.stdout, called.stderr).toContain('assumed-role/Deploy');

    await press(page, 'Close');
    await eventually(() => page.isClosed(), 'the window is closed');
    expect(foundInFiles(stage.home.folder, needles())).toEqual([]);
    expect(foundInArguments(needles())).toEqual([]);
    const log = Buffer.concat(said);
    expect(needles().filter(({ bytes }) => log.includes(bytes))).toEqual([]);
  });

  test('opens an invite: what the administrator sealed becomes a profile with its key kept and its roles', async () => {
    const role = `arn:aws:iam::${homeAccount}:role/Deploy`;
    const plain: Invite = {
      roletap: 'invite',
      version: 1,
      account: { id: homeAccount, partition: 'aws', alias: 'acme' },
      user: { name: 'sam', arn: `arn:aws:iam::${homeAccount}:user/sam` },
      console: 'https://acme.signin.aws.amazon.com/console',
      region: 'eu-west-3',
      roles: [role],
    };
    const { accessKeyId, secretAccessKey } = keys;
    const file = join(stage.home.folder, 'sam.invite');
    writeFileSync(file, inviteText(await sealInvite(plain, { accessKeyId, secretAccessKey }, 'correct horse')));
    const page = await openDoor(/^I have an invite/);
    await page.getByLabel('Invite from your administrator').setInputFiles(file);
    await page.getByText('acme (111122223333)').waitFor();
    await page.getByLabel('Passphrase').fill('wrong horse');
    await press(page, 'Open invite');
    await page.getByRole('alert').getByText('The invite doesn’t open').waitFor();
    await page.getByLabel('Passphrase').fill('correct horse');
    await press(page, 'Open invite');
    await heading(page, 'AWS accepted the key');
    expect(await page.getByLabel('Region').inputValue()).toBe('eu-west-3');
    expect(await page.content()).not.toContain(keys.secretAccessKey);
    await press(page, 'Add profile');
    await heading(page, 'Let’s set you up');
    // The role of the invite is there without a search.
    await page.getByText('1 role', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Set up', exact: true }).waitFor();
    expect(readFileSync(stage.config, 'utf8')).toMatch(/^\[profile sam\]\n.*credential_process = .*region = eu-west-3/s);
    expect(readFileSync(join(stage.home.userData, 'settings.json'), 'utf8')).toContain(role);
    await press(page, 'Close');
    await eventually(() => page.isClosed(), 'the window is closed');
    expect(foundInFiles(stage.home.folder, needles())).toEqual([]);
  });

  test('leaves the secret in no memory of a window once its page is closed', async () => {
    const page = await openDoor(/^I have an access key/);
    await page.evaluate(() => Object.assign(window, { mark: ['only', 'in', 'the', 'window', String(1234 * 1000)].join('-') }));
    await page.getByLabel('Access key ID').fill(keys.accessKeyId);
    await page.getByLabel('Secret access key').fill(keys.secretAccessKey);
    const windows = () => electron.evaluate(({ app }) => app.getAppMetrics().flatMap(({ type, pid }) => (type === 'Tab' ? [pid] : [])));
    const found = async (looked: readonly Needle[]) => (await windows()).flatMap((pid) => foundInMemory(pid, looked));
    // The search finds what is there: the mark that only the window has, and what is still typed.
    const mark: Needle = { name: 'mark', bytes: Buffer.from(['only', 'in', 'the', 'window', '1234000'].join('-')) };
    expect(await found([mark])).toContain('mark');
    expect(await found(needles())).not.toEqual([]);
    // Given up, and never sent.
    await press(page, 'Cancel');
    await eventually(() => page.isClosed(), 'the window is closed');
    expect(await found(needles())).toEqual([]);

    const again = await openDoor(/^I have an access key/);
    await again.getByLabel('Access key ID').fill(keys.accessKeyId);
    await again.getByLabel('Secret access key').fill(keys.secretAccessKey);
    await press(again, 'Check key');
    await heading(again, 'AWS accepted the key');
    await press(again, 'Add profile');
    await heading(again, 'Let’s set you up');
    await press(again, 'Close');
    await eventually(() => again.isClosed(), 'the window is closed');
    expect(await found(needles())).toEqual([]);
  });

  test('can be closed at each step: nothing is left of what was typed, and it begins anew or goes on', async () => {
    const nothingLeft = () => {
      expect(existsSync(stage.config)).toBe(false);
      expect(existsSync(stage.credentials)).toBe(false);
      expect(foundInFiles(stage.home.folder, needles())).toEqual([]);
    };
    const type = async (page: Page) => {
      expect(await page.getByLabel('Secret access key').inputValue()).toBe('');
      await page.getByLabel('Access key ID').fill(keys.accessKeyId);
      await page.getByLabel('Secret access key').fill(keys.secretAccessKey);
    };
    const close = (page: Page) => closeByTitleBar(electron, page);
    const open = () => openDoor(/^I have an access key/);

    // Typed, and left.
    let page = await open();
    await type(page);
    await close(page);
    nothingLeft();

    // Left while AWS is asked whose key it is.
    page = await open();
    await type(page);
    await press(page, 'Check key');
    await close(page);
    nothingLeft();

    // Left once AWS has told, with the change to the file in sight.
    page = await open();
    await type(page);
    await press(page, 'Check key');
    await page.getByText('[profile sam]').waitFor();
    await close(page);
    nothingLeft();

    // Left while the keyring asks to be unlocked, which is then declined.
    await keyring.lock();
    const asked = await keyring.prompt();
    page = await open();
    await type(page);
    await press(page, 'Check key');
    await page.getByText('[profile sam]').waitFor();
    await press(page, 'Add profile');
    await asked();
    await close(page);
    keyring.dismiss();
    await keyring.unlock();
    nothingLeft();

    // Left right after the last click: it goes on to its end, and the popover shows what is next.
    page = await open();
    await type(page);
    await press(page, 'Check key');
    await page.getByText('[profile sam]').waitFor();
    await press(page, 'Add profile');
    await close(page);
    await eventually(
      () => existsSync(stage.config) && readFileSync(stage.config, 'utf8').includes('[profile sam]'),
      'the profile is written',
    );
    expect(foundInFiles(stage.home.folder, needles())).toEqual([]);
    await tray.activate();
    const isPopover = (one: Page) => !one.isClosed() && !one.url().includes('view=wide');
    const popover = electron.windows().find(isPopover) ?? (await electron.waitForEvent('window', isPopover));
    await heading(popover, 'Let’s set you up');
    expect(await popover.locator('[aria-current="step"] b').textContent()).toBe('MFA device');
  });

  test('sees keys that another program keeps as soon as their profile is in the file, and checks them on a click', async () => {
    const page = await openDoor(/^My keys are somewhere else/);
    await page.getByRole('button', { name: 'Copy the lines for pass' }).waitFor();
    const folder = dirname(stage.config);
    mkdirSync(folder);
    const printed = join(stage.home.folder, 'printed.json');
    const line = `[profile sam]\nregion = eu-central-1\ncredential_process = cat ${printed}\n`;
    writeFileSync(stage.config, line);
    const check = page.getByRole('button', { name: 'Check sam' });
    await check.click();
    await page.locator('[data-check="failed"]').waitFor();
    const { accessKeyId, secretAccessKey } = keys;
    writeFileSync(printed, JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }));
    await check.click();
    await page.getByText('Works: AWS accepted its credentials.').waitFor();
    expect(readFileSync(stage.config, 'utf8')).toBe(line);
  });

  test('goes on after the app was quit, and shows what is in the files', async () => {
    const page = await openDoor(/^I have an access key/);
    await page.getByLabel('Access key ID').fill(keys.accessKeyId);
    await page.getByLabel('Secret access key').fill(keys.secretAccessKey);
    await press(page, 'Check key');
    await heading(page, 'AWS accepted the key');
    await press(page, 'Add profile');
    await heading(page, 'Let’s set you up');
    await electron.close();
    tray.stop();
    tray = await openTrayPanel();
    electron = await launchElectron({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
    await tray.registered();
    await tray.activate();
    const isPopover = (one: Page) => !one.isClosed() && !one.url().includes('view=wide');
    const popover = electron.windows().find(isPopover) ?? (await electron.waitForEvent('window', isPopover));
    await heading(popover, 'Let’s set you up');
    expect(await popover.locator('[aria-current="step"] b').textContent()).toBe('MFA device');
    const [wizard] = await Promise.all([electron.waitForEvent('window'), press(popover, 'Set up')]);
    await wizard.getByRole('button', { name: 'Continue', exact: true }).waitFor();
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { VirtualYubiKey } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { eventually } from '../../support/app/eventually.ts';
import { foundInArguments, foundInFiles } from '../../support/app/secret-scan.ts';
import { homeAccount, start } from '../../support/aws/stage.ts';
import { createTestCa, createTestRequest } from '../../support/aws/test-ca.ts';
import { putIdentity } from '../../support/card/piv-identity.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** Touches a key each time it begins to blink. */
const touchWhenItBlinks = (key: VirtualYubiKey): (() => void) =>
  key.onAwaitingTouch((wait) => {
    if (wait) key.touch();
  });

/** Certificates on YubiKeys in the whole program as built: real Electron, real pcscd, a virtual key with its PIV application. */
describe('the certificates of a YubiKey in the window', () => {
  const rig = useProgram();
  /** Opens the page from the popover's menu. */
  const openCertificates = async (): Promise<Page> => {
    await rig.launch();
    const popover = await rig.openWindow();
    const next = rig.electron().waitForEvent('window');
    await popover.getByRole('button', { name: 'More', exact: true }).click();
    await popover.getByRole('menuitem', { name: 'Certificates' }).click();
    const page = await next;
    return page;
  };

  test('are read without PIN or touch, and again when the key comes back with another one', async () => {
    const ca = createTestCa();
    putIdentity(rig.plugged().key, ca.issue({ subject: '/CN=jane' }), { touch: 3 });
    const page = await openCertificates();
    const slot = page.getByRole('listitem').filter({ hasText: 'CN=jane' });
    await slot.waitFor();
    expect(await slot.textContent()).toContain('P-256 key, made on this YubiKey, PIN: once, touch: every 15 s');
    await page.getByText('Factory default: PIN, PUK and management key').waitFor();
    await page.getByRole('button', { name: /^Choose PIN/ }).click();
    await page.getByRole('dialog').getByLabel('New PIN').fill('271828');
    await page.getByLabel('Repeat PIN').fill('271828');
    await page.keyboard.press('Enter');
    await page.getByText('Factory default: PUK and management key').waitFor();
    await rig.plugged().remove();
    await page.getByText('Insert a YubiKey to see its certificates.').waitFor();
    putIdentity(rig.plugged().key, ca.issue({ subject: '/CN=build' }), { slot: 0x83 });
    await rig.plugged().insert();
    await page.getByRole('listitem').filter({ hasText: 'CN=build' }).waitFor();
    await slot.waitFor();
  });

  test('are usable again when their PIN was blocked, with a new one by the PUK', async () => {
    const { key, reader } = rig.plugged();
    putIdentity(key, createTestCa().issue({ subject: '/CN=jane' }));
    const access = (...words: readonly string[]) =>
      start('ykman', ['--reader', reader, 'piv', 'access', ...words], rig.stage().home.environment).ended;
    for (let tries = 0; tries < 3; tries += 1) await access('change-pin', '-P', '999999', '-n', '111111');
    const page = await openCertificates();
    await page.getByText('The PIN is blocked. The PUK sets a new one.').waitFor();
    const unblock = page.getByRole('button', { name: /^Unblock PIN/ });
    const enter = async (puk: string, pin: string) => {
      await unblock.click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel('PUK').fill(puk);
      await page.keyboard.press('Enter');
      await sheet.getByLabel('New PIN', { exact: true }).fill(pin);
      await sheet.getByLabel('Repeat PIN').fill(pin);
      await page.keyboard.press('Enter');
    };
    await enter('87654321', '271828');
    const again = page.getByRole('dialog', { name: 'Wrong PUK' });
    await again.getByText('2 tries left.').waitFor();
    await again.getByLabel('PUK').fill('12345678');
    await page.keyboard.press('Enter');
    await page.getByText(/^The new PIN is set on YubiKey/).waitFor();
    await unblock.waitFor({ state: 'detached' });
    // Its button is gone: the keyboard goes on at what was told in its place.
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('The new PIN is set'));
    expect((await access('change-pin', '-P', '271828', '-n', '314159')).code).toBe(0);
  });

  test('are set up: own PIN, key pair, proof, request; the window closes, and days later the certificate is stored', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-request-'));
    const filePath = join(folder, 'jane.csr');
    // In no number that is made by chance.
    const pin = '72940618';
    const needle = { name: 'PIN', bytes: Buffer.from(pin) };
    const snapshot = (page: Page) =>
      page.evaluate(() => new Promise<string>((resolve) => window.roletap.subscribe((told) => resolve(JSON.stringify(told)))));
    try {
      const page = await openCertificates();
      await rig.electron().evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, filePath);
      await page.getByRole('button', { name: /^Set up a certificate on / }).click();
      expect(await page.getByLabel('Slot').inputValue()).toBe('82');
      await page.getByLabel('Subject').fill('CN=jane');
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel('New PIN').fill(pin);
      await sheet.getByLabel('Repeat PIN').fill('271828');
      await page.keyboard.press('Enter');
      await sheet.getByText('The PINs don’t match.').waitFor();
      await sheet.getByLabel('Repeat PIN').fill(pin);
      await page.keyboard.press('Enter');
      await sheet.getByText('Touch your YubiKey').waitFor();
      expect(await snapshot(page)).not.toContain(pin);
      await rig.touch();
      await page.getByRole('heading', { name: 'A certificate for CN=jane' }).waitFor();
      // The demo's maker of YubiKeys is not Yubico.
      await page.getByText('Not proved to be on a YubiKey').waitFor();
      const { key } = rig.plugged();
      expect(key.piv.keys().get(0x82)).toMatchObject({ origin: 'generated', touchPolicy: 3 });
      await page.getByRole('button', { name: 'Save request…' }).click();
      await eventually(() => existsSync(filePath), 'the request is saved');
      const csr = readFileSync(filePath, 'utf8');
      expect(execFileSync('openssl', ['req', '-noout', '-verify', '-subject', '-in', filePath], { stdio: 'pipe' }).toString()).toContain(
        'CN = jane',
      );
      await page.close();
      const popover = rig.electron().windows()[0] as Page;
      const next = rig.electron().waitForEvent('window');
      // The list of roles says that it waits.
      await popover.getByRole('region', { name: 'Notes' }).getByRole('button').first().click();
      await popover.getByRole('button', { name: 'Store certificate…' }).click();
      const again = await next;
      await again.getByRole('button', { name: 'Show request: CN=jane' }).click();
      await again.getByRole('button', { name: 'Copy request' }).waitFor();
      await again.keyboard.press('Escape');
      await again.getByRole('button', { name: 'Store certificate… CN=jane' }).waitFor();
      // It comes with the CA between it and the root, each in a file of its own, in any order.
      const between = createTestCa().intermediate();
      const files = [between.pem, between.sign(csr)];
      const dropped = await again.evaluateHandle((texts) => {
        const transfer = new DataTransfer();
        for (const [at, text] of texts.entries()) transfer.items.add(new File([text], `${at}.pem`));
        return transfer;
      }, files);
      await again.getByText('drop its file on this page').dispatchEvent('drop', { dataTransfer: dropped });
      await again.getByText('Stored the certificate for CN=jane in slot 82.').waitFor();
      const slot = again.getByRole('listitem').filter({ hasText: 'CN=jane' });
      expect(await slot.textContent()).toContain('P-256 key, made on this YubiKey, PIN: once, touch: every 15 s');
      expect(await again.getByText('Factory default: PUK').count()).toBe(1);
      expect(await again.getByText('Not finished').count()).toBe(0);
      expect(await snapshot(again)).toContain('CN=jane');
      expect(await snapshot(again)).not.toContain(pin);
      expect(foundInFiles(rig.stage().home.folder, [needle])).toEqual([]);
      expect(foundInArguments([needle])).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('open a role: a CA on the YubiKey signs, AWS’s side is found, one session proves it, and the role is a row that opens', async () => {
    const ca = createTestCa();
    const { key } = rig.plugged();
    putIdentity(key, ca, { slot: 0x9c });
    const { simulator, account, jane } = rig.stage();
    jane.allow({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    const { arn } = account.addRole('ByCertificate', {
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: actions,
          Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' } },
        },
      },
    });
    const anchor = simulator.anywhere.addAnchor(homeAccount, 'eu-central-1', ca.pem);
    simulator.anywhere.addProfile(homeAccount, 'eu-central-1', [arn]);
    const stopTouching = touchWhenItBlinks(key);
    const page = await openCertificates();
    await page.getByRole('button', { name: /^Set up a certificate on / }).click();
    await page.getByLabel('Subject').fill('CN=jane');
    await page.getByLabel('A CA on a YubiKey').check();
    // The virtual key’s maker is not Yubico.
    await page.getByLabel('Sign only if the YubiKey proves the key').uncheck();
    await page.getByRole('switch', { name: 'Open an AWS role with it' }).click();
    await page.getByLabel('Profile name').fill('cert');
    await page.getByLabel('Role ARN').fill(arn);
    await page.getByLabel('Look at AWS with').selectOption('acme');
    await page.getByLabel('Region').fill('eu-central-1');
    await page.getByRole('button', { name: 'List from AWS' }).click();
    await page.getByRole('combobox', { name: 'Trust anchor ARN' }).selectOption(anchor);
    await page.getByRole('button', { name: 'Make key' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('New PIN', { exact: true }).fill('314159');
    await sheet.getByLabel('Repeat PIN').fill('314159');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'cert is in your list' }).waitFor();
    expect(readFileSync(rig.stage().config, 'utf8')).toContain('[profile cert]');
    const popover = rig.electron().windows()[0] as Page;
    // The PIN that was set is remembered until the key is removed.
    await popover.getByText('cert', { exact: true }).click();
    await popover.locator('li[data-role="cert"][data-state="active"]').waitFor();
    expect(await rig.callerOf('cert')).toContain('assumed-role/ByCertificate/');
    // The same key gets a new certificate of the same CA, and the role opens with it.
    const slot = () => key.piv.objects().get('5fc10d');
    const before = slot();
    await page.getByRole('button', { name: 'Back to certificates' }).click();
    await page.getByRole('button', { name: 'Renew CN=jane' }).click();
    await page.getByLabel('A CA on a YubiKey').check();
    await page.getByLabel('Sign only if the YubiKey proves the key').uncheck();
    await page.getByLabel('Valid for days').fill('30');
    await page.getByRole('button', { name: 'Renew', exact: true }).click();
    await page.getByText('Stored the certificate for CN=jane in slot 82.').waitFor();
    expect(slot()).not.toEqual(before);
    stopTouching();
  });

  test('open a role that aws_signing_helper opened: the question ends with its key, and its profile is taken over and given back', async () => {
    const ca = createTestCa();
    putIdentity(rig.plugged().key, ca.issue({ subject: '/CN=jane' }), { touch: 1 });
    const { simulator, config } = rig.stage();
    const role = `arn:aws:iam::${homeAccount}:role/ByCertificate`;
    const anchor = simulator.anywhere.addAnchor(homeAccount, 'eu-central-1', ca.pem);
    const profile = simulator.anywhere.addProfile(homeAccount, 'eu-central-1', [role]);
    const arns = `--trust-anchor-arn ${anchor} --profile-arn ${profile} --role-arn ${role}`;
    const section = (uri: string) =>
      `\n[profile build]\ncredential_process = aws_signing_helper credential-process --certificate ${uri} ${arns}\n`;
    const before = readFileSync(config, 'utf8');
    writeFileSync(config, `${before}${section("'pkcs11:id=%05?pin-value=123456'")}`);
    await rig.launch();
    const popover = await rig.openWindow();
    await popover.getByText('with aws_signing_helper').waitFor();
    await popover.getByText('build', { exact: true }).click();
    await popover.getByLabel('PIN', { exact: true }).waitFor();
    await rig.plugged().remove();
    await popover.locator('li[data-role="build"][data-state="failed"]').filter({ hasText: 'The YubiKey was removed' }).waitFor();
    expect(await popover.getByRole('dialog').count()).toBe(0);
    await rig.plugged().insert();
    await popover.locator('li[data-role="build"][data-state="idle"]').waitFor();
    const next = rig.electron().waitForEvent('window');
    await popover.getByRole('button', { name: 'More for build' }).click();
    await popover.getByRole('menuitem', { name: 'Let it ask Roletap…' }).click();
    const page = await next;
    const change = page.getByRole('button', { name: 'Change profile' });
    await change.waitFor();
    expect(await page.getByText('123456').count()).toBe(0);
    await change.click();
    const asks = (checked: boolean) => page.getByRole('switch', { name: 'Ask Roletap instead of aws_signing_helper', checked });
    await asks(true).waitFor();
    expect(readFileSync(config, 'utf8')).toContain('roletap_certificate = CN=jane');
    await asks(true).click();
    await change.click();
    await asks(false).waitFor();
    expect(readFileSync(config, 'utf8')).toBe(`${before}${section('pkcs11:id=%05')}`);
  });

  test('sign as a CA: its key is made, a request is refused without proof, signed under other rules, registered and revoked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-ca-'));
    const filePath = join(folder, 'made.pem');
    const { key } = rig.plugged();
    const stopTouching = touchWhenItBlinks(key);
    try {
      const page = await openCertificates();
      await rig.electron().evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, filePath);
      const save = async (button: string) => {
        rmSync(filePath, { force: true });
        await page.getByRole('button', { name: button }).click();
        await eventually(() => existsSync(filePath), 'it is saved');
        return readFileSync(filePath, 'utf8');
      };
      await page.getByRole('button', { name: /^Set up a CA on / }).click();
      await page.getByLabel('Slot').selectOption('9c');
      await page.getByLabel('Subject').fill('CN=Example CA');
      await page.getByRole('button', { name: 'Make CA' }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel('New PIN', { exact: true }).fill('314159');
      await sheet.getByLabel('Repeat PIN').fill('314159');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'CN=Example CA is ready' }).waitFor();
      writeFileSync(join(folder, 'ca.pem'), await save('Save certificate…'));
      await page.getByRole('button', { name: 'Back to certificates' }).click();
      await page.getByRole('button', { name: 'Sign a request: CN=Example CA' }).click();
      await page.getByLabel('Or paste it').fill(createTestRequest('/CN=jane'));
      await page.getByRole('button', { name: 'Open request' }).click();
      await page.getByRole('heading', { name: 'A certificate for CN=jane, P-256 key' }).waitFor();
      await page.getByRole('button', { name: 'Sign certificate' }).click();
      await page.getByRole('alert').waitFor();
      for (const rule of ['the key was made on it', 'the key asks for the PIN', 'the key requires a touch'])
        await page.getByRole('checkbox', { name: rule }).uncheck();
      await page.getByRole('button', { name: 'Sign certificate' }).click();
      await page.getByText('Signed CN=jane until').waitFor();
      await save('Save certificate…');
      const verified = execFileSync('openssl', ['verify', '-CAfile', join(folder, 'ca.pem'), filePath], { stdio: 'pipe' });
      expect(verified.toString()).toContain('OK');
      await page.getByRole('button', { name: 'Revoke… CN=jane' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke certificate' }).click();
      await page.getByText('The revocation list has 1 certificate.').waitFor();
      await save('Save revocation list…');
      const crl = execFileSync('openssl', ['crl', '-noout', '-text', '-CAfile', join(folder, 'ca.pem'), '-in', filePath], {
        stdio: 'pipe',
      });
      expect(crl.toString().match(/Serial Number/g)).toHaveLength(1);
      const { simulator, jane } = rig.stage();
      jane.allow({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
      const anchor = simulator.anywhere.addAnchor(homeAccount, 'eu-central-1', readFileSync(join(folder, 'ca.pem'), 'utf8'));
      await page.getByLabel('Import with').selectOption('acme');
      await page.getByLabel('Region').fill('eu-central-1');
      await page.getByRole('button', { name: 'List from AWS' }).click();
      await page.getByRole('combobox', { name: 'Trust anchor ARN' }).selectOption(anchor);
      await page.getByRole('button', { name: 'Import into AWS' }).click();
      await page.getByText('AWS has the revocation list:').waitFor();
      const lists = await rig
        .stage()
        .aws(['rolesanywhere', 'list-crls', '--profile', 'acme', '--region', 'eu-central-1', '--output', 'json']);
      expect(lists.json()).toMatchObject({ crls: [{ enabled: true, trustAnchorArn: anchor }] });
    } finally {
      stopTouching();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

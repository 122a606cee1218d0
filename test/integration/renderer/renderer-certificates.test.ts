import { describe, expect, test } from 'vitest';
import { galleryBrowser, sent } from '../../support/gallery/browser.ts';

/** The page of certificates in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('the page of certificates', () => {
  test('shows of each key its tries, what is the factory’s, and its slots with their certificates', async () => {
    const page = await open('certificates', { timezoneId: 'UTC', locale: 'en-GB' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Certificates');
    const key = page.getByRole('region', { name: 'Certificates on YubiKey 5C NFC 12345678' });
    expect(await key.textContent()).toContain(
      'Firmware 5.7.4 · 3 of 3 PIN tries left, 3 of 3 PUK tries left · The PIN protects the management key.',
    );
    const slot = key.getByRole('listitem').filter({ hasText: 'CN=jane,O=Example' });
    expect(await slot.textContent()).toContain('Slot 82');
    expect(await slot.textContent()).toContain('Issued by CN=Example CA,O=Example, valid 24 August 2026 – 24 August 2027');
    expect(await slot.textContent()).toContain('P-256 key, made on this YubiKey, PIN: once, touch: every 15 s');
    expect(await key.getByRole('listitem').filter({ hasText: 'CN=jane-build' }).textContent()).toContain('Ends in 6 days');
    expect(await key.getByRole('listitem').filter({ hasText: 'CN=jane-2025' }).textContent()).toContain('Expired');
    const fresh = page.getByRole('region', { name: 'Certificates on YubiKey 5 Nano 23456789' });
    expect(await fresh.textContent()).toContain('Factory default: PIN, PUK and management key');
    expect(await fresh.textContent()).toContain('PUK blocked');
  });

  test('has serial number and fingerprint of a certificate behind its details, by keyboard', async () => {
    const page = await open('certificates');
    await page.getByRole('button', { name: 'Details of slot 82' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByText('158453421976120344310912786650187654321').filter({ visible: true }).count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'closePage', payload: null }]);
  });

  test('says of a Security Key what it is, and of nothing that there is nothing', async () => {
    const page = await open('certificates-none');
    expect(await page.getByRole('region', { name: 'Certificates on Security Key NFC 12345678' }).textContent()).toContain('Security Key');
    expect(await page.getByText('can’t be read').count()).toBe(1);
    const none = await open('certificates-no-key');
    await none.getByText('Insert a YubiKey to see its certificates.').waitFor();
    expect(await none.getByRole('button', { name: 'Refresh' }).isDisabled()).toBe(true);
  });

  test('is read anew on Refresh, and is reached from the menu, the box and a key of the devices', async () => {
    const page = await open('certificates');
    await page.getByRole('button', { name: 'Refresh' }).click();
    expect(await sent(page)).toEqual([{ name: 'readCertificates', payload: null }]);
    const opens = [{ name: 'openCertificates', payload: null }];
    const popover = await open('roles');
    await popover.getByRole('button', { name: 'More', exact: true }).click();
    await popover.getByRole('menuitem', { name: 'Certificates' }).click();
    expect(await sent(popover)).toEqual(opens);
    const box = await open('roles');
    await box.keyboard.type('piv');
    await box.keyboard.press('Enter');
    expect(await sent(box)).toEqual(opens);
    const devices = await open('devices');
    await devices
      .getByRole('button', { name: /^Certificates on / })
      .first()
      .click();
    expect(await sent(devices)).toEqual(opens);
  });
});

describe('a new key on the page of certificates', () => {
  test('takes a retired slot unless another one is chosen, and says what of the factory’s goes', async () => {
    const page = await open('certificates-setup');
    await page.getByText('You choose yours first').waitFor();
    await page.getByText('becomes a random one under your PIN').waitFor();
    await page.getByLabel('Subject').fill('CN=jane');
    await page.getByRole('button', { name: 'Make key' }).click();
    await page.getByLabel('Slot').selectOption('9c');
    await page.getByLabel('Kind of key').selectOption('RSA-2048');
    await page.getByText('An RSA key can take minutes.').waitFor();
    await page.getByLabel('Touch').selectOption('For each signature');
    await page.getByLabel('Subject').press('Enter');
    const order = { keyId: '23456789', subject: 'CN=jane', authority: false } as const;
    expect(await sent(page)).toEqual([
      { name: 'startKeySetup', payload: { ...order, slot: '82', algorithm: 'p256', touch: 'cached' } },
      { name: 'startKeySetup', payload: { ...order, slot: '9c', algorithm: 'rsa-2048', touch: 'always' } },
    ]);
  });

  test('for a CA skips slots that hold something, and wants a touch each time', async () => {
    const page = await open('certificates-setup-authority');
    expect(await page.getByLabel('Slot').locator('option').allTextContents()).not.toContain('Slot 82');
    await page.getByLabel('Subject').fill(' ');
    await page.getByRole('button', { name: 'Make CA' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await page.getByLabel('Subject').fill('CN=Example CA');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      {
        name: 'startKeySetup',
        payload: { keyId: '12345678', slot: '85', algorithm: 'p256', touch: 'always', subject: 'CN=Example CA', authority: true },
      },
    ]);
  });

  test('that was begun is continued after a wrong PIN, and Escape goes back before it closes', async () => {
    const page = await open('certificates-setup-failed');
    expect(await page.getByRole('alert').textContent()).toContain('2');
    expect(await page.getByLabel('Subject').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([
      { name: 'resumeKeySetup', payload: { setup: 's1' } },
      { name: 'leaveCertificateStage', payload: null },
    ]);
  });

  test('is listed while it is not finished, to be continued or undone', async () => {
    const page = await open('certificates-unfinished');
    await page.getByText('Stored the certificate for CN=jane,O=Example in slot 82.').waitFor();
    await page.getByRole('button', { name: 'Continue: CN=deploy' }).click();
    await page.getByRole('button', { name: 'Undo: CN=jane-spare' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Undo: CN=jane-spare' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Renew CN=jane-build' }).click();
    expect(await sent(page)).toEqual([
      { name: 'resumeKeySetup', payload: { setup: 's1' } },
      { name: 'undoKeySetup', payload: { setup: 's2' } },
      { name: 'renewCertificate', payload: { keyId: '12345678', slot: '83' } },
    ]);
  });

  test('asks for a new PIN twice and empties both fields, for the last try only with a yes', async () => {
    const page = await open('certificates-new-pin');
    await page.getByLabel('New PIN', { exact: true }).fill('12345');
    await page.getByLabel('Repeat PIN').fill('12345');
    await page.keyboard.press('Enter');
    await page.getByText('A PIN has 6 to 8 characters.').waitFor();
    await page.getByLabel('New PIN', { exact: true }).fill('314159');
    await page.getByLabel('Repeat PIN').fill('314158');
    await page.keyboard.press('Enter');
    await page.getByText('The PINs don’t match.').waitFor();
    expect(await page.getByLabel('Repeat PIN').inputValue()).toBe('');
    await page.getByLabel('Repeat PIN').fill('314159');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('New PIN', { exact: true }).inputValue()).toBe('');
    const pin = Object.fromEntries([...'314159'].map((digit, at) => [at, digit.charCodeAt(0)]));
    expect(JSON.parse(JSON.stringify(await sent(page)))).toEqual([
      { name: 'answerPin', payload: { waiting: expect.any(String), pin, lastTry: false } },
    ]);
    const last = await open('certificates-pin');
    await last.getByLabel('PIN', { exact: true }).fill('314159');
    expect(await last.getByRole('button', { name: 'Unlock' }).isDisabled()).toBe(true);
    await last.getByLabel('Use the last try').check();
    expect(await last.getByRole('button', { name: 'Unlock' }).isDisabled()).toBe(false);
  });

  test('has its request saved or copied, and its certificate pasted', async () => {
    const page = await open('certificates-request');
    await page.getByText('This key can’t leave the YubiKey').waitFor();
    await page.getByRole('button', { name: 'Save request…' }).click();
    await page.getByRole('button', { name: 'Copy request' }).click();
    await page.getByLabel('Or paste it').fill('-----BEGIN');
    await page.getByRole('button', { name: 'Store certificate' }).click();
    const [save, copy, stored] = await sent(page);
    expect([save?.name, copy?.name, stored?.name]).toEqual(['saveCertificateText', 'copyCertificateText', 'importCertificate']);
  });
});

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

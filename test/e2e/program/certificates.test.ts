import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createTestCa } from '../../support/aws/test-ca.ts';
import { putIdentity } from '../../support/card/piv-identity.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

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
    page.setDefaultTimeout(10_000);
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
    await rig.plugged().remove();
    await page.getByText('Insert a YubiKey to see its certificates.').waitFor();
    putIdentity(rig.plugged().key, ca.issue({ subject: '/CN=build' }), { slot: 0x83 });
    await rig.plugged().insert();
    await page.getByRole('listitem').filter({ hasText: 'CN=build' }).waitFor();
    await slot.waitFor();
  });
});

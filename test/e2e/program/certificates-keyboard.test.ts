import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { homeAccount } from '../../support/aws/stage.ts';
import { createTestCa } from '../../support/aws/test-ca.ts';
import { putIdentity } from '../../support/card/piv-identity.ts';
import { openDesktop } from '../../support/electron/desktop.ts';
import { endElectron } from '../../support/electron/electron.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

const region = 'eu-central-1';
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Action: '*', Resource: '*' } };
const trust = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow' as const,
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  },
};

/** More than any window has places for the focus. */
const mostTabs = 120;

/** Goes on with Tab until the focus is there, as somebody without a pointer does. */
const tabTo = async (page: Page, place: Locator): Promise<void> => {
  await place.waitFor();
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab doesn't lead to ${String(place)}`);
};

const press = async (page: Page, place: Locator): Promise<void> => {
  await tabTo(page, place);
  await page.keyboard.press('Enter');
};

const typeInto = async (page: Page, label: string, typed: string): Promise<void> => {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(typed);
};

/** The whole program as built, by somebody with a keyboard, or who comes back after weeks. */
describe('certificates in the whole program', () => {
  const rig = useProgram();
  /** With the files of the terminal, as for everybody who gives it no folder of its own. */
  const launchBesideTerminal = () => rig.launch([`--user-data-dir=${join(rig.stage().home.environment.XDG_CONFIG_HOME ?? '', 'Roletap')}`]);

  test('are set up by keyboard alone, from the menu to a role in the list that opens', async () => {
    const { simulator, jane } = rig.stage();
    jane.allow(everything);
    const role = `arn:aws:iam::${homeAccount}:role/ByCertificate`;
    const pca = simulator.anywhere.addPrivateCa(homeAccount, region, createTestCa());
    const { key } = rig.plugged();
    await rig.launch();
    const popover = await rig.openWindow();
    const next = rig.electron().waitForEvent('window');
    await press(popover, popover.getByRole('button', { name: 'More', exact: true }));
    const entry = popover.getByRole('menuitem', { name: 'Certificates' });
    await eventually(async () => {
      if (await entry.evaluate((element) => element === document.activeElement)) return true;
      await popover.keyboard.press('ArrowDown');
      return false;
    }, 'the menu’s entry');
    await popover.keyboard.press('Enter');
    const page = await next;

    await press(page, page.getByRole('button', { name: /^Set up a certificate on / }));
    await typeInto(page, 'Subject', 'CN=jane');
    await tabTo(page, page.getByRole('radio', { name: /^Send a request/ }));
    await page.keyboard.press('ArrowDown');
    await typeInto(page, 'ARN of the private CA', pca);
    await tabTo(page, page.getByRole('switch', { name: 'Open an AWS role with it' }));
    await page.keyboard.press('Space');
    await typeInto(page, 'Profile name', 'cert');
    await typeInto(page, 'Role ARN', role);
    await tabTo(page, page.getByLabel('Look at AWS with'));
    await page.keyboard.type('acme');
    await tabTo(page, page.getByRole('checkbox', { name: 'Create this role in AWS' }));
    await page.keyboard.press('Space');
    await typeInto(page, 'Region', region);
    await page.keyboard.press('Enter');

    const sheet = page.getByRole('dialog');
    // The sheet takes the focus: nothing has to be looked for.
    await sheet.getByLabel('New PIN', { exact: true }).waitFor();
    await page.keyboard.type('314159');
    await page.keyboard.press('Tab');
    await page.keyboard.type('314159');
    await page.keyboard.press('Enter');
    const stopTouching = key.onAwaitingTouch((wait) => {
      if (wait) key.touch();
    });
    await page.getByRole('heading', { name: 'cert is in your list' }).waitFor();
    stopTouching();
    expect(readFileSync(rig.stage().config, 'utf8')).toContain('[profile cert]');
    const button = page.getByRole('button', { name: 'Back to certificates' });
    await press(page, button);
    await page.getByRole('listitem').filter({ hasText: 'CN=jane' }).waitFor();

    // In the popover the role is found by its name, and opened with Enter; its PIN is remembered.
    await tabTo(popover, popover.getByPlaceholder('Search or run a command'));
    await popover.keyboard.type('cert');
    await popover.keyboard.press('Enter');
    await popover.locator('li[data-role="cert"][data-state="active"]').waitFor();
    expect(await rig.callerOf('cert')).toContain('assumed-role/ByCertificate/');
  });

  test.each([6, 20])('tell that one ends in %i days: on the desktop, in the window, once; and lead to its renewal', async (days) => {
    const ca = createTestCa();
    putIdentity(rig.plugged().key, ca.issue({ subject: '/CN=jane', days }));
    const { simulator, account, config } = rig.stage();
    const { arn } = account.addRole('ByCertificate', { trust });
    const anchor = simulator.anywhere.addAnchor(homeAccount, region, ca.pem);
    const profile = simulator.anywhere.addProfile(homeAccount, region, [arn]);
    const section = `\n[profile cert]\nroletap_trust_anchor_arn = ${anchor}\nroletap_profile_arn = ${profile}\nroletap_role_arn = ${arn}\nregion = ${region}\n`;
    writeFileSync(config, readFileSync(config, 'utf8') + section);
    // Opened once, in a terminal: since then it is known when the certificate ends.
    const opened = await rig.stage().roletap(['tap', 'cert', '--pin-stdin'], { input: '123456\n' }).ended;
    expect(opened.code, opened.stderr).toBe(0);
    const desktop = await openDesktop();
    try {
      const told = () => desktop.notifications().filter(({ title }) => title === 'cert’s certificate ends soon');
      await launchBesideTerminal();
      const [first] = await eventually(() => told().length > 0 && told(), 'the desktop is told');
      const next = rig.electron().waitForEvent('window');
      desktop.click(first?.id ?? 0);
      const page = await next;
      await page.getByRole('heading', { name: /CN=jane/ }).waitFor();
      await page.getByRole('button', { name: 'Renew', exact: true }).waitFor();
      // Another run says nothing anew on the desktop; the note in the list stays, and leads there as well.
      await endElectron(rig.electron());
      await launchBesideTerminal();
      const popover = await rig.openWindow();
      await popover.getByRole('region', { name: 'Notes' }).getByRole('button').first().click();
      await popover.getByText('“cert” needs a new certificate soon').waitFor();
      expect(told()).toHaveLength(1);
      const again = rig.electron().waitForEvent('window');
      await popover.getByRole('button', { name: 'Renew…' }).click();
      await (await again).getByRole('heading', { name: /CN=jane/ }).waitFor();
    } finally {
      desktop.stop();
    }
  });
});

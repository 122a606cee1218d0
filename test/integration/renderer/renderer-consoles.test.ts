import { describe, expect, test } from 'vitest';
import { galleryBrowser, sent } from '../../support/gallery/browser.ts';

/** Where a role's console opens, as the popover asks it, in Debian's Chromium. */
const gallery = galleryBrowser();
const open = async (role: string) => {
  const page = await gallery.open('roles-browsers');
  await page.getByRole('button', { name: `More for ${role}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Open console in…' }).click();
  return page;
};
const looked = { name: 'findBrowsers', payload: null };

describe('the browser of a console', () => {
  test('is chosen among those that are there, with service and region, for the role or its account', async () => {
    const page = await open('ops');
    expect(await page.getByLabel('Chrome, Work').isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: /^All roles in / }).isChecked()).toBe(true);
    await page.getByLabel('Chrome, Home').check();
    await page.getByRole('radio', { name: 'Only ops' }).check();
    await page.getByLabel('Service to begin with').fill('EC2/../x');
    await page.getByRole('button', { name: 'Open console', exact: true }).click({ force: true });
    expect(await sent(page)).toEqual([looked]);
    await page.getByLabel('Service to begin with').fill('ec2');
    await page.getByLabel('Region').fill('eu-west-1');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      looked,
      { name: 'openConsole', payload: { role: 'ops', browser: 'chrome/Default', keepFor: 'role', service: 'ec2', region: 'eu-west-1' } },
    ]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('says what a container lacks, and that the one chosen before is gone', async () => {
    const page = await open('lost');
    expect(await page.getByRole('radio', { name: /^Firefox, team, Acme/ }).isDisabled()).toBe(true);
    await page.getByText('Needs the Firefox add-on').waitFor();
    await page.getByText('edge/Default doesn’t exist any more.').waitFor();
    const button = page.getByRole('button', { name: 'Open console', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('System browser').check();
    await button.click();
    expect(await sent(page)).toEqual([looked, { name: 'openConsole', payload: { role: 'lost', browser: 'system', keepFor: 'role' } }]);
  });
});

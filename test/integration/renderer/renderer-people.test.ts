import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** The page of the people in an account, in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();
const names = (page: Page) => page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-person')));
const cells = (page: Page, person: string) => page.locator(`tr[data-person="${person}"] td`).allInnerTexts();

describe('the people', () => {
  test('are read with the rights that are chosen, and not before', async () => {
    const page = await open('people-closed');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('People');
    await page.getByRole('combobox', { name: 'Role or user' }).selectOption('jane');
    await page.getByRole('button', { name: 'Show people' }).click();
    expect(await sent(page)).toEqual([{ name: 'readTeam', payload: { source: 'jane' } }]);
  });

  test('can be given up while they are read, and the page is closed by Escape', async () => {
    const page = await open('people-reading');
    expect(await page.getByRole('status').first().innerText()).toContain('Reading MFA devices: 120 of 340');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('Escape');
    expect((await sent(page)).map(({ name }) => name)).toEqual(['cancelTeam', 'closePage']);
  });

  test('stand in one table with what is known of each', async () => {
    const page = await open('people');
    expect(await cells(page, 'ada')).toEqual([
      '2 × YubiKey\nada-yk-12345678, ada-yk-23456789',
      '12 d today, sts, eu-central-1',
      'today',
      'none',
    ]);
    expect(await cells(page, 'bob')).toEqual([
      'none',
      '214 d 3 d ago, s3, eu-west-1\n2 d never used',
      'yesterday',
      'Set up MFA\nno MFA, two active keys, key over 90 days',
    ]);
    expect(await cells(page, 'dan')).toEqual([
      'passkey, hardware token\ndan-passkey, GAHT12345678',
      '97 d 40 d ago, ec2, us-east-1\ninactive',
      'never\nno password',
      'Rotate the key roletap rotate\nkey over 90 days',
    ]);
    expect((await cells(page, '<root_account>'))[3]).toBe(
      'Delete root’s access key\nroot has an access key, root without MFA, key over 90 days',
    );
  });

  test('are drawn as a bar of who signs in with what, beside the time of AWS’s report', async () => {
    const page = await open('people');
    await page.getByRole('img', { name: '1 YubiKey, 1 Passkey or token, 1 Virtual device, 1 Unknown, 3 No MFA, 1 No access' }).waitFor();
    await page.getByText('From AWS’s credential report of 22 November 2026, 14:10 UTC.').waitFor();
    expect(await page.getByText('Changed since.').count()).toBe(0);
    await next(page, 'people-changed');
    await page.getByText('Changed since. Refresh to see it.').waitFor();
    await next(page, 'people');
  });

  test('are searched by name and device, filtered, and all shown again', async () => {
    const page = await open('people');
    await page.getByRole('searchbox').fill('23456789');
    expect(await names(page)).toEqual(['ada']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'No MFA 3' }).click();
    expect(await names(page)).toEqual(['<root_account>', 'bob', 'deploy-bot-of-the-platform-engineering-team-in-eu-central-1']);
    await page.getByRole('searchbox').fill('nobody');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await names(page)).toHaveLength(8);
    // The first Escape emptied the search, and nothing else.
    expect(await sent(page)).toEqual([]);
  });

  test('are sorted by each column, both ways, by the keyboard as well', async () => {
    const page = await open('people');
    const column = (name: string) => page.getByRole('columnheader', { name });
    expect(await column('Person').getAttribute('aria-sort')).toBe('ascending');
    await column('Access keys').getByRole('button').press('Enter');
    expect((await names(page)).slice(0, 4)).toEqual([
      '<root_account>',
      'deploy-bot-of-the-platform-engineering-team-in-eu-central-1',
      'bob',
      'dan',
    ]);
    await column('Next step').getByRole('button').click();
    expect((await names(page))[0]).toBe('<root_account>');
    await column('Last sign-in').getByRole('button').click();
    expect((await names(page)).slice(0, 4)).toEqual(['ada', 'erin', 'bob', 'carol']);
    await column('MFA').getByRole('button').click();
    expect((await names(page)).at(-1)).toBe('ada');
    await column('MFA').getByRole('button').click();
    expect((await names(page))[0]).toBe('ada');
    expect(await column('MFA').getAttribute('aria-sort')).toBe('descending');
  });

  test('are saved as CSV or JSON', async () => {
    const page = await open('people');
    for (const format of ['CSV', 'JSON']) {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: format }).click();
    }
    expect(await sent(page)).toEqual([
      { name: 'exportTeam', payload: { format: 'csv' } },
      { name: 'exportTeam', payload: { format: 'json' } },
    ]);
  });

  test('are shown with what was denied, and the missing action', async () => {
    const page = await open('people-gaps');
    await page.getByText('Couldn’t read the credential report. Missing permission: iam:GetCredentialReport.').waitFor();
    await page.getByText('Couldn’t read people’s MFA devices (8 people). Missing permission: iam:ListMFADevices.').waitFor();
    expect((await cells(page, 'ada'))[0]).toBe('?');
  });

  test('are shown with devices that nobody has, to be deleted', async () => {
    const page = await open('people-no-owner');
    await page.getByText('2 virtual devices belong to no user and can be deleted.').click();
    await page.getByText('zoe-yk-34567890').waitFor();
    await page.getByRole('button', { name: 'Delete…: zoe-yk-34567890' }).click();
    expect((await sent(page)).at(-1)).toEqual({
      name: 'openSheet',
      payload: { kind: 'remove', user: 'arn:aws:iam::111122223333:mfa/zoe-yk-34567890', what: 'device' },
    });
    await next(page, 'people-remove-device');
    await page.getByRole('heading', { name: 'Delete zoe-yk-34567890' }).waitFor();
    await page.getByText('its secret is gone').waitFor();
    expect(await page.getByRole('button', { name: 'Change' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Delete device' }).click();
    expect((await sent(page)).at(-1)).toEqual({ name: 'carrySheet', payload: {} });
    await next(page, 'people-remove-device-gone');
    await page.getByText('No virtual MFA device without a user is called “zoe-yk-34567890”.').waitFor();
    await page.getByRole('button', { name: 'Show plan' }).click();
    expect((await sent(page)).at(-1)).toMatchObject({ name: 'openSheet', payload: { what: 'device' } });
  });

  test('keep search and order while they are read anew', async () => {
    const page = await open('people');
    await page.getByRole('searchbox').fill('a');
    const before = await names(page);
    await next(page, 'people-again');
    await page.getByText('Waiting for AWS’s credential report…').waitFor();
    expect(await names(page)).toEqual(before);
    expect(await page.getByRole('searchbox').inputValue()).toBe('a');
  });

  test('of a large account keep few lines in the document, and scroll to the last', async () => {
    const page = await open('people-5000');
    const table = page.getByRole('table');
    expect(await table.getAttribute('aria-rowcount')).toBe('5001');
    await page.getByRole('region', { name: 'People' }).focus();
    // Lines are as high as what is in them, so the end moves while it comes into view.
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return table.locator('[aria-rowindex="5001"]').count();
      })
      .toBe(1);
    expect(await page.locator('main *').count()).toBeLessThan(1500);
  });

  test('mark the chosen filter in forced colours, and scroll nowhere sideways from right to left', async () => {
    const page = await open('people', { forcedColors: 'active' });
    const colours = await page
      .locator('[aria-pressed]')
      .evaluateAll((all) => all.slice(0, 2).map((button) => getComputedStyle(button).backgroundColor));
    expect(colours[0]).not.toBe(colours[1]);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** The page of policies in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('policies', () => {
  test('are checked as they are pasted, opened from a file, or read from the account', async () => {
    const page = await open('people-policies');
    expect(await page.getByRole('button', { name: 'Check', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Policy or trust policy').fill('{ "Version": 1 }');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page
      .getByLabel('File with a policy')
      .setInputFiles({ name: 'deny.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await page.getByLabel('ARN', { exact: true }).fill('arn:aws:iam::111122223333:policy/deny');
    await page.getByRole('button', { name: 'Read from account' }).click();
    await expect.poll(() => sent(page)).toHaveLength(3);
    expect(await sent(page)).toEqual(
      expect.arrayContaining([
        { name: 'checkPolicy', payload: { name: '', text: '{ "Version": 1 }' } },
        { name: 'checkPolicy', payload: { name: 'deny.json', text: '{}' } },
        { name: 'readPolicy', payload: { source: 'prod-admin', arn: 'arn:aws:iam::111122223333:policy/deny' } },
      ]),
    );
  });

  test('are shown with each finding, its line, why it matters and what to change', async () => {
    const page = await open('people-policies-checked');
    await page.getByText('2 errors, 0 warnings, 0 notes').waitFor();
    const first = page.locator('[data-rule="deny-bool"]');
    expect(await first.innerText()).toContain('error, line 6, statement 1 (DenyWithoutMFA)');
    expect(await first.locator('li[data-kind="add"]').innerText()).toContain('BoolIfExists');
    await page.getByRole('button', { name: 'Copy Fixed policy' }).waitFor();
    await next(page, 'people-policies-clean');
    await page.getByText('No problems found.').waitFor();
  });

  test('are written for the account, and compared with what a group has', async () => {
    const page = await open('people-policies');
    await page.getByLabel('Which policy').selectOption({ label: 'Deny everything else without MFA' });
    await page.getByRole('checkbox', { name: 'Include changing the first password' }).check();
    await page.getByLabel('Compare with group').fill('developers');
    await page.keyboard.press('Enter');
    expect((await sent(page)).at(-1)).toEqual({
      name: 'makePolicy',
      payload: { source: 'prod-admin', kind: 'deny', extras: ['password'], path: '', group: 'developers' },
    });
    await next(page, 'people-policies-made');
    await page.getByText('developers has another version of this policy.').waitFor();
    await page.keyboard.press('Escape');
    expect((await sent(page)).at(-1)?.name).toBe('closePolicies');
  });
});

import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** What one person may do, on the people's page in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('what somebody may do', () => {
  test('is asked with actions that are there already, or others, for all resources or some', async () => {
    const page = await open('people-simulate');
    await page.getByRole('heading', { name: 'What may bob do?' }).waitFor();
    const check = page.getByRole('button', { name: 'Check', exact: true });
    await check.click();
    await page.getByLabel('Actions').fill(' s3:GetObject,s3:PutObject\niam:ListUsers, ');
    await page.getByLabel('Resources').fill('arn:aws:s3:::a/*');
    await check.press('Enter');
    expect(await sent(page)).toEqual([
      { name: 'simulateUser', payload: { actions: ['iam:ListVirtualMFADevices', 's3:ListAllMyBuckets'], resources: [] } },
      {
        name: 'simulateUser',
        payload: { actions: ['s3:GetObject', 's3:PutObject', 'iam:ListUsers'], resources: ['arn:aws:s3:::a/*'] },
      },
    ]);
    await page.getByLabel('Actions').fill('s3:GetObject frob');
    await check.click();
    await page.getByText('“frob” isn’t an action.').waitFor();
    expect(await sent(page)).toHaveLength(2);
    await page.getByLabel('Actions').fill('s3:GetObject');
    await page.getByLabel('Resources').fill('arn:aws:s3:::a/* bucket');
    await check.click();
    await page.getByText('“bucket” isn’t an ARN.').waitFor();
    expect([await page.getByText('“frob” isn’t an action.').count(), await sent(page)]).toMatchObject([0, { length: 2 }]);
    await page.getByLabel('Actions').fill(' , ');
    expect(await check.isDisabled()).toBe(true);
    await next(page, 'people-simulate-working');
    await page.getByText('Asking IAM').waitFor();
    expect(await check.isDisabled()).toBe(true);
  });

  test('is a line for each action, with the policies that deny it', async () => {
    const page = await open('people-simulate-answer');
    const lines = (await page.locator('tr[data-action]').allInnerTexts()).map((line) => line.split(/\s*[\t\n]+\s*/));
    expect(lines).toEqual([
      ['iam:ListVirtualMFADevices', 'all resources', 'allowed', 'allowed'],
      ['s3:ListAllMyBuckets', 'all resources', 'denied', 'by RoletapDenyWithoutMFA', 'allowed'],
      [
        's3:GetObject',
        'arn:aws:s3:::quarterly-reports-of-the-finance-team/2026/q3.csv',
        'denied',
        'by RoletapDenyWithoutMFA, reports-only-from-the-office',
        'not allowed',
      ],
    ]);
    await page.getByText(/It leaves out service control and resource policies/).waitFor();
    await page.keyboard.press('Escape');
    expect((await sent(page)).at(-1)).toEqual({ name: 'closeSimulate', payload: null });
  });

  test('is brought into view in a small window, too', async () => {
    const page = await open('people-simulate');
    await page.setViewportSize({ width: 360, height: 250 });
    await next(page, 'people-simulate-answer');
    const topOf = (role: 'table' | 'alert') => page.getByRole(role).evaluate((one) => Math.round(one.getBoundingClientRect().top));
    expect(Math.abs(await topOf('table'))).toBeLessThan(20);
    await next(page, 'people-simulate-denied');
    const top = await topOf('alert');
    expect([top > 0, top < 200]).toEqual([true, true]);
  });

  test('names the permission that is missing', async () => {
    const page = await open('people-simulate-denied');
    expect(await page.getByRole('alert').innerText()).toBe(
      'Missing permission: iam:SimulatePrincipalPolicy on arn:aws:iam::111122223333:user/bob.',
    );
  });

  test('is a click away once MFA is required of a pilot', async () => {
    const page = await open('people-enforce-pilot');
    await page.getByRole('button', { name: 'Check permissions…' }).click();
    expect((await sent(page)).at(-1)).toEqual({ name: 'openSimulate', payload: { user: 'bob' } });
  });
});

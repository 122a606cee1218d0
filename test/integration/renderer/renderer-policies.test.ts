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
    // It is brought into view, and the page's head stays where it is.
    const tops = () =>
      page.evaluate(() => ['h1', '[data-tone]'].map((at) => document.querySelector(at)?.getBoundingClientRect().top ?? -1));
    const [head = -1, note = -1] = await tops();
    expect([head > 0, note > 0 && note < 200]).toEqual([true, true]);
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
    await page.getByLabel('Group', { exact: true }).fill('developers');
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

  test('are listed with where they are and what was found; one that is chosen is checked', async () => {
    const page = await open('people-policies');
    await page.getByRole('button', { name: 'List policies' }).click();
    expect((await sent(page)).at(-1)).toEqual({ name: 'listPolicies', payload: { source: 'prod-admin' } });
    await next(page, 'people-policies-listed');
    const lines = async () => (await page.locator('[data-policy]').allInnerTexts()).map((line) => line.replaceAll('\t', ' | '));
    expect(await lines()).toEqual([
      'deny-without-mfa | Managed | 2 errors',
      'legacy-mfa | Group developers | 1 warning',
      'Deploy | Trust policy of the role | none',
      'boundary-test | User bob | not checked',
    ]);
    await page.getByText('Missing permission: iam:GetAccountAuthorizationDetails').waitFor();
    await page.getByRole('checkbox', { name: 'With findings only' }).check();
    expect(await lines()).toHaveLength(2);
    await page.getByRole('searchbox').fill('legacy');
    await page.getByRole('button', { name: 'legacy-mfa' }).press('Enter');
    expect((await sent(page)).at(-1)).toEqual({ name: 'pickPolicy', payload: { id: 'group/developers/legacy-mfa' } });
  });

  test('are attached to a group, or taken away from it, as a plan', async () => {
    const page = await open('people-policies-made');
    for (const [name, isRemoval] of [
      ['Replace in developers…', false],
      ['Remove from developers…', true],
    ] as const) {
      await page.getByRole('button', { name }).press('Enter');
      const change = { policy: 'deny', group: 'developers', extras: [], path: '', isRemoval };
      expect((await sent(page)).at(-1)).toEqual({ name: 'openSheet', payload: { kind: 'policy', ...change } });
    }
    await next(page, 'people-policy-plan');
    await page.getByRole('heading', { name: 'Attach a policy to developers' }).waitFor();
    expect(await page.locator('tbody tr').innerText()).toContain('iam:PutGroupPolicy');
    await page.getByRole('button', { name: 'Attach policy' }).click();
    expect((await sent(page)).at(-1)).toEqual({ name: 'carrySheet', payload: {} });
    await next(page, 'people-policy-removal');
    await page.getByText('Everyone in developers can then work without MFA.').waitFor();
    await next(page, 'people-policy-unsafe');
    await page.getByText(/would be locked out/).waitFor();
    await page.getByRole('button', { name: 'Show plan' }).click();
    expect((await sent(page)).at(-1)?.payload).toMatchObject({ kind: 'policy', group: 'developers' });
    await next(page, 'people-policy-done');
    await page.getByRole('heading', { name: 'developers has the policy' }).waitFor();
  });
});

import { describe, expect, test } from 'vitest';
import { galleryBrowser, sent } from '../../support/gallery/browser.ts';

/** What the popover does with less than a role, in Debian's Chromium, on a bridge that keeps what is sent. */
const gallery = galleryBrowser();
const open = () => gallery.open('roles-limited', { timezoneId: 'UTC', locale: 'en-GB' });

describe('a role that can be had with less', () => {
  test('shows its read-only session as a row of its own, with a mark', async () => {
    const page = await open();
    const row = page.locator('li[data-role="ops-ro"]');
    expect(await row.locator('[data-tag="limited"]').textContent()).toBe(' read-only');
    expect(await row.textContent()).toContain('aws --profile ops-ro');
    expect(await page.locator('li[data-role="ops"] [data-tag="limited"]').count()).toBe(0);
    expect(await page.locator('li[data-role="ops"]').getAttribute('data-state')).toBe('idle');
  });

  test('opens read-only from its menu, and can open so by itself from then on', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'More for ops', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Tap in read-only' }).click();
    await page.getByRole('button', { name: 'More for ops', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Read-only by default' }).click();
    expect(await sent(page)).toEqual([
      { name: 'tap', payload: { role: 'ops-ro' } },
      { name: 'setReadOnlyFirst', payload: { role: 'ops', on: true } },
    ]);
  });

  test('has the whole of it one menu away, where a click opens less', async () => {
    const page = await open();
    await page.locator('[data-row="billing"]').click();
    await page.getByRole('button', { name: 'More for billing' }).click();
    expect(await page.getByRole('menuitem', { name: 'Tap in read-only' }).count()).toBe(0);
    await page.getByRole('menuitem', { name: 'Tap in with full access' }).click();
    expect(await sent(page)).toEqual([
      { name: 'tap', payload: { role: 'billing' } },
      { name: 'tap', payload: { role: 'billing', full: true } },
    ]);
  });

  test('opens with what is typed in the dialog, and only with that', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'More for ops', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Tap in with limits…' }).click();
    await page.getByLabel('A policy of your own, or none').check();
    // Nothing is no limit.
    expect(await page.getByRole('button', { name: 'Tap in', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Managed policies').fill('ViewOnlyAccess, arn:aws:iam::222233334444:policy/Mine');
    await page.getByLabel('Policy (JSON)').fill('{"Statement": []}');
    await page.getByLabel('Tags', { exact: true }).fill('team=web, empty=');
    await page.getByLabel('Tags that assumed roles keep').fill('ticket=OPS-7=a');
    await page.getByLabel('Source identity').fill(' jane ');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      {
        name: 'tapLimited',
        payload: {
          role: 'ops',
          limits: {
            policyArns: ['ViewOnlyAccess', 'arn:aws:iam::222233334444:policy/Mine'],
            policy: '{"Statement": []}',
            tags: [
              { key: 'team', value: 'web' },
              { key: 'empty', value: '' },
              { key: 'ticket', value: 'OPS-7=a', transitive: true },
            ],
            sourceIdentity: 'jane',
          },
        },
      },
    ]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('is found in the box', async () => {
    const page = await open();
    await page.keyboard.type('limits ops');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Tap in to ops with limits' }).waitFor();
  });
});

test('a touch for less than a role says so', async () => {
  const page = await gallery.open('sheet-touch-limited');
  const sheet = page.getByRole('dialog');
  expect(await sheet.locator('[data-tag="limited"]').textContent()).toBe(' read-only');
  expect(await sheet.locator('[data-tag="guarded"]').count()).toBe(0);
});

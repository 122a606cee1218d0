import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';
import { activity } from '../../support/gallery/snapshots-activity.ts';

/** The page of a day's sessions in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();
const [first, before, yesterday, today] = activity().days;
const show = (at: number | undefined) => ({ name: 'showDay', payload: { at } });

describe('the days', () => {
  test('are paged by buttons, list and keys, over those that have something', async () => {
    const page = await open('activity');
    await page.getByRole('button', { name: /^Previous day: Yesterday, / }).click();
    await next(page, 'activity-yesterday');
    await page.getByRole('listitem').first().getByText('prod-readonly').waitFor();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageDown');
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await page.getByRole('combobox', { name: 'Day' }).selectOption({ index: 3 });
    expect(await sent(page)).toEqual([yesterday, before, before, today, today, today, first].map(show));
  });

  test('end where nothing is kept, without losing the focus', async () => {
    const page = await open('activity');
    const on = page.getByRole('button', { name: 'Next day' });
    await on.click({ force: true });
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Today', exact: true }).click({ force: true });
    expect(await sent(page)).toEqual([]);
    expect(await on.getAttribute('aria-disabled')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Today');
  });

  test('keep to themselves while a field or what scrolls has the keyboard, and go the other way from right to left', async () => {
    const page = await open('activity');
    await page.getByRole('combobox', { name: 'Day' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('list').focus();
    await page.keyboard.press('PageUp');
    expect(await sent(page)).toEqual([]);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await sent(page)).toEqual([show(yesterday)]);
  });

  test('are said when they change', async () => {
    const page = await open('activity');
    await next(page, 'activity-yesterday');
    const spoken = page.locator('[data-window="wide"] > [role="status"]');
    await expect.poll(() => spoken.textContent()).toMatch(/^Yesterday, .*: 2 sessions\.$/);
  });
});

describe('a day', () => {
  test('has the focus on its title, and is closed by Escape', async () => {
    const page = await open('activity');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Activity');
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'closePage', payload: null }]);
  });

  test('lists each session with when, who and which key, and each refusal with why', async () => {
    const page = await open('activity');
    const rows = page.getByRole('list', { name: 'Sessions and failures, newest first' }).locator('> li');
    expect(await rows.nth(0).locator('div > span[data-matters]').allTextContents()).toEqual([
      '16:10 to 16:25',
      'opened in Roletap · YubiKey 5C NFC 12345678',
    ]);
    expect(await rows.nth(1).locator('div > span[data-matters]').allTextContents()).toEqual([
      '14:15 to 17:00 · renewed 3 times',
      'requested by terraform (pid 4121) in ~/infra/network',
    ]);
    expect(await rows.nth(2).getByText('Check the ARN, then').isVisible()).toBe(false);
    await rows.nth(2).getByRole('button', { name: /^Why/ }).click();
    expect(await rows.nth(2).getByText('Check the ARN, then').isVisible()).toBe(true);
  });

  test('draws a bar for each session and the refusal in red', async () => {
    const page = await open('activity');
    expect(await page.getByRole('img', { name: '5 sessions and 1 failure' }).isVisible()).toBe(true);
    const bars = page.locator('main rect[data-state]');
    expect(await bars.count()).toBe(6);
    const fill = (state: string) =>
      page
        .locator(`main rect[data-state="${state}"]`)
        .first()
        .evaluate((bar) => getComputedStyle(bar).fill);
    expect(await fill('refused')).not.toBe(await fill('active'));
    expect(await page.locator('main g:has(> circle)').count()).toBe(1);
  });

  test('says so when nothing was, but not before it was read', async () => {
    const page = await open('activity-reading');
    expect(await page.getByRole('heading', { name: 'No sessions yet today' }).count()).toBe(0);
    await next(page, 'activity-empty');
    expect(await page.getByRole('heading', { name: 'No sessions yet today' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect(await sent(page)).toEqual([{ name: 'exportHistory', payload: { format: 'csv' } }]);
  });
});

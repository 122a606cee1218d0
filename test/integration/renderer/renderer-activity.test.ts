import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';
import { activity } from '../../support/gallery/snapshots-activity.ts';

/** The page of a day's sessions in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();
const [first, before, yesterday, today] = activity().days;
const show = (at: number | undefined) => ({ name: 'showDay', payload: { at } });

test('what was done to a team stands among the sessions, with why it stopped', async () => {
  const page = await open('activity-team');
  const rows = page.getByRole('listitem');
  expect(await rows.first().innerText()).toContain('rescue for bob: done');
  expect(await rows.first().innerText()).toContain('requested in Roletap');
  await page.getByRole('button', { name: /^Why: / }).click();
  expect(await rows.nth(1).innerText()).toContain('requiring MFA of developers: not finished');
  // Nobody taps in this window.
  expect(await rows.nth(1).innerText()).toContain('Wait half a minute, then try again.');
});

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
    await page.getByRole('region', { name: 'newest first' }).focus();
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
    const rows = page.getByRole('region', { name: 'Sessions and failures, newest first' }).getByRole('listitem');
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

  test('draws a lane for each role in the colour of its account, and a mark for what failed', async () => {
    const page = await open('activity');
    const chart = page.getByRole('img', { name: '5 sessions and 1 failure' });
    const lanes = chart.locator('[data-colour], div:has(> span > bdi)');
    expect(await lanes.locator('bdi').allTextContents()).toEqual([
      'billing',
      'dev-power',
      'staging-admin',
      'network-ops',
      'data-lake',
      'prod-admin',
    ]);
    const bar = (state: string) => chart.locator(`[data-state="${state}"]`);
    expect(await bar('active').first().getAttribute('title')).toBe(
      'data-lake, 14:15 to 17:00, renewed 3 times, requested by terraform (pid 4121)',
    );
    expect(await bar('active').first().textContent()).toBe('terraform · 3 renewals · until 17:00');
    expect(await bar('refused').getAttribute('title')).toMatch(/^network-ops, 13:58, failed: AWS refused this role/);
    const ground = (index: number) =>
      bar('active')
        .nth(index)
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await ground(0)).not.toBe(await ground(1));
    expect(await chart.locator('[data-now]').count()).toBe(1);
    await next(page, 'activity-yesterday');
    await expect.poll(() => page.locator('[data-now]').count()).toBe(0);
  });

  test('shows the row of what is clicked in the picture', async () => {
    const page = await open('activity-busy');
    const row = page.locator('li[data-picked="true"]');
    expect(await row.count()).toBe(0);
    await page.getByRole('img').locator('[data-item][title^="team-12,"]').first().click();
    await row.waitFor();
    const isInView = await row.evaluate((element) => {
      const [inner, outer] = [element.getBoundingClientRect(), element.closest('section')?.getBoundingClientRect()];
      return outer !== undefined && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    });
    expect(isInView).toBe(true);
    expect(await row.locator('b').first().textContent()).toBe('team-12');
  });

  test('says so when nothing was, but not before it was read', async () => {
    const page = await open('activity-reading');
    expect(await page.getByRole('heading', { name: 'No sessions yet today' }).count()).toBe(0);
    await next(page, 'activity-empty');
    expect(await page.getByRole('heading', { name: 'No sessions yet today' }).isVisible()).toBe(true);
  });

  test('of 5,000 lines keeps few in the document, and scrolls to the last', async () => {
    const page = await open('activity-5000');
    const rows = page.getByRole('region', { name: 'Sessions and failures, newest first' });
    expect(await page.locator('main *').count()).toBeLessThan(1500);
    expect(await rows.getByRole('listitem').first().getAttribute('aria-setsize')).toBe('5000');
    await rows.focus();
    await page.keyboard.press('End');
    await rows.locator('[aria-posinset="5000"]').waitFor();
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.getByRole('table');
    expect(await table.getAttribute('aria-rowcount')).toBe('5001');
    await page.getByRole('region', { name: 'as a table' }).focus();
    // Lines are as high as what is in them, so the end moves while it comes into view.
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return table.locator('[aria-rowindex="5001"]').count();
      })
      .toBe(1);
    expect(await page.locator('main *').count()).toBeLessThan(1500);
  });
});

describe('what is shown of a day', () => {
  const names = (page: Page) => page.getByRole('listitem').locator('b').allTextContents();

  test('is chosen by role, by program and by outcome, and stays so on another day', async () => {
    const page = await open('activity');
    await page.getByRole('combobox', { name: 'Requested by' }).selectOption('terraform');
    expect(await names(page)).toEqual(['data-lake', 'network-ops']);
    await page.getByRole('button', { name: 'Failed or declined' }).click();
    expect(await names(page)).toEqual(['network-ops']);
    expect(await page.getByRole('img', { name: '1 failure', exact: true }).count()).toBe(1);
    await page.getByRole('combobox', { name: 'Role' }).selectOption('prod-admin');
    expect(await page.getByRole('heading', { name: 'No matching sessions' }).isVisible()).toBe(true);
    await next(page, 'activity-yesterday');
    await expect.poll(() => page.getByRole('combobox', { name: 'Role' }).inputValue()).toBe('prod-admin');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await names(page)).toEqual(['prod-readonly', 'staging-admin']);
  });

  test('is a table with headers for who wants the same in cells', async () => {
    const page = await open('activity');
    await page.getByRole('button', { name: 'Table' }).click();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      'When',
      'Role',
      'Account',
      'What happened',
      'Requested by',
      'YubiKey',
    ]);
    expect(await page.getByRole('rowheader').allTextContents()).toEqual([
      'prod-admin',
      'data-lake',
      'network-ops',
      'staging-admin',
      'dev-power',
      'billing',
    ]);
    const failed = page.getByRole('row').filter({ hasText: 'network-ops' });
    expect(await failed.getByRole('cell').nth(2).textContent()).toMatch(/^Failed: AWS refused this role.*doesn’t exist/);
    expect(await page.getByRole('row').filter({ hasText: 'dev-power' }).getByRole('cell').nth(2).textContent()).toBe(
      'Expired, renewed 4 times',
    );
    await page.getByRole('button', { name: 'Picture' }).click();
    expect(await page.getByRole('table').count()).toBe(0);
  });

  test('is exported: as CSV with its filter, and all that is kept', async () => {
    const page = await open('activity');
    await page.getByRole('combobox', { name: 'Role' }).selectOption('data-lake');
    for (const item of ['What is shown as CSV', 'All 90 days as CSV', 'All 90 days as JSON']) {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    }
    expect(await sent(page)).toEqual([
      { name: 'exportActivity', payload: { filter: { role: 'data-lake', asker: '', refused: false } } },
      { name: 'exportHistory', payload: { format: 'csv' } },
      { name: 'exportHistory', payload: { format: 'json' } },
    ]);
  });

  test('is exported as a picture in light and dark, whichever the window has', async () => {
    const page = await open('activity');
    for (const scheme of ['light', 'dark']) {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: `Picture, ${scheme}` }).click();
    }
    await expect.poll(async () => (await sent(page)).length).toBe(2);
    const pictures = await page.evaluate(async () =>
      Promise.all(
        window.gallery.sent.map(async ({ payload }) => {
          const { png } = payload as { readonly png: Uint8Array<ArrayBuffer> };
          const picture = await createImageBitmap(new Blob([png], { type: 'image/png' }));
          const canvas = document.createElement('canvas');
          const context = canvas.getContext('2d');
          context?.drawImage(picture, 0, 0);
          return { width: picture.width, height: picture.height, corner: context?.getImageData(0, 0, 1, 1).data[0] ?? -1 };
        }),
      ),
    );
    const [light, dark] = pictures;
    expect(light?.width).toBe(2160);
    expect(light?.height).toBeGreaterThan(400);
    expect([light?.corner, dark?.corner]).toEqual([0xfb, 0x1a]);
    expect(await page.evaluate(() => window.gallery.violations)).toEqual([]);
  });

  test('has nothing to export but the rest of the history where it is empty', async () => {
    const page = await open('activity-empty');
    await page.getByRole('button', { name: 'Export' }).click();
    expect(await page.getByRole('menuitem', { disabled: true }).allTextContents()).toHaveLength(3);
    await page.getByRole('menuitem', { name: 'All 90 days as CSV' }).click();
    expect(await sent(page)).toEqual([{ name: 'exportHistory', payload: { format: 'csv' } }]);
  });

  test('keeps its marks in forced colours', async () => {
    const page = await open('activity', { forcedColors: 'active' });
    const same = await page
      .locator('main [data-state="active"][title], main [data-state="refused"][title]')
      .evaluateAll(
        (bars) => bars.filter((bar) => getComputedStyle(bar).backgroundColor === getComputedStyle(document.body).backgroundColor).length,
      );
    expect(same).toBe(0);
    expect(await page.locator('main [data-state="refused"][title]').count()).toBe(1);
  });
});

test.each([
  ['activity', '[aria-pressed]'],
  ['settings', 'nav button'],
] as const)('%s marks what is chosen in forced colours too', async (screen, buttons) => {
  const page = await open(screen, { forcedColors: 'active' });
  const colours = await page
    .locator(buttons)
    .evaluateAll((all) => all.slice(0, 2).map((button) => getComputedStyle(button).backgroundColor));
  expect(colours[0]).not.toBe(colours[1]);
});

/** What axe finds in the page as it stands. */
const axeOf = async (page: Page): Promise<readonly string[]> => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run({
      resultTypes: ['violations'],
      // Brackets around each sentence of the pseudo-language make what is heard begin otherwise than what is shown.
      rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: false } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
};

describe.each([
  ['light', 'en', {}],
  ['dark', 'en', { colorScheme: 'dark' }],
  ['forced colours', 'en', { forcedColors: 'active' }],
  ['right to left', 'ar-XB', {}],
] as const)('in %s', (_, language, options) => {
  const gallery = galleryBrowser(language);

  test.each(['activity', 'activity-busy', 'activity-refused'] as const)(
    '%s has nothing for axe to find, as a picture and as a table',
    async (screen) => {
      const page = await gallery.open(screen, options);
      expect(await axeOf(page)).toEqual([]);
      await page.locator('[aria-pressed]').nth(1).click();
      await page.getByRole('table').waitFor();
      expect(await axeOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    },
  );
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** How the list of roles looks where looks are what counts: density, marks without colour, the moment of success. */
const gallery = galleryBrowser();
const open: typeof gallery.open = (screen, options) => gallery.open(screen, { timezoneId: 'UTC', locale: 'en-GB', ...options });

const boxes = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON() as DOMRect));

describe('the list', () => {
  test('shows eight roles at once, each on two lines, whatever its account and role are called', async () => {
    const page = await open('roles-eight');
    const [list] = await boxes(page, 'main > div > div');
    const rows = await boxes(page, 'main li');
    expect(rows.map(({ height }) => height)).toEqual(Array.from({ length: 8 }, () => 44));
    expect(rows.at(-1)?.bottom).toBeLessThanOrEqual(list?.bottom ?? 0);
  });

  test('has what is cut under a name whole in its tooltip, and cuts it further only while the button beside it is there', async () => {
    const page = await open('roles-eight');
    const row = page.locator('[data-row="network-ops"]');
    const under = row.locator('[title]');
    expect(await under.getAttribute('title')).toBe('acme-network · NetworkOps · 1 h · external ID · from IAM');
    const before = await under.boundingBox();
    await row.hover();
    expect([(await under.boundingBox())?.width ?? 0, (await row.boundingBox())?.height]).toEqual([expect.any(Number), 44]);
    expect((await under.boundingBox())?.width).toBeLessThan(before?.width ?? 0);
  });

  test('an open role takes three lines, when it ends at the end of the first, also beside a long account and role', async () => {
    const page = await open('roles-favourites');
    const rows = await boxes(page, 'main li:has(code)');
    expect(rows.map(({ height }) => height)).toEqual([58, 58]);
    const names = await boxes(page, 'main li:has(code) b');
    const ends = await boxes(page, 'main li:has(code) b ~ .tabular');
    expect(ends.map(({ top }, index) => Math.abs(top - (names[index]?.top ?? 0)) < 4)).toEqual([true, true]);
  });

  test.each(['none', 'active'] as const)(
    'marks production and guards by a bar, a word and a sign, with forced colours %s',
    async (forcedColors) => {
      const page = await open('roles-eight', { forcedColors });
      const marks = await page.locator('main li').evaluateAll((all) =>
        all.map((row) => {
          const bar = getComputedStyle(row.firstElementChild ?? row, '::before');
          const tag = row.querySelector('[data-tag]');
          return [
            bar.borderInlineStartWidth === '3px' && bar.content !== 'none',
            tag?.textContent?.trim(),
            tag?.querySelector('svg') !== null,
          ];
        }),
      );
      expect(marks.filter(([bar]) => bar)).toEqual([
        [true, 'prod', true],
        [true, 'guarded', true],
      ]);
      expect(marks.filter(([, word]) => word !== undefined).length).toBe(2);
    },
  );

  test('draws the ring of an account, and the edge of what asks for it, in the account’s colour', async () => {
    const page = await open('roles-eight');
    const stroke = (profile: string) =>
      page
        .locator(`[data-row="${profile}"] circle`)
        .first()
        .evaluate((circle) => getComputedStyle(circle).stroke);
    expect([await stroke('data-lake'), await stroke('billing')]).toEqual(['rgb(201, 161, 6)', 'none']);
    await gallery.show(page, 'sheet-touch-asked-many');
    expect(
      await page.locator('dialog').evaluate((sheet) => [getComputedStyle(sheet).borderTopColor, getComputedStyle(sheet).borderTopWidth]),
    ).toEqual(['rgb(27, 155, 148)', '4px']);
  });

  test('keeps no role alive whose session takes a touch: the menu says why, and no pin is shown', async () => {
    const page = await open('roles-favourites', { viewport: { width: 392, height: 1200 } });
    expect(await page.locator('[title="Kept alive"]').count()).toBe(1);
    const row = page.locator('li', { has: page.locator('[data-row="staging-readonly"]') });
    expect(await row.locator('[title="Kept alive"]').count()).toBe(0);
    await page.getByRole('button', { name: 'More for staging-readonly' }).press('Enter');
    const item = page.getByRole('menuitem', { name: 'Keep alive' });
    expect([await item.innerText(), await item.isDisabled()]).toEqual([expect.stringMatching(/touch/), true]);
    await item.click({ force: true });
    expect(await sent(page)).toEqual([]);
  });

  test('stays where it is, whatever the YubiKey in the header is called and does', async () => {
    const page = await open('roles');
    const place = async () => {
      const [header] = await boxes(page, 'header');
      const [field] = await boxes(page, '[role="search"]');
      return [header?.height, field?.top];
    };
    const before = await place();
    for (const screen of ['roles-busy', 'roles-locked', 'roles-many-keys', 'roles-no-yubikey', 'roles-no-service'] as const) {
      await next(page, screen);
      await page
        .locator('header')
        .getByText(/YubiKey|smart card/i)
        .first()
        .waitFor();
      expect(await place(), screen).toEqual(before);
    }
  });

  test('shows a row whole when the keyboard is on its button: one surface, and the button plain on it', async () => {
    const page = await open('roles-eight');
    const look = () =>
      page.locator('[data-row="network-ops"]').evaluate((main) => {
        const actions = main.parentElement?.querySelector('[aria-haspopup="menu"]')?.parentElement;
        if (!main.parentElement || !actions) throw new Error('no row');
        const [line, button] = [getComputedStyle(main.parentElement), getComputedStyle(actions)];
        return [line.backgroundColor, button.opacity, button.backgroundImage, button.backgroundColor];
      });
    const [plain, hidden] = await look();
    expect(hidden).toBe('0');
    await page.locator('[data-row="network-ops"]').hover();
    const hovered = await look();
    expect(hovered[0]).not.toBe(plain);
    await page.mouse.move(-1, -1);
    await page.getByRole('button', { name: 'More for network-ops' }).focus();
    expect(await look()).toEqual(hovered);
    expect(hovered.slice(1)).toEqual(['1', 'none', 'rgba(0, 0, 0, 0)']);
  });

  test('tells a success for a moment: the ring fills and holds a tick, and the line to copy is there', async () => {
    const page = await open('roles-opened', { reducedMotion: 'no-preference' });
    const row = page.locator('[data-row="prod-admin"]');
    expect(await row.locator('code').textContent()).toBe('aws --profile prod-admin-tap');
    expect(await row.locator('[data-fills="true"] svg').count()).toBe(2);
    expect(
      await row
        .locator('[data-fills="true"] circle')
        .last()
        .evaluate((arc) => arc.getAnimations().length),
    ).toBe(1);
    await row.getByText('60m').waitFor();
    expect(await row.locator('[data-fills="true"]').count()).toBe(0);
  });
});

test.each([
  [392, true],
  [196, false],
])('the answers about a guard stand side by side at %d px: %s', async (width, isOneLine) => {
  const page = await open('guard-offer', { viewport: { width, height: 600 } });
  const buttons = await boxes(page, 'dialog button');
  expect(new Set(buttons.map(({ top }) => top)).size === 1).toBe(isOneLine);
  expect(buttons.every(({ left, right }) => left >= 0 && right <= width)).toBe(true);
});

test('the way to a file that is refused is a button as wide as its words', async () => {
  const page = await open('roles-file-refused');
  await page
    .getByRole('button', { name: /What to do/ })
    .first()
    .click();
  const button = await page.getByRole('button', { name: 'Open the file' }).boundingBox();
  expect(button?.width).toBeLessThan(160);
});

test.each([600, 420, 300])('a menu taller than the room of a window of %d px leaves its button in sight, and scrolls', async (height) => {
  const page = await open('roles', { viewport: { width: 392, height } });
  const button = page.locator('button[aria-label="More for prod-admin"]');
  await button.focus();
  await page.keyboard.press('Enter');
  const [menu] = await boxes(page, '[role="menu"]');
  const [opener] = await boxes(page, 'button[aria-label="More for prod-admin"]');
  if (menu === undefined || opener === undefined) throw new Error('no menu');
  expect(menu.top >= opener.bottom || menu.bottom <= opener.top).toBe(true);
  expect([menu.top >= 0, menu.bottom <= height]).toEqual([true, true]);
  await page.keyboard.press('End');
  const [last] = (await boxes(page, '[role="menu"] button')).slice(-1);
  expect(last !== undefined && last.bottom <= menu.bottom && last.top >= menu.top).toBe(true);
});

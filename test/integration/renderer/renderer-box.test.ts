import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, sent } from '../../support/gallery/browser.ts';

/** The box in which everything is typed, by keyboard, in Debian's Chromium. */
const gallery = galleryBrowser();
const { open } = gallery;
const field = (page: Page) => page.getByRole('combobox', { name: 'Search or run a command' });
/** The line that Enter takes, as who hears the window is told of it. */
const selected = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    const line = id == null ? null : document.getElementById(id);
    return line?.getAttribute('aria-selected') === 'true' ? line.querySelector('b')?.textContent : undefined;
  });
const foot = (page: Page) => page.locator('main > div > div').last().textContent();

describe('the box', () => {
  test('is typed into from anywhere, shows what fits with its letters marked, and says what Enter will do', async () => {
    const page = await open('roles-favourites');
    await page.locator('[data-row="dev-power"]').focus();
    await page.keyboard.type('rea');
    expect(await field(page).inputValue()).toBe('rea');
    expect(await selected(page)).toBe('prod-readonly');
    expect(await page.locator('[role="option"] mark').first().textContent()).toBe('rea');
    expect(await foot(page)).toContain('Tap in to prod-readonly');
    expect(await page.locator('main > div > div').last().getByText('prod', { exact: true }).count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'tap', payload: { role: 'prod-readonly' } }]);
    expect(await field(page).inputValue()).toBe('');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('prod-readonly');
  });

  test('shows whole words at 200 %: the names beside the ring, one line for what Enter does', async () => {
    const page = await open('roles-favourites', { viewport: { width: 196, height: 300 } });
    await field(page).fill('prod');
    const heightOf = (css: string) =>
      page
        .locator(css)
        .first()
        .evaluate((element) => element.getBoundingClientRect().height);
    // One letter a line would be ten lines.
    expect(await heightOf('[role="option"] b')).toBeLessThan(48);
    expect(await heightOf('main > div:last-child > div:last-child')).toBeLessThan(60);
  });

  test('runs commands, each with one press of Enter', async () => {
    const page = await open('roles-favourites');
    for (const typed of ['console data', 'settings', 'end data', 'copy data']) {
      await page.keyboard.type(typed);
      await page.keyboard.down('Enter');
      await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
      await page.keyboard.press('Escape');
      await page.locator('header').click({ position: { x: 200, y: 4 } });
    }
    // Escape in an empty field hides the window.
    expect((await sent(page)).filter(({ name }) => name !== 'hideWindow')).toEqual([
      { name: 'openConsole', payload: { role: 'data-lake' } },
      { name: 'openSettings', payload: null },
      { name: 'end', payload: { target: 'data-lake-tap' } },
      { name: 'copyProfile', payload: { target: 'data-lake-tap' } },
    ]);
  });

  test('walks with the arrows, opens the actions of a role, and comes back to what was typed', async () => {
    const page = await open('roles-favourites');
    await page.keyboard.type('prod');
    await page.keyboard.press('ArrowDown');
    expect(await selected(page)).toBe('prod-readonly');
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('combobox', { name: 'Actions for prod-readonly' }).inputValue()).toBe('');
    await page.keyboard.type('guard');
    expect(await selected(page)).toBe('Guard prod-readonly');
    await page.keyboard.press('Escape');
    expect(await field(page).inputValue()).toBe('prod');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    expect(await field(page).inputValue()).toBe('prod');
    expect(await sent(page)).toEqual([]);
  });

  test('leaves letters to menus, dialogs and fields, and the space to what is pressed with it', async () => {
    const page = await open('roles-favourites');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.keyboard.type('dev');
    expect(await field(page).inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await page.locator('[data-row="dev-power"]').focus();
    await page.keyboard.press('Space');
    expect(await sent(page)).toEqual([{ name: 'tap', payload: { role: 'dev-power' } }]);
    expect(await field(page).inputValue()).toBe('');
  });

  test('shows the shortcuts on a question mark, which within a word is typed', async () => {
    const page = await open('roles-favourites');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(await dialog.getByText('Open console').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await field(page).focus();
    await page.keyboard.type('a?');
    expect(await field(page).inputValue()).toBe('a?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('opens the console and renews by the keys that the menu shows', async () => {
    const page = await open('roles-favourites');
    await page.getByRole('button', { name: 'More for data-lake' }).click();
    expect(await page.getByRole('menuitem', { name: 'Open console', exact: true }).getAttribute('aria-keyshortcuts')).toBe('Control+O');
    // It hears its keys once it has the focus.
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.locator('[data-row="data-lake"]').focus();
    await page.keyboard.press('Control+o');
    await page.keyboard.press('Control+r');
    await page.keyboard.type('dev');
    await page.keyboard.press('Control+o');
    expect((await sent(page)).map(({ name, payload }) => [name, (payload as { readonly role: string }).role])).toEqual([
      ['openConsole', 'data-lake'],
      ['renew', 'data-lake'],
      ['openConsole', 'dev-power'],
    ]);
  });

  test('writes the next key’s lines into those of the last, but for the first, which whoever hears the window is told of', async () => {
    const page = await open('roles-2000');
    await page.keyboard.type('t');
    const lines = () => page.locator('[role="option"]').elementHandles();
    const before = await lines();
    const first = await selected(page);
    await page.keyboard.type('eam-49');
    expect(await selected(page)).not.toBe(first);
    const after = await lines();
    const isSame = (index: number) => page.evaluate(([one, other]) => one === other, [before[index], after[index]]);
    expect([await isSame(0), await isSame(1), await isSame(5)]).toEqual([false, true, true]);
    expect(await page.locator('[role="option"]').nth(5).locator('mark').first().textContent()).toMatch(/^team-/);
  });

  test('leaves the list as it was: where it was scrolled to, and neither heard nor reached while it is covered', async () => {
    const page = await open('roles-2000');
    const list = page.locator('main section').first().locator('xpath=../..');
    await list.evaluate((scroller) => scroller.scrollTo(0, 600));
    await page.keyboard.type('nowhere');
    await page.keyboard.press('Escape');
    expect(await list.evaluate((scroller) => scroller.scrollTop)).toBe(600);
    await page.keyboard.type('team');
    expect(await page.getByRole('button', { name: /^team/ }).count()).toBe(0);
    await page.mouse.click(120, 300);
    expect((await sent(page)).map(({ name }) => name)).toEqual(['tap']);
    expect(await field(page).inputValue()).toBe('');
  });

  test('begins at the top with what the next key finds, however far the last was scrolled', async () => {
    const page = await open('roles-2000');
    await page.keyboard.type('tea');
    const results = page.getByRole('listbox');
    await results.evaluate((scroller) => scroller.scrollTo(0, 900));
    await page.locator('[role="option"][aria-posinset="20"]').waitFor();
    await page.keyboard.type('m');
    await expect.poll(() => results.evaluate((scroller) => scroller.scrollTop)).toBe(0);
  });

  test('draws of 2,000 roles only what is in view, and walks to the last of what was found', async () => {
    const page = await open('roles-2000');
    await page.keyboard.type('team');
    expect(await page.locator('[role="option"]').count()).toBeLessThan(30);
    for (let page_ = 0; page_ < 12; page_++) await page.keyboard.press('PageDown');
    const line = page.locator('[role="option"][aria-selected="true"]');
    expect(await line.getAttribute('aria-posinset')).toBe('84');
    expect(await line.evaluate((row) => row.getBoundingClientRect().bottom <= window.innerHeight)).toBe(true);
  });
});

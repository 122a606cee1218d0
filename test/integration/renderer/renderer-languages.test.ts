import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type AnyScreenName, galleryBrowser, next, popoverSize, wideSize } from '../../support/gallery/browser.ts';
import { screenNames } from '../../support/gallery/snapshots.ts';
import { sessionScreenNames } from '../../support/gallery/snapshots-sessions.ts';
import { wideScreenNames } from '../../support/gallery/snapshots-wide.ts';
import { flawsOfPage } from '../../support/gallery/spoken.ts';

/** Every screen in a language that is longer and has accents, and in one that is read from right to left. */
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Names that are the same in every language. */
const products = ['Roletap', 'YubiKey', 'AWS', 'English', 'Deutsch', '日本語'];

interface Axe {
  readonly run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

// What a button shows and what is heard of it begin alike in every language but this one, which ends each with a bracket. The colours are those that
// are looked at in English, light and dark.
const axeOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const rules = { 'label-content-name-mismatch': { enabled: false }, 'color-contrast': { enabled: false } };
    const { violations } = await axe.run({ resultTypes: ['violations'], rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  });

describe.each([
  ['en-XA', false],
  // What axe looks at is the same in both, but for the direction.
  ['ar-XB', true],
] as const)('every screen in %s', (language, withAxe) => {
  const gallery = galleryBrowser(language);

  test.each([
    ['popover', popoverSize, [...screenNames, ...sessionScreenNames]],
    ['wide window', wideSize, wideScreenNames],
  ] as const)(
    'of the %s has all its text from the words, and cuts nothing; axe, where asked, finds nothing',
    async (_, viewport, names) => {
      const page = await gallery.newPage({ viewport });
      const axe = await readFile(axePath, 'utf8');
      const found: string[] = [];
      for (const [index, screen] of (names as readonly AnyScreenName[]).entries()) {
        if (index === 0) await gallery.show(page, screen);
        else await next(page, screen);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        const { unspoken, cut } = await page.evaluate(flawsOfPage, products);
        if (withAxe && !(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
        found.push(
          ...unspoken.map((text) => `${screen}: not from the words: ${text}`),
          ...cut.map((text) => `${screen}: cut: ${text}`),
          ...(withAxe ? await axeOf(page) : []).map((violation) => `${screen}: ${violation}`),
        );
      }
      expect(found).toEqual([]);
    },
  );
});

describe('from right to left', () => {
  const gallery = galleryBrowser('ar-XB');

  test('the keys of a shortcut stand as on the keyboard', async () => {
    const page = await gallery.open('roles-favourites');
    await page.keyboard.press('?');
    const last = page.locator('dialog dd').last().locator('kbd');
    const places = await last.evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().left));
    expect(places.length).toBeGreaterThan(1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe('the popover in German', () => {
  const gallery = galleryBrowser('de');

  test.each([
    ['as it is', popoverSize],
    ['at 200 %', { width: 196, height: 300 }],
  ])('cuts nothing, %s', async (_, viewport) => {
    const page = await gallery.newPage({ viewport });
    const found: string[] = [];
    for (const [index, screen] of [...screenNames, ...sessionScreenNames].entries()) {
      if (index === 0) await gallery.show(page, screen);
      else await next(page, screen);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const { cut } = await page.evaluate(flawsOfPage, products);
      found.push(...cut.map((text) => `${screen}: ${text}`));
    }
    expect(found).toEqual([]);
  });

  test('names keys as a German keyboard has them', async () => {
    const page = await gallery.open('roles-favourites');
    await page.keyboard.press('?');
    const keys = await page.locator('dialog kbd').allInnerTexts();
    expect(keys).toContain('Strg');
    expect(keys).toContain('Entf');
    expect(keys).not.toContain('Ctrl');
  });
});

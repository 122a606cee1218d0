import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type AnyScreenName, galleryBrowser } from '../../support/gallery/browser.ts';

/** A screen that is drawn where another one was is what a load would bring: no test finds what one before it left. */
const gallery = galleryBrowser();

/** All that a screen can be told by: as it is, and after each of two keys. */
const looked = async (page: Page) => {
  const look = () =>
    page.evaluate(async () => {
      // What was put off would be here by then.
      for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
      return {
        drawn: document.documentElement.outerHTML,
        address: location.href,
        title: document.title,
        focused: [document.activeElement?.outerHTML.slice(0, 80), document.activeElement?.matches(':focus-visible')],
        selected: String(getSelection()),
        scrolled: [...document.querySelectorAll('*')].filter(({ scrollTop, scrollLeft }) => scrollTop !== 0 || scrollLeft !== 0).length,
        stored: localStorage.length + sessionStorage.length,
        globals: Object.keys(window).sort(),
        revision: window.gallery.facts().revision,
        sent: [...window.gallery.sent],
        violations: [...window.gallery.violations],
      };
    });
  const looks = [await look()];
  for (const key of ['Tab', 'Escape']) {
    await page.keyboard.press(key);
    looks.push(await look());
  }
  return looks;
};

/** What a test may leave, one by one. */
const messes: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'what was typed and sent': async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('prod');
    await page.keyboard.press('Enter');
    await page.keyboard.type('team');
  },
  'a focus and a selection': (page) =>
    page.evaluate(() => {
      [...document.querySelectorAll('button')].at(-1)?.focus();
      getSelection()?.selectAllChildren(document.body);
    }),
  'the direction, the title, a style and a class': (page) =>
    page.evaluate(() => {
      document.documentElement.setAttribute('dir', 'rtl');
      document.body.className = 'left';
      document.title = 'left';
      document.head.append(document.createElement('style'), document.createElement('meta'));
    }),
  'what is stored, and a variable': (page) =>
    page.evaluate(() => {
      localStorage.setItem('left', '1');
      sessionStorage.setItem('left', '1');
      Object.assign(window, { left: 1 });
    }),
  'listeners, timers and frames': (page) =>
    page.evaluate(() => {
      const leave = (name: string) => document.body.setAttribute(`data-${name}`, '');
      document.addEventListener('keydown', () => leave('document'));
      window.addEventListener('keydown', () => leave('window'), { capture: true });
      document.body.addEventListener('keydown', () => leave('body'));
      setInterval(() => leave('interval'), 1);
      const frame = () => {
        leave('frame');
        requestAnimationFrame(frame);
      };
      frame();
    }),
  'a page that was scrolled': (page) =>
    page.evaluate(() => {
      for (const element of document.querySelectorAll('*')) element.scrollTo(0, 600);
    }),
  'a complaint of the policy': (page) =>
    page.evaluate(() => {
      const script = document.createElement('img');
      script.src = 'https://elsewhere.example/';
      document.body.append(script);
    }),
  'a root with work under way': (page) => page.evaluate(() => window.gallery.show('roles-2000')),
  'a dialog that is open': async (page) => {
    await page.keyboard.press('?');
    await page.locator('dialog').waitFor();
  },
};

describe('a screen that is drawn where another was', () => {
  const load = async (screen: AnyScreenName) => {
    const page = await gallery.newPage({ locale: 'en-US' });
    await page.goto('about:blank');
    return looked(await gallery.open(screen, { locale: 'en-US' }));
  };
  const drawn = async (screen: AnyScreenName, left: readonly string[]) => {
    const page = await gallery.open('roles-favourites', { locale: 'en-GB' });
    await page.evaluate(() => Object.defineProperty(window, 'sameLoad', { value: true, configurable: true, enumerable: false }));
    for (const name of left) await messes[name]?.(page);
    await gallery.open(screen, { locale: 'en-GB' });
    expect(await page.evaluate(() => 'sameLoad' in window)).toBe(true);
    return looked(page);
  };
  let welcome: Awaited<ReturnType<typeof load>> | undefined;

  test.each(Object.keys(messes))('is as it is loaded, without %s', async (name) => {
    welcome ??= await load('welcome');
    expect(await drawn('welcome', [name])).toEqual(welcome);
  });

  // Neither counts seconds, which would differ on a busy computer.
  test.each(['people-5000', 'settings'] as const)('is as it is loaded after all that: %s', async (screen) => {
    expect(await drawn(screen, Object.keys(messes))).toEqual(await load(screen));
  });

  const asked = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-reduced-motion: reduce)'];
  const media = (page: Page) => page.evaluate((queries) => queries.map((query) => matchMedia(query).matches), asked);

  test('has the usual colours and no motion in the tab that had others', async () => {
    const others = { colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'no-preference' } as const;
    const page = await gallery.open('roles-favourites', { locale: 'en-NZ', ...others });
    expect(await media(page)).toEqual([true, true, false]);
    const after = await gallery.open('welcome', { locale: 'en-NZ' });
    expect(after).toBe(page);
    expect(await media(after)).toEqual([false, false, true]);
  });

  test('is loaded where the clock was put away', async () => {
    const page = await gallery.open('roles-favourites', { locale: 'en-AU' });
    await page.clock.install();
    await page.evaluate(() => Object.assign(window, { sameLoad: true }));
    await gallery.show(page, 'welcome');
    expect(await page.evaluate(() => 'sameLoad' in window)).toBe(false);
    // A load brings the clock of the test again: the next one gets another tab.
    const after = await gallery.open('welcome', { locale: 'en-AU' });
    expect(after).not.toBe(page);
    expect(await after.evaluate(() => String(window.setTimeout))).toContain('[native code]');
  });
});

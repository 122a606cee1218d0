import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll } from 'vitest';
import { chromium as browserType } from '../electron/playwright.ts';
import type {} from './gallery.tsx';
import { chromium, startGallery } from './server.mjs';
import type { ScreenName } from './snapshots.ts';
import type { SessionScreenName } from './snapshots-sessions.ts';
import { type WideScreenName, wideScreenNames } from './snapshots-wide.ts';

export type AnyScreenName = ScreenName | SessionScreenName | WideScreenName;

/** The popover's size and the wide window's least, in CSS pixels. */
export const popoverSize = { width: 392, height: 600 };
export const wideSize = { width: 720, height: 500 };

type WindowName = 'popover' | 'wide';

const windowOf = (screen: AnyScreenName): WindowName => ((wideScreenNames as readonly string[]).includes(screen) ? 'wide' : 'popover');

type Gallery = Awaited<ReturnType<typeof startGallery>>;

/** One for all files of a run, with its tabs: the driver ends the browser with the run. */
let started: Promise<readonly [Gallery, Browser]> | undefined;
const tabs = new Map<string, Page>();

/** What a page can be told at any time, as it is where a test says nothing. */
const usual = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' } as const;

/** A clock that a test put away stays so for all that the tab loads: the tab goes. */
const hasItsClock = (page: Page) => page.evaluate(() => String(window.setTimeout).includes('[native code]'));

/**
 * The window in Debian's Chromium, under the policy that the shell sends, on a bridge that keeps what is sent, without motion unless `options` say
 * otherwise, in `language`. Each test draws its screen anew, in the tab that the last one with this language and these options left, without a trace of
 * that (drawn-again.ts): a load costs three times as much, and a new tab ten times. Colours and motion are set in the same tab.
 */
export const galleryBrowser = (language = 'en') => {
  let gallery: Gallery;
  let browser: Browser;

  beforeAll(async () => {
    started ??= Promise.all([startGallery(), browserType.launch(chromium)]);
    [gallery, browser] = await started;
  });

  const newPage = async ({
    viewport = popoverSize,
    colorScheme = usual.colorScheme,
    forcedColors = usual.forcedColors,
    reducedMotion = usual.reducedMotion,
    ...options
  }: BrowserContextOptions = {}): Promise<Page> => {
    const name = JSON.stringify([language, options]);
    const left = tabs.get(name);
    if (left === undefined || !(await hasItsClock(left))) {
      await left?.context().close();
      const context = await browser.newContext({ viewport, colorScheme, forcedColors, reducedMotion, ...options });
      const page = await context.newPage();
      tabs.set(name, page);
      return page;
    }
    for (const event of ['console', 'pageerror']) left.removeAllListeners(event);
    await left.emulateMedia({ colorScheme, forcedColors, reducedMotion });
    // Else what the last test pointed at would look pointed at.
    await left.mouse.move(-1, -1);
    await left.setViewportSize(viewport ?? popoverSize);
    return left;
  };
  const show = async (page: Page, screen: AnyScreenName, view = windowOf(screen)): Promise<void> => {
    const address = `${gallery.address}?lang=${language}&screen=${screen}${view === 'wide' ? '&view=wide' : ''}`;
    const isThere = page.url().startsWith(gallery.address) && (await page.evaluate((at) => window.gallery.again(at), address));
    if (!isThere) await page.goto(address);
    await page.locator('main').first().waitFor();
  };
  /** A new page with this screen, at the size of its window; both windows get every snapshot, so another one may be named. */
  const open = async (screen: AnyScreenName, options: BrowserContextOptions = {}, view = windowOf(screen)): Promise<Page> => {
    const page = await newPage({ viewport: view === 'wide' ? wideSize : popoverSize, ...options });
    await show(page, screen, view);
    return page;
  };
  return { newPage, show, open };
};

/** Puts another screen's snapshot into the page that is there. */
export const next = (page: Page, screen: AnyScreenName) => page.evaluate((name) => window.gallery.show(name), screen);

/** The commands that the page has sent. */
export const sent = (page: Page) => page.evaluate(() => window.gallery.sent);

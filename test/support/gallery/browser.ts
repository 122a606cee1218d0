import { type Browser, type BrowserContext, type BrowserContextOptions, chromium as browserType, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
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

/**
 * The window in Debian's Chromium, under the policy that the shell sends, on a bridge that keeps what is sent: one
 * browser for the file that calls this, one page for each test, without motion unless `options` say otherwise.
 */
export const galleryBrowser = () => {
  let gallery: Awaited<ReturnType<typeof startGallery>>;
  let browser: Browser;
  let context: BrowserContext | undefined;

  beforeAll(async () => {
    gallery = await startGallery();
    browser = await browserType.launch(chromium);
  });
  afterEach(() => context?.close());
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  const newPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    context = await browser.newContext({ viewport: popoverSize, reducedMotion: 'reduce', ...options });
    return context.newPage();
  };
  const show = async (page: Page, screen: AnyScreenName, window = windowOf(screen)): Promise<void> => {
    await page.goto(`${gallery.address}?screen=${screen}${window === 'wide' ? '&view=wide' : ''}`);
    await page.locator('main').first().waitFor();
  };
  /** A new page with this screen, at the size of its window; both windows get every snapshot, so another one may be named. */
  const open = async (screen: AnyScreenName, options: BrowserContextOptions = {}, window = windowOf(screen)): Promise<Page> => {
    const page = await newPage({ viewport: window === 'wide' ? wideSize : popoverSize, ...options });
    await show(page, screen, window);
    return page;
  };
  return { newPage, show, open };
};

/** Puts another screen's snapshot into the page that is there. */
export const next = (page: Page, screen: AnyScreenName) => page.evaluate((name) => window.gallery.show(name), screen);

/** The commands that the page has sent. */
export const sent = (page: Page) => page.evaluate(() => window.gallery.sent);

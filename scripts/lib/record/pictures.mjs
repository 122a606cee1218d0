import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallPng } from '../../../test/support/gallery/png.mjs';
import { root, say } from '../run.mjs';
import { send, withDemo } from './program.mjs';

const folder = join(root, 'docs/screens/program');

/** How each state is looked at; `set` and `unset` go round the picture. */
const views = {
  light: { media: { colorScheme: 'light' } },
  dark: { media: { colorScheme: 'dark' } },
  forced: { media: { colorScheme: 'dark', forcedColors: 'active' } },
  rtl: { media: { colorScheme: 'light' }, set: (page) => direct(page, 'rtl'), unset: (page) => direct(page, 'ltr') },
  200: { media: { colorScheme: 'light' }, set: (page) => zoom(page, 200), unset: (page) => zoom(page, 100) },
};
const languages = [
  { lang: 'C.UTF-8', suffix: (view) => view, views },
  { lang: 'de_DE.UTF-8', suffix: () => 'german', views: { light: views.light } },
];

const direct = (page, direction) => page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);

/** The page follows the zoom, and the popover grows with it. */
async function zoom(page, percent) {
  await send(page, 'setPreference', { name: 'zoom', value: percent });
  await page.waitForFunction((wanted) => Math.round(window.devicePixelRatio * 100) === wanted, percent);
}

/** As Electron draws it once it has drawn two more frames: the driver's own pictures know nothing of a zoom. */
async function pictureOf(electron, page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const data = await electron.evaluate(async ({ BrowserWindow }, url) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL() === url);
    return (await window.webContents.capturePage()).toPNG().toString('base64');
  }, page.url());
  return Buffer.from(data, 'base64');
}

/** The ten main states of the program, in the order in which a person comes to them. */
async function walk({ page, electron }, look) {
  /** A page of the wide window, which opens with the first of them and shows the next ones in its place. */
  const wide = async (command, payload, shows) => {
    const there = electron.windows().find((one) => one.url().endsWith('view=wide'));
    const next = there ? Promise.resolve(there) : electron.waitForEvent('window');
    await send(page, command, payload);
    const opened = await next;
    await opened.locator(shows).first().waitFor();
    return opened;
  };
  await look('1-roles', page);
  await page.keyboard.press('/');
  await page.keyboard.type('prod');
  await look('2-search', page);
  await page.keyboard.press('Escape');
  await page.locator('[data-row="prod-admin"]').click();
  await page.locator('dialog').waitFor();
  await look('3-guard', page);
  await page.keyboard.press('Escape');
  await page.locator('[data-row="staging-admin"]').click();
  await page.locator('dialog[data-kind="touch"]').waitFor();
  await look('4-touch', page);
  await send(page, 'demoTouch');
  await page.locator('[data-row="staging-admin"] code, [data-row="staging-admin"] [data-fills="false"]').first().waitFor();
  await look('5-open', page);
  await page.keyboard.press('?');
  await page.locator('dialog').waitFor();
  await look('6-shortcuts', page);
  await page.keyboard.press('Escape');
  await look('7-activity', await wide('openActivity', null, 'main'));
  await look('8-settings', await wide('openSettings', null, 'main select'));
  await look('9-devices', await wide('openDevices', { source: 'acme' }, 'main'));
  await look('10-wizard', await wide('openEnroll', { source: 'acme', path: 'iam' }, 'main'));
}

/** The main states of the running demo, in each view and in German, into docs/screens/program/. */
export async function takePictures() {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  for (const { lang, suffix, views: taken } of languages)
    await withDemo(lang, (demo) =>
      walk(demo, async (state, page) => {
        for (const [name, { media, set, unset }] of Object.entries(taken)) {
          await page.emulateMedia({ forcedColors: null, ...media, reducedMotion: 'reduce' });
          await set?.(page);
          const picture = await pictureOf(demo.electron, page);
          await unset?.(page);
          writeFileSync(join(folder, `${state}.${suffix(name)}.png`), smallPng(picture));
          count += 1;
        }
      }),
    );
  say(`${count} pictures of the running program in docs/screens/program/`);
}

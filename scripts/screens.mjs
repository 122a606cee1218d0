#!/usr/bin/env node
// npm run screens: a picture of every screen and state of the window, light and dark, into docs/screens/, with a page that shows them.
// Same code, same pictures: the moment is fixed, motion is off. Names after `--` take only those screens; `--lang=de` (or ja, en-XA,
// ar-XB) takes them in that language, into a folder that goes with node_modules.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium as browserType } from 'playwright-core';
import { smallPng } from '../test/support/gallery/png.mjs';
import { extra, poses } from '../test/support/gallery/poses.mjs';
import { chromium, startGallery } from '../test/support/gallery/server.mjs';

const language = process.argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ?? 'en';
const place = language === 'en' ? 'docs/screens' : `node_modules/.roletap/screens-${language}`;
const folder = new URL(`../${place}/`, import.meta.url).pathname;
/** Draw in one thread and whole frames, so that edges come out the same each time. */
const sameEachTime = [
  '--num-raster-threads=1',
  '--disable-partial-raster',
  '--run-all-compositor-stages-before-draw',
  '--disable-threaded-animation',
];
const schemes = ['light', 'dark'];

const { screenNames, sessionScreenNames, wideScreenNames } = await fixtures();
const narrow = { width: 392, height: 600 };
const wide = { width: 720, height: 500 };
const isWide = (screen) => wideScreenNames.includes(screen);
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--lang='));
const shots = [
  ...[...screenNames, ...sessionScreenNames, ...wideScreenNames].map((screen) => ({
    name: screen,
    screen,
    pose: poses[screen],
    size: undefined,
  })),
  ...Object.entries(extra).map(([name, rest]) => ({ name, ...rest })),
].filter(({ name }) => wanted.length === 0 || wanted.includes(name));

mkdirSync(folder, { recursive: true });
if (wanted.length === 0) for (const old of readdirSync(folder)) if (old.endsWith('.png')) rmSync(folder + old);

const gallery = await startGallery();
const browser = await browserType.launch({ ...chromium, args: [...chromium.args, ...sameEachTime] });
let bytes = 0;
try {
  for (const colorScheme of schemes) {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: 'reduce',
      viewport: narrow,
      timezoneId: 'UTC',
      locale: 'en-GB',
    });
    const page = await context.newPage();
    if (language !== 'en') page.setDefaultTimeout(3000);
    for (const { name, screen, pose, size } of shots) {
      await page.setViewportSize(size ?? (isWide(screen) ? wide : narrow));
      await page.goto(`${gallery.address}?still&lang=${language}&screen=${screen}${isWide(screen) ? '&view=wide' : ''}`);
      await page.locator('main').first().waitFor();
      await pose?.(page).catch(unlessEnglish(name));
      await page.mouse.move(0, 0);
      const file = `${folder}${name}.${colorScheme}.png`;
      const picture = smallPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
      writeFileSync(file, picture);
      bytes += picture.length;
    }
    await context.close();
  }
} finally {
  await browser.close();
  await gallery.close();
}
if (wanted.length === 0) writeFileSync(`${folder}README.md`, index(shots.map(({ name }) => name)));
process.stdout.write(`${shots.length * schemes.length} pictures, ${Math.round(bytes / 1024)} kB, in ${place}/\n`);

/** Some poses find what they click by its English name: elsewhere the picture is taken without. */
function unlessEnglish(name) {
  return (error) => {
    if (language === 'en') throw error;
    process.stdout.write(`${name}: as it opens, since its pose speaks English\n`);
  };
}

/** The names of the fixtures, from the TypeScript files that hold them. */
async function fixtures() {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './snapshots.ts'; export * from './snapshots-sessions.ts'; export * from './snapshots-wide.ts';",
      resolveDir: 'test/support/gallery',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function index(all) {
  const rows = all.map((name) => `| ${name} | ![${name}, light](${name}.light.png) | ![${name}, dark](${name}.dark.png) |`);
  return `# Screens\n\nMade by \`npm run screens\`; do not edit.\n\n| screen | light | dark |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

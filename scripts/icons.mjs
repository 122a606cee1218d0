#!/usr/bin/env node
// Draws every icon from the SVG files in assets/: `node scripts/icons.mjs`. The pictures are committed, so only who changes a
// drawing needs this (and a Chromium: CHROMIUM=/path, else `chromium` on PATH).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { icns, ico } from './lib/icon-files.mjs';
import { root, which } from './lib/run.mjs';

const assets = join(root, 'assets');
const read = (name) => readFileSync(join(assets, name), 'utf8').replace(/<!--[\s\S]*?-->\s*/, '');
const write = (name, bytes) => writeFileSync(join(assets, name), bytes);

/** On panels of unknown colour the glyph stands white on a disc of its own; colour comes on top of shape, it never stands for it. */
const grounds = { idle: '#4a534f', active: '#0b7a5b', expiring: '#a35b00', waiting: '#1f5fa8', failed: '#b3261e' };

const badge = (glyph, ground) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15.5" fill="${ground}"/>` +
  `<g color="#fff" transform="translate(4.4 4.4) scale(1.45)">${glyph.replace('<svg ', '<svg width="16" height="16" overflow="visible" ')}</g></svg>`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? which('chromium'), args: ['--no-sandbox'] });
const page = await browser.newPage();

async function render(svg, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block}body>svg{width:${size}px;height:${size}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

const renderAll = async (svg, sizes) => {
  const pictures = [];
  for (const size of sizes) pictures.push({ size, png: await render(svg, size) });
  return pictures;
};

for (const [state, ground] of Object.entries(grounds)) {
  const glyph = read(`tray/${state}.svg`);
  const name = `tray/tray${state[0].toUpperCase()}${state.slice(1)}`;
  // macOS: black and alpha, coloured by the system; the name's ending says so.
  write(`${name}Template.png`, await render(glyph, 16));
  write(`${name}Template@2x.png`, await render(glyph, 32));
  const coloured = badge(glyph, ground);
  write(`${name}.png`, await render(coloured, 32));
  write(`${name}@2x.png`, await render(coloured, 64));
  write(`${name}.ico`, ico(await renderAll(coloured, [16, 20, 24, 32, 40, 48, 64])));
}

const mark = read('roletap.svg');
const pictures = await renderAll(mark, [16, 24, 32, 48, 64, 128, 256, 512, 1024]);
const upTo = (limit) => pictures.filter(({ size }) => size <= limit);
mkdirSync(join(assets, 'icons'), { recursive: true });
for (const { size, png } of upTo(512)) write(`icons/${size}x${size}.png`, png);
write('icon.ico', ico(upTo(256)));
write('icon.icns', icns(pictures));
await browser.close();

#!/usr/bin/env node
// npm run record: the demo as it runs: half a minute into docs/screens/demo.webp, and pictures of its main states into docs/screens/program/.
//   npm run record -- film         one of them; or: pictures
// The film needs img2webp (Debian and Ubuntu: apt install webp).
import { fileURLToPath } from 'node:url';
import { fail, foreground, setUpOrExit, which } from './lib/run.mjs';
import { desktop } from './lib/sandbox.mjs';

const [first, ...rest] = process.argv.slice(2);
const isInside = first === 'inside';
const wanted = isInside ? rest : first === undefined ? ['film', 'pictures'] : [first, ...rest];
const unknown = wanted.find((name) => !['film', 'pictures'].includes(name));
if (unknown !== undefined) fail(`There is no ${unknown} to record: film or pictures.`);

if (isInside) {
  // Imported late: they need what the set-up brought.
  if (wanted.includes('film')) await (await import('./lib/record/film.mjs')).recordFilm();
  if (wanted.includes('pictures')) await (await import('./lib/record/pictures.mjs')).takePictures();
} else {
  setUpOrExit('test');
  if (wanted.includes('film') && which('img2webp') === undefined) fail('img2webp is missing. On Debian and Ubuntu type: apt install webp');
  const { buildOrExit } = await import('./lib/bundle.mjs');
  await buildOrExit();
  const [command, ...args] = [...desktop, process.execPath, fileURLToPath(import.meta.url), 'inside', ...wanted];
  process.exit(await foreground(command, args));
}

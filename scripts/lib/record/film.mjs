import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say, show } from '../run.mjs';
import { withDemo } from './program.mjs';

const file = join(root, 'docs/screens/demo.webp');
const mostBytes = 1.5 * 1024 * 1024;

/** Half a minute of the demo into docs/screens/demo.webp. */
export const recordFilm = () =>
  withDemo('C.UTF-8', async ({ page, folder }) => {
    const film = createFilm(page, folder);
    await play(page, film);
    const frames = film.frames();
    const words = frames.flatMap(({ path, millis }) => ['-d', String(millis), path]);
    if (show('img2webp', ['-loop', '0', '-lossy', '-q', '80', '-m', '6', ...words, '-o', file]) !== 0)
      fail('img2webp could not make the film.');
    const { size } = statSync(file);
    const seconds = frames.reduce((sum, { millis }) => sum + millis, 0) / 1000;
    say(`${frames.length} frames, ${seconds.toFixed(0)} s, ${Math.round(size / 1024)} kB in docs/screens/demo.webp`);
    if (size > mostBytes) fail('That is more than 1.5 MB.');
  });

/** What a person would do, with time to see it: a role by a touch, a second one without, and a production role that asks for its guard. */
async function play(page, { hold, follow }) {
  const search = async (text) => {
    await page.keyboard.press('/');
    for (const letter of text) {
      await page.keyboard.press(letter);
      await hold(220);
    }
    await hold(1300);
    await page.keyboard.press('Enter');
  };
  await hold(2500);
  await search('stag');
  await follow(2500);
  await page.getByRole('button', { name: 'Touch the demo’s YubiKey' }).click();
  await page.mouse.move(0, 0);
  await follow(5000);
  await search('power');
  await follow(4500);
  await search('prod');
  await follow(3000);
  await page.getByRole('button', { name: 'Guard and tap in' }).click();
  await page.mouse.move(0, 0);
  await follow(4000);
}

/** Frames of the page as it is; what stands still is one long frame. */
function createFilm(page, folder) {
  const frames = [];
  const shoot = async (millis) => {
    const picture = await page.screenshot({ caret: 'hide' });
    const last = frames.at(-1);
    if (last?.picture.equals(picture)) last.millis += millis;
    else {
      const path = join(folder, `${String(frames.length).padStart(4, '0')}.png`);
      writeFileSync(path, picture);
      frames.push({ picture, path, millis });
    }
  };
  return {
    frames: () => frames,
    /** Nothing moves: one frame. */
    hold: shoot,
    /** Something moves: ten frames a second, by the clock. */
    follow: async (millis) => {
      const end = performance.now() + millis;
      for (let before = performance.now(); before < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const now = performance.now();
        await shoot(Math.round(now - before));
        before = now;
      }
    },
  };
}

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pack, unpacked } from '../../support/electron/packed.ts';

const folder = 'node_modules/.roletap';
const [built, packed] = [join(folder, 'built-again'), join(folder, 'packed-again')] as const;

const run = (...words: readonly string[]) => {
  const ran = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(ran.status, `${ran.stdout}${ran.stderr}`).toBe(0);
};

const filesIn = (place: string): readonly string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(place.length + 1))
    .sort();

afterAll(() => {
  for (const path of [built, packed]) rmSync(path, { recursive: true, force: true });
});

test('a second build gives every file of the first, byte for byte', () => {
  const script = `import(${JSON.stringify('./scripts/lib/bundle.mjs')}).then(({ build }) => build(${JSON.stringify(join(process.cwd(), built))}))`;
  run('-e', script);
  const names = filesIn('out');
  expect(filesIn(built)).toEqual(names);
  // V8's compiled code has its own order of what it compiled first; it is not in the archive.
  const compared = names.filter((name) => !name.endsWith('.cache'));
  expect(compared.length).toBeGreaterThan(20);
  expect(compared.filter((name) => !readFileSync(join('out', name)).equals(readFileSync(join(built, name))))).toEqual([]);
});

test('a second app.asar is the first, byte for byte', () => {
  pack();
  run('scripts/pack.mjs', '--as-built', '--again', packed);
  const [first, second] = [unpacked, join(packed, 'linux-unpacked')].map((place) => readFileSync(join(place, 'resources/app.asar')));
  expect(first?.length).toBeGreaterThan(1_000_000);
  expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
}, 600_000);

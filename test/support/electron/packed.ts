import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';

/** The unpacked app, the Debian package without compression, and an rpm where rpmbuild is there, of what is in out/. */
export const unpacked = 'dist/linux-unpacked';

/** Packs once for all test files that want it, however many start at the same time. */
export const pack = (): void => {
  const words = ['scripts/pack.mjs', '--as-built', '--deb', '--all', '--fast', '--once'];
  const packed = spawnSync('flock', ['node_modules/.roletap/pack.lock', process.execPath, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(packed.status, `${packed.stdout}${packed.stderr}`).toBe(0);
};

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A home of its own for one run: nothing of the person who runs the tests is read or written. */
export interface TestHome {
  readonly folder: string;
  readonly userData: string;
  readonly environment: Record<string, string>;
  readonly remove: () => void;
}

/** Chromium's own processes write for a moment after the program has ended; `rmSync` by itself tries again without what came meanwhile. */
const removeWhole = (folder: string): void => {
  for (let tries = 1; ; tries += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (tries === 100 || (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
};

export const createTestHome = (): TestHome => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-test-'));
  const inside = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const kept = ['PATH', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'].flatMap((name): readonly (readonly [string, string])[] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    folder,
    userData: inside('user-data'),
    environment: {
      ...Object.fromEntries(kept),
      // English, whoever runs the tests.
      LANG: 'C.UTF-8',
      HOME: inside('home'),
      XDG_CONFIG_HOME: inside('config'),
      XDG_DATA_HOME: inside('data'),
      XDG_CACHE_HOME: inside('cache'),
      XDG_RUNTIME_DIR: inside('runtime'),
    },
    remove: () => removeWhole(folder),
  };
};

// Is node_modules what package-lock.json says? Plain Node: used before anything is installed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say, show } from './run.mjs';

const readPackages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/**
 * npm keeps a lock of what it installed inside node_modules. Optional packages may be absent there (other platforms' binaries),
 * everything else must be there in the locked version.
 */
export function nodeModulesAreCurrent(
  lockPath = join(root, 'package-lock.json'),
  installedPath = join(root, 'node_modules/.package-lock.json'),
) {
  if (!existsSync(installedPath)) return false;
  const installed = readPackages(installedPath);
  return Object.entries(readPackages(lockPath)).every(([path, wanted]) => {
    if (path === '') return true;
    const there = installed[path];
    return there === undefined ? wanted.optional === true : there.version === wanted.version && there.integrity === wanted.integrity;
  });
}

const binding = join(root, 'node_modules/smartcard/build/Release/smartcard_napi.node');

export function ensureNodeModules() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const options = { shell: process.platform === 'win32' };
  if (!nodeModulesAreCurrent()) {
    say('Installing node_modules (npm ci)');
    if (show(npm, ['ci', ...quiet], options) !== 0) {
      fail(
        'npm ci did not work; its own words are above. If it could not compile "smartcard": a C++ compiler, Python 3 and the PC/SC headers are needed.',
      );
    }
  }
  if (!existsSync(binding)) {
    say('Compiling the PC/SC binding (npm rebuild smartcard)');
    if (show(npm, ['rebuild', 'smartcard', ...quiet], options) !== 0 || !existsSync(binding)) {
      fail(
        'The PC/SC binding could not be compiled. Needed: a C++ compiler, Python 3 and the PC/SC headers (Debian: build-essential python3 libpcsclite-dev).',
      );
    }
  }
}

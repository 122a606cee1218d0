// Is node_modules what package-lock.json says? Plain Node: used before anything is installed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say, showBeside } from './run.mjs';

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

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
const options = { shell: process.platform === 'win32' };

/** Fetches and unpacks what the lock says, and answers whether that worked. The packages' scripts are left to `compileNodeModules`. */
export async function fetchNodeModules() {
  if (nodeModulesAreCurrent()) return true;
  say('Installing node_modules (npm ci)');
  return (await showBeside(npm, ['ci', '--ignore-scripts', ...quiet], options)) === 0;
}

/** Needs the system's packages: a compiler and the PC/SC headers. */
export async function compileNodeModules() {
  if (existsSync(binding)) return;
  say('Compiling the PC/SC binding (npm rebuild)');
  // As many compilers as there are cores.
  const env = { ...process.env, JOBS: 'max' };
  if ((await showBeside(npm, ['rebuild', ...quiet], { ...options, env })) !== 0 || !existsSync(binding)) {
    fail(
      'The PC/SC binding could not be compiled. Needed: a C++ compiler, Python 3 and the PC/SC headers (Debian: build-essential python3 libpcsclite-dev).',
    );
  }
}

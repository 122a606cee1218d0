import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronRuntime, ensureElectron } from './electron-runtime.mjs';
import { compileNodeModules, fetchNodeModules } from './node-modules.mjs';
import { terminalRuntime } from './package/terminal-runtime.mjs';
import { fail, root, say } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Lives in node_modules, so that it goes when they go. */
const stampPath = join(root, 'node_modules/.roletap/setup.json');

/** Changes when the answer of a set-up could change: the lock, the Node version, and the set-up itself. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  const own = ['scripts/setup.mjs', ...filesIn('scripts/lib'), ...filesIn('scripts/electron-loader')];
  for (const path of ['package-lock.json', ...own]) hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

const filesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.includes('.'))
    .sort()
    .map((name) => `${folder}/${name}`);

function isDone(level, wanted) {
  try {
    const stamp = JSON.parse(readFileSync(stampPath, 'utf8'));
    return stamp.fingerprint === wanted && (stamp.level === 'test' || stamp.level === level) && existsSync(electronRuntime().executable);
  } catch {
    return false;
  }
}

/**
 * `level`: `run` for building and starting, `test` for the tests' programs too. Where packages cannot be installed it prints the
 * command to type and goes on, as what is there may be enough; then nothing is remembered, and the next run looks again.
 */
export async function setUp(level, { force = false } = {}) {
  const wanted = fingerprint();
  if (!force && isDone(level, wanted)) return;
  const started = Date.now();
  const [missing, fetched] = await Promise.all([ensureSystemPackages(level), fetchNodeModules()]);
  if (!fetched) fail('npm ci did not work; its own words are above.');
  const compiled = compileNodeModules();
  const runtime = await ensureElectron();
  await compiled;
  // The tests of packages run where no network is.
  if (level === 'test' && process.platform === 'linux') terminalRuntime();
  if (missing.length > 0) {
    if (level === 'test') fail(`Still missing on this system: ${missing.join(', ')}`);
    say(`Going on without: ${missing.join(', ')}`);
    return;
  }
  mkdirSync(join(stampPath, '..'), { recursive: true });
  writeFileSync(stampPath, `${JSON.stringify({ fingerprint: wanted, level }, null, 2)}\n`);
  say(`Set-up is done (${((Date.now() - started) / 1000).toFixed(1)} s, Electron ${runtime.version}).`);
}

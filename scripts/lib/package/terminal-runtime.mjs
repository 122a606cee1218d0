import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { capture, fail, say } from '../run.mjs';

/** The Node that the installed terminal is made of: the long-term line that the app's Electron carries too. */
export const terminalNode = '24.22.3';

/** Packages on npm that hold the Node of nodejs.org, by system and processor. */
const packages = {
  'linux-x64': 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  'linux-arm64': 'sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==',
};

/**
 * `{ executable, licence }` of the Node for this system, whose content is known; fetched from npm once and kept in the user's cache. Where npm has none
 * (macOS, Windows), the Node that runs this must be it.
 */
export function terminalRuntime(platform = process.platform, arch = process.arch) {
  const integrity = packages[`${platform}-${arch}`];
  if (integrity === undefined) return runningNode(platform, arch);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'roletap');
  const folder = join(cache, `node-${terminalNode}-${platform}-${arch}`);
  if (!existsSync(folder)) fetchNode({ name: `node-${platform}-${arch}@${terminalNode}`, integrity, cache, folder });
  return { executable: join(folder, 'bin/node'), licence: join(folder, 'LICENSE') };
}

function runningNode(platform, arch) {
  if (process.version !== `v${terminalNode}` || process.platform !== platform || process.arch !== arch) {
    fail(`The terminal for ${platform} ${arch} is made of the Node that runs this, which has to be ${terminalNode} of nodejs.org for it.`);
  }
  const folder = join(process.execPath, platform === 'win32' ? '..' : '../..');
  return { executable: process.execPath, licence: join(folder, 'LICENSE') };
}

function fetchNode({ name, integrity, cache, folder }) {
  say(`Fetching ${name} from npm for the installed terminal (53 MB) into ${cache}`);
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  try {
    const packed = capture('npm', ['pack', name, '--silent', '--pack-destination', making], { seconds: 900, cwd: making });
    const file = readdirSync(making).find((entry) => entry.endsWith('.tgz'));
    if (!packed.ok || file === undefined) fail(`Node for the terminal could not be fetched from npm:\n${packed.err.trim()}`);
    const bytes = readFileSync(join(making, file));
    const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    if (found !== integrity) fail(`${name} is not the one that is known: ${found}`);
    const unpacked = capture('tar', ['-xzf', file, 'package/bin/node', 'package/LICENSE'], { seconds: 600, cwd: making });
    if (!unpacked.ok) fail(`Node for the terminal could not be unpacked:\n${unpacked.err.trim()}`);
    chmodSync(join(making, 'package/bin/node'), 0o755);
    try {
      renameSync(join(making, 'package'), folder);
    } catch (error) {
      // Another run was faster.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

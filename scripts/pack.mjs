#!/usr/bin/env node
// npm run pack: the unpacked Linux app in dist/linux-unpacked, from the configuration that makes the installers.
//   --deb         the Debian package too
//   --all         and an rpm where rpmbuild is, and with an official Electron an AppImage
//   --as-built    packs what is in out/ as it is
//   --fast        the Debian package without compression, for tests
//   --again DIR   the app alone, without its terminal, into this folder: to compare two archives, or with --as VERSION for tests of updates
// ROLETAP_FEED and ROLETAP_SIGNING_KEY let the app update itself (docs/releasing.md).
//   --once        nothing where dist/ has been made of the same already
// On the stand-in Electron the result is marked as not for release. Installers for the other systems are made on those systems,
// by `npx electron-builder` with the same configuration.
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say, setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
if (process.platform !== 'linux') fail('npm run pack makes the Linux app. Here, use: npx electron-builder');

// Imported late: they need what the set-up brought.
const { buildOrExit } = await import('./lib/bundle.mjs');
const { electronRuntime } = await import('./lib/electron-runtime.mjs');
const { packLinux } = await import('./lib/pack-linux.mjs');
const { readFuses } = await import('./lib/fuses.mjs');
const { inputsHash } = await import('./lib/package/inputs.mjs');
const { updateSettings } = await import('./lib/release/feed.mjs');

const output = join(root, 'dist');
const unpacked = join(output, 'linux-unpacked');
const runtime = electronRuntime();
const has = (option) => process.argv.includes(option);
if (!has('--as-built')) await buildOrExit();

if (has('--again')) {
  const wordAfter = (option) => (has(option) ? process.argv[process.argv.indexOf(option) + 1] : undefined);
  await packLinux({
    runtime,
    output: join(root, wordAfter('--again')),
    version: wordAfter('--as'),
    deb: has('--deb'),
    fast: has('--fast'),
  });
  process.exit(0);
}

const stamp = join(output, 'made-of.txt');
const inputs = inputsHash([...process.argv.slice(2), JSON.stringify(updateSettings(process.env) ?? '')]);
if (has('--once') && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) process.exit(0);
rmSync(stamp, { force: true });
rmSync(unpacked, { recursive: true, force: true });
await packLinux({ runtime, deb: has('--deb'), all: has('--all'), fast: has('--fast') });

// The stand-in is older than this fuse.
const mayBeAbsent = runtime.kind === 'fallback' ? ['GrantFileProtocolExtraPrivileges'] : [];
const { state, wrong } = await readFuses(join(unpacked, 'roletap'), { mayBeAbsent });
say(
  Object.entries(state)
    .map(([name, value]) => `  ${name}: ${value}`)
    .join('\n'),
);
if (wrong.length > 0) fail(`These fuses are not as they must be: ${wrong.join(', ')}`);

const warning = join(output, 'NOT-FOR-RELEASE.txt');
rmSync(warning, { force: true });
if (runtime.kind === 'fallback') {
  copyFileSync(join(unpacked, 'NOT-FOR-RELEASE.txt'), warning);
  say(`NOT FOR RELEASE: made with the stand-in Electron ${runtime.version}.`);
}
writeFileSync(stamp, inputs);
say(`The app is in ${unpacked}`);

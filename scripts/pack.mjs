#!/usr/bin/env node
// npm run pack: the unpacked Linux app in dist/linux-unpacked, from the configuration that makes the installers.
//   --deb         the Debian package too
//   --as-built    packs what is in out/ as it is
// On the stand-in Electron the result is marked as not for release. Installers for the other systems are made on those systems,
// by `npx electron-builder` with the same configuration.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say, setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
if (process.platform !== 'linux') fail('npm run pack makes the Linux app. Here, use: npx electron-builder');

// Imported late: they need what the set-up brought.
const { buildOrExit } = await import('./lib/bundle.mjs');
const { electronRuntime } = await import('./lib/electron-runtime.mjs');
const { packLinux } = await import('./lib/pack-linux.mjs');
const { readFuses } = await import('./lib/fuses.mjs');

const output = join(root, 'dist');
const unpacked = join(output, 'linux-unpacked');
const runtime = electronRuntime();
if (!process.argv.includes('--as-built')) await buildOrExit();
rmSync(unpacked, { recursive: true, force: true });
await packLinux({ runtime, deb: process.argv.includes('--deb') });

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
  const text = `Made with the stand-in Electron ${runtime.version}, which gets no security updates.\nFor development and tests only: do not give this to anybody.\n`;
  writeFileSync(warning, text);
  writeFileSync(join(unpacked, 'NOT-FOR-RELEASE.txt'), text);
  say(`NOT FOR RELEASE: made with the stand-in Electron ${runtime.version}.`);
}
say(`The app is in ${unpacked}`);

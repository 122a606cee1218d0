#!/usr/bin/env node
// npm run release: everything that a release consists of for this system, in dist/release.
//   --dry-run     also where it can't be published, whose reasons it prints; the Debian package is not compressed then
// Signing is switched on by the environment alone: ROLETAP_SIGNING_KEY (an Ed25519 key in PEM) for the hashes; for macOS and Windows what electron-builder
// reads. Nothing is uploaded: .github/workflows/release.yml does that.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, fail, root, say, setUpOrExit, show } from './lib/run.mjs';

setUpOrExit('run');
const { electronRuntime } = await import('./lib/electron-runtime.mjs');
const { terminalNode } = await import('./lib/package/terminal-runtime.mjs');
const { changelogSection, publishObjections } = await import('./lib/release/checks.mjs');
const { feedName, feedText, stagingFrom, updateOptions } = await import('./lib/release/feed.mjs');
const { filled, provenance, sha256, signed, sumsText } = await import('./lib/release/statement.mjs');

const dry = process.argv.includes('--dry-run');
const { version, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const runtime = electronRuntime();
const git = (...words) => capture('git', words).out.trim();
const tag = git('tag', '--points-at', 'HEAD', '--list', `v${version}`);
const objections = publishObjections({ version, changelog, runtime, changes: git('status', '--porcelain'), tag });
if (!dry && objections.length > 0) fail(`This can't be published:\n  ${objections.join('\n  ')}`);

const output = join(root, 'dist');
const release = join(output, 'release');
rmSync(release, { recursive: true, force: true });
mkdirSync(release, { recursive: true });

const linux = process.platform === 'linux';
const packed = linux
  ? show(process.execPath, ['scripts/pack.mjs', '--deb', '--all', ...(dry ? ['--fast', '--once'] : [])])
  : show('npx', ['electron-builder', '--publish', 'never', ...updateOptions(process.env), ...azureOptions()], {
      shell: process.platform === 'win32',
    });
if (packed !== 0) fail('The packages were not made; the reasons are above.');

/** Azure's Artifact Signing, which needs names beside the login that electron-builder finds by itself. */
function azureOptions() {
  const { AZURE_SIGNING_ENDPOINT, AZURE_SIGNING_ACCOUNT, AZURE_SIGNING_PROFILE, AZURE_SIGNING_PUBLISHER } = process.env;
  if (process.platform !== 'win32' || !AZURE_SIGNING_ENDPOINT) return [];
  const options = {
    endpoint: AZURE_SIGNING_ENDPOINT,
    codeSigningAccountName: AZURE_SIGNING_ACCOUNT,
    certificateProfileName: AZURE_SIGNING_PROFILE,
    publisherName: AZURE_SIGNING_PUBLISHER,
  };
  return Object.entries(options).map(([name, value]) => `--config.win.azureSignOptions.${name}=${value}`);
}

const installers = readdirSync(output).filter((name) => /\.(?:deb|rpm|AppImage|dmg|zip|exe)$/.test(name) && name.includes(version));
for (const name of installers) copyFileSync(join(output, name), join(release, name));
const resources = linux ? join(output, 'linux-unpacked/resources') : undefined;
for (const name of resources === undefined ? [] : ['NOTICE.txt', 'bom.json']) copyFileSync(join(resources, name), join(release, name));
const notes = changelogSection(changelog, version) ?? changelogSection(changelog) ?? '';
writeFileSync(join(release, 'NOTES.md'), `${notes}\n`);
const key = process.env.ROLETAP_SIGNING_KEY;
if (process.env.ROLETAP_FEED) {
  const updates = installers.filter((name) => !name.endsWith('.dmg'));
  const described = updates.map((name) => {
    const bytes = readFileSync(join(release, name));
    return { url: name, size: bytes.length, sha512: createHash('sha512').update(bytes).digest('base64') };
  });
  const staging = stagingFrom(process.env.ROLETAP_STAGING);
  writeFileSync(join(release, feedName(process.platform)), feedText({ version, notes, files: described, pem: key, staging }));
}

const files = readdirSync(release).map((name) => ({ name, hash: sha256(readFileSync(join(release, name))) }));
const write = (name, text) => writeFileSync(join(release, name), text);
const sums = sumsText(files);
write('SHA256SUMS', sums);
if (key) write('SHA256SUMS.sig', signed(Buffer.from(sums), key).signature);
const commit = git('rev-parse', 'HEAD');
const statement = provenance({
  files,
  commit,
  repository: homepage,
  command: 'npm run release',
  versions: { electron: runtime.version, terminal: terminalNode, node: process.versions.node },
});
write('provenance.json', `${JSON.stringify(statement, undefined, 2)}\n`);

/** Templates for other people's catalogues: each where its installer is there. */
const hashOf = (ending) => files.find(({ name }) => name.endsWith(ending))?.hash;
const templates = [
  { file: 'PKGBUILD', values: { debHash: hashOf('.deb') } },
  { file: 'cask.rb', values: { dmgHash: hashOf('.dmg') } },
  { file: 'winget.yaml', values: { exeHash: hashOf('.exe') } },
];
for (const { file, values } of templates) {
  if (Object.values(values).includes(undefined)) continue;
  const text = readFileSync(join(root, 'assets/release', file), 'utf8');
  write(file, filled(text, { version, homepage, downloads: `${homepage}/releases/v${version}`, ...values }));
}

const size = (name) => `${(statSync(join(release, name)).size / 1e6).toFixed(1)} MB`;
say(`Roletap ${version} in ${release}:`);
for (const name of readdirSync(release).sort()) say(`  ${name} (${size(name)})`);
if (!process.env.ROLETAP_FEED) say('No copy of it updates itself: ROLETAP_FEED is not set.');
if (!key) say('Not signed: ROLETAP_SIGNING_KEY is not set.');
if (objections.length > 0) say(`It can't be published:\n  ${objections.join('\n  ')}`);

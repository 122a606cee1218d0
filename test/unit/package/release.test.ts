import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { versionIn } from '../../../scripts/lib/electron-runtime.mjs';
import { changelogSection, electronObjection, linuxTargets, publishObjections } from '../../../scripts/lib/release/checks.mjs';
import { publicKeyOf, stagingFrom, updateOptions, updateSettings } from '../../../scripts/lib/release/feed.mjs';
import { filled, provenance, sha256, signed, sumsText } from '../../../scripts/lib/release/statement.mjs';

const changelog =
  '# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 1.2.3 (2026-11-30)\n\n- Another.\n\n## 1.2.2 (2026-11-01)\n';
const ready = { version: '1.2.3', changelog, runtime: { kind: 'official', version: '45.5.0' }, changes: '', tag: 'v1.2.3' };

describe('a release', () => {
  test('may be published from a clean tagged commit with its notes and a supported Electron', () => {
    expect(publishObjections(ready)).toEqual([]);
  });

  test.each([
    { what: { runtime: { kind: 'fallback', version: '25.1.1' } }, said: /stand-in Electron 25\.1\.1/ },
    { what: { runtime: { kind: 'official', version: '44.0.0' } }, said: /loses the tray icon/ },
    { what: { version: '1.2.4', tag: 'v1.2.4' }, said: /no “## 1\.2\.4/ },
    { what: { version: '1.2.2', tag: 'v1.2.2' }, said: /says nothing about 1\.2\.2/ },
    { what: { changes: ' M src-main/main.ts' }, said: /changes that no commit has/ },
    { what: { tag: '' }, said: /no tag v1\.2\.3/ },
  ])('is not published: $said', ({ what, said }) => {
    expect(publishObjections({ ...ready, ...what })).toEqual([expect.stringMatching(said)]);
  });

  test.each(['43.3.0', '43.4.2', '43.4.1', '44.0.0'])('never carries Electron %s, which loses the tray icon on Linux', (version) => {
    expect(electronObjection(version)).toContain('tray icon');
  });

  test.each([
    ['45.4.1', 'Electron 45.4.1 is older than 45.5.0.'],
    ['43.8.12', 'Electron 43.8.12 is older than 45.5.0.'],
    ['45.5.0', undefined],
    ['45.10.0', undefined],
    ['46.0.0', undefined],
  ])('judges Electron %s', (version, said) => {
    expect(electronObjection(version)).toBe(said);
  });

  test('takes its notes from the changelog', () => {
    expect(changelogSection(changelog, '1.2.3')).toBe('- Another.');
    expect(changelogSection(changelog)).toBe('### Added\n\n- A thing.');
    expect(changelogSection(changelog, '9.9.9')).toBeUndefined();
  });

  test('has hashes that sha256sum reads, and a signature that the public key proves', () => {
    const sums = sumsText([{ name: 'roletap.deb', hash: sha256(Buffer.from('abc')) }]);
    expect(sums).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  roletap.deb\n');
    const { privateKey } = generateKeyPairSync('ed25519');
    const { signature, publicKey } = signed(Buffer.from(sums), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const proved = (text: string) => verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
    expect([proved(sums), proved(`${sums} `)]).toEqual([true, false]);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(() => signed(Buffer.from(sums), rsa.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow('Ed25519');
  });

  test('says of which commit its files were built', () => {
    const facts = { commit: 'c0ffee', repository: 'https://roletap.example', command: 'npm run release', versions: { electron: '45.5.0' } };
    expect(provenance({ ...facts, files: [{ name: 'a.deb', hash: '00' }] })).toMatchObject({
      subject: [{ name: 'a.deb', digest: { sha256: '00' } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: { buildDefinition: { resolvedDependencies: [{ digest: { gitCommit: 'c0ffee' } }] } },
    });
  });

  test('fills in every catalogue’s template, and stops at a name without a value', () => {
    const values = {
      version: '1.2.3',
      homepage: 'https://roletap.example',
      downloads: 'https://roletap.example/releases',
      debHash: 'd',
      dmgHash: 'm',
      exeHash: 'e',
    };
    const templates = readdirSync('assets/release');
    expect(templates.length).toBeGreaterThan(2);
    for (const name of templates) {
      const text = filled(readFileSync(join('assets/release', name), 'utf8'), values);
      expect(text).toContain('1.2.3');
      expect(text).not.toMatch(/\{\{|\}\}/);
    }
    expect(() => filled('{{unknown}}', values)).toThrow('unknown');
  });
});

describe('what a release is made of on Linux', () => {
  it('is every kind of package with an official Electron, and with the stand-in what needs no tool from elsewhere', () => {
    expect(linuxTargets({ kind: 'official' })).toEqual(['deb', 'rpm', 'AppImage']);
    expect(linuxTargets({ kind: 'fallback', rpmbuild: true })).toEqual(['deb', 'rpm']);
    expect(linuxTargets({ kind: 'fallback', rpmbuild: false })).toEqual(['deb']);
  });

  it('is refused with a runtime that somebody names, but that is old or says nothing of itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-runtime-'));
    const refused = () => publishObjections({ ...ready, runtime: { kind: 'official', version: versionIn(folder) } });
    expect(refused()).toEqual(['Electron 0.0.0 is older than 45.5.0.']);
    writeFileSync(join(folder, 'version'), '25.1.1');
    expect(refused()).toEqual(['Electron 25.1.1 is older than 45.5.0.']);
    writeFileSync(join(folder, 'version'), '45.5.0\n');
    expect(refused()).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('a build that updates itself', () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const feed = 'https://updates.example/roletap';

  it('carries the feed and the public key, and none without a feed', () => {
    expect(updateSettings({})).toBeUndefined();
    expect(updateSettings({ ROLETAP_SIGNING_KEY: pem })).toBeUndefined();
    const settings = updateSettings({ ROLETAP_FEED: feed, ROLETAP_SIGNING_KEY: pem });
    expect(settings).toEqual({ publish: { provider: 'generic', url: feed }, extraMetadata: { updateKeys: publicKeyOf(pem) } });
    expect(JSON.stringify(settings)).not.toContain('PRIVATE');
    expect(updateOptions({ ROLETAP_FEED: feed, ROLETAP_SIGNING_KEY: pem })).toContain(`--config.publish.url=${feed}`);
  });

  it('is refused without a key, and with a feed that others can read or change', () => {
    expect(() => updateSettings({ ROLETAP_FEED: feed })).toThrow(/ROLETAP_SIGNING_KEY/);
    expect(() => updateSettings({ ROLETAP_FEED: 'http://updates.example/', ROLETAP_SIGNING_KEY: pem })).toThrow(/https/);
  });

  it('is offered to a share of people that is a percentage', () => {
    expect([undefined, '', '0', '10', '100'].map(stagingFrom)).toEqual([undefined, undefined, 0, 10, 100]);
    for (const text of ['101', '-1', '10%', 'all']) expect(() => stagingFrom(text), text).toThrow(/0 to 100/);
  });
});

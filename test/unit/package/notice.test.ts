import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describePackage, packageFoldersIn, shippedFolders } from '../../../scripts/lib/package/bundled.mjs';
import { billOfMaterials, noticeText, objectionsTo, type ShippedPackage, withoutTwins } from '../../../scripts/lib/package/notice.mjs';

const one = (name: string, more: Partial<ShippedPackage> = {}): ShippedPackage => ({
  folder: `node_modules/${name}`,
  name,
  version: '1.0.0',
  licence: 'MIT',
  text: `Copyright of ${name}`,
  ...more,
});

describe('what ships', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'roletap-notice-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('is what gave bytes to a bundle, also from inside another package', () => {
    const inputs = {
      'src-main/main.ts': { bytesInOutput: 10 },
      'node_modules/valibot/dist/index.mjs': { bytesInOutput: 10 },
      'node_modules/@aws-sdk/core/dist/a.js': { bytesInOutput: 3 },
      'node_modules/@aws-sdk/core/node_modules/tslib/tslib.js': { bytesInOutput: 3 },
      'node_modules/left-out/index.js': { bytesInOutput: 0 },
    };
    expect([...packageFoldersIn({ outputs: { 'out/main.cjs': { inputs } } })].sort()).toEqual([
      'node_modules/@aws-sdk/core',
      'node_modules/@aws-sdk/core/node_modules/tslib',
      'node_modules/valibot',
    ]);
  });

  test('is described with its licence and its notice', () => {
    mkdirSync(join(root, 'node_modules/x'), { recursive: true });
    writeFileSync(join(root, 'node_modules/x/package.json'), JSON.stringify({ name: 'x', version: '2.0.0', license: 'Apache-2.0' }));
    writeFileSync(join(root, 'node_modules/x/LICENSE.txt'), 'the licence\n');
    writeFileSync(join(root, 'node_modules/x/NOTICE'), 'the notice\n');
    expect(describePackage(root, 'node_modules/x')).toMatchObject({ name: 'x', licence: 'Apache-2.0', text: 'the licence\n\nthe notice' });
  });

  test.each([
    { licence: 'GPL-3.0-only', said: 'x 1.0.0: the licence GPL-3.0-only is not on the list' },
    { licence: undefined, said: 'x 1.0.0: the licence unknown is not on the list' },
    { licence: '(MIT OR GPL-2.0-only)', said: 'x 1.0.0: the licence (MIT OR GPL-2.0-only) is not on the list' },
  ])('may not be under $licence', ({ licence, said }) => {
    expect(objectionsTo([one('x', { licence })])).toEqual([said]);
  });

  test('may not be without the text of its licence', () => {
    expect(objectionsTo([one('x', { text: undefined }), one('y')])).toEqual(['x 1.0.0: its licence has no text']);
    expect(objectionsTo([one('x', { licence: '(MIT OR Apache-2.0)' })])).toEqual([]);
  });

  test('is named once in the notice, and so is each text', () => {
    const same = 'the same text';
    const text = noticeText(withoutTwins([one('b', { text: same }), one('a', { text: ` ${same}\n` }), one('b', { text: same })]), [
      { name: 'Electron', version: '45.0.0', file: 'LICENSE.electron.txt' },
    ]);
    expect(text.match(/^b 1\.0\.0 \(MIT\)$/gm)).toHaveLength(1);
    expect(text.match(/the same text/g)).toHaveLength(1);
    expect(text).toContain('Electron 45.0.0: LICENSE.electron.txt');
  });

  test('is in the bill of materials with the hash that the lock file has', () => {
    const integrity = `sha512-${Buffer.from('abc').toString('base64')}`;
    const bill = billOfMaterials({
      name: 'roletap',
      version: '1.0.0',
      packages: [one('@scope/x')],
      runtimes: [{ name: 'Electron', version: '45.0.0', file: '' }],
      integrity: () => integrity,
    });
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bill.components).toMatchObject([
      { name: '@scope/x', purl: 'pkg:npm/%40scope/x@1.0.0', hashes: [{ alg: 'SHA-512', content: '616263' }] },
      { name: 'Electron', version: '45.0.0' },
    ]);
  });

  test('has the three native modules, each with a permissive licence and its text', () => {
    const shipped = shippedFolders('.').map((folder) => describePackage('.', folder));
    expect(shipped.map(({ name }) => name)).toEqual(expect.arrayContaining(['@napi-rs/keyring', 'koffi', 'smartcard']));
    expect(objectionsTo(shipped)).toEqual([]);
  });
});

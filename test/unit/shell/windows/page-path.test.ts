import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageFile } from '../../../../src-main/shell/windows/page-path.ts';

const folder = '/opt/roletap/renderer';
const fileOf = (address: string) => pageFile(folder, address)?.file;

describe('a page address', () => {
  it('names a file of the bundle', () => {
    expect(pageFile(folder, 'app://bundle/')).toEqual({ file: `${folder}/index.html`, type: 'text/html; charset=utf-8' });
    expect(pageFile(folder, 'app://bundle/parts/a%20b.js?v=1#x')).toEqual({
      file: `${folder}/parts/a b.js`,
      type: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    'app://bundle/../secret.js',
    'app://bundle/%2e%2e/secret.js',
    'app://bundle/..%2fsecret.js',
    'app://bundle/%2e%2e%2fsecret.js',
    'app://bundle/a/..%2f..%2fsecret.js',
    'app://bundle/..%5csecret.js',
    'app://bundle/C:/secret.js',
    'app://bundle/index.html%00.js',
    'app://bundle/%2fetc/../../../etc/x.js/../../../../x.js',
    'app://bundle/..%2frenderer-other/x.js',
    'app://bundle/%',
  ])('%s stays inside or names nothing', (address) => {
    const file = fileOf(address);
    if (file !== undefined) expect(file.startsWith(`${folder}${sep}`)).toBe(true);
  });

  it('names nothing at another host, scheme or with a user', () => {
    for (const address of ['app://other/index.html', 'app://bundle:1/index.html', 'app://me@bundle/index.html', 'file:///index.html', 'x'])
      expect(fileOf(address)).toBeUndefined();
  });

  it('names nothing of a kind that the bundle has not', () => {
    for (const name of ['index.js.map', 'package.json', '.env', 'main.cjs', 'folder/'])
      expect(fileOf(`app://bundle/${name}`)).toBeUndefined();
  });

  it('never leaves the folder', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', 'a', '.js', ':', '%25', '//');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOf(`app://bundle/${pieces.join('')}.js`);
        if (file !== undefined) expect(file.startsWith(`${folder}${sep}`)).toBe(true);
      }),
    );
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const description = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, LockedPackage>> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path;

/** A heading as it stands in an address: small letters, hyphens for blanks. */
const anchorsIn = (page: string) =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const leadsSomewhere = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  return existsSync(file) && (anchor === undefined || !file.endsWith('.md') || anchorsIn(file).includes(anchor));
};

describe('the project', () => {
  it('locks every package by its content and by no address', () => {
    expect(locked.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved"|registry\./);
  });

  it('locks every package that another one names, also those for other systems', () => {
    const names = new Set(locked.map(([path]) => nameOf(path)));
    const named = locked.flatMap(([, entry]) => Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }));
    expect([...new Set(named)].filter((name) => !names.has(name))).toEqual([]);
  });

  it('brings three native modules into a package, everything else is bundled', () => {
    expect(Object.keys(description.dependencies)).toEqual(['@napi-rs/keyring', 'koffi', 'smartcard']);
    const inPackage = locked.filter(([, entry]) => !entry.dev).map(([path]) => nameOf(path));
    expect(inPackage.filter((name) => !/^@(koromix\/koffi|napi-rs\/keyring)-/.test(name))).toEqual([
      '@napi-rs/keyring',
      'koffi',
      'node-addon-api',
      'smartcard',
    ]);
  });

  it('names the Electron that is released exactly', () => {
    expect(description.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages['node_modules/electron']?.version).toBe(description.devDependencies.electron);
  });

  it('has decided on every install script', () => {
    // fsevents is for macOS alone and never builds where its binary fits.
    const withScript = locked
      .filter(([path, entry]) => entry.hasInstallScript && nameOf(path) !== 'fsevents')
      .map(([path]) => nameOf(path));
    expect(withScript.filter((name) => description.allowScripts[name] === undefined)).toEqual([]);
  });

  it('cites only pages that are in the repository, or public', () => {
    const folders = ['src-main', 'src-renderer', 'test', 'scripts', 'bench', 'docs'];
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:[cm]?[jt]sx?|css|html|md|sh)$/.test(name))
        .map((name) => join(folder, name)),
    );
    expect(files.length).toBeGreaterThan(500);
    const cited = /\bfacts(?:\/|: | of )(?:aws|yubikey|peers|Yubico|PC|AWS)|\b(?:house|voice|rooms|anchors)\.md/;
    expect(files.filter((file) => cited.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('skips no test without a reason, which the list at the end of a run says', () => {
    const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
    const bare = /\.(?:skipIf|runIf|todo)\(|\b(?:describe|it|test)\.skip\((?!'[a-z])|\bskip\(\)/;
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((name) => name !== 'unit/project.test.ts' && bare.test(readFileSync(join('test', name), 'utf8')))).toEqual([]);
  });

  it('has no dead end in its pages: links, pictures, headings, and tests that they name', () => {
    const pages = [
      'README.md',
      'CONTRIBUTING.md',
      ...readdirSync('docs', { encoding: 'utf8', recursive: true }).map((name) => join('docs', name)),
    ];
    const dead = pages
      .filter((page) => page.endsWith('.md'))
      .flatMap((page) => {
        const text = readFileSync(page, 'utf8');
        const linked = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, link, picture]) => link ?? picture ?? '');
        const inside = linked.filter((link) => !/^[a-z]+:/.test(link));
        const tests = [...text.matchAll(/`(?:test\/)?((?:unit|integration|e2e)\/[\w./-]+\.test\.tsx?)`/g)].map(([, name = '']) =>
          join('test', name),
        );
        return [
          ...inside.filter((link) => !leadsSomewhere(page, link)).map((link) => `${page}: ${link}`),
          ...tests.filter((name) => !existsSync(name)).map((name) => `${page}: ${name}`),
        ];
      });
    expect(dead).toEqual([]);
  });

  it('tells nobody to run npx with its name, which anybody could publish', () => {
    const files = ['src-main', 'src-renderer', 'scripts', 'docs', 'assets'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:[cm]?[jt]sx?|css|html|md|sh|svg)$/.test(name))
        .map((name) => join(folder, name)),
    );
    const told = /\bnpx(?:\s+-\S+)*\s+roletap\b/;
    expect(['README.md', 'package.json', ...files].filter((file) => told.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

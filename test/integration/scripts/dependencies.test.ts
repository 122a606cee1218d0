import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { objectionsTo } from '../../../scripts/lib/package/notice.mjs';
import { shippedPackages } from '../../../scripts/lib/package/notices.mjs';

const page = readFileSync('docs/dependencies.md', 'utf8');
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
const own = new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]);
const shipped = shippedPackages();
const named = shipped.filter(({ name }) => own.has(name)).map(({ name }) => name);

/** Over what the build took into out/. */
describe('what ships', () => {
  it('has a reason in docs/dependencies.md for each package that we name, and no other', () => {
    const rows = [...page.matchAll(/^\| (`.+`) \| (\S.*) \|$/gm)];
    const told = rows.flatMap(([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
    expect(told.sort()).toEqual([...named].sort());
  });

  it('is counted there', () => {
    const counted = /: (\d+) packages that Roletap names, and (\d+) that these need/.exec(page)?.slice(1).map(Number);
    expect(counted).toEqual([named.length, shipped.length - named.length]);
  });

  it('has licences that ask for no more than their text, each with it', () => {
    expect(objectionsTo(shipped)).toEqual([]);
  });
});

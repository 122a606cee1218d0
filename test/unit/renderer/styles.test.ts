import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = 'src-renderer';
const files = (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[]).map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = files.filter((file) => file.endsWith('.tsx'));
const modules = files.filter((file) => file.endsWith('.module.css'));

/** The class names that a style sheet styles. */
const classesOf = (css: string): ReadonlySet<string> => {
  const selectors = css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g);
  return new Set(
    [...selectors].flatMap(([, selector]) => [...(selector ?? '').matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name ?? '')),
  );
};

/** Each name that a source takes from a module: `tools/tool-card.module.css toolHead`. */
const used = new Set(
  sources.flatMap((source) => {
    const text = read(source);
    return [...text.matchAll(/import \* as (\w+) from '(.*\.module\.css)'/g)].flatMap(([, name, path]) =>
      [...text.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, member]) => `${join(dirname(source), path ?? '')} ${member}`),
    );
  }),
);
const styled = new Set(modules.flatMap((file) => [...classesOf(read(file))].map((name) => `${file} ${name}`)));

describe('the style sheets', () => {
  it('style each class that is used, and no other, in a module', () => {
    expect(styled.size).toBeGreaterThan(100);
    expect([...used].filter((name) => !styled.has(name))).toEqual([]);
    expect([...styled].filter((name) => !used.has(name))).toEqual([]);
  });

  it('have no class of a module in a sheet for the whole window, under its name or with hyphens', () => {
    const everywhere = files
      .filter((file) => file.endsWith('.css') && !file.endsWith('.module.css'))
      .flatMap((file) => [...classesOf(read(file))]);
    const hyphened = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const local = new Set(modules.flatMap((file) => [...classesOf(read(file))].map(hyphened)));
    expect(everywhere.filter((name) => local.has(name))).toEqual([]);
  });

  // A module renames its animations, so one that another sheet defines would never run.
  it('define in each module the animations that it names', () => {
    const flaws = modules.flatMap((file) => {
      const css = read(file);
      const defined = new Set([...css.matchAll(/@keyframes ([\w-]+)/g)].map(([, name]) => name));
      const named = [...css.matchAll(/\banimation(?:-name)?: *([a-z][\w-]*)/g)].map(([, name]) => name);
      return named.filter((name) => name !== 'none' && !defined.has(name)).map((name) => `${file} ${name}`);
    });
    expect(flaws).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = 'src-renderer';
const files = (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[]).map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = files.filter((file) => file.endsWith('.tsx'));
const modules = files.filter((file) => file.endsWith('.module.css'));
const everywhere = files.filter((file) => file.endsWith('.css') && !file.endsWith('.module.css'));

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
      [...text.matchAll(new RegExp(`(?<![/\\w-])${name}\\.(\\w+)`, 'g'))].map(
        ([, member]) => `${join(dirname(source), path ?? '')} ${member}`,
      ),
    );
  }),
);
const styled = new Set(modules.flatMap((file) => [...classesOf(read(file))].map((name) => `${file} ${name}`)));

describe('the style sheets', () => {
  it('style each class that is used, and no other, in a module', () => {
    expect(styled.size).toBeGreaterThan(200);
    expect([...used].filter((name) => !styled.has(name))).toEqual([]);
    expect([...styled].filter((name) => !used.has(name))).toEqual([]);
  });

  it('have three for the whole window, with no class but the few that say how text is set or heard', () => {
    expect(everywhere.sort()).toEqual(['styles/base.css', 'styles/motion.css', 'styles/tokens.css']);
    expect(everywhere.flatMap((file) => [...classesOf(read(file))]).sort()).toEqual(['grow', 'spoken', 'tabular']);
    const plain = sources.flatMap((file) => [...read(file).matchAll(/className="([^"]*)"/g)].map(([, name]) => name));
    expect([...new Set(plain)].sort()).toEqual(['grow', 'spoken', 'tabular']);
  });

  // Within a layer and between rooms nothing is styled twice; between the layers the order is said once.
  it("stand in layers, so that no order of imports decides: elements, the kit, and over both a room's own", () => {
    const layerOf = (file: string) => [...read(file).matchAll(/^@layer (\w+) \{/gm)].map(([, name]) => name);
    expect(read('styles/base.css')).toContain('@layer base, kit;');
    expect(read('index.tsx')).toMatch(/^import '\.\/styles\/tokens\.css';\nimport '\.\/styles\/base\.css';/);
    expect(['styles/base.css', 'styles/motion.css'].flatMap(layerOf)).toEqual(['base', 'base']);
    for (const file of modules) expect([file, ...layerOf(file)]).toEqual(file.startsWith('ui/') ? [file, 'kit'] : [file]);
  });

  // A module renames its animations, so one that another sheet defines would never run.
  it('define in each module the animations that it names', () => {
    const flaws = modules.flatMap((file) => {
      const css = read(file);
      const defined = new Set([...css.matchAll(/@keyframes ([\w-]+)/g)].map(([, name]) => name));
      const named = [...css.matchAll(/\banimation(?:-name)?: *([a-z][\w-]*)/g)].map(([, name]) => name);
      return named.filter((name) => name !== 'none' && name !== 'var' && !defined.has(name)).map((name) => `${file} ${name}`);
    });
    expect(flaws).toEqual([]);
  });

  it('take the size of text from the scale, but for a command of many lines', () => {
    const sizes = [...everywhere, ...modules].flatMap((file) =>
      [...read(file).matchAll(/font-size: ([^;]+);/g)].map(([, size]) => `${file} ${size}`),
    );
    expect(sizes.length).toBeGreaterThan(60);
    expect(sizes.filter((size) => !/ (?:var\(--(?:type|ring)-|[\d.]+em$)/.test(size))).toEqual(['ui/prose.module.css 10.8px']);
  });

  it('have each custom property set somewhere, and none that nobody reads', () => {
    const all = [...everywhere, ...modules].map(read).join('\n');
    const set = new Set([...all.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const taken = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    expect([...taken].filter((name) => !set.has(name))).toEqual([]);
    expect([...set].filter((name) => !taken.has(name))).toEqual([]);
  });
});

import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageTags, modulesOf, ownHelpers, wordsModules } from '../../../scripts/lib/spoken-words.mjs';
import { languages } from '../../../src-main/languages/languages.ts';

type Module = Readonly<Record<string, unknown>>;
const read = (path: string) => import(/* @vite-ignore */ resolve('src-main', `${path}.ts`)) as Promise<Module>;
const english = (name: string) => read(`words/${name}`);
const own = (tag: string, name: string) => read(`languages/${tag}/${name}`);

/** What computes for other languages too, and says nothing by itself. */
const sayNothing = new Set(['roles/groups: roleGroupsIn']);

/** Each export with those inside of it: `texts`, `texts.title`. What is made of a list or of facts has none. */
const namesIn = (value: unknown, name: string): readonly string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name];
  return [name, ...Object.entries(value).flatMap(([key, inner]) => namesIn(inner, `${name}.${key}`))];
};
/** What help says is typed: the forms of each command and the line of its example. */
const typedIn = (value: unknown, name = ''): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'usage' || key === 'example' ? [[`${name}.${key}`, key === 'usage' ? inner : inner[0]]] : typedIn(inner, `${name}.${key}`),
  );
};
const allNames = (module: Module) => new Set(Object.entries(module).flatMap(([key, value]) => namesIn(value, key)));
const missing = (from: ReadonlySet<string>, to: ReadonlySet<string>) => [...from].filter((name) => !to.has(name));

it('every folder of a language is in the table', () => {
  const known = new Set<string>(languages.map(({ tag }) => tag));
  expect(languageTags().filter((tag) => !known.has(tag))).toEqual([]);
});

describe.each(languageTags())('the language %s', (tag) => {
  it('has no module and no export that English lacks', async () => {
    const known = wordsModules();
    expect(modulesOf(tag).filter((name) => !known.includes(name))).toEqual([]);
    for (const name of modulesOf(tag).filter((one) => !ownHelpers.has(one))) {
      expect([name, missing(allNames(await own(tag, name)), allNames(await english(name)))]).toEqual([name, []]);
    }
  });

  it('has what English has', async () => {
    const has = new Set(modulesOf(tag));
    const all: string[] = [];
    for (const name of wordsModules()) {
      const names = allNames(await english(name));
      if (!has.has(name) && names.size > 0) all.push(name);
      if (has.has(name)) all.push(...missing(names, allNames(await own(tag, name))).map((one) => `${name}: ${one}`));
    }
    // What is missing is said in English.
    expect(all.filter((name) => !sayNothing.has(name))).toEqual([]);
  });

  it('has commands typed as in English', async () => {
    const tables = modulesOf(tag).filter((name) => name.startsWith('help/') && name !== 'help/help-table' && name !== 'help/usage');
    expect(tables.length).toBeGreaterThan(3);
    for (const name of tables) expect(typedIn(await own(tag, name))).toEqual(typedIn(await english(name)));
  });
});

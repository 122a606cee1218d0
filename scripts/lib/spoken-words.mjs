// How the build lets a sentence be said in another language: docs/decisions/languages.md.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build as bundle } from 'esbuild';
import { root } from './run.mjs';

const words = join(root, 'src-main/words');
const languages = join(root, 'src-main/languages');

/** How a language works, and what is in order; no words. */
const machinery = new Set(['locale', 'platform/reader', 'roles/order']);

/** Modules whose exports serve the others: a language may need more of them than English. */
export const ownHelpers = new Set(['grammar', 'problems/table']);

const tsFilesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();

/** The modules that a language can have: `window/activity`. */
export const wordsModules = () => tsFilesIn(words).filter((name) => !machinery.has(name));

/** The tags of the folders that hold a language. */
export const languageTags = () =>
  readdirSync(languages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The modules that a language has. */
export const modulesOf = (tag) => tsFilesIn(join(languages, tag));

/** What a module exports besides types. */
async function exportsOf(path) {
  const { metafile } = await bundle({
    entryPoints: [path],
    outdir: root,
    write: false,
    metafile: true,
    format: 'esm',
    absWorkingDir: root,
  });
  return Object.values(metafile.outputs)[0].exports;
}

/** A stand-in for a module of words: each export asks once, when it is read, whether the language that is spoken has one. Unused ones are left out. */
async function standIn(path) {
  const module = relative(words, path).replaceAll('\\', '/').slice(0, -'.ts'.length);
  const ask = (name) => `export const ${name} = /* @__PURE__ */ said(${JSON.stringify(module)}, '${name}', english.${name});`;
  return [
    `import * as english from ${JSON.stringify(path)};`,
    `import { said } from ${JSON.stringify(join(words, 'locale.ts'))};`,
    ...(await exportsOf(path)).map(ask),
  ].join('\n');
}

/** Gives everything outside of words and languages the stand-ins. */
export const spokenWords = {
  name: 'spoken-words',
  setup: (build) => {
    build.onResolve({ filter: /\.ts$/ }, ({ path, importer, kind, namespace, resolveDir }) => {
      // A file of words that the build makes a program of: its exports are the stand-ins.
      if (kind === 'entry-point' && join(root, path).startsWith(words)) return { path: join(root, path), namespace: 'spoken' };
      if (namespace !== 'file' || importer.startsWith(words) || importer.startsWith(languages)) return undefined;
      const target = join(resolveDir, path);
      const name = relative(words, target).replaceAll('\\', '/').slice(0, -'.ts'.length);
      if (!path.startsWith('.') || name.startsWith('..') || machinery.has(name)) return undefined;
      return { path: target, namespace: 'spoken', sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'spoken' }, async ({ path }) => ({
      contents: await standIn(path),
      resolveDir: join(path, '..'),
      watchFiles: [path],
    }));
  },
};

/** What gives a process the words of a language, made of its modules; `wrap` names a function that changes each export. */
const entryOf = (modules, folder, wrap = '') => {
  const imports = modules.map((name, index) => `import * as m${index} from ${JSON.stringify(join(folder, `${name}.ts`))};`);
  const entries = modules.map((name, index) => `${JSON.stringify(name)}: ${wrap}(m${index})`);
  return [...imports, `globalThis.roletapSpoken = { tag: 'en', ...globalThis.roletapSpoken, words: {${entries.join(',')}} };`].join('\n');
};

const languageFolder = {
  name: 'language-folder',
  setup: (build) => {
    // Of the English that a language takes over, only what it takes: reading a module of words does nothing.
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path), sideEffects: false }));
    build.onResolve({ filter: /^src-main\/languages\/[\w-]+$/ }, ({ path }) => ({ path: join(root, path), namespace: 'language' }));
    build.onLoad({ filter: /.*/, namespace: 'language' }, ({ path }) => ({
      contents: entryOf(tsFilesIn(path), path),
      resolveDir: root,
      watchDirs: [path],
    }));
  },
};

/** A script for Node and for the window. */
const script = {
  platform: 'neutral',
  target: ['node18', 'chrome114'],
  format: 'iife',
  bundle: true,
  minify: true,
  // Japanese would be three times as long.
  charset: 'utf8',
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
  metafile: true,
};

/** A program of the build for each language. */
export const languagePrograms = () =>
  languageTags().map((tag) => ({
    source: `src-main/languages/${tag}`,
    output: `words.${tag}.cjs`,
    options: { ...script, plugins: [languageFolder] },
  }));

/** The script that speaks English through `wrap`, the path of a module that exports `wrap(module)`: for tests. */
export async function pseudoWords(wrap) {
  const contents = `import { wrap } from ${JSON.stringify(join(root, wrap))};\n${entryOf(wordsModules(), words, 'wrap')}`;
  const { outputFiles } = await bundle({ ...script, metafile: false, write: false, stdin: { contents, resolveDir: root, loader: 'ts' } });
  return outputFiles[0].text;
}

/** The script of a language, as the build writes it; undefined when there is none. */
export async function languageWords(tag) {
  if (!existsSync(join(languages, tag))) return undefined;
  const { source, options } = languagePrograms().find(({ output }) => output.includes(`.${tag}.`));
  const { outputFiles } = await bundle({ ...options, metafile: false, write: false, entryPoints: [source] });
  return outputFiles[0].text;
}

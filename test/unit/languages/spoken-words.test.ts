import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { pseudoWords, spokenWords } from '../../../scripts/lib/spoken-words.mjs';

const bundle = async (contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), sourcefile: 'program.ts', loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'program',
    plugins: [spokenWords],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};
const run = (source: string, context: object = {}): unknown => runInNewContext(`${source};program.said()`, { ...context });

/** Uses a text and a function of two modules. */
const program = `
  import { listed } from './src-main/words/grammar.ts';
  import { problemWords } from './src-main/words/problems/problem-words.ts';
  export const said = () => [listed([]), problemWords({ code: 'cancelled' }).title].join('; ');`;

describe('a bundle', () => {
  it('speaks English when nothing was chosen', async () => expect(run(await bundle(program))).toBe('none; Cancelled'));

  it('says what the chosen language has, and the rest in English', async () => {
    const words = { grammar: { listed: () => 'keine' } };
    expect(run(await bundle(program), { roletapSpoken: { tag: 'de', words } })).toBe('keine; Cancelled');
  });

  it('says in English what a group of texts lacks in the language', async () => {
    const source = await bundle(
      "import { dataSettings } from './src-main/words/window/settings.ts'; export const said = () => [dataSettings.openLog, dataSettings.keep].join();",
    );
    const words = { 'window/settings': { dataSettings: { keep: 'Behalten' } } };
    expect(run(source, { roletapSpoken: { tag: 'de', words } })).toBe('Open log,Behalten');
  });

  it('carries the words that it uses, and no others', async () => {
    const small = await bundle("import { either } from './src-main/words/grammar.ts'; export const said = () => either(['a']);");
    expect(small.length).toBeLessThan(3000);
  });

  it('reads a language from a script of its own, before it runs', async () => {
    const script = await pseudoWords('test/support/gallery/pseudo-words.ts');
    expect(run(`${script};${await bundle(program)}`)).toMatch(/^\[!! ñóñé .*; \[!! Çáñçélléd/);
  });
});

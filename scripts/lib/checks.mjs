// Checks that are no tests: types and lint. Each answers with `{ count, output, processor }`, as a job of npm test does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';
import { languageTags, modulesOf, ownHelpers, wordsModules } from './spoken-words.mjs';
import { runInGroup } from './tests/command.mjs';

/** Each has a tsconfig of its own. The benchmarks know what main knows, and import most of it: one program of both takes half the time of two. */
const main = 'src-main with bench';
const shapes = 'src-main/languages';
export const worlds = [main, 'src-main/contract', 'src-main/words', shapes, 'src-renderer', 'test'];

async function check(script, args, environment = {}) {
  const { code, output, processor } = await runInGroup([process.execPath, join(root, script), ...args], { minutes: 5, environment });
  return { count: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }, output, processor };
}

/**
 * With one checker, since several work out what they share once each: that is twice the processor's time, and the worlds run side by side anyway. What
 * an earlier run found of files that are the same still holds. The compiler is a program in Go, which tidies its memory less often here: it ends soon.
 */
const compile = (world, folder) => {
  const known = join(root, 'node_modules/.roletap/types', `${world.replaceAll(/[ /]/g, '-')}.json`);
  return check('node_modules/typescript/bin/tsc', ['-p', folder, '--checkers', '1', '--incremental', '--tsBuildInfoFile', known], {
    GOGC: '400',
  });
};

/** The languages are held to the shapes of the words: a program is written that compiles only if they fit. */
export const typesOf = (world) => compile(world, world === main ? 'bench' : world === shapes ? writeShapes() : world);

/**
 * Where an export of a language is held against the English one: texts may be others or missing, but not what programs read. What only
 * the language's own files use is theirs.
 */
const shape = `
type Kept = 'id' | 'kind' | 'tone' | 'value' | 'state' | 'code' | 'name' | 'options';
type Identifier<T> = T extends \`\${string} \${string}\` ? false : T extends Lowercase<T & string> ? true : false;
type Shape<T> = T extends string ? string
  : T extends (...facts: infer Facts) => infer Said ? (...facts: Facts) => Shape<Said>
  : T extends object ? { readonly [K in keyof T]: K extends Kept ? (Identifier<T[K]> extends true ? T[K] : Shape<T[K]>) : Shape<T[K]> }
  : T;
type Part<T> = T extends (...facts: never[]) => unknown ? T : T extends readonly unknown[] ? T
  : T extends object ? { readonly [K in keyof T]?: Part<T[K]> } : T;
export type Fits<Own, English, Else = never> = { readonly [K in keyof Own]: K extends keyof English ? Part<Shape<English[K]>> : Else };
`;

function writeShapes() {
  const folder = join(root, 'node_modules/.roletap/shapes');
  const words = new Set(wordsModules());
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'shape.ts'), shape);
  const files = languageTags().map((tag) => {
    const lines = modulesOf(tag).flatMap((name, index) => [
      `import * as own${index} from '../../../src-main/languages/${tag}/${name}.ts';`,
      words.has(name) ? `import * as english${index} from '../../../src-main/words/${name}.ts';` : `const english${index} = {};`,
      `export const fits${index}: Fits<typeof own${index}, typeof english${index}${ownHelpers.has(name) ? ', unknown' : ''}> = own${index};`,
    ]);
    writeFileSync(join(folder, `${tag}.ts`), ["import type { Fits } from './shape.ts';", ...lines, ''].join('\n'));
    return `${tag}.ts`;
  });
  const config = { extends: '../../../tsconfig.json', compilerOptions: { types: [] }, files: ['shape.ts', ...files] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  return folder;
}

export const lint = () =>
  check('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--colors=off', '--max-diagnostics=50', '.']);

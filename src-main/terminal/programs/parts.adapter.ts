import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What V8 compiled of a program when that was built (scripts/lib/code-cache.mjs), or undefined; another version of Node compiles it anew. */
export const compiledOf = (file: string): Buffer | undefined => {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
};

/** How many columns Node's wrapper puts before the first line of a module. */
const wrapped = Module.wrap('\n').indexOf('\n');

/** As Node runs a module: a line and a column of it lead to the place. */
const run = (file: string, cachedData: Buffer, require: NodeJS.Require): NodeModule => {
  const source = Module.wrap(readFileSync(file, 'utf8'));
  const module = new Module(file);
  const known = require.cache;
  known[file] = module;
  try {
    new Script(source, { filename: file, cachedData, columnOffset: -wrapped }).runInThisContext()(
      module.exports,
      require,
      module,
      file,
      join(file, '..'),
    );
  } catch (error) {
    delete known[file];
    throw error;
  }
  module.loaded = true;
  return module;
};

/** `require` for the terminal's programs in `folder`: their parts beside them are read with the code that was compiled of them. */
export const requireIn = (folder: string): NodeJS.Require => {
  const read = createRequire(join(folder, 'terminal.cjs'));
  const readPart = (name: string): unknown => {
    if (!name.startsWith('./')) return read(name);
    const file = join(folder, name);
    const known = read.cache[file];
    if (known) return known.exports;
    const compiled = compiledOf(file);
    return compiled ? run(file, compiled, require).exports : read(name);
  };
  const require = Object.assign(readPart, read);
  return require;
};

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { refuseDebugger } from '../base/no-debugger.adapter.ts';
import { installationLine } from '../words/problems/installation.ts';
import { readsKeys } from './console/command-options.ts';
import { startCardProcess } from './programs/card-process.adapter.ts';

/**
 * `roletap` as a person types it (out/cli.cjs). Starts what takes its time: the process that owns PC/SC, where the command reads the keys, and beside it
 * the terminal's program, from the code that V8 compiled when that was built (scripts/lib/code-cache.mjs). Another version of Node compiles it anew.
 */
refuseDebugger();

const file = join(__dirname, 'terminal.cjs');

const compiled = (): Buffer | undefined => {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
};

/** Undefined when it is not there, which is said. */
const program = (): string | undefined => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    process.stderr.write(`${installationLine('terminal.cjs')}\n`);
    process.exitCode = 3;
    return undefined;
  }
};

const source = program();
const early =
  source !== undefined && process.argv[2] !== undefined && readsKeys(process.argv[2])
    ? startCardProcess(join(__dirname, 'card-process.cjs'))
    : undefined;
if (source !== undefined) {
  const script = new Script(source, { filename: file, cachedData: compiled() });
  script.runInThisContext()(createRequire(file), file, __dirname, early);
}

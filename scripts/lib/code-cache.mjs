// Run by the build as a program of its own: node code-cache.mjs FILE FOLDER
// Runs the terminal's program once, with the empty FOLDER as home, and keeps beside it what V8 compiled for that.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const [file, home] = process.argv.slice(2);
Object.assign(process.env, {
  HOME: home,
  XDG_CONFIG_HOME: home,
  XDG_RUNTIME_DIR: home,
  AWS_CONFIG_FILE: `${home}/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials`,
});
process.argv = [process.argv[0], file, 'sessions', '--json'];
const script = new Script(readFileSync(file, 'latin1'), { filename: file });
script.runInThisContext()(createRequire(file), file, dirname(file));
process.once('exit', () => writeFileSync(`${file}.cache`, script.createCachedData()));

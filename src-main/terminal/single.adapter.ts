import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * What the installed `roletap` runs before anything else: that program is Node with this file inside (scripts/lib/package/terminal.mjs). It reads the
 * terminal's programs from the folder beside it, and no others, so it is no Node for whoever comes along. Called by one of them, or by the launcher of a
 * credential_process line, the first word is the program's file, as it is for Node.
 */
const programs = join(dirname(process.execPath), 'programs');

const named = ['cli.cjs', 'card-process.cjs', 'clear-clipboard.cjs']
  .map((name) => join(programs, name))
  .find((file) => file === process.argv[2]);
const file = named ?? join(programs, 'cli.cjs');

// As Node has it: itself, the program's file, the words.
process.argv.splice(1, named === undefined ? 1 : 2, file);

createRequire(file)(file);

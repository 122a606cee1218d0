#!/usr/bin/env node
// npm test: set-up, build, then the stages below, ending in one line `N passed, N failed, N skipped`.
//   npm test -- unit integration        these stages
//   npm test -- ini-document            test files whose path holds this
//   npm test -- unit -t "spent"         what starts at the first dash goes to vitest
import { show } from './lib/run.mjs';

const code = show(process.execPath, ['scripts/setup.mjs', '--for', 'test']);
if (code !== 0) {
  process.stdout.write('\n0 passed, 1 failed, 0 skipped\n');
  process.exit(1);
}
// Imported late: they need what the set-up brought.
const { runStages } = await import('./lib/tests/stages.mjs');
process.exitCode = await runStages(process.argv.slice(2));

#!/usr/bin/env node
// npm run types: each world with its own tsconfig (no DOM in main, no Node in the renderer, neither in contract).
import { typesOf, worlds } from './lib/checks.mjs';

let failed = 0;
for (const world of worlds) {
  const { count, output } = await typesOf(world);
  failed += count.failed;
  process.stdout.write(`${count.failed === 0 ? 'ok  ' : 'FAIL'} types of ${world}\n${count.failed === 0 ? '' : output}`);
}
process.exitCode = failed === 0 ? 0 : 1;

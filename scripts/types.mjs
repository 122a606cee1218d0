#!/usr/bin/env node
// npm run types: each world with its own tsconfig (no DOM in main, no Node in the renderer, neither in contract).
import { checkTypes } from './lib/checks.mjs';

const answers = await checkTypes();
for (const { name, ok, output } of answers) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}\n${output}`);
process.exitCode = answers.every((answer) => answer.ok) ? 0 : 1;

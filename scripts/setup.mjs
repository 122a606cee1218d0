#!/usr/bin/env node
// npm run setup: everything that a clone needs before it builds, runs and tests. Does nothing when nothing changed.
//   --for run    only what `npm start` needs
//   --force      looks at everything again
// Plain Node, no dependencies: it is what installs them.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Roletap is built with Node 20.19 or newer; this is ${process.version}. Get a newer one from https://nodejs.org/ or with your version manager.\n`,
  );
  process.exit(1);
}

// Imported after the check, so that an old Node says the sentence above and not a syntax error.
const { setUp } = await import('./lib/set-up.mjs');
const level = process.argv.includes('--for') ? process.argv[process.argv.indexOf('--for') + 1] : 'test';
await setUp(level === 'run' ? 'run' : 'test', { force: process.argv.includes('--force') });

// What Electron's own default app does, for a runtime that came without it: `electron [-r FILE]... FOLDER [args]` runs the app in
// FOLDER under its own name. Copied by scripts/lib/electron-runtime.mjs; never part of a package.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

function parse(words) {
  const preloads = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    // Test drivers hook in with -r, before the app starts.
    if (word === '-r' || word === '--require') preloads.push(words[++index]);
    else if (!word.startsWith('-')) return { preloads, folder: resolve(word) };
  }
  return { preloads, folder: undefined };
}

const { preloads, folder } = parse(process.argv.slice(1));
for (const path of preloads) require(resolve(path));

if (folder === undefined) {
  console.error('Name the folder of an app: electron FOLDER');
  app.exit(2);
} else {
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(description.productName ?? description.name);
  app.setVersion(description.version);
  if (description.desktopName !== undefined) app.setDesktopName?.(description.desktopName);
  // Electron chose these for the loader's name before it ran.
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), app.getName()));
  app.setAppPath(folder);
  process.defaultApp = true;
  require(join(folder, description.main));
}

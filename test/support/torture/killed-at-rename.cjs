// Loaded before the program (NODE_OPTIONS=--require): it dies by kill -9 right before or after a file takes the place of the one that KILL_AT_RENAME names, once.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const [when, name] = (process.env.KILL_AT_RENAME ?? '').split(' ');
const die = () => process.kill(process.pid, 'SIGKILL');
const isIt = (to) => name !== undefined && String(to).endsWith(`/${name}`);

const { renameSync } = fs;
const { rename } = fs.promises;
fs.renameSync = (from, to) => {
  if (isIt(to) && when === 'before') die();
  renameSync(from, to);
  if (isIt(to)) die();
};
fs.promises.rename = async (from, to) => {
  if (isIt(to) && when === 'before') die();
  await rename(from, to);
  if (isIt(to)) die();
};
syncBuiltinESMExports();

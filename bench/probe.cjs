// Loaded into the main process of an Electron under measurement, before its app (`electron -r`): runs what the bench sends. Not a test
// driver: those hold up each new window until they have looked at it, which is the time that is to be measured.
const electron = require('electron');

process.on('message', async ({ id, script, argument }) => {
  try {
    // biome-ignore lint/security/noGlobalEval: the bench's own functions, over a pipe that only it holds
    process.send({ id, value: await eval(`(${script})`)(electron, argument) });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});

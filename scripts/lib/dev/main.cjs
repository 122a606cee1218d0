// The main process while somebody develops: the program as it is, plus an ear for the script that started it. The channel is a pipe
// that only the parent process holds; nothing of this is in a build.
const { BrowserWindow } = require('electron');
const { join } = require('node:path');

process.setSourceMapsEnabled(true);
process.on('message', (message) => {
  if (message === 'reload') for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
});
require(join(__dirname, 'main.cjs'));

// The least that an Electron app with a window can be: what Roletap's memory is held against.
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => {});
void app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, width: 392, height: 600, webPreferences: { sandbox: true } });
  // For whoever waits for a first window that a person sees.
  if (process.env.BENCH_SHOW) {
    window.once('ready-to-show', () => {
      window.show();
      process.stdout.write('shown\n');
    });
  }
  void window.loadURL('data:text/html,<!doctype html><title>Bare</title><p>Nothing');
});

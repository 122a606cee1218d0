// The least that an Electron app with a window can be: what Roletap's memory is held against.
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => {});
void app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, width: 392, height: 600, webPreferences: { sandbox: true } });
  void window.loadURL('data:text/html,<!doctype html><title>Bare</title><p>Nothing');
});

import { type ElectronApp, pause } from './electron-app.ts';
import { median, type Row, spread } from './measure.ts';
import { startTrayApp, type TrayApp } from './tray-app.ts';

/** From now on the main process notes when the window that is shown next has its list painted. */
const watchForPaint = (app: ElectronApp) =>
  app.evaluate(({ app: electronApp, BrowserWindow }) => {
    const state = globalThis as unknown as { painted: Promise<number> };
    const listThere = `new Promise((resolve) => {
      const look = () => document.querySelector('[data-row]') && (watcher.disconnect(), resolve());
      const watcher = new MutationObserver(look);
      watcher.observe(document, { childList: true, subtree: true });
      look();
    })`;
    const twoFrames = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now()))))';
    const paintOf = async (window: Electron.BrowserWindow, loaded: Promise<unknown>) => {
      const shown = new Promise<void>((resolve) => window.once('show', () => resolve()));
      await loaded;
      await window.webContents.executeJavaScript(listThere);
      await shown;
      return window.webContents.executeJavaScript(twoFrames) as Promise<number>;
    };
    const [window] = BrowserWindow.getAllWindows();
    state.painted = window
      ? paintOf(window, Promise.resolve())
      : new Promise((resolve, reject) => {
          electronApp.once('browser-window-created', (_event, made) => {
            const loaded = new Promise<void>((done) => made.webContents.once('dom-ready', () => done()));
            paintOf(made, loaded).then(resolve, reject);
          });
        });
  });

const painted = (app: ElectronApp): Promise<number> => app.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);

/** Milliseconds from the click on the icon to the painted list; hides the window again, or destroys it as the idle timer does. */
const openOnce = async ({ app, tray }: TrayApp, after: 'hide' | 'letGo'): Promise<number> => {
  await watchForPaint(app);
  const clicked = Date.now();
  await tray.activate();
  const took = (await painted(app)) - clicked;
  await pause(150);
  await tray.activate();
  await pause(150);
  if (after === 'letGo') {
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    });
    // The process of the page ends by itself.
    await pause(400);
  }
  return took;
};

const repeat = async (times: number, work: () => Promise<number>): Promise<readonly number[]> => {
  const taken: number[] = [];
  for (let count = 0; count < times; count++) taken.push(await work());
  return taken;
};

/** Opening the window by the tray icon, with 50 roles. */
export const benchPopover = async (): Promise<readonly Row[]> => {
  const running = await startTrayApp(50);
  try {
    const first = await openOnce(running, 'hide');
    const lives = await repeat(15, () => openOnce(running, 'hide'));
    await openOnce(running, 'letGo');
    const letGo = await repeat(11, () => openOnce(running, 'letGo'));
    const how = 'from Activate on the icon over D-Bus to two frames after the list stands and the window is shown, 50 roles';
    return [
      {
        what: 'popover, click to painted list, the window lives',
        measured: median(lives),
        unit: 'ms',
        limit: 100,
        note: `${how}: ${spread(lives)}, 15 times; the very first ${first} ms`,
      },
      {
        what: 'popover, click to painted list, the window was let go',
        measured: median(letGo),
        unit: 'ms',
        limit: 250,
        note: `the same with a new window and page: ${spread(letGo)}, 11 times`,
      },
      {
        what: 'start of the program to its icon in the tray',
        measured: running.startMillis,
        unit: 'ms',
        note: 'once, with Electron’s own start',
      },
    ];
  } finally {
    await running.close();
  }
};

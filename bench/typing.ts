import { type ElectronApp, pause } from './electron-app.ts';
import { median, quantile, type Row } from './measure.ts';
import { startTrayApp } from './tray-app.ts';

const roles = 2000;
const words = ['team-123-admin', 'readonly', '1111222', 'billing 42', 'nowhere'];

/** In the page: for each key the time from keydown to the end of the first frame after the input was handled. */
const listen = `{
  window.taken = [];
  let down = 0;
  document.querySelector('.search input').focus();
  addEventListener('keydown', (event) => { down = event.timeStamp; }, true);
  addEventListener('input', () => {
    const from = down;
    requestAnimationFrame(() => {
      // Comes after the frame's style, layout and paint.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.taken.push(performance.now() - from); };
      port2.postMessage(undefined);
    });
  }, true);
}`;

/** Types into the search as a keyboard does, each word and then backwards; gives the time of each key. */
const type = (app: ElectronApp, text: string): Promise<readonly number[]> =>
  app.evaluate(async ({ BrowserWindow }, word: string) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    const { webContents } = window;
    const press = async (keyCode: string) => {
      webContents.sendInputEvent({ type: 'keyDown', keyCode });
      if (keyCode.length === 1) webContents.sendInputEvent({ type: 'char', keyCode });
      webContents.sendInputEvent({ type: 'keyUp', keyCode });
      // Twelve keys a second. Nothing is asked of the page meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 80));
    };
    for (const letter of word) await press(letter);
    for (const _ of word) await press('Backspace');
    const taken = (await webContents.executeJavaScript('window.taken.splice(0)')) as readonly number[];
    if (taken.length !== 2 * word.length) throw new Error(`${2 * word.length} keys gave ${taken.length} frames`);
    return taken;
  }, text);

const measure = async (switches: readonly string[]): Promise<readonly number[]> => {
  const { app, tray, close } = await startTrayApp(roles, switches);
  try {
    await tray.activate();
    await pause(1000);
    await app.evaluate(
      ({ BrowserWindow }, script: string) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
      listen,
    );
    await type(app, 'warm up');
    const taken: number[] = [];
    for (const word of words) taken.push(...(await type(app, word)));
    return taken;
  } finally {
    await close();
  }
};

/** Typing in the search with 2,000 roles. */
export const benchTyping = async (): Promise<readonly Row[]> => {
  // Without the wait for the next beat of a 60 Hz display, which is up to 16.7 ms whatever we do: only work is left.
  const work = await measure(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
  const shown = await measure([]);
  return [
    {
      what: `typing in the search with ${roles.toLocaleString('en')} roles, a key, p95`,
      measured: quantile(work, 0.95),
      unit: 'ms',
      limit: 16,
      note:
        `from keydown to the end of the frame that shows it, all work and no waiting for the display's beat: median ${median(work).toFixed(1)} ms, ` +
        `slowest ${Math.max(...work).toFixed(1)} ms, ${work.length} keys; with the beat of 60 Hz median ${median(shown).toFixed(1)} ms, p95 ${quantile(shown, 0.95).toFixed(1)} ms`,
    },
  ];
};

import { type ElectronApp, pause } from './electron-app.ts';
import { median, quantile, type Row } from './measure.ts';
import { startTrayApp } from './tray-app.ts';

const roles = 2000;
const words = ['team-123-admin', 'readonly', '1111222', 'billing 42', 'nowhere'];

/**
 * In the page, for each key: `whole` from keydown to the end of the frame that shows it; `work` the same without the time in which the
 * page has nothing to do but wait for the display's next beat (60 Hz: up to 16.7 ms, whatever we do).
 */
const listen = `{
  window.taken = [];
  let down = 0;
  document.querySelector('[role=search] input').focus();
  addEventListener('keydown', (event) => { down = event.timeStamp; }, true);
  // The last to hear of it: React has handled it and changed the document by now.
  addEventListener('input', () => {
    const from = down;
    const handled = performance.now();
    requestAnimationFrame(() => {
      const frame = performance.now();
      // Comes after the frame's style, layout and paint.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const end = performance.now();
        window.taken.push({ whole: end - from, work: handled - from + end - frame });
      };
      port2.postMessage(undefined);
    });
  });
}`;

interface Key {
  readonly whole: number;
  readonly work: number;
}

/** Types into the search as a keyboard does, each word and then backwards; gives the time of each key. */
const type = (app: ElectronApp, text: string): Promise<readonly Key[]> =>
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
    const taken = (await webContents.executeJavaScript('window.taken.splice(0)')) as readonly Key[];
    if (taken.length !== 2 * word.length) throw new Error(`${2 * word.length} keys gave ${taken.length} frames`);
    return taken;
  }, text);

/** Typing in the search with 2,000 roles. */
export const benchTyping = async (): Promise<readonly Row[]> => {
  const { app, tray, close } = await startTrayApp(roles);
  try {
    await tray.activate();
    await pause(1000);
    await app.evaluate(
      ({ BrowserWindow }, script: string) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
      listen,
    );
    await type(app, 'warm up');
    const taken: Key[] = [];
    for (const word of words) taken.push(...(await type(app, word)));
    const work = taken.map((key) => key.work);
    const whole = taken.map((key) => key.whole);
    const beat = `with the wait for the display's beat (60 Hz) median ${median(whole).toFixed(1)} ms, p95 ${quantile(whole, 0.95).toFixed(1)} ms`;
    return [
      {
        what: `typing in the search with ${roles.toLocaleString('en')} roles, a key, p95`,
        measured: quantile(work, 0.95),
        unit: 'ms',
        limit: 16,
        note: `work from keydown to the end of the frame that shows it: median ${median(work).toFixed(1)} ms, slowest ${Math.max(...work).toFixed(1)} ms, ${taken.length} keys; ${beat}`,
      },
    ];
  } finally {
    await close();
  }
};

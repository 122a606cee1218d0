import { cpSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';

const { bundle, electron, start, windows, openPopover, commands } = shellUnderTest({ shared: true });

describe('the page', () => {
  let page: Page;
  beforeEach(async () => {
    await start();
    page = await openPopover();
  });

  test('has neither Node nor Electron, and two functions', async () => {
    const found = await page.evaluate(() => ({
      require: typeof (globalThis as Record<string, unknown>).require,
      process: typeof (globalThis as Record<string, unknown>).process,
      bridge: Object.entries(window.roletap).map(([name, value]) => `${name}: ${typeof value}`),
    }));
    expect(found).toEqual({ require: 'undefined', process: 'undefined', bridge: ['subscribe: function', 'send: function'] });
    const settings = await electron().evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      return (contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences();
    });
    expect(settings).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  });

  test('has two channels to the main process and no third', async () => {
    const channels = await electron().evaluate(({ ipcMain }) => [
      // Electron itself listens for `error`.
      ...ipcMain.eventNames().filter((name) => name !== 'error'),
      ...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys(),
    ]);
    expect(channels).toEqual(['snapshot', 'command']);
  });

  test('runs no inline script, no eval and no text as markup', async () => {
    const found = await page.evaluate(() => {
      const tried = (work: () => unknown) => {
        try {
          work();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const added = document.createElement('script');
      const attempts = {
        inline: 'inline' in window,
        evaluated: window.evaluated,
        markup: tried(() => {
          document.body.innerHTML = '<b>x</b>';
        }),
        source: tried(() => {
          added.src = 'https://example.com/x.js';
        }),
      };
      return attempts;
    });
    expect(found).toEqual({ inline: false, evaluated: 'EvalError', markup: 'TypeError', source: 'TypeError' });
  });

  test('goes nowhere and opens nothing', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await page.evaluate(() => {
      location.href = 'app://bundle/other.html';
    });
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await page.evaluate(() => window.open('app://bundle/index.html') === null)).toBe(true);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
    });
    expect(page.url()).toBe('app://bundle/index.html');
    expect(await windows()).toEqual([true]);
  });

  test('downloads nothing', async () => {
    const refused = electron().evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((resolve) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          session?.once('will-download', (event) => resolve(event.defaultPrevented));
        }),
    );
    await page.evaluate(() => Object.assign(document.createElement('a'), { href: 'index.js', download: 'stolen.js' }).click());
    expect(await refused).toBe(true);
  });

  test('reaches no network, not even on this computer', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.setHeader('access-control-allow-origin', '*').end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const byPage = await page.evaluate(
      (to) =>
        fetch(to).then(
          () => 'reached',
          () => 'refused',
        ),
      url,
    );
    // Below the policy of the page stands the rule of the session: it holds for what has no policy too.
    const bySession = await electron().evaluate(
      ({ BrowserWindow }, to) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.session.fetch(to)
          .then(
            () => 'reached',
            () => 'refused',
          ),
      url,
    );
    const byDefaultSession = await electron().evaluate(
      ({ session }, to) =>
        session.defaultSession.fetch(to).then(
          () => 'reached',
          () => 'refused',
        ),
      url,
    );
    server.close();
    expect({ byPage, bySession, byDefaultSession, asked }).toEqual({
      byPage: 'refused',
      bySession: 'refused',
      byDefaultSession: 'refused',
      asked: 0,
    });
  });

  test('is granted nothing', async () => {
    const found = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      location: (await navigator.permissions.query({ name: 'geolocation' })).state,
      clipboard: await navigator.clipboard.readText().then(
        () => 'read',
        () => 'refused',
      ),
      camera: await (navigator.mediaDevices?.getUserMedia({ video: true }) ?? Promise.reject()).then(
        () => 'open',
        () => 'refused',
      ),
    }));
    expect(found).toEqual({ notifications: 'denied', location: 'denied', clipboard: 'refused', camera: 'refused' });
  });

  test('is answered when it asks for what there is not', async () => {
    const answers = await page.evaluate(async () => [
      await window.roletap.send('tap', { role: 'prod' }),
      await window.roletap.send('tap', { role: 'prod', more: 1 }),
      await window.roletap.send('constructor' as never, null),
    ]);
    expect(answers).toEqual([{ accepted: true }, { accepted: false, why: 'bad-payload' }, { accepted: false, why: 'bad-payload' }]);
    expect(await commands()).toEqual([{ name: 'tap', payload: { role: 'prod' } }]);
  });

  test('is alone in being heard: another window of the same program is refused', async () => {
    const answers = await electron().evaluate(
      async ({ BrowserWindow }, preload) => {
        const own = BrowserWindow.getAllWindows()[0];
        const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, partition: 'roletap' } });
        await other.loadURL('app://bundle/index.html');
        const ask = "roletap.send('tap', { role: 'prod' })";
        const foreign = await other.webContents.executeJavaScript(ask);
        const snapshots = await other.webContents.executeJavaScript('seen.length');
        other.destroy();
        return { foreign, snapshots, ours: await own?.webContents.executeJavaScript(ask) };
      },
      join(bundle(), 'preload.cjs'),
    );
    expect(answers).toEqual({ foreign: { accepted: false, why: 'foreign-sender' }, snapshots: 0, ours: { accepted: true } });
  });

  test('finds only the bundle at its own address', async () => {
    writeFileSync(join(bundle(), 'secret.js'), 'x');
    cpSync(join(bundle(), 'page/index.js'), join(bundle(), 'page/index.js.map'));
    const statuses = await electron().evaluate(async ({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
      const paths = ['index.js', '../secret.js', '%2e%2e/secret.js', '..%2fsecret.js', '..%5csecret.js', 'index.js.map', 'none.js'];
      const status = async (path: string) => (await session?.fetch(`app://bundle/${path}`))?.status;
      return Promise.all(paths.map(status));
    });
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404]);
  });
});

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Message, sessionBus } from 'dbus-next';
import { type BuildOptions, build } from 'esbuild';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge } from '../../src-main/contract/commands.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { createTestHome, eventually, launchElectron, startAgain, type TestHome } from '../support/electron.ts';
import { sessionWith, touchWaiting } from '../support/shell-snapshots.ts';
import type { ShellStub } from '../support/shell-stub.ts';
import { openTrayPanel, type TrayPanel } from '../support/tray.ts';

declare const stub: ShellStub;
declare global {
  interface Window {
    readonly roletap: Bridge;
    readonly seen: Snapshot[];
    readonly evaluated: string;
  }
}

const root = join(import.meta.dirname, '../..');
// The driver may evaluate whatever a policy forbids, so the page tries by itself.
const pageScript = `
try { new Function('return 1')(); window.evaluated = 'done'; } catch (error) { window.evaluated = error.name; }
window.seen = [];
window.roletap.subscribe((snapshot) => { window.seen.push(snapshot); document.title = 'revision ' + snapshot.revision; });
addEventListener('keydown', (event) => { if (event.key === 'Escape') window.roletap.send('hideWindow', null); });
`;

/** The driver does not notice when Electron dies at its start. */
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let bundle: string;
let home: TestHome;
let panel: TrayPanel | undefined;
let electron: ElectronApplication | undefined;

/** The real shell, a page of a few lines and an app that takes notes. */
beforeAll(async () => {
  bundle = mkdtempSync(join(tmpdir(), 'roletap-shell-'));
  const shared: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron'],
    logLevel: 'error',
  };
  await build({ ...shared, entryPoints: [join(root, 'test/support/shell-stub.ts')], outfile: join(bundle, 'main.cjs') });
  await build({ ...shared, entryPoints: [join(root, 'src-main/shell/preload.ts')], outfile: join(bundle, 'preload.cjs') });
  writeFileSync(join(bundle, 'package.json'), JSON.stringify({ name: 'roletap-stub', version: '0.0.0', main: 'main.cjs' }));
  mkdirSync(join(bundle, 'page'));
  writeFileSync(
    join(bundle, 'page/index.html'),
    '<!doctype html><title>Stub</title><script>window.inline = true;</script><script src="index.js"></script><button>First</button>',
  );
  writeFileSync(join(bundle, 'page/index.js'), pageScript);
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));

beforeEach(() => {
  home = createTestHome();
});
afterEach(async () => {
  await electron?.close().catch(() => {});
  panel?.stop();
  electron = undefined;
  panel = undefined;
  home.remove();
});

const start = async (options: { readonly panel?: boolean; readonly environment?: Record<string, string> } = {}) => {
  if (options.panel !== false) panel = await openTrayPanel();
  electron = await launchElectron({ app: bundle, home, environment: options.environment ?? {} });
  await eventually(() => main(() => typeof stub !== 'undefined'), 'the app is made');
  return electron;
};
const main = <T>(look: (_: unknown, argument: never) => T, argument?: unknown): Promise<T> => {
  if (!electron) throw new Error('not started');
  return electron.evaluate(look as never, argument as never) as Promise<T>;
};
const tray = (): TrayPanel => {
  if (!panel) throw new Error('no panel');
  return panel;
};
const commands = () => main(() => stub.commands);
const windows = (): Promise<readonly boolean[]> =>
  (electron as ElectronApplication).evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
const shown = () => eventually(async () => (await windows())[0] === true, 'the window is shown');
const hidden = () => eventually(async () => (await windows())[0] === false, 'the window is hidden');
const openPopover = async (): Promise<Page> => {
  const next = (electron as ElectronApplication).waitForEvent('window');
  await tray().activate();
  const page = await next;
  await page.waitForFunction(() => document.title.startsWith('revision'));
  await shown();
  return page;
};
/** A keyring of the test's own, unlocked, on the session bus. Resolves when it answers. */
const startKeyring = async ({ environment }: TestHome) => {
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env: environment });
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.stdin.end('password');
  const bus = sessionBus();
  const secrets = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  const owned = async () => {
    const reply = await bus.call(new Message({ ...secrets, member: 'NameHasOwner', signature: 's', body: ['org.freedesktop.secrets'] }));
    return reply?.body[0] === true;
  };
  await eventually(owned, 'the keyring is on the bus').finally(() => bus.disconnect());
  return {
    stop: () => {
      daemon.kill();
      return ended;
    },
  };
};
/** Another window takes the focus, as when somebody goes on working elsewhere. */
const takeFocus = () =>
  (electron as ElectronApplication).evaluate(async ({ BrowserWindow }) => {
    const [popover] = BrowserWindow.getAllWindows();
    const lost = new Promise((resolve) => popover?.once('blur', resolve));
    const other = new BrowserWindow({ width: 100, height: 100 });
    other.show();
    other.focus();
    await lost;
    other.destroy();
  });
const change = (difference: Partial<Snapshot>) => main((_, given) => stub.change(given), difference);

describe('the tray', () => {
  test('starts with an icon and no window', async () => {
    await start();
    await tray().registered();
    expect(await windows()).toEqual([]);
    expect(await tray().tooltip()).toBe('Roletap: idle');
  });

  test('runs the command of the line that was clicked', async () => {
    await start();
    await tray().click('prod');
    await tray().click('Copy code of jane');
    await eventually(async () => (await commands()).length === 2, 'both commands');
    expect(await commands()).toEqual([
      { name: 'tap', payload: { role: 'prod' } },
      { name: 'copyCode', payload: { keyId: 'k1', account: 'a1' } },
    ]);
  });

  test('shows names with an ampersand and an underscore as they are', async () => {
    await start();
    expect(await tray().labels()).toEqual([
      'YubiKey 5C NFC',
      'Account 111122223333',
      'prod',
      'dev_two & three',
      'Copy code of jane',
      'Open Roletap',
      'Quit',
    ]);
  });

  test('follows the snapshot with icon, tooltip and menu', async () => {
    await start();
    const idle = await tray().icon();
    await change({
      sessions: [sessionWith({ expires: Date.parse('2026-11-22T12:47:00Z') })],
      can: { copyCode: true, startDemo: false, endAll: true },
    });
    await eventually(async () => (await tray().labels()).includes('prod — 47 min left'), 'the session in the menu');
    expect(await tray().tooltip()).toBe('Roletap: active');
    expect(await tray().icon()).not.toBe(idle);
    await tray().click('End session');
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'end', payload: { target: 'prod-tap' } }]);
  });

  test('keeps the menu that is there while it says the same', async () => {
    await start();
    const before = (await tray().lines()).map((line) => line.id);
    await change({ notices: [{ kind: 'clock', seconds: 7 }] });
    expect((await tray().lines()).map((line) => line.id)).toEqual(before);
    await change({ card: { kind: 'no-key' } });
    expect((await tray().lines()).map((line) => line.id)).not.toEqual(before);
  });

  test('quits from its menu, closing the app first', async () => {
    const started = await start();
    const ended = new Promise<number | null>((resolve) => started.process().once('exit', resolve));
    await tray().click('Quit');
    expect(await ended).toBe(0);
    expect(existsSync(join(home.userData, 'closed'))).toBe(true);
  });
});

describe('the popover', () => {
  test('opens by a click on the icon, frameless, in the corner and out of the taskbar', async () => {
    await start();
    await openPopover();
    const window = await (electron as ElectronApplication).evaluate(({ BrowserWindow, screen }) => {
      const [only] = BrowserWindow.getAllWindows();
      return { bounds: only?.getBounds(), top: only?.isAlwaysOnTop(), area: screen.getPrimaryDisplay().workArea };
    });
    expect(window.bounds).toEqual({ x: window.area.x + window.area.width - 400, y: window.area.y + 8, width: 392, height: 600 });
    expect(window.top).toBe(true);
  });

  test('gets the newest snapshot at once and each newer one', async () => {
    await start();
    await change({ notices: [] });
    const page = await openPopover();
    expect(await page.evaluate(() => window.seen.map((snapshot) => snapshot.revision))).toEqual([2]);
    await change({ card: { kind: 'no-key' } });
    await page.waitForFunction(() => window.seen.at(-1)?.card.kind === 'no-key');
  });

  test('hides on Escape and on a second click', async () => {
    await start();
    const page = await openPopover();
    await page.keyboard.press('Escape');
    await hidden();
    await tray().activate();
    await shown();
    await tray().activate();
    await hidden();
  });

  test('hides when something else takes the focus', async () => {
    await start();
    await openPopover();
    await takeFocus();
    await hidden();
  });

  test('stays without the focus while a question is open, and goes after it has shown the outcome', async () => {
    await start();
    await openPopover();
    await change({ waiting: [touchWaiting] });
    await takeFocus();
    expect(await windows()).toEqual([true]);
    await change({ waiting: [] });
    expect(await windows()).toEqual([true]);
    await hidden();
  });

  test('ignores the click that took its focus', async () => {
    await start();
    await openPopover();
    await takeFocus();
    await tray().activate();
    await hidden();
  });

  test('shows itself when a question comes up, and its cancel stands in the menu', async () => {
    await start();
    await change({ waiting: [touchWaiting] });
    await shown();
    expect(await tray().tooltip()).toBe('Roletap: waiting');
    await tray().click('Cancel touch');
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'cancel', payload: { waiting: 'w1' } }]);
  });

  test('is let go after its idle time, and made anew by the next click', async () => {
    await start({ environment: { STUB_IDLE_MILLIS: '150' } });
    const page = await openPopover();
    const gone = page.waitForEvent('close');
    await page.keyboard.press('Escape');
    await gone;
    expect(await windows()).toEqual([]);
    const again = await openPopover();
    expect(await again.evaluate(() => window.seen.length)).toBe(1);
  });

  test('is brought to the front by a second start, which ends', async () => {
    await start();
    const second = startAgain({ app: bundle, home });
    expect(await second.ended).toBe(0);
    await shown();
  });

  test('is an ordinary window, shown at the start, where nobody shows tray icons', async () => {
    await start({ panel: false });
    await shown();
    const top = await (electron as ElectronApplication).evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isAlwaysOnTop());
    expect(top).toBe(false);
  });

  test('gets an icon when a panel comes later', async () => {
    await start({ panel: false });
    panel = await openTrayPanel();
    await panel.registered();
    await panel.click('prod');
    await eventually(async () => (await commands()).length === 1, 'the command');
  });
});

describe('the demo', () => {
  test('takes the place of the real app, and the window follows', async () => {
    await start();
    const page = await openPopover();
    await page.evaluate(() => window.roletap.send('startDemo', null));
    await page.waitForFunction(() => window.seen.at(-1)?.demo === true);
    const revisions = await page.evaluate(() => window.seen.map((snapshot) => snapshot.revision));
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect(new Set(revisions).size).toBe(revisions.length);
    expect(await main(() => stub.closed())).toBe(1);
  });
});

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
    const settings = await (electron as ElectronApplication).evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      return (contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences();
    });
    expect(settings).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  });

  test('has two channels to the main process and no third', async () => {
    const channels = await (electron as ElectronApplication).evaluate(({ ipcMain }) => [
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
    const refused = (electron as ElectronApplication).evaluate(
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
    const bySession = await (electron as ElectronApplication).evaluate(
      ({ BrowserWindow }, to) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.session.fetch(to)
          .then(
            () => 'reached',
            () => 'refused',
          ),
      url,
    );
    const byDefaultSession = await (electron as ElectronApplication).evaluate(
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
    const answers = await (electron as ElectronApplication).evaluate(
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
      join(bundle, 'preload.cjs'),
    );
    expect(answers).toEqual({ foreign: { accepted: false, why: 'foreign-sender' }, snapshots: 0, ours: { accepted: true } });
  });

  test('finds only the bundle at its own address', async () => {
    writeFileSync(join(bundle, 'secret.js'), 'x');
    cpSync(join(bundle, 'page/index.js'), join(bundle, 'page/index.js.map'));
    const statuses = await (electron as ElectronApplication).evaluate(async ({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
      const paths = ['index.js', '../secret.js', '%2e%2e/secret.js', '..%2fsecret.js', '..%5csecret.js', 'index.js.map', 'none.js'];
      const status = async (path: string) => (await session?.fetch(`app://bundle/${path}`))?.status;
      return Promise.all(paths.map(status));
    });
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404]);
  });
});

describe('what is kept', () => {
  test('an access key is remembered in the keyring of the system, over a restart', async () => {
    const keyring = await startKeyring(home);
    try {
      const environment = { XDG_CURRENT_DESKTOP: 'GNOME' };
      await start({ environment });
      expect(await main(() => stub.passwords.canRemember())).toBe(true);
      await main(() => stub.passwords.save('device-1', new Uint8Array([1, 2, 3])));
      await electron?.close();
      panel?.stop();
      await start({ environment });
      expect(await main(async () => Array.from((await stub.passwords.load('device-1')) ?? []))).toEqual([1, 2, 3]);
      expect(await main(() => stub.passwords.load('device-2'))).toBeUndefined();
    } finally {
      await keyring.stop();
    }
  });

  test('nothing is remembered where there is no keyring', async () => {
    await start();
    expect(await main(() => stub.passwords.canRemember())).toBe(false);
    await main(() => stub.passwords.save('device-1', new Uint8Array([1, 2, 3])));
    expect(existsSync(join(home.userData, 'remembered.json'))).toBe(false);
  });

  test('a copied code leaves the clipboard when the computer sleeps or is locked, and other text stays', async () => {
    const started = await start();
    await main(() => stub.writeSecret('123456'));
    const read = () => started.evaluate(({ clipboard }) => clipboard.readText());
    expect(await read()).toBe('123456');
    await started.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await eventually(async () => (await read()) === '', 'the code is gone');
    await main(() => stub.writeSecret('123456'));
    await started.evaluate(({ clipboard }) => clipboard.writeText('mine'));
    await started.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    expect(await read()).toBe('mine');
  });

  test('sets broken settings aside and starts', async () => {
    writeFileSync(join(home.userData, 'settings.json'), '{ "clipboardSeconds": ');
    await start();
    const files = readdirSync(home.userData).filter((name) => name.startsWith('settings'));
    const aside = files.find((name) => /^settings\.broken-\d+\.json$/.test(name));
    expect(aside).toBeDefined();
    expect(readFileSync(join(home.userData, aside ?? ''), 'utf8')).toBe('{ "clipboardSeconds": ');
    expect(await main(() => stub.settings.problem)).toEqual({
      code: 'settings-broken',
      file: join(home.userData, 'settings.json'),
      movedTo: join(home.userData, aside ?? ''),
    });
    expect(await main(() => stub.settings.get().clipboardSeconds)).toBe(20);
  });

  test('settings are kept for their owner alone, with what the terminal wrote in the meantime', async () => {
    const file = join(home.userData, 'settings.json');
    await start();
    await main(() => stub.settings.update({ clipboardSeconds: 45 }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const written = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...written, mfaSessionSeconds: 3600 }));
    await main(() => stub.settings.update({ pickedAccounts: { serial: 'account' } }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      clipboardSeconds: 45,
      mfaSessionSeconds: 3600,
      pickedAccounts: { serial: 'account' },
    });
  });

  test('settings that cannot be read or written stop no start', async () => {
    mkdirSync(join(home.userData, 'settings.json'));
    await start();
    await main(() => stub.settings.update({ clipboardSeconds: 45 }));
    expect(await main(() => stub.settings.get().clipboardSeconds)).toBe(45);
    expect(await main(() => stub.settings.problem)).toMatchObject({ code: 'state-unwritable', errno: 'EISDIR' });
  });

  test('keeps all of it in the folder that was named', async () => {
    await start();
    expect(await main(() => stub.shell())).toEqual({ demo: false, folder: home.userData });
  });
});

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { enrolling, snapshotWith, touchWaiting } from '../../support/electron/shell-snapshots.ts';

const { bundle, electron, tray, main, start, openPopover, commands, change } = shellUnderTest({ shared: true });

/** Opens the wizard in the snapshot, and gives the page of the window that comes with it. */
const openWide = async (difference: Parameters<typeof change>[0]): Promise<Page> => {
  const next = electron().waitForEvent('window');
  await change(difference);
  const page = await next;
  await page.waitForFunction(() => document.title.startsWith('revision'));
  return page;
};
const noMore = (name: 'enroll' | 'devices') => main((_, key) => stub.change({ [key as string]: undefined }), name);
const wideWindows = () =>
  electron().evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.webContents.getURL().endsWith('?view=wide'))
      .map((window) => ({
        visible: window.isVisible(),
        resizable: window.isResizable(),
        top: window.isAlwaysOnTop(),
        size: window.getContentSize(),
      })),
  );
const popoverIsVisible = () =>
  electron().evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.webContents.getURL().endsWith('?view=wide')),
  );

describe('a key that zooms', () => {
  test('asks for it to be kept, and both windows follow the settings', async () => {
    await start();
    const page = await openPopover();
    const press = (key: string) =>
      electron().evaluate(({ BrowserWindow }, keyCode) => {
        const { webContents } = BrowserWindow.getAllWindows()[0] ?? {};
        webContents?.sendInputEvent({ type: 'keyDown', keyCode, modifiers: ['control'] });
      }, key);
    await press('=');
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'setPreference', payload: { name: 'zoom', value: 110 } }]);
    await change({ preferences: { ...snapshotWith({}).preferences, zoom: 200 } });
    await page.waitForFunction(() => Math.round(devicePixelRatio * 100) === 200);
    // The popover grows with its page: the display is 1280 by 1024.
    await eventually(() => page.evaluate(() => innerWidth === 392 && innerHeight > 480), 'the popover is as large');
  });
});

describe('the wide window', () => {
  test('opens with the wizard as an ordinary window, and closes with it', async () => {
    await start();
    const page = await openWide({ enroll: enrolling });
    expect(page.url()).toBe('app://bundle/index.html?view=wide');
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    expect(await wideWindows()).toEqual([{ visible: true, resizable: true, top: false, size: [720, 500] }]);
    await noMore('enroll');
    await eventually(async () => (await wideWindows()).length === 0, 'it is gone');
    expect(await commands()).toEqual([]);
  });

  test('is as closed as the popover: sandbox, own session, no Node', async () => {
    await start();
    const page = await openWide({ enroll: enrolling });
    expect(await page.evaluate(() => typeof (globalThis as Record<string, unknown>).require)).toBe('undefined');
    const found = await electron().evaluate(({ BrowserWindow, session }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0] ?? {};
      const settings = (webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences();
      return { settings, ownSession: webContents?.session === session.fromPartition('roletap') };
    });
    expect(found.settings).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
    expect(found.ownSession).toBe(true);
  });

  test('closed by its title bar closes the wizard, and stays closed', async () => {
    await start();
    const page = await openWide({ enroll: enrolling });
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    const gone = page.waitForEvent('close');
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await gone;
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'enrollClose', payload: { enroll: 'enroll 1' } }]);
    await change({ notices: [{ kind: 'clock', seconds: 7 }] });
    expect(await wideWindows()).toEqual([]);
  });

  test('closed on the devices closes those', async () => {
    await start();
    await openWide({ devices: { source: 'jane', state: 'loading', devices: [], leftovers: [], importable: [] } });
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'closeDevices', payload: null }]);
  });

  test('closed on a page over the devices closes both', async () => {
    await start();
    await openWide({
      devices: { source: 'jane', state: 'loading', devices: [], leftovers: [], importable: [] },
      settings: {
        folder: '/home/jane/.config/roletap',
        shortcut: 'on',
        canStartAtLogin: true,
        guarded: [],
        programs: [],
        about: { version: '1.2.3', runtime: 'Electron 45.5.0' },
      },
    });
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await eventually(async () => (await commands()).length === 2, 'the commands');
    expect(await commands()).toEqual([
      { name: 'closeDevices', payload: null },
      { name: 'closePage', payload: null },
    ]);
  });

  test('comes to the front when the settings are asked for again', async () => {
    await start();
    const popover = await openPopover();
    await openWide({
      settings: {
        folder: '/home/jane/.config/roletap',
        shortcut: 'on',
        canStartAtLogin: true,
        guarded: [],
        programs: [],
        about: { version: '1.2.3', runtime: 'Electron 45.5.0' },
      },
    });
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    await electron().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().endsWith('?view=wide'))
        ?.hide(),
    );
    await popover.evaluate(() => window.roletap.send('openSettings', null));
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown again');
  });

  test('comes to the front when somebody asks for the wizard again, from the tray', async () => {
    await start();
    await openWide({ enroll: enrolling });
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await tray().click('Set up a YubiKey');
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown again');
    expect(await commands()).toEqual([{ name: 'openEnroll', payload: { source: '', path: 'iam' } }]);
  });

  test('stays while one wizard ends and the next begins', async () => {
    await start();
    const page = await openWide({ enroll: enrolling });
    await noMore('enroll');
    await change({ enroll: { ...enrolling, id: 'enroll 2' } });
    await page.waitForFunction(() => window.seen.at(-1)?.enroll?.id === 'enroll 2');
    // Longer than the grace that an ended wizard has.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await wideWindows()).length).toBe(1);
  });
});

describe('two windows', () => {
  test('both get each snapshot, and both are heard', async () => {
    await start();
    const popover = await openPopover();
    const wide = await openWide({ enroll: enrolling });
    await change({ card: { kind: 'no-key' } });
    for (const page of [popover, wide]) await page.waitForFunction(() => window.seen.at(-1)?.card.kind === 'no-key');
    await popover.evaluate(() => window.roletap.send('tap', { role: 'prod' }));
    await wide.evaluate(() => window.roletap.send('enrollNext', { enroll: 'enroll 1' }));
    expect(await commands()).toEqual([
      { name: 'tap', payload: { role: 'prod' } },
      { name: 'enrollNext', payload: { enroll: 'enroll 1' } },
    ]);
  });

  test('a third one of the same program is refused', async () => {
    await start();
    const wide = await openWide({ enroll: enrolling });
    const foreign = await electron().evaluate(
      async ({ BrowserWindow }, preload) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, partition: 'roletap' } });
        await other.loadURL('app://bundle/index.html?view=wide');
        const answer = await other.webContents.executeJavaScript("roletap.send('enrollNext', { enroll: 'enroll 1' })");
        const snapshots = await other.webContents.executeJavaScript('seen.length');
        other.destroy();
        return { answer, snapshots };
      },
      join(bundle(), 'preload.cjs'),
    );
    expect(foreign).toEqual({ answer: { accepted: false, why: 'foreign-sender' }, snapshots: 0 });
    expect(await wide.evaluate(() => window.roletap.send('enrollNext', { enroll: 'enroll 1' }))).toEqual({ accepted: true });
  });

  test('a picture of the code arrives as the bytes that were sent', async () => {
    await start();
    const wide = await openWide({ enroll: enrolling });
    await wide.evaluate(() => window.roletap.send('enrollPicture', { enroll: 'enroll 1', picture: new Uint8Array([137, 80, 78, 71]) }));
    const bytes = await main(() => {
      const [command] = stub.commands;
      return command?.name === 'enrollPicture' ? Array.from(command.payload.picture) : undefined;
    });
    expect(bytes).toEqual([137, 80, 78, 71]);
  });

  test('a question of the wizard brings up no popover; one of a role does', async () => {
    await start();
    await openWide({ enroll: enrolling });
    await eventually(async () => (await wideWindows())[0]?.visible, 'it is shown');
    await change({ waiting: [{ ...touchWaiting, id: 'w2', for: { kind: 'key', name: 'YubiKey 5C NFC' } }] });
    expect(await popoverIsVisible()).toBe(false);
    expect(await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await change({ waiting: [touchWaiting] });
    await eventually(popoverIsVisible, 'the popover');
  });
});

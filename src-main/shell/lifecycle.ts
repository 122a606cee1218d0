import { join } from 'node:path';
import { app as electronApp, ipcMain, powerMonitor, session } from 'electron';
import type { App } from '../app/app.ts';
import type { FrontEnd } from '../app/front-end.ts';
import type { Clipboard, PasswordStore } from '../app/world.ts';
import { type Clock, sleep } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { SecretPlace } from '../base/secret-place.ts';
import { failed, ok } from '../contract/result.ts';
import { createAppSlot, type ShellApp } from './app-slot.ts';
import { heedBugs } from './bugs.ts';
import { createClipboard } from './clipboard.adapter.ts';
import { drawsOnWayland, settleMenuBar, systemClipboard, systemSecretBox } from './electron-versions.adapter.ts';
import { openChannels } from './ipc.ts';
import { createKeptSecrets } from './kept-secrets.adapter.ts';
import { registerPageScheme, servePage } from './page-protocol.adapter.ts';
import { createPopover } from './popover.ts';
import { enforceRules, settleSwitches, windowPreferences } from './security.ts';
import { createTrayIcon } from './tray.ts';
import { alwaysTrayHost, watchTrayHost } from './tray-host.adapter.ts';
import type { TrayWords } from './tray-menu.ts';
import { createWideWindow, opensWideWindow } from './wide-window.ts';

/** What the shell makes and the app needs. */
export interface ShellParts {
  /** Asked for the demo: by the command line, or later by the command startDemo. */
  readonly demo: boolean;
  /** For the program's own files: settings, remembered passwords. `--user-data-dir` changes it. */
  readonly folder: string;
  readonly clipboard: Clipboard;
  readonly passwords: PasswordStore;
  /** Sessions that outlive the login. */
  readonly keyring: SecretPlace;
  /** The commands that only a shell can do. */
  readonly hideWindow: () => void;
  readonly quit: () => void;
  /** Makes a second app with `demo: true` and puts it in the place of this one. */
  readonly startDemo: () => void;
  readonly openUrl: FrontEnd['openUrl'];
  readonly saveText: FrontEnd['saveText'];
  readonly openFolder: FrontEnd['openFolder'];
}

export interface ShellOptions {
  readonly createApp: (parts: ShellParts) => Promise<ShellApp>;
  readonly words: TrayWords;
  readonly paths: {
    /** The program's own files; Chromium's go into a folder inside. */
    readonly userData: string;
    /** The built window: index.html and what it loads. */
    readonly page: string;
    /** preload.cjs, one file. */
    readonly preload: string;
    /** Folder of the tray icons. */
    readonly trayIcons: string;
  };
  readonly demo: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a hidden window lives; 60 s unless a test says otherwise. */
  readonly idleMillis?: number;
}

/**
 * An end that takes longer is not waited for. A key that blinks answers within 15 s, and the PC/SC binding must not be torn down
 * before it has; meanwhile nothing is seen of the program, and it can be started again.
 */
const closeMillis = 20_000;

/**
 * Runs Roletap in the tray until somebody quits. Call it once, first thing in main, before Electron is ready. A second
 * start brings the window of the first to the front and ends.
 */
export const runShell = (options: ShellOptions): void => {
  heedBugs(process, options.log);
  settleSwitches(electronApp);
  if (!electronApp.commandLine.hasSwitch('user-data-dir')) electronApp.setPath('userData', options.paths.userData);
  electronApp.setPath('sessionData', join(electronApp.getPath('userData'), 'chromium'));
  if (!electronApp.requestSingleInstanceLock()) {
    electronApp.exit(0);
    return;
  }
  registerPageScheme();
  enforceRules(electronApp);
  settleMenuBar();
  // Closing the window is not the end of a tray program; without a listener it would be.
  electronApp.on('window-all-closed', () => {});
  if (process.platform === 'darwin') electronApp.setActivationPolicy('accessory');
  void electronApp
    .whenReady()
    .then(() => start(options))
    .catch((error: unknown) => {
      options.log.warn('the start failed', { why: error instanceof Error ? error.message : 'unknown' });
      electronApp.exit(1);
    });
};

const start = async (options: ShellOptions): Promise<void> => {
  const { clock, log, paths } = options;
  const folder = electronApp.getPath('userData');
  const clipboard = createClipboard(systemClipboard);
  const { passwords, keyring } = createKeptSecrets({ box: systemSecretBox, folder, log, clock });
  const trayHost = process.platform === 'linux' ? watchTrayHost(process.env.DBUS_SESSION_BUS_ADDRESS, clock) : alwaysTrayHost;
  const partition = windowPreferences(paths.preload, electronApp.isPackaged).partition ?? '';
  servePage(session.fromPartition(partition), paths.page);

  let inDemo = options.demo;
  const parts: Omit<ShellParts, 'demo'> = {
    folder,
    clipboard,
    passwords,
    keyring,
    hideWindow: () => popover.hide(),
    quit: () => electronApp.quit(),
    openUrl: async () => failed({ code: 'browser-missing', detail: 'not built yet' }),
    saveText: async () => ok(false),
    openFolder: () => {},
    startDemo: () => {
      if (inDemo) return;
      inDemo = true;
      void options
        .createApp({ ...parts, demo: true })
        .then((demo) => app.replace(demo))
        .catch(() => {
          inDemo = false;
          log.warn('the demo did not start');
        });
    },
  };
  const app = createAppSlot(await options.createApp({ ...parts, demo: options.demo }));
  await trayHost.asked;

  const onWayland = drawsOnWayland(electronApp.commandLine.getSwitchValue('ozone-platform'));
  const popover = createPopover({
    clock,
    preload: paths.preload,
    packaged: electronApp.isPackaged,
    icon: () => tray.bounds(),
    manner: () => (onWayland || !trayHost.present() ? 'window' : 'popover'),
    onShown: () => electronApp.focus({ steal: true }),
    idleMillis: options.idleMillis ?? 60_000,
  });
  const wide = createWideWindow({
    clock,
    preload: paths.preload,
    packaged: electronApp.isPackaged,
    run: app.run,
    onShown: () => electronApp.focus({ steal: true }),
  });
  const run: App['run'] = (name, payload) => {
    const answer = app.run(name, payload);
    // Also when it was refused because a wizard is open: that is the one to look at.
    if (opensWideWindow(name)) wide.front();
    return answer;
  };
  const windows = () => [popover.contents(), wide.contents()].filter((contents) => contents !== undefined);
  const channels = openChannels(ipcMain, { run, snapshot: app.snapshot }, windows, log);
  const tray = createTrayIcon({
    words: options.words,
    icons: paths.trayIcons,
    clock,
    run,
    toggleWindow: popover.toggle,
    openWindow: popover.show,
  });
  const draw = (snapshot = app.snapshot()) => {
    tray.draw(snapshot);
    channels.send(snapshot);
    // First the wide one: its questions are not the popover's.
    wide.heed(snapshot);
    popover.heed(snapshot);
  };
  app.subscribe(draw);
  draw();
  trayHost.onChange((present) => present && tray.renew());

  electronApp.on('second-instance', popover.show);
  electronApp.on('activate', popover.show);
  // A computer that sleeps or is locked keeps no code on its clipboard. Linux tells of sleep alone.
  powerMonitor.on('suspend', () => void clipboard.clearSecret());
  powerMonitor.on('lock-screen', () => void clipboard.clearSecret());
  closeBeforeQuit(async () => {
    electronApp.releaseSingleInstanceLock();
    tray.close();
    popover.close();
    wide.close();
    trayHost.close();
    await Promise.allSettled([app.close(), clipboard.clearSecret()]);
  }, clock);
  if (!trayHost.present()) popover.show();
};

/** Holds the first wish to quit until `close` is done or has had its time. */
const closeBeforeQuit = (close: () => Promise<void>, clock: Clock): void => {
  let closing = false;
  electronApp.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    void Promise.race([close(), sleep(clock, closeMillis)]).finally(() => electronApp.exit(0));
  });
};

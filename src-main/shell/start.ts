import { BrowserWindow, app as electronApp, ipcMain, session, type WebContents } from 'electron';
import type { App } from '../app/app.ts';
import { questionPlace } from '../contract/question-place.ts';
import { createAppSlot } from './app-slot.ts';
import { restart } from './exit.adapter.ts';
import type { Sight } from './notifications/notification-for.ts';
import { createNotifications } from './notifications/notifications.ts';
import { createPreferences } from './preferences.ts';
import type { ShellOptions, ShellParts } from './shell-options.ts';
import { isHidden, sayInTerminal } from './start-line.ts';
import { createClipboard } from './system/clipboard.adapter.ts';
import { drawsOnWayland, systemClipboard } from './system/electron-versions.adapter.ts';
import { openKeptSecrets } from './system/kept-secrets.adapter.ts';
import { createLoginItem } from './system/login-item.adapter.ts';
import { createOutside } from './system/outside.adapter.ts';
import { watchPower } from './system/power.ts';
import { createScreens } from './system/screens.adapter.ts';
import { createTrayIcon } from './tray/tray.ts';
import { alwaysTrayHost, watchTrayHost } from './tray/tray-host.adapter.ts';
import { createUpdater } from './updates/updates.adapter.ts';
import { type OwnWindow, openChannels } from './windows/ipc.ts';
import { servePage } from './windows/page-protocol.adapter.ts';
import { createPopover } from './windows/popover.ts';
import { windowPreferences } from './windows/security.ts';
import { createWideWindow, opensWideWindow } from './windows/wide-window.ts';
import { applyZoom } from './windows/zoom.ts';

/** The way to end what runs. */
export interface Ending {
  /** What is left to do when all has ended; asked before. */
  readonly atEnd: () => () => void;
  readonly close: () => Promise<void>;
}

/** Makes app, tray and windows. Resolves, when all of it is there, to the way to end it. */
export const startShell = async (options: ShellOptions): Promise<Ending> => {
  const { clock, log, paths } = options;
  const folder = electronApp.getPath('userData');
  const clipboard = createClipboard(systemClipboard);
  const secrets = openKeptSecrets({ folder, log, clock });
  const trayHost = process.platform === 'linux' ? watchTrayHost(process.env.DBUS_SESSION_BUS_ADDRESS, clock) : alwaysTrayHost;
  const partition = windowPreferences(paths.preload, electronApp.isPackaged).partition ?? '';
  servePage(session.fromPartition(partition), paths.page);

  const { electron, chrome, node } = process.versions;
  let inDemo = options.demo;
  const parts: Omit<ShellParts, 'demo'> = {
    folder,
    clipboard,
    secrets,
    hideWindow: () => popover.hide(),
    quit: () => electronApp.quit(),
    restart,
    screens: createScreens(log),
    updater: createUpdater({ clock, log, agentFor: options.agentFor }),
    ...createOutside({ folder, inDemo: () => inDemo, log, clock }),
    about: { version: electronApp.getVersion(), runtime: `Electron ${electron}, Chromium ${chrome}, Node ${node}` },
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
  const zoom = () => app.snapshot().preferences.zoom;
  const popover = createPopover({
    clock,
    preload: paths.preload,
    packaged: electronApp.isPackaged,
    icon: paths.windowIcon,
    trayIcon: () => tray.bounds(),
    zoom,
    run: app.run,
    manner: () => (onWayland || !trayHost.present() ? 'window' : 'popover'),
    onShown: () => electronApp.focus({ steal: true }),
    idleMillis: options.idleMillis ?? 60_000,
  });
  const wide = createWideWindow({
    clock,
    preload: paths.preload,
    packaged: electronApp.isPackaged,
    icon: paths.windowIcon,
    zoom,
    run: app.run,
    onShown: () => electronApp.focus({ steal: true }),
  });
  const run: App['run'] = (name, payload) => {
    const answer = app.run(name, payload);
    // Also when it was refused because a wizard is open: that is the one to look at.
    if (opensWideWindow(name)) wide.front();
    return answer;
  };
  const windows = (): readonly OwnWindow[] =>
    (
      [
        ['popover', popover.contents()],
        ['wide', wide.contents()],
      ] as const
    ).flatMap(([place, contents]) => (contents ? [{ place, contents }] : []));
  const channels = openChannels(ipcMain, { run, snapshot: app.snapshot }, windows, log);
  const tray = createTrayIcon({
    words: options.words,
    icons: paths.trayIcons,
    clock,
    run,
    toggleWindow: popover.toggle,
    openWindow: popover.show,
  });
  const notifications = createNotifications({
    words: options.notificationWords,
    clock,
    log,
    run,
    sights: () => ({ popover: sightOf(popover.contents()), wide: sightOf(wide.contents()) }),
    open: (question) => {
      if (question && questionPlace(question, app.snapshot()) === 'wide') wide.front();
      else popover.show();
    },
  });
  const press = () => {
    if (sightOf(popover.contents()) === 'focused') return popover.hide();
    popover.show();
  };
  const preferences = createPreferences({ app, loginItem: createLoginItem(log), press, log });
  const draw = (snapshot = app.snapshot()) => {
    tray.draw(snapshot);
    applyZoom(
      windows().map(({ contents }) => contents),
      snapshot.preferences.zoom,
    );
    channels.send(snapshot);
    // First the wide one: its questions are not the popover's.
    wide.handle(snapshot);
    popover.handle(snapshot);
    notifications.handle(snapshot);
    preferences.handle(snapshot);
  };
  const stopDrawing = app.subscribe(draw);
  draw();
  const tellTray = () => void app.handle({ kind: 'tray', present: trayHost.present() });
  tellTray();
  trayHost.onChange((present) => {
    if (present) tray.renew();
    tellTray();
  });

  // A window that was given the keyboard unasked has let go of it by then, and was seen by nobody.
  electronApp.on('browser-window-focus', () => setImmediate(() => notifications.handle(app.snapshot())));
  electronApp.on('second-instance', (_event, words) => {
    // The login starts what may run already.
    if (!isHidden(words)) popover.show();
  });
  electronApp.on('activate', popover.show);
  const power = watchPower(clock, (event) => {
    // A computer that sleeps or is locked keeps no code on its clipboard.
    if (event === 'suspend' || event === 'lock') void clipboard.clearSecret();
    void app.handle({ kind: event });
  });
  // Whoever starts it by hand sees that it is there, and where it is from now on.
  if (!isHidden()) {
    popover.show();
    sayInTerminal(trayHost.present() ? options.startWords.inTray : options.startWords.inWindow);
  }
  const close = async () => {
    electronApp.releaseSingleInstanceLock();
    // What ends with the program is drawn nowhere any more.
    stopDrawing();
    tray.close();
    notifications.close();
    popover.close();
    wide.close();
    trayHost.close();
    power.close();
    preferences.close();
    await app.beforeQuit().catch(() => log.warn('what ends with the program did not end'));
    await Promise.allSettled([app.close(), clipboard.clearSecret()]);
  };
  return { close, atEnd: app.atEnd };
};

/** How the window of these contents is seen. */
const sightOf = (contents: WebContents | undefined): Sight => {
  const window = contents && !contents.isDestroyed() ? BrowserWindow.fromWebContents(contents) : null;
  if (window && !window.isVisible() && contents?.isLoading()) return 'coming';
  if (!window?.isVisible() || window.isMinimized()) return 'none';
  return window.isFocused() ? 'focused' : 'visible';
};

import { BrowserWindow } from 'electron';
import type { Clock } from '../../base/clock.ts';
import { wideSubject } from '../../contract/question-place.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { wideTitle } from '../../words/wide-window.ts';
import { pageOrigin } from './page-path.ts';
import { windowPreferences } from './security.ts';
import { followZoom, type WindowOptions } from './zoom.ts';

export interface WideWindowOptions extends WindowOptions {
  readonly clock: Clock;
  readonly onShown: () => void;
}

/**
 * The window of the wizard, of the devices, the settings, the activity and the pages of a role: an ordinary one with a title bar, there while the
 * snapshot has something to show in it.
 */
export interface WideWindow {
  readonly contents: () => Electron.WebContents | undefined;
  /** Opens, closes or leaves the window, as the snapshot says. */
  readonly handle: (snapshot: Snapshot) => void;
  /** Brings it to the front, made anew where its page has died; nothing when there is nothing to show. */
  readonly front: () => void;
  readonly close: () => void;
}

/** One wizard may end and the next begin: the window stays for both. */
const graceMillis = 120;
export const wideWindowSize = { width: 720, height: 500 } as const;
const smallest = { width: 360, height: 320 } as const;

/** The commands after which a person looks for this window. */
export const opensWideWindow = (name: unknown): boolean => opening.has(name);
const opening: ReadonlySet<unknown> = new Set([
  'openEnroll',
  'resumeEnroll',
  'importAccount',
  'openDevices',
  'openSettings',
  'openTools',
  'openAddRole',
  'openFirstRun',
  'openActivity',
  'openCertificates',
  'renewRole',
  'openTeam',
]);

/** What the window shows: a new wizard or another role brings it to the front, a new page of the same does not. */
const subject = (snapshot: Snapshot): string | undefined => {
  const part = wideSubject(snapshot);
  return part === 'enroll' ? snapshot.enroll?.id : part === 'tools' ? `tools ${snapshot.tools?.role}` : part;
};

/** Owns the window. Closing it by its title bar closes what it shows: the app keeps what exists, and says so when asked again. */
export const createWideWindow = (options: WideWindowOptions): WideWindow => {
  let window: BrowserWindow | undefined;
  let last: Snapshot | undefined;
  let cancelGrace: (() => void) | undefined;

  const front = () => {
    if (last === undefined || subject(last) === undefined) return;
    if (window === undefined) {
      window = make();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    options.onShown();
  };
  const letGo = () => {
    cancelGrace?.();
    const gone = window;
    window = undefined;
    gone?.destroy();
  };
  const make = (): BrowserWindow => {
    const made = new BrowserWindow({
      ...wideWindowSize,
      minWidth: smallest.width,
      minHeight: smallest.height,
      useContentSize: true,
      show: false,
      fullscreenable: false,
      title: last === undefined ? 'Roletap' : wideTitle(last),
      icon: options.icon,
      webPreferences: windowPreferences(options.preload, options.packaged),
    });
    followZoom(made.webContents, options);
    made.once('ready-to-show', () => window === made && front());
    made.on('closed', () => {
      // Without `window` it was closed from here.
      if (window !== made) return;
      window = undefined;
      if (last?.enroll !== undefined) options.run('enrollClose', { enroll: last.enroll.id });
      if (last?.devices !== undefined) options.run('closeDevices', null);
      if (last?.settings ?? last?.tools ?? last?.addRole ?? last?.firstRun ?? last?.activity ?? last?.certificates)
        options.run('closePage', null);
    });
    made.webContents.on('render-process-gone', letGo);
    void made.loadURL(`${pageOrigin}/index.html?view=wide`).catch(() => {});
    return made;
  };

  return {
    contents: () => window?.webContents,
    handle: (snapshot) => {
      const before = last === undefined ? undefined : subject(last);
      last = snapshot;
      if (window && subject(snapshot) !== undefined) window.setTitle(wideTitle(snapshot));
      const now = subject(snapshot);
      if (now === before) return;
      cancelGrace?.();
      if (now === undefined) cancelGrace = options.clock.after(graceMillis, letGo);
      else front();
    },
    front,
    close: letGo,
  };
};

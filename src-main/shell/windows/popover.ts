import { BrowserWindow, screen } from 'electron';
import type { Clock } from '../../base/clock.ts';
import { isUnbidden, questionsIn } from '../../contract/question-place.ts';
import type { Snapshot, Waiting } from '../../contract/snapshot.ts';
import { pageOrigin } from './page-path.ts';
import { placePopover, type Rectangle } from './place-popover.ts';
import { windowPreferences } from './security.ts';
import { followZoom, type WindowOptions } from './zoom.ts';

export interface PopoverOptions extends WindowOptions {
  readonly clock: Clock;
  /** Where the tray icon is. */
  readonly trayIcon: () => Rectangle;
  /**
   * `popover` hangs on the tray icon and goes when something else is clicked. `window` is an ordinary one: where there
   * is no tray to open it from, or where the system lets nobody place a window (Wayland).
   */
  readonly manner: () => 'popover' | 'window';
  readonly onShown: () => void;
  /** How long a hidden window lives before it is let go, with its memory. Milliseconds. */
  readonly idleMillis: number;
}

export interface Popover {
  readonly contents: () => Electron.WebContents | undefined;
  readonly show: () => void;
  readonly hide: () => void;
  /** For the tray icon: shows, or hides what is shown. */
  readonly toggle: () => void;
  /** Shows itself when a question comes up, and stays while one is open. */
  readonly handle: (snapshot: Snapshot) => void;
  readonly close: () => void;
}

export const popoverSize = { width: 392, height: 600 } as const;

/** As large as the zoom makes it, and no larger than the display. */
const zoomedSize = (percent: number, { width, height }: Rectangle): { readonly width: number; readonly height: number } => ({
  width: Math.min(Math.round((popoverSize.width * percent) / 100), width),
  height: Math.min(Math.round((popoverSize.height * percent) / 100), height),
});

/** The click that should close the popover takes its focus first, so that it is hidden already when the click arrives. */
const clickRaceMillis = 200;
/** How long an unfocused popover shows how a question ended. */
const outcomeMillis = 3000;
/** A window manager that gives the keyboard to each new window does so within this time; later it is a person. */
const theftMillis = 1000;

/** Owns the popover's window: makes it when it is wanted, lets go of it when it has been hidden for a while. */
export const createPopover = (options: PopoverOptions): Popover => {
  const { clock } = options;
  let window: BrowserWindow | undefined;
  /** The page has drawn itself once; before, showing would flash an empty window. */
  let painted = false;
  /** Who wants it shown: a person is given the keyboard, a question of somebody else leaves it where it is. */
  let wanted: 'no' | 'by-person' | 'by-question' = 'no';
  let shownAt = Number.NEGATIVE_INFINITY;
  let hiddenByBlurAt = Number.NEGATIVE_INFINITY;
  let questions = new Set<string>();
  let cancelTimer: (() => void) | undefined;
  /** The zoom that the window has its size by, in percent. */
  let zoomed = 100;

  const after = (millis: number, call: () => void) => {
    cancelTimer?.();
    cancelTimer = clock.after(millis, call);
  };
  /** As large as the zoom wants it; a popover at its icon, a window where it is. */
  const resize = (shown: BrowserWindow) => {
    zoomed = options.zoom();
    if (options.manner() === 'window') {
      const { width, height } = zoomedSize(zoomed, screen.getDisplayMatching(shown.getBounds()).workArea);
      shown.setContentSize(width, height);
      return;
    }
    const icon = options.trayIcon();
    const display = icon.width === 0 ? screen.getPrimaryDisplay() : screen.getDisplayMatching(icon);
    const size = zoomedSize(zoomed, display.workArea);
    shown.setBounds({ ...placePopover({ platform: process.platform, icon, display, size }), ...size });
  };
  const reveal = () => {
    if (!window || !painted || wanted === 'no') return;
    resize(window);
    if (wanted === 'by-question') {
      shownAt = clock.now();
      window.showInactive();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    options.onShown();
  };
  const showFor = (who: 'by-person' | 'by-question') => {
    wanted = who;
    cancelTimer?.();
    window ??= make();
    reveal();
  };
  const show = () => showFor('by-person');
  /** Whether a person sees it: a minimised window counts as visible to some systems. */
  const isShown = () => window?.isVisible() === true && !window.isMinimized();
  const onFocus = (made: BrowserWindow) => {
    if (wanted !== 'by-question') return;
    const { x, y } = screen.getCursorScreenPoint();
    const bounds = made.getBounds();
    const isClicked = x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height;
    if (isClicked || clock.now() - shownAt > theftMillis) {
      wanted = 'by-person';
      return;
    }
    // The keyboard goes back to the window that had it when this one goes. A notification tells the question then.
    hide();
  };
  const hide = () => {
    const before = wanted;
    wanted = 'no';
    if (!window) return;
    // Where no tray brings it back it stays in the taskbar, unless only a question had brought it up.
    if (options.manner() === 'window' && before === 'by-person') {
      cancelTimer?.();
      window.minimize();
      return;
    }
    window.hide();
    after(options.idleMillis, letGo);
  };
  const letGo = () => {
    cancelTimer?.();
    window?.destroy();
  };
  const onBlur = (made: BrowserWindow) => {
    // Hiding takes the focus as well. An ordinary window stays, unless a question brought it up and nobody came to it.
    const stays = options.manner() === 'window' && wanted === 'by-person';
    if (wanted === 'no' || stays || questions.size > 0 || made.webContents.isDevToolsOpened()) return;
    hiddenByBlurAt = clock.now();
    hide();
  };

  const make = (): BrowserWindow => {
    const manner = options.manner();
    const made = new BrowserWindow({
      ...popoverSize,
      show: false,
      resizable: false,
      maximizable: false,
      minimizable: manner === 'window',
      fullscreenable: false,
      title: 'Roletap',
      icon: options.icon,
      frame: manner === 'window',
      skipTaskbar: manner === 'popover',
      alwaysOnTop: manner === 'popover',
      webPreferences: windowPreferences(options.preload, options.packaged),
    });
    followZoom(made.webContents, options);
    if (process.platform === 'darwin') made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    made.once('ready-to-show', () => {
      painted = true;
      reveal();
    });
    made.on('blur', () => onBlur(made));
    made.on('focus', () => onFocus(made));
    made.on('close', (event) => {
      // The title bar's cross puts the window away; the program ends by "Quit".
      event.preventDefault();
      hide();
    });
    made.on('closed', () => {
      if (window !== made) return;
      window = undefined;
      painted = false;
    });
    // A page that died is let go of; the next click makes a new one from the snapshot.
    made.webContents.on('render-process-gone', letGo);
    void made.loadURL(`${pageOrigin}/index.html`).catch(() => {});
    return made;
  };

  return {
    contents: () => window?.webContents,
    show,
    hide,
    toggle: () => {
      if (isShown() && wanted === 'by-person') hide();
      else if (clock.now() - hiddenByBlurAt > clickRaceMillis) show();
    },
    handle: (snapshot) => {
      if (window && isShown() && snapshot.preferences.zoom !== zoomed) resize(window);
      const before = questions;
      const { guardOffer } = snapshot;
      const asked: readonly Pick<Waiting, 'id' | 'askers'>[] = [
        ...questionsIn('popover', snapshot),
        ...(guardOffer === undefined ? [] : [{ id: `guard ${guardOffer}` }]),
      ];
      questions = new Set(asked.map(({ id }) => id));
      const fresh = asked.filter(({ id }) => !before.has(id));
      const isForPerson = !fresh.every(isUnbidden);
      if (fresh.length > 0 && wanted !== 'by-person' && (isForPerson || wanted === 'no'))
        showFor(isForPerson ? 'by-person' : 'by-question');
      const ended = before.size > 0 && questions.size === 0;
      if (ended && isShown() && !window?.isFocused())
        after(outcomeMillis, () => {
          if (window && !window.isFocused()) onBlur(window);
        });
    },
    close: letGo,
  };
};

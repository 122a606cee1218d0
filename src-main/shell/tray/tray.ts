import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron';
import type { App } from '../../app/app.ts';
import type { Clock } from '../../base/clock.ts';
import type { Colour } from '../../contract/preferences.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { harmless } from '../../contract/text.ts';
import type { TrayWords } from '../../words/tray.ts';
import type { Rectangle } from '../windows/place-popover.ts';
import { markBitmap, markSize } from './mark-bitmap.ts';
import { type MenuLine, type TrayState, trayMenu, trayState } from './tray-menu.ts';
import { shortestLeft, untilNextChange } from './tray-time.ts';

/** macOS alone shows a text beside the icon. */
const hasTitle = process.platform === 'darwin';

export interface TrayOptions {
  readonly words: TrayWords;
  /** Folder of `trayIdle.png`, `trayIdle@2x.png`, `trayIdleTemplate.png`, `trayIdle.ico` and so on, one set per state. */
  readonly icons: string;
  readonly clock: Clock;
  readonly run: App['run'];
  readonly toggleWindow: () => void;
  readonly openWindow: () => void;
}

/** The icon, its tooltip and its menu. Draws what it is given; each item is a command. */
export interface TrayIcon {
  readonly draw: (snapshot: Snapshot) => void;
  readonly bounds: () => Rectangle;
  /** Makes the icon anew: one that was made while no panel listened stays unseen for ever. */
  readonly renew: () => void;
  readonly close: () => void;
}

export const createTrayIcon = (options: TrayOptions): TrayIcon => {
  const images = new Map<TrayState, NativeImage>();
  const image = (state: TrayState): NativeImage => {
    const known = images.get(state) ?? loadImage(options.icons, state);
    images.set(state, known);
    return known;
  };
  let drawn: { readonly state: TrayState; readonly tooltip: string; readonly title: string; readonly menu: string } | undefined;
  let last: { readonly snapshot: Snapshot; readonly arrived: number } | undefined;
  let cancelChange: (() => void) | undefined;
  let contextMenu = new Menu();

  const make = (): Tray => {
    const made = new Tray(image('idle'));
    made.on('click', options.toggleWindow);
    // A menu that is set takes the left click on macOS, so there it is opened by hand.
    if (process.platform === 'darwin') made.on('right-click', () => made.popUpContextMenu(contextMenu));
    drawn = undefined;
    return made;
  };
  let tray = make();

  const render = () => {
    if (!last || tray.isDestroyed()) return;
    const now = last.snapshot.now + options.clock.now() - last.arrived;
    const { words } = options;
    const state = trayState(last.snapshot);
    const left = shortestLeft(last.snapshot, now);
    const tooltip = harmless(words.tooltip(state, last.snapshot, left));
    const title = hasTitle && left !== undefined ? words.title(left) : '';
    const lines = trayMenu(last.snapshot, words, now);
    const menu = JSON.stringify(lines);
    if (state !== drawn?.state) tray.setImage(image(state));
    if (tooltip !== drawn?.tooltip) tray.setToolTip(tooltip);
    if (hasTitle && title !== drawn?.title) tray.setTitle(title, { fontType: 'monospacedDigit' });
    // A new menu closes the one that is open, so it is set only when it says something else.
    if (menu !== drawn?.menu) {
      contextMenu = Menu.buildFromTemplate(lines.map((line) => toTemplate(line, options)));
      if (process.platform !== 'darwin') tray.setContextMenu(contextMenu);
    }
    drawn = { state, tooltip, title, menu };
    // Menu and hint show minutes. No session, no timer.
    cancelChange?.();
    const wait = untilNextChange(last.snapshot, now, hasTitle);
    cancelChange = wait === undefined ? undefined : options.clock.after(wait, render);
  };

  return {
    draw: (snapshot) => {
      last = { snapshot, arrived: options.clock.now() };
      render();
    },
    bounds: () => tray.getBounds(),
    renew: () => {
      tray.destroy();
      tray = make();
      render();
    },
    close: () => {
      cancelChange?.();
      tray.destroy();
    },
  };
};

/** In a menu a single ampersand marks the letter of a shortcut; names keep theirs. */
const literal = (label: string): string => label.replaceAll('&', '&&');

const toTemplate = (line: MenuLine, options: TrayOptions): MenuItemConstructorOptions => {
  switch (line.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: literal(line.label), enabled: false, ...iconOf(line.colour) };
    case 'open':
      return { label: literal(line.label), click: options.openWindow };
    case 'submenu':
      return { label: literal(line.label), ...iconOf(line.colour), submenu: line.lines.map((inner) => toTemplate(inner, options)) };
    case 'command':
      return {
        label: literal(line.label),
        enabled: line.enabled,
        ...(line.checked === undefined ? {} : { type: 'checkbox', checked: line.checked }),
        click: () => {
          options.run(line.name, line.payload);
          if (line.opens) options.openWindow();
        },
      };
  }
};

/** An account's colour as a square before the label, as the window has it. */
const iconOf = (colour: Colour | undefined): { readonly icon?: NativeImage } => {
  if (colour === undefined || colour === 'none') return {};
  const known = marks.get(colour) ?? nativeImage.createFromBitmap(markBitmap(colour), { width: markSize, height: markSize });
  marks.set(colour, known);
  return { icon: known };
};
const marks = new Map<Colour, NativeImage>();

/** macOS colours a template image by itself; Windows wants every size in one file. */
const loadImage = (folder: string, state: TrayState): NativeImage => {
  const name = `tray${state.charAt(0).toUpperCase()}${state.slice(1)}`;
  const file = process.platform === 'darwin' ? `${name}Template.png` : process.platform === 'win32' ? `${name}.ico` : `${name}.png`;
  for (const candidate of [file, `${name}.png`]) {
    const loaded = nativeImage.createFromPath(join(folder, candidate));
    if (!loaded.isEmpty()) return loaded;
  }
  return drawnImage(state);
};

/** Stands in for a missing file, so that there is always something to click: a ring, filled while a session runs. */
const drawnImage = (state: TrayState): NativeImage => {
  const size = 32;
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const distance = Math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5);
      const covered = distance < 14 && (state !== 'idle' || distance > 10);
      if (covered) pixels.writeUInt32LE(0xff_80_80_80, (y * size + x) * 4);
    }
  return nativeImage.createFromBitmap(pixels, { width: size, height: size, scaleFactor: 2 });
};

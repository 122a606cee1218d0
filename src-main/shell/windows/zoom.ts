import type { WebContents } from 'electron';
import type { App } from '../../app/app.ts';
import { zoomSteps } from '../../contract/preferences.ts';

/** What both windows are made with. */
export interface WindowOptions {
  readonly preload: string;
  readonly packaged: boolean;
  /** The file of the window's icon. */
  readonly icon: string;
  /** Percent, as the settings have it. */
  readonly zoom: () => number;
  readonly run: App['run'];
}

/** The zoom that a key asks for, in percent; undefined for another key. On some keyboards plus is where the shift of the equals sign is. */
export const zoomFor = (key: string, now: number): number | undefined => {
  if (key === '0') return 100;
  if (key === '+' || key === '=') return zoomSteps.find((step) => step > now) ?? now;
  if (key === '-' || key === '_') return zoomSteps.filter((step) => step < now).at(-1) ?? now;
  return undefined;
};

/** Zooms a page as the settings say from its first picture on, and takes Ctrl (or Command) with +, - and 0 for a change of them. The page's title is not the window's. */
export const followZoom = (contents: WebContents, { zoom, run }: Pick<WindowOptions, 'zoom' | 'run'>): void => {
  contents.on('dom-ready', () => contents.setZoomFactor(zoom() / 100));
  contents.on('page-title-updated', (event) => event.preventDefault());
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || input.alt || !(input.control || input.meta)) return;
    const wanted = zoomFor(input.key, zoom());
    if (wanted === undefined) return;
    event.preventDefault();
    run('setPreference', { name: 'zoom', value: wanted });
  });
};

/** Takes the zoom of the settings over to pages that are there. */
export const applyZoom = (all: readonly WebContents[], percent: number): void => {
  for (const contents of all)
    if (!contents.isDestroyed() && Math.round(contents.getZoomFactor() * 100) !== percent) contents.setZoomFactor(percent / 100);
};

/** Device independent pixels, as Electron's `Rectangle`. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Surroundings {
  readonly platform: string;
  /** Where the tray icon is; all zeros where the system does not tell (Linux). */
  readonly icon: Rectangle;
  /** The display that holds the icon: all of it, and the part that no panel covers. */
  readonly display: { readonly bounds: Rectangle; readonly workArea: Rectangle };
  readonly size: { readonly width: number; readonly height: number };
}

/** Room between the popover and what it hangs on. */
const margin = 8;

const clamp = (value: number, low: number, high: number): number => Math.round(Math.min(Math.max(value, low), Math.max(low, high)));

/** Centre of the icon minus half of the popover, on one axis. */
const centred = (start: number, length: number, own: number): number => start + length / 2 - own / 2;

/** Where a panel covers a display: the side on which the work area leaves most room. */
const panelSide = ({ bounds, workArea }: Surroundings['display']): 'top' | 'right' | 'bottom' | 'left' | undefined => {
  const gaps = [
    ['bottom', bounds.y + bounds.height - (workArea.y + workArea.height)],
    ['top', workArea.y - bounds.y],
    ['right', bounds.x + bounds.width - (workArea.x + workArea.width)],
    ['left', workArea.x - bounds.x],
  ] as const;
  const [side, gap] = gaps.reduce((widest, candidate) => (candidate[1] > widest[1] ? candidate : widest));
  return gap > 0 ? side : undefined;
};

/**
 * The top left corner of the popover, always inside the work area: under the menu bar's icon on macOS, beside the
 * taskbar at the icon's height or width on Windows, the corner at the panel on Linux, where icons have no place.
 */
export const placePopover = (around: Surroundings): { readonly x: number; readonly y: number } => {
  const { icon, size } = around;
  const { workArea } = around.display;
  const left = workArea.x + margin;
  const top = workArea.y + margin;
  const right = workArea.x + workArea.width - size.width - margin;
  const bottom = workArea.y + workArea.height - size.height - margin;
  const side = panelSide(around.display);
  if (icon.width === 0 && icon.height === 0) {
    const corner = side === 'bottom' || (around.platform === 'win32' && side === undefined) ? bottom : top;
    return { x: clamp(side === 'left' ? left : right, left, right), y: clamp(corner, top, bottom) };
  }
  if (around.platform === 'darwin')
    return { x: clamp(centred(icon.x, icon.width, size.width), left, right), y: clamp(icon.y + icon.height, workArea.y, bottom) };
  if (side === 'left' || side === 'right')
    return { x: clamp(side === 'left' ? left : right, left, right), y: clamp(centred(icon.y, icon.height, size.height), top, bottom) };
  return { x: clamp(centred(icon.x, icon.width, size.width), left, right), y: clamp(side === 'top' ? top : bottom, top, bottom) };
};

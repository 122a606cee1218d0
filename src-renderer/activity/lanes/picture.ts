import type { ActivityView } from '../../../src-main/contract/activity.ts';
import type { Millis } from '../../../src-main/contract/values.ts';
import { barWords } from '../../../src-main/words/activity.ts';
import type { AccountOf } from '../../../src-main/words/roles/order.ts';
import type { Palette } from './palette.ts';
import { type Bar, type Lane, type Mark, nowShare, timelineOf } from './timeline.ts';

/** What is in the picture. */
export interface Picture {
  readonly view: Pick<ActivityView, 'begins' | 'ends' | 'items'>;
  readonly now: Millis;
  readonly title: string;
  /** Under the title, a line each. */
  readonly lines: readonly string[];
}

/** In pixels of the page; the file has twice as many, as far as a canvas goes. */
const width = 1080;
const edge = 28;
const nameWidth = 230;
const laneHeight = 30;
const headHeight = 44;
const lineHeight = 20;
const hoursHeight = 26;
const tallest = 16_000;

/** A PNG of the day's lanes, with its title. Nothing of the window but its data and colours is in it. */
export const pictureOf = async (picture: Picture, accountOf: AccountOf, palette: Palette): Promise<Uint8Array<ArrayBuffer>> => {
  const { view, now, title, lines } = picture;
  const line = timelineOf(view, now);
  const top = edge + headHeight + lines.length * lineHeight + hoursHeight;
  const height = top + line.lanes.length * laneHeight + edge;
  const scale = Math.min(2, tallest / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.scale(scale, scale);
  context.textBaseline = 'middle';
  const track = { x: edge + nameWidth, width: width - 2 * edge - nameWidth };
  const at = (share: number) => track.x + share * track.width;
  const pen = createPen(context, palette);

  pen.box(0, 0, width, height, palette.ground, 0);
  pen.text(title, edge, edge + 12, width - 2 * edge, '650 22px', palette.ink);
  lines.forEach((text, index) => {
    pen.text(text, edge, edge + headHeight + index * lineHeight, width - 2 * edge, '13px', palette.faint);
  });
  for (const tick of line.ticks) {
    pen.box(at(tick.x), top, 1, line.lanes.length * laneHeight, palette.line, 0);
    pen.text(String(tick.hour).padStart(2, '0'), at(tick.x) - 7, top - 12, 20, '12px', palette.faint);
  }
  line.lanes.forEach((lane, index) => {
    drawLane(pen, palette, lane, top + index * laneHeight, at, accountOf);
  });
  const share = nowShare(line, now);
  if (share !== undefined) pen.box(at(share), top, 2, line.lanes.length * laneHeight, palette.ink, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('no picture');
  return new Uint8Array(await blob.arrayBuffer());
};

type Pen = ReturnType<typeof createPen>;

const createPen = (context: CanvasRenderingContext2D, { font }: Palette) => ({
  box: (x: number, y: number, boxWidth: number, height: number, colour: string, round: number, alpha = 1) => {
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x, y, boxWidth, height, round);
    context.fill();
    context.globalAlpha = 1;
  },
  /** As much of a text as there is room for. */
  text: (text: string, x: number, y: number, room: number, kind: string, colour: string) => {
    context.font = `${kind} ${font}`;
    context.fillStyle = colour;
    let shown = text;
    while (shown !== '' && context.measureText(shown === text ? text : `${shown}…`).width > room) shown = [...shown].slice(0, -1).join('');
    if (shown !== '') context.fillText(shown === text ? text : `${shown}…`, x, y);
  },
});

const drawLane = (
  pen: Pen,
  palette: Palette,
  { role, bars, marks }: Lane,
  y: number,
  at: (share: number) => number,
  accountOf: AccountOf,
): void => {
  const account = accountOf(role);
  const mark = palette.mark(account?.colour);
  const middle = y + laneHeight / 2;
  if (account !== undefined && account.colour !== 'none') pen.box(edge, middle - 5, 10, 10, mark, 3);
  pen.text(role.profile, edge + 18, middle - 6, nameWidth - 30, '600 13px', palette.ink);
  pen.text(account?.alias ?? role.accountId, edge + 18, middle + 8, nameWidth - 30, '11px', palette.faint);
  for (const bar of bars) drawBar(pen, palette, bar, y, at, mark);
  for (const each of marks) drawMark(pen, palette, each, middle, at);
};

const drawBar = (pen: Pen, palette: Palette, { items, x, width: share }: Bar, y: number, at: (share: number) => number, mark: string) => {
  const [left, length] = [at(x), at(x + share) - at(x)];
  const isOpen = items.some(({ state }) => state === 'active');
  const [top, height] = [y + 4, laneHeight - 8];
  pen.box(left, top, length, height, mark, 5, isOpen ? 1 : 0.26);
  // As in the window: white stands out from the darkened colour.
  if (isOpen) pen.box(left, top, length, height, '#000', 5, 0.34);
  else pen.box(left, top, Math.min(3, length), height, mark, 1);
  if (length > 56) pen.text(barWords(items), left + 9, y + laneHeight / 2, length - 16, '12px', isOpen ? '#fff' : palette.ink);
};

const drawMark = (pen: Pen, palette: Palette, { items, x }: Mark, middle: number, at: (share: number) => number): void => {
  const words = items.length === 1 ? '×' : `×${items.length}`;
  const wide = items.length === 1 ? 18 : 22 + 7 * String(items.length).length;
  pen.box(at(x) - wide / 2, middle - 9, wide, 18, palette.danger, 9);
  pen.text(words, at(x) - wide / 2 + 4.5, middle, wide, '600 13px', palette.onDanger);
};

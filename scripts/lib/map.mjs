// The picture of the house: wings on floors, their rooms inside, arrows between wings. Drawn from the imports, the same for the same code.
import { posix } from 'node:path';
import { floorsOf, roomGraph } from './house.mjs';

/** `src-main/card/oath` lies in the wing `card`; the window is one wing, an entry a wing of its own. */
export function wingOf(room) {
  const [top, next] = room.split('/');
  return top === 'src-renderer' ? 'src-renderer' : next;
}

/** Each wing with the wings that it imports. */
export function wingGraph(rooms = roomGraph()) {
  const wings = new Map();
  for (const [room, targets] of rooms) {
    const arrows = wings.get(wingOf(room)) ?? new Set();
    for (const target of targets) if (wingOf(target) !== wingOf(room)) arrows.add(wingOf(target));
    wings.set(wingOf(room), arrows);
  }
  return new Map([...wings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([wing, arrows]) => [wing, [...arrows].sort()]));
}

/** Without the arrows that follow from others: a way over another wing says the same. */
function reduced(graph) {
  const reaches = (from, to, seen = new Set()) =>
    (graph.get(from) ?? []).some((next) => next === to || (!seen.has(next) && seen.add(next) && reaches(next, to, seen)));
  return new Map(
    [...graph].map(([node, targets]) => [node, targets.filter((to) => !targets.some((via) => via !== to && reaches(via, to)))]),
  );
}

const letter = 7;
const row = 18;
const pad = 12;
const gap = 28;
const between = 64;

function boxesOf(rooms) {
  const floors = floorsOf(rooms);
  const wings = wingGraph(rooms);
  return [...floorsOf(wings)].map(([wing, floor]) => {
    const folders = new Map();
    for (const room of rooms.keys()) {
      // A file beside folders stands for its folder; the wing's own files are what it shares or what joins it, and are left out.
      const folder = (/\.tsx?$/.test(room) ? posix.dirname(room) : room).replace(/^src-main\//, '');
      if (wingOf(room) === wing && folder !== wing) folders.set(folder, Math.max(folders.get(folder) ?? 0, floors.get(room)));
    }
    const inside = [...folders]
      .filter(([folder]) => folder.startsWith(`${wing}/`))
      .map(([folder, floor]) => ({ name: folder.slice(wing.length + 1), floor }))
      .sort((a, b) => b.floor - a.floor || (a.name < b.name ? -1 : 1));
    // Rooms of one floor stand next to each other.
    const rows = groups(inside).map((list) => list.map(({ name }) => name).join('  '));
    const width = Math.max(wing.length + 2, ...rows.map((text) => text.length)) * letter + 2 * pad;
    return { wing, floor, rows, width, height: (rows.length + 1) * row + pad };
  });
}

function groups(inside) {
  const byFloor = new Map();
  for (const room of inside) byFloor.set(room.floor, [...(byFloor.get(room.floor) ?? []), room]);
  return [...byFloor.values()];
}

/** The picture as SVG text, in the colours of the reader's system. */
export function mapSvg(rooms = roomGraph()) {
  const boxes = boxesOf(rooms);
  const arrows = reduced(wingGraph(rooms));
  const stories = [...new Set(boxes.map(({ floor }) => floor))].sort((a, b) => b - a);
  const storyOf = (floor) => boxes.filter((box) => box.floor === floor);
  const widthOf = (list) => list.reduce((sum, { width }) => sum + width, (list.length - 1) * gap);
  const width = Math.max(...stories.map((floor) => widthOf(storyOf(floor)))) + 2 * gap;
  // From the ground up: a wing stands over the middle of what it imports, as far as there is room.
  const middles = new Map();
  for (const floor of [...stories].reverse()) {
    const over = (wing) => {
      const below = (arrows.get(wing) ?? []).map((to) => middles.get(to) ?? 0);
      return below.length === 0 ? 0 : below.reduce((sum, middle) => sum + middle, 0) / below.length;
    };
    const story = storyOf(floor).sort((a, b) => over(a.wing) - over(b.wing));
    let x = (width - widthOf(story)) / 2;
    for (const box of story) {
      box.x = x;
      middles.set(box.wing, x + box.width / 2);
      x += box.width + gap;
    }
  }
  let y = gap;
  const placed = new Map();
  for (const floor of stories) {
    const story = storyOf(floor);
    const height = Math.max(...story.map((box) => box.height));
    for (const box of story) placed.set(box.wing, { ...box, y: y + (height - box.height) / 2 });
    y += height + between;
  }
  const lines = [...arrows].flatMap(([from, targets]) => targets.map((to) => line(placed.get(from), placed.get(to))));
  const drawn = [...placed.values()].map(draw);
  const height = y - between + gap;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="The wings of Roletap on their floors, with their rooms">
<style>
  text { font: 12px ui-monospace, monospace; fill: #24292f }
  .wing { font-weight: 700 }
  rect { fill: #fff; stroke: #57606a }
  path { fill: none; stroke: #8c959f }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } rect { fill: #161b22; stroke: #8b949e } path { stroke: #6e7681 } }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8"/></marker></defs>
${[...lines, ...drawn].join('\n')}
</svg>
`;
}

function line(from, to) {
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  const [y1, y2] = [from.y + from.height, to.y];
  const bend = (y2 - y1) / 2;
  return `<path marker-end="url(#head)" d="M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"/>`;
}

function draw({ wing, rows, x, y, width, height }) {
  const text = (content, at, kind = '') => `<text${kind} x="${x + pad}" y="${y + at}" xml:space="preserve">${content}</text>`;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    text(wing, row, ' class="wing"'),
    ...rows.map((content, index) => text(content, (index + 2) * row)),
  ].join('');
}

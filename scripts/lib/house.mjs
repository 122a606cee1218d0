// The house as its imports draw it: rooms (folders), arrows between them, circles, floors. Read as text; nothing is run.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { root } from './run.mjs';

const tops = ['src-main', 'src-renderer'];

/** The source files, from the top of the clone, sorted. */
export function sourceFiles() {
  return tops
    .flatMap((top) =>
      readdirSync(`${root}/${top}`, { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name.replaceAll('\\', '/')}`),
    )
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .sort();
}

/** Every module that a source names by import, export ... from, import() or require(): `{ specifier, typeOnly }`. */
export function importsOf(source) {
  const found = [];
  for (const [, type, names, specifier] of source.matchAll(
    /^[ \t]*(?:import|export)\s+(type\s+)?(?:([\w*{}\s,$]+?)\s+from\s+)?['"]([^'"]+)['"]/gm,
  )) {
    const inner = /^\{([^}]*)\}$/
      .exec(names ?? '')?.[1]
      ?.split(',')
      .map((name) => name.trim());
    const eachIsType = inner?.every((name) => name === '' || name.startsWith('type ')) ?? false;
    found.push({ specifier, typeOnly: type !== undefined || eachIsType });
  }
  for (const [, specifier] of source.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g)) found.push({ specifier, typeOnly: false });
  return found;
}

/** Each source file with the source files that it imports, types included. */
export function importGraph(files = sourceFiles()) {
  const known = new Set(files);
  return new Map(
    files.map((path) => {
      const named = importsOf(readFileSync(`${root}/${path}`, 'utf8')).filter(({ specifier }) => specifier.startsWith('.'));
      const targets = named.map(({ specifier }) => posix.join(posix.dirname(path), specifier)).filter((target) => known.has(target));
      return [path, [...new Set(targets)].sort()];
    }),
  );
}

/**
 * The room of each file: its folder, when that holds files alone. A file that lies beside folders joins them or is what they share, so it
 * is a room of its own.
 */
export function roomsOf(files) {
  const folders = new Set(files.map((path) => posix.dirname(path)));
  const holdsFolders = new Set([...folders].map((folder) => posix.dirname(folder)));
  return new Map(files.map((path) => [path, holdsFolders.has(posix.dirname(path)) ? path : posix.dirname(path)]));
}

/** Each room with the rooms that its files import. */
export function roomGraph(graph = importGraph()) {
  const roomOf = roomsOf([...graph.keys()]);
  const rooms = new Map();
  for (const [path, targets] of graph) {
    const room = roomOf.get(path);
    const arrows = rooms.get(room) ?? new Set();
    for (const target of targets) if (roomOf.get(target) !== room) arrows.add(roomOf.get(target));
    rooms.set(room, arrows);
  }
  return new Map([...rooms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([room, arrows]) => [room, [...arrows].sort()]));
}

/** Groups of nodes that reach each other (Tarjan's strongly connected components of more than one node), each sorted. */
export function circlesOf(graph) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const circles = [];
  const visit = (node) => {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== order.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
}

/** The floor of each node, 1 at the ground: it stands above all that it imports. Needs a graph without circles. */
export function floorsOf(graph) {
  const floors = new Map();
  const floor = (node) => {
    if (!floors.has(node)) floors.set(node, 1 + Math.max(0, ...(graph.get(node) ?? []).map(floor)));
    return floors.get(node);
  };
  for (const node of graph.keys()) floor(node);
  return floors;
}

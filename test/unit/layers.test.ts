import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf, type Import, importGraph, importsOf, roomGraph, sourceFiles } from '../../scripts/lib/house.mjs';
import { mapSvg } from '../../scripts/lib/map.mjs';

/**
 * The arrows of the house: which folder may import which. Read as "files in KEY may import files in VALUE"; own files are always
 * allowed. `contract/problems` and `contract/result` travel together: a problem is one half of a result.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  base: [],
  words: ['contract'],
  // A folder for each language beside English, which is in words.
  languages: ['contract', 'words'],
  storage: ['base'],
  qr: ['base', 'contract/problems', 'contract/result'],
  search: [],
  x509: [],
  card: ['base', 'contract/problems', 'contract/result', 'x509'],
  aws: ['base', 'storage', 'contract/problems', 'contract/result', 'contract/sessions', 'contract/team', 'contract/text', 'x509'],
  app: ['base', 'contract', 'card', 'aws', 'storage', 'x509'],
  demo: ['base', 'contract/problems', 'contract/result', 'card', 'x509'],
  shell: ['base', 'contract', 'words', 'languages', 'storage', 'app (types)', 'card (types)'],
  serve: ['base', 'contract', 'storage', 'app (types)'],
  terminal: [
    'base',
    'contract',
    'card',
    'aws',
    'app',
    'demo',
    'serve',
    'compose.ts',
    'surroundings.adapter.ts',
    'words',
    'languages',
    'qr',
    'search',
    'storage',
  ],
  // Joins adapters and app for both entries.
  'compose.ts': ['base', 'contract', 'card', 'aws', 'app', 'serve', 'storage', 'qr'],
  // What both entries were started with.
  'surroundings.adapter.ts': ['contract', 'aws', 'storage'],
  'cli.ts': [
    'base',
    'contract',
    'card',
    'aws',
    'app',
    'demo',
    'serve',
    'storage',
    'terminal',
    'compose.ts',
    'surroundings.adapter.ts',
    'words',
  ],
  'main.ts': [
    'base',
    'contract',
    'card',
    'aws',
    'app',
    'demo',
    'serve',
    'storage',
    'shell',
    'compose.ts',
    'surroundings.adapter.ts',
    'words',
  ],
  renderer: ['contract', 'search', 'words', 'languages'],
};

/**
 * The floors inside each wing, the ground first: a room may import the rooms of the floors below it in its own wing, and rooms of one
 * floor do not know each other. Files that lie beside folders (what a wing shares, what joins it) are held by the test on circles.
 */
const floors: Readonly<Record<string, readonly string[]>> = {
  'src-main/app': [
    'state plans key-store',
    'piv',
    'codes history time',
    'roles',
    'devices anywhere',
    'setups enroll/console enroll/iam sessions rotate',
    'snapshot sharing undo team/plans team/reading trail updates',
    'team/enforce team/enroll team/roles team/rescue team/remove',
    'team/policies',
    'pages certificates team-page',
  ],
  'src-main/aws': ['ini http', 'targets iam anywhere trail', 'sources', 'profiles', 'files sts', 'policies'],
  'src-main/contract': ['problems', 'access-keys certificates sessions team updates', 'commands'],
  'src-main/card': ['connection certificates', 'management oath process piv', 'keys'],
  'src-main/demo': [
    'aws-simulator/model virtual-yubikey',
    'aws-simulator/wire',
    'aws-simulator/iam aws-simulator/anywhere aws-simulator/trail',
  ],
  'src-main/storage': ['secrets browsers'],
  'src-main/serve': ['door launcher', 'askers endpoint', 'socket'],
  'src-main/shell': ['notifications windows updates', 'system', 'tray'],
  'src-main/terminal': [
    'limits options',
    'console programs',
    'access-keys devices help anywhere platform',
    'team/output',
    'team trail',
    'commands',
  ],
  'src-main/words': ['limits team platform', 'enroll help problems window access-keys certificates', 'roles trail'],
  'src-renderer': [
    'store ui/drawings ui/files ui/keys ui/table hooks',
    'access-keys people/sheet',
    'people/enforce people/policies people/simulate certificates/parts',
    'devices enroll/steps first-run people popover/strips questions roles/dialogs settings tools certificates',
    'roles/row',
    'roles/box activity/lanes activity/trail',
  ],
};

/** Parts of Node that compute and touch nothing. */
const pureNode = new Set(['node:assert', 'node:buffer', 'node:crypto', 'node:events', 'node:path', 'node:url', 'node:util', 'node:zlib']);

/** Packages that compute and touch nothing, for every floor: schemas are what a border is made of. */
const purePackages = new Set(['fast-string-truncated-width', 'fast-wrap-ansi', 'fuzzysort', 'picocolors', 'valibot']);

/** What a terminal is made of. */
const terminalNode = new Set(['node:process', 'node:readline', 'node:readline/promises', 'node:tty']);

/** What X.509 is read and written with: computes and touches nothing, and is heavy enough for a door of its own. */
const x509Packages = new Set(['@peculiar/asn1-csr', '@peculiar/asn1-schema', '@peculiar/asn1-x509', 'asn1js']);

const rendererPackages = ['react', 'react-dom', '@tanstack/react-virtual'];

/** `src-main/card/tlv.ts` -> `card`, `src-main/cli.ts` -> `cli.ts`, `src-renderer/app.tsx` -> `renderer`. */
function layerOf(path: string): string {
  const [top, next = ''] = path.split('/');
  return top === 'src-renderer' ? 'renderer' : next;
}

const isAdapter = (path: string) => path.endsWith('.adapter.ts');
const isEntry = (layer: string) => layer === 'main.ts' || layer === 'cli.ts';
const joins = (layer: string) => isEntry(layer) || layer === 'compose.ts';

/** Why `path` may not import this, or undefined when it may. */
function flaw(path: string, { specifier, typeOnly }: Import): string | undefined {
  const layer = layerOf(path);
  if (specifier.startsWith('.')) return fileFlaw(path, layer, posix.join(posix.dirname(path), specifier), typeOnly);
  if (((layer === 'base' || layer === 'languages') && isAdapter(path)) || purePackages.has(specifier)) return undefined;
  if (layer === 'contract' || layer === 'base' || layer === 'words' || layer === 'languages')
    return layer === 'base' && pureNode.has(specifier) ? undefined : `${layer} imports nothing`;
  if (x509Packages.has(specifier)) return path === 'src-main/x509/structures.ts' ? undefined : 'only x509/structures.ts imports this';
  if (specifier === 'electron') return layer === 'shell' || layer === 'main.ts' ? undefined : 'only shell imports electron';
  if (layer === 'renderer') {
    return rendererPackages.some((name) => specifier === name || specifier.startsWith(`${name}/`)) ? undefined : 'is not for the renderer';
  }
  if (isAdapter(path) || joins(layer) || pureNode.has(specifier)) return undefined;
  if (layer === 'terminal' && terminalNode.has(specifier)) return undefined;
  return 'only *.adapter.ts may import this';
}

function fileFlaw(path: string, layer: string, target: string, typeOnly: boolean): string | undefined {
  // Name and version, for both entries.
  if (target === 'package.json' && isEntry(layer)) return undefined;
  if (!/\.(ts|tsx|css|svg)$/.test(target)) return 'a relative import names its file with the ending';
  const to = layerOf(target);
  if (isEntry(to)) return `nobody imports ${to}`;
  if (to !== layer) {
    const allowed = arrows[layer];
    if (allowed === undefined) return `the folder ${layer} is not in the house`;
    const inPart = allowed.some((name) => target === `src-main/${name}.ts` || target.startsWith(`src-main/${name}/`));
    const asTypes = typeOnly && allowed.includes(`${to} (types)`);
    if (!allowed.includes(to) && !inPart && !asTypes) return `${layer} does not import ${to}`;
  }
  const mayTakeAdapters = isAdapter(path) || joins(layer) || layer === 'terminal' || layer === to;
  return isAdapter(target) && !typeOnly && (!mayTakeAdapters || layer === 'app') ? 'adapters are joined in main.ts and cli.ts' : undefined;
}

function flawsOf(path: string, source: string): readonly string[] {
  return importsOf(source).flatMap((found) => {
    const why = flaw(path, found);
    return why === undefined ? [] : [`${path} -> ${found.specifier}: ${why}`];
  });
}

/** The wing of a room: `src-main/card/oath` lies in `src-main/card`, all of the window in `src-renderer`; each language is one. */
const wingOf = (room: string): string => {
  if (room.startsWith('src-renderer')) return 'src-renderer';
  return room
    .split('/')
    .slice(0, room.startsWith('src-main/languages/') ? 3 : 2)
    .join('/');
};

/** A language stands on the floors of the English sentences. */
const floorsIn = (wing: string) => floors[wing.startsWith('src-main/languages/') ? 'src-main/words' : wing];

/** Arrows between rooms of one wing that lead up, or along a floor, and rooms that stand on no floor. */
function floorFlaws(rooms: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const floorOf = (room: string) =>
    floorsIn(wingOf(room))?.findIndex((names) => names.split(' ').includes(room.slice(wingOf(room).length + 1))) ?? -1;
  const folders = [...rooms.keys()].filter((room) => !/\.tsx?$/.test(room) && room !== wingOf(room));
  return folders.flatMap((room) => {
    if (floorOf(room) === -1) return [`${room} stands on no floor`];
    const inside = (rooms.get(room) ?? []).filter((to) => folders.includes(to) && wingOf(to) === wingOf(room));
    return inside.filter((to) => floorOf(to) >= floorOf(room)).map((to) => `${room} does not import ${to}`);
  });
}

describe('the layers of the house', () => {
  it('holds every arrow in src-main and src-renderer to the table', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((path) => flawsOf(path, readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('lets the rooms of a wing import those of lower floors only', () => {
    expect(floorFlaws(roomGraph())).toEqual([]);
  });

  it('finds an arrow that leads up, one along a floor, and a room that nobody placed', () => {
    const rooms = new Map([
      ['src-main/card/connection', ['src-main/card/oath']],
      ['src-main/card/oath', ['src-main/card/management', 'src-main/card/connection', 'src-main/base']],
      ['src-main/card/management', []],
      ['src-main/card/attic', []],
    ]);
    expect(floorFlaws(rooms)).toEqual([
      'src-main/card/connection does not import src-main/card/oath',
      'src-main/card/oath does not import src-main/card/management',
      'src-main/card/attic stands on no floor',
    ]);
  });

  it('has no circle of imports, types included, between files or between rooms', () => {
    expect(circlesOf(importGraph())).toEqual([]);
    expect(circlesOf(roomGraph())).toEqual([]);
  });

  it('finds circles of two and of three, and none in a line', () => {
    const graph = (text: string) =>
      new Map(
        text.split(' ').map((line): [string, string[]] => [
          line.charAt(0),
          line
            .slice(1)
            .split('')
            .filter((name) => name !== ''),
        ]),
      );
    expect(circlesOf(graph('ab ba c'))).toEqual([['a', 'b']]);
    expect(circlesOf(graph('ab bc cad d'))).toEqual([['a', 'b', 'c']]);
    expect(circlesOf(graph('ab bc c dabc'))).toEqual([]);
  });

  it('keeps rooms small: at most 16 files side by side', () => {
    const beside = new Map<string, number>();
    for (const path of sourceFiles()) beside.set(posix.dirname(path), (beside.get(posix.dirname(path)) ?? 0) + 1);
    expect([...beside].filter(([, files]) => files > 16)).toEqual([]);
  });

  it.each(['docs/architecture.md', 'docs/flows.md', 'README.md'])('finds every place that %s names', (page) => {
    const wings = [...new Set(sourceFiles().map((path) => path.split('/')[1] ?? ''))];
    const named = [...readFileSync(page, 'utf8').matchAll(/`(?:src-main\/)?([\w-]+\/[\w./-]*|src-renderer\/[\w./-]+)`/g)].map(
      ([, place = '']) => place,
    );
    const places = named.filter((place) => place.startsWith('src-renderer') || wings.includes(place.split('/')[0] ?? ''));
    expect(places.filter((place) => !existsSync(place.startsWith('src-') ? place : `src-main/${place}`))).toEqual([]);
  });

  it('has its picture drawn from the imports as they are', () => {
    expect(readFileSync('docs/map.svg', 'utf8') === mapSvg(), 'docs/map.svg is old: npm run map').toBe(true);
  });

  const lines = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1;

  it('has no thin file: what takes under 12 lines lies with its user', () => {
    expect(
      sourceFiles()
        .filter((path) => lines(path) < 12)
        .map((path) => `${path}: ${lines(path)} lines`),
    ).toEqual([]);
  });

  it('keeps every source file within 250 lines', () => {
    expect(
      sourceFiles()
        .filter((path) => lines(path) > 250)
        .map((path) => `${path}: ${lines(path)} lines`),
    ).toEqual([]);
  });

  it.each([
    ['src-main/base/log.ts', "import { a } from '../card/tlv.ts';"],
    ['src-main/contract/result.ts', "import { a } from 'node:crypto';"],
    ['src-main/contract/snapshot.ts', "import type { a } from '../base/clock.ts';"],
    ['src-main/card/oath-session.ts', "import type { a } from '../aws/caller.ts';"],
    ['src-main/card/oath-session.ts', "import type { a } from '../contract/snapshot.ts';"],
    ['src-main/card/oath-session.ts', "export { a } from '../app/app.ts';"],
    ['src-main/aws/sessions.ts', "import { a } from '../card/keys.ts';"],
    ['src-main/aws/sessions.ts', "import { readFile } from 'node:fs/promises';"],
    ['src-main/aws/sessions.ts', "const a = await import('node:http');"],
    ['src-main/aws/sessions.ts', "import { STSClient } from '@aws-sdk/client-sts';"],
    ['src-main/card/card-watch.ts', "import { Devices } from 'smartcard';"],
    ['src-main/app/tap-in.ts', "import { a } from '../aws/sts.adapter.ts';"],
    ['src-main/app/tap-in.ts', "import {\n  one,\n  two,\n} from '../shell/tray.ts';"],
    ['src-main/app/tap-in.ts', "import { clipboard } from 'electron';"],
    ['src-main/app/tap-in.ts', "import { spawn } from 'child_process';"],
    ['src-main/demo/demo-sts.ts', "import { a } from '../aws/sessions.ts';"],
    ['src-main/shell/tray.ts', "import { createApp } from '../app/app.ts';"],
    ['src-main/shell/tray.ts', "import { createApp, type App } from '../app/app.ts';"],
    ['src-main/shell/tray.ts', "import { a } from '../main.ts';"],
    ['src-main/serve/door.ts', "import { createApp } from '../app/app.ts';"],
    ['src-main/serve/door.ts', "import { createServer } from 'node:http';"],
    ['src-main/terminal/arguments.ts', "import { a } from '../shell/tray.ts';"],
    ['src-main/terminal/arguments.ts', "import { a } from '../cli.ts';"],
    ['src-main/cli.ts', "const { a } = await import('./shell/tray.ts');"],
    ['src-main/surprise/new.ts', "import { a } from '../base/clock.ts';"],
    ['src-main/card/tlv.ts', "import { a } from '../base/bytes';"],
    ['src-renderer/app.tsx', "import { a } from '../src-main/app/app.ts';"],
    ['src-main/app/tap-in.ts', "import { a } from '../compose.ts';"],
    ['src-main/compose.ts', "import { a } from './shell/tray.ts';"],
    ['src-main/app/tap-in.ts', "import { a } from '../words/time.ts';"],
    ['src-main/terminal/arguments.ts', "import { a } from '../../src-renderer/app.tsx';"],
    ['src-main/words/time.ts', "import { a } from '../../src-renderer/index.tsx';"],
    ['src-main/words/time.ts', "import { useMemo } from 'react';"],
    ['src-main/words/time.ts', "import { a } from '../languages/ja/time.ts';"],
    ['src-main/languages/ja/time.ts', "import { a } from '../../app/app.ts';"],
    ['src-renderer/app.tsx', "import path from 'node:path';"],
    ['src-renderer/app.tsx', "import { ipcRenderer } from 'electron';"],
    ['src-renderer/app.tsx', "import leftpad from 'leftpad';"],
  ])('finds the wrong arrow in %s: %s', (path, source) => {
    expect(flawsOf(path, source)).toHaveLength(1);
  });

  it.each([
    ['src-main/contract/commands.ts', "import * as v from 'valibot';"],
    ['src-main/card/oath-session.ts', "import type { Problem } from '../contract/problems/problem.ts';\nimport { tlv } from './tlv.ts';"],
    ['src-main/card/pcsc.adapter.ts', "import { Devices } from 'smartcard';\nimport { ok } from '../contract/result.ts';"],
    ['src-main/aws/profiles.ts', "import { createHash } from 'node:crypto';"],
    ['src-main/shell/tray.ts', "import { Tray } from 'electron';\nimport type { App } from '../app/app.ts';"],
    ['src-main/shell/tray.ts', "import { type App } from '../app/app.ts';"],
    ['src-main/serve/door.ts', "import type { App } from '../app/app.ts';"],
    ['src-main/main.ts', "import { a } from './aws/sts.adapter.ts';\nimport { tray } from './shell/tray.ts';"],
    ['src-main/cli.ts', "const { a } = await import('./aws/sts.adapter.ts');"],
    [
      'src-renderer/app.tsx',
      "import './app.css';\nimport { createRoot } from 'react-dom/client';\nimport type { Snapshot } from '../src-main/contract/snapshot.ts';",
    ],
    ['src-main/base/clock.ts', '/**\n * An example: import { a } from "../card/tlv.ts"\n */'],
  ])('lets the right arrow in %s pass: %s', (path, source) => {
    expect(flawsOf(path, source)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The arrows of the house: which folder may import which. Read as "files in KEY may import files in VALUE"; own files are always
 * allowed. `contract/problems` and `contract/result` travel together: a problem is one half of a result.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  base: [],
  words: ['contract'],
  storage: ['base'],
  qr: ['base', 'contract/problems', 'contract/result'],
  card: ['base', 'contract/problems', 'contract/result'],
  aws: ['base', 'storage', 'contract/problems', 'contract/result', 'contract/text'],
  app: ['base', 'contract', 'card', 'aws', 'storage'],
  demo: ['base', 'contract/problems', 'contract/result', 'card'],
  shell: ['base', 'contract', 'words', 'storage', 'app (types)'],
  serve: ['base', 'contract', 'storage', 'app (types)'],
  terminal: ['base', 'contract', 'card', 'aws', 'app', 'demo', 'serve', 'compose.ts', 'words', 'qr', 'storage'],
  // Joins adapters and app for both entries.
  'compose.ts': ['base', 'contract', 'card', 'aws', 'app', 'serve', 'storage', 'qr'],
  'cli.ts': ['base', 'contract', 'card', 'aws', 'app', 'demo', 'serve', 'storage', 'terminal', 'compose.ts', 'words'],
  'main.ts': ['base', 'contract', 'card', 'aws', 'app', 'demo', 'serve', 'storage', 'shell', 'compose.ts', 'words'],
  renderer: ['contract', 'words'],
};

/** Parts of Node that compute and touch nothing. */
const pureNode = new Set(['node:assert', 'node:buffer', 'node:crypto', 'node:events', 'node:path', 'node:url', 'node:util']);

/** Packages that compute and touch nothing, for every floor: schemas are what a border is made of. */
const purePackages = new Set(['valibot']);

/** What a terminal is made of. */
const terminalNode = new Set(['node:process', 'node:readline', 'node:readline/promises', 'node:tty']);

const rendererPackages = ['react', 'react-dom', '@tanstack/react-virtual'];

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every module that a file names: import, export ... from, import(), require(). */
function importsOf(source: string): readonly Import[] {
  const found: Import[] = [];
  for (const [, type, names, specifier] of source.matchAll(
    /^[ \t]*(?:import|export)\s+(type\s+)?(?:([\w*{}\s,$]+?)\s+from\s+)?['"]([^'"]+)['"]/gm,
  )) {
    const inner = /^\{([^}]*)\}$/
      .exec(names ?? '')?.[1]
      ?.split(',')
      .map((name) => name.trim());
    const eachIsType = inner?.every((name) => name === '' || name.startsWith('type ')) ?? false;
    found.push({ specifier: specifier ?? '', typeOnly: type !== undefined || eachIsType });
  }
  for (const [, specifier] of source.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g))
    found.push({ specifier: specifier ?? '', typeOnly: false });
  return found;
}

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
  if ((layer === 'base' && isAdapter(path)) || purePackages.has(specifier)) return undefined;
  if (layer === 'contract' || layer === 'base' || layer === 'words')
    return layer === 'base' && pureNode.has(specifier) ? undefined : `${layer} imports nothing`;
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
    const inProblems = allowed.some((name) => target === `src-main/${name}.ts`);
    const asTypes = typeOnly && allowed.includes(`${to} (types)`);
    if (!allowed.includes(to) && !inProblems && !asTypes) return `${layer} does not import ${to}`;
  }
  const mayTakeAdapters = isAdapter(path) || joins(layer) || layer === 'terminal' || layer === to;
  return isAdapter(target) && !typeOnly && (!mayTakeAdapters || layer === 'app') ? 'adapters are joined in main.ts and cli.ts' : undefined;
}

function sources(): readonly string[] {
  const files: string[] = [];
  for (const folder of ['src-main', 'src-renderer']) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (/\.(ts|tsx)$/.test(name)) files.push(`${folder}/${name.replaceAll('\\', '/')}`);
    }
  }
  return files.sort();
}

function flawsOf(path: string, source: string): readonly string[] {
  return importsOf(source).flatMap((found) => {
    const why = flaw(path, found);
    return why === undefined ? [] : [`${path} -> ${found.specifier}: ${why}`];
  });
}

describe('the layers of the house', () => {
  it('holds every arrow in src-main and src-renderer to the table', () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((path) => flawsOf(path, readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('keeps every source file within 250 lines', () => {
    const lines = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1;
    expect(
      sources()
        .filter((path) => lines(path) > 250)
        .map((path) => `${path}: ${lines(path)} lines`),
    ).toEqual([]);
  });

  it('keeps the window in small folders of whole files', () => {
    const files = sources().filter((path) => path.startsWith('src-renderer/') && !path.endsWith('.d.ts'));
    const filesIn = (folder: string) => files.filter((path) => posix.dirname(path) === folder).length;
    expect([...new Set(files.map((path) => posix.dirname(path)))].filter((folder) => filesIn(folder) > 16)).toEqual([]);
    expect(files.filter((path) => readFileSync(path, 'utf8').split('\n').length - 1 < 12)).toEqual([]);
  });

  it('has no circle among the folders of the window', () => {
    const roomOf = (path: string) => path.split('/').slice(1, -1)[0];
    const rooms = new Map<string, Set<string>>();
    for (const path of sources().filter((each) => each.startsWith('src-renderer/'))) {
      const from = roomOf(path);
      for (const { specifier } of importsOf(readFileSync(path, 'utf8'))) {
        const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : '';
        const to = target.startsWith('src-renderer/') ? roomOf(target) : undefined;
        if (from !== undefined && to !== undefined && to !== from) rooms.set(from, (rooms.get(from) ?? new Set()).add(to));
      }
    }
    const reachedFrom = (room: string): ReadonlySet<string> => {
      const reached = new Set(rooms.get(room));
      for (const next of reached) for (const further of rooms.get(next) ?? []) reached.add(further);
      return reached;
    };
    expect(rooms.size).toBeGreaterThan(5);
    expect([...rooms.keys()].filter((room) => reachedFrom(room).has(room))).toEqual([]);
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
    ['src-renderer/app.tsx', "import path from 'node:path';"],
    ['src-renderer/app.tsx', "import { ipcRenderer } from 'electron';"],
    ['src-renderer/app.tsx', "import leftpad from 'leftpad';"],
  ])('finds the wrong arrow in %s: %s', (path, source) => {
    expect(flawsOf(path, source)).toHaveLength(1);
  });

  it.each([
    ['src-main/contract/commands.ts', "import * as v from 'valibot';"],
    ['src-main/card/oath-session.ts', "import type { Problem } from '../contract/problems.ts';\nimport { tlv } from './tlv.ts';"],
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

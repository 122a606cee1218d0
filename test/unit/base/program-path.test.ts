import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findProgram } from '../../../src-main/base/program-path.adapter.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-path-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('finds the first program of a name, as the system does', async () => {
  const inFolder = (name: string) => join(folder, name);
  for (const name of ['a', 'b', 'c', 'd']) mkdirSync(inFolder(name));
  // Neither a folder nor a text is a program.
  mkdirSync(inFolder('a/tool'));
  writeFileSync(inFolder('b/tool'), '');
  for (const name of ['c/tool', 'd/tool']) {
    writeFileSync(inFolder(name), '#!/bin/sh\n');
    chmodSync(inFolder(name), 0o755);
  }
  const path = ['a', 'b', 'missing', 'c', 'd'].map(inFolder).join(delimiter);
  expect(await findProgram('tool', path)).toEqual({ file: inFolder('c/tool') });
  expect(await findProgram('other', path)).toBe('missing');
  expect(await findProgram(inFolder('d/tool'), path)).toEqual({ file: inFolder('d/tool') });
  expect(await findProgram(inFolder('missing'), path)).toEqual({ file: inFolder('missing') });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandFile, installedTerminal } from '../../../src-main/base/installed-terminal.adapter.ts';

describe('the installed terminal', () => {
  let folder: string;
  const put = (...names: readonly string[]) => {
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), '');
    }
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-installed-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is beside the archive that the app runs from, and beside its own programs', () => {
    put('terminal/roletap', 'terminal/programs/cli.cjs');
    const found = { node: join(folder, 'terminal/roletap'), script: join(folder, 'terminal/programs/cli.cjs') };
    expect(installedTerminal(join(folder, 'app.asar/out'), 'linux')).toEqual(found);
    expect(installedTerminal(join(folder, 'terminal/programs'), 'darwin')).toEqual(found);
    expect(commandFile(join(folder, 'terminal/programs'))).toBe(found.node);
  });

  test('is called roletap.exe on Windows', () => {
    put('terminal/roletap.exe', 'terminal/programs/cli.cjs');
    expect(installedTerminal(join(folder, 'app.asar/out'), 'win32')?.node).toBe(join(folder, 'terminal/roletap.exe'));
  });

  test('is none in a clone, nor in a package that came without', () => {
    put('out/cli.cjs');
    expect(installedTerminal(join(folder, 'out'), 'linux')).toBeUndefined();
    expect(installedTerminal(join(folder, 'resources/app.asar/out'), 'linux')).toBeUndefined();
    expect(commandFile(join(folder, 'out'))).toBe(join(folder, 'out/cli.cjs'));
  });
});

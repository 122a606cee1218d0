import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doctorLines } from '../../../../src-main/serve/launcher/doctor-lines.adapter.ts';
import { onWindows, skippedFor } from '../../../support/skips.ts';

describe('the doctor for a bug report', skippedFor(onWindows), () => {
  let folder: string;
  const terminal = (script: string) => {
    mkdirSync(join(folder, 'terminal/programs'), { recursive: true });
    writeFileSync(join(folder, 'terminal/programs/cli.cjs'), '');
    writeFileSync(join(folder, 'terminal/roletap'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-doctor-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is the terminal of this installation, also where it found problems', async () => {
    terminal('echo "asked $2 with $ROLETAP_WAIT"; exit 3');
    expect(await doctorLines(join(folder, 'app.asar/out'), {})).toBe('asked doctor with 0\n');
  });

  test('says that it gave no answer, or that there is none', async () => {
    terminal('exit 9');
    expect(await doctorLines(join(folder, 'app.asar/out'), {})).toBe('roletap doctor: no answer (9)\n');
    expect(await doctorLines(join(folder, 'elsewhere/app.asar/out'), {})).toBe('roletap doctor: not installed\n');
  });
});

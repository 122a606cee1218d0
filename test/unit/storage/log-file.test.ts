import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src-main/base/log.ts';
import { createLogFile, logFileName } from '../../../src-main/storage/log-file.adapter.ts';
import { skippedFor } from '../../support/skips.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, logFileName);
const text = () => readFileSync(file(), 'utf8');

describe('the log file', () => {
  it('is there once it is open, for this user alone, and goes on where the last run ended', () => {
    writeFileSync(file(), 'the last run\n', { mode: 0o644 });
    createLogFile().open(folder);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const log = createLogFile();
    log.open(folder);
    log.write('this run');
    expect(text()).toBe('the last run\nthis run\n');
  });

  it('keeps what was said before it was open, up to a hundred lines', () => {
    const log = createLogFile();
    for (let count = 0; count < 150; count += 1) log.write(`early ${count}`);
    log.open(folder);
    log.write('later');
    const lines = text().trimEnd().split('\n');
    expect(lines).toHaveLength(101);
    expect([lines[0], lines[99], lines[100]]).toEqual(['early 0', 'early 99', 'later']);
  });

  it('has two files at most, neither over its limit, and the newest lines', () => {
    const log = createLogFile(1000);
    log.open(folder);
    for (let count = 0; count < 500; count += 1) log.write(`line ${count}`);
    expect(readdirSync(folder).sort()).toEqual(['roletap.log', 'roletap.old.log']);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1000);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(text()).toMatch(/line 499\n$/);
  });

  it('cuts a line that has no end', () => {
    const log = createLogFile();
    log.open(folder);
    log.write('x'.repeat(1_000_000));
    expect(text()).toHaveLength(16 * 1024 + 1);
  });

  it('holds no secret of what is logged', () => {
    const file = createLogFile();
    file.open(folder);
    const log = createLog(file.write, () => 0);
    log.warn('AWS said no', { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', key: 'AKIAIOSFODNN7EXAMPLE' });
    log.info('a code 123456 was made');
    expect(text()).not.toMatch(/wJalrXUtnFEMI|IOSFODNN|123456/);
    expect(text()).toContain('AWS said no');
  });

  it('disturbs nobody where it can not be written', () => {
    for (const path of ['/dev/null/nowhere', file()]) {
      if (path === file()) writeFileSync(path, '');
      const log = createLogFile();
      log.open(path);
      expect(() => log.write('lost')).not.toThrow();
    }
    const full = createLogFile();
    full.open(folder);
    rmSync(folder, { recursive: true });
    full.write('lost');
    expect(existsSync(folder)).toBe(false);
  });

  it('goes on when the disk is full', skippedFor(!existsSync('/dev/full') && 'there is no /dev/full'), () => {
    symlinkSync('/dev/full', file());
    const log = createLogFile();
    log.open(folder);
    expect(() => log.write('lost')).not.toThrow();
  });
});

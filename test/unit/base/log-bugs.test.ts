import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createLog, logBugs } from '../../../src-main/base/log.ts';

it.each(['uncaughtException', 'unhandledRejection'])('logs an %s in one line, without the secrets in it', (event) => {
  const process = new EventEmitter();
  const lines: string[] = [];
  logBugs(
    process,
    createLog(
      (line) => lines.push(line),
      () => 0,
    ),
  );
  // Electron shows its dialog only where nobody listens.
  expect(process.emit(event, new Error('TokenCode=123456&X-Amz-Security-Token=IQoJb3JpZ2luX2Vj'))).toBe(true);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/warn internal error .*log-bugs\.test\.ts/);
  expect(lines[0]).not.toMatch(/\n|123456|IQoJ/);
});

import { afterEach, expect, it, vi } from 'vitest';
import { createConsole } from '../../../../src-main/terminal/console/console.adapter.ts';
import { jsonLine } from '../../../../src-main/terminal/console/tables.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('writes nothing that moves a cursor or turns the reading direction, whoever hands it over', () => {
  let written = '';
  const take = (text: unknown) => {
    written += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
  const console = createConsole(() => {});
  console.out('aws --profile x\u001b]0;y\u0007\nnext \u009b2J\n');
  console.note('admin\u202enimda\r');
  expect(written).toBe('aws --profile x\ufffd]0;y\ufffd\nnext \ufffd2J\nadmin\ufffdnimda\ufffd\n');
});

it('writes a document that is plain and still says the same', () => {
  const value = { target: 'a\u001b\u007f\u009b\u202eb' };
  expect(jsonLine(value)).toBe('{"target":"a\\u001b\\u007f\\u009b\\u202eb"}\n');
  expect(JSON.parse(jsonLine(value))).toEqual(value);
});

const failing = (code: string) => (): never => {
  throw Object.assign(new Error('write'), { code });
};

it('tells once why the answer cannot be written, whether that is thrown or comes later', () => {
  const told: unknown[] = [];
  const thrown = createConsole((problem) => told.push(problem));
  vi.spyOn(process.stdout, 'write').mockImplementation(failing('ENOSPC'));
  thrown.out('a');
  thrown.out('b');
  expect(told).toEqual([{ code: 'output-unwritable', errno: 'ENOSPC' }]);

  const late = createConsole((problem) => told.push(problem));
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  late.out('a');
  process.stdout.emit('error', Object.assign(new Error('write'), { code: 'EIO' }));
  expect(told.at(-1)).toEqual({ code: 'output-unwritable', errno: 'EIO' });
  process.stdout.removeAllListeners('error');
});

it('is quiet when its reader has seen enough, and when standard error takes nothing', () => {
  const told: unknown[] = [];
  const console = createConsole((problem) => told.push(problem));
  vi.spyOn(process.stdout, 'write').mockImplementation(failing('EPIPE'));
  vi.spyOn(process.stderr, 'write').mockImplementation(failing('ENOSPC'));
  console.out('a');
  console.note('b');
  expect(told).toEqual([]);
});

import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { firstLine } from '../../../../src-main/terminal/console/streams.adapter.ts';

const never = () => new AbortController().signal;
const lineOf = (...chunks: readonly string[]) => firstLine(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), never());

it.each([
  [['secret\nmore\n'], 'secret'],
  [['secret\r\nmore'], 'secret'],
  [['sec', 'ret'], 'secret'],
  [['\n'], ''],
  [['\uFEFFsecret\r\n'], 'secret'],
  [[], undefined],
])('is what comes before the first end of a line: %j', async (chunks, value) => {
  expect(await lineOf(...chunks)).toEqual({ ok: true, value });
});

it.each(['one\ntwo\n', 'one\r\ntwo\r\n', 'one\ntwo'])('leaves the next line to who asks for it: %j', async (text) => {
  const input = Readable.from([Buffer.from(text)]);
  expect(await firstLine(input, never())).toEqual({ ok: true, value: 'one' });
  expect(await firstLine(input, never())).toEqual({ ok: true, value: 'two' });
  expect(await firstLine(input, never())).toEqual({ ok: true, value: undefined });
});

it('puts a letter together that came in pieces', async () => {
  const [first = 0, second = 0] = Buffer.from('ß');
  const input = Readable.from([Buffer.of(first), Buffer.of(second), Buffer.from('\n')]);
  expect(await firstLine(input, never())).toEqual({ ok: true, value: 'ß' });
});

it('ends a line without an end at 64 kB, and not one that is as long', async () => {
  expect(await lineOf('x'.repeat(65_536), '\n')).toMatchObject({ ok: true });
  const endless = new Readable({ read: () => void endless.push(Buffer.alloc(50_000)) });
  expect(await firstLine(endless, never())).toEqual({ ok: false, problem: { code: 'input-unreadable', limit: 65_536 } });
  expect(endless.isPaused()).toBe(true);
});

it('says why nothing can be read', async () => {
  const input = new Readable({ read: () => void input.destroy(Object.assign(new Error('read'), { code: 'EIO' })) });
  expect(await firstLine(input, never())).toEqual({ ok: false, problem: { code: 'input-unreadable', errno: 'EIO' } });
  expect(await firstLine(input, never())).toEqual({ ok: true, value: undefined });
});

it('is given up when nobody wants it, also before it began', async () => {
  const stopping = new AbortController();
  const input = new PassThrough();
  const line = firstLine(input, stopping.signal);
  stopping.abort();
  expect(await line).toEqual({ ok: true, value: undefined });
  expect(await firstLine(input, stopping.signal)).toEqual({ ok: true, value: undefined });
});

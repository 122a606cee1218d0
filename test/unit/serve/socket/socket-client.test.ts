import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAskApp } from '../../../../src-main/serve/socket/socket-client.adapter.ts';

/** What the next request is answered. */
let answer = { status: 200, body: '{}' };
let folder = '';
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(answer.status).end(answer.body);
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-client-'));
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const ask = (signal = new AbortController().signal) => {
  const path = join(folder, 'socket');
  return createAskApp({ path, uid: process.getuid?.(), knows: (code) => code === 'role-unknown' })('session', { role: 'dev' }, signal);
};

describe('asking the app that runs', () => {
  it('gives its answer, and what it refuses', async () => {
    answer = { status: 200, body: '{"target":"dev-tap","more":[1]}' };
    expect(await ask()).toEqual({ ok: true, value: { target: 'dev-tap', more: [1] } });
    answer = { status: 404, body: '{"problem":{"code":"role-unknown","role":"dev"}}' };
    expect(await ask()).toEqual({ ok: false, problem: { code: 'role-unknown', role: 'dev' } });
  });

  it.each([
    ['no JSON', 200, '<html>', 'no-document'],
    ['nothing', 200, '', 'no-document'],
    ['no document', 200, '7', 'no-document'],
    ['a refusal without a problem', 500, '{}', 'not-understood'],
    ['a problem without a code', 500, '{"problem":{"role":"dev"}}', 'not-understood'],
    ['a problem that is none', 500, '{"problem":"role-unknown"}', 'not-understood'],
    ['a problem of another version', 500, '{"problem":{"code":"from-tomorrow"}}', 'not-understood'],
    ['more than an answer has', 200, `{"a":"${'x'.repeat(300_000)}"}`, 'not-understood'],
  ])('takes it for another program when its answer is %s', async (_what, status, body, why) => {
    answer = { status, body };
    expect(await ask()).toEqual({ ok: false, problem: { code: 'app-foreign', path: join(folder, 'socket'), why } });
  });

  it('tells one that was given up from one that is not there', async () => {
    expect(await ask(AbortSignal.abort())).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await new Promise((resolve) => server.close(resolve));
    expect(await ask()).toEqual({ ok: false, problem: { code: 'app-missing', path: join(folder, 'socket') } });
  });
});

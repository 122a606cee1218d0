import { connect, createServer } from 'node:net';
import { fromContainerMetadata } from '@smithy/credential-provider-imds';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../../src-main/app/app.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { failed, ok } from '../../../src-main/contract/result.ts';
import { oneLine } from '../../../src-main/serve/door/answers.ts';
import { createEndpoint, type Endpoint, type EndpointNeeds } from '../../../src-main/serve/endpoint/endpoint-server.adapter.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { handedOut } from '../../fakes/broker.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { start } from '../../support/aws/stage.ts';

const person = { kind: 'person', front: 'tray' } as const;

/** The endpoint of containers as curl and an SDK see it. */
describe('the endpoint', () => {
  let endpoint: Endpoint;
  const tellProblem: EndpointNeeds['tellProblem'] = (problem) => oneLine(problemWords(problem));
  const create = (needs: Partial<EndpointNeeds> = {}) =>
    createEndpoint({ credentials: ({ role }) => handedOut(role), tellProblem, clock: systemClock, ...needs });

  beforeEach(() => {
    endpoint = create();
  });
  afterEach(() => endpoint.close());

  const lease = async (role = 'dev', from = endpoint) => {
    const leased = await from.lease(role, person);
    if (!leased.ok) throw new Error(leased.problem.code);
    return leased.value;
  };
  const curl = async (...words: readonly string[]) => {
    const all = ['-q', '-s', '--noproxy', '*', '-i', ...words];
    const { stdout } = await start('curl', all, { PATH: process.env.PATH ?? '' }).ended;
    const [head = '', body = ''] = stdout.split('\r\n\r\n');
    return {
      status: Number(head.split(' ')[1]),
      head: head.toLowerCase(),
      body: JSON.parse(body || 'null') as Record<string, string> | null,
    };
  };

  test('gives the credentials of its role to whoever has the token', async () => {
    const { url, token } = await lease();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/role\/[0-9a-f]{32}$/);
    expect(Buffer.from(token, 'hex')).toHaveLength(32);
    const { status, head, body } = await curl('-H', `Authorization: ${token}`, url);
    expect(status).toBe(200);
    expect(body).toEqual({
      AccessKeyId: 'ASIADEV',
      SecretAccessKey: 'SECRET-session',
      Token: 'SECRET-token',
      Expiration: '2026-11-22T05:00:00Z',
      AccountId: '111122223333',
    });
    expect(head).toContain('cache-control: no-store');
    expect(head).not.toContain('access-control');
  });

  test('gives each lease a token and an address of its own', async () => {
    const [dev, prod] = [await lease('dev'), await lease('prod')];
    expect((await curl('-H', `Authorization: ${prod.token}`, dev.url)).status).toBe(403);
    expect((await curl('-H', `Authorization: ${prod.token}`, prod.url)).status).toBe(200);
    dev.release();
    expect((await curl('-H', `Authorization: ${dev.token}`, dev.url)).status).toBe(403);
    expect((await curl('-H', `Authorization: ${prod.token}`, prod.url)).status).toBe(200);
  });

  test('refuses a wrong token, a foreign host, a web page and anything but GET, with a code and a message', async () => {
    const { url, token } = await lease();
    const authorization = ['-H', `Authorization: ${token}`];
    const port = new URL(url).port;
    for (const [status, words] of [
      [403, [url]],
      [403, ['-H', 'Authorization: x', url]],
      [403, [...authorization, '-H', 'Host: evil.example', url]],
      [403, [...authorization, '-H', `Host: localhost:${port}`, url]],
      [403, [...authorization, '-H', 'Origin: http://evil.example', url]],
      [405, [...authorization, '-d', 'x=1', url]],
      [405, [...authorization, '-X', 'OPTIONS', url]],
      [404, [...authorization, `http://127.0.0.1:${port}/`]],
    ] as const) {
      const answer = await curl(...words);
      expect([answer.status, answer.body]).toEqual([status, { Code: 'AccessDenied', Message: expect.stringMatching(/^roletap: /) }]);
    }
  });

  test('answers garbage with an error, and cuts off who is slow', async () => {
    endpoint = create({ slowMillis: 200 });
    const port = Number(new URL((await lease()).url).port);
    const send = (bytes: string): Promise<string> =>
      new Promise((resolve) => {
        let answer = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        socket.on('data', (chunk) => {
          answer += chunk.toString('latin1');
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve(answer));
      });
    expect(await send('\u0016\u0003\u0001\u0002\u0000garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*AccessDenied/s);
    expect(await send(`GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await send('GET /role/')).toBe('');
  });

  test('never waits for a touch: it says within a second that one is wanted', async () => {
    const clock = createFakeClock(0);
    let aborted = false;
    let asked = () => {};
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    endpoint = create({
      clock,
      credentials: (_role, signal) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        asked();
        return new Promise(() => {});
      },
    });
    const { url, token } = await lease();
    const answer = curl('-H', `Authorization: ${token}`, url);
    await wasAsked;
    await clock.advance(1_000);
    expect(await answer).toMatchObject({ status: 409, body: { Code: 'TouchWanted' } });
    await endpoint.close();
    expect(aborted).toBe(true);
  });

  test('has for the next try what AWS took longer than a second for', async () => {
    const clock = createFakeClock(0);
    let give = () => {};
    let asked = () => {};
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let session: Awaited<ReturnType<App['credentials']>> | undefined;
    endpoint = create({
      clock,
      credentials: async ({ role }, signal) => {
        if (session) return session;
        asked();
        await new Promise<void>((resolve) => {
          give = resolve;
        });
        session = signal.aborted ? failed({ code: 'cancelled' }) : ok(handedOut(role));
        return session;
      },
    });
    const { url, token } = await lease();
    const first = curl('-H', `Authorization: ${token}`, url);
    await wasAsked;
    await clock.advance(1_000);
    expect((await first).status).toBe(409);
    give();
    expect(await curl('-H', `Authorization: ${token}`, url)).toMatchObject({ status: 200, body: { AccessKeyId: 'ASIADEV' } });
  });

  test('says what the broker says', async () => {
    endpoint = create({ credentials: async () => failed({ code: 'role-unknown', role: 'dev' }) });
    const { url, token } = await lease();
    expect(await curl('-H', `Authorization: ${token}`, url)).toMatchObject({ status: 404, body: { Code: 'RoleNotFound' } });
  });

  test('says that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { readonly port: number };
    endpoint = create({ port });
    expect(await endpoint.lease('dev', person)).toEqual({ ok: false, problem: { code: 'port-taken', port } });
    await new Promise((resolve) => other.close(resolve));
    expect(await endpoint.lease('dev', person)).toMatchObject({ ok: true });
  });

  test('serves an AWS SDK for JavaScript, and what is new on the next asking', async () => {
    let made = 0;
    endpoint = create({
      credentials: async () => {
        made += 1;
        const handed = handedOut('dev', `ASIA${made}`);
        return ok({ ...handed, credentials: { ...handed.credentials, expires: Date.now() + 3_600_000 } });
      },
    });
    const { url, token } = await lease();
    process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = url;
    process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN = token;
    try {
      const provide = fromContainerMetadata({ timeout: 1_000, maxRetries: 0 });
      expect(await provide()).toMatchObject({ accessKeyId: 'ASIA1', sessionToken: 'SECRET-token' });
      expect(await provide()).toMatchObject({ accessKeyId: 'ASIA2' });
    } finally {
      delete process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
      delete process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    }
  });
});

import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AwsResult, Caller } from '../../../../src-main/aws/caller.ts';
import { createAwsTransport } from '../../../../src-main/aws/http/aws-transport.adapter.ts';
import { createIam } from '../../../../src-main/aws/iam/iam.adapter.ts';
import { createSts } from '../../../../src-main/aws/sts/sts.adapter.ts';
import type { Clock } from '../../../../src-main/base/clock.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { problemWords } from '../../../../src-main/words/problems/problem-words.ts';

/** What is written to whoever asks; the connection ends with it. `open`: it stays. */
let written: { readonly bytes: string | Buffer; readonly open?: true };
let asked = 0;
let server: Server;
let caller: Caller;
const sockets = new Set<Socket>();

/** Short pauses are over at once, and are noted; limits never come. */
const pauses: number[] = [];
const clock: Clock = {
  now: () => Date.now(),
  after: (millis, call) => {
    if (millis >= 4_000) return () => {};
    pauses.push(millis);
    const timer = setImmediate(call);
    return () => clearImmediate(timer);
  },
};
const transport = createAwsTransport({ env: {}, clock, log: silentLog });
const shared = { env: {}, transport, clock, log: silentLog };
const sts = createSts(shared);
const iam = createIam(shared);

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      if (!bytes.includes('Action=')) return;
      asked += 1;
      if (written.open) socket.write(written.bytes);
      else socket.end(written.bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  caller = {
    source: 'work',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    endpoint: { region: 'eu-central-1', override: { url: `http://127.0.0.1:${port}`, setting: 'AWS_ENDPOINT_URL' } },
  };
});

afterEach(() => {
  asked = 0;
  pauses.length = 0;
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
  transport.close();
});

const never = new AbortController().signal;
const mfaSerial = 'arn:aws:iam::111122223333:mfa/jane';
const proof = { mfaSerial, code: '123456' };
const role = { roleArn: 'arn:aws:iam::111122223333:role/Deploy', roleSessionName: 'jane', durationSeconds: 3600 };

/** A call of each way of asking: with a code, with two, and those that may be repeated. */
const calls = {
  GetSessionToken: () => sts.sessionToken(caller, proof, 3600, never),
  AssumeRole: () => sts.assumeRole(caller, { ...role, proof }, never),
  EnableMFADevice: () => iam.enableMfaDevice(caller, { userName: 'jane', serial: mfaSerial, codes: ['123456', '654321'] }, never),
  GetCallerIdentity: () => sts.callerIdentity(caller, never),
  ListMFADevices: () => iam.listMfaDevices(caller, 'jane', never),
} as const satisfies Readonly<Record<string, () => Promise<AwsResult<unknown>>>>;
type CallName = keyof typeof calls;
const names = Object.keys(calls) as CallName[];

const raw = (status: number | string, body: string, ...headers: readonly string[]): string =>
  [`HTTP/1.1 ${status} Odd`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', ...headers, '', body].join('\r\n');

const bodies = {
  'AWS’s words':
    '<ErrorResponse><Error><Type>Sender</Type><Code>Odd</Code><Message>odd</Message></Error><RequestId>r-1</RequestId></ErrorResponse>',
  'a page': '<!doctype html><title>Odd</title>',
  nothing: '',
} as const;

const problemOf = async (call: () => Promise<AwsResult<unknown>>): Promise<Problem & { readonly unclear: boolean }> => {
  const answer = await call();
  if (answer.ok) throw new Error('it was taken for an answer');
  return { ...answer.problem, unclear: answer.unclear };
};

/** What a person reads of it, in one line. */
const readAs = (problem: Problem): string => {
  const { title, happened, advice } = problemWords(problem, { where: 'terminal' });
  expect(advice).not.toBe('');
  return `${title}. ${happened} ${advice}`;
};

const statuses = [...Array.from({ length: 500 }, (_, index) => 100 + index), 600, 777, 999];

it.each<readonly [keyof typeof bodies, CallName]>([
  ['AWS’s words', 'GetSessionToken'],
  ['AWS’s words', 'EnableMFADevice'],
  ['a page', 'GetSessionToken'],
  ['nothing', 'EnableMFADevice'],
])('whatever status comes with %s, %s is not done, and its number and a next step are told', async (what, name) => {
  const body = bodies[what];
  for (const status of statuses) {
    // A status of the hundreds is followed by an answer: here by nothing.
    written = { bytes: status < 200 ? `HTTP/1.1 ${status} Odd\r\n\r\n` : raw(status, body) };
    // AWS's words about a fault are no answer of this kind.
    if (status >= 200 && status < 300 && body.startsWith('<ErrorResponse')) continue;
    const problem = await problemOf(calls[name]);
    expect(readAs(problem), `status ${status}`).toContain(`${status}`);
    if (status < 500) continue;
    // A fault of the server is no refusal.
    expect(problem.unclear).toBe(true);
    expect(readAs(problem)).not.toMatch(/refuse|deni|accept/);
  }
});

it.each(['000', '001', '42', '99', '1000', '20', '-200', 'OK', ''])('a status of %j is no answer', async (status) => {
  written = { bytes: raw(status, bodies['AWS’s words']) };
  for (const name of names) expect(await problemOf(calls[name])).toMatchObject({ code: 'not-aws', host: '127.0.0.1' });
});

describe('an answer that is none', () => {
  const identity = '<GetCallerIdentityResponse><GetCallerIdentityResult>';
  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', { code: 'not-aws', what: 'not-http', detail: expect.stringMatching(/^HPE_/) }],
    ['bytes', Buffer.from([0, 1, 2, 3, 255, 254]), { code: 'not-aws', what: 'not-http', detail: expect.stringMatching(/^HPE_/) }],
    ['a header without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`, { code: 'not-aws', what: 'not-http' }],
    ['nothing at all', '', { code: 'aws-hung-up' }],
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-', { code: 'aws-hung-up' }],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<GetCaller', { code: 'aws-hung-up', status: 200 }],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<GetCaller', { code: 'aws-hung-up', status: 200 }],
    [
      'a body that ends with the connection',
      `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${identity}`,
      { code: 'aws-hung-up', status: 200 },
    ],
    ['a body without end', `HTTP/1.1 200 OK\r\n\r\n${'<a>'.repeat(2_000_000)}`, { code: 'not-aws', what: 'too-long', status: 200 }],
    ['JSON', raw(200, '{"a":1}'), { code: 'not-aws', what: 'other', status: 200 }],
    ['another service’s XML', raw(200, '<ListBucketResult></ListBucketResult>'), { code: 'not-aws', what: 'other', status: 200 }],
    ['a redirect', raw(302, '', 'Location: http://127.0.0.1:1/'), { code: 'not-aws', what: 'redirect', status: 302 }],
    ['a sign-in page', raw(200, bodies['a page'], 'Content-Type: text/html'), { code: 'not-aws', what: 'page', status: 200 }],
    ['a proxy that asks who it is', raw(407, '', 'Proxy-Authenticate: Basic'), { code: 'not-aws', what: 'empty', status: 407 }],
  ])('but %s', async (_what, bytes, problem) => {
    written = { bytes };
    for (const name of names) {
      const told = await problemOf(calls[name]);
      expect(told).toMatchObject({ ...problem, host: '127.0.0.1' });
      expect(readAs(told)).toMatch(told.code === 'not-aws' && told.detail !== undefined ? told.detail : /./);
    }
  });

  it('is not taken for one that lacks nothing where its tail is there', async () => {
    written = { bytes: raw(200, '<GetSessionTokenResponse></GetSessionTokenResponse>') };
    const told = await problemOf(calls.GetSessionToken);
    expect(told).toMatchObject({ code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200, unclear: true });
    expect(readAs(told)).not.toMatch(/refuse/);
  });
});

describe('a session whose keys no header and no line can hold', () => {
  const answer = (change: Readonly<Record<string, string>>) => {
    const facts = {
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'secret/+=',
      SessionToken: 'token',
      Expiration: '2030-01-01T00:00:00Z',
      ...change,
    };
    const fields = Object.entries(facts).map(([name, value]) => `<${name}>${value}</${name}>`);
    return raw(
      200,
      `<GetSessionTokenResponse><GetSessionTokenResult><Credentials>${fields.join('')}</Credentials></GetSessionTokenResult></GetSessionTokenResponse>`,
    );
  };

  it('is taken when they are whole', async () => {
    written = { bytes: answer({}) };
    expect(await calls.GetSessionToken()).toMatchObject({ ok: true, value: { sessionToken: 'token' } });
  });

  it.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken'])('is not taken for one: %s', async (name) => {
    for (const value of ['a&#10;b', 'a&#13;b', 'a&#x2028;b', 'a b', 'a&#9;b', 'a\u0000b', '&#233;', '']) {
      written = { bytes: answer({ [name]: value }) };
      expect(['aws-said', 'not-aws']).toContain((await problemOf(calls.GetSessionToken)).code);
    }
  });
});

describe('a wish to be left alone', () => {
  it.each([429, 503])('is told at once, with its length, when it is long (%i)', async (status) => {
    for (const body of Object.values(bodies)) {
      for (const [text, length] of [
        ['3600', '1 hour'],
        [new Date(Date.now() + 7_199_000).toUTCString(), '2 hours'],
      ]) {
        written = { bytes: raw(status, body, `Retry-After: ${text}`, `Date: ${new Date().toUTCString()}`) };
        for (const name of names) {
          asked = 0;
          const told = await problemOf(calls[name]);
          expect([name, asked]).toEqual([name, 1]);
          expect(readAs(told)).toContain(`${status}`);
          expect(readAs(told)).toMatch(length === '1 hour' ? /1 hour/ : /2 hours|1 hour 59 minutes/);
        }
      }
    }
  });

  it('is kept when it is short, by calls that may be repeated', async () => {
    written = { bytes: raw(503, bodies['AWS’s words'], 'Retry-After: 2') };
    await problemOf(calls.GetCallerIdentity);
    expect(asked).toBe(3);
    expect(pauses).toEqual([2_000, 2_000]);
  });

  it.each(['-5', 'soon', '0', '1e3', 'Thu, 01 Jan 1970 00:00:00 GMT'])('that is none (%s) changes nothing', async (text) => {
    written = { bytes: raw(429, bodies['AWS’s words'], `Retry-After: ${text}`, `Date: ${new Date().toUTCString()}`) };
    expect(await problemOf(calls.GetSessionToken)).toEqual({ code: 'throttled', status: 429, unclear: false });
    expect(asked).toBe(1);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { systemClock } from '../../../src-main/base/clock.ts';
import { failed } from '../../../src-main/contract/result.ts';
import { createEndpoint } from '../../../src-main/serve/endpoint/endpoint-server.adapter.ts';
import { createSocketServer } from '../../../src-main/serve/socket/socket-server.adapter.ts';
import { createFakeBroker, handedOut } from '../../fakes/broker.ts';
import { type FuzzPart, must, type Tally } from './part.ts';

/** How long a request may take to be there, in milliseconds: short, so that many that never end are tried. */
const slowMillis = 60;
/** Beyond that a connection hangs. */
const hangMillis = 5_000;

/** What one connection sends: pieces with a turn of the loop between them, and whether it ends its side then. */
interface Sent {
  readonly pieces: readonly Buffer[];
  readonly ends: boolean;
}

/** Sends bytes as they are; gives all that comes back until the connection ends. */
const exchange = (place: NetConnectOpts, { pieces, ends }: Sent): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const hangs = setTimeout(() => {
      socket.destroy();
      reject(new Error('the connection hangs'));
    }, hangMillis);
    const socket = connect(place, async () => {
      for (const piece of pieces) {
        if (!socket.writable) return;
        socket.write(piece);
        await new Promise((next) => setImmediate(next));
      }
      if (ends) socket.end();
    });
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(hangs);
      resolve(answer);
    });
  });

/** What a right request is made of, and wrong things that look like it. */
interface Parts {
  readonly starts: readonly string[];
  /** Headers that a right request has. */
  readonly headers: readonly string[];
  readonly others: readonly string[];
  readonly bodies: readonly string[];
}

const oddHeaders = [
  'Transfer-Encoding: chunked',
  'Content-Length: 0',
  'Content-Length: 99999999',
  'Content-Length: -1',
  'Origin: null',
  'Origin: http://127.0.0.1',
  'Expect: 100-continue',
  'Connection: keep-alive',
  'Connection: Upgrade\r\nUpgrade: h2c',
  ' folded',
  ':',
  'Host:',
];

/** Requests of right and wrong parts, then cut, doubled and scattered over several connections. */
const requests = ({ starts, headers, others, bodies }: Parts): fc.Arbitrary<readonly Sent[]> => {
  const odd = fc.oneof(
    fc.constantFrom(...oddHeaders, ...others),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.nat({ max: 12_000 }).map((length) => `X: ${'x'.repeat(length)}`),
  );
  const body = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...bodies) },
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.nat({ max: 20_000 }).map((length) => 'x'.repeat(length)),
  );
  const whole = fc
    .record({
      start: fc.constantFrom(...starts),
      kept: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: headers.length, maxLength: headers.length }),
      odd: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(odd, { maxLength: 3 })),
      lineEnd: fc.oneof({ weight: 12, arbitrary: fc.constant('\r\n') }, fc.constantFrom('\n', '\r')),
      body,
      isCounted: fc.integer({ min: 0, max: 5 }),
    })
    .map((made) => {
      const right = headers.filter((_, index) => (made.kept[index] ?? 0) > 0);
      const length = made.isCounted > 0 ? [`Content-Length: ${Buffer.byteLength(made.body)}`] : [];
      return Buffer.from([made.start, ...right, ...made.odd, ...length, '', made.body].join(made.lineEnd));
    });
  const bytes = fc.oneof(
    { weight: 9, arbitrary: whole },
    fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
  );
  const sent = fc.record({
    whole: fc.array(bytes, { minLength: 1, maxLength: 2 }),
    cuts: fc.array(fc.nat({ max: 300 }), { maxLength: 3 }),
    ends: fc.boolean(),
  });
  return fc.array(
    sent.map(({ whole, cuts, ends }) => {
      const all = Buffer.concat(whole);
      const at = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
      return { pieces: at.slice(1).map((end, index) => all.subarray(at[index], end)), ends };
    }),
    { minLength: 1, maxLength: 16 },
  );
};

const tallyAnswer = (tally: Tally, answer: string): void => tally(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'cut off');

/** What both listeners must do with whatever comes: end in time, give a secret to a right request alone, and serve the next one. */
const attacked = (
  place: NetConnectOpts,
  sent: fc.Arbitrary<readonly Sent[]>,
  isRight: (bytes: string) => boolean,
  right: string,
  tally: Tally,
): fc.IRawProperty<unknown> =>
  fc.asyncProperty(sent, async (connections) => {
    const answers = await Promise.all(connections.map((one) => exchange(place, one)));
    for (const [index, answer] of answers.entries()) {
      tallyAnswer(tally, answer);
      const bytes = Buffer.concat(connections[index]?.pieces ?? []).toString('latin1');
      must(!answer.includes('SECRET') || isRight(bytes), 'credentials without a right request');
    }
    // The time for a request is so short here that a busy computer can miss it.
    let next = '';
    for (let count = 0; count < 5 && next === ''; count += 1) next = await exchange(place, { pieces: [Buffer.from(right)], ends: false });
    must(next.startsWith('HTTP/1.1 200'), 'the next request is not served');
  }) as fc.IRawProperty<unknown>;

const role = 'held-role';

/** The real socket, over a broker that holds one role. */
export const socketPart: FuzzPart = {
  name: 'socket',
  open: async (tally) => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-fuzz-'));
    const path = join(folder, 'run', 'socket');
    const broker = createFakeBroker();
    // Nobody is asked: what is not held is refused at once.
    const served = { ...broker, credentials: async () => failed({ code: 'touch-wanted', profile: role } as const) };
    broker.holding.set(role, handedOut(role));
    const server = createSocketServer({
      path,
      platform: process.platform,
      uid: process.getuid?.(),
      broker: {
        ...served,
        end: async () => failed({ code: 'target-unknown', target: role }),
        endAll: async () => ({ ok: true, value: { targets: [], mfaSources: [] } }),
        programs: { list: () => [], forget: () => ({ ok: true, value: [] }), silence: () => ({ ok: true, value: [] }) },
      },
      lease: async () => failed({ code: 'port-taken', port: 0 }),
      version: '0.1.0',
      tellProblem: ({ code }) => code,
      clock: systemClock,
      slowMillis,
    });
    const opened = await server.open();
    must(opened.ok, 'the socket does not open');
    const starts = ['credentials', 'credentials', 'session', 'lease', 'end', 'programs', 'hello', 'none'].map(
      (name) => `POST /1/${name} HTTP/1.1`,
    );
    const body = JSON.stringify({ role });
    const made = requests({
      starts: [
        ...starts,
        'GET /1/hello HTTP/1.1',
        'GET /1/session HTTP/1.1',
        'POST /1/credentials HTTP/1.0',
        'POST /2/credentials HTTP/1.1',
        'POST http://roletap/1/session HTTP/1.1',
      ],
      headers: ['Host: roletap', 'Content-Type: application/json'],
      others: ['Host: localhost', 'Host: evil.example', 'Content-Type: application/x-www-form-urlencoded', 'Accept: text/plain'],
      bodies: [body, body, `role=${role}`, '{"all":true}', `{"role":"${role}","__proto__":{}}`, '{"role":1}', '[', '\u0000'],
    });
    const isRight = (bytes: string) =>
      /POST \/1\/(credentials|session) HTTP\/1\.1\r?\n/.test(bytes) && /host: ?(roletap|localhost)/i.test(bytes) && bytes.includes(role);
    return {
      property: attacked({ path }, made, isRight, 'GET /1/hello HTTP/1.1\r\nHost: roletap\r\n\r\n', tally),
      close: async () => {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

/** The real endpoint, with one lease. */
export const endpointPart: FuzzPart = {
  name: 'endpoint',
  open: async (tally) => {
    const endpoint = createEndpoint({
      credentials: () => handedOut(role),
      tellProblem: ({ code }) => code,
      clock: systemClock,
      slowMillis,
    });
    const leased = await endpoint.lease(role, { kind: 'person', front: 'tray' });
    if (!leased.ok) throw new Error('the endpoint does not open');
    const { pathname, port } = new URL(leased.value.url);
    const { token } = leased.value;
    const host = `127.0.0.1:${port}`;
    const made = requests({
      starts: [
        `GET ${pathname} HTTP/1.1`,
        `GET ${pathname} HTTP/1.1`,
        `GET ${pathname} HTTP/1.0`,
        `POST ${pathname} HTTP/1.1`,
        `HEAD ${pathname} HTTP/1.1`,
        `GET ${pathname}/ HTTP/1.1`,
        `GET http://${host}${pathname} HTTP/1.1`,
        'GET /role/00 HTTP/1.1',
      ],
      headers: [`Host: ${host}`, `Authorization: ${token}`],
      others: ['Host: evil.example', `Authorization: ${token.slice(1)}`, `Authorization: Bearer ${token}`, `authorization: ${token}`],
      bodies: ['', '', 'x'],
    });
    const isRight = (bytes: string) =>
      bytes.includes(`GET ${pathname} HTTP/1.`) &&
      new RegExp(`host: ?${host}`, 'i').test(bytes) &&
      new RegExp(`authorization: ${token}`, 'i').test(bytes);
    return {
      property: attacked(
        { host: '127.0.0.1', port: Number(port) },
        made,
        isRight,
        `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${token}\r\nConnection: close\r\n\r\n`,
        tally,
      ),
      close: () => endpoint.close(),
    };
  },
};

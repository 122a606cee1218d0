import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Caller } from '../../../../src-main/aws/caller.ts';
import { hasOnlyAllProxy, proxyFor } from '../../../../src-main/aws/http/proxy.adapter.ts';
import { createSts, type StsConnection } from '../../../../src-main/aws/sts/sts.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { type Stage, setStage } from '../sts/sts-fixture.ts';

/** A name that only the proxy resolves: to the TLS server of this test. */
const host = 'sts.eu-central-1.amazonaws.com';
const never = new AbortController().signal;

let folder: string;
let stage: Stage;
let refuseWith: number | undefined;
/** What a proxy says in the place of the server, and nothing more. */
let afterYes: string | undefined;
let asked: { readonly target: string; readonly authorization: string | undefined }[] = [];
let opened: StsConnection[] = [];
const sockets = new Set<Socket>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-tls-'));
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=test'];
  const files = ['-addext', `subjectAltName=DNS:${host}`, '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
  execFileSync('openssl', [...words, ...files], { stdio: 'ignore' });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A TLS front for the simulator. */
const secureServer = createSecureServer();
/** A proxy that knows CONNECT and leads everything to the TLS front. */
const proxy = createServer((_request, response) => response.writeHead(405).end());

const portOf = (server: { address: () => unknown }): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  secureServer.setSecureContext({ key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'certificate.pem')) });
  secureServer.on('request', (incoming: IncomingMessage, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      const answer = stage.simulator.handle({
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers,
        body: Buffer.concat(chunks).toString(),
      });
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    sockets.add(socket);
    if (afterYes !== undefined) return socket.write(`HTTP/1.1 200 Connection established\r\n\r\n${afterYes}`);
    if (refuseWith !== undefined) return socket.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`);
    const onward = connect(portOf(secureServer), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    return socket;
  });
  for (const server of [secureServer, proxy]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  secureServer.close();
  secureServer.closeAllConnections();
  proxy.close();
  proxy.closeAllConnections();
});

beforeEach(async () => {
  stage = await setStage();
  refuseWith = undefined;
  afterYes = undefined;
  asked = [];
});

afterEach(async () => {
  for (const sts of opened) sts.close();
  opened = [];
  await stage.close();
});

const stsWith = (env: Record<string, string>): StsConnection => {
  const sts = createSts({ env, clock: systemClock, log: silentLog });
  opened.push(sts);
  return sts;
};

const proxyUrl = (login = ''): string => `http://${login}127.0.0.1:${portOf(proxy)}`;
const bundle = (): string => join(folder, 'certificate.pem');
/** No override: the standard endpoint, which is reached through the proxy only. */
const caller = (): Caller => ({ ...stage.caller, endpoint: { region: 'eu-central-1' } });

it('reaches the standard endpoint through a proxy, with a login, trusting AWS_CA_BUNDLE', async () => {
  const sts = stsWith({ HTTPS_PROXY: proxyUrl('jane:s%40t@'), AWS_CA_BUNDLE: bundle() });
  expect(await sts.callerIdentity(caller(), never)).toMatchObject({ ok: true, value: { arn: stage.jane.arn } });
  expect(await sts.sessionToken(caller(), stage.proof(), 3600, never)).toMatchObject({ ok: true });
  expect(asked[0]).toEqual({ target: `${host}:443`, authorization: `Basic ${Buffer.from('jane:s@t').toString('base64')}` });
});

it('keeps the way through the proxy for calls that may be repeated, and opens a new one for a code', async () => {
  const sts = stsWith({ https_proxy: proxyUrl(), AWS_CA_BUNDLE: bundle() });
  await sts.callerIdentity(caller(), never);
  await sts.callerIdentity(caller(), never);
  expect(asked).toHaveLength(1);
  await sts.sessionToken(caller(), stage.proof(), 3600, never);
  expect(asked).toHaveLength(2);
});

it('trusts the bundle that the profile names, where no variable does', async () => {
  const found = caller();
  const trusting = { ...found, endpoint: { ...found.endpoint, caBundle: bundle() } };
  const sts = stsWith({ HTTPS_PROXY: proxyUrl() });
  expect(await sts.callerIdentity(found, never)).toMatchObject({ ok: false, problem: { code: 'aws-unreachable' } });
  expect(await sts.callerIdentity(trusting, never)).toMatchObject({ ok: true });
  const elsewhere = stsWith({ HTTPS_PROXY: proxyUrl(), AWS_CA_BUNDLE: '/nowhere.pem' });
  expect(await elsewhere.callerIdentity(trusting, never)).toMatchObject({ ok: false, problem: { file: '/nowhere.pem' } });
});

it('names a certificate that nobody vouches for, and has sent no code', async () => {
  const sts = stsWith({ HTTPS_PROXY: proxyUrl() });
  expect(await sts.sessionToken(caller(), stage.proof(), 3600, never)).toEqual({
    ok: false,
    problem: { code: 'aws-unreachable', host, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    unclear: false,
  });
  expect(stage.simulator.requests).toHaveLength(0);
});

it.each([['through a proxy'], ['directly']])('asks for a good certificate %s, whatever the environment says to Node', async (way) => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    const through = way === 'through a proxy';
    const sts = stsWith(through ? { HTTPS_PROXY: proxyUrl() } : {});
    const override = { url: `https://127.0.0.1:${portOf(secureServer)}`, setting: 'AWS_ENDPOINT_URL' };
    const direct: Caller = { ...stage.caller, endpoint: { region: 'eu-central-1', override } };
    expect(await sts.sessionToken(through ? caller() : direct, stage.proof(), 3600, never)).toMatchObject({
      problem: { code: 'aws-unreachable', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(stage.simulator.requests).toHaveLength(0);
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  }
});

it('takes a login with a percent sign of its own as it is written', async () => {
  const sts = stsWith({ HTTPS_PROXY: proxyUrl('jane:100%@'), AWS_CA_BUNDLE: bundle() });
  expect(await sts.callerIdentity(caller(), never)).toMatchObject({ ok: true });
  expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('jane:100%').toString('base64')}`);
});

it.each([407, 503])('says that the proxy answered %i', async (status) => {
  refuseWith = status;
  const sts = stsWith({ HTTPS_PROXY: proxyUrl() });
  expect(await sts.sessionToken(caller(), stage.proof(), 3600, never)).toMatchObject({
    problem: { code: 'aws-unreachable', host, reason: `proxy-${status}` },
    unclear: false,
  });
});

it('says when the proxy is away, or of a kind that is not known', async () => {
  const away = stsWith({ HTTPS_PROXY: 'http://127.0.0.1:9' });
  expect(await away.callerIdentity(caller(), never)).toMatchObject({ problem: { code: 'aws-unreachable', reason: 'ECONNREFUSED' } });
  const odd = stsWith({ HTTPS_PROXY: 'ftp://127.0.0.1:9' });
  expect(await odd.callerIdentity(caller(), never)).toMatchObject({ problem: { code: 'aws-unreachable', reason: 'proxy-unsupported' } });
  for (const scheme of ['socks', 'socks4a', 'socks5', 'socks5h']) {
    const socks = stsWith({ HTTPS_PROXY: `${scheme}://127.0.0.1:9` });
    expect(await socks.callerIdentity(caller(), never)).toMatchObject({ problem: { code: 'aws-unreachable', reason: 'proxy-socks' } });
  }
});

it('says that ALL_PROXY, which aws does not read either, is no way, where there is no other', () => {
  const url = new URL('https://sts.eu-west-1.amazonaws.com/');
  const all = { ALL_PROXY: 'socks5://127.0.0.1:1080' };
  expect(proxyFor(url, all)).toBeUndefined();
  expect(hasOnlyAllProxy(url, all)).toBe(true);
  expect(hasOnlyAllProxy(url, { all_proxy: 'http://127.0.0.1:8' })).toBe(true);
  expect(hasOnlyAllProxy(url, { ...all, HTTPS_PROXY: 'http://127.0.0.1:8' })).toBe(false);
  expect(hasOnlyAllProxy(url, {})).toBe(false);
  expect(hasOnlyAllProxy(new URL('http://127.0.0.1:4566/'), all)).toBe(false);
});

it('finds a bundle in the home that ~ stands for', async () => {
  const sts = stsWith({ HTTPS_PROXY: proxyUrl(), AWS_CA_BUNDLE: '~/certificate.pem', HOME: folder });
  expect(await sts.callerIdentity(caller(), never)).toMatchObject({ ok: true });
});

it.each([
  ['that is not there', 'nothing.pem', 'ENOENT'],
  ['that is a folder', '.', 'EISDIR'],
  ['without a certificate', 'empty.pem', 'no-certificate'],
  ['whose certificate is none', 'broken.pem', 'no-certificate'],
])('names a bundle %s, by the setting that names it, before anything is sent', async (_what, name, why) => {
  writeFileSync(join(folder, 'empty.pem'), 'certificates of acme\n');
  writeFileSync(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
  const file = join(folder, name);
  const problem = { code: 'ca-bundle-bad', setting: 'AWS_CA_BUNDLE', file, why };
  expect(await stsWith({ AWS_CA_BUNDLE: file }).callerIdentity(caller(), never)).toEqual({ ok: false, problem, unclear: false });
  const named = { ...caller(), endpoint: { region: 'eu-central-1', caBundle: file } };
  expect(await stsWith({}).callerIdentity(named, never)).toEqual({
    ok: false,
    problem: { ...problem, setting: 'ca_bundle' },
    unclear: false,
  });
});

it.each(['', 'HTTP/1.1 200 OK\r\n\r\n', '\0\x01\x02'])('ends in its time when a proxy says yes and then only %j', async (said) => {
  afterYes = said;
  const sts = createSts({ env: { HTTPS_PROXY: proxyUrl() }, clock: systemClock, log: silentLog, limitMillis: 300 });
  opened.push(sts);
  const answer = await sts.callerIdentity(caller(), never);
  expect(answer).toMatchObject({ ok: false, problem: { code: 'aws-unreachable', host } });
});

it('ends when it is given up while a proxy says nothing', async () => {
  afterYes = '';
  const stopper = new AbortController();
  const asking = stsWith({ HTTPS_PROXY: proxyUrl() }).callerIdentity(caller(), stopper.signal);
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  stopper.abort();
  expect(await asking).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
});

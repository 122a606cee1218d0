import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Endpoint, TemporaryCredentials } from '../../../../src-main/aws/caller.ts';
import { createAwsTransport } from '../../../../src-main/aws/http/aws-transport.adapter.ts';
import { createFederation } from '../../../../src-main/aws/http/federation.adapter.ts';
import { federationUrl, isConsole, loginUrl } from '../../../../src-main/aws/http/federation-url.ts';
import { createLog } from '../../../../src-main/base/log.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { type Stage, setStage } from '../sts/sts-fixture.ts';

const never = () => new AbortController().signal;
const at = (url: string): Endpoint => ({ region: 'eu-west-1', override: { url, setting: 'endpoint_url in profile work' } });

describe('with the simulator', () => {
  let stage: Stage;
  let role: TemporaryCredentials;
  let user: TemporaryCredentials;
  const lines: string[] = [];
  const roleArn = 'arn:aws:iam::111122223333:role/Admin';

  beforeEach(async () => {
    lines.length = 0;
    stage = await setStage();
    stage.account.addRole('Admin', {
      trust: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' } },
    });
    const session = await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never());
    if (!session.ok) throw new Error(session.problem.code);
    user = session.value;
    const caller = { ...stage.caller, credentials: user };
    const opened = await stage.sts.assumeRole(caller, { roleArn, roleSessionName: 'jane', durationSeconds: 3600 }, never());
    if (!opened.ok) throw new Error(opened.problem.code);
    role = opened.value;
  });
  afterEach(() => stage.close());

  const sign = (credentials: TemporaryCredentials, change: { readonly partition?: string; readonly region?: string } = {}) => {
    const clock = { now: Date.now, after: () => () => {} };
    const log = createLog((line) => lines.push(line), Date.now);
    const federation = createFederation({ transport: createAwsTransport({ env: {}, clock, log }), clock, log });
    const given = { partition: 'aws', region: 'eu-west-1', ...change };
    return federation.signinUrl({ credentials, ...given, endpoint: at(stage.server.url) }, never());
  };

  it('gives a link that signs in as the role, for 15 minutes, and begins in its region', async () => {
    const link = await sign(role);
    if (!link.ok) throw new Error(link.problem.code);
    const url = new URL(link.value);
    expect(url.searchParams.get('Destination')).toBe('https://console.aws.amazon.com/console/home?region=eu-west-1');
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('arn:aws:sts::111122223333:assumed-role/Admin/jane');
    stage.skew.millis += 15 * 60_000;
    expect((await fetch(url)).status).toBe(400);
  });

  it('puts nothing secret into an address or a log', async () => {
    const link = await sign(role);
    expect(link.ok).toBe(true);
    expect(stage.simulator.requests.at(-1)).toMatchObject({ service: 'signin', action: 'getSigninToken', status: 200 });
    const token = new URL(link.ok ? link.value : '').searchParams.get('SigninToken') ?? '';
    const written = JSON.stringify([lines, stage.simulator.requests]);
    for (const secret of [role.secretAccessKey, role.sessionToken, token]) expect(written).not.toContain(secret);
    expect(lines).toHaveLength(1);
  });

  it('leads nowhere but to the console', async () => {
    const link = await sign(role);
    const url = new URL(link.ok ? link.value : '');
    url.searchParams.set('Destination', 'https://console.aws.amazon.com.example/');
    expect((await fetch(url)).status).toBe(400);
  });

  it('is refused for a session of the user, for one that is over, and for a wrong secret', async () => {
    const refused = { ok: false, problem: { code: 'console-refused', status: 400 } };
    expect(await sign(user)).toEqual(refused);
    expect(await sign({ ...role, secretAccessKey: user.secretAccessKey })).toEqual(refused);
    expect(await sign({ ...role, ...stage.key, sessionToken: role.sessionToken })).toEqual(refused);
    stage.skew.millis += 3_600_000;
    expect(await sign(role)).toEqual(refused);
  });

  it('is refused with a duration, as AWS does for a session that an MFA session opened', async () => {
    const { accessKeyId: sessionId, secretAccessKey: sessionKey, sessionToken } = role;
    const body = new URLSearchParams({
      Action: 'getSigninToken',
      SessionDuration: '3600',
      Session: JSON.stringify({ sessionId, sessionKey, sessionToken }),
    });
    expect((await fetch(`${stage.server.url}/federation`, { method: 'POST', body })).status).toBe(400);
  });

  it('tells a page of something else from AWS', async () => {
    stage.simulator.faults.add({ kind: 'captive-portal' });
    expect(await sign(role)).toEqual({ ok: false, problem: { code: 'not-aws', host: '127.0.0.1', status: 200, what: 'page' } });
    stage.simulator.faults.add({ kind: 'bad-gateway', when: 'before' });
    expect(await sign(role)).toEqual({ ok: false, problem: { code: 'not-aws', host: '127.0.0.1', status: 502, what: 'page' } });
  });
});

describe('with a server that misbehaves', () => {
  let server: Server;
  let url: string;
  const seen: { readonly request: IncomingMessage; readonly body: string }[] = [];
  let answer: (body: string) => string | undefined;

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ request, body });
        const text = answer(body);
        if (text !== undefined) response.end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  const credentials = { accessKeyId: 'ASIAX', secretAccessKey: 'a+b/c=', sessionToken: 'to+ken&x==', expires: Number.MAX_SAFE_INTEGER };
  const silent = { info: () => {}, warn: () => {} };
  const sign = (endpoint: Endpoint, clock = createFakeClock(0), signal = never()) =>
    createFederation({ transport: createAwsTransport({ env: {}, clock, log: silent }), clock, log: silent }).signinUrl(
      { credentials, partition: 'aws-us-gov', region: 'eu-west-1', endpoint },
      signal,
    );

  it('posts the session to /federation, without a duration', async () => {
    answer = () => '{"SigninToken":"0123456789"}';
    const link = await sign(at(`${url}/some/where/?x=1`));
    const [{ request, body } = {}] = seen;
    expect([request?.method, request?.url]).toEqual(['POST', '/some/where/federation']);
    const { Session: session = '', ...rest } = Object.fromEntries(new URLSearchParams(body));
    expect(rest).toEqual({ Action: 'getSigninToken' });
    expect(JSON.parse(session)).toEqual({ sessionId: 'ASIAX', sessionKey: 'a+b/c=', sessionToken: 'to+ken&x==' });
    // A region of another partition is left out.
    expect(new URL(link.ok ? link.value : '').searchParams.get('Destination')).toBe('https://console.amazonaws-us-gov.com/console/home');
  });

  it.each(['{}', '{"SigninToken":7}', '{"SigninToken":"a\\nb\\nc\\nd\\ne"}', '[]', 'null', '<html>'])(
    'takes %s for no answer of AWS',
    async (text) => {
      answer = () => text;
      expect(await sign(at(url))).toMatchObject({ ok: false, problem: { code: 'not-aws', host: '127.0.0.1', status: 200 } });
    },
  );

  it('gives up after 10 s, and when it is told to', async () => {
    const asked = new Promise<void>((resolve) => {
      answer = () => void resolve();
    });
    const clock = createFakeClock(0);
    const signing = sign(at(url), clock);
    await asked;
    await clock.advance(10_000);
    expect(await signing).toEqual({ ok: false, problem: { code: 'aws-silent', host: '127.0.0.1', seconds: 10 } });
    const controller = new AbortController();
    const again = sign(at(url), clock, controller.signal);
    await settle();
    controller.abort();
    expect(await again).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });

  it('says that nothing is there', async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await sign(at(url))).toMatchObject({ problem: { code: 'aws-unreachable', reason: 'ECONNREFUSED' } });
    server.listen(0);
  });

  it('sends nothing to what may not have it', async () => {
    const refused = { code: 'endpoint-refused', why: 'plain-http' };
    expect(await sign(at('http://example.com'))).toMatchObject({ problem: refused });
  });
});

describe('the hosts', () => {
  it.each([
    ['aws', 'https://signin.aws.amazon.com/federation', 'https://console.aws.amazon.com/console/home?region=us-east-1', 'us-east-1'],
    ['aws-cn', 'https://signin.amazonaws.cn/federation', 'https://console.amazonaws.cn/console/home?region=cn-north-1', 'cn-north-1'],
    [
      'aws-us-gov',
      'https://signin.amazonaws-us-gov.com/federation',
      'https://console.amazonaws-us-gov.com/console/home?region=us-gov-west-1',
      'us-gov-west-1',
    ],
    [
      'aws-eusc',
      'https://eusc-de-east-1.signin.amazonaws-eusc.eu/federation',
      'https://console.amazonaws-eusc.eu/console/home?region=eusc-de-east-1',
      'eusc-de-east-1',
    ],
  ])('of %s are its own', (partition, signin, console, region) => {
    const url = federationUrl(partition, { region });
    if (!url.ok) throw new Error(url.problem.code);
    expect(url.value.href).toBe(signin);
    const link = new URL(loginUrl(url.value, 'token', partition, { region }));
    expect(`${link.origin}${link.pathname}`).toBe(signin);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      Action: 'login',
      Issuer: 'Roletap',
      Destination: console,
      SigninToken: 'token',
    });
  });

  it.each(['aws-iso', '', '__proto__'])('of a partition called %j are not known', (partition) => {
    expect(federationUrl(partition, { region: 'us-east-1' })).toMatchObject({ ok: false, problem: { code: 'console-unknown' } });
  });

  it('stay AWS’s where a private endpoint stands for STS, since that one signs nobody in', () => {
    const url = federationUrl('aws', at('https://vpce-1.sts.eu-west-1.vpce.amazonaws.com'));
    expect(url.ok && url.value.href).toBe('https://signin.aws.amazon.com/federation');
    const here = federationUrl('aws', at('http://127.0.0.1:4566/'));
    expect(here.ok && here.value.href).toBe('http://127.0.0.1:4566/federation');
  });

  it('are the console’s with a region in front, and nothing that looks like it', () => {
    expect(isConsole('https://console.aws.amazon.com/x', 'aws')).toBe(true);
    expect(isConsole('https://eu-west-1.console.aws.amazon.com/x', 'aws')).toBe(true);
    for (const link of [
      'http://console.aws.amazon.com/',
      'https://console.aws.amazon.com.example/',
      'https://x.console.aws.amazon.com/',
      'https://console.amazonaws.cn/',
      'https://console.aws.amazon.com:8443/',
      'https://jane@console.aws.amazon.com/',
      'no link',
    ])
      expect(isConsole(link, 'aws'), link).toBe(false);
  });
});

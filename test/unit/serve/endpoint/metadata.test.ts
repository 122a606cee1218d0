import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { HandedOut } from '../../../../src-main/app/sessions/credential-broker.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { type MetadataServer, serveMetadata } from '../../../../src-main/serve/endpoint/metadata-server.adapter.ts';

const handed: HandedOut = {
  target: 'dev-tap',
  profile: 'dev',
  roleArn: 'arn:aws:iam::111122223333:role/Dev',
  accountId: '111122223333',
  region: 'eu-central-1',
  variables: [],
  credentials: { accessKeyId: 'ASIADEV', secretAccessKey: 'secret', sessionToken: 'token', expires: Date.UTC(2026, 10, 30, 12) },
};

const open: MetadataServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const serve = async (credentials: () => Promise<Result<HandedOut>> = async () => ok(handed)) => {
  const served = await serveMetadata({ role: 'dev', port: 0, credentials, tellProblem: ({ code }) => code, clock: systemClock });
  if (!served.ok) throw new Error(served.problem.code);
  open.push(served.value);
  const { url } = served.value;
  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = request(`${url}${path}`, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      });
      asked.on('error', reject).end();
    });
  const token = async (seconds = '60') => (await ask('/latest/api/token', 'PUT', { 'X-aws-ec2-metadata-token-ttl-seconds': seconds })).text;
  return { url, ask, token };
};

const path = '/latest/meta-data/iam/security-credentials';

describe('the routes of EC2’s metadata', () => {
  it('give a role’s name and credentials to who has a token', async () => {
    const { ask, token } = await serve();
    const headers = { 'X-aws-ec2-metadata-token': await token() };
    expect(await ask(`${path}/`, 'GET', headers)).toEqual({ status: 200, text: 'dev' });
    const { status, text } = await ask(`${path}/dev`, 'GET', headers);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      Code: 'Success',
      Type: 'AWS-HMAC',
      AccessKeyId: 'ASIADEV',
      Token: 'token',
      Expiration: '2026-11-30T12:00:00Z',
    });
  });

  it('want a token, which is good for as long as was asked for', async () => {
    const { ask, token } = await serve();
    expect((await ask(`${path}/`)).status).toBe(401);
    expect((await ask(`${path}/`, 'GET', { 'X-aws-ec2-metadata-token': 'guess' })).status).toBe(401);
    for (const seconds of ['0', '21601', '-1', 'x', ''])
      expect((await ask('/latest/api/token', 'PUT', { 'X-aws-ec2-metadata-token-ttl-seconds': seconds })).status).toBe(400);
    expect((await ask('/latest/api/token', 'PUT')).status).toBe(400);
    expect((await ask('/latest/api/token', 'GET')).status).toBe(405);
    expect(await token('21600')).toMatch(/^[\w-]{56}$/);
  });

  it('refuse what was passed on, and a page in a browser', async () => {
    const { ask, token } = await serve();
    const headers = { 'X-aws-ec2-metadata-token': await token() };
    expect((await ask(`${path}/`, 'GET', { ...headers, 'X-Forwarded-For': '10.0.0.1' })).status).toBe(403);
    expect((await ask(`${path}/`, 'GET', { ...headers, Host: 'rebound.example' })).status).toBe(403);
    expect((await ask(`${path}/`, 'GET', { ...headers, Origin: 'http://rebound.example' })).status).toBe(403);
    expect((await ask('/latest/api/token', 'PUT', { 'X-aws-ec2-metadata-token-ttl-seconds': '60', 'X-Forwarded-For': '::1' })).status).toBe(
      403,
    );
  });

  it('serve no other role, and no other route', async () => {
    const { ask, token } = await serve();
    const headers = { 'X-aws-ec2-metadata-token': await token() };
    for (const other of [`${path}/prod`, '/latest/meta-data/', '/latest/user-data'])
      expect((await ask(other, 'GET', headers)).status).toBe(404);
    expect((await ask(`${path}/dev`, 'POST', headers)).status).toBe(405);
  });

  it('answer with what is wrong, and never with empty credentials', async () => {
    const { ask, token } = await serve(async () => failed({ code: 'touch-wanted', profile: 'dev' }));
    const answer = await ask(`${path}/dev`, 'GET', { 'X-aws-ec2-metadata-token': await token() });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([503, { Code: 'TouchWanted', Message: 'touch-wanted' }]);
  });

  it('listen on this computer’s loopback alone, and say when the port is taken', async () => {
    const { url } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(url).port);
    const other = await serveMetadata({
      role: 'dev',
      port,
      credentials: async () => ok(handed),
      tellProblem: () => '',
      clock: systemClock,
    });
    expect(other).toEqual({ ok: false, problem: { code: 'port-taken', port } });
  });
});

import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStage, homeAccount, type Stage } from '../../support/aws/stage.ts';

/** Sources that are a sign-in in the browser: the built terminal with AWS's own providers, against a portal of our own. No YubiKey is there. */
let stage: Stage;
let portal: Server;
let url: string;
let asked: { readonly path: string; readonly token: string | undefined }[];
let answer: { status: number; body: unknown };
/** Where not every path has the same. */
let answerTo: ((path: string) => { status: number; body: unknown }) | undefined;

const anybody = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${homeAccount}:root` }, Action: 'sts:AssumeRole' } as const;

beforeEach(async () => {
  stage = await createStage();
  stage.account.addRole('Open', { trust: { Version: '2012-10-17', Statement: [anybody] } });
  asked = [];
  answerTo = undefined;
  portal = createServer((incoming, outgoing) => {
    asked.push({ path: incoming.url ?? '', token: incoming.headers['x-amz-sso_bearer_token'] as string | undefined });
    const { status, body } = answerTo?.(incoming.url ?? '') ?? answer;
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
});
afterEach(async () => {
  portal.closeAllConnections();
  portal.close();
  await stage.close();
});

const roletap = (...words: readonly string[]) => {
  return stage.roletap(words, { environment: { AWS_ENDPOINT_URL_SSO: url, AWS_ENDPOINT_URL_SSO_OIDC: url, AWS_ENDPOINT_URL_SIGNIN: url } })
    .ended;
};
const inHome = (path: string, content: unknown): string => {
  const file = join(stage.home.environment.HOME ?? '', '.aws', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
  return file;
};
/** All files of the home that hold a text. */
const filesWith = (text: string): readonly string[] =>
  readdirSync(stage.home.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(stage.home.folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path).includes(text));
const later = (millis: number): string => new Date(Date.now() + millis).toISOString();
const hour = 3_600_000;

/** Temporary credentials that the simulator knows. */
const session = async () => {
  const made = await stage.aws(['sts', 'get-session-token', '--profile', 'acme', '--region', 'eu-central-1', '--output', 'json']);
  return (made.json() as { readonly Credentials: Readonly<Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>> })
    .Credentials;
};

describe('IAM Identity Center', () => {
  const signIn = (expiresAt: string) =>
    inHome(`sso/cache/${createHash('sha1').update('acme').digest('hex')}.json`, { accessToken: 'portal-token', expiresAt, startUrl: 'x' });
  beforeEach(async () => {
    const { AccessKeyId, SecretAccessKey, SessionToken } = await session();
    answer = {
      status: 200,
      body: {
        roleCredentials: {
          accessKeyId: AccessKeyId,
          secretAccessKey: SecretAccessKey,
          sessionToken: SessionToken,
          expiration: Date.now() + hour,
        },
      },
    };
    stage.writeConfig(`[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-central-1

[profile viewer]
sso_session = acme
sso_account_id = ${homeAccount}
sso_role_name = Viewer
region = eu-central-1

[profile open]
role_arn = arn:aws:iam::${homeAccount}:role/Open
source_profile = viewer
mfa_serial = ${stage.device.arn}
`);
  });

  test('profiles are rows, and open without a YubiKey', async () => {
    signIn(later(hour));
    expect((await roletap('roles')).stdout).toMatch(new RegExp(`^viewer +${homeAccount} +Viewer +- +idle$`, 'm'));
    const tapped = await roletap('tap', 'viewer', '--json');
    expect(tapped.json()).toMatchObject({ target: 'viewer-tap', accountId: homeAccount, via: 'direct' });
    expect(asked).toEqual([{ path: `/federation/credentials?role_name=Viewer&account_id=${homeAccount}`, token: 'portal-token' }]);
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'viewer-tap']);
    expect(who.json()).toMatchObject({ Account: homeAccount });
    expect(filesWith('portal-token')).toEqual([expect.stringMatching(/sso\/cache\/\w+\.json$/)]);
    // The session lies in its target, as every role's does, and nowhere else.
    const { roleCredentials } = answer.body as { readonly roleCredentials: { readonly secretAccessKey: string } };
    const inTarget = filesWith(roleCredentials.secretAccessKey).filter((path) => !path.includes('/roletap/'));
    expect(inTarget).toEqual([stage.credentials]);
  });

  test('is the source of a role, without a code though its profile names a device', async () => {
    signIn(later(hour));
    expect((await roletap('tap', 'open', '--json')).json()).toMatchObject({ target: 'open-tap', via: 'direct' });
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'open-tap']);
    expect(who.json()).toMatchObject({ Arn: expect.stringContaining(':assumed-role/Open/') });
  });

  /** One that its service may renew. */
  const renewable = (expiresAt: string) =>
    inHome(`sso/cache/${createHash('sha1').update('acme').digest('hex')}.json`, {
      accessToken: 'portal-token',
      expiresAt,
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'refresh-token',
      registrationExpiresAt: later(24 * hour),
    });

  test('goes on with a new token while its service gives one', async () => {
    const { body } = answer;
    renewable(later(-1000));
    answerTo = (path) =>
      path === '/token' ? { status: 200, body: { accessToken: 'new-token', expiresIn: 3600, refreshToken: 'r' } } : { status: 200, body };
    expect((await roletap('tap', 'viewer', '--json')).json()).toMatchObject({ target: 'viewer-tap' });
    expect(asked.map(({ path, token }) => [path.split('?')[0], token])).toEqual([
      ['/token', undefined],
      ['/federation/credentials', 'new-token'],
    ]);
  });

  test('has ended when its service gives no new token, and says where it isn’t known', async () => {
    renewable(later(-1000));
    answer = { status: 400, body: { __type: 'InvalidGrantException', error: 'invalid_grant', error_description: 'Invalid refresh token' } };
    expect((await roletap('tap', 'viewer', '--json')).json()).toMatchObject({
      problem: { code: 'login-over', profile: 'viewer', how: 'sso' },
    });
    expect(asked.map(({ path }) => path)).toEqual(['/token']);
    // As it is where sso_region is another one than that of the portal.
    signIn(later(hour));
    answer = { status: 401, body: { __type: 'UnauthorizedException', message: 'Session token not found or invalid' } };
    const ended = await roletap('tap', 'viewer');
    expect(ended.stderr).toContain('IAM Identity Center in eu-central-1 doesn’t accept the sign-in of profile “viewer”.');
    expect(ended.stderr).toContain('Check `sso_region`, then sign in: `aws sso login --profile viewer`.');
  });

  test.each([
    ['nobody signed in', () => {}, 'login-over', 0],
    ['a sign-in that has ended', () => signIn(later(-1000)), 'login-over', 0],
    [
      'a portal that knows the token no more',
      () => {
        signIn(later(hour));
        answer = { status: 401, body: { __type: 'UnauthorizedException', message: 'Session token not found or invalid' } };
      },
      'login-over',
      1,
    ],
    [
      'no access to the account or role',
      () => {
        signIn(later(hour));
        answer = { status: 403, body: { __type: 'ForbiddenException', message: 'No access' } };
      },
      'login-denied',
      1,
    ],
    [
      'a session without a region',
      () => {
        signIn(later(hour));
        stage.writeConfig(readFileSync(stage.config, 'utf8').replace(/^sso_region.*\n/m, ''));
      },
      'login-incomplete',
      0,
    ],
    [
      'a portal that nobody reaches',
      () => {
        signIn(later(hour));
        portal.close();
        portal.closeAllConnections();
      },
      'aws-unreachable',
      0,
    ],
    [
      'a portal in trouble',
      () => {
        signIn(later(hour));
        answer = { status: 503, body: {} };
      },
      'aws-said',
      1,
    ],
  ])('says what is wrong: %s', async (_, prepare, code, calls) => {
    prepare();
    const ended = await roletap('tap', 'viewer', '--json');
    expect(ended.json()).toMatchObject({ problem: { code } });
    expect(asked).toHaveLength(calls);
    if (code === 'login-over') expect((await roletap('tap', 'viewer')).stderr).toContain('aws sso login --profile viewer');
  });
});

describe('aws login', () => {
  const arn = `arn:aws:iam::${homeAccount}:user/jane`;
  const keep = async (expiresAt: string) => {
    const { AccessKeyId, SecretAccessKey, SessionToken } = await session();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    inHome(`login/cache/${createHash('sha256').update(arn).digest('hex')}.json`, {
      accessToken: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        accountId: homeAccount,
        expiresAt,
      },
      clientId: 'arn:aws:signin:::devtools/same-device',
      refreshToken: 'refresh',
      dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
    });
  };
  beforeEach(() =>
    stage.writeConfig(`[profile jane]
login_session = ${arn}
region = eu-central-1

[profile open]
role_arn = arn:aws:iam::${homeAccount}:role/Open
source_profile = jane
`),
  );

  test('is the source of a role, without a YubiKey', async () => {
    await keep(later(hour));
    expect((await roletap('tap', 'open', '--json')).json()).toMatchObject({ target: 'open-tap', via: 'direct' });
    expect(asked).toEqual([]);
  });

  test.each([
    ['TOKEN_EXPIRED', 'login-over'],
    ['USER_CREDENTIALS_CHANGED', 'login-over'],
    ['INSUFFICIENT_PERMISSIONS', 'login-denied'],
  ])('says what is wrong when it cannot be renewed: %s', async (error, code) => {
    await keep(later(-1000));
    answer = { status: 400, body: { __type: 'AccessDeniedException', error, message: 'no' } };
    const ended = await roletap('tap', 'open', '--json');
    expect(ended.json()).toMatchObject({ problem: { code, profile: 'jane', how: 'login' } });
    expect(asked.map(({ path }) => path)).toEqual(['/v1/token']);
  });

  test('is renewed without a question while its token lives, and the new one is kept where aws looks', async () => {
    await keep(later(-1000));
    const { AccessKeyId, SecretAccessKey, SessionToken } = await session();
    answer = {
      status: 200,
      body: {
        tokenType: 'aws_sigv4',
        expiresIn: 900,
        refreshToken: 'next-refresh',
        accessToken: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
      },
    };
    expect((await roletap('tap', 'open', '--json')).json()).toMatchObject({ target: 'open-tap', via: 'direct' });
    expect(asked.map(({ path }) => path)).toEqual(['/v1/token']);
    expect(filesWith('next-refresh')).toEqual([expect.stringMatching(/login\/cache\/\w+\.json$/)]);
    expect((await roletap('tap', 'open', '--json')).json()).toMatchObject({ target: 'open-tap' });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['in trouble', () => ({ status: 500, body: {} }), 'aws-said'],
    ['that answers something else', () => ({ status: 200, body: { hello: 'world' } }), 'login-over'],
  ])('that can’t be renewed says so: a service %s', async (_, answered, code) => {
    await keep(later(-1000));
    answer = answered();
    expect((await roletap('tap', 'open', '--json')).json()).toMatchObject({ problem: { code } });
  });
});

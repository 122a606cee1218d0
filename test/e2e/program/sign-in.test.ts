import { createHash, generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homeAccount } from '../../support/aws/stage.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/**
 * "Sign in" in the window: real Electron and the SDK's own providers, against a portal of our own. `aws` is a stand-in that leaves what the real one leaves
 * when the browser is done.
 */
describe('signing in', () => {
  const rig = useProgram();
  const hour = 3_600_000;
  const userArn = `arn:aws:iam::${homeAccount}:user/jane`;
  let portal: Server;
  let url: string;
  let session: Readonly<Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>>;

  beforeEach(async () => {
    const made = await rig.stage().aws(['sts', 'get-session-token', '--profile', 'acme', '--region', 'eu-central-1', '--output', 'json']);
    session = (made.json() as { readonly Credentials: typeof session }).Credentials;
    portal = createServer((_incoming, outgoing) => {
      const roleCredentials = {
        accessKeyId: session.AccessKeyId,
        secretAccessKey: session.SecretAccessKey,
        sessionToken: session.SessionToken,
        expiration: Date.now() + hour,
      };
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ roleCredentials }));
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    const anybody = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${homeAccount}:root` }, Action: 'sts:AssumeRole' } as const;
    rig.stage().account.addRole('Open', { trust: { Version: '2012-10-17', Statement: [anybody] } });
  });
  afterEach(() => {
    portal.closeAllConnections();
    portal.close();
  });

  /** An `aws` that notes how it was called, and puts this file where the real one would. Gives the note's place and the environment. */
  const standIn = (left: string, content: unknown) => {
    const { folder } = rig.stage().home;
    const [called, ready] = [join(folder, 'called'), join(folder, 'ready.json')];
    const target = join(dirname(rig.stage().config), left);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(ready, JSON.stringify(content));
    mkdirSync(join(folder, 'programs'));
    const program = join(folder, 'programs', 'aws');
    writeFileSync(program, `#!/bin/sh\necho "$@" >>'${called}'\ncp '${ready}' '${target}'\n`);
    chmodSync(program, 0o755);
    const environment = {
      PATH: `${join(folder, 'programs')}:${process.env.PATH ?? ''}`,
      AWS_ENDPOINT_URL_SSO: url,
      AWS_ENDPOINT_URL_SSO_OIDC: url,
      AWS_ENDPOINT_URL_SIGNIN: url,
    };
    return { environment, called: () => readFileSync(called, 'utf8').trim() };
  };
  const signInTo = async (role: string): Promise<Page> => {
    const page = await rig.openWindow();
    await page.getByText(role, { exact: true }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText(`aws --profile ${role}-tap`).waitFor();
    return page;
  };

  test('to Identity Center goes through aws, and the tap goes on without a YubiKey', async () => {
    rig
      .stage()
      .writeConfig(
        `[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\n\n[profile viewer]\nsso_session = acme\nsso_account_id = ${homeAccount}\nsso_role_name = Viewer\nregion = eu-central-1\n`,
      );
    const token = { accessToken: 'portal-token', expiresAt: new Date(Date.now() + hour).toISOString(), startUrl: 'x' };
    const { environment, called } = standIn(`sso/cache/${createHash('sha1').update('acme').digest('hex')}.json`, token);
    await rig.plugged().remove();
    await rig.launch([], environment);
    const page = await signInTo('viewer');
    expect(called()).toBe('sso login --profile viewer');
    expect(await page.getByRole('main').innerText()).toContain('with Identity Center');
    expect(await rig.callerOf('viewer-tap')).toContain('user/jane');
  });

  test('with aws login opens the roles of that profile', async () => {
    rig
      .stage()
      .writeConfig(
        `[profile jane]\nlogin_session = ${userArn}\nregion = eu-central-1\n\n[profile open]\nrole_arn = arn:aws:iam::${homeAccount}:role/Open\nsource_profile = jane\n`,
      );
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const login = {
      accessToken: {
        accessKeyId: session.AccessKeyId,
        secretAccessKey: session.SecretAccessKey,
        sessionToken: session.SessionToken,
        accountId: homeAccount,
        expiresAt: new Date(Date.now() + hour).toISOString(),
      },
      clientId: 'arn:aws:signin:::devtools/same-device',
      refreshToken: 'refresh',
      dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
    };
    const { environment, called } = standIn(`login/cache/${createHash('sha256').update(userArn).digest('hex')}.json`, login);
    await rig.launch([], environment);
    const page = await signInTo('open');
    expect(called()).toBe('login --profile jane');
    expect(await page.getByRole('main').innerText()).toContain('with aws login');
    expect(await rig.callerOf('open-tap')).toContain(':assumed-role/Open/');
  });
});

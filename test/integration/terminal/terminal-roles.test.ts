import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { homeAccount, otherAccount, type Stage, trustWithMfa } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

describe('roletap in the terminal', () => {
  let stage: Stage;

  withPluggedKey({ account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });

  test('opens a role behind another role, with its external id and session name', async () => {
    stage.account.addRole('Hop', {
      trust: trustWithMfa(),
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] }],
    });
    stage.other.addRole('Deep', {
      trust: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${homeAccount}:role/Hop` },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'partner-7' } },
          },
        ],
      },
    });
    stage.writeConfig(`[profile acme]
mfa_serial = ${stage.device.arn}

[profile hop]
role_arn = arn:aws:iam::${homeAccount}:role/Hop
source_profile = acme

[profile deep]
role_arn = arn:aws:iam::${otherAccount}:role/Deep
source_profile = hop
external_id = partner-7
role_session_name = nightly
`);
    const ended = await stage.roletap(['tap', 'deep', '--json']).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ target: 'deep-tap', accountId: otherAccount, via: 'mfa-session' });
    const who = await stage.aws(['--profile', 'deep-tap', 'sts', 'get-caller-identity']);
    expect(who.json()).toMatchObject({ Arn: `arn:aws:sts::${otherAccount}:assumed-role/Deep/nightly` });
  });

  test('writes a target with the settings of its role, in which an endpoint for STS is for STS', async () => {
    stage.writeConfig(`[services corp]
sts =
  endpoint_url = ${stage.url}

[profile acme]
mfa_serial = ${stage.device.arn}
services = corp

[profile dev]
role_arn = arn:aws:iam::${homeAccount}:role/Dev
source_profile = acme
services = corp
region = eu-west-1
output = text
s3 =
    addressing_style = path
`);
    const environment = { AWS_ENDPOINT_URL: '' };
    const ended = await stage.roletap(['tap', 'dev', '--json'], { environment }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    const get = async (name: string) => (await stage.aws(['configure', 'get', name, '--profile', 'dev-tap'])).stdout.trim();
    expect([await get('services'), await get('output'), await get('s3.addressing_style')]).toEqual(['corp', 'text', 'path']);
    expect(await get('endpoint_url')).toBe('');
    const variables = (await stage.roletap(['env', 'dev', '--shell', 'dotenv'], { environment }).ended).stdout.split('\n');
    expect(variables).toContain(`AWS_ENDPOINT_URL_STS=${stage.url}`);
    expect(variables.filter((line) => line.startsWith('AWS_ENDPOINT_URL='))).toEqual([]);
    // The role gets another region, and loses its output; the next tap follows.
    stage.writeConfig(readFileSync(stage.config, 'utf8').replace('eu-west-1\noutput = text', 'eu-west-2'));
    await stage.roletap(['tap', 'dev'], { environment }).ended;
    expect([await get('region'), await get('output')]).toEqual(['eu-west-2', '']);
  });

  test('finds a role in IAM, keeps it, and taps in to it by its name', async () => {
    stage.account.addRole('Lab', { trust: trustWithMfa(), maxSessionSeconds: 7200 });
    stage.account.setAlias('acme-main');
    const lab = `arn:aws:iam::${homeAccount}:role/Lab`;
    const found = await stage.roletap(['find', '--json']).ended;
    expect(found.code, found.stderr).toBe(0);
    expect(found.json()).toMatchObject({
      source: 'acme',
      accountId: homeAccount,
      alias: 'acme-main',
      unread: [],
      problem: null,
      patterns: [{ pattern: '*' }],
    });
    expect((found.json() as { readonly roles: unknown }).roles).toContainEqual({
      profile: `Lab-${homeAccount}`,
      roleArn: lab,
      sure: true,
      externalId: null,
      maxDurationSeconds: 7200,
    });
    const known = (await stage.roletap(['roles', '--json']).ended).json() as { readonly roles: readonly object[] };
    expect(known.roles).toContainEqual(expect.objectContaining({ profile: `Lab-${homeAccount}`, roleArn: lab, origin: 'iam', sure: true }));
    const tapped = await stage.roletap(['tap', `Lab-${homeAccount}`, '--json']).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
    const { target } = tapped.json() as { readonly target: string };
    const who = await stage.aws(['--profile', target, 'sts', 'get-caller-identity']);
    expect(who.json()).toMatchObject({ Arn: expect.stringContaining(`:assumed-role/Lab/`) });
  });

  test('takes away, whatever is asked of it, a section whose time is over', async () => {
    const before = stage.readCredentials();
    expect((await stage.roletap(['tap', 'dev']).ended).code).toBe(0);
    writeFileSync(stage.credentials, stage.readCredentials().replace(/"expires":"[^"]+"/, '"expires":"2020-01-01T00:00:00.000Z"'));
    expect((await stage.roletap(['sessions', '--json']).ended).json()).toMatchObject({ sessions: [] });
    expect(stage.readCredentials()).toBe(before);
  });
});

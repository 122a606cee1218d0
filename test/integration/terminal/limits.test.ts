import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../src-main/demo/aws-simulator/model/policy.ts';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const allow = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

const trust = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${homeAccount}:root` },
      Action: actions,
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  ],
});

const config = (device: string): string => `[profile acme]
region = eu-central-1
mfa_serial = ${device}

[profile ops]
role_arn = arn:aws:iam::${homeAccount}:role/Ops
source_profile = acme

[profile closed]
role_arn = arn:aws:iam::${homeAccount}:role/Closed
source_profile = acme

[profile blind]
role_arn = arn:aws:iam::${homeAccount}:role/Blind
source_profile = acme
`;

/** A tap with less than the role, in the terminal as it is built, against the simulator, with the real `aws` as a second opinion. */
describe('limits for one tap', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
    stage.writeConfig(config(stage.device.arn));
    stage.jane.allow(allow('sts:*'));
    stage.account.addRole('Ops', {
      trust: trust('sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'),
      policies: [allow('iam:*', 'sts:*')],
    });
    stage.account.addRole('Closed', { trust: trust('sts:AssumeRole'), policies: [allow('iam:*')] });
  });

  const run = (...words: readonly string[]) => stage.roletap(words).ended;
  const touched = async (...words: readonly string[]) => {
    const running = stage.roletap(words);
    await plugged.blinking();
    plugged.key.touch();
    return running.ended;
  };
  /** What the last AssumeRole asked for. */
  const asked = () => stage.simulator.requests.filter(({ action }) => action === 'AssumeRole').at(-1)?.parameters;
  const assumed = () => stage.simulator.requests.filter(({ action, status }) => action === 'AssumeRole' && status === 200).length;
  const file = (name: string, text: string): string => {
    const path = join(stage.home.folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('read-only is a target of its own, in which aws reads and changes nothing, beside the whole role', async () => {
    const opened = await touched('tap', 'ops', '--read-only', '--json');
    expect(opened.code, opened.stderr).toBe(0);
    expect(opened.json()).toMatchObject({ target: 'ops-ro', limits: { kind: 'read-only', of: 'ops', policies: ['ReadOnlyAccess'] } });
    expect(asked()).toMatchObject({ 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    const reads = await stage.aws(['iam', 'list-virtual-mfa-devices', '--profile', 'ops-ro']);
    expect(reads.code, reads.stderr).toBe(0);
    const changes = [
      'iam',
      'create-virtual-mfa-device',
      '--virtual-mfa-device-name',
      'x',
      '--outfile',
      join(stage.home.folder, 'q'),
      '--bootstrap-method',
      'QRCodePNG',
    ];
    const refused = await stage.aws([...changes, '--profile', 'ops-ro']);
    expect(refused.stderr).toContain('AccessDenied');
    // The whole role is not open, and opening it leaves the other where it is.
    expect(stage.readCredentials()).not.toContain('[ops-tap]');
    const whole = await run('tap', 'ops', '--json');
    expect(whole.json()).toMatchObject({ target: 'ops-tap' });
    expect(whole.json()).not.toHaveProperty('limits');
    expect(asked()).not.toHaveProperty('PolicyArns.member.1.arn');
    expect((await stage.aws([...changes, '--profile', 'ops-tap'])).code).toBe(0);
    expect((await stage.aws([...changes, '--profile', 'ops-ro'])).stderr).toContain('AccessDenied');
    const listed = (await run('sessions', '--json')).json() as { sessions: readonly { target: string; limits?: unknown }[] };
    expect(Object.fromEntries(listed.sessions.map(({ target, limits }) => [target, limits ?? null]))).toEqual({
      'ops-ro': expect.objectContaining({ kind: 'read-only' }),
      'ops-tap': null,
    });
  });

  test('a program gets the one that it names: the role and its ARN are the whole role', async () => {
    expect((await touched('tap', 'ops', '--read-only')).code).toBe(0);
    const limited = (await run('credentials', 'ops-ro')).json();
    for (const name of ['ops', 'ops-tap', `arn:aws:iam::${homeAccount}:role/Ops`]) {
      const whole = (await run('credentials', name)).json();
      expect(whole.AccessKeyId, name).toMatch(/^ASIA/);
      expect(whole.AccessKeyId, name).not.toBe(limited.AccessKeyId);
    }
    expect((await run('credentials', 'ops', '--read-only')).json().AccessKeyId).toBe(limited.AccessKeyId);
    const count = assumed();
    const within = await run('exec', 'ops', '--read-only', '--', 'sh', '-c', 'echo $ROLETAP_ROLE');
    expect(within.stdout).toBe('ops-ro\n');
    expect(assumed()).toBe(count);
  });

  test('ends alone', async () => {
    expect((await touched('tap', 'ops', '--read-only')).code).toBe(0);
    expect((await run('tap', 'ops')).code).toBe(0);
    expect((await run('end', 'ops')).stdout).toBe('ops-tap ended\n');
    expect(stage.readCredentials()).toContain('[ops-ro]');
    expect((await run('end', 'ops-ro')).stdout).toBe('ops-ro ended\n');
  });

  test('a policy of a file, with a mark before it and white space, is sent without both; tags and the source identity as they are', async () => {
    const policy = `\ufeff${JSON.stringify(allow('iam:ListUsers', 'iam:ListVirtualMFADevices'), null, 2)}`;
    const opened = await touched(
      ...['tap', 'ops', '--policy', file('policy.json', policy), '--tag', 'team=web', '--transitive-tag', 'ticket=OPS-7'],
      ...['--source-identity', 'jane', '--json'],
    );
    expect(opened.code, opened.stderr).toBe(0);
    expect(asked()).toMatchObject({
      Policy: JSON.stringify(allow('iam:ListUsers', 'iam:ListVirtualMFADevices')),
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'web',
      'Tags.member.2.Key': 'ticket',
      'TransitiveTagKeys.member.1': 'ticket',
      SourceIdentity: 'jane',
    });
    const { target } = opened.json() as { readonly target: string };
    expect(target).toMatch(/^ops-limited-[0-9a-f]{8}$/);
    expect((await stage.aws(['iam', 'list-virtual-mfa-devices', '--profile', target])).code).toBe(0);
    expect((await stage.aws(['iam', 'list-mfa-devices', '--user-name', 'jane', '--profile', target])).stderr).toContain('AccessDenied');
    // The same limits again are the same session, others are another.
    expect((await run('tap', 'ops', '--policy', file('policy.json', policy), '--json')).json()).not.toMatchObject({ target });
  });

  test('the source identity that a session has is kept by the chain', async () => {
    const opened = await touched('tap', 'ops', '--source-identity', 'jane', '--json');
    const { target } = opened.json() as { readonly target: string };
    stage.account.addRole('Next', { trust: trust('sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession') });
    stage.account.addRole('Open', {
      trust: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${homeAccount}:root` }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] },
        ],
      },
    });
    const next = [
      'sts',
      'assume-role',
      '--role-arn',
      `arn:aws:iam::${homeAccount}:role/Open`,
      '--role-session-name',
      'next',
      '--profile',
      target,
    ];
    const kept = await stage.aws(next);
    expect(kept.code, kept.stderr).toBe(0);
    expect(kept.json()).toMatchObject({ SourceIdentity: 'jane' });
    expect((await stage.aws([...next, '--source-identity', 'eve'])).stderr).toContain('sts:SetSourceIdentity');
  });

  test('the history has the kind, and no policy and no tag', async () => {
    expect((await touched('tap', 'ops', '--read-only', '--tag', 'team=web')).code).toBe(0);
    const told = await run('history', '--json');
    expect(told.json()).toMatchObject({ entries: [{ event: 'opened', profile: expect.stringMatching(/^ops-ro-/), limits: 'read-only' }] });
    expect(told.stdout).not.toContain('web');
  });

  test.each([
    ['comments', '{\n  // who\n  "Statement": []\n}', /comment \(line 2\)/],
    ['no JSON', '{ "Statement": [ }', /isn’t JSON/],
    ['no policy', '["Statement"]', /isn’t a policy/],
    ['2,049 characters and more', JSON.stringify(allow(...Array.from({ length: 150 }, (_, index) => `iam:GetSomething${index}`))), /2,048/],
  ])('a policy with %s is refused before a touch', async (_name, text, said) => {
    const ended = await run('tap', 'ops', '--policy', file('policy.json', text));
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(said);
    expect(stage.simulator.requests).toEqual([]);
  });

  test.each([
    [['--policy', '/nowhere/policy.json'], /ENOENT/],
    [['--policy', '/dev/zero'], /ENOTSUP/],
    [['--policy-arn', 'arn:aws:iam::999988887777:policy/Reader'], /in another account/],
    [['--policy-arn', 'arn:aws:s3:::bucket'], /isn’t a policy ARN/],
    [['--tag', 'aws:team=web'], /reserved/],
    [['--tag', 'team=web', '--tag', 'TEAM=x'], /given twice/],
    [['--source-identity', 'j'], /source identity/],
  ])('%j is refused before a touch', async (words, said) => {
    const ended = await run('tap', 'ops', ...words);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(said);
    expect(stage.simulator.requests).toEqual([]);
  });

  test('read-only of a role that may read nothing opens, and reads nothing', async () => {
    stage.account.addRole('Blind', { trust: trust('sts:AssumeRole') });
    expect((await touched('tap', 'blind', '--read-only')).code).toBe(0);
    const read = await stage.aws(['iam', 'list-users', '--profile', 'blind-ro']);
    expect(read.code).not.toBe(0);
    expect(read.stderr).toContain('AccessDenied');
  });

  test('a user’s own session has no limits', async () => {
    const ended = await run('tap', 'acme', '--read-only');
    expect(ended.stderr).toContain('can’t be limited');
    expect(stage.simulator.requests).toEqual([]);
  });

  test('what AWS has no room for is said with its percentage and what to drop first', async () => {
    const tags = Array.from({ length: 12 }, (_, index) => ['--tag', `k${index}=${'v'.repeat(200)}`]).flat();
    const ended = await touched('tap', 'ops', ...tags);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/1\d\d% of the space.*Shorten the tags first/s);
  });

  test.each([
    [['--tag', 'team=web'], /sts:TagSession/],
    [['--source-identity', 'jane'], /sts:SetSourceIdentity/],
  ])('a role whose trust does not allow %j says so', async (words, said) => {
    const ended = await touched('tap', 'closed', ...words);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(said);
    // The role itself opens, without another touch.
    expect((await run('tap', 'closed')).code).toBe(0);
  });

  test('a read-only role by the person’s choice: tap, exec, env and console take it, credentials and --full do not', async () => {
    const folder = join(stage.home.environment.XDG_CONFIG_HOME ?? join(stage.home.environment.HOME ?? '', '.config'), 'Roletap');
    expect((await touched('tap', 'ops')).code).toBe(0);
    const settings = join(folder, 'settings.json');
    const before = JSON.parse(readFileSync(settings, 'utf8')) as Record<string, unknown>;
    writeFileSync(settings, JSON.stringify({ ...before, readOnlyFirst: { [`arn:aws:iam::${homeAccount}:role/Ops`]: true } }));
    expect((await run('tap', 'ops', '--json')).json()).toMatchObject({ target: 'ops-ro' });
    expect((await run('exec', 'ops', '--', 'sh', '-c', 'echo $ROLETAP_ROLE')).stdout).toBe('ops-ro\n');
    expect((await run('env', 'ops', '--json')).stdout).toContain('AWS_SESSION_TOKEN');
    expect((await run('exec', 'ops', '--full', '--', 'sh', '-c', 'echo $ROLETAP_ROLE')).stdout).toBe('ops\n');
    expect((await run('tap', 'ops', '--full', '--json')).json()).toMatchObject({ target: 'ops-tap' });
    const whole = (await run('credentials', 'ops')).json();
    expect(whole.AccessKeyId).not.toBe((await run('credentials', 'ops-ro')).json().AccessKeyId);
  });
});

import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** The administrator's commands as built, over the real pcscd, at an AWS whose answers the real `aws` reads as well. */
describe('roletap team', () => {
  let stage: Stage;

  withPluggedKey(
    { key: { touchPolicy: 'automatic' }, account: 'no-touch', settings: { reportDelayMillis: 0, keyDelayMillis: 0, deviceDelayMillis: 0 } },
    (rig) => {
      ({ stage } = rig);
    },
  );

  const run = (...words: readonly string[]) => stage.roletap(['team', ...words]).ended;

  test('shows the people with one code, and never with plain keys', async () => {
    stage.account.addUser('kim').setPassword(Date.now());
    const ended = await run('--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({
      accountId: '111122223333',
      source: 'acme',
      people: [
        { name: 'jane', mfa: [{ kind: 'yubikey', serial: stage.device.arn }] },
        { name: 'kim', console: 'yes', mfa: [], flags: ['no-mfa'], next: 'add-mfa' },
      ],
      denied: [],
    });
    const iam = stage.simulator.requests.filter(({ service }) => service === 'iam');
    expect(iam.length).toBeGreaterThan(2);
    expect(iam.filter(({ accessKeyId }) => accessKeyId.startsWith('AKIA'))).toEqual([]);
    expect(stage.simulator.requests.filter(({ withCode }) => withCode)).toHaveLength(1);
    // The same report as `aws` has it.
    const theirs = await stage.aws(['iam', 'get-credential-report', '--profile', 'acme', '--query', 'Content', '--output', 'text']);
    expect(Buffer.from(theirs.stdout, 'base64').toString()).toContain('kim,arn:aws:iam::111122223333:user/kim,');

    const shown = await run();
    expect(shown.stdout).toMatch(/^kim +yes +none +- +today +no MFA +Set up MFA$/m);
    const csv = await run('--csv');
    expect(csv.stdout.split('\n')[2]).toMatch(/^kim,arn:aws:iam::111122223333:user\/kim,/);
  });

  test('uses the rights of a role where one is named, and says what they lack', async () => {
    stage.account.addRole('Dev', {
      policies: [
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['iam:ListUsers', 'iam:ListVirtualMFADevices'], Resource: '*' } },
      ],
    });
    const ended = await run('--source', 'dev', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({
      source: 'dev',
      people: [{ name: 'jane', console: 'unknown' }],
      denied: [
        { what: 'new-report', action: 'iam:GenerateCredentialReport' },
        { what: 'report', action: 'iam:GetCredentialReport' },
        { what: 'devices', action: 'iam:ListMFADevices', count: 1 },
      ],
    });
  });

  test('checks a policy of the account, and a role’s trust policy', async () => {
    const deny = {
      Effect: 'Deny',
      Action: 'ec2:StopInstances',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
    } as const;
    const policy = stage.account.addPolicy('deny', { Version: '2012-10-17', Statement: [deny] });
    for (let version = 2; version <= 5; version++) policy.addVersion({ Version: '2012-10-17', Statement: [deny] });
    const checked = await run('policy', '--arn', policy.arn, '--json');
    expect(checked.code, checked.stderr).toBe(3);
    expect(checked.json()).toMatchObject({ policy: policy.arn, kind: 'identity', findings: [{ rule: 'deny-bool', line: 9 }] });
    expect(checked.stderr).toContain('5 versions');
    const trust = await run('policy', '--arn', 'arn:aws:iam::111122223333:role/Dev', '--json');
    expect([trust.code, trust.json()]).toMatchObject([0, { kind: 'trust', findings: [] }]);
    const bad = await run('policy', '--arn', 'arn:aws:iam::111122223333:user/jane');
    expect([bad.code, bad.stderr]).toEqual([3, expect.stringContaining('neither the ARN of a managed policy nor of a role')]);
    // IAM looks a role up by its name: another account's, or one of another path, is another role.
    for (const [arn, said] of [
      ['arn:aws:iam::999988887777:role/Dev', 'no IAM role'],
      ['arn:aws:iam::111122223333:role/eng/Dev', 'no IAM role'],
      ['arn:aws:iam::111122223333:role/Nope', 'no IAM role'],
      ['arn:aws:iam::111122223333:policy/nope', 'no IAM policy'],
      ['arn:aws-cn:iam::111122223333:policy/deny', 'from another partition'],
    ] as const) {
      const other = await run('policy', '--arn', arn);
      expect([other.code, other.stdout, other.stderr], arn).toEqual([3, '', expect.stringContaining(said)]);
    }
  });

  test('adds a person, whose Roletap goes on from the invite; aws reads what was made', async () => {
    const invite = join(stage.home.folder, 'kim.invite');
    const words = [
      'add',
      'kim',
      '--path',
      '/eng/',
      '--tag',
      'team=web',
      '--tag',
      'floor=',
      '--group',
      'developers',
      '--access-key',
      '--password',
      '--invite',
      invite,
    ];
    const roles = ['--roles', 'arn:aws:iam::111122223333:role/Dev', '--region', 'eu-central-1'];
    const shown = await run(...words, ...roles, '--dry-run');
    expect([shown.code, existsSync(invite)], shown.stderr).toEqual([0, false]);
    expect(shown.stdout).toMatch(/^Create the user kim +iam:CreateUser, iam:TagUser *$/m);

    const added = await stage.roletap(['team', ...words, ...roles, '--yes', '--json'], { input: 'correct horse\n' }).ended;
    expect(added.code, added.stderr).toBe(0);
    expect(added.json()).toMatchObject({ user: 'kim', userArn: 'arn:aws:iam::111122223333:user/eng/kim', id: null });
    expect(statSync(invite).mode & 0o777).toBe(0o600);
    const key = stage.simulator.requests.find(({ action }) => action === 'CreateAccessKey');
    expect(key?.accessKeyId).toMatch(/^ASIA/);

    const read = async (...asked: readonly string[]) =>
      JSON.parse((await stage.aws(['iam', ...asked, '--profile', 'acme'])).stdout) as object;
    expect(await read('get-user', '--user-name', 'kim')).toMatchObject({
      User: { Path: '/eng/', Arn: 'arn:aws:iam::111122223333:user/eng/kim' },
    });
    expect(await read('list-user-tags', '--user-name', 'kim')).toMatchObject({
      Tags: [
        { Key: 'team', Value: 'web' },
        { Key: 'floor', Value: '' },
      ],
    });
    expect(await read('list-groups-for-user', '--user-name', 'kim')).toMatchObject({ Groups: [{ GroupName: 'developers' }] });
    expect(await read('get-login-profile', '--user-name', 'kim')).toMatchObject({ LoginProfile: { PasswordResetRequired: true } });
    expect(await read('get-group-policy', '--group-name', 'developers', '--policy-name', 'RoletapManageOwnMFA')).toMatchObject({
      PolicyDocument: { Statement: expect.arrayContaining([expect.objectContaining({ Sid: 'RemoveOwnDevices' })]) },
    });

    const wrong = await stage.roletap(['add', '--invite', invite, '--in-file', '--yes'], { input: 'wrong\n' }).ended;
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining('The invite doesn’t open')]);
    const taken = await stage.roletap(['add', '--invite', invite, '--in-file', '--yes', '--json'], { input: 'correct horse\n' }).ended;
    expect(taken.code, taken.stderr).toBe(0);
    expect(taken.json()).toMatchObject({ profile: 'kim', userArn: 'arn:aws:iam::111122223333:user/eng/kim', roles: ['Dev'] });
    expect(readFileSync(stage.config, 'utf8')).toContain('[profile kim]');
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'kim', '--output', 'text']);
    expect(who.stdout).toContain('user/eng/kim');
    // The new person may set up MFA, and nothing else.
    const devices = await stage.aws(['iam', 'list-mfa-devices', '--user-name', 'kim', '--profile', 'kim']);
    expect(devices.code, devices.stderr).toBe(0);
    expect((await stage.aws(['iam', 'list-users', '--profile', 'kim'])).code).not.toBe(0);
  });

  test('requires MFA of a group once everyone has it: plain keys then lead to MFA, and nowhere else', async () => {
    const group = stage.account.addGroup('developers');
    stage.jane.join(group);
    const kim = stage.account.addUser('kim');
    kim.join(group);
    const unsafe = await run('enforce', 'developers', '--yes');
    expect([unsafe.code, unsafe.stderr]).toEqual([3, expect.stringContaining('kim would be locked out')]);
    const plain = (...words: readonly string[]) => stage.aws([...words, '--profile', 'acme']);
    expect((await plain('iam', 'list-users')).code).toBe(0);
    kim.addDevice();
    const seen = await run('enforce', 'Developers', '--dry-run');
    expect(seen.stdout).toContain('Safe to enforce: 2 of 2 have MFA.');
    const done = await run('enforce', 'developers', '--yes', '--json');
    expect(done.json(), done.stderr).toMatchObject({ isEnforced: true, isSafe: true, lockedOut: [], outside: 0 });
    expect((await plain('iam', 'list-users')).stderr).toContain('explicit deny');
    expect((await plain('iam', 'list-mfa-devices', '--user-name', 'jane')).code).toBe(0);
    // With the MFA session everything goes on, the way back, too.
    expect((await run('--json')).code).toBe(0);
    // IAM's own simulation says the same of Jane.
    const simulated = await run('simulate', 'jane', 'iam:ListUsers,iam:ListMFADevices,s3:GetObject', '--json');
    expect(simulated.json(), simulated.stderr).toMatchObject({
      user: 'jane',
      results: [
        { action: 'iam:ListUsers', withoutMfa: 'explicit', withMfa: 'allowed', deniedBy: ['RoletapDenyWithoutMFA'] },
        { action: 'iam:ListMFADevices', withoutMfa: 'allowed', withMfa: 'allowed', deniedBy: [] },
        { action: 's3:GetObject', withoutMfa: 'explicit' },
      ],
    });
    expect((await run('simulate', 'jane', 'iam:ListUsers')).stdout).toMatch(/^iam:ListUsers +\* +denied +allowed +RoletapDenyWithoutMFA$/m);
    expect((await run('simulate', 'jane', 'everything')).stderr).toContain('which “everything” isn’t');
    expect((await run('enforce', 'developers', '--off', '--yes')).code).toBe(0);
    expect((await plain('iam', 'list-users')).code).toBe(0);
  });

  test('requires MFA of a pilot, then of everybody but the user for emergencies; aws reads on whom', async () => {
    const group = stage.account.addGroup('developers');
    const kim = stage.account.addUser('kim');
    kim.join(group);
    kim.addDevice();
    const pilot = await run('enforce', 'developers', '--pilot', 'kim', '--yes', '--json');
    expect(pilot.json(), pilot.stderr).toMatchObject({ scope: 'pilot', group: 'kim', isEnforced: true, outside: 1 });
    const put = async (...words: readonly string[]) => (await stage.aws(['iam', ...words, '--profile', 'acme'])).stdout;
    expect(await put('list-user-policies', '--user-name', 'kim')).toContain('RoletapDenyWithoutMFA');
    expect(await put('list-group-policies', '--group-name', 'developers')).not.toContain('Roletap');
    expect((await run('enforce', 'developers', '--pilot', 'kim', '--off', '--yes')).code).toBe(0);

    const missing = await run('enforce', '--account', '--yes');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('--except USER')]);
    const emergency = stage.account.addUser('emergency');
    const useless = await run('enforce', '--account', '--except', 'emergency', '--yes');
    expect([useless.code, useless.stderr]).toEqual([3, expect.stringContaining('“emergency” has no MFA')]);
    emergency.addDevice();
    const done = await run('enforce', '--account', '--except', 'emergency', '--yes', '--json');
    expect(done.json(), done.stderr).toMatchObject({
      scope: 'account',
      isEnforced: true,
      outside: 1,
      holders: [
        { kind: 'group', name: 'developers' },
        { kind: 'user', name: 'jane' },
      ],
    });
    expect((await stage.aws(['iam', 'list-users', '--profile', 'acme'])).stderr).toContain('explicit deny');
    expect((await run('enforce', '--account', '--off', '--yes')).code).toBe(0);
    expect((await stage.aws(['iam', 'list-users', '--profile', 'acme'])).code).toBe(0);
  });

  test('adds a role that opens with MFA alone, for a group; aws reads what was made', async () => {
    const group = stage.account.addGroup('developers');
    const managed = stage.account.addPolicy('readers', {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' },
    });
    const permissions = join(stage.home.folder, 'audit.json');
    const list = { Effect: 'Allow', Action: 'iam:ListGroups', Resource: '*' };
    writeFileSync(permissions, JSON.stringify({ Version: '2012-10-17', Statement: [list] }, null, 4));
    const given = ['--policies', managed.arn, '--permissions', permissions, '--group', 'developers'];
    const words = ['role', 'Audit', '--mfa-age', '1h', '--max-session', '12h', ...given];
    const shown = await run(...words, '--dry-run');
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toMatch(/^Create the role Audit +iam:CreateRole *$/m);
    expect(shown.stdout).toContain('A tap opens this role for 1 h.');
    expect(shown.stdout).toMatch(/^Give Audit its permissions +iam:PutRolePolicy *$/m);
    const text = await run(...words, '--format', 'terraform');
    expect(text.stdout).toContain('resource "aws_iam_role" "audit" {');
    expect((await stage.aws(['iam', 'get-role', '--role-name', 'Audit', '--profile', 'acme'])).stderr).toContain('NoSuchEntity');

    const added = await run(...words, '--yes', '--json');
    expect(added.code, added.stderr).toBe(0);
    expect(added.json()).toMatchObject({ role: 'Audit', roleArn: 'arn:aws:iam::111122223333:role/Audit', id: null, mfaAgeSeconds: 3600 });
    const read = await stage.aws(['iam', 'get-role', '--role-name', 'Audit', '--profile', 'acme']);
    expect(JSON.parse(read.stdout)).toMatchObject({
      Role: {
        MaxSessionDuration: 43200,
        AssumeRolePolicyDocument: {
          Statement: [
            { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } },
          ],
        },
      },
    });
    const own = await stage.aws([
      'iam',
      'get-role-policy',
      '--role-name',
      'Audit',
      '--policy-name',
      'RoletapPermissions',
      '--profile',
      'acme',
    ]);
    expect(JSON.parse(own.stdout)).toMatchObject({ PolicyDocument: { Statement: [list] } });
    // A member opens it with a tap, and not with plain keys.
    stage.jane.join(group);
    const arn = 'arn:aws:iam::111122223333:role/Audit';
    const assume = await stage.aws(['sts', 'assume-role', '--role-arn', arn, '--role-session-name', 'plain', '--profile', 'acme']);
    expect(assume.stderr).toContain('AccessDenied');
    const tapped = await stage.roletap(['tap', arn, '--source', 'acme', '--json']).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
    const used = await stage.aws(['iam', 'list-users', '--profile', tapped.json().target as string]);
    expect(used.code, used.stderr).toBe(0);
    expect((await stage.aws(['iam', 'list-groups', '--profile', tapped.json().target as string])).code).toBe(0);
  });

  test('says what was wrong with a role, and takes back what stopped', async () => {
    const bad = await run('role', 'Audit', '--trust', 'everybody', '--yes');
    expect([bad.code, bad.stderr]).toEqual([3, expect.stringContaining('“everybody” can’t be trusted')]);
    const file = join(stage.home.folder, 'trust.json');
    writeFileSync(file, '{"Statement": {\n"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}');
    const trust = await run('role', 'Audit', '--permissions', file, '--yes');
    expect([trust.code, trust.stderr]).toEqual([3, expect.stringContaining('The file is a trust policy')]);
    expect((await run('policy', file)).stdout).toContain('Every AWS account can assume this role');
    expect((await run('role', 'Audit', '--permissions', `${file}.gone`, '--yes')).stderr).toContain('it doesn’t exist');
    const group = stage.account.addGroup('developers');
    expect(group.name).toBe('developers');
    stage.simulator.faults.add(
      { kind: 'refuse', status: 409, code: 'LimitExceeded', message: 'no' },
      { action: 'PutGroupPolicy', times: 1 },
    );
    const stopped = await run('role', 'Audit', '--group', 'developers', '--yes');
    const id = /team role --undo (\S+)/.exec(stopped.stderr)?.[1] ?? '';
    expect((await run('unfinished', '--json')).json()).toMatchObject({ unfinished: [{ kind: 'role', id, role: 'Audit' }] });
    const undone = await run('role', '--undo', id);
    expect([undone.code, undone.stdout], undone.stderr).toEqual([0, 'Undone. The role Audit no longer exists.\n']);
    expect((await run('unfinished')).stdout).toBe('Nothing is unfinished.\n');
  });

  test('enrolls the YubiKey that is here for a user who is not; its codes open a session of theirs', async () => {
    const kim = stage.account.addUser('kim');
    const key = kim.addKey();
    const shown = await run('enroll', 'kim', '--no-touch', '--dry-run', '--json');
    expect(shown.json(), shown.stderr).toMatchObject({ device: 'arn:aws:iam::111122223333:mfa/kim-yk-12345678', keySerial: 12345678 });
    expect(stage.account.devices()).toHaveLength(1);
    const done = await run('enroll', 'kim', '--yes');
    expect([done.code, done.stdout], done.stderr).toEqual([0, expect.stringContaining('Give YubiKey 12345678 to kim.')]);
    const listed = await stage.aws(['iam', 'list-mfa-devices', '--user-name', 'kim', '--profile', 'acme']);
    expect(JSON.parse(listed.stdout)).toMatchObject({ MFADevices: [{ SerialNumber: 'arn:aws:iam::111122223333:mfa/kim-yk-12345678' }] });
    const tags = ['iam', 'list-mfa-device-tags', '--serial-number', 'arn:aws:iam::111122223333:mfa/kim-yk-12345678', '--profile', 'acme'];
    expect(JSON.parse((await stage.aws(tags)).stdout)).toMatchObject({ Tags: [{ Key: 'yubikey', Value: '12345678' }] });
    expect((await run('--json')).json()).toMatchObject({
      people: expect.arrayContaining([
        expect.objectContaining({ name: 'kim', mfa: [{ kind: 'yubikey', serial: 'arn:aws:iam::111122223333:mfa/kim-yk-12345678' }] }),
      ]),
    });
    // Its seed is on the key alone, and AWS takes its codes.
    const seeds = stage.simulator.requests.filter(({ action }) => action === 'CreateVirtualMFADevice');
    expect(seeds).toHaveLength(1);
    const code = await stage.roletap(['code', 'kim-yk-12345678']).ended;
    expect(code.code, code.stderr).toBe(0);
    appendFileSync(
      stage.credentials,
      `\n[kims-key]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`,
    );
    const words = ['sts', 'get-session-token', '--serial-number', 'arn:aws:iam::111122223333:mfa/kim-yk-12345678'];
    const session = await stage.aws([...words, '--token-code', code.stdout.trim(), '--profile', 'kims-key', '--region', 'us-east-1']);
    expect(session.code, session.stderr).toBe(0);
  });

  test('rescues whoever lost a YubiKey: old sessions and keys are of no use, and aws reads what is left', async () => {
    const kim = stage.account.addUser('kim', {
      policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } }],
    });
    const lost = kim.addDevice({ name: 'kim-yk-12345678' });
    const other = kim.addDevice({ name: 'kim-yk-87654321' });
    const key = kim.addKey();
    const profile = (name: string, id: string, secret: string, token = '') =>
      appendFileSync(
        stage.credentials,
        `\n[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n${token === '' ? '' : `aws_session_token = ${token}\n`}`,
      );
    const as = (name: string, ...words: readonly string[]) => stage.aws([...words, '--profile', name, '--region', 'us-east-1']);
    profile('kims-key', key.accessKeyId, key.secretAccessKey);
    const plain = await as('kims-key', 'iam', 'list-users');
    expect(plain.code, plain.stderr).toBe(0);
    const code = simulatedCode(lost.seed, Math.floor(Date.now() / 30_000));
    const opened = await as('kims-key', 'sts', 'get-session-token', '--serial-number', lost.arn, '--token-code', code);
    const { Credentials } = JSON.parse(opened.stdout) as { readonly Credentials: Record<string, string> };
    profile('kims-session', Credentials.AccessKeyId ?? '', Credentials.SecretAccessKey ?? '', Credentials.SessionToken);
    expect((await as('kims-session', 'iam', 'list-users')).code).toBe(0);

    const unclear = await run('rescue', 'kim', '--source', 'acme', '--yes');
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringContaining('kim-yk-12345678 and kim-yk-87654321')]);
    const shown = await run('rescue', 'kim', '--source', 'acme', '--device', '12345678', '--dry-run');
    expect(shown.stdout).toContain('A removed MFA device can’t be added back');
    expect(stage.account.devices()).toHaveLength(3);
    const invite = join(stage.home.folder, 'kim.invite');
    const words = [
      'team',
      'rescue',
      'kim',
      '--source',
      'acme',
      '--device',
      '12345678',
      '--access-key',
      '--invite',
      invite,
      '--yes',
      '--json',
    ];
    const done = await stage.roletap(words, { input: 'correct horse\n' }).ended;
    expect(done.code, done.stderr).toBe(0);
    expect(done.json()).toMatchObject({ user: 'kim', devices: [lost.arn], keys: [key.accessKeyId], liftAt: expect.any(String) });
    expect((await as('kims-key', 'iam', 'list-users')).stderr).toContain('InvalidClientTokenId');
    expect((await as('kims-session', 'iam', 'list-users')).stderr).toContain('explicit deny');
    const left = await stage.aws(['iam', 'list-mfa-devices', '--user-name', 'kim', '--profile', 'acme']);
    expect(JSON.parse(left.stdout)).toMatchObject({ MFADevices: [{ SerialNumber: other.arn }] });
    const policy = ['iam', 'get-user-policy', '--user-name', 'kim', '--policy-name', 'RoletapRevokeSessions', '--profile', 'acme'];
    expect(JSON.parse((await stage.aws(policy)).stdout)).toMatchObject({
      PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*' }] },
    });

    const id = done.json().id as string;
    expect((await run('unfinished', '--json')).json()).toMatchObject({ unfinished: [{ kind: 'rescue', id, user: 'kim' }] });
    // Resumed too early, it only says when. Undone, the key is active again, and sessions are open.
    const early = await run('rescue', '--resume', id);
    expect([early.code, early.stdout]).toEqual([0, expect.stringContaining(`roletap team rescue --resume ${id}`)]);
    const undone = await run('rescue', '--undo', id);
    expect([undone.code, undone.stdout], undone.stderr).toEqual([0, expect.stringContaining('access keys are active again')]);
    const { entries } = (await stage.roletap(['history', '--json']).ended).json() as { entries: { event: string; deed: object | null }[] };
    expect(entries.flatMap(({ deed }) => deed ?? [])).toEqual([
      { plan: 'rescue', on: 'kim', outcome: 'done' },
      { plan: 'rescue', on: 'kim', outcome: 'undone' },
    ]);
    expect((await stage.roletap(['history']).ended).stdout).toMatch(/team +acme +111122223333 .*rescue for kim: undone/);
    expect((await as('kims-session', 'iam', 'list-users')).code).toBe(0);
  });

  test('attaches a policy to a group and removes it; aws reads what the group has', async () => {
    stage.account.addGroup('developers');
    const policies = async () =>
      (await stage.aws(['iam', 'list-group-policies', '--group-name', 'developers', '--profile', 'acme'])).stdout;
    const shown = await run('attach', 'self', 'developers', '--source', 'acme', '--dry-run');
    expect(shown.stdout, shown.stderr).toMatch(/Attach “Manage own MFA” to developers +iam:PutGroupPolicy/);
    expect(shown.stdout).toContain('iam:EnableMFADevice');
    const attached = await run('attach', 'self', 'developers', '--source', 'acme', '--yes', '--json');
    expect(attached.json(), attached.stderr).toMatchObject({ group: 'developers', policy: 'self', document: { Version: '2012-10-17' } });
    expect(await policies()).toContain('RoletapManageOwnMFA');
    const removed = await run('attach', 'self', 'developers', '--off', '--source', 'acme', '--yes');
    expect([removed.code, removed.stdout], removed.stderr).toEqual([0, 'developers no longer has the policy.\n']);
    expect(await policies()).not.toContain('Roletap');
  });

  test('removes access keys after a day, access at once, and a user with two keys and a password', async () => {
    const kim = stage.account.addUser('kim');
    const [first, second] = [kim.addKey(), kim.addKey()];
    kim.setPassword();
    kim.addDevice({ name: 'kim' });
    const waits = await run('remove', 'kim', '--delete-keys', first.accessKeyId, '--source', 'acme', '--yes', '--json');
    expect(waits.json(), waits.stderr).toMatchObject({ user: 'kim', keys: [first.accessKeyId], deleteAt: expect.any(String) });
    expect(kim.keys().map(({ active }) => active)).toEqual([false, true]);
    const id = waits.json().id as string;
    expect((await run('unfinished', '--json')).json()).toMatchObject({ unfinished: [{ kind: 'remove', id, user: 'kim' }] });
    const early = await run('remove', '--resume', id);
    expect([early.code, early.stdout]).toEqual([0, expect.stringContaining(`roletap team remove --resume ${id}`)]);
    expect((await run('remove', '--undo', id)).stdout).toContain('kim’s removal is undone.');
    expect(kim.keys().map(({ active }) => active)).toEqual([true, true]);
    const other = await run('remove', 'kim', '--delete-keys', 'AKIAOTHER', '--source', 'acme', '--yes');
    expect([other.code, kim.keys()]).toEqual([3, [expect.anything(), expect.anything()]]);

    const access = await run('remove', 'kim', '--source', 'acme', '--yes');
    expect([access.code, access.stdout], access.stderr).toEqual([0, expect.stringContaining('kim can’t sign in.')]);
    expect(kim.keys()).toMatchObject([
      { accessKeyId: first.accessKeyId, active: false },
      { accessKeyId: second.accessKeyId, active: false },
    ]);
    const asked = await run('remove', 'kim', '--delete-user', '--source', 'acme');
    expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    const gone = await run('remove', 'kim', '--delete-user', '--source', 'acme', '--yes');
    expect([gone.code, gone.stdout], gone.stderr).toEqual([0, 'kim is deleted.\n']);
    const read = await stage.aws(['iam', 'get-user', '--user-name', 'kim', '--profile', 'acme']);
    expect(read.stderr).toContain('NoSuchEntity');
  });

  test('deletes a virtual device that nobody has, shown first; aws no longer reads it', async () => {
    stage.account.addUnassignedDevice('lonely');
    const read = async () => (await stage.aws(['iam', 'list-virtual-mfa-devices', '--profile', 'acme'])).stdout;
    expect((await run('--source', 'acme')).stdout).toContain('1 virtual device belongs to no user');
    const shown = await run('remove', '--device', 'lonely', '--source', 'acme', '--dry-run');
    expect(shown.stdout, shown.stderr).toMatch(/^Remove lonely +iam:DeleteVirtualMFADevice *$/m);
    expect(await read()).toContain('lonely');
    const theirs = await run('remove', '--device', 'jane', '--source', 'acme', '--yes');
    expect([theirs.code, theirs.stderr]).toEqual([3, expect.stringContaining('No virtual MFA device without a user is called “jane”')]);
    const done = await run('remove', '--device', 'lonely', '--source', 'acme', '--yes');
    expect([done.code, done.stdout], done.stderr).toEqual([0, 'lonely is deleted.\n']);
    expect(await read()).not.toContain('lonely');
  });

  test('adds nobody for an invite that could not be written', async () => {
    const there = join(stage.home.folder, 'there.invite');
    writeFileSync(there, 'of somebody else');
    for (const [file, said] of [
      [there, 'it exists already'],
      [join(stage.home.folder, 'nowhere', 'kim.invite'), 'its folder doesn’t exist'],
    ] as const)
      for (const words of [
        ['add', 'kim'],
        ['rescue', 'jane', '--all'],
      ]) {
        const ended = await run(...words, '--invite', file, '--yes');
        expect([ended.code, ended.stderr]).toEqual([3, expect.stringContaining(said)]);
      }
    expect([stage.simulator.requests, readFileSync(there, 'utf8')]).toEqual([[], 'of somebody else']);
  });

  test('tells how to go on when adding stops, and takes it back', async () => {
    stage.simulator.faults.add(
      { kind: 'refuse', status: 409, code: 'LimitExceeded', message: 'no' },
      { action: 'AddUserToGroup', times: 1 },
    );
    const stopped = await run('add', 'kim', '--group', 'developers', '--yes');
    expect(stopped.code).toBe(3);
    const id = /team add --undo (\S+)/.exec(stopped.stderr)?.[1] ?? '';
    expect((await run('unfinished', '--json')).json()).toMatchObject({ unfinished: [{ kind: 'add', id, user: 'kim' }] });
    const undone = await run('add', '--undo', id);
    expect([undone.code, undone.stdout], undone.stderr).toEqual([0, 'Undone. kim no longer exists.\n']);
    expect((await stage.aws(['iam', 'get-group', '--group-name', 'developers', '--profile', 'acme'])).stderr).toContain('NoSuchEntity');
    expect((await run('unfinished')).stdout).toBe('Nothing is unfinished.\n');
  });

  test('checks standard input without AWS', async () => {
    const given = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}';
    const ended = await stage.roletap(['team', 'policy', '-'], { input: given }).ended;
    expect([ended.code, ended.stdout]).toEqual([3, expect.stringContaining('-:1: error: Every AWS account can assume this role')]);
    expect(stage.simulator.requests).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** The administrator's commands as built, over the real pcscd, at an AWS whose answers the real `aws` reads as well. */
describe('roletap team', () => {
  let stage: Stage;

  withPluggedKey({ account: 'no-touch', settings: { reportDelayMillis: 0 } }, (rig) => {
    ({ stage } = rig);
  });

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
  });

  test('checks standard input without AWS', async () => {
    const given = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}';
    const ended = await stage.roletap(['team', 'policy', '-'], { input: given }).ended;
    expect([ended.code, ended.stdout]).toEqual([3, expect.stringContaining('-:1: error: Every AWS account can assume this role')]);
    expect(stage.simulator.requests).toEqual([]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** `roletap activity` as built, over the real pcscd, at a trail that the real `aws` reads as well. */
describe('roletap activity', () => {
  let stage: Stage;

  withPluggedKey({ account: 'no-touch', settings: { trailDelayMillis: 0 } }, (rig) => {
    ({ stage } = rig);
  });

  const run = (...words: readonly string[]) => stage.roletap(['activity', ...words]).ended;
  const reads = ['cloudtrail:LookupEvents', 'iam:ListUsers'];

  beforeEach(() => {
    stage.account.addRole('Dev', {
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'sts:AssumeRole',
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      },
      policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: reads, Resource: '*' } }],
    });
  });

  test('shows the calls of the session, who signed in, and what was not done from this computer; aws reads the same', async () => {
    expect((await stage.roletap(['tap', 'dev']).ended).code).toBe(0);
    expect((await stage.aws(['iam', 'list-users', '--profile', 'dev-tap'])).code).toBe(0);
    expect((await stage.aws(['iam', 'list-roles', '--profile', 'dev-tap'])).code).not.toBe(0);
    const kim = { type: 'IAMUser', userName: 'kim', arn: 'arn:aws:iam::111122223333:user/kim' };
    stage.simulator.trail.add('111122223333', {
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
      userIdentity: kim,
      additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: 'arn:aws:iam::111122223333:mfa/kim\u001b[2J' },
      responseElements: { ConsoleLogin: 'Success' },
    });

    const ended = await run('--json');
    expect(ended.code, ended.stderr).toBe(0);
    const { sessions, events, gaps, devices, regions } = ended.json() as {
      sessions: { profile: string; calls: number; errors: number; services: string[]; accessKeyId: string }[];
      events: { id: string; name: string; origin: string; signIn: { device?: string } | null; record: Record<string, unknown> }[];
      gaps: object[];
      devices: object[];
      regions: string[];
    };
    expect([gaps, regions]).toEqual([[], ['eu-west-1', 'eu-central-1', 'us-east-1']]);
    // AWS takes two requests a second in each region.
    expect(stage.simulator.requests.filter(({ service, errorCode }) => service === 'cloudtrail' && errorCode !== undefined)).toEqual([]);
    const names = events.map(({ name }) => name);
    expect(sessions).toMatchObject([{ profile: 'dev', errors: 1 }]);
    expect(names).toEqual(expect.arrayContaining(['ListUsers', 'ListRoles', 'GetSessionToken', 'AssumeRole']));
    expect(names).not.toContain('ConsoleLogin');
    // A long-term key says nothing of a computer.
    expect([...new Set(events.map(({ origin }) => origin))].sort()).toEqual(['here', 'key']);
    expect(events.find(({ name }) => name === 'GetSessionToken')?.signIn?.device).toBe(stage.device.arn);
    expect(devices).toMatchObject([
      { who: 'kim', mine: false },
      { who: 'jane', device: stage.device.arn, mine: true },
    ]);
    expect(ended.stdout).not.toContain('sessionToken');

    const key = sessions[0]?.accessKeyId ?? '';
    const lookup = ['cloudtrail', 'lookup-events', '--region', 'us-east-1', '--profile', 'dev-tap', '--output', 'json'];
    const theirs = await stage.aws([...lookup, '--lookup-attributes', `AttributeKey=AccessKeyId,AttributeValue=${key}`]);
    expect(theirs.code, theirs.stderr).toBe(0);
    const told = (JSON.parse(theirs.stdout) as { Events: { EventId: string; CloudTrailEvent: string; EventName: string }[] }).Events;
    const iam = told.filter(({ EventName }) => EventName.startsWith('List'));
    expect(iam).toHaveLength(2);
    for (const { EventId, CloudTrailEvent } of iam)
      expect(events.find(({ id }) => id === EventId)?.record).toEqual(JSON.parse(CloudTrailEvent));

    const shown = await run('--everyone');
    expect(shown.stdout).toMatch(/^dev +\S+Z +\d+ +1 +/m);
    expect(shown.stdout).toMatch(/^\S+Z +iam:ListRoles +dev +us-east-1 +127\.0\.0\.1 +AccessDenied$/m);
    expect(shown.stdout).toMatch(/^\S+Z +Console +kim +arn:aws:iam::111122223333:mfa\/kim\ufffd\[2J +- +198\.51\.100\.7 +someone else$/m);
    expect(shown.stdout).toContain(`jane last signed in with ${stage.device.arn},`);
    expect(shown.stdout).toContain('up to 15 minutes behind');
  });

  test('marks what somebody did elsewhere with a session of the same name', async () => {
    expect((await stage.roletap(['tap', 'dev']).ended).code).toBe(0);
    expect((await stage.aws(['iam', 'list-users', '--profile', 'dev-tap'])).code).toBe(0);
    const mine = stage.simulator.requests.filter(({ action }) => action === 'AssumeRole').at(-1)?.parameters.RoleSessionName ?? '';
    stage.simulator.trail.add('111122223333', {
      eventName: 'DeleteBucket',
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::111122223333:assumed-role/Dev/${mine}`, accessKeyId: 'ASIAELSEWHERE' },
    });
    const shown = await run('--role', 'dev');
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toMatch(/^\S+Z +s3:DeleteBucket +\S+ +us-east-1 +198\.51\.100\.7 +not from this computer$/m);
    const csv = await run('--role', 'dev', '--csv');
    expect(csv.stdout).toMatch(/^time,service,call,/);
    expect(csv.stdout).toMatch(/,DeleteBucket,.*,elsewhere$/m);
  });

  test('says what a role may not read, a region that is off, and a role that is not open', async () => {
    stage.account.leaveRegion('ap-east-1');
    expect((await stage.roletap(['tap', 'dev']).ended).code).toBe(0);
    const off = await run('--region', 'ap-east-1');
    expect(off.stdout).toContain('Couldn’t read CloudTrail in 111122223333, ap-east-1, with dev: the region is disabled for this account.');
    stage.simulator.faults.add(
      { kind: 'refuse', status: 400, code: 'AccessDeniedException', message: 'no' },
      { action: 'LookupEvents', times: 9 },
    );
    const denied = await run();
    expect(denied.code, denied.stderr).toBe(0);
    expect(denied.stdout).toContain('the missing permission is `cloudtrail:LookupEvents`');
    stage.simulator.faults.clear();
    expect((await stage.roletap(['end', '--all']).ended).code).toBe(0);
    expect((await run()).stdout).toContain('dev isn’t open, so CloudTrail in 111122223333 wasn’t read. Tap in to dev first.');
    const { stderr, code } = await run('--days', '91');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--days must be 1 to 90')]);
  });
});

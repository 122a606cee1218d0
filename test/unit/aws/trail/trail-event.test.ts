import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../../src-main/aws/trail/trail-event.ts';

const at = new Date(Date.UTC(2026, 10, 22, 4));

const listed = (record: object | string, more: object = {}) => ({
  EventId: 'e-1',
  EventName: 'ListBuckets',
  EventSource: 's3.amazonaws.com',
  EventTime: at,
  Username: 'jane',
  CloudTrailEvent: typeof record === 'string' ? record : JSON.stringify(record),
  ...more,
});

const session = {
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::222233334444:assumed-role/Admin/jane', accessKeyId: 'ASIAROLE' },
  awsRegion: 'eu-west-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.31',
  recipientAccountId: '222233334444',
};

describe('an event of CloudTrail', () => {
  it('says who did what, where and from where', () => {
    expect(readEvent(listed({ ...session, errorCode: 'AccessDenied', errorMessage: 'no' }), 'us-east-1')).toMatchObject({
      id: 'e-1',
      at: at.getTime(),
      name: 'ListBuckets',
      service: 's3',
      region: 'eu-west-1',
      accountId: '222233334444',
      who: 'jane',
      accessKeyId: 'ASIAROLE',
      from: '198.51.100.7',
      agent: 'aws-cli/2.31',
      error: { code: 'AccessDenied', message: 'no' },
    });
  });

  it('tells a code by its device, a role with its source identity, and a sign-in to the console that failed', () => {
    const code = {
      requestParameters: { serialNumber: 'arn:aws:iam::1:mfa/jane' },
      responseElements: { credentials: { accessKeyId: 'ASIA1' } },
    };
    expect(readEvent(listed(code, { EventName: 'GetSessionToken' }), 'us-east-1')?.signIn).toEqual({
      kind: 'session',
      device: 'arn:aws:iam::1:mfa/jane',
      accessKeyId: 'ASIA1',
    });
    const role = { requestParameters: { roleArn: 'arn:aws:iam::1:role/Admin', sourceIdentity: 'jane' }, responseElements: null };
    expect(readEvent(listed(role, { EventName: 'AssumeRole' }), 'us-east-1')?.signIn).toEqual({
      kind: 'role',
      roleArn: 'arn:aws:iam::1:role/Admin',
      sourceIdentity: 'jane',
    });
    const console = {
      userIdentity: { type: 'IAMUser', userName: 'kim' },
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: 'arn:aws:iam::1:u2f/user/kim/key' },
    };
    expect(readEvent(listed(console, { EventName: 'ConsoleLogin' }), 'us-east-1')).toMatchObject({
      who: 'kim',
      error: { code: 'Failure' },
      signIn: { kind: 'console', device: 'arn:aws:iam::1:u2f/user/kim/key' },
    });
  });

  it('keeps fields that nobody knows here, and no token of a session', () => {
    const record = {
      ...session,
      somethingNew: { deep: [1, 2] },
      responseElements: { credentials: { accessKeyId: 'ASIA1', sessionToken: 'IQoJb3JpZ2lu', expiration: 'x' } },
    };
    const read = readEvent(listed(record, { EventName: 'GetSessionToken' }), 'us-east-1');
    expect(read?.record).toMatchObject({
      somethingNew: { deep: [1, 2] },
      responseElements: { credentials: { accessKeyId: 'ASIA1', expiration: 'x' } },
    });
    expect(JSON.stringify(read)).not.toContain('IQoJ');
  });

  it('makes harmless what somebody put into names, agents and errors', () => {
    const bad = { ...session, userAgent: 'cli\u001b[2J\u202eevil', errorCode: 'a\nb', errorMessage: `x${'\u200b'}y` };
    const read = readEvent(listed(bad, { EventName: 'List\u0007Buckets', EventSource: 'é\u0000.amazonaws.com' }), 'us-east-1');
    expect(read).toMatchObject({
      name: 'List\ufffdBuckets',
      service: 'é\ufffd',
      agent: 'cli\ufffd[2J\ufffdevil',
      error: { code: 'a\ufffdb', message: 'x\ufffdy' },
    });
    expect(readEvent(listed({ ...session, userAgent: 'x'.repeat(5000) }), 'us-east-1')?.agent).toHaveLength(300);
  });

  it('says that AWS left details out, in the event or in a part of it', () => {
    for (const record of [
      { ...session, omitted: true },
      { ...session, requestParameters: { omitted: true, originalSize: 300_000 } },
    ])
      expect(readEvent(listed(record), 'us-east-1')?.flaw).toBe('omitted');
    expect(readEvent(listed({ ...session, requestParameters: { omitted: false } }), 'us-east-1')?.flaw).toBeUndefined();
  });

  it.each(['{"eventVersion":', '', '[]', 'null', '"text"'])('keeps what the list tells of an event whose JSON is %j', (text) => {
    const read = readEvent(listed(text, { AccessKeyId: 'ASIAROLE' }), 'eu-west-1');
    expect(read).toMatchObject({ name: 'ListBuckets', service: 's3', who: 'jane', region: 'eu-west-1', accessKeyId: 'ASIAROLE' });
    expect([read?.flaw, read?.record]).toEqual(['broken', null]);
  });

  it('leaves out a field that is something else, and an event without an ID', () => {
    expect(readEvent(listed({ ...session, userAgent: 7, userIdentity: 'jane' }), 'us-east-1')).toMatchObject({ agent: '', who: 'jane' });
    expect(readEvent(listed(session, { EventId: undefined }), 'us-east-1')).toBeUndefined();
    expect(readEvent('nothing', 'us-east-1')).toBeUndefined();
  });
});

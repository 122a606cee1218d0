import type { ShownTrailEvent, TrailPageView } from '../../../src-main/contract/sessions/trail.ts';

const midnight = Date.parse('2026-11-22T00:00:00Z');
const hour = 3_600_000;
const jane = 'arn:aws:iam::111122223333:mfa/jane';

const event = (id: string, hours: number, change: Partial<ShownTrailEvent> = {}): ShownTrailEvent => ({
  id,
  at: midnight + hours * hour,
  name: 'ListBuckets',
  service: 's3',
  region: 'eu-central-1',
  accountId: '111122223333',
  who: 'jane',
  from: '198.51.100.7',
  agent: 'aws-cli/2.31.4 md/prompt#off',
  origin: 'here',
  isMine: true,
  ...change,
});

const events: readonly ShownTrailEvent[] = [
  event('1', 16.4, { profile: 'prod-admin', name: 'DescribeInstances', service: 'ec2' }),
  event('2', 16.35, { profile: 'prod-admin', name: 'DeleteBucket', error: { code: 'AccessDenied', message: 'no policy allows it' } }),
  event('3', 16.3, { profile: 'prod-admin' }),
  event('4', 16.2, {
    profile: 'prod-admin',
    name: 'AssumeRole',
    service: 'sts',
    signIn: { kind: 'role', accessKeyId: 'ASIA1', sourceIdentity: 'jane' },
  }),
  event('5', 16.19, {
    name: 'GetSessionToken',
    service: 'sts',
    signIn: { kind: 'session', device: jane, accessKeyId: 'ASIA2' },
  }),
  event('6', 14, {
    name: 'ListUsers',
    service: 'iam',
    origin: 'elsewhere',
    from: '203.0.113.80',
  }),
  event('7', 13, { name: 'GetCallerIdentity', service: 'sts', origin: 'key' }),
  event('8', 12, { profile: 'prod-admin', name: 'PutBucketPolicy', flaw: 'omitted' }),
  event('9', 9, {
    name: 'ConsoleLogin',
    service: 'signin',
    who: 'kim',
    origin: 'elsewhere',
    isMine: false,
    signIn: { kind: 'console', device: 'arn:aws:iam::111122223333:u2f/user/kim/laptop' },
  }),
];

export const trail = (shown: readonly ShownTrailEvent[] = events, change: Partial<TrailPageView> = {}): TrailPageView => ({
  from: midnight,
  to: midnight + 16.5 * hour,
  regions: ['eu-central-1', 'us-east-1'],
  isReading: false,
  events: JSON.stringify(shown),
  count: shown.length,
  sessions: [
    {
      accessKeyId: 'ASIA1',
      profile: 'prod-admin',
      accountId: '111122223333',
      since: midnight + 16.2 * hour,
      until: midnight + 17 * hour,
      calls: 4,
      errors: 1,
      services: ['s3', 'ec2'],
      from: ['198.51.100.7'],
    },
  ],
  devices: [
    { who: 'jane', device: jane, at: midnight + 16.19 * hour, isMine: true },
    { who: 'kim', device: 'arn:aws:iam::111122223333:u2f/user/kim/laptop', at: midnight + 9 * hour, isMine: false },
  ],
  gaps: [{ what: 'closed', profile: 'data-lake', accountId: '555566667777' }],
  ...change,
});

/** As much as one search gives. */
export const longTrail = (): TrailPageView =>
  trail(
    Array.from({ length: 5000 }, (_, index) =>
      event(`e${index}`, 16.4 - index / 320, { profile: 'prod-admin', ...(index % 9 === 0 ? { error: { code: 'AccessDenied' } } : {}) }),
    ),
    { gaps: [{ what: 'more', accountId: '111122223333', region: 'eu-central-1', pages: 100 }] },
  );

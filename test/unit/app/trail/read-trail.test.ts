import { describe, expect, it } from 'vitest';
import { type ReadTrailPorts, readTrail, type TrailWish } from '../../../../src-main/app/trail/read-trail.ts';
import type { TrailPage, TrailQuery } from '../../../../src-main/aws/trail/lookup-events.ts';
import type { ReadEvent } from '../../../../src-main/aws/trail/trail-event.ts';
import type { HistoryEntry } from '../../../../src-main/contract/history.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock } from '../../../fakes/clock.ts';

const now = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const prod = 'arn:aws:iam::222233334444:role/Admin';

const opened = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: now - hour,
  event: 'opened',
  profile: 'prod',
  roleArn: prod,
  accountId: '222233334444',
  accessKeyId: 'ASIAOWN',
  expires: now,
  asker: { kind: 'person', front: 'tray' },
  ...more,
});

const event = (id: string, more: Partial<ReadEvent> = {}): ReadEvent => ({
  id,
  at: now - 1000,
  name: 'ListBuckets',
  service: 's3',
  region: 'us-east-1',
  accountId: '222233334444',
  who: 'jane',
  from: '198.51.100.7',
  agent: 'aws-cli/2',
  record: { id },
  ...more,
});

type Answer = TrailPage | Problem;

/** A trail that answers by script; times pass by themselves. */
const setUp = (
  answer: (query: TrailQuery, region: string, asked: number) => Answer,
  { entries = [opened()], held = ['prod'] }: { readonly entries?: readonly HistoryEntry[]; readonly held?: readonly string[] } = {},
) => {
  const clock = createFakeClock(now);
  const asked: { readonly at: number; readonly region: string; readonly query: TrailQuery }[] = [];
  const ports: ReadTrailPorts = {
    history: { entries: async (since, until = Number.POSITIVE_INFINITY) => ok(entries.filter(({ at }) => at >= since && at < until)) },
    clock,
    lookupEvents: async ({ caller }, query) => {
      const { region } = caller.endpoint;
      asked.push({ at: clock.now(), region, query });
      const given = answer(query, region, asked.length);
      return 'code' in given ? { ok: false, problem: given, unclear: false } : { ok: true, value: given };
    },
    callerFor: async (profile) => {
      if (!held.includes(profile)) return ok(undefined);
      const credentials = { accessKeyId: 'ASIAOWN', secretAccessKey: 's', sessionToken: 't' };
      const caller = { source: profile, credentials, endpoint: { region: 'us-east-1' } };
      return ok({ caller, accountId: '222233334444', regions: ['us-east-1'] });
    },
    known: () => ({ keys: ['ASIAMFA'], mine: ['arn:aws:iam::111122223333:mfa/jane', 'jane'] }),
  };
  const views: number[] = [];
  const read = async (wish: Partial<TrailWish> = {}) => {
    const whole: TrailWish = { from: now - 24 * hour, to: now, regions: [], ...wish };
    const reading = readTrail(ports, whole, ({ events }) => views.push(events.length), new AbortController().signal);
    let isDone = false;
    void reading.then(() => {
      isDone = true;
    });
    for (let turn = 0; !isDone && turn < 20_000; turn++) {
      await clock.advance(100);
    }
    const result = await reading;
    if (!result.ok) throw new Error(result.problem.code);
    return result.value;
  };
  return { read, asked, views, clock, ports };
};

const nothing: TrailPage = { events: [] };
const onlyFor = (value: string, page: TrailPage) => (query: TrailQuery) => (query.value === value ? page : nothing);

describe('what CloudTrail saw', () => {
  it('finds a session by its access key, and never by the time alone', async () => {
    const mine = event('1', { accessKeyId: 'ASIAOWN', error: { code: 'AccessDenied' } });
    const theirs = event('2', { accessKeyId: 'ASIAOTHER' });
    const { read, asked } = setUp((query) => ({
      events: query.value === 'ASIAOWN' ? [mine] : query.by === 'Username' ? [mine, theirs] : [],
    }));
    const { view, records } = await read();
    expect(asked.map(({ query }) => [query.by, query.value])).toEqual([
      ['AccessKeyId', 'ASIAOWN'],
      ['EventName', 'ConsoleLogin'],
      ['EventName', 'GetSessionToken'],
      ['ResourceName', prod],
      ['Username', 'jane'],
    ]);
    expect(view.sessions).toEqual([
      {
        accessKeyId: 'ASIAOWN',
        profile: 'prod',
        accountId: '222233334444',
        since: now - hour,
        until: now,
        calls: 1,
        errors: 1,
        services: ['s3'],
        from: ['198.51.100.7'],
      },
    ]);
    expect(view.events.map(({ id, origin, isMine, profile }) => [id, origin, isMine, profile])).toEqual([
      ['1', 'here', true, 'prod'],
      ['2', 'elsewhere', true, undefined],
    ]);
    expect(records.get('2')).toEqual({ id: '2' });
  });

  it('knows which sign-ins were made here: by the keys that came of them', async () => {
    const events = [
      event('code', {
        name: 'GetSessionToken',
        accessKeyId: 'AKIAJANE',
        signIn: { kind: 'session', device: 'arn:aws:iam::111122223333:mfa/jane', accessKeyId: 'ASIAMFA' },
      }),
      event('role', { name: 'AssumeRole', accessKeyId: 'ASIABEFORE', signIn: { kind: 'role', roleArn: prod, accessKeyId: 'ASIAOWN' } }),
      event('before', {
        name: 'GetSessionToken',
        accessKeyId: 'AKIAJANE',
        at: now - 3000,
        signIn: { kind: 'session', accessKeyId: 'ASIABEFORE' },
      }),
      event('elsewhere', {
        name: 'GetSessionToken',
        accessKeyId: 'AKIAJANE',
        at: now - 4000,
        signIn: { kind: 'session', device: 'arn:aws:iam::111122223333:mfa/jane-2', accessKeyId: 'ASIAELSEWHERE' },
      }),
      event('key', { name: 'GetCallerIdentity', accessKeyId: 'AKIAJANE', at: now - 6000 }),
      event('kim', {
        name: 'ConsoleLogin',
        who: 'kim',
        at: now - 5000,
        signIn: { kind: 'console', device: 'arn:aws:iam::222233334444:mfa/kim' },
      }),
    ];
    const { read } = setUp((query) => (query.by === 'EventName' ? { events } : nothing));
    const { view } = await read();
    expect(Object.fromEntries(view.events.map(({ id, origin, isMine }) => [id, [origin, isMine]]))).toEqual({
      code: ['here', true],
      role: ['here', true],
      before: ['here', true],
      elsewhere: ['elsewhere', true],
      key: ['key', true],
      kim: ['elsewhere', false],
    });
    expect(view.devices).toEqual([
      { who: 'jane', device: 'arn:aws:iam::111122223333:mfa/jane', at: now - 1000, isMine: true },
      { who: 'kim', device: 'arn:aws:iam::222233334444:mfa/kim', at: now - 5000, isMine: false },
    ]);
  });

  it('asks twice a second in each region, the role’s and those that were named', async () => {
    const { read, asked } = setUp(() => nothing);
    const { view } = await read({ regions: ['eu-west-1', 'cn-north-1', 'nowhere'] });
    expect(view.regions).toEqual(['us-east-1', 'eu-west-1']);
    const times = asked.filter(({ region }) => region === 'eu-west-1').map(({ at }) => at);
    expect(times).toHaveLength(4);
    expect(times.slice(1).every((at, index) => at - (times[index] ?? 0) >= 500)).toBe(true);
  });

  it('reads the newest 5,000 events of 100 pages, tells each page, and says that there is more', async () => {
    const page = (number: number): TrailPage => ({
      events: Array.from({ length: 50 }, (_, index) => event(`${number}-${index}`, { accessKeyId: 'ASIAOWN', who: '' })),
      next: String(number + 1),
    });
    const { read, asked, views } = setUp((query) => (query.by === 'AccessKeyId' ? page(Number(query.next ?? 0)) : nothing));
    const { view } = await read();
    expect(asked.filter(({ query }) => query.by === 'AccessKeyId')).toHaveLength(100);
    expect(view.events).toHaveLength(5000);
    expect(view.gaps).toEqual([{ what: 'more', accountId: '222233334444', region: 'us-east-1', pages: 100 }]);
    expect(views.slice(0, 3)).toEqual([50, 100, 150]);
  });

  it('waits when AWS is asked too often, and gives up after four pauses', async () => {
    const { read, asked } = setUp((query, _region, count) =>
      count < 3 ? { code: 'throttled', status: 400 } : onlyFor('ASIAOWN', { events: [event('1')] })(query),
    );
    expect((await read()).view.events).toHaveLength(1);
    expect(asked.slice(0, 3).map(({ at }) => at - now)).toEqual([0, 1000, 3000]);
    const never = setUp(() => ({ code: 'throttled', status: 400 }));
    expect((await never.read()).view.gaps).toMatchObject([{ what: 'unread', problem: { code: 'throttled' } }]);
    expect(never.asked).toHaveLength(5);
  });

  it('says what could not be read: a permission, a region that is off, a clock; and goes on with the others', async () => {
    const denied: Problem = { code: 'iam-denied', action: 'cloudtrail:LookupEvents', resource: '*', explicit: false };
    const { read } = setUp((query, region) => {
      if (region === 'ap-east-1') return { code: 'region-disabled', region };
      if (region === 'eu-west-1') return denied;
      if (region === 'eu-west-2') return { code: 'clock-off', seconds: 900 };
      return onlyFor('ASIAOWN', { events: [event('1')] })(query);
    });
    const { view } = await read({ regions: ['ap-east-1', 'eu-west-1', 'eu-west-2'] });
    expect(view.events).toHaveLength(1);
    expect(view.gaps.map((gap) => (gap.what === 'unread' ? [gap.region, gap.problem.code] : gap.what)).sort()).toEqual([
      ['ap-east-1', 'region-disabled'],
      ['eu-west-1', 'iam-denied'],
      ['eu-west-2', 'clock-off'],
    ]);
  });

  it('reads with the roles that are open, and names one that would have to be', async () => {
    const dev = opened({
      profile: 'dev',
      accountId: '333344445555',
      accessKeyId: 'ASIADEV',
      roleArn: 'arn:aws:iam::333344445555:role/Dev',
    });
    const { read, asked } = setUp(() => nothing, { entries: [dev, opened()] });
    expect((await read()).view.gaps).toEqual([{ what: 'closed', profile: 'dev', accountId: '333344445555' }]);
    expect(asked.some(({ query }) => query.value === 'ASIADEV')).toBe(false);
    const none = setUp(() => nothing, { entries: [] });
    expect([(await none.read()).view.sessions, none.asked]).toEqual([[], []]);
    // Others' sign-ins are there for a role that was never opened here, too.
    await none.read({ role: 'prod' });
    expect(none.asked.length).toBeGreaterThan(0);
  });

  it('ends at once when nobody looks any more', async () => {
    const { ports, asked } = setUp(() => nothing);
    const stopping = new AbortController();
    const views: number[] = [];
    const reading = readTrail(
      ports,
      { from: now - hour, to: now, regions: [] },
      ({ events }) => {
        views.push(events.length);
        stopping.abort();
      },
      stopping.signal,
    );
    expect(await reading).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect([views.length, asked.length]).toEqual([1, 1]);
  });
});

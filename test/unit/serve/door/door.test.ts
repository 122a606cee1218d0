import { describe, expect, it } from 'vitest';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { Asker } from '../../../../src-main/contract/values.ts';
import { answerOrBug, createDoor, type FindAsker, type LeaseForCommand } from '../../../../src-main/serve/door/door.ts';
import { type DoorRequest, limits } from '../../../../src-main/serve/door/protocol.ts';
import { createFakeBroker, handedOut } from '../../../fakes/broker.ts';
import { never } from '../../../fakes/world.ts';

const closed = { code: 'app-missing', path: '/run/socket' } as const;
const aws = { kind: 'program', name: 'aws', pid: 42, sure: true } as const;
const dev = { kind: 'credentials', role: 'dev', wait: true, claim: { pid: 42 } } as const satisfies DoorRequest;

const lease: LeaseForCommand = async ({ role, handed, pid, files }) =>
  ok({
    set: [
      ['ROLE', `${role} ${handed.region} ${pid} ${files.folder}`],
      ['LINES', 'a\nPATH=/evil'],
    ],
    settings: [['AWS_CA_BUNDLE', '/a.pem']],
    note: 'look',
  });

const setUp = () => {
  const broker = createFakeBroker();
  const looked: number[] = [];
  const findAsker: FindAsker = async ({ pid }) => {
    looked.push(pid ?? 0);
    return ok(aws);
  };
  const door = createDoor({ broker, version: '0.1.0', closed, lease });
  return { broker, looked, door, ask: (request: DoorRequest = dev, signal = never()) => door.answer(request, findAsker, signal) };
};
const bodyOf = (answer: Awaited<ReturnType<ReturnType<typeof setUp>['ask']>>) =>
  answer.ok ? JSON.parse(answer.value.body) : answer.problem;

describe('the door', () => {
  it('looks up who is to have what is held while it waits, and tells it when the answer is on its way', async () => {
    const { broker, looked, ask } = setUp();
    broker.holding.set('dev', handedOut());
    const answer = await ask();
    expect(bodyOf(answer)).toMatchObject({ Version: 1, AccessKeyId: 'ASIADEV' });
    expect(looked).toEqual([42]);
    expect(broker.asked).toEqual([]);
    expect(broker.givenTo).toEqual([]);
    if (answer.ok) answer.value.sent?.();
    expect(broker.givenTo).toEqual([aws]);
  });

  it('asks for the limits that a session is to have, also where there are none: then for what the person prefers', async () => {
    const { broker, ask } = setUp();
    broker.holding.set('dev-ro', handedOut('dev-ro')).set('dev', handedOut('dev'));
    const limited = await ask({ ...dev, kind: 'session', limits: { policyArns: ['ReadOnlyAccess'] } });
    expect(bodyOf(limited)).toMatchObject({ profile: 'dev-ro' });
    expect(bodyOf(await ask({ ...dev, kind: 'session', limits: {} }))).toMatchObject({ profile: 'dev' });
  });

  it('gives what is held to nobody who poses as another', async () => {
    const { broker, door } = setUp();
    broker.holding.set('dev', handedOut());
    const refused = failed({ code: 'request-bad', why: 'asker' } as const);
    expect(await door.answer(dev, async () => refused, never())).toEqual(refused);
    expect(broker.givenTo).toEqual([]);
  });

  it('gives a command its environment in lines, and nothing that is more than one', async () => {
    const { broker, ask } = setUp();
    broker.holding.set('dev', handedOut());
    const answer = await ask({ ...dev, kind: 'lease', files: { folder: '/srv' } });
    expect(answer).toEqual(
      ok({ status: 200, type: 'text/plain; charset=utf-8', body: 'ROLE=dev eu-west-1 42 /srv\nsetting=AWS_CA_BUNDLE=/a.pem\nnote=look\n' }),
    );
  });

  it('gives a command nothing without a session', async () => {
    const { ask } = setUp();
    expect(await ask({ ...dev, kind: 'lease', wait: false, files: {} })).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
  });

  it('says who asks where a person may be asked', async () => {
    const { broker, looked, ask } = setUp();
    const answer = ask();
    await broker.untilWaiting(1);
    broker.touch();
    expect(bodyOf(await answer)).toMatchObject({ AccessKeyId: 'ASIADEV' });
    expect(looked).toEqual([42]);
    expect(broker.asked).toEqual([{ role: 'dev', asker: aws, wait: true }]);
  });

  it('asks nobody for a request that does not wait', async () => {
    const { ask } = setUp();
    expect(bodyOf(await ask({ ...dev, wait: false }))).toEqual({ code: 'touch-wanted', profile: 'dev' });
  });

  it('tells whom the app forgets in whose name: a shell is a person’s, any other program its own', async () => {
    const { broker } = setUp();
    const forgotten: unknown[] = [];
    const forget = (name: string, by?: Asker) => {
      forgotten.push([name, by]);
      return ok([]);
    };
    const programs = { ...broker.programs, forget };
    const door = createDoor({ broker: { ...broker, programs }, version: '0.1.0', closed, lease });
    const change = { kind: 'forget', program: 'aws' } as const;
    for (const name of ['aws', 'bash']) await door.answer({ kind: 'programs', change }, async () => ok({ ...aws, name }), never());
    expect(forgotten).toEqual([
      ['aws', aws],
      ['aws', undefined],
    ]);
    const asker = failed({ code: 'request-bad', why: 'asker' } as const);
    expect(await door.answer({ kind: 'programs', change }, async () => asker, never())).toEqual(asker);
    expect(forgotten).toHaveLength(2);
  });

  it('shows what was said to programs, and silences one', async () => {
    const { broker } = setUp();
    const said = { id: '1', said: 'no', program: aws, profile: 'dev', until: 0 } as const;
    const silenced: string[] = [];
    const silence = (name: string) => {
      silenced.push(name);
      return ok([{ ...said, silenced: true } as const]);
    };
    const programs = { ...broker.programs, list: () => [said], silence };
    const door = createDoor({ broker: { ...broker, programs }, version: '0.1.0', closed, lease });
    const ask = (request: DoorRequest) => door.answer(request, async () => ok(aws), never());
    expect(bodyOf(await ask({ kind: 'programs' }))).toMatchObject({ programs: [{ name: 'aws', silenced: false }] });
    const change = { kind: 'silence', program: 'aws' } as const;
    expect(bodyOf(await ask({ kind: 'programs', change }))).toMatchObject({ programs: [{ name: 'aws', silenced: true }] });
    expect(silenced).toEqual(['aws']);
  });

  it('gives names and region with a session', async () => {
    const { broker, ask } = setUp();
    broker.holding.set('dev', handedOut());
    expect(bodyOf(await ask({ ...dev, kind: 'session' }))).toMatchObject({
      target: 'dev-tap',
      profile: 'dev',
      region: 'eu-west-1',
      credentials: { Version: 1, AccessKeyId: 'ASIADEV' },
    });
  });

  it('gives the request up when the program has gone', async () => {
    const { broker, ask } = setUp();
    const gone = new AbortController();
    const answer = ask(dev, gone.signal);
    await broker.untilWaiting(1);
    gone.abort();
    expect(bodyOf(await answer)).toEqual({ code: 'cancelled' });
    expect(broker.abandoned()).toBe(1);
  });

  it('asks nobody for a program that had gone before it was looked up', async () => {
    const { broker, ask } = setUp();
    expect(bodyOf(await ask(dev, AbortSignal.abort()))).toEqual({ code: 'cancelled' });
    expect(broker.waiting()).toBe(0);
  });

  it('refuses one whose end of the connection is refused, and asks nobody', async () => {
    const { broker, door } = setUp();
    const refused = { code: 'request-bad', why: 'asker' } as const;
    expect(bodyOf(await door.answer(dev, async () => failed(refused), never()))).toEqual(refused);
    expect(broker.asked).toEqual([]);
  });

  it('tells one that is still being looked up when it closes, and leaves nobody asked', async () => {
    const { broker, door } = setUp();
    let found = (_asker: Result<Asker>): void => {};
    const answer = door.answer(dev, () => new Promise((resolve) => (found = resolve)), never());
    door.close();
    found(ok(aws));
    expect(bodyOf(await answer)).toEqual(closed);
    expect(broker.waiting()).toBe(0);
  });

  it('tells one whose sessions are still being ended when it closes', async () => {
    const { broker } = setUp();
    const slow = createDoor({ broker: { ...broker, endAll: () => new Promise(() => {}) }, version: '0.1.0', closed, lease });
    const answer = slow.answer({ kind: 'endAll' }, async () => ok(aws), never());
    slow.close();
    expect(bodyOf(await answer)).toEqual(closed);
  });

  it('tells those who wait when it closes, and those who come after', async () => {
    const { broker, door, ask } = setUp();
    const answers = [ask(), ask(), ask()];
    await broker.untilWaiting(3);
    door.close();
    expect((await Promise.all(answers)).map(bodyOf)).toEqual([closed, closed, closed]);
    expect(broker.abandoned()).toBe(3);
    expect(bodyOf(await ask())).toEqual(closed);
  });

  it('lets as many wait as its limit says, and has room again afterwards', async () => {
    const { broker, ask } = setUp();
    const answers = Array.from({ length: limits.waiting }, () => ask());
    await broker.untilWaiting(limits.waiting);
    expect(bodyOf(await ask())).toEqual({ code: 'askers-too-many', limit: limits.waiting });
    broker.touch();
    for (const answer of await Promise.all(answers)) expect(answer.ok).toBe(true);
    broker.holding.clear();
    const after = ask();
    await broker.untilWaiting(1);
    broker.touch();
    expect((await after).ok).toBe(true);
  });

  it('ends one session or all', async () => {
    const { broker, ask } = setUp();
    broker.holding.set('dev', handedOut()).set('prod', handedOut('prod'));
    expect(bodyOf(await ask({ kind: 'end', target: 'nobody' }))).toEqual({ code: 'target-unknown', target: 'nobody' });
    expect(bodyOf(await ask({ kind: 'end', target: 'dev-tap' }))).toEqual({ ended: ['dev-tap'], mfaEnded: [] });
    expect(bodyOf(await ask({ kind: 'endAll' }))).toEqual({ ended: ['prod-tap'], mfaEnded: ['acme'] });
    expect(broker.ended).toEqual(['dev-tap', 'prod-tap']);
  });

  it('ends nothing for one whose end of the connection is refused', async () => {
    const { broker, door } = setUp();
    broker.holding.set('dev', handedOut());
    const refused = failed({ code: 'request-bad', why: 'asker' } as const);
    expect(await door.answer({ kind: 'end', target: 'dev-tap' }, async () => refused, never())).toEqual(refused);
    expect(await door.answer({ kind: 'endAll' }, async () => refused, never())).toEqual(refused);
    expect(broker.ended).toEqual([]);
  });

  it('says who it is', async () => {
    expect(bodyOf(await setUp().ask({ kind: 'hello' }))).toEqual({ app: 'roletap', version: '0.1.0', protocol: 1 });
  });
});

describe('the answer to a request', () => {
  const asLine = () => 'roletap: line';

  it('is what the door says, or the problem that it met', async () => {
    const answer = { status: 200, type: 'application/json', body: '{}\n' } as const;
    expect(await answerOrBug(Promise.resolve(ok(answer)), asLine)).toBe(answer);
    expect(await answerOrBug(Promise.resolve(failed(closed)), asLine)).toMatchObject({ status: 503, body: 'roletap: line\n' });
  });

  it('says that something went wrong where a bug throws', async () => {
    const answer = await answerOrBug(Promise.reject(new TypeError('a bug')), () => undefined);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({ problem: { code: 'internal', where: 'socket' } });
  });
});

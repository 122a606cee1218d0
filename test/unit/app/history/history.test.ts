import { describe, expect, it } from 'vitest';
import { createHistory, createLineMemory, historyLine, parseHistoryLine } from '../../../../src-main/app/history/history.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { HistoryEntry } from '../../../../src-main/contract/history.ts';
import { createMemoryDayLog } from '../../../fakes/day-log.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 25, 12);

const entry = (change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: noon,
  event: 'opened',
  profile: 'prod',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  accountId: '111122223333',
  asker: { kind: 'person', front: 'tray' },
  ...change,
});

const full = entry({
  asker: { kind: 'program', name: 'terraform', pid: 42, folder: '/home/jane', sure: true },
  accessKeyId: 'ASIAEXAMPLE00000001',
  target: 'prod-tap',
  via: 'direct',
  guarded: true,
  expires: noon + 3_600_000,
  key: { name: 'YubiKey 5C', serial: 12345678 },
  why: 'lock',
  problem: { code: 'code-refused', mfaSerial: 'arn:aws:iam::111122223333:mfa/jane' },
});

const setUp = (at = noon) => {
  const log = createMemoryDayLog();
  const store = createStore(createMemorySettings());
  const time = { now: at };
  const history = createHistory({ log, store, now: () => time.now });
  const notices = () => store.state().notices;
  const entries = async (since = 0) => {
    const read = await history.entries(since);
    if (!read.ok) throw new Error(read.problem.code);
    return read.value;
  };
  return { log, history, notices, entries, time };
};

describe('a line of the history', () => {
  it.each([
    ['with everything', full],
    ['with what every entry has', entry()],
    ['of a renewal', entry({ event: 'renewed', asker: { kind: 'renewal' } })],
    ['of a refusal', entry({ event: 'refused', problem: { code: 'yubikey-unclear', serials: [1, 2] } })],
  ])('gives the entry %s back', (_what, given) => {
    const line = historyLine(given);
    expect(line).not.toContain('\n');
    expect(parseHistoryLine(line)).toEqual(given);
  });

  it.each(['', '{', 'null', '[]', '1', '{"v":1}', JSON.stringify({ v: 2, ...entry() }), historyLine(full).slice(0, 60)])(
    'is no entry when it is %s',
    (line) => expect(parseHistoryLine(line)).toBeUndefined(),
  );

  it.each([
    ['at', 'yesterday'],
    ['at', 1e300],
    ['event', 'exploded'],
    ['asker', { kind: 'ghost' }],
    ['asker', { kind: 'program', name: 'x' }],
    ['profile', 7],
    ['accountId', undefined],
  ])('is no entry when its %s is %j', (field, value) => {
    expect(parseHistoryLine(JSON.stringify({ v: 1, ...full, [field]: value }))).toBeUndefined();
  });

  it('loses fields of a later version and those that do not fit, and keeps the rest', () => {
    const odd = { v: 1, ...full, mood: 'good', via: 'by-air', why: 7, key: { serial: 1 }, problem: { code: '<b>' }, expires: 'soon' };
    const { via: _via, why: _why, key: _key, problem: _problem, expires: _expires, ...rest } = full;
    expect(parseHistoryLine(JSON.stringify(odd))).toEqual(rest);
  });
});

describe('the history', () => {
  it('gives back what was added, from a moment on and in the order of time', async () => {
    const { history, entries } = setUp();
    await history.add(entry({ at: noon }));
    await history.add(entry({ at: noon - 2 * day, event: 'ended' }));
    await history.add(entry({ at: noon - 1000, event: 'renewed' }));
    expect((await entries()).map(({ event }) => event)).toEqual(['ended', 'renewed', 'opened']);
    expect((await entries(noon - 500)).map(({ event }) => event)).toEqual(['opened']);
  });

  it('skips a line that a crash cut off', async () => {
    const { history, entries, log } = setUp();
    log.lines.push({ at: noon, line: '{"v":1,"at":1' });
    await history.add(entry());
    expect(await entries()).toHaveLength(1);
  });

  it('tells one notice while the disk is full, loses nothing of this run, and works again after', async () => {
    const { history, entries, log, notices } = setUp();
    log.failure = { file: '/data/history/2026-11-25.jsonl', errno: 'ENOSPC' };
    await history.add(entry());
    log.failure = { file: '/data/history/2026-11-26.jsonl', errno: 'ENOSPC' };
    await history.add(entry({ event: 'ended' }));
    expect(notices()).toEqual([
      { kind: 'problem', problem: { code: 'history-unwritable', file: '/data/history/2026-11-25.jsonl', errno: 'ENOSPC' } },
    ]);
    expect(history.problem()).toMatchObject({ code: 'history-unwritable' });
    expect(await history.entries(0)).toMatchObject({ ok: false, problem: { code: 'history-unwritable' } });
    log.failure = undefined;
    await history.add(entry({ event: 'renewed' }));
    expect(history.problem()).toBeUndefined();
    expect((await entries()).map(({ event }) => event).sort()).toEqual(['ended', 'opened', 'renewed']);
    expect(notices()).toHaveLength(1);
  });

  it('is not stopped by a log that breaks', async () => {
    const { history, log, entries } = setUp();
    const { append } = log;
    (log as { append: typeof append }).append = async () => {
      throw new Error('a bug');
    };
    await history.add(entry());
    (log as { append: typeof append }).append = append;
    await history.add(entry());
    expect(await entries()).toHaveLength(1);
  });

  it('removes what is older than 90 days at start, and again when something happens on another day', async () => {
    const { history, log, time } = setUp();
    const at = (age: number) => ({ at: noon - age * day, line: historyLine(entry({ at: noon - age * day })) });
    log.lines.push(at(91), at(90), at(89));
    await history.prune();
    expect(log.lines).toHaveLength(2);
    time.now += 3_600_000;
    await history.add(entry({ at: time.now }));
    await history.settled();
    expect(log.lines).toHaveLength(3);
    time.now += day;
    await history.add(entry({ at: time.now }));
    await history.settled();
    expect(log.lines.map(({ at: moment }) => (noon - moment) / day).filter((age) => age > 1)).toEqual([89]);
  });
});

it('checks a line once for who reads it again', async () => {
  const parse = createLineMemory();
  const line = historyLine({
    at: 1,
    event: 'opened',
    profile: 'dev',
    roleArn: 'arn:aws:iam::111122223333:role/Dev',
    accountId: '111122223333',
    asker: { kind: 'renewal' },
  });
  expect(parse(line)).toEqual(parseHistoryLine(line));
  expect(parse(line)).toBe(parse(line));
  expect(parse('{')).toBeUndefined();
});

import { beforeEach, describe, expect, it } from 'vitest';
import { createGiving, type Giving } from '../../../../src-main/app/sessions/giving.ts';
import { createStore, type Store, withSpan, withTap } from '../../../../src-main/app/state/store.ts';
import type { Given, StoredRoleSession } from '../../../../src-main/app/stored-sessions.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { type Asker, type AskingProgram, personAt } from '../../../../src-main/contract/values.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';
import { never } from '../../../fakes/world.ts';

/** Who may have a session that is there, alone: no card, no AWS, only the state, the history and the clock. */
const start = 1_700_000_000_000;
const minute = 60_000;
const expires = start + 60 * minute;

const program = (name: string, folder = '/infra'): AskingProgram => ({ kind: 'program', name, pid: 4121, folder, sure: true });
const terraform = program('terraform');
const aws = program('aws');
const role = { profile: 'prod', roleArn: 'arn:aws:iam::222233334444:role/Admin', accountId: '222233334444' };

const sessionOf = (facts: Partial<StoredRoleSession> = {}, accessKeyId = 'ASIA1'): StoredRoleSession => ({
  target: 'prod-tap',
  profile: role.profile,
  roleArn: role.roleArn,
  source: 'acme',
  sourceKey: 'AKIA1',
  via: 'direct',
  since: start,
  inFile: true,
  guarded: true,
  asker: terraform,
  given: [],
  used: start,
  credentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expires },
  ...facts,
});

let now: number;
let store: Store;
let lines: Readonly<Record<string, unknown>>[];
let noted: (readonly [string, Given])[];
let giving: Giving;

beforeEach(() => {
  now = start;
  store = createStore(createMemorySettings());
  lines = [];
  noted = [];
  const history = { now: () => now, add: async (line: Readonly<Record<string, unknown>>) => void lines.push(line) };
  const held = { given: (target: string, given: Given) => void noted.push([target, given]) };
  giving = createGiving({ store, held, history } as never);
});

const asks = (
  answer: Result<StoredRoleSession>,
  { asker = terraform, onBehalfOf = asker, signal = never() }: { asker?: Asker; onBehalfOf?: Asker; signal?: AbortSignal } = {},
) => giving.askPerson({ role, asker, onBehalfOf }, signal, async () => answer);

describe('a guarded session', () => {
  it('serves the one who was given it until its time, and nobody else', () => {
    const session = sessionOf({ given: [{ asker: terraform, until: start + minute }] });
    expect(giving.serves(session, terraform)).toBe(true);
    expect(giving.serves(session, aws)).toBe(false);
    expect(giving.serves(session, program('terraform', '/elsewhere'))).toBe(false);
    expect(giving.serves(session)).toBe(false);
    now = start + minute;
    expect(giving.serves(session, terraform)).toBe(false);
  });

  it('serves everybody when it is not guarded', () => {
    expect(giving.serves(sessionOf({ guarded: false }))).toBe(true);
  });

  it('serves the program that a touch allowed it for the hour, and that hour counts to its end', async () => {
    store.change(withSpan('prod', 'hour'));
    const short = sessionOf({ credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expires: start + minute } });
    expect(await asks(ok(short))).toEqual(ok(short));
    expect(giving.serves(short, terraform)).toBe(true);
    expect(giving.serves(short, aws)).toBe(false);
    giving.note(short, terraform);
    expect(noted).toEqual([['prod-tap', { asker: terraform, until: start + minute }]]);
    now = start + 60 * minute;
    expect(giving.serves(short, terraform)).toBe(false);
  });

  it('is given no longer than a touch allowed it', async () => {
    store.change(withSpan('prod', 'hour'));
    await asks(ok(sessionOf()));
    giving.note(
      sessionOf({ credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expires: expires + 60 * minute } }),
      terraform,
    );
    expect(noted).toEqual([['prod-tap', { asker: terraform, until: expires }]]);
  });

  it('is allowed by a touch for one session alone, unless the person chose more, and a role without a guard never', async () => {
    await asks(ok(sessionOf()));
    store.change(withSpan('prod', 'hour'));
    await asks(ok(sessionOf({ guarded: false })));
    expect(store.state().approvals).toEqual([]);
  });
});

describe('a touch that was there before the program asked', () => {
  it.each(['aws', 'file'] as const)('gives it nothing of a guarded role, while %s is waited for', async (what) => {
    store.change(withTap('prod', { kind: 'waiting', for: what, since: start } as never));
    expect(await asks(ok(sessionOf()))).toBeUndefined();
    const given = sessionOf({ given: [{ asker: terraform, until: expires }] });
    expect(await asks(ok(given))).toEqual(ok(given));
    store.change(withSpan('prod', 'hour'));
    expect(await asks(ok(given))).toEqual(ok(given));
    expect(store.state().approvals, 'whoever touched saw others').toEqual([]);
  });

  it('counts for it while the key still blinks', async () => {
    store.change(withTap('prod', { kind: 'waiting', for: 'touch', since: start } as never));
    expect(await asks(ok(sessionOf()))).toEqual(ok(sessionOf()));
  });
});

describe('a “no” to a program', () => {
  const cancelled = failed({ code: 'cancelled' });

  it('is a line of the history, and nobody is asked in its name for a minute, then for two', async () => {
    expect(await asks(cancelled)).toEqual(cancelled);
    const problem = { code: 'asker-refused', profile: 'prod', until: start + minute } as const;
    expect(lines).toEqual([{ at: start, event: 'refused', ...role, asker: terraform, problem }]);
    expect(giving.mayAsk('prod', terraform)).toBe(false);
    expect(giving.mayAsk('prod', aws)).toBe(true);
    expect(giving.mayAsk('dev', terraform)).toBe(true);
    expect(await asks(ok(sessionOf()))).toEqual(failed(problem));
    now = start + minute;
    expect(giving.mayAsk('prod', terraform)).toBe(true);
    await asks(cancelled);
    expect(lines.at(-1)).toMatchObject({ problem: { until: start + 3 * minute } });
  });

  it('is forgotten with a “yes”', async () => {
    await asks(cancelled);
    now = start + minute;
    await asks(ok(sessionOf()));
    await asks(cancelled);
    expect(lines.at(-1)).toMatchObject({ problem: { until: now + minute } });
  });

  it('is none when the program went away, when something else went wrong, or when a person asked', async () => {
    await asks(cancelled, { signal: AbortSignal.abort() });
    await asks(failed({ code: 'yubikey-missing' } as never));
    await asks(cancelled, { asker: personAt('terminal') });
    expect(lines).toEqual([]);
    expect(giving.mayAsk('prod', terraform)).toBe(true);
  });
});

describe('whoever is given a session', () => {
  const given = { event: 'given', ...role, target: 'prod-tap', via: 'direct', expires };

  it('is a line of the history with all that tells the session, and is kept with it to its end', () => {
    giving.note(sessionOf(), terraform);
    expect(lines).toEqual([{ at: start, ...given, asker: terraform, accessKeyId: 'ASIA1', guarded: true }]);
    expect(noted).toEqual([['prod-tap', { asker: terraform, until: expires }]]);
  });

  it('is one line a session, however often they ask; a renewal is none', () => {
    const open = sessionOf({ guarded: false, given: [{ asker: aws, until: expires }] });
    for (const asker of [aws, terraform, terraform, personAt('tray'), personAt('tray'), program('terraform', '/other')])
      giving.note(open, asker);
    giving.note(open, { kind: 'renewal' });
    expect(lines.map(({ asker }) => asker)).toEqual([terraform, personAt('tray'), program('terraform', '/other')]);
    giving.note(sessionOf({ guarded: false }, 'ASIA2'), terraform);
    expect(lines).toHaveLength(4);
  });

  it('is one line of a guarded session as long as it is theirs, and a new one after it was taken back', () => {
    giving.note(sessionOf({ given: [{ asker: terraform, until: expires }] }), terraform);
    expect(lines).toEqual([]);
    giving.note(sessionOf(), terraform);
    giving.note(sessionOf(), terraform);
    expect(lines).toHaveLength(2);
  });

  it('is remembered for fifty sessions at least', () => {
    for (let turn = 0; turn < 2; turn++)
      for (let count = 1; count <= 50; count++) giving.note(sessionOf({ guarded: false }, `ASIA${count}`), terraform);
    expect(lines).toHaveLength(50);
  });
});

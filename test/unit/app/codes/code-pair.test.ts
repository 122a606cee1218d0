import { describe, expect, it } from 'vitest';
import type { Place } from '../../../../src-main/app/codes/accounts.ts';
import { type PairRequest, twoCodes } from '../../../../src-main/app/codes/code-pair.ts';
import type { CodePorts } from '../../../../src-main/app/codes/code-request.ts';
import { createQuestions } from '../../../../src-main/app/questions.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { CodeLedger } from '../../../../src-main/aws/sts/sts.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { CodeRequest, Keys } from '../../../../src-main/card/keys/keys.ts';
import { forgetfulPasswords } from '../../../../src-main/compose.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';
import { createFakeLedger, jane, start } from '../../../fakes/world.ts';

const now = Math.floor(start / 30_000);
const account = { id: jane, idBytes: utf8(jane), name: jane, kind: 'totp', period: 30, touch: 'not-required', digits: 6 } as const;
const key = {
  id: '7',
  serial: 7,
  name: 'YubiKey',
  firmware: '5.4.3',
  formFactor: '',
  oath: 'ready',
  busy: false,
  accounts: [account],
} as const;
const place: Place = { key, account };
const locked = failed({ code: 'password-needed', serial: 7 });

/** A key that answers as told, and otherwise with its step; who asks is the terminal or the window. */
const open = (options: { readonly code?: Keys['code']; readonly ledger?: CodeLedger; readonly spent?: readonly number[] } = {}) => {
  const time = createFakeClock(start);
  const store = createStore(createMemorySettings());
  let id = 0;
  const questions = createQuestions({ store, time, newId: () => `q${id++}`, answers: 'everything' });
  const fake = createFakeLedger();
  for (const step of options.spent ?? []) void fake.claim(jane, step);
  const asked: number[] = [];
  const code = async (request: CodeRequest) => {
    asked.push(request.step);
    return (await options.code?.(request)) ?? ok({ code: String(request.step), step: request.step });
  };
  const passwords = forgetfulPasswords;
  const keys = {
    code,
    unlock: async () => ok({ deviceId: 'x', accessKey: new Uint8Array(16) }),
    passwords,
  } as unknown as CodePorts['keys'];
  const phases: unknown[] = [];
  const stopper = new AbortController();
  const run = (request: PairRequest) =>
    twoCodes(
      { keys, questions, time, ledger: options.ledger ?? fake } as Parameters<typeof twoCodes>[0],
      place,
      jane,
      request,
      { for: { kind: 'code', account: 'jane' }, onPhase: (...phase) => phases.push(phase) },
      stopper.signal,
    );
  const held = () => [...(fake.steps.get(jane) ?? [])].sort();
  return { run, asked, phases, held, time, store, questions, stopper };
};

describe('two codes in a row', () => {
  it('are of the step that ended and this one, for a call at once', async () => {
    const { run, asked, held } = open();
    expect(await run({ steps: 'ended' })).toEqual(
      ok([
        { digits: String(now - 1), ends: start },
        { digits: String(now), ends: start + 30_000 },
      ]),
    );
    expect(asked).toEqual([now - 1, now]);
    expect(held()).toEqual([now - 1, now]);
  });

  it('are of this step and the next for a person who types them, and told as they come', async () => {
    const { run, asked, time } = open();
    const told: unknown[] = [];
    await time.advance(1_000);
    expect((await run({ steps: 'begun', onCodes: (codes) => told.push(codes.map(({ digits }) => digits)) })).ok).toBe(true);
    expect(asked).toEqual([now, now + 1]);
    expect(told).toEqual([[], [String(now)], [String(now), String(now + 1)]]);
  });

  it('to type begin at once with 20 s of the step left, and with the next step when it is less', async () => {
    const { run, asked, time } = open();
    await time.advance(10_000);
    expect((await run({ steps: 'begun' })).ok).toBe(true);
    expect(asked).toEqual([now, now + 1]);

    const late = open();
    await late.time.advance(10_001);
    const done = late.run({ steps: 'begun' });
    await settle();
    expect(late.asked).toEqual([]);
    expect(late.phases).toEqual([['step', start + 30_000]]);
    expect(late.store.state().waiting).toMatchObject([{ kind: 'step', toType: true, deadline: start + 30_000 }]);
    // The step that is about to end is left to others.
    expect(late.held()).toEqual([now + 1, now + 2]);
    await late.time.advance(20_000);
    expect(await done).toEqual(
      ok([
        { digits: String(now + 1), ends: start + 60_000 },
        { digits: String(now + 2), ends: start + 90_000 },
      ]),
    );
  });

  it('to type are waited for without a word of typing when a step is spent', async () => {
    const { run, asked, time, store } = open({ spent: [now] });
    const done = run({ steps: 'begun' });
    await settle();
    expect(store.state().waiting).toEqual([expect.not.objectContaining({ toType: true })]);
    expect(store.state().waiting).toMatchObject([{ kind: 'step', deadline: start + 30_000 }]);
    await time.advance(30_000);
    expect((await done).ok).toBe(true);
    expect(asked).toEqual([now + 1, now + 2]);
  });

  it('wait for the next free pair when a step is spent, and hold no other step meanwhile', async () => {
    const { run, asked, phases, held, time, store } = open({ spent: [now] });
    const done = run({ steps: 'ended' });
    await settle();
    expect(asked).toEqual([]);
    expect(held()).toEqual([now, now + 1, now + 2]);
    // Two steps later than asked: so is the moment.
    expect(phases).toEqual([['step', start + 60_000]]);
    expect(store.state().waiting).toMatchObject([{ kind: 'step', deadline: start + 60_000 }]);
    await time.advance(60_000);
    expect(await done).toMatchObject({ ok: true });
    expect(asked).toEqual([now + 1, now + 2]);
  });

  it('are given back when the person does not wait for them', async () => {
    const { run, asked, held, stopper } = open({ spent: [now] });
    const done = run({ steps: 'ended' });
    await settle();
    stopper.abort();
    expect(await done).toEqual(failed({ code: 'cancelled' }));
    expect(held()).toEqual([now]);
    expect(asked).toEqual([]);
  });

  it('are given back when the key made only one', async () => {
    const { run, held } = open({
      code: async ({ step }) => (step === now ? failed({ code: 'yubikey-removed' }) : ok({ code: 'x', step })),
    });
    expect(await run({ steps: 'ended' })).toEqual(failed({ code: 'yubikey-removed' }));
    expect(held()).toEqual([]);
  });

  it('are given up after six steps without a free pair', async () => {
    // Every second step is spent by somebody else.
    const claims: number[] = [];
    const released: number[] = [];
    const ledger: CodeLedger = {
      claim: async (_, step) => {
        claims.push(step);
        // No time limit ends a search that never waits.
        if (claims.length > 100) throw new Error('still looking');
        return ok(step % 2 === 0 ? step : step + 1);
      },
      spend: async () => ok(undefined),
      release: async (_, step) => {
        released.push(step);
      },
    };
    const { run, asked } = open({ ledger });
    expect(await run({ steps: 'begun' })).toEqual(failed({ code: 'codes-taken', mfaSerial: jane }));
    expect(claims).toHaveLength(6);
    expect(released).toHaveLength(6);
    expect(asked).toEqual([]);
  });

  it('give the first back when the ledger cannot be written for the second', async () => {
    const problem = { code: 'state-unwritable', file: '/x', errno: 'ENOSPC' } as const;
    const released: number[] = [];
    let claims = 0;
    const ledger: CodeLedger = {
      claim: async (_, step) => (++claims === 2 ? failed(problem) : ok(step)),
      spend: async () => ok(undefined),
      release: async (_, step) => {
        released.push(step);
      },
    };
    expect(await open({ ledger }).run({ steps: 'ended' })).toEqual(failed(problem));
    expect(released).toEqual([now - 1]);
    claims = 1;
    expect(await open({ ledger }).run({ steps: 'ended' })).toEqual(failed(problem));
    expect(released).toEqual([now - 1]);
  });

  it('are given back when it cannot be kept that they are spent', async () => {
    const problem = { code: 'state-unwritable', file: '/x', errno: 'ENOSPC' } as const;
    const released: number[] = [];
    const ledger: CodeLedger = {
      claim: async (_, step) => ok(step),
      spend: async (_, step) => (step === now ? failed(problem) : ok(undefined)),
      release: async (_, step) => {
        released.push(step);
      },
    };
    const told: number[] = [];
    expect(await open({ ledger }).run({ steps: 'ended', onCodes: ({ length }) => told.push(length) })).toEqual(failed(problem));
    expect([released, told]).toEqual([
      [now - 1, now],
      [0, 1],
    ]);
  });

  it('ask for the password once for each code, when another program locked the key', async () => {
    let asks = 0;
    const { run, phases, store, questions, asked } = open({
      code: async ({ step }) => (++asks === 1 ? locked : ok({ code: String(step), step })),
    });
    const done = run({ steps: 'ended' });
    await settle();
    expect(phases).toEqual([['card'], ['password']]);
    const [waiting] = store.state().waiting;
    questions.reply(waiting?.id ?? '', ['password'], { kind: 'answered', value: 'secret', remember: false });
    expect(await done).toMatchObject({ ok: true });
    expect(asked).toEqual([now - 1, now - 1, now]);
  });

  it('are no pair when nobody typed the password', async () => {
    const { run, held, time } = open({ code: async () => locked });
    const done = run({ steps: 'ended' });
    await time.advance(120_000);
    expect(await done).toEqual(locked);
    expect(held()).toEqual([]);
  });
});

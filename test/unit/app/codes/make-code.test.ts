import { describe, expect, it } from 'vitest';
import type { CodePorts, CodePurpose } from '../../../../src-main/app/codes/code-request.ts';
import { codeAt, codeForDevice, touchForCode } from '../../../../src-main/app/codes/make-code.ts';
import { codesOfUser } from '../../../../src-main/app/codes/user-codes.ts';
import type { DeviceWish } from '../../../../src-main/app/codes/user-devices.ts';
import type { Settings } from '../../../../src-main/app/ports.ts';
import { createQuestions, type Questions } from '../../../../src-main/app/questions.ts';
import { createStore, withKeys } from '../../../../src-main/app/state/store.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { CodeRequest, Key, Keys } from '../../../../src-main/card/keys/keys.ts';
import { forgetfulPasswords } from '../../../../src-main/compose.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';
import { createFakeLedger, jane, never, start } from '../../../fakes/world.ts';

const step = Math.floor(start / 30_000);
const label = 'Amazon Web Services:jane@111122223333';
const spare = 'arn:aws:iam::111122223333:mfa/jane-spare';

const account = (id: string) => ({ id, idBytes: utf8(id), name: id, kind: 'totp', period: 30, touch: 'required', digits: 6 }) as const;
const keyWith = (serial: number, ...ids: readonly string[]): Key => ({
  id: `key ${serial}`,
  serial,
  name: 'YubiKey 5',
  firmware: '5.7.1',
  formFactor: 'USB-A keychain',
  oath: 'ready',
  busy: false,
  accounts: ids.map(account),
});
const janesKey = keyWith(1, jane);

const removed = failed({ code: 'yubikey-removed', serial: 1 });
const locked = failed({ code: 'password-needed', serial: 1 });

/** As the real keys do it: who gives up hears so at once. */
const givenUp = (signal: AbortSignal) =>
  new Promise<Awaited<ReturnType<Keys['code']>>>((resolve) => {
    signal.addEventListener('abort', () => resolve(failed({ code: 'cancelled' })), { once: true });
  });

/** These keys, which make codes as told, and otherwise at once with the step for a code; what is asked, told and spent. */
const stage = ({
  plugged = [janesKey],
  ...options
}: {
  readonly plugged?: readonly Key[];
  readonly code?: Keys['code'];
  readonly settings?: Partial<Settings>;
} = {}) => {
  const time = createFakeClock(start);
  const settings = createMemorySettings(options.settings);
  const store = createStore(settings);
  const state = { kind: 'ready', keys: plugged } as const;
  store.change(withKeys(state));
  let ids = 0;
  const questions = createQuestions({ store, time, newId: () => `q${ids++}`, answers: 'everything' });
  const ledger = createFakeLedger();
  const asked: CodeRequest[] = [];
  const typed: string[] = [];
  const keys: Partial<CodePorts['keys']> = {
    state: () => state,
    settled: async () => {},
    subscribe: () => () => {},
    code: async (request) => {
      asked.push(request);
      return (await options.code?.(request)) ?? ok({ code: String(request.step), step: request.step });
    },
    unlock: async (_, password) => {
      typed.push(password);
      return ok({ deviceId: 'x', accessKey: new Uint8Array(16) });
    },
    passwords: forgetfulPasswords,
    known: { look: () => {}, of: () => undefined },
  };
  const ports = {
    keys,
    questions,
    time,
    ledger,
    settings: { get: settings.get, change: (change) => settings.update(change(settings.get())) },
  } as CodePorts;
  const phases: unknown[] = [];
  const touched: unknown[] = [];
  const purpose: CodePurpose = {
    for: { kind: 'code', account: 'jane' },
    onPhase: (...phase) => phases.push(phase),
    onTouched: (key) => touched.push(key),
  };
  const [place] = plugged.flatMap((key) => key.accounts.map((found) => ({ key, account: found })));
  if (!place) throw new Error('no account');
  const waiting = () => store.state().waiting;
  const reply = (answer: Parameters<Questions['reply']>[2]) => questions.reply(waiting()[0]?.id ?? '', ['touch', 'password'], answer);
  const held = () => [...(ledger.steps.get(jane) ?? [])];
  return { ports, place, time, settings, asked, typed, phases, touched, purpose, waiting, reply, held };
};

/** The code of Jane's account on a key that blinks and answers as told. */
const touchOf = (code: Keys['code'], purposeOf: Partial<CodePurpose> = {}, plugged = janesKey, signal = never()) => {
  const staged = stage({ code, plugged: [plugged] });
  let over = false;
  const made = touchForCode(staged.ports, staged.place, step, { ...staged.purpose, ...purposeOf }, signal).finally(() => {
    over = true;
  });
  return { ...staged, made, isOver: () => over };
};

/** A key that blinks until it is touched. */
const blinking = () => {
  let request: CodeRequest | undefined;
  let answer: (made: Awaited<ReturnType<Keys['code']>>) => void = () => {};
  const code: Keys['code'] = (asked) => {
    request = asked;
    asked.onTouch();
    return Promise.race([
      givenUp(asked.signal),
      new Promise<Awaited<ReturnType<Keys['code']>>>((resolve) => {
        answer = resolve;
      }),
    ]);
  };
  return {
    code,
    touch: () => answer(ok({ code: '123456', step })),
    pull: () => answer(removed),
    blinkAgain: () => request?.onTouch(),
    takenByAnother: () => request?.onBusy('gpg-agent'),
  };
};

describe('a touch', () => {
  it('is asked for with the key that blinks and how long, and who touched is told afterwards', async () => {
    const key = blinking();
    const { made, waiting, phases, touched, time } = touchOf(key.code);
    await settle();
    expect(waiting()).toMatchObject([
      {
        kind: 'touch',
        for: { account: 'jane' },
        key: { name: 'YubiKey 5', serial: 1, formFactor: 'USB-A keychain' },
        deadline: start + 15_000,
      },
    ]);
    expect([phases, touched]).toEqual([[['card'], ['touch']], []]);
    key.touch();
    expect(await made).toEqual(ok('123456'));
    expect(touched).toEqual([{ name: 'YubiKey 5', serial: 1 }]);
    expect([waiting(), time.pending()]).toEqual([[], 0]);
  });

  it('of a key that tells no serial is told without one', async () => {
    const key = blinking();
    const { serial: _, ...nameless } = janesKey;
    const { made, touched, waiting } = touchOf(key.code, {}, nameless);
    await settle();
    expect(waiting()[0]?.key).toStrictEqual({ name: 'YubiKey 5', formFactor: 'USB-A keychain' });
    key.touch();
    await made;
    expect(touched).toStrictEqual([{ name: 'YubiKey 5' }]);
  });

  it('is neither asked for nor told where the key makes the code without', async () => {
    const { made, phases, touched } = touchOf(async () => ok({ code: '123456', step }));
    expect(await made).toEqual(ok('123456'));
    expect([phases, touched]).toEqual([[['card']], []]);
  });

  it('is not told of a key that was pulled while it blinked', async () => {
    const key = blinking();
    const { made, touched, waiting, time } = touchOf(key.code);
    await settle();
    key.pull();
    expect(await made).toEqual(removed);
    expect([touched, waiting(), time.pending()]).toEqual([[], [], 0]);
  });

  it('is waited for no longer when the person gives it up', async () => {
    const { made, reply, touched, time } = touchOf(blinking().code);
    await settle();
    reply({ kind: 'cancelled' });
    expect(await made).toEqual(failed({ code: 'cancelled' }));
    expect([touched, time.pending()]).toEqual([[], 0]);
  });

  it('that came after it was given up makes no code', async () => {
    const stopper = new AbortController();
    // A touch in flight cannot be withdrawn: the key answers all the same.
    const code: Keys['code'] = async ({ onTouch }) => {
      onTouch();
      stopper.abort();
      return ok({ code: '123456', step });
    };
    const { made, touched, waiting, time } = touchOf(code, {}, janesKey, stopper.signal);
    expect(await made).toEqual(failed({ code: 'cancelled' }));
    expect([touched, waiting(), time.pending()]).toEqual([[], [], 0]);
  });

  it('is waited for 25 seconds at most, also where the key never says that nobody touched', async () => {
    const { made, isOver, waiting, time, touched } = touchOf(blinking().code);
    await time.advance(15_000);
    // Nobody is asked any more, and the key has its time to say so.
    expect([waiting(), isOver()]).toEqual([[], false]);
    await time.advance(9_999);
    expect(isOver()).toBe(false);
    await time.advance(1);
    expect(isOver()).toBe(true);
    expect(await made).toEqual(failed({ code: 'not-touched', seconds: 25 }));
    expect([touched, time.pending()]).toEqual([[], 0]);
  });

  it('has its whole time again when the key blinks again', async () => {
    const key = blinking();
    const { made, isOver, waiting, time } = touchOf(key.code);
    await time.advance(14_000);
    key.blinkAgain();
    await time.advance(11_000);
    expect(waiting()).toMatchObject([{ kind: 'touch', deadline: start + 29_000 }]);
    expect(isOver()).toBe(false);
    await time.advance(14_000);
    expect(await made).toEqual(failed({ code: 'not-touched', seconds: 25 }));
  });

  it('is not asked for while another program has the key, and is when that lets go', async () => {
    const key = blinking();
    const { made, isOver, waiting, phases, time } = touchOf(key.code);
    await settle();
    key.takenByAnother();
    expect([waiting(), phases.at(-1)]).toEqual([[], ['card']]);
    await time.advance(40_000);
    expect(isOver()).toBe(false);
    key.blinkAgain();
    expect(waiting()).toMatchObject([{ kind: 'touch', deadline: start + 55_000 }]);
    key.touch();
    expect(await made).toEqual(ok('123456'));
  });

  it('of a person goes before those of programs, which do not say so', async () => {
    const person = touchOf(blinking().code, { urgent: true });
    const program = touchOf(blinking().code);
    expect(person.asked).toMatchObject([{ keyId: 'key 1', account: jane, step, urgent: true }]);
    expect(program.asked).toMatchObject([{ keyId: 'key 1', account: jane, step, urgent: false }]);
  });
});

describe('a code of a plugged account', () => {
  it('takes no step and no key when it was given up before', async () => {
    const { ports, place, purpose, asked, phases, held } = stage();
    const stopper = new AbortController();
    stopper.abort();
    expect(await codeAt(ports, place, jane, purpose, stopper.signal)).toEqual(failed({ code: 'cancelled' }));
    expect([asked, phases, held()]).toEqual([[], [], []]);
  });

  it('is asked for no more when the person gives the password up', async () => {
    const { ports, place, purpose, asked, held, reply } = stage({ code: async () => locked });
    const made = codeAt(ports, place, jane, purpose, never());
    await settle();
    reply({ kind: 'cancelled' });
    expect(await made).toEqual(failed({ code: 'cancelled' }));
    expect([asked.length, held()]).toEqual([1, []]);
  });

  it('takes three passwords at most where another program locks the key again and again', async () => {
    const { ports, place, purpose, asked, typed, held, waiting, reply } = stage({ code: async () => locked });
    const made = codeAt(ports, place, jane, purpose, never());
    for (const value of ['one', 'two', 'three']) {
      await settle();
      reply({ kind: 'answered', value, remember: false });
    }
    await settle();
    expect(waiting()).toEqual([]);
    expect(await made).toEqual(locked);
    expect([typed, asked.length, held()]).toEqual([['one', 'two', 'three'], 4, []]);
  });
});

describe('a code of one device', () => {
  it('is made by the key that has its account, and is spent', async () => {
    const { ports, purpose, touched, held } = stage({ plugged: [keyWith(2, 'GitHub:jane'), janesKey] });
    const made = await codeForDevice(ports, jane, [], purpose, never());
    expect(made).toMatchObject({ ok: true, value: { mfaSerial: jane, code: String(step) } });
    expect([held(), touched]).toEqual([[step], []]);
  });

  it('is not made where no key has its account', async () => {
    const { ports, purpose, asked, held } = stage({ plugged: [keyWith(1, 'arn:aws:iam::999999999999:mfa/jane')] });
    expect(await codeForDevice(ports, jane, [], purpose, never())).toEqual(
      failed({ code: 'account-missing', account: jane, serials: [1] }),
    );
    expect([asked, held()]).toEqual([[], []]);
  });

  it.each([
    ['another account may be the device’s', [jane, label], `key 1 ${jane}`],
    ['no other may be', [jane, 'GitHub:jane'], undefined],
  ])('that AWS refuses is left out the next time where %s', async (_, ids, left) => {
    const { ports, purpose } = stage({ plugged: [keyWith(1, ...ids)] });
    const made = await codeForDevice(ports, jane, [], purpose, never());
    expect(made.ok && made.value.leaveOut?.()).toBe(left);
  });

  it('that AWS took is remembered by its account where the name alone does not tell, and forgotten when AWS refuses one', async () => {
    const { ports, purpose, settings } = stage({ plugged: [keyWith(1, jane, label)] });
    const made = await codeForDevice(ports, jane, [`key 1 ${jane}`], purpose, never());
    if (made.ok) made.value.told('accepted');
    expect(settings.get().pickedAccounts).toEqual({ [jane]: label });
    if (made.ok) made.value.told('refused');
    expect(settings.get().pickedAccounts).toEqual({});
  });

  it('that AWS took leaves nothing to remember where the name tells, whatever is on another key', async () => {
    const { ports, purpose, settings } = stage({ plugged: [keyWith(2, 'GitHub:jane'), janesKey] });
    const made = await codeForDevice(ports, jane, [], purpose, never());
    if (made.ok) made.value.told('accepted');
    expect(settings.get().pickedAccounts).toEqual({});
  });
});

describe('a code of whichever device of a user', () => {
  /** What the profile is told of its device, once AWS said what it thinks of the code of the spare one. */
  const goneAfter = async (outcome: 'accepted' | 'refused', listed: readonly string[]) => {
    const { ports, purpose } = stage({ plugged: [keyWith(1, spare)] });
    const gone: unknown[] = [];
    const wish: DeviceWish = {
      profile: 'dev',
      named: jane,
      who: async () => ok({ arn: 'arn:aws:iam::111122223333:user/jane', accountId: '111122223333', userId: 'AIDAJANE' }),
      listDevices: async () => listed.map((serial) => ({ serial, kind: 'virtual', enabledAt: 0 })),
      onGone: (...devices) => gone.push(devices),
    };
    const made = await codesOfUser(ports, wish, purpose)([], never());
    if (!made.ok) throw new Error(made.problem.code);
    expect(made.value.mfaSerial).toBe(spare);
    expect(gone).toEqual([]);
    made.value.told(outcome);
    return gone;
  };

  it('tells that the profile’s device is gone, and which is there, only when AWS took the other’s code', async () => {
    expect(await goneAfter('accepted', [spare])).toEqual([[jane, spare]]);
    expect(await goneAfter('refused', [spare])).toEqual([]);
  });

  it('tells nothing of a device that is still the user’s', async () => {
    expect(await goneAfter('accepted', [jane, spare])).toEqual([]);
  });
});

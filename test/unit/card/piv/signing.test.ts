import { createPublicKey, verify } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { digestOf, type HashName, type KeyAlgorithm } from '../../../../src-main/card/certificates/signing.ts';
import { type CardConnection, CardFault } from '../../../../src-main/card/connection/card-connection.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import type { Version } from '../../../../src-main/card/connection/version.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import type { SignRequest } from '../../../../src-main/card/piv/piv.ts';
import { type SignWork, signInSlot } from '../../../../src-main/card/piv/piv-signing.ts';
import { createVirtualYubiKey, type VirtualYubiKeyOptions } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createDesk, fastClock, firstReader } from '../../../fakes/card-desk.ts';
import { createScriptedConnection } from '../../../fakes/card-script.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';

const serial = 12345678;
const message = utf8('what is signed');
const open: YubiKeys[] = [];
afterEach(async () => {
  for (const keys of open.splice(0)) await keys.close();
});

interface Slot {
  readonly slot?: number;
  readonly algorithm?: KeyAlgorithm;
  readonly pin?: number;
  readonly touch?: number;
}

/** A desk with a virtual key that has one key pair in a slot. */
const desk = async (options: Partial<VirtualYubiKeyOptions> = {}, { slot = 0x82, algorithm = 'p256', pin = 2, touch = 1 }: Slot = {}) => {
  const key = createVirtualYubiKey({ serial, touchPolicy: 'automatic', ...options });
  await generateInSlot(key, { slot, algorithm, pin, touch });
  const { keys, readers } = createDesk({ [firstReader]: key }, undefined, fastClock);
  open.push(keys);
  await keys.settled();
  return { key, keys, readers };
};

const request = (change: Partial<SignRequest> = {}): SignRequest => {
  const hash: HashName = change.hash ?? 'sha256';
  return {
    keyId: String(serial),
    slot: 0x82,
    algorithm: 'p256',
    hash,
    digest: digestOf(hash, message),
    pin: utf8('123456'),
    ...change,
  };
};

const problemOf = async (keys: YubiKeys, change: Partial<SignRequest> = {}) => {
  const result = await keys.piv.sign(request(change));
  return result.ok ? undefined : result.problem;
};

describe('a signature by a key in a slot', () => {
  it.each([
    ['p256', 'sha256'],
    ['p256', 'sha384'],
    ['p384', 'sha384'],
    ['p384', 'sha256'],
    ['rsa-2048', 'sha256'],
  ] as const)('verifies with %s and %s', async (algorithm, hash) => {
    const { keys } = await desk({}, { algorithm });
    const result = await keys.piv.sign(request({ algorithm, hash }));
    const application = await keys.piv.read(String(serial));
    if (!result.ok || !application.ok) throw new Error(JSON.stringify([result, application]));
    const publicKey = application.value.slots[0]?.key?.publicKey;
    const key = createPublicKey({ key: Buffer.from(publicKey ?? []), format: 'der', type: 'spki' });
    // A digest that is longer than the curve is cut by whoever verifies, too.
    expect(verify(hash, message, key, result.value)).toBe(true);
  });

  it('has the PIN forgotten when it is done', async () => {
    const { key, keys } = await desk();
    const sent: string[] = [];
    key.onApdu((apdu) => sent.push(toHex(apdu.subarray(0, 2))));
    expect(await keys.piv.sign(request())).toMatchObject({ ok: true });
    // SELECT, after the signature.
    expect(sent.slice(sent.lastIndexOf('0087') + 1)[0]).toBe('00a4');
  });

  it('asks for the PIN where none was given and the key needs one', async () => {
    const { keys } = await desk();
    const { pin: _, ...without } = request();
    expect(await keys.piv.sign(without)).toMatchObject({ ok: false, problem: { code: 'pin-needed', serial } });
  });

  it('needs no PIN for a key that asks for none', async () => {
    const { keys } = await desk({}, { pin: 1 });
    const { pin: _, ...without } = request();
    expect(await keys.piv.sign(without)).toMatchObject({ ok: true });
  });

  it('tells of a touch before it waits, and of one that never came', async () => {
    const { keys } = await desk({ touchPolicy: 'by-hand', clock: fastClock }, { touch: 2 });
    const moments: string[] = [];
    expect(await problemOf(keys, { onTouch: () => moments.push('touch') })).toMatchObject({ code: 'not-touched', what: 'signature' });
    expect(moments).toEqual(['touch']);
  });

  it('takes a touch that was given', async () => {
    const { key, keys } = await desk({ touchPolicy: 'by-hand' }, { touch: 3 });
    expect(await keys.piv.sign(request({ onTouch: () => key.touch() }))).toMatchObject({ ok: true });
  });
});

describe('a wrong PIN', () => {
  it('tells how many tries are left, and leaves the last one to the person', async () => {
    const { key, keys } = await desk();
    const wrong = { pin: utf8('654321') };
    expect(await problemOf(keys, wrong)).toEqual({ code: 'pin-wrong', serial, left: 2 });
    expect(await problemOf(keys, wrong)).toEqual({ code: 'pin-wrong', serial, left: 1 });
    const before = key.apduCount();
    expect(await problemOf(keys, wrong)).toEqual({ code: 'pin-last-try', serial });
    expect(key.apduCount()).toBeGreaterThan(before);
    expect(await problemOf(keys, { ...wrong, lastTry: true })).toEqual({ code: 'pin-blocked', serial });
    expect(await problemOf(keys)).toEqual({ code: 'pin-blocked', serial });
  });

  it.each(['12345', '123456789', ''])('of %j is not sent', async (pin) => {
    const { keys } = await desk();
    expect(await problemOf(keys, { pin: utf8(pin) })).toEqual({ code: 'pin-malformed', what: 'pin' });
    expect(await keys.piv.read(String(serial))).toMatchObject({ ok: true, value: { pin: { left: 3 } } });
  });

  it('is sent once, also when the card was reset before it answered', async () => {
    const { key, keys } = await desk();
    const sent: string[] = [];
    key.onApdu((apdu) => {
      if (apdu[1] === 0x20 && apdu.length > 5) sent.push(toHex(apdu));
    });
    // SELECT, version, metadata of slot and PIN, VERIFY.
    key.inject({ at: 5, does: 'reset' });
    expect(await problemOf(keys, { pin: utf8('654321') })).toEqual({ code: 'pin-unsure', serial });
    expect(sent).toHaveLength(1);
  });

  it('leaves nothing of itself in the frames that were sent', async () => {
    const frames: Uint8Array[] = [];
    const key = createVirtualYubiKey({ serial });
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 1 });
    const { keys } = createDesk({ [firstReader]: key }, (readers) => ({
      ...readers,
      connect: async (reader) => {
        const connection = await readers.connect(reader);
        return {
          ...connection,
          transmit: (apdu, handling) => {
            frames.push(apdu);
            return connection.transmit(apdu, handling);
          },
        };
      },
    }));
    open.push(keys);
    await keys.settled();
    await keys.piv.sign(request({ pin: utf8('314159') }));
    expect(frames.length).toBeGreaterThan(5);
    expect(frames.filter((frame) => Buffer.from(frame).includes('314159'))).toEqual([]);
  });
});

describe('a slot', () => {
  it('that is empty is told as such', async () => {
    const { keys } = await desk();
    expect(await problemOf(keys, { slot: 0x9a })).toEqual({ code: 'slot-empty', serial, slot: '9a' });
  });

  it('that holds a key of another kind is told as such, before a PIN is sent', async () => {
    const { keys } = await desk();
    expect(await problemOf(keys, { algorithm: 'rsa-2048', pin: utf8('654321') })).toEqual({ code: 'slot-key-other', serial, slot: '82' });
    expect(await keys.piv.read(String(serial))).toMatchObject({ ok: true, value: { pin: { left: 3 } } });
  });

  it('of a firmware without metadata is told by the card’s refusal', async () => {
    const { keys } = await desk({ firmware: '4.3.5' });
    expect(await problemOf(keys, { slot: 0x83 })).toEqual({ code: 'slot-empty', serial, slot: '83' });
  });
});

describe('who else is there', () => {
  it('keeps a PIN from being sent: another program could sign with it', async () => {
    const { keys, readers } = await desk();
    readers.hold(firstReader, { name: 'scdaemon', exclusive: false });
    expect(await problemOf(keys)).toEqual({ code: 'yubikey-busy', holder: 'scdaemon' });
    expect(await keys.piv.read(String(serial))).toMatchObject({ ok: true, value: { pin: { left: 3 } } });
  });

  it('tells a Security Key as what it is', async () => {
    const key = createVirtualYubiKey({ serial, securityKey: true });
    const { keys } = createDesk({ [firstReader]: key });
    open.push(keys);
    await keys.settled();
    expect(keys.state()).toMatchObject({ kind: 'ready', keys: [{ oath: 'disabled', problem: { code: 'security-key', serial } }] });
    expect(await keys.piv.read(String(serial))).toEqual({ ok: false, problem: { code: 'security-key', serial } });
  });

  it('tells of PIV that is switched off, and of a key that is gone', async () => {
    const { keys, readers } = await desk({ pivEnabled: true });
    readers.insert(firstReader, createVirtualYubiKey({ serial, pivEnabled: false }));
    await keys.settled();
    expect(await keys.piv.read(String(serial))).toEqual({ ok: false, problem: { code: 'piv-missing', serial } });
    expect(await keys.piv.read('99')).toEqual({ ok: false, problem: { code: 'yubikey-removed' } });
  });
});

describe('a signature as the card gives it', () => {
  const metadata = (touch: number): string => `010111 0202020${touch} 030101 9000`;
  const digest = new Uint8Array(32).fill(0x5a);
  const asked = `7c24 8200 8120 ${toHex(digest)}`.replaceAll(' ', '');
  const signed = '7c05 8203 010203 9000';
  interface Answering {
    readonly version?: Version;
    /** What comes before the signature is asked for. */
    readonly before?: readonly string[];
    /** What the card answers to that, and how long it takes. */
    readonly answer: string | CardFault;
    readonly millis?: number;
    readonly work?: Partial<SignWork>;
  }
  /** What was told on the way, and what came of it. */
  const sign = async ({ version = [5, 3, 0], before = [metadata(1)], answer, millis = 0, work = {} }: Answering) => {
    const clock = createFakeClock(1_000);
    const patience: (string | undefined)[] = [];
    const moments: number[] = [];
    const script = createScriptedConnection([...before.map((line) => [undefined, line] as const), [`0087 11 82 26 ${asked}`, answer]]);
    const connection: CardConnection = {
      ...script,
      transmit: async (apdu, handling) => {
        patience.push(handling?.patience);
        if (apdu[1] === 0x87) await clock.advance(millis);
        return script.transmit(apdu, handling);
      },
    };
    const request = { slot: 0x82, algorithm: 'p256', hash: 'sha256', digest, clock, ...work } as const;
    const onTouch = () => moments.push(clock.now() - 1_000);
    const result = await signInSlot({ connection, version }, { onTouch, ...request }).catch((error: unknown) => error);
    await clock.advance(60_000);
    return { result, moments, patience: patience.at(-1), pending: clock.pending() };
  };

  it.each([
    [1, 5_000, [], 'card'],
    [2, 0, [0], 'touch'],
    [2, 3_000, [0], 'touch'],
    // A touch that counts still: the key only blinks where it takes longer than a signature.
    [3, 699, [], 'touch'],
    [3, 700, [700], 'touch'],
  ])('with touch policy %i after %i ms has a touch told at %o', async (touch, millis, moments, patience) => {
    const { pending, ...told } = await sign({ before: [metadata(touch)], answer: signed, millis });
    expect(told).toEqual({ result: Uint8Array.of(1, 2, 3), moments, patience });
    expect(pending).toBe(0);
  });

  it('of firmware that does not tell has a touch told when it is silent', async () => {
    const older = { version: [5, 2, 9], before: [], answer: signed } as const;
    expect(await sign({ ...older, millis: 699 })).toMatchObject({ moments: [], patience: 'touch' });
    expect(await sign({ ...older, millis: 700 })).toMatchObject({ moments: [700], patience: 'touch', result: Uint8Array.of(1, 2, 3) });
  });

  it('has no touch told to whoever gave up, or does not listen', async () => {
    const signal = AbortSignal.abort();
    expect(await sign({ before: [metadata(2)], answer: signed, work: { signal } })).toMatchObject({ moments: [] });
    const { onTouch: _, ...quiet } = { onTouch: undefined };
    expect(await sign({ before: [metadata(3)], answer: signed, millis: 800, work: quiet })).toMatchObject({
      result: Uint8Array.of(1, 2, 3),
    });
  });

  const pin = { pin: utf8('123456'), lastTry: false, sent: { once: false } };
  const verified = ['0101ff 050100 06020303 9000', '9000'];
  it.each([
    ['a key that nobody touched for 15 s', 2, '6982', 15_000, { problem: { code: 'not-touched', seconds: 15, what: 'signature' } }],
    ['Windows that waited no longer', 2, new CardFault('transport', '8010002f'), 5_001, { problem: { code: 'not-touched', seconds: 5 } }],
    ['Windows that says no word', 3, new CardFault('transport', 'unknown'), 9_000, { problem: { code: 'not-touched', seconds: 9 } }],
    ['a key that is gone', 2, new CardFault('removed'), 9_000, { kind: 'removed' }],
    ['another fault', 2, new CardFault('transport', '80100013'), 9_000, { kind: 'transport', detail: '80100013' }],
    ['a fault at once', 2, new CardFault('transport', '8010002f'), 5_000, { kind: 'transport' }],
    ['a key that wants the PIN once more', 1, '6982', 20, { problem: { code: 'pin-needed' } }],
    ['a touch that was refused at once', 2, '6982', 20, { problem: { code: 'not-touched', seconds: 0 } }],
    ['another status', 2, '6f00', 9_000, { status: 0x6f00, during: 'sign' }],
    ['data that it does not take', 1, '6a80', 20, { status: 0x6a80, during: 'sign' }],
  ])('fails for %s', async (_, touch, answer, millis, told) => {
    const { result, pending } = await sign({ before: [metadata(touch), ...verified], answer, millis, work: { pin } });
    expect(result).toMatchObject(told);
    expect(pending).toBe(0);
  });

  it('without a PIN fails for the PIN, unless somebody was waited for', async () => {
    expect(await sign({ before: [metadata(2)], answer: '6982', millis: 20 })).toMatchObject({
      result: { problem: { code: 'pin-needed' } },
    });
    const late = await sign({ before: [metadata(2)], answer: '6982', millis: 6_000 });
    expect(late).toMatchObject({ result: { problem: { code: 'not-touched', seconds: 6 } } });
  });

  it('of a firmware without METADATA fails for an empty slot, and for nothing else by that name', async () => {
    const older = { version: [5, 2, 9], before: [] } as const;
    expect(await sign({ ...older, answer: '6a80' })).toMatchObject({ result: { problem: { code: 'slot-empty', slot: '82' } } });
    expect(await sign({ ...older, answer: '6f00' })).toMatchObject({ result: { status: 0x6f00 } });
  });

  it.each(['9000', '7c00 9000', '7c02 8100 9000'])('is none without one in it: %s', async (answer) => {
    expect((await sign({ answer })).result).toBeInstanceOf(MalformedReply);
  });

  it('is not asked for where METADATA names no key', async () => {
    expect(await sign({ before: ['0500 9000'], answer: '9000' })).toMatchObject({
      result: { problem: { code: 'slot-key-other', slot: '82' } },
    });
    expect(await sign({ before: ['6a88'], answer: '9000' })).toMatchObject({ result: { problem: { code: 'slot-empty', slot: '82' } } });
  });
});

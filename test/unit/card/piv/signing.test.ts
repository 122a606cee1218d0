import { createPublicKey, verify } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { digestOf, type HashName, type KeyAlgorithm } from '../../../../src-main/card/certificates/signing.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import type { SignRequest } from '../../../../src-main/card/piv/piv.ts';
import { createVirtualYubiKey, type VirtualYubiKeyOptions } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createDesk, fastClock, firstReader } from '../../../fakes/card-desk.ts';
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

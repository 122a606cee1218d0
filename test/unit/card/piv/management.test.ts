import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { CardRefusal } from '../../../../src-main/card/connection/apdu.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import { type ManagementAccess, retiredSlots } from '../../../../src-main/card/piv/piv.ts';
import { storeCertificate } from '../../../../src-main/card/piv/piv-changes.ts';
import { openManagement, protectManagement, writeObject } from '../../../../src-main/card/piv/piv-management.ts';
import { readApplication } from '../../../../src-main/card/piv/piv-reading.ts';
import { type PivApplet, readObject, verifyPin } from '../../../../src-main/card/piv/piv-session.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createScriptedConnection, type ScriptLine } from '../../../fakes/card-script.ts';
import { bytesMadeBy, selectedPiv } from '../../../support/card/piv-applet.ts';
import { putObject, replaceManagementKey } from '../../../support/card/piv-key.ts';

const random = (length: number) => new Uint8Array(length).fill(0xa5);
const factory: ManagementAccess = { kind: 'factory' };
const keyed = (...parameters: Parameters<typeof replaceManagementKey>) => replaceManagementKey(...parameters);
const virtual = (firmware = '5.4.3') => createVirtualYubiKey({ serial: 12345678, firmware, touchPolicy: 'automatic' });
const enterPin = (applet: PivApplet) => verifyPin(applet, { pin: utf8('123456'), lastTry: false, sent: { once: false } });

/** A key whose management key lies under its PIN, as `protectManagement` leaves it. */
const protectedKey = async (firmware: string): Promise<VirtualYubiKey> => {
  const key = virtual(firmware);
  const applet = await selectedPiv(key);
  await enterPin(applet);
  await openManagement(applet, factory, random);
  await protectManagement(applet, random);
  return key;
};

/** A card of firmware 5.2 with a 3DES key, which answers the two halves of the authentication so. */
const answering = (...lines: readonly ScriptLine[]): PivApplet => ({ connection: createScriptedConnection(lines), version: [5, 2, 7] });
const witness = '7c0a 8008 0102030405060708 9000';

describe('the management key', () => {
  it.each([
    ['3DES', 0x03, 24],
    ['AES-128', 0x08, 16],
    ['AES-192', 0x0a, 24],
    ['AES-256', 0x0c, 32],
  ])('of %s opens what changes the YubiKey', async (_, algorithm, length) => {
    const key = virtual();
    const value = Uint8Array.from({ length }, (__, index) => index + 1);
    await keyed(key, value, { algorithm });
    const applet = await selectedPiv(key);
    await expect(writeObject(applet, 0x5fc10d, utf8('x'))).rejects.toMatchObject({ status: 0x6982, during: 'put data' });
    await openManagement(applet, { kind: 'key', key: value }, random);
    await writeObject(applet, 0x5fc10d, utf8('x'));
    expect(key.piv.objects().get('5fc10d')).toEqual(utf8('x'));
    // Whoever gave it wipes it, and may need it again.
    expect(value[1]).toBe(2);
  });

  it.each(['4.3.5', '5.6.4', '5.7.0'])('of the factory opens firmware %s', async (firmware) => {
    const key = virtual(firmware);
    const applet = await selectedPiv(key);
    await openManagement(applet, factory, random);
    await writeObject(applet, 0x5fc10d, utf8('x'));
  });

  it('that is another one, or of another length, is told as such', async () => {
    const key = virtual('5.7.1');
    await keyed(key, new Uint8Array(24).fill(9));
    const applet = await selectedPiv(key);
    const refused = { problem: { code: 'management-key-other', lies: 'factory' } };
    await expect(openManagement(applet, factory, random)).rejects.toMatchObject(refused);
    for (const length of [16, 24]) {
      const access = { kind: 'key', key: new Uint8Array(length).fill(8) } as const;
      await expect(openManagement(applet, access, random)).rejects.toMatchObject({ problem: { ...refused.problem, lies: 'key' } });
    }
  });

  it('is not looked for where the PIN gives none out', async () => {
    for (const objects of [[], ['88 02 8800'], ['8900']]) {
      const key = virtual();
      for (const object of objects) await putObject(key, '5FC109', { 136: fromHex(object.slice(6)) });
      const applet = await selectedPiv(key);
      await enterPin(applet);
      const nowhere = { problem: { code: 'management-key-other', lies: 'nowhere' } };
      await expect(openManagement(applet, { kind: 'under-pin' }, random)).rejects.toMatchObject(nowhere);
    }
  });

  it('has a touch told before it is waited for, only where it wants one', async () => {
    const moments: string[] = [];
    for (const touch of [false, true]) {
      const key = virtual();
      await keyed(key, new Uint8Array(24).fill(9), { touch });
      const applet = await selectedPiv(key);
      const stop = key.onAwaitingTouch((wait) => wait && moments.push('waits'));
      await openManagement(applet, { kind: 'key', key: new Uint8Array(24).fill(9) }, random, () => moments.push('told'));
      stop();
      expect(await readApplication(applet, [])).toMatchObject({ managementKey: { touch } });
    }
    expect(moments).toEqual(['told', 'waits']);
  });

  it('is a secret of the YubiKey, too: one that does not know it is not trusted', async () => {
    const proofs = ['7c0a 8208 0000000000000000 9000', '7c02 8200 9000', '9000'];
    for (const proof of proofs) {
      const untrusted = { problem: { code: 'yubikey-untrusted' } };
      await expect(openManagement(answering([undefined, witness], [undefined, proof]), factory, random)).rejects.toMatchObject(untrusted);
    }
  });

  it.each([
    ['refuses to begin', ['6d00'], { status: 0x6d00, during: 'authenticate' }],
    ['refuses in the end', [witness, '6a80'], { status: 0x6a80, during: 'authenticate' }],
  ] as const)('of a card that %s is told by its status', async (_, answers, refusal) => {
    const opened = openManagement(answering(...answers.map((answer): ScriptLine => [undefined, answer])), factory, random);
    await expect(opened).rejects.toBeInstanceOf(CardRefusal);
    await expect(opened).rejects.toMatchObject(refusal);
  });

  it.each(['7c09 8007 01020304050607 9000', '7c00 9000', '9000'])('is not tried against the witness %s', async (answer) => {
    await expect(openManagement(answering([undefined, answer]), factory, random)).rejects.toBeInstanceOf(MalformedReply);
  });
});

describe('a management key under the PIN', () => {
  it.each([
    ['4.3.5', '3des', 24],
    ['5.3.4', '3des', 24],
    ['5.4.0', 'aes192', 24],
    ['5.7.4', 'aes192', 24],
  ])('of firmware %s is %s, lies where ykman looks for it, and opens the YubiKey', async (firmware, algorithm, length) => {
    const key = await protectedKey(firmware);
    expect(toHex(key.piv.objects().get('5fc109') ?? new Uint8Array())).toBe(`881a8918${'a5'.repeat(length)}`);
    const applet = await selectedPiv(key);
    const { managementKey } = await readApplication(applet, []);
    expect(managementKey.isUnderPin).toBe(true);
    if (firmware.startsWith('5.')) expect(managementKey).toMatchObject({ algorithm, isFactory: false });
    await enterPin(applet);
    await openManagement(applet, { kind: 'under-pin' }, random);
    await writeObject(applet, 0x5fc10d, utf8('x'));
  });

  it('has AES-256 where that was chosen before', async () => {
    const key = virtual();
    const before = new Uint8Array(32).fill(3);
    await keyed(key, before, { algorithm: 0x0c });
    const applet = await selectedPiv(key);
    await enterPin(applet);
    await openManagement(applet, { kind: 'key', key: before }, random);
    await protectManagement(applet, random);
    expect(await readApplication(applet, [])).toMatchObject({ managementKey: { algorithm: 'aes256', isUnderPin: true } });
  });

  it('leaves what other programs noted beside it', async () => {
    const key = virtual();
    await putObject(key, '5FFF00', { 128: fromHex('810101 8204aabbccdd 830100') });
    const applet = await selectedPiv(key);
    await enterPin(applet);
    await openManagement(applet, factory, random);
    await protectManagement(applet, random);
    // The salt in 82 is of a way to derive the key from the PIN, which is none any more.
    expect(toHex(key.piv.objects().get('5fff00') ?? new Uint8Array())).toBe('8006 810103 830100'.replaceAll(' ', ''));
  });

  it('is there before it counts: cut off in between, the old one still opens', async () => {
    const key = virtual();
    const applet = await selectedPiv(key);
    await enterPin(applet);
    await openManagement(applet, factory, random);
    key.onApdu((apdu) => {
      if (apdu[1] === 0xff) throw new Error('cut off');
    });
    await expect(protectManagement(applet, random)).rejects.toThrow();
    expect(key.piv.objects().has('5fc109')).toBe(true);
    expect(await readApplication(await selectedPiv(key), [])).toMatchObject({ managementKey: { isFactory: true } });
  });

  it('is told by the card’s status when the YubiKey refuses it', async () => {
    const key = virtual();
    const applet = await selectedPiv(key);
    await enterPin(applet);
    await openManagement(applet, factory, random);
    key.inject({ at: 5, does: 'status', status: 0x6f00 });
    await expect(protectManagement(applet, random)).rejects.toMatchObject({ status: 0x6f00, during: 'set management key' });
  });

  it('stays in no memory of the program, whether it is made, used or refused', async () => {
    const secret = Uint8Array.from({ length: 24 }, (_, index) => 0x60 + index);
    const holding = (all: readonly Uint8Array[]) => all.map(toHex).filter((hex) => hex.includes(toHex(secret)));
    const key = virtual();
    const applet = await selectedPiv(key);
    await enterPin(applet);
    await openManagement(applet, factory, random);
    let drawn: Uint8Array | undefined;
    const making = await bytesMadeBy(() =>
      protectManagement(applet, (length) => {
        drawn = Uint8Array.from(secret.subarray(0, length));
        return drawn;
      }),
    );
    expect(making.length).toBeGreaterThan(5);
    expect(holding(making)).toEqual([]);
    expect(drawn).toEqual(new Uint8Array(24));
    expect(holding([key.piv.objects().get('5fc109') ?? new Uint8Array()])).toHaveLength(1);
    await enterPin(applet);
    const using = await bytesMadeBy(() => openManagement(applet, { kind: 'under-pin' }, random));
    expect(holding(using)).toEqual([]);
    await replaceUnderPin(applet);
    const refusing = await bytesMadeBy(() => openManagement(applet, { kind: 'under-pin' }, random).catch(() => {}));
    expect(holding(refusing)).toEqual([]);
  });
});

/** Another program sets a management key, and does not store it. */
const replaceUnderPin = async (applet: PivApplet) => {
  await enterPin(applet);
  await applet.connection.transmit(fromHex(`00ffffff1b 0a9b18 ${'77'.repeat(24)}`));
};

describe('an object', () => {
  it.each<readonly [number, string]>([
    [0x9a, '5fc105'],
    [0x9c, '5fc10a'],
    [0x9d, '5fc10b'],
    [0x9e, '5fc101'],
    ...retiredSlots.map((slot, index) => [slot, (0x5fc10d + index).toString(16)] as const),
  ])('of slot %i is %s, where every program looks for the certificate', async (slot, object) => {
    const key = virtual();
    const applet = await selectedPiv(key);
    await openManagement(applet, factory, random);
    await storeCertificate(applet, slot, utf8('certificate'));
    expect(key.piv.objects().get(object)).toEqual(fromHex(`700b ${toHex(utf8('certificate'))} 710100 fe00`));
  });

  it('of nothing is none', async () => {
    expect(await readObject(answering(['00cb3fff 05 5c035fc10d', '5300 9000']), 0x5fc10d)).toBeUndefined();
    expect(await readObject(answering([undefined, '6a82']), 0x5fc10d)).toBeUndefined();
    expect(await readObject(answering([undefined, '9000']), 0x5fc10d)).toBeUndefined();
    await expect(readObject(answering([undefined, '6f00']), 0x5fc10d)).rejects.toMatchObject({ status: 0x6f00, during: 'get data' });
  });
});

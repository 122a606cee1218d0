import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import { formatVersion, type Version } from '../../../../src-main/card/connection/version.ts';
import type { NewKey } from '../../../../src-main/card/piv/piv.ts';
import { slotName, slotNumber } from '../../../../src-main/card/piv/piv.ts';
import {
  changeReference,
  deleteCertificate,
  deleteKey,
  generateKey,
  storeCertificate,
  unblockPin,
} from '../../../../src-main/card/piv/piv-changes.ts';
import { checkNewKey } from '../../../../src-main/card/piv/piv-checks.ts';
import { openManagement } from '../../../../src-main/card/piv/piv-management.ts';
import type { PivApplet } from '../../../../src-main/card/piv/piv-session.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createScriptedConnection, type ScriptLine } from '../../../fakes/card-script.ts';
import { bytesMadeBy, selectedPiv } from '../../../support/card/piv-applet.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';

const random = (length: number) => new Uint8Array(length).fill(0xa5);
const usual: NewKey = { slot: 0x9a, algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'never' };

/** The application of a virtual key, and with it its management key open. */
const opened = async (key: VirtualYubiKey): Promise<PivApplet> => {
  const applet = await selectedPiv(key);
  await openManagement(applet, { kind: 'factory' }, random);
  return applet;
};
const virtual = (firmware = '5.7.4') => createVirtualYubiKey({ serial: 12345678, firmware, touchPolicy: 'automatic' });
const answering = (version: Version, ...lines: readonly ScriptLine[]): PivApplet => ({
  connection: createScriptedConnection(lines),
  version,
});

describe('a slot', () => {
  it.each(['9a', '9C', '0x9d', '9e', '82', '0X95'])('is named %s', (text) => {
    expect(slotName(slotNumber(text) ?? 0)).toBe(text.slice(-2).toLowerCase());
  });

  it.each(['', '8', '81', '96', '9b', 'f9', '0x', '0x082', '82 ', '1 82', 'x82', '-82', '9g', '820', 'a82'])('is not named %j', (text) => {
    expect(slotNumber(text)).toBeUndefined();
  });
});

describe('a new key', () => {
  // What it needs, the newest firmware that is too old, and the first that is not.
  it.each([
    [{ algorithm: 'rsa-3072' }, 'rsa-long', [5, 6, 9], [5, 7, 0]],
    [{ algorithm: 'rsa-4096' }, 'rsa-long', [5, 6, 9], [5, 7, 0]],
    [{ algorithm: 'p384' }, 'p384', [3, 5, 9], [4, 0, 0]],
    [{ slot: 0x82 }, 'retired-slot', [3, 5, 9], [4, 0, 0]],
    [{ slot: 0x95 }, 'retired-slot', [3, 5, 9], [4, 0, 0]],
    [{ touchPolicy: 'cached' }, 'touch-cached', [4, 2, 9], [4, 3, 0]],
    [{ touchPolicy: 'always' }, 'touch-always', [3, 5, 9], [4, 0, 0]],
    [{ pinPolicy: 'never' }, 'pin-never', [4, 4, 0], [5, 0, 0]],
    [{ pinPolicy: 'never' }, 'pin-never', [4, 4, 255], [5, 0, 0]],
    // Their keys can be computed (CVE-2017-15361).
    [{ algorithm: 'rsa-2048' }, 'rsa-safe', [4, 2, 0], [4, 3, 5]],
    [{ algorithm: 'rsa-1024' }, 'rsa-safe', [4, 3, 4], [4, 3, 5]],
  ] as const)('with %o needs its firmware: %s', (change, feature, tooOld, needs) => {
    const wanted = { ...usual, ...change };
    const told = { code: 'firmware-too-old', needs: formatVersion(needs), has: formatVersion(tooOld), feature };
    expect(checkNewKey(tooOld, wanted)).toEqual(told);
    expect(checkNewKey(needs, wanted)).toBeUndefined();
    // A development build has everything.
    expect(checkNewKey([0, 0, 1], wanted)).toBeUndefined();
  });

  it.each([
    [[3, 5, 0], { algorithm: 'rsa-2048' }],
    [[3, 5, 0], { slot: 0x9e }],
    [[4, 1, 9], { algorithm: 'rsa-2048' }],
    [[4, 3, 0], { algorithm: 'p256' }],
    [[4, 3, 9], { pinPolicy: 'never' }],
    [[4, 4, 0], { pinPolicy: 'always' }],
  ] as const)('is made by firmware %o with %o', (version, change) => {
    expect(checkNewKey(version, { ...usual, ...change })).toBeUndefined();
  });

  it('is not asked for where the firmware is too old', async () => {
    const applet = answering([4, 3, 4]);
    await expect(generateKey(applet, { ...usual, algorithm: 'rsa-2048' })).rejects.toMatchObject({ problem: { feature: 'rsa-safe' } });
  });

  it.each([
    ['p256', 'once', 'cached', 'prime256v1'],
    ['p384', 'always', 'always', 'secp384r1'],
    ['rsa-1024', 'never', 'never', 1024],
    ['rsa-2048', 'once', 'never', 2048],
  ] as const)(
    'of %s with PIN %s and touch %s is made so, and its public half is given',
    async (algorithm, pinPolicy, touchPolicy, kind) => {
      const key = virtual();
      const spki = await generateKey(await opened(key), { slot: 0x83, algorithm, pinPolicy, touchPolicy });
      const made = key.piv.keys().get(0x83);
      expect(Buffer.from(spki)).toEqual(made?.publicKey.export({ type: 'spki', format: 'der' }));
      const details = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).asymmetricKeyDetails;
      expect([details?.namedCurve, details?.modulusLength]).toContain(kind);
      const [pin, touch] = [{ never: 1, once: 2, always: 3 }[pinPolicy], { never: 1, always: 2, cached: 3 }[touchPolicy]];
      expect(made).toMatchObject({ pinPolicy: pin, touchPolicy: touch, origin: 'generated' });
    },
  );

  it.each([
    ['rsa-3072', '05'],
    ['rsa-4096', '16'],
  ] as const)('of %s is asked for by its byte, and may take minutes', async (algorithm, byte) => {
    const patience: (string | undefined)[] = [];
    const connection = createScriptedConnection([[`0047009a0b ac09 8001${byte} aa0102 ab0101`, '6982']]);
    const applet: PivApplet = {
      version: [5, 7, 0],
      connection: {
        ...connection,
        transmit: (apdu, handling) => {
          patience.push(handling?.patience);
          return connection.transmit(apdu, handling);
        },
      },
    };
    await expect(generateKey(applet, { ...usual, algorithm })).rejects.toMatchObject({ status: 0x6982, during: 'generate' });
    expect(patience).toEqual(['slow']);
  });

  it.each(['9000', '7f 9000', '7f4900 9000', '7f4902 8600 9000', '7f4903 870104 9000', '6f4902 8600 9000'])(
    'without its public half is none: %s',
    async (answer) => {
      await expect(generateKey(answering([5, 7, 0], [undefined, answer]), usual)).rejects.toBeInstanceOf(MalformedReply);
    },
  );

  it('is not taken from under another tag', async () => {
    const key = virtual();
    const applet = await opened(key);
    key.inject({ at: 1, does: 'alter', alter: (answer) => Uint8Array.of(0x5f, ...answer.subarray(1)) });
    await expect(generateKey(applet, usual)).rejects.toBeInstanceOf(MalformedReply);
  });
});

describe('what a slot holds', () => {
  it('is deleted from firmware 5.7 on: its key alone', async () => {
    const key = virtual('5.7.0');
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 1 });
    await generateInSlot(key, { slot: 0x83, algorithm: 'p256', pin: 2, touch: 1 });
    await deleteKey(await opened(key), 0x82);
    expect([...key.piv.keys().keys()]).toEqual([0x83]);
    const tooOld = { problem: { code: 'firmware-too-old', needs: '5.7.0', has: '5.6.9', feature: 'delete-key' } };
    await expect(deleteKey(answering([5, 6, 9]), 0x82)).rejects.toMatchObject(tooOld);
  });

  it('stays where the card refuses to delete it, which is told by its status', async () => {
    const refused = deleteKey(answering([5, 7, 0], ['00f6ff8200', '6a88']), 0x82);
    await expect(refused).rejects.toMatchObject({ status: 0x6a88, during: 'delete key' });
  });

  it('may be a certificate, also of more than one APDU, which goes again alone', async () => {
    const key = virtual();
    const long = Uint8Array.from({ length: 1500 }, (_, index) => index & 0xff);
    await storeCertificate(await opened(key), 0x82, long);
    await storeCertificate(await opened(key), 0x83, utf8('other'));
    expect(toHex(key.piv.objects().get('5fc10d') ?? new Uint8Array())).toBe(`708205dc${toHex(long)}710100fe00`);
    await deleteCertificate(await opened(key), 0x82);
    expect([...key.piv.objects().keys()]).toEqual(['5fc10e']);
  });
});

const secrets = { old: utf8('271828'), next: utf8('31415926') };
const bytesOf = (text: string) => utf8(text);

describe('a PIN and a PUK', () => {
  it.each(['pin', 'puk'] as const)('are changed alone: the %s', async (what) => {
    const key = virtual();
    const applet = await selectedPiv(key);
    const factory = { pin: '123456', puk: '12345678' };
    await changeReference(applet, what, bytesOf(factory[what]), secrets.next);
    const other = what === 'pin' ? 'puk' : 'pin';
    await changeReference(applet, other, bytesOf(factory[other]), secrets.next);
    await expect(changeReference(applet, what, bytesOf(factory[what]), secrets.next)).rejects.toMatchObject({
      problem: { code: `${what}-wrong`, left: 2 },
    });
  });

  it('are sent filled up to eight bytes', async () => {
    const applet = answering([5, 4, 3], ['0024008010 323731383238ffff 3331343135393236', '9000']);
    await changeReference(applet, 'pin', secrets.old, secrets.next);
  });

  it.each([
    ['pin', '63c3', { problem: { code: 'pin-wrong', left: 3 } }],
    ['puk', '63c1', { problem: { code: 'puk-wrong', left: 1 } }],
    ['pin', '63c0', { problem: { code: 'pin-blocked' } }],
    ['puk', '6983', { problem: { code: 'puk-blocked' } }],
    ['pin', '6a80', { status: 0x6a80, during: 'change reference' }],
    ['pin', '62c3', { status: 0x62c3, during: 'change reference' }],
  ] as const)('are refused: the %s by %s', async (what, status, told) => {
    const applet = answering([5, 4, 3], [undefined, status]);
    await expect(changeReference(applet, what, secrets.old, secrets.next)).rejects.toMatchObject(told);
  });

  it.each([
    ['12345', '31415926'],
    ['123456789', '31415926'],
    ['271828', '31415'],
    ['271828', '314159265'],
  ])('are not sent where one is none: %s to %s', async (old, next) => {
    for (const what of ['pin', 'puk'] as const) {
      const refused = { problem: { code: 'pin-malformed', what } };
      await expect(changeReference(answering([5, 4, 3]), what, bytesOf(old), bytesOf(next))).rejects.toMatchObject(refused);
    }
    // FF only fills up.
    const filled = Uint8Array.of(...secrets.old, 0xff);
    await expect(changeReference(answering([5, 4, 3]), 'pin', filled, secrets.next)).rejects.toMatchObject({
      problem: { code: 'pin-malformed' },
    });
  });
});

describe('a PIN that the PUK unblocks', () => {
  const tries = (left: number): ScriptLine => ['00f7008100', `0101ff 050100 0602 03 0${left} 9000`];
  const request = (change: { readonly lastTry?: boolean; readonly once?: boolean } = {}) => {
    const sent = { once: change.once ?? false };
    return { puk: secrets.next, next: secrets.old, lastTry: change.lastTry ?? false, sent };
  };

  it('is new afterwards, and a PUK that the card took is not unsure', async () => {
    const work = request();
    await unblockPin(answering([5, 4, 3], tries(3), ['002c008010 3331343135393236 323731383238ffff', '9000']), work);
    expect(work.sent.once).toBe(false);
  });

  it.each([
    [0, {}, { problem: { code: 'puk-blocked' } }],
    [1, {}, { problem: { code: 'puk-last-try' } }],
    [2, { once: true }, { problem: { code: 'puk-unsure' } }],
  ] as const)('is left alone with %i tries and %o', async (left, change, told) => {
    await expect(unblockPin(answering([5, 4, 3], tries(left)), request(change))).rejects.toMatchObject(told);
  });

  it.each([
    ['63c1', { problem: { code: 'puk-wrong', left: 1 } }],
    ['6983', { problem: { code: 'puk-blocked' } }],
    ['6f00', { status: 0x6f00, during: 'reset retry' }],
  ])('is refused by %s', async (status, told) => {
    await expect(unblockPin(answering([5, 4, 3], tries(2), [undefined, status]), request())).rejects.toMatchObject(told);
    await expect(unblockPin(answering([5, 4, 3], tries(1), [undefined, status]), request({ lastTry: true }))).rejects.toMatchObject(told);
  });

  it.each([
    [{ puk: utf8('12345') }, 'puk'],
    [{ next: utf8('12345') }, 'pin'],
  ] as const)('is not sent where one is none: %o', async (change, what) => {
    const refused = { problem: { code: 'pin-malformed', what } };
    await expect(unblockPin(answering([5, 4, 3]), { ...request(), ...change })).rejects.toMatchObject(refused);
  });
});

describe('a PIN or PUK in memory', () => {
  const holding = (all: readonly Uint8Array[]) =>
    all.map(toHex).filter((hex) => [secrets.old, secrets.next].some((secret) => hex.includes(toHex(secret))));

  it.each(['takes', 'refuses', 'loses'])('is only the caller’s once the card %s it', async (does) => {
    const answer = fromHex(does === 'takes' ? '9000' : '63c2');
    const applet: PivApplet = {
      version: [5, 2, 7],
      connection: {
        ...createScriptedConnection([]),
        transmit: async (apdu) => {
          if (apdu.length < 6) return fromHex('63c3');
          if (does === 'loses') throw new Error('cut off');
          return answer;
        },
      },
    };
    const made = await bytesMadeBy(async () => {
      await changeReference(applet, 'pin', secrets.old, secrets.next).catch(() => {});
      const sent = { once: false };
      await unblockPin(applet, { puk: secrets.next, next: secrets.old, lastTry: false, sent }).catch(() => {});
    });
    expect(made.length).toBeGreaterThan(8);
    expect(holding(made)).toEqual([]);
    expect(holding([secrets.old, secrets.next])).toHaveLength(2);
  });
});

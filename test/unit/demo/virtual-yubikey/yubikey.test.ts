import { createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex, u64, utf8 } from '../../../../src-main/base/bytes.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';

const managementAid = 'A000000527471117';
const oathAid = 'A0000005272101';
const secret = fromHex('48656C6C6F21DEADBEEF00000000');

const send = async (key: VirtualYubiKey, hex: string) => toHex(await key.transmit(fromHex(hex)));
const sendData = (key: VirtualYubiKey, header: string, ...parts: readonly Uint8Array[]) => {
  const data = concatBytes(...parts);
  return key.transmit(concatBytes(fromHex(header), Uint8Array.of(data.length), data)).then(toHex);
};
const select = (key: VirtualYubiKey, aid: string) => sendData(key, '00A40400', fromHex(aid));
const tlv = (tag: number, value: Uint8Array) => concatBytes(Uint8Array.of(tag, value.length), value);
const name = (text: string) => tlv(0x71, utf8(text));
const put = (key: VirtualYubiKey, id: string, rest = '', type = '2106') =>
  sendData(key, '00010000', name(id), tlv(0x73, concatBytes(fromHex(type), secret)), fromHex(rest));
const calculate = (key: VirtualYubiKey, id: string, step: number) => sendData(key, '00A20001', name(id), tlv(0x74, u64(step)));
const codeOf = (answer: string) => String((Number.parseInt(answer.slice(6, 14), 16) & 0x7fffffff) % 1_000_000).padStart(6, '0');
const openOath = async (options: Partial<Parameters<typeof createVirtualYubiKey>[0]> = {}) => {
  const key = createVirtualYubiKey({ serial: 1, ...options });
  await select(key, oathAid);
  return key;
};
const timers = () => {
  const pending = new Map<() => void, number>();
  return {
    clock: {
      now: () => 0,
      after: (millis: number, call: () => void) => {
        pending.set(call, millis);
        return () => {
          pending.delete(call);
        };
      },
    },
    pending: () => [...pending.values()],
    fire: () => {
      for (const call of [...pending.keys()]) call();
    },
  };
};

describe('the plug and the framing', () => {
  it('has nothing selected at first, after a failed SELECT, and after a reset', async () => {
    const key = createVirtualYubiKey({ serial: 1 });
    expect(await send(key, '00A10000')).toBe('6d00');
    await select(key, oathAid);
    expect(await send(key, '00A10000')).toBe('9000');
    expect(await select(key, 'A000000397')).toBe('6a82');
    expect(await send(key, '00A10000')).toBe('6d00');
    await select(key, oathAid);
    key.power('reset');
    expect(await send(key, '00A10000')).toBe('6d00');
  });

  it('takes the four-byte, the short, the Le and the extended form of a command, and refuses lengths that do not add up', async () => {
    const key = await openOath();
    for (const form of ['00A10000', '00A1000000', '00A10000000000']) expect(await send(key, form)).toBe('9000');
    expect(await send(key, `00A4040007${oathAid}00`)).toMatch(/^7903050403.*9000$/);
    expect(await send(key, `00A40400000007${oathAid}`)).toMatch(/9000$/);
    expect(await send(key, `00A40400000007${oathAid}0000`)).toMatch(/9000$/);
    for (const bad of ['00A1', '00A4040008A0', '00A10000000001', '00A100000000']) {
      expect((await send(key, bad)).slice(-4), bad).toBe(bad === '00A10000000001' ? '9000' : '6700');
    }
  });

  it('puts chained commands together and forgets a chain that another command breaks', async () => {
    const key = await openOath();
    expect(await send(key, '10010000 03 710161')).toBe('9000');
    expect(await send(key, `00010000 12 7310 2106 ${toHex(secret)}`)).toBe('9000');
    expect(key.storedAccounts().map(({ id }) => id)).toEqual(['a']);
    expect(await send(key, '10010000 03 710162')).toBe('9000');
    expect(await send(key, '00A10000')).toMatch(/9000$/);
    expect(await send(key, `00010000 12 7310 2106 ${toHex(secret)}`)).toBe('6a80');
  });

  it("gives long answers in pieces of 255 bytes, only to the applet's own instruction, and only once", async () => {
    const key = await openOath();
    for (let index = 0; index < 10; index += 1) await put(key, `${index}`.padEnd(64, 'x'));
    const first = await send(key, '00A10000');
    expect(first.length / 2).toBe(257);
    expect(first.slice(-4)).toBe('6100');
    const second = await send(key, '00A50000');
    expect(second.slice(-4)).toBe('61a0');
    const third = await send(key, '00A50000');
    expect(third.slice(-4)).toBe('9000');
    expect((first.length + second.length + third.length) / 2 - 6).toBe(10 * 67);
    expect(await send(key, '00A50000')).toBe('6985');
    await send(key, '00A10000');
    await send(key, '00A2000000');
    expect(await send(key, '00A50000')).toBe('6985');
  });

  it('answers one APDU at a time', async () => {
    const key = await openOath();
    const both = await Promise.all([put(key, 'one'), send(key, '00A10000')]);
    expect(both[1]).toBe(`720421${toHex(utf8('one'))}9000`);
  });
});

describe('the management applet', () => {
  it('tells serial, firmware, form factor and what is enabled', async () => {
    const key = createVirtualYubiKey({ serial: 9072403, firmware: '5.1.2', formFactor: 'usb-c-nano', oathEnabled: false });
    expect(Buffer.from(await send(key, `00A4040008${managementAid}`), 'hex').toString('latin1')).toContain('FW version 5.1.2');
    const config = await send(key, '001D0000');
    expect(Number.parseInt(config.slice(0, 2), 16)).toBe(config.length / 2 - 3);
    for (const part of ['0204008a6f13', '040104', '0503050102', '0302021f']) expect(config).toContain(part);
    expect(await send(key, '001D0100')).toBe('6b00');
    expect(await send(key, '00990000')).toBe('6d00');
    expect(await select(key, oathAid)).toBe('6a82');
  });

  it('announces a second page from firmware 5.7 on', async () => {
    const key = createVirtualYubiKey({ serial: 1, firmware: '5.7.1' });
    await select(key, managementAid);
    expect(await send(key, '001D0000')).toContain('100101');
    expect(await send(key, '001D0100')).toContain(`1309${toHex(utf8('VIRTUAL-1'))}`);
    expect(await send(key, '001D0200')).toBe('6b00');
  });

  it('knows no READ CONFIG before 4.1, and tells its serial in the OTP applet', async () => {
    const key = createVirtualYubiKey({ serial: 0x01020304, firmware: '3.4.0' });
    await select(key, managementAid);
    expect(await send(key, '001D0000')).toBe('6d00');
    expect(await select(key, 'A0000005272001')).toMatch(/^030400/);
    expect(await send(key, '00011000')).toBe('010203049000');
  });
});

describe('accounts', () => {
  it('computes the known codes', async () => {
    const key = await openOath();
    expect(await send(key, '00010000 1C 7108 36302f616c696365 7310 2106 48656C6C6F21DEADBEEF00000000')).toBe('9000');
    expect(codeOf(await calculate(key, '60/alice', 0x1c892a8))).toBe('703387');
    expect(codeOf(await calculate(key, '60/alice', 0x3912550))).toBe('282209');
    const full = await sendData(key, '00A20000', name('60/alice'), tlv(0x74, u64(5)));
    expect(full).toBe(`751506${createHmac('sha1', secret).update(u64(5)).digest('hex')}9000`);
  });

  it('takes a property without a length, and a counter for HOTP alone', async () => {
    const key = await openOath();
    expect(await put(key, 'touch', '7802')).toBe('9000');
    expect(await put(key, 'hotp', '7A0400000007', '1106')).toBe('9000');
    expect(await put(key, 'both', '7802 7A0400000007', '1106')).toBe('9000');
    expect(key.storedAccounts().map(({ id, touch, counter }) => [id, touch, counter])).toEqual([
      ['touch', true, 0],
      ['hotp', false, 7],
      ['both', true, 7],
    ]);
    for (const bad of ['780102', '78', '7804', '7A0400000007', '00']) expect(await put(key, 'bad', bad), bad).toBe('6a80');
    for (const type of ['2105', '2109', '2406', '3106']) expect(await put(key, 'bad', '', type), type).toBe('6a80');
  });

  it('refuses a name over 64 bytes, an empty one, and a secret under 14 bytes', async () => {
    const key = await openOath();
    expect(await put(key, 'x'.repeat(64))).toBe('9000');
    expect(await put(key, 'x'.repeat(65))).toBe('6a80');
    expect(await put(key, '')).toBe('6a80');
    expect(await sendData(key, '00010000', name('a'), tlv(0x73, fromHex(`2106${toHex(secret.slice(1))}`)))).toBe('6a80');
  });

  it.each([
    ['5.4.3', 32],
    ['5.7.0', 64],
  ])('on firmware %s is full with %i accounts, and still overwrites', async (firmware, limit) => {
    const key = await openOath({ firmware });
    for (let index = 0; index < limit; index += 1) expect(await put(key, `a${index}`)).toBe('9000');
    expect(await put(key, 'one more')).toBe('6a84');
    expect(await put(key, 'a3', '7802')).toBe('9000');
    expect(key.storedAccounts()).toHaveLength(limit);
    expect(key.storedAccounts()[3]?.touch).toBe(true);
  });

  it('counts HOTP on with each CALCULATE, never with CALCULATE ALL', async () => {
    const key = createVirtualYubiKey({ serial: 1 });
    // RFC 4226, appendix D.
    key.store({ id: 'h', secret: utf8('12345678901234567890'), kind: 'hotp' });
    await select(key, oathAid);
    expect(await send(key, '00A40001')).toBe('6a80');
    expect(await sendData(key, '00A40001', tlv(0x74, u64(1)))).toBe('710168770106' + '9000');
    for (const code of ['755224', '287082', '359152']) expect(codeOf(await send(key, '00A20001 05 710168 7400'))).toBe(code);
  });

  it('lists type and name, calculates all but touch accounts, deletes and renames', async () => {
    const key = await openOath();
    await put(key, 'a');
    await put(key, 'b', '7802', '2208');
    expect(await send(key, '00A10000')).toBe('720221617202' + '22629000');
    const all = await sendData(key, '00A40001', tlv(0x74, u64(9)));
    expect(all).toMatch(/^710161760506[0-9a-f]{8}7101627c01089000$/);
    expect(await sendData(key, '00050000', name('a'), name('b'))).toBe('6a80');
    expect(await sendData(key, '00050000', name('a'), name('c'))).toBe('9000');
    expect(await sendData(key, '00050000', name('a'), name('d'))).toBe('6984');
    expect(await sendData(key, '00020000', name('a'))).toBe('6984');
    expect(await sendData(key, '00020000', name('c'))).toBe('9000');
    expect(await calculate(key, 'c', 1)).toBe('6984');
    expect(key.storedAccounts().map(({ id }) => id)).toEqual(['b']);
  });

  it('has firmware gates for RENAME, SHA-512 and touch', async () => {
    expect(await sendData(await openOath({ firmware: '5.3.0' }), '00050000', name('a'), name('b'))).toBe('6d00');
    expect(await put(await openOath({ firmware: '4.3.0' }), 'a', '', '2306')).toBe('6a80');
    expect(await put(await openOath({ firmware: '4.3.1' }), 'a', '', '2306')).toBe('9000');
    expect(await put(await openOath({ firmware: '4.2.5' }), 'a', '7802')).toBe('6a80');
  });

  it('refuses unknown instructions and wrong parameters', async () => {
    const key = await openOath();
    expect(await send(key, '00A60000')).toBe('6d00');
    expect(await send(key, '00A10100')).toBe('6b00');
    expect(await send(key, '00A20002')).toBe('6b00');
    expect(await send(key, '00040000')).toBe('6b00');
    expect(await send(key, '84A10000')).toBe('6e00');
  });
});

describe('the password', () => {
  const sha1 = (key: Uint8Array, data: Uint8Array) => Uint8Array.from(createHmac('sha1', key).update(data).digest());
  const accessKey = fromHex('85EADF45E5F9E4C8D460FA001776F3B2');
  const random = (length: number) => fromHex('C68BD7D2FCDDECD7').slice(0, length);

  it('is the key of the known vector', async () => {
    const key = createVirtualYubiKey({ serial: 1, password: 'pässwörd', random });
    expect(await select(key, oathAid)).toBe('7903050403' + '7108c68bd7d2fcddecd7' + '7408c68bd7d2fcddecd7' + '7b0121' + '9000');
    expect(await sendData(key, '00A30000', tlv(0x75, sha1(accessKey, random(8))), tlv(0x74, u64(7)))).toBe(
      `7514${toHex(sha1(accessKey, u64(7)))}9000`,
    );
    expect(await send(key, '00A10000')).toBe('9000');
    expect(pbkdf2Sync('pässwörd', random(8), 1000, 16, 'sha1').toString('hex')).toBe(toHex(accessKey));
  });

  it('locks everything but RESET and VALIDATE, again with each SELECT', async () => {
    const key = await openOath({ password: 'x' });
    for (const command of ['00A10000', '00020000', '00030000', '00050000', '00A20001', '00A40001'])
      expect(await send(key, command)).toBe('6982');
    expect(await sendData(key, '00A30000', tlv(0x75, new Uint8Array(20)), tlv(0x74, u64(7)))).toBe('6a80');
    expect(await send(key, '0004DEAD')).toBe('9000');
    expect(await select(key, oathAid)).not.toContain('7b01');
  });

  it('is set with proof, makes later sessions locked, and is taken away', async () => {
    const key = await openOath({ random });
    const set = (response: Uint8Array) =>
      sendData(key, '00030000', tlv(0x73, concatBytes(Uint8Array.of(0x21), accessKey)), tlv(0x74, u64(1)), tlv(0x75, response));
    expect(await set(new Uint8Array(20))).toBe('6984');
    expect(await send(key, '00A30000')).toBe('6984');
    expect(await set(sha1(accessKey, u64(1)))).toBe('9000');
    expect(await send(key, '00A10000')).toBe('9000');
    await select(key, oathAid);
    expect(await send(key, '00A10000')).toBe('6982');
    await sendData(key, '00A30000', tlv(0x75, sha1(accessKey, random(8))), tlv(0x74, u64(7)));
    expect(await send(key, '00030000027300')).toBe('9000');
    await select(key, oathAid);
    expect(await send(key, '00A10000')).toBe('9000');
  });
});

describe('touch', () => {
  it('waits for the finger and tells for which account', async () => {
    const { clock, pending } = timers();
    const key = await openOath({ clock });
    await put(key, 'a', '7802');
    const waits: (string | undefined)[] = [];
    key.onAwaitingTouch((wait) => waits.push(wait?.account));
    expect(key.touch()).toBe(false);
    const answer = calculate(key, 'a', 1);
    await expect.poll(() => key.awaitingTouch()).toEqual({ account: 'a' });
    expect(pending()).toEqual([15_000]);
    expect(key.touch()).toBe(true);
    expect(await answer).toMatch(/^760506.*9000$/);
    expect(waits).toEqual(['a', undefined]);
    expect(pending()).toEqual([]);
  });

  it('says 6982 when nobody came', async () => {
    const { clock, fire } = timers();
    const key = await openOath({ clock });
    await put(key, 'a', '7802');
    key.onAwaitingTouch((wait) => {
      if (wait) fire();
    });
    expect(await calculate(key, 'a', 1)).toBe('6982');
    expect(key.awaitingTouch()).toBeUndefined();
  });

  it('is over when the power goes, and the next command is answered', async () => {
    const key = await openOath();
    await put(key, 'a', '7802');
    key.onAwaitingTouch((wait) => {
      if (wait) key.power('off');
    });
    await expect(calculate(key, 'a', 1)).rejects.toMatchObject({ kind: 'reset' });
    expect(await select(key, oathAid)).toMatch(/9000$/);
  });
});

describe('faults', () => {
  it('come once, at the APDU that was named', async () => {
    const key = await openOath();
    key.inject({ at: 2, does: 'status', status: 0x6f00 });
    key.inject({ at: 3, does: 'alter', alter: () => new Uint8Array(0) });
    expect([await put(key, 'a'), await put(key, 'b'), await put(key, 'c'), await put(key, 'd')]).toEqual(['9000', '6f00', '', '9000']);
    expect(key.storedAccounts().map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(key.apduCount()).toBe(5);
  });

  it.each([
    ['pull-before', []],
    ['pull-after', ['a']],
  ] as const)('%s takes the card out around the command', async (does, stored) => {
    const key = await openOath();
    let pulled = 0;
    key.onPull(() => {
      pulled += 1;
    });
    key.inject({ at: 1, does });
    await expect(put(key, 'a')).rejects.toMatchObject({ kind: 'removed' });
    expect(pulled).toBe(1);
    expect(key.storedAccounts().map(({ id }) => id)).toEqual(stored);
  });
});

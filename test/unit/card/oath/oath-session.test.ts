import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, u64, utf8 } from '../../../../src-main/base/bytes.ts';
import type { CardConnection } from '../../../../src-main/card/connection/card-connection.ts';
import { accountIdBytes, accountText, formatAccountId, parseAccountId } from '../../../../src-main/card/oath/oath-account.ts';
import {
  deleteAccount,
  type NewAccount,
  putAccount,
  removeAccessKey,
  renameAccount,
  resetOath,
  setAccessKey,
} from '../../../../src-main/card/oath/oath-changes.ts';
import { accessResponse, deriveAccessKey, deviceIdOf, oathKey, truncatedCode } from '../../../../src-main/card/oath/oath-keys.ts';
import { calculate, calculateAll, listAccounts, selectOath, validate } from '../../../../src-main/card/oath/oath-session.ts';
import { createVirtualYubiKey, type VirtualYubiKeyOptions } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createScriptedConnection } from '../../../fakes/card-script.ts';

const random = (length: number) => Uint8Array.from(randomBytes(length));
const problem = (code: string, facts: object = {}) => expect.objectContaining({ problem: expect.objectContaining({ code, ...facts }) });

const virtual = (options: Partial<VirtualYubiKeyOptions> = {}) => {
  const key = createVirtualYubiKey({ serial: 1, touchPolicy: 'automatic', ...options });
  const connection: CardConnection = { exclusive: true, transmit: key.transmit, close: async () => {} };
  return { key, connection };
};

const account = (change: Partial<NewAccount> = {}): NewAccount => ({
  name: 'alice',
  period: 30,
  kind: 'totp',
  algorithm: 'sha1',
  digits: 6,
  seed: utf8('12345678901234567890'),
  touch: false,
  ...change,
});

describe('OATH: vectors', () => {
  it('derives the access key and proves it (Yubico tools)', () => {
    const key = deriveAccessKey('pässwörd', fromHex('C68BD7D2FCDDECD7'));
    expect(toHex(key)).toBe('85eadf45e5f9e4c8d460fa001776f3b2');
    expect(toHex(accessResponse(key, fromHex('49758583813FB9D4')))).toBe('2d83d0297a83e0957d540913efcf8b2d5463f822');
  });

  it('names an applet by its salt as Yubico tools do', () => {
    expect(deviceIdOf(fromHex('75F1486BB43DC1B5'))).toBe('NYXyfeVFSLhbwWvzLhsJeA');
  });

  it('cuts codes as RFC 4226 appendix D says', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
    for (const [counter, code] of codes.entries()) {
      const mac = createHmac('sha1', '12345678901234567890').update(u64(counter)).digest();
      const offset = (mac[19] ?? 0) & 0xf;
      expect(truncatedCode(mac.subarray(offset, offset + 4), 6)).toBe(code);
    }
    expect(truncatedCode(fromHex('80000005'), 6)).toBe('000005');
  });

  it.each([
    ['sha1', '12345678901234567890', ['94287082', '07081804', '14050471', '89005924', '69279037', '65353130']],
    ['sha256', '12345678901234567890123456789012', ['46119246', '68084774', '67062674', '91819424', '90698825', '77737706']],
    [
      'sha512',
      '1234567890123456789012345678901234567890123456789012345678901234',
      ['90693936', '25091201', '99943326', '93441116', '38618901', '47863826'],
    ],
  ] as const)('gives the codes of RFC 6238 appendix B for %s, with what PUT stored', async (algorithm, seed, codes) => {
    const { connection } = virtual();
    const applet = await selectOath(connection);
    const id = await putAccount(applet, account({ algorithm, digits: 8, seed: utf8(seed) }));
    for (const [index, time] of [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].entries()) {
      expect(await calculate(applet, id, Math.floor(time / 30))).toBe(codes[index]);
    }
  });

  it('sends PUT byte for byte as the specification has it', async () => {
    const connection = createScriptedConnection([
      ['00A4040007A0000005272101', '7903050403 710875F1486BB43DC1B5 9000'],
      ['00A1000000', '9000'],
      ['000100001C 7108 36302F616C696365 7310 2106 48656C6C6F21DEADBEEF00000000', '9000'],
      ['00A200011471 08 36302F616C696365 7408 0000000001C892A8', '7605 06 000ABBC3 9000'],
    ]);
    const applet = await selectOath(connection);
    const id = await putAccount(applet, account({ period: 60, seed: fromHex('48656C6C6F21DEADBEEF') }));
    expect(await calculate(applet, id, 0x1c892a8)).toBe('703427');
    expect(connection.left()).toBe(0);
  });

  it('agrees with oathtool on that account', async () => {
    const { connection } = virtual();
    const applet = await selectOath(connection);
    const id = await putAccount(applet, account({ period: 60, seed: fromHex('48656C6C6F21DEADBEEF') }));
    expect(await calculate(applet, id, 0x1c892a8)).toBe('703387');
    expect(await calculate(applet, id, 0x3912550)).toBe('282209');
  });

  it('writes touch as a tag and a byte without a length, and the HOTP counter', async () => {
    const connection = createScriptedConnection([
      [undefined, '7903050403 710875F1486BB43DC1B5 9000'],
      [undefined, '9000'],
      ['000100001D 7101 61 7310 1106 3132333435363738393031323334 7802 7A04 00000007', '9000'],
    ]);
    const seed = utf8('12345678901234');
    await putAccount(await selectOath(connection), account({ name: 'a', kind: 'hotp', seed, touch: true, counter: 7 }));
  });

  it('makes a seed fit: hashed when longer than the block, padded to 14 bytes, and never the caller’s own array', () => {
    expect(toHex(oathKey(fromHex('01'), 'sha1'))).toBe('0100000000000000000000000000');
    expect(oathKey(new Uint8Array(40).fill(1), 'sha1')).toEqual(new Uint8Array(40).fill(1));
    expect(oathKey(new Uint8Array(65), 'sha1')).toHaveLength(20);
    expect(oathKey(new Uint8Array(65), 'sha256')).toHaveLength(32);
    expect(oathKey(new Uint8Array(128), 'sha512')).toHaveLength(128);
    const seed = new Uint8Array(20).fill(9);
    oathKey(seed, 'sha1').fill(0);
    expect(seed).toEqual(new Uint8Array(20).fill(9));
  });
});

describe('OATH: account ids', () => {
  it('takes ids apart as Yubico tools do', () => {
    expect(parseAccountId('AWS:jane', 'totp')).toEqual({ period: 30, issuer: 'AWS', name: 'jane' });
    expect(parseAccountId('60/AWS:jane', 'totp')).toEqual({ period: 60, issuer: 'AWS', name: 'jane' });
    expect(parseAccountId('jane', 'totp')).toEqual({ period: 30, name: 'jane' });
    expect(parseAccountId('arn:aws:iam::111122223333:mfa/jane', 'totp')).toEqual({
      period: 30,
      issuer: 'arn',
      name: 'aws:iam::111122223333:mfa/jane',
    });
    expect(parseAccountId('60/AWS:jane', 'hotp')).toEqual({ period: 30, issuer: '60/AWS', name: 'jane' });
    expect(parseAccountId(':jane', 'hotp')).toEqual({ period: 30, name: ':jane' });
    expect(parseAccountId('A:jane', 'hotp')).toEqual({ period: 30, issuer: 'A', name: 'jane' });
    expect(parseAccountId('', 'totp')).toEqual({ period: 30, name: '' });
    const periods = ['0/x', '1/x', '4294967295/x', '4294967296/x'].map((id) => parseAccountId(id, 'totp').period);
    expect(periods).toEqual([30, 1, 4294967295, 30]);
  });

  it('puts together what it takes apart', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/^\d+\//.test(text) && !text.includes(':'));
    fc.assert(
      fc.property(fc.option(name, { nil: undefined }), name, fc.integer({ min: 1, max: 600 }), (issuer, account, period) => {
        const parts = { period, name: account, ...(issuer === undefined ? {} : { issuer }) };
        expect(parseAccountId(formatAccountId(parts, 'totp'), 'totp')).toEqual(parts);
      }),
    );
  });

  it('has no period in the id of a counter', () => {
    expect(formatAccountId({ period: 60, issuer: 'AWS', name: 'jane' }, 'hotp')).toBe('AWS:jane');
  });

  it('shows bytes that are no UTF-8 leniently', () => {
    expect(accountText(fromHex('61ff62'))).toBe('a\ufffdb');
    expect(accountText(fromHex('efbbbf61'))).toBe('\ufeffa');
    expect(toHex(accountIdBytes('a\ufffdb'))).toBe('61efbfbd62');
  });
});

describe('OATH: commands', () => {
  it('lists and calculates all, and knows which want a touch', async () => {
    const { key, connection } = virtual();
    key.store({ id: 'plain', secret: new Uint8Array(20) });
    key.store({ id: 'touch', secret: new Uint8Array(20), touch: true });
    key.store({ id: 'counter', secret: new Uint8Array(20), kind: 'hotp', algorithm: 'sha256', digits: 8 });
    const applet = await selectOath(connection);
    const listed = (await listAccounts(applet)).map(({ id, kind, algorithm }) => [accountText(id), kind, algorithm]);
    expect(listed.sort()).toEqual([
      ['counter', 'hotp', 'sha256'],
      ['plain', 'totp', 'sha1'],
      ['touch', 'totp', 'sha1'],
    ]);
    const all = new Map((await calculateAll(applet, 1)).map((one) => [accountText(one.id), one]));
    expect(all.get('plain')).toMatchObject({ answer: 'code', digits: 6, code: await calculate(applet, utf8('plain'), 1) });
    expect(all.get('touch')?.answer).toBe('touch');
    expect(all.get('counter')).toMatchObject({ answer: 'hotp', digits: 8 });
  });

  it('lists more accounts than fit into one reply', async () => {
    const { key, connection } = virtual();
    for (let index = 0; index < 32; index++) key.store({ id: `${'x'.repeat(50)}-${index}`, secret: new Uint8Array(20) });
    const applet = await selectOath(connection);
    expect(await listAccounts(applet)).toHaveLength(32);
    expect(await calculateAll(applet, 1)).toHaveLength(32);
  });

  it('unlocks with the right password and says when it is wrong', async () => {
    const { connection } = virtual({ password: 'secret' });
    const locked = await selectOath(connection);
    await expect(listAccounts(locked)).rejects.toEqual(expect.objectContaining({ status: 0x6982 }));
    await expect(validate(locked, deriveAccessKey('wrong', locked.salt), random)).rejects.toEqual(problem('password-wrong'));
    const again = await selectOath(connection);
    await validate(again, deriveAccessKey('secret', again.salt), random);
    expect(await listAccounts(again)).toEqual([]);
  });

  it('does not trust a key that cannot prove the password itself', async () => {
    const { key, connection } = virtual({ password: 'secret' });
    const applet = await selectOath(connection);
    key.inject({ at: 1, does: 'alter', alter: (answer) => answer.map((byte, index) => (index === 5 ? byte ^ 1 : byte)) });
    await expect(validate(applet, deriveAccessKey('secret', applet.salt), random)).rejects.toEqual(problem('yubikey-untrusted'));
  });

  it('sets, replaces and removes the password', async () => {
    const { connection } = virtual();
    const first = await selectOath(connection);
    const accessKey = deriveAccessKey('one', first.salt);
    await setAccessKey(first, accessKey, random);
    const locked = await selectOath(connection);
    expect(locked.challenge).toBeDefined();
    await validate(locked, accessKey, random);
    await removeAccessKey(locked);
    expect((await selectOath(connection)).challenge).toBeUndefined();
  });

  it('renames, deletes and resets', async () => {
    const { connection } = virtual();
    const applet = await selectOath(connection);
    const id = await putAccount(applet, account({ issuer: 'AWS' }));
    await putAccount(applet, account({ name: 'bob' }));
    await expect(renameAccount(applet, id, { period: 30, name: 'bob' }, 'totp')).rejects.toEqual(
      problem('account-exists', { account: 'bob' }),
    );
    const renamed = await renameAccount(applet, id, { period: 30, name: 'carol' }, 'totp');
    expect(accountText(renamed)).toBe('carol');
    await expect(deleteAccount(applet, id)).rejects.toEqual(problem('account-missing', { account: 'AWS:alice' }));
    await deleteAccount(applet, renamed);
    expect((await listAccounts(applet)).map((one) => accountText(one.id))).toEqual(['bob']);
    await resetOath(applet);
    const fresh = await selectOath(connection);
    expect(fresh.deviceId).not.toBe(applet.deviceId);
    expect(await listAccounts(fresh)).toEqual([]);
  });

  it('refuses what the card would do wrong or say unclearly', async () => {
    const { key, connection } = virtual({ capacity: 2 });
    const applet = await selectOath(connection);
    await putAccount(applet, account());
    await expect(putAccount(applet, account())).rejects.toEqual(problem('account-exists', { account: 'alice' }));
    await putAccount(applet, account({ overwrite: true, seed: new Uint8Array(20) }));
    await expect(putAccount(applet, account({ name: 'é'.repeat(32), issuer: 'A' }))).rejects.toEqual(
      problem('account-name-too-long', { bytes: 66, limit: 64 }),
    );
    const count = key.apduCount();
    await expect(putAccount(applet, account({ name: 'x'.repeat(65) }))).rejects.toEqual(problem('account-name-too-long'));
    expect(key.apduCount()).toBe(count);
    await putAccount(applet, account({ name: 'x'.repeat(64) }));
    await expect(putAccount(applet, account({ name: 'third' }))).rejects.toEqual(problem('yubikey-full', { limit: 32 }));
  });

  it('knows what old firmware cannot do', async () => {
    const old = await selectOath(virtual({ firmware: '4.2.0' }).connection);
    await expect(putAccount(old, account({ touch: true }))).rejects.toEqual(
      problem('firmware-too-old', { feature: 'touch', needs: '4.2.6', has: '4.2.0' }),
    );
    await expect(putAccount(old, account({ algorithm: 'sha512' }))).rejects.toEqual(problem('firmware-too-old', { feature: 'sha512' }));
    await expect(renameAccount(old, utf8('a'), { period: 30, name: 'b' }, 'totp')).rejects.toEqual(
      problem('firmware-too-old', { feature: 'rename' }),
    );
    const prefix = await selectOath(virtual({ firmware: '4.3.1' }).connection);
    await putAccount(prefix, account({ name: 'alice-2' }));
    await expect(putAccount(prefix, account({ name: 'alice' }))).rejects.toEqual(problem('firmware-too-old', { feature: 'name-prefix' }));
  });

  it('says that OATH is switched off', async () => {
    await expect(selectOath(virtual({ oathEnabled: false }).connection)).rejects.toEqual(problem('oath-disabled'));
  });

  it('leaves the caller’s seed alone and no copy of it behind', async () => {
    const frames: Uint8Array[] = [];
    const { key } = virtual();
    const connection: CardConnection = {
      exclusive: true,
      close: async () => {},
      transmit: async (apdu) => {
        const answer = await key.transmit(apdu);
        frames.push(apdu);
        return answer;
      },
    };
    const seed = utf8('12345678901234567890');
    await putAccount(await selectOath(connection), account({ seed }));
    expect(seed).toEqual(utf8('12345678901234567890'));
    expect(frames.map(toHex).some((hex) => hex.includes(toHex(seed)))).toBe(false);
  });

  it('never throws anything but what it promises for a card that answers nonsense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 2, maxLength: 60 }), async (nonsense) => {
        const answer = Uint8Array.from([...nonsense.subarray(0, -2), 0x90, 0x00]);
        const connection: CardConnection = { exclusive: true, transmit: async () => answer.slice(), close: async () => {} };
        const applet = {
          connection,
          framing: {},
          version: [5, 4, 3] as const,
          salt: new Uint8Array(8),
          deviceId: 'x',
          challenge: new Uint8Array(8),
        };
        const jobs = [
          () => selectOath(connection),
          () => validate(applet, new Uint8Array(16), random),
          () => listAccounts(applet),
          () => calculateAll(applet, 1),
          () => calculate(applet, utf8('a'), 1),
        ];
        for (const job of jobs) {
          await job().catch((error: unknown) => {
            expect(['MalformedReply', 'CardProblem']).toContain((error as Error).constructor.name);
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});

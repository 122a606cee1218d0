import { describe, expect, it } from 'vitest';
import { u64 } from '../../../../src-main/base/bytes.ts';
import { CardFault } from '../../../../src-main/card/connection/card-connection.ts';
import { createAccessKeys } from '../../../../src-main/card/oath/access-keys.ts';
import type { Account } from '../../../../src-main/card/oath/oath-account.ts';
import type { OathApplet } from '../../../../src-main/card/oath/oath-session.ts';
import {
  calculateWithTouch,
  openOath,
  readAccounts,
  readAccountsBriefly,
  validateKept,
  withOath,
} from '../../../../src-main/card/oath/oath-work.ts';
import { createScriptedConnection, type ScriptLine } from '../../../fakes/card-script.ts';
import { createFakeClock } from '../../../fakes/clock.ts';

const appletOf = (...script: readonly ScriptLine[]): OathApplet => ({
  connection: createScriptedConnection(script),
  framing: {},
  version: [5, 4, 3],
  salt: u64(1),
  deviceId: 'one',
});
const unlocked = '7903050403 710875F1486BB43DC1B5 9000';
const locked = '7903050403 710875F1486BB43DC1B5 740849758583813FB9D4 9000';
const ours = 'NYXyfeVFSLhbwWvzLhsJeA';
const work = () => ({ accessKeys: createAccessKeys(), random: (length: number) => new Uint8Array(length) });
const problem = (code: string, facts: object = {}) => expect.objectContaining({ problem: { code, ...facts } });
const refusal = (status: number) => expect.objectContaining({ status });

describe('the applet of a key', () => {
  it('is opened as whatever it is when no other was seen before', async () => {
    expect(await openOath(createScriptedConnection([[undefined, unlocked]]), work())).toMatchObject({ deviceId: ours });
    expect(await openOath(createScriptedConnection([[undefined, unlocked]]), { ...work(), deviceId: ours })).toMatchObject({
      deviceId: ours,
    });
  });

  it('is another key when it is not the one that was seen', async () => {
    const other = { ...work(), deviceId: 'another' };
    const fault = new CardFault('removed', 'another OATH applet');
    await expect(openOath(createScriptedConnection([[undefined, unlocked]]), other)).rejects.toEqual(fault);
    let told = 0;
    const asked = { ...other, onOtherApplet: () => told++ };
    await expect(openOath(createScriptedConnection([[undefined, unlocked]]), asked)).rejects.toEqual(fault);
    expect(told).toBe(1);
  });

  it('wants the password of the key that the work is for', async () => {
    const job = { ...work(), serial: 7 };
    await expect(openOath(createScriptedConnection([[undefined, locked]]), job)).rejects.toEqual(problem('password-needed', { serial: 7 }));
  });

  it('keeps an access key that could not be tried', async () => {
    const job = work();
    job.accessKeys.keep('one', new Uint8Array(16).fill(1));
    const tried = (...answers: readonly string[]) =>
      validateKept({ ...appletOf(...answers.map((answer) => [undefined, answer] as const)), challenge: u64(2) }, job);
    await expect(tried('6f00')).rejects.toEqual(refusal(0x6f00));
    await expect(tried('7500 9000')).rejects.toEqual(problem('yubikey-untrusted'));
    expect(job.accessKeys.get('one')).toBeDefined();
    await expect(tried('6a80')).rejects.toEqual(problem('password-needed'));
    expect(job.accessKeys.get('one')).toBeUndefined();
  });

  it('is tried once more only when it was locked in between', async () => {
    const select = '00a4040007a0000005272101';
    const job = work();
    job.accessKeys.keep(ours, new Uint8Array(16).fill(1));
    const connection = createScriptedConnection([
      [select, unlocked],
      [undefined, '6f00'],
    ]);
    await expect(withOath(connection, job, (applet) => readAccounts(applet, 1))).rejects.toEqual(refusal(0x6f00));
    expect(connection.left()).toBe(0);
    const again = createScriptedConnection([
      [select, unlocked],
      [undefined, '6982'],
      [select, unlocked],
      [undefined, '6f00'],
    ]);
    await expect(withOath(again, job, (applet) => readAccounts(applet, 1))).rejects.toEqual(refusal(0x6f00));
    expect(job.accessKeys.get(ours)).toBeDefined();
  });
});

describe('the accounts of an applet', () => {
  const step = 1;

  it('are told apart when they look the same', async () => {
    const applet = appletOf(['00A1000000', '7203 21 61FE 7203 21 61FF 9000'], [undefined, '6581']);
    expect((await readAccounts(applet, step)).map(({ id }) => id)).toEqual(['a\ufffd', 'a\ufffd (61ff)']);
  });

  it('are not read without touch and codes for any other refusal than a broken account', async () => {
    await expect(readAccounts(appletOf([undefined, '72022161 9000'], [undefined, '6f00']), step)).rejects.toEqual(refusal(0x6f00));
    const lost = new CardFault('transport');
    await expect(readAccounts(appletOf([undefined, '72022161 9000'], [undefined, lost]), step)).rejects.toBe(lost);
  });

  it('are listed where they cannot all be calculated', async () => {
    const applet = appletOf([undefined, '6581'], ['00A1000000', '72022161 9000'], [undefined, '6581']);
    expect(await readAccountsBriefly(applet, step)).toEqual({
      accounts: [expect.objectContaining({ id: 'a', algorithm: 'sha1', touch: 'unknown' })],
    });
  });

  it('bring codes for those of 30 seconds that want no touch', async () => {
    const answers = ['7101 61 7605 06 000ABBC3', '7101 62 7C01 06', '7101 63 7701 08', '7104 36302F64 7605 06 000ABBC3'];
    const { accounts, codes } = await readAccountsBriefly(appletOf([undefined, `${answers.join(' ')} 9000`]), step);
    expect(accounts.map(({ name, kind, touch, digits, period }) => [name, kind, touch, digits, period])).toEqual([
      ['a', 'totp', 'not-required', 6, 30],
      ['b', 'totp', 'required', 6, 30],
      ['c', 'hotp', 'unknown', 8, 30],
      ['d', 'totp', 'not-required', 6, 60],
    ]);
    expect(codes).toEqual({ step, of: new Map([['a', '703427']]) });
  });
});

describe('a code that nobody touched for', () => {
  const account: Account = { id: 'a', idBytes: Uint8Array.of(0x61), name: 'a', kind: 'totp', period: 30, touch: 'required' };

  const refusedAfter = async (millis: number, error: string | CardFault) => {
    const clock = createFakeClock(1_000_000);
    const applet = appletOf([undefined, error]);
    const { connection } = applet;
    const slow = { ...connection, transmit: (apdu: Uint8Array) => clock.advance(millis).then(() => connection.transmit(apdu)) };
    const { signal } = new AbortController();
    return calculateWithTouch({ ...applet, connection: slow }, { account, step: 1, clock, signal, onTouch: () => {} }).catch(
      (reason: unknown) => reason,
    );
  };

  it.each([
    ['the card’s own refusal', '6982'],
    ['Windows’ time-out', new CardFault('transport', '8010002f')],
    ['a time-out that the binding has no word for', new CardFault('transport', 'unknown')],
  ] as const)('is told from %s by the time that it took', async (_what, error) => {
    expect(await refusedAfter(14_600, error)).toEqual(problem('not-touched', { seconds: 15 }));
    const soon = await refusedAfter(5_000, error);
    expect(soon).toEqual(typeof error === 'string' ? refusal(0x6982) : error);
  });

  it.each([new CardFault('transport', '80100016'), new CardFault('removed', 'unknown'), new CardFault('reset')])(
    'is not told from anything else, however long it took: %s',
    async (fault) => {
      expect(await refusedAfter(15_000, fault)).toBe(fault);
    },
  );

  it('is not told from another refusal of the card', async () => {
    expect(await refusedAfter(15_000, '6f00')).toEqual(refusal(0x6f00));
  });

  it('asks nobody for a touch who gave up before', async () => {
    let touches = 0;
    const clock = createFakeClock(0);
    const parts = { account, step: 1, clock, onTouch: () => touches++ };
    await calculateWithTouch(appletOf([undefined, '7605 06 000ABBC3 9000']), { ...parts, signal: AbortSignal.abort() });
    expect(touches).toBe(0);
    await calculateWithTouch(appletOf([undefined, '7605 06 000ABBC3 9000']), { ...parts, signal: new AbortController().signal });
    expect(touches).toBe(1);
  });
});

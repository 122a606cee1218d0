import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import type { KeyCare, Keys, KeysState } from '../../../src-main/card/keys/keys.ts';
import { createKeys } from '../../../src-main/card/keys/yubikeys.ts';
import { codeRequest, keysOf, until } from '../../fakes/card-desk.ts';
import { type CardHost, type HostOrder, startCardHost } from '../../support/card/card-host.ts';
import { openPcscReaders } from '../../support/card/pcsc-readers.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';

let pcscd: Pcscd;
let keys: Keys & KeyCare;
let host: CardHost;

const open = () =>
  createKeys({
    readers: openPcscReaders(),
    clock: systemClock,
    log: silentLog,
    random: (length) => Uint8Array.from(randomBytes(length)),
  });

type Card = Extract<HostOrder, { do: 'insert' }>['card'];
const insert = (card: Card = { serial: 12345678 }, slot: 0 | 1 = 0, seedOfPlain = 0x31) =>
  host.tell({ do: 'insert', slot, card, ...(card === 'foreign' ? {} : { seedOfPlain }) });
const tell = (order: 'remove' | 'insert-again' | 'touch' | 'received', slot: 0 | 1 = 0) => host.tell({ do: order, slot });

const untilState = (fits: (state: KeysState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = keys.subscribe((state) => {
      if (!fits(state)) return;
      stop();
      resolve();
    });
    if (!fits(keys.state())) return;
    stop();
    resolve();
  });

const ready = (serial: number) => until(keys, (all) => all.some((key) => key.serial === serial && key.oath === 'ready' && !key.busy));

beforeAll(async () => {
  pcscd = await startPcscd();
  host = await startCardHost();
});
afterAll(async () => {
  await host.stop();
  await pcscd.stop();
});
beforeEach(() => {
  keys = open();
  void keys.settled();
});
afterEach(async () => {
  await tell('remove', 0);
  await tell('remove', 1);
  await until(keys, (all) => all.length === 0);
  await keys.close();
});

describe('a virtual YubiKey behind the real pcscd', () => {
  it('is seen when it comes and when it goes, and its accounts are listed', async () => {
    await keys.settled();
    expect(keys.state()).toEqual({ kind: 'ready', keys: [] });
    await insert();
    await ready(12345678);
    expect(keysOf(keys)).toMatchObject([{ id: '12345678', name: 'YubiKey 5 NFC', firmware: '5.4.3', oath: 'ready' }]);
    expect(keysOf(keys)[0]?.accounts).toHaveLength(3);
    await tell('remove');
    await until(keys, (all) => all.length === 0);
    await tell('insert-again');
    await ready(12345678);
  });

  it('is seen when it was there before us', async () => {
    await insert();
    await ready(12345678);
    const other = open();
    await other.settled();
    expect(keysOf(other)).toMatchObject([{ serial: 12345678, oath: 'ready' }]);
    await other.close();
  });

  it('gives codes with and without a touch', async () => {
    await insert();
    await ready(12345678);
    const plain = await keys.code(codeRequest('plain'));
    expect(plain).toMatchObject({ ok: true, value: { step: 1 } });
    let touches = 0;
    const blinks = host.blinks();
    const touch = keys.code(codeRequest('touch', { onTouch: () => touches++ }));
    await blinks;
    expect(touches).toBe(1);
    expect(await tell('touch')).toBe(1);
    // The same seed and the same step.
    expect(await touch).toEqual(plain);
  });

  it('says not touched when nobody touches', async () => {
    await insert({ serial: 12345678, touchTimeout: 5_500 });
    await ready(12345678);
    expect(await keys.code(codeRequest('touch'))).toMatchObject({ ok: false, problem: { code: 'not-touched' } });
  });

  it('lets go of a touch that is given up, and serves the next request once the card answered', async () => {
    await insert();
    await ready(12345678);
    const stopper = new AbortController();
    const blinks = host.blinks();
    const given = keys.code(codeRequest('touch', { signal: stopper.signal }));
    await blinks;
    stopper.abort();
    expect(await given).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(keysOf(keys)[0]?.busy).toBe(true);
    const next = keys.code(codeRequest('plain'));
    expect(await tell('touch')).toBe(1);
    expect(await next).toMatchObject({ ok: true });
  });

  it('is unlocked with its password and locked again', async () => {
    await insert({ serial: 12345678, password: 'secret' });
    await until(keys, ([key]) => key?.oath === 'locked');
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ problem: { code: 'password-needed', serial: 12345678 } });
    expect(await keys.unlock('12345678', 'wrong')).toMatchObject({ problem: { code: 'password-wrong' } });
    expect(await keys.unlock('12345678', 'secret')).toMatchObject({ ok: true });
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
  });

  it('is known as removed when it is pulled at the prompt', async () => {
    await insert();
    await ready(12345678);
    const blinks = host.blinks();
    const touch = keys.code(codeRequest('touch'));
    await blinks;
    await tell('remove');
    expect(await touch).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 12345678 } });
  });

  it('comes back by itself when pcscd was stopped and started', async () => {
    await insert();
    await ready(12345678);
    await pcscd.stop();
    await untilState(({ kind }) => kind === 'no-service');
    expect(keys.state()).toEqual({ kind: 'no-service', problem: { code: 'card-service-missing' } });
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ problem: { code: 'yubikey-removed' } });
    await pcscd.start();
    await tell('insert-again');
    await ready(12345678);
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
  });

  it('is found beside a card that is no YubiKey, which is never sent a byte', async () => {
    await insert('foreign', 1);
    await insert();
    await ready(12345678);
    keys.refresh();
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
    expect(keysOf(keys)).toHaveLength(1);
    expect(await tell('received', 1)).toBe(0);
  });

  it('is told apart from a second one', async () => {
    await insert({ serial: 111 });
    await insert({ serial: 222, firmware: '5.7.1', formFactor: 'usb-c-nano', nfc: false }, 1, 9);
    await Promise.all([ready(111), ready(222)]);
    expect(keysOf(keys).map(({ serial, name }) => [serial, name])).toEqual([
      [111, 'YubiKey 5 NFC'],
      [222, 'YubiKey 5C Nano'],
    ]);
    const [one, two] = await Promise.all([
      keys.code(codeRequest('plain', { keyId: '111' })),
      keys.code(codeRequest('plain', { keyId: '222' })),
    ]);
    expect([one.ok, two.ok]).toEqual([true, true]);
    expect(one).not.toEqual(two);
  });

  it('is waited for while another program holds it', async () => {
    await insert();
    await ready(12345678);
    const other = openPcscReaders();
    const held = await other.connect(pcscd.readers[0]);
    expect(held.exclusive).toBe(true);
    const code = keys.code(codeRequest('plain'));
    await until(keys, ([key]) => key?.problem?.code === 'yubikey-busy');
    await held.close();
    await other.close();
    expect(await code).toMatchObject({ ok: true });
    expect(keysOf(keys)[0]).not.toHaveProperty('problem');
  });

  it('takes a new account with the longest id and a reply in pieces', async () => {
    await insert();
    await ready(12345678);
    for (const last of ['a', 'b', 'c']) {
      const name = `${'n'.repeat(63)}${last}`;
      const account = {
        name,
        period: 30,
        kind: 'totp',
        algorithm: 'sha1',
        digits: 6,
        seed: new Uint8Array(40).fill(7),
        touch: false,
      } as const;
      expect(await keys.put('12345678', account)).toEqual({ ok: true, value: name });
    }
    expect(keysOf(keys)[0]?.accounts).toHaveLength(6);
  });
});

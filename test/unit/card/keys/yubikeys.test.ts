import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createForeignCard } from '../../../../src-main/demo/virtual-yubikey/card.ts';
import { createVirtualYubiKey, yubiKey5NfcAtr } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { codeRequest, createDesk, firstReader, keysOf, secondReader, until } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const plainCode = /^\d{6}$/;

describe('the plugged YubiKeys', () => {
  it('shows a key with its model, serial and accounts', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey({ formFactor: 'usb-c-keychain' }) });
    expect(keys.state()).toMatchObject({ kind: 'ready', keys: [{ oath: 'reading', name: 'YubiKey', busy: true }] });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([
      {
        id: '12345678',
        serial: 12345678,
        name: 'YubiKey 5C NFC',
        firmware: '5.4.3',
        formFactor: 'USB-C keychain',
        oath: 'ready',
        busy: false,
      },
    ]);
    const accounts = keysOf(keys)[0]?.accounts.map(({ id, kind, touch, algorithm, digits }) => [id, kind, touch, algorithm, digits]);
    expect(accounts?.sort()).toEqual([
      ['counter', 'hotp', 'unknown', 'sha1', 6],
      ['plain', 'totp', 'not-required', 'sha1', 6],
      ['touch', 'totp', 'required', 'sha1', 6],
    ]);
  });

  it('knows OATH’s own version, and no firmware, of a key without the other applets', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey({ firmware: '5.7.1', otherApplets: false }) });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ name: 'YubiKey', firmware: '', oathVersion: '5.7.1', oath: 'ready' }]);
    expect(keysOf(keys)[0]).not.toHaveProperty('serial');
  });

  it('has an empty list without a key, and settles at once without a service', async () => {
    const { keys, readers } = createDesk({ [firstReader]: undefined });
    await keys.settled();
    expect(keys.state()).toEqual({ kind: 'ready', keys: [] });
    readers.setService(false);
    await keys.settled();
    expect(keys.state()).toEqual({ kind: 'no-service', problem: { code: 'card-service-missing' } });
  });

  it('never connects to a card that is no YubiKey', async () => {
    const bank = createForeignCard();
    const connected: string[] = [];
    const { keys, readers } = createDesk({ [firstReader]: bank, [secondReader]: createStockedKey() }, (all) => ({
      ...all,
      connect: (reader) => {
        connected.push(reader);
        return all.connect(reader);
      },
    }));
    await keys.settled();
    readers.remove(firstReader);
    readers.insert(firstReader, bank);
    keys.refresh();
    await keys.settled();
    await keys.code(codeRequest('plain'));
    expect(new Set(connected)).toEqual(new Set([secondReader]));
    expect(bank.received).toEqual([]);
    expect(keysOf(keys)).toHaveLength(1);
  });

  it('takes a key for one by its reader’s name or by its ATR, on an NFC reader too', async () => {
    const odd = createVirtualYubiKey({ serial: 1, atr: Uint8Array.of(0x3b, 0x00) });
    const nfc = createVirtualYubiKey({ serial: 2, atr: yubiKey5NfcAtr });
    const { keys } = createDesk({ 'YUBICO YubiKey OTP+FIDO+CCID 0': odd, 'ACS ACR122U 00 00': nfc });
    await keys.settled();
    expect(keysOf(keys).map(({ serial }) => serial)).toEqual([1, 2]);
  });

  it('holds several keys apart by their serials, also with the same account', async () => {
    const one = createStockedKey({ serial: 111 });
    const two = createStockedKey({ serial: 222 });
    two.store({ id: 'plain', secret: new Uint8Array(20).fill(9) });
    const { keys } = createDesk({ [firstReader]: one, [secondReader]: two });
    await keys.settled();
    const codes = await Promise.all([keys.code(codeRequest('plain', { keyId: '111' })), keys.code(codeRequest('plain', { keyId: '222' }))]);
    expect(codes.map(({ ok }) => ok)).toEqual([true, true]);
    expect(codes[0]).not.toEqual(codes[1]);
  });

  it('names a key without a serial by its OATH applet', async () => {
    const { keys } = createDesk({ [firstReader]: createVirtualYubiKey({ serial: undefined }) });
    await keys.settled();
    const [key] = keysOf(keys);
    expect(key?.serial).toBeUndefined();
    expect(key?.id).toBe(`oath-${key?.deviceId}`);
  });

  it('reads a key once when it comes and never polls it', async () => {
    vi.useFakeTimers();
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    const count = key.apduCount();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(key.apduCount()).toBe(count);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('follows keys that go, come back and are swapped', async () => {
    const { keys, readers } = createDesk({ [firstReader]: createStockedKey({ serial: 1 }) });
    await keys.settled();
    readers.unplug(firstReader);
    expect(keysOf(keys)).toEqual([]);
    readers.insert(firstReader, createStockedKey({ serial: 1 }));
    await keys.settled();
    readers.insert(firstReader, createStockedKey({ serial: 2 }));
    await keys.settled();
    expect(keysOf(keys).map(({ id }) => id)).toEqual(['2']);
    expect(await keys.code(codeRequest('plain', { keyId: '1' }))).toMatchObject({ problem: { code: 'yubikey-removed' } });
    expect(await keys.code(codeRequest('plain', { keyId: '2' }))).toMatchObject({ ok: true });
  });

  it('comes back by itself when the service was restarted', async () => {
    const { keys, readers } = createDesk({ [firstReader]: createStockedKey() });
    await keys.settled();
    readers.setService(false);
    expect(keys.state().kind).toBe('no-service');
    readers.setService(true);
    await until(keys, ([key]) => key?.oath === 'ready');
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
  });

  it('says that OATH is switched off', async () => {
    const { keys } = createDesk({ [firstReader]: createVirtualYubiKey({ serial: 5, oathEnabled: false }) });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ oath: 'disabled', problem: { code: 'oath-disabled', serial: 5 }, accounts: [] }]);
  });

  it('lists the accounts of a key whose CALCULATE ALL is broken, with touch unknown', async () => {
    const key = createStockedKey();
    // SELECT, READ CONFIG, SELECT, LIST, CALCULATE ALL.
    key.inject({ at: 5, does: 'status', status: 0x6581 });
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready' }]);
    expect(keysOf(keys)[0]?.accounts.map(({ touch, digits }) => [touch, digits])).toEqual(Array(3).fill(['unknown', undefined]));
  });

  it('shows a key that cannot be read, and reads it when asked to look again', async () => {
    const key = createStockedKey();
    key.inject({ at: 2, does: 'status', status: 0x6f00 });
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ oath: 'unreadable', problem: { code: 'card-said', status: '6f00', during: 'read config' } }]);
    keys.refresh();
    await until(keys, ([shown]) => shown?.oath === 'ready');
    expect(keysOf(keys)[0]?.problem).toBeUndefined();
  });

  it('tells nobody any more after close, and settles what still waits', async () => {
    const { keys, readers } = createDesk({ [firstReader]: createStockedKey() });
    await keys.settled();
    const told: unknown[] = [];
    keys.subscribe((state) => told.push(state));
    const waiting = keys.code(codeRequest('touch'));
    told.length = 0;
    await keys.close();
    expect(await waiting).toMatchObject({ problem: { code: 'cancelled' } });
    readers.unplug(firstReader);
    expect(told).toEqual([]);
  });
});

describe('another program at the key', () => {
  it('waits for it, names it, and reads the key when it lets go', async () => {
    const { keys, readers } = createDesk({ [firstReader]: undefined });
    const key = createStockedKey();
    readers.insert(firstReader, key);
    await keys.settled();
    readers.hold(firstReader, { name: 'scdaemon', exclusive: true });
    const holders: (string | undefined)[] = [];
    const code = keys.code(codeRequest('plain', { onBusy: (holder) => holders.push(holder) }));
    await until(keys, ([shown]) => shown?.heldBy === 'scdaemon');
    expect(keysOf(keys)[0]?.problem).toEqual({ code: 'yubikey-busy', holder: 'scdaemon' });
    readers.hold(firstReader, undefined);
    expect(await code).toMatchObject({ ok: true, value: { code: expect.stringMatching(plainCode) } });
    expect(holders).toEqual(['scdaemon']);
    expect(keysOf(keys)[0]).toMatchObject({ oath: 'ready', busy: false });
    expect(keysOf(keys)[0]).not.toHaveProperty('heldBy');
    expect(keysOf(keys)[0]).not.toHaveProperty('problem');
  });

  it('reads a key that was held for too long as soon as it is free', async () => {
    vi.useFakeTimers();
    const { keys, readers } = createDesk({ [firstReader]: createStockedKey() }, (all) => {
      all.hold(firstReader, { name: 'yubikey-agent', exclusive: true });
      return all;
    });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(keysOf(keys)).toMatchObject([
      { oath: 'unreadable', heldBy: 'yubikey-agent', problem: { code: 'yubikey-busy', holder: 'yubikey-agent' } },
    ]);
    vi.useRealTimers();
    readers.hold(firstReader, undefined);
    await until(keys, ([shown]) => shown?.oath === 'ready');
  });

  it('shares the card when somebody else shares it', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey() }, (all) => {
      all.hold(firstReader, { exclusive: false });
      return all;
    });
    await keys.settled();
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
  });
});

describe('codes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives the code of the step asked for, without a word about touch', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey() });
    await keys.settled();
    let touches = 0;
    const code = (step: number) => keys.code(codeRequest('plain', { step, onTouch: () => touches++ }));
    const first = await code(1);
    expect(first).toEqual({ ok: true, value: { code: expect.stringMatching(plainCode), step: 1 } });
    expect(await code(2)).not.toEqual(first);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(touches).toBe(0);
  });

  it('says that the key blinks just before it does, and gives the code after the touch', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    const events: string[] = [];
    key.onAwaitingTouch((wait) => events.push(wait ? `blinks for ${wait.account}` : 'dark'));
    const code = keys.code(codeRequest('touch', { onTouch: () => events.push('told') }));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(events).toEqual(['told', 'blinks for touch']);
    expect(keysOf(keys)[0]?.busy).toBe(true);
    key.touch();
    expect(await code).toMatchObject({ ok: true });
    expect(keysOf(keys)[0]?.busy).toBe(false);
  });

  it('calls it not touched when the refusal took longer than five seconds', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey({ touchTimeout: 15_000 }) });
    await keys.settled();
    const code = keys.code(codeRequest('touch'));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await code).toEqual({ ok: false, problem: { code: 'not-touched', seconds: 15 } });
    expect(keysOf(keys)[0]?.oath).toBe('ready');
  });

  it('asks for the password when the refusal came sooner', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey({ touchTimeout: 5_000 }) });
    await keys.settled();
    const code = keys.code(codeRequest('touch'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await code).toEqual({ ok: false, problem: { code: 'password-needed', serial: 12345678 } });
    expect(keysOf(keys)[0]).toMatchObject({ oath: 'locked', accounts: [] });
  });

  it('says after half a second of silence that an account of unknown kind wants a touch', async () => {
    const key = createStockedKey();
    key.store({ id: 'slow', secret: new Uint8Array(20), kind: 'hotp', touch: true });
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    let touches = 0;
    const code = keys.code(codeRequest('slow', { onTouch: () => touches++ }));
    await vi.advanceTimersByTimeAsync(499);
    expect(touches).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(touches).toBe(1);
    key.touch();
    expect(await code).toMatchObject({ ok: true });
    expect(await keys.code(codeRequest('counter', { onTouch: () => touches++ }))).toMatchObject({ ok: true });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(touches).toBe(1);
  });

  it('gives up at once when asked to, and throws the late code away', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    const stopper = new AbortController();
    const code = keys.code(codeRequest('touch', { signal: stopper.signal }));
    await vi.advanceTimersByTimeAsync(100);
    stopper.abort();
    expect(await code).toEqual({ ok: false, problem: { code: 'cancelled' } });
    const next = keys.code(codeRequest('plain'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keysOf(keys)[0]?.busy).toBe(true);
    expect(key.awaitingTouch()).toBeDefined();
    key.touch();
    expect(await next).toMatchObject({ ok: true });
    expect(keysOf(keys)[0]?.busy).toBe(false);
  });

  it('names an account that is not there', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey() });
    await keys.settled();
    expect(await keys.code(codeRequest('nobody'))).toEqual({
      ok: false,
      problem: { code: 'account-missing', account: 'nobody', serials: [12345678] },
    });
  });

  it('names an account that another program deleted meanwhile', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    key.inject({ at: 2, does: 'status', status: 0x6984 });
    expect(await keys.code(codeRequest('plain'))).toMatchObject({
      problem: { code: 'account-missing', account: 'plain', serials: [12345678] },
    });
  });

  it('selects and works again after another program reset the card', async () => {
    const key = createStockedKey();
    const { keys, readers } = createDesk({ [firstReader]: key });
    await keys.settled();
    const code = keys.code(codeRequest('touch'));
    await vi.advanceTimersByTimeAsync(100);
    readers.resetByOther(firstReader);
    await vi.advanceTimersByTimeAsync(100);
    expect(key.touch()).toBe(true);
    expect(await code).toMatchObject({ ok: true });
  });

  it('knows a key that was pulled at the prompt', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    const code = keys.code(codeRequest('touch'));
    await vi.advanceTimersByTimeAsync(100);
    key.pull();
    expect(await code).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 12345678 } });
    expect(keysOf(keys)).toEqual([]);
  });
});

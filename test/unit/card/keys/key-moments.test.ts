import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toHex } from '../../../../src-main/base/bytes.ts';
import { deriveAccessKey } from '../../../../src-main/card/oath/oath-keys.ts';
import { selectOath } from '../../../../src-main/card/oath/oath-session.ts';
import { createVirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { codeRequest, createDesk, firstReader, keysOf, secondReader } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const serial = 12345678;
const busy = { code: 'yubikey-busy', holder: 'scdaemon' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('before a key is read', () => {
  it('there is nothing but its reader to tell it by', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey() });
    expect(keysOf(keys)).toEqual([
      { id: `${firstReader}#1`, name: 'YubiKey', firmware: '', formFactor: '', oath: 'reading', busy: true, accounts: [] },
    ]);
    await keys.settled();
    // Who asked for it by that name still means this one.
    expect(await keys.code(codeRequest('plain', { keyId: `${firstReader}#1` }))).toMatchObject({ ok: true });
  });

  it('nothing is known at all until the readers have told', async () => {
    const readersTell: (() => void)[] = [];
    const { keys } = createDesk({ [firstReader]: createStockedKey() }, (readers) => ({
      ...readers,
      watch: (listener) => {
        readersTell.push(() => readers.watch(listener));
        return () => {};
      },
    }));
    expect(keys.state()).toEqual({ kind: 'starting' });
    let settled = false;
    const done = keys.settled().then(() => {
      settled = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(settled).toBe(false);
    for (const tell of readersTell) tell();
    await done;
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready' }]);
  });

  it('a program that ends waits for nothing any more', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey() }, (all) => ({ ...all, connect: () => new Promise(() => {}) }));
    const settled = keys.settled();
    const told: unknown[] = [];
    keys.subscribe((state) => told.push(state));
    void keys.close();
    await settled;
    expect(told).toEqual([]);
  });
});

describe('the same key twice', () => {
  it('goes by its serial and by its applet', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key, [secondReader]: createStockedKey() });
    await keys.settled();
    const [first, second] = keysOf(keys);
    expect([first?.id, second?.id]).toEqual(['12345678', `oath-${second?.deviceId}`]);
    expect(await keys.code(codeRequest('plain', { keyId: second?.id ?? '' }))).toMatchObject({ ok: true });
  });
});

describe('a key that another program holds', () => {
  const held = async () => {
    const { keys, readers } = createDesk({ [firstReader]: createStockedKey() });
    await keys.settled();
    readers.hold(firstReader, { name: 'scdaemon', exclusive: true });
    const code = keys.code(codeRequest('plain'));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await code).toEqual({ ok: false, problem: busy });
    return { keys, readers };
  };

  it('is still what it was', async () => {
    const { keys, readers } = await held();
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready', serial, problem: busy, heldBy: 'scdaemon' }]);
    keys.refresh();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready', serial, problem: busy, heldBy: 'scdaemon' }]);
    expect(keysOf(keys)[0]?.accounts).toHaveLength(3);
    readers.hold(firstReader, undefined);
    await vi.advanceTimersByTimeAsync(100);
    expect(keysOf(keys)[0]).not.toHaveProperty('problem');
    expect(keysOf(keys)[0]).not.toHaveProperty('heldBy');
  });

  it('is no longer held when we got at it, whatever comes of that', async () => {
    const key = createStockedKey();
    const { keys, readers } = createDesk({ [firstReader]: key });
    await keys.settled();
    readers.hold(firstReader, { exclusive: true });
    const code = keys.code(codeRequest('plain'));
    await vi.advanceTimersByTimeAsync(200);
    expect(keysOf(keys)[0]?.problem).toEqual({ code: 'yubikey-busy' });
    key.inject({ at: 2, does: 'status', status: 0x6f00 });
    readers.hold(firstReader, undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await code).toMatchObject({ problem: { code: 'card-said' } });
    expect(keysOf(keys)[0]).toMatchObject({ oath: 'ready' });
    expect(keysOf(keys)[0]).not.toHaveProperty('problem');
  });
});

describe('a key that is looked at again', () => {
  it('keeps what was known of it, and the newest problem', async () => {
    const key = createStockedKey();
    // SELECT, READ CONFIG, SELECT of OATH.
    key.inject({ at: 3, does: 'status', status: 0x6f00 });
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ oath: 'unreadable', serial, problem: { during: 'select oath' }, accounts: [] }]);
    key.inject({ at: 2, does: 'status', status: 0x6f00 });
    keys.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keysOf(keys)).toMatchObject([{ oath: 'unreadable', serial, problem: { during: 'read config' }, accounts: [] }]);
    expect(keysOf(keys)[0]).not.toHaveProperty('heldBy');
  });

  it('is left in peace while a job runs on it, and when nothing is wrong with it', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    const before = key.apduCount();
    keys.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(key.apduCount()).toBe(before);
  });

  it('is locked again after it was read', async () => {
    const key = createStockedKey({ password: 'secret' });
    const { keys, readers } = createDesk({ [firstReader]: key });
    const { salt } = await selectOath({ exclusive: true, transmit: key.transmit, close: async () => {} });
    await keys.settled();
    // Another program shares the card, so that it stays powered between our jobs.
    readers.hold(firstReader, { exclusive: false });
    const other = await readers.connect(firstReader);
    keys.setAccessKeySource(async () => [deriveAccessKey('secret', salt)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready' }]);
    expect(toHex((await key.transmit(Uint8Array.of(0, 0xa1, 0, 0, 0))).subarray(-2))).toBe('6982');
    await other.close();
  });
});

describe('a NEO', () => {
  it.each([
    ['by its reader', 'Yubico Yubikey NEO OTP+U2F+CCID 00 00', '5.4.3'],
    ['by its firmware', firstReader, '3.4.9'],
  ])('is waited for when it left its reader to type a code: %s', async (_what, reader, firmware) => {
    const key = createVirtualYubiKey({ serial, firmware });
    key.store({ id: 'plain', secret: new Uint8Array(20) });
    let away = 0;
    const { keys } = createDesk({ [reader]: key }, (all) => ({
      ...all,
      connect: (name) => (away-- > 0 ? createDesk({ [reader]: undefined }).readers.connect(reader) : all.connect(name)),
    }));
    await keys.settled();
    away = 3;
    const code = keys.code(codeRequest('plain'));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await code).toMatchObject({ ok: true });
  });
});

describe('an access key from an earlier run', () => {
  it('is looked for when a key turns out to be locked', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    const { salt, deviceId } = await selectOath({ exclusive: true, transmit: key.transmit, close: async () => {} });
    const asked: string[] = [];
    keys.setAccessKeySource(async (id) => {
      asked.push(id);
      return [deriveAccessKey('secret', salt)];
    });
    await keys.settled();
    expect(asked).toEqual([]);
    // Another program set a password meanwhile, which this computer remembers.
    key.setPassword('secret');
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
    expect(asked).toEqual([deviceId]);
  });

  it('is not waited for longer than three seconds, nor when nobody wants the code any more', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    keys.setAccessKeySource(() => new Promise(() => {}));
    key.setPassword('secret');
    const code = keys.code(codeRequest('plain'));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await code).toEqual({ ok: false, problem: { code: 'password-needed', serial } });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not lock a key that a person unlocked meanwhile', async () => {
    const { keys } = createDesk({ [firstReader]: createStockedKey({ password: 'secret' }) });
    keys.setAccessKeySource(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await keys.unlock(String(serial), 'secret')).toMatchObject({ ok: true });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready' }]);
  });
});

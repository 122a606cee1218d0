import { afterEach, describe, expect, it, vi } from 'vitest';
import { toHex } from '../../../../src-main/base/bytes.ts';
import { deriveAccessKey } from '../../../../src-main/card/oath/oath-keys.ts';
import { selectOath } from '../../../../src-main/card/oath/oath-session.ts';
import { codeRequest, createDesk, firstReader, keysOf, until } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const lockedKey = () => createStockedKey({ password: 'secret', touchPolicy: 'automatic' });
const locked = { ok: false, problem: { code: 'password-needed', serial: 12345678 } };
/** What a session answers to a command that needs it unlocked, asked of the key itself. */
const listStatus = async (key: ReturnType<typeof lockedKey>): Promise<string> =>
  toHex((await key.transmit(Uint8Array.of(0, 0xa1, 0, 0, 0))).subarray(-2));

afterEach(() => {
  vi.useRealTimers();
});

describe('a key with a password', () => {
  it('is shown as locked, without accounts, and asks for the password', async () => {
    const { keys } = createDesk({ [firstReader]: lockedKey() });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ oath: 'locked', accounts: [], serial: 12345678, name: 'YubiKey 5 NFC' }]);
    expect(keysOf(keys)[0]?.deviceId).toBeDefined();
    expect(await keys.code(codeRequest('plain'))).toEqual(locked);
  });

  it('is unlocked by its password for the rest of the run', async () => {
    const key = lockedKey();
    const { keys, readers } = createDesk({ [firstReader]: key });
    await keys.settled();
    expect(await keys.unlock('12345678', 'wrong')).toEqual({ ok: false, problem: { code: 'password-wrong', serial: 12345678 } });
    expect(keysOf(keys)[0]?.oath).toBe('locked');
    const unlocked = await keys.unlock('12345678', 'secret');
    expect(unlocked).toMatchObject({ ok: true, value: { deviceId: keysOf(keys)[0]?.deviceId } });
    expect(keysOf(keys)[0]).toMatchObject({ oath: 'ready' });
    expect(keysOf(keys)[0]?.accounts).toHaveLength(3);
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
    readers.unplug(firstReader);
    readers.insert(firstReader, key);
    await keys.settled();
    expect(keysOf(keys)[0]?.oath).toBe('ready');
  });

  it('does not keep the caller’s copy of the access key', async () => {
    const { keys } = createDesk({ [firstReader]: lockedKey() });
    await keys.settled();
    const unlocked = await keys.unlock('12345678', 'secret');
    if (unlocked.ok) unlocked.value.accessKey.fill(0);
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
  });

  it('is locked again after each job', async () => {
    const key = lockedKey();
    // Another program shares the card, so that it stays powered between our jobs.
    const { keys, readers } = createDesk({ [firstReader]: key });
    await keys.settled();
    readers.hold(firstReader, { exclusive: false });
    const other = await readers.connect(firstReader);
    await keys.unlock('12345678', 'secret');
    expect(await listStatus(key)).toBe('6982');
    await keys.code(codeRequest('plain'));
    expect(await listStatus(key)).toBe('6982');
    await other.close();
  });

  it('opens by itself with a remembered access key', async () => {
    const key = lockedKey();
    const { salt, deviceId } = await selectOath({ exclusive: true, transmit: key.transmit, close: async () => {} });
    const { keys } = createDesk({ [firstReader]: key });
    const asked: string[] = [];
    keys.setAccessKeySource(async (id) => {
      asked.push(id);
      return [deriveAccessKey('secret', salt)];
    });
    await keys.settled();
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready', deviceId }]);
    expect(asked).toEqual([deviceId]);
  });

  it('tells of a remembered access key that the password has left behind, and asks no more for it', async () => {
    const stale: string[] = [];
    const { keys } = createDesk({ [firstReader]: lockedKey() });
    keys.onStaleAccessKey((id) => stale.push(id));
    keys.setAccessKeySource(async () => [new Uint8Array(16).fill(3)]);
    await keys.settled();
    await until(keys, ([shown]) => shown?.oath === 'locked');
    expect(stale).toEqual([keysOf(keys)[0]?.deviceId]);
    expect(await keys.code(codeRequest('plain'))).toEqual(locked);
    expect(stale).toHaveLength(1);
  });

  it('opens with whichever of two remembered access keys fits, and tells of the stale one', async () => {
    const key = lockedKey();
    const { salt } = await selectOath({ exclusive: true, transmit: key.transmit, close: async () => {} });
    const [stale, right] = [deriveAccessKey('before', salt), deriveAccessKey('secret', salt)];
    for (const order of [
      [stale, right],
      [right, stale],
    ]) {
      const told: Uint8Array[] = [];
      const { keys } = createDesk({ [firstReader]: key });
      keys.onStaleAccessKey((_, accessKey) => told.push(accessKey));
      keys.setAccessKeySource(async () => order);
      await keys.settled();
      expect(keysOf(keys)).toMatchObject([{ oath: 'ready' }]);
      expect(told).toEqual(order[0] === stale ? [stale] : []);
      await keys.close();
    }
  });

  it('tries both of them when it turns out to be locked', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    const { salt } = await selectOath({ exclusive: true, transmit: key.transmit, close: async () => {} });
    keys.setAccessKeySource(async () => [deriveAccessKey('before', salt), deriveAccessKey('secret', salt)]);
    await keys.settled();
    key.setPassword('secret');
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
  });

  it('survives a secret store that fails, and one that does not answer', async () => {
    const failing = createDesk({ [firstReader]: lockedKey() });
    failing.keys.setAccessKeySource(() => Promise.reject(new Error('no keyring')));
    await failing.keys.settled();
    expect(keysOf(failing.keys)[0]?.oath).toBe('locked');

    vi.useFakeTimers();
    const silent = createDesk({ [firstReader]: lockedKey() });
    silent.keys.setAccessKeySource(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(2_999);
    expect(keysOf(silent.keys)[0]?.oath).toBe('reading');
    await vi.advanceTimersByTimeAsync(1);
    expect(keysOf(silent.keys)[0]?.oath).toBe('locked');
  });

  it('becomes locked when another program sets a password meanwhile', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    key.setPassword('new');
    expect(await keys.code(codeRequest('plain'))).toEqual(locked);
    expect(keysOf(keys)[0]).toMatchObject({ oath: 'locked', accounts: [] });
    expect(await keys.unlock('12345678', 'new')).toMatchObject({ ok: true });
  });

  it('tries the access key once more when another program locked the applet in between', async () => {
    const key = lockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    await keys.unlock('12345678', 'secret');
    // SELECT, VALIDATE, CALCULATE.
    key.inject({ at: 3, does: 'status', status: 0x6982 });
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
    key.inject({ at: 3, does: 'status', status: 0x6982 });
    key.inject({ at: 6, does: 'status', status: 0x6982 });
    expect(await keys.code(codeRequest('plain'))).toEqual(locked);
    expect(await keys.code(codeRequest('plain'))).toEqual(locked);
  });

  it('does not trust a key that cannot prove the password', async () => {
    const key = lockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    key.inject({ at: 2, does: 'alter', alter: (answer) => answer.map((byte, index) => (index === 3 ? byte ^ 0xff : byte)) });
    expect(await keys.unlock('12345678', 'secret')).toEqual({ ok: false, problem: { code: 'yubikey-untrusted', serial: 12345678 } });
    expect(keysOf(keys)[0]?.oath).toBe('locked');
  });

  it('forgets every access key when it is closed', async () => {
    const { keys } = createDesk({ [firstReader]: lockedKey() });
    const kept = new Uint8Array(16).fill(7);
    keys.setAccessKeySource(async () => [kept]);
    await keys.settled();
    await keys.close();
    // The source's own copy is its own.
    expect(kept).toEqual(new Uint8Array(16).fill(7));
  });
});

describe('changing a key', () => {
  const account = {
    name: 'new',
    period: 30,
    kind: 'totp',
    algorithm: 'sha1',
    digits: 6,
    seed: new Uint8Array(20).fill(5),
    touch: true,
  } as const;

  it('puts, renames and removes an account, and shows it each time', async () => {
    const key = createStockedKey({ touchPolicy: 'automatic' });
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    const names = () =>
      keysOf(keys)[0]
        ?.accounts.map(({ id }) => id)
        .sort();
    expect(await keys.put('12345678', account)).toEqual({ ok: true, value: 'new' });
    expect(names()).toEqual(['counter', 'new', 'plain', 'touch']);
    expect(await keys.put('12345678', account)).toMatchObject({ problem: { code: 'account-exists', account: 'new' } });
    expect(await keys.code(codeRequest('new'))).toMatchObject({ ok: true });
    expect(await keys.rename('12345678', 'new', { period: 30, issuer: 'AWS', name: 'newer' })).toEqual({ ok: true, value: 'AWS:newer' });
    expect(await keys.remove('12345678', 'AWS:newer')).toEqual({ ok: true, value: undefined });
    expect(await keys.remove('12345678', 'AWS:newer')).toMatchObject({ problem: { code: 'account-missing', serials: [12345678] } });
    expect(names()).toEqual(['counter', 'plain', 'touch']);
    expect(await keys.list('12345678')).toMatchObject({ ok: true });
    expect(await keys.put('999', account)).toMatchObject({ problem: { code: 'yubikey-removed' } });
  });

  it('sets, changes and removes the password, and resets a key whose password nobody knows', async () => {
    const key = createStockedKey();
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    expect(await keys.setPassword('12345678', 'one')).toMatchObject({ ok: true });
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
    expect(await keys.setPassword('12345678', 'two')).toMatchObject({ ok: true });
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ ok: true });
    expect(await keys.removePassword('12345678')).toEqual({ ok: true, value: undefined });
    key.setPassword('unknown');
    expect(await keys.code(codeRequest('plain'))).toEqual(locked);
    expect(await keys.reset('12345678')).toEqual({ ok: true, value: undefined });
    expect(keysOf(keys)[0]).toMatchObject({ oath: 'ready', accounts: [] });
    expect(await keys.put('12345678', account)).toMatchObject({ ok: true });
  });

  it('finds a key again that another program reset', async () => {
    const key = createStockedKey();
    const { keys, readers } = createDesk({ [firstReader]: key });
    await keys.settled();
    const other = await readers.connect(firstReader);
    for (const apdu of ['00a4040007a0000005272101', '0004dead00']) await other.transmit(Buffer.from(apdu, 'hex'));
    await other.close();
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ problem: { code: 'yubikey-removed' } });
    await until(keys, ([shown]) => shown?.oath === 'ready' && shown.accounts.length === 0 && !shown.busy);
  });
});

import { describe, expect, it } from 'vitest';
import { deriveAccessKey } from '../../../../src-main/card/oath/oath-keys.ts';
import { selectOath } from '../../../../src-main/card/oath/oath-session.ts';
import { codeRequest, createDesk, firstReader, keysOf, until } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const serial = '12345678';
const account = { name: 'new', period: 30, kind: 'totp', algorithm: 'sha1', digits: 6, seed: new Uint8Array(20), touch: false } as const;
const appletOf = (key: ReturnType<typeof createStockedKey>) =>
  selectOath({ exclusive: true, transmit: key.transmit, close: async () => {} });

const plugIn = async (options: Parameters<typeof createStockedKey>[0] = {}) => {
  const key = createStockedKey({ touchPolicy: 'automatic', ...options });
  const { keys, readers } = createDesk({ [firstReader]: key });
  await keys.settled();
  return { key, keys, readers, shown: () => keysOf(keys)[0] };
};

/** A key that could not be read when it came. */
const plugInUnread = () => {
  const key = createStockedKey();
  key.inject({ at: 2, does: 'status', status: 0x6f00 });
  const { keys } = createDesk({ [firstReader]: key });
  return { key, keys };
};

describe('a change of a key', () => {
  it('finds no key that is not there', async () => {
    const { keys } = await plugIn();
    const gone = { ok: false, problem: { code: 'yubikey-removed' } };
    const changes = [
      keys.put('1', account),
      keys.remove('1', 'plain'),
      keys.rename('1', 'plain', { period: 30, name: 'other' }),
      keys.setPassword('1', 'x'),
      keys.removePassword('1'),
      keys.reset('1'),
      keys.list('1'),
      keys.unlock('1', 'x'),
    ];
    for (const change of await Promise.all(changes)) expect(change).toEqual(gone);
  });

  it('knows the accounts of a key that was read, and asks no more than it must', async () => {
    const { key, keys } = await plugIn();
    const before = key.apduCount();
    expect(await keys.remove(serial, 'plain')).toEqual({ ok: true, value: undefined });
    // SELECT, DELETE, LIST, CALCULATE ALL.
    expect(key.apduCount() - before).toBe(4);
  });

  it('works on a key that could not be read, and shows it from then on', async () => {
    const { keys } = plugInUnread();
    await keys.settled();
    const [unread] = keysOf(keys);
    expect(unread).toMatchObject({ oath: 'unreadable', accounts: [] });
    expect(await keys.remove(unread?.id ?? '', 'plain')).toEqual({ ok: true, value: undefined });
    expect(keysOf(keys)).toMatchObject([{ oath: 'ready', accounts: [{ id: 'touch' }, { id: 'counter' }] }]);
  });

  it('lists what is on the key now', async () => {
    const { key, keys, shown } = await plugIn();
    key.store({ id: 'late', secret: new Uint8Array(20) });
    const listed = await keys.list(serial);
    expect(listed).toEqual({ ok: true, value: shown()?.accounts });
    expect(shown()?.accounts.map(({ id }) => id)).toContain('late');
  });

  it('gives the access key of a new password, and takes the password away again', async () => {
    const { key, keys, shown } = await plugIn();
    expect(shown()?.hasPassword).toBe(false);
    const set = await keys.setPassword(serial, 'one');
    expect(shown()?.hasPassword).toBe(true);
    const { salt, challenge } = await appletOf(key);
    expect(challenge).toBeDefined();
    expect(set).toEqual({ ok: true, value: { deviceId: shown()?.deviceId, accessKey: deriveAccessKey('one', salt) } });
    expect(await keys.removePassword(serial)).toEqual({ ok: true, value: undefined });
    expect(shown()?.hasPassword).toBe(false);
    expect((await appletOf(key)).challenge).toBeUndefined();
  });

  it('leaves the accounts shown when a reset is refused', async () => {
    const { key, keys, shown } = await plugIn();
    key.inject({ at: 2, does: 'status', status: 0x6f00 });
    expect(await keys.reset(serial)).toEqual({ ok: false, problem: { code: 'card-said', status: '6f00', during: 'reset' } });
    expect(shown()?.accounts).toHaveLength(3);
  });

  it.each(['reset', 'removePassword'] as const)('by %s forgets the access key', async (change) => {
    // The same salt again after a reset: only then would an old access key be tried.
    const { key, keys } = await plugIn({ random: (length) => new Uint8Array(length).fill(4) });
    const stale: string[] = [];
    keys.onStaleAccessKey((deviceId) => stale.push(deviceId));
    await keys.setPassword(serial, 'one');
    expect(await keys[change](serial)).toEqual({ ok: true, value: undefined });
    key.setPassword('two');
    expect(await keys.code(codeRequest('plain'))).toMatchObject({ problem: { code: 'password-needed' } });
    expect(stale).toEqual([]);
  });

  it('unlocks no other applet than the one that was shown', async () => {
    const { key, keys } = await plugIn({ password: 'secret' });
    await key.transmit(Buffer.from('00a4040007a0000005272101', 'hex'));
    await key.transmit(Buffer.from('0004dead00', 'hex'));
    expect(await keys.unlock(serial, 'secret')).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 12345678 } });
  });

  it('unlocks a key that could not be read', async () => {
    const key = createStockedKey({ password: 'secret' });
    key.inject({ at: 2, does: 'status', status: 0x6f00 });
    const { keys } = createDesk({ [firstReader]: key });
    await keys.settled();
    expect(await keys.unlock(keysOf(keys)[0]?.id ?? '', 'secret')).toMatchObject({ ok: true });
    await until(keys, ([shown]) => shown?.oath === 'ready');
  });
});

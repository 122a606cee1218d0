import { expect, it } from 'vitest';
import { fromHex, toHex } from '../../../../src-main/base/bytes.ts';
import type { ReadersState } from '../../../../src-main/card/connection/card-connection.ts';
import { createForeignCard } from '../../../../src-main/demo/virtual-yubikey/card.ts';
import { createInProcessReaders } from '../../../../src-main/demo/virtual-yubikey/in-process-readers.ts';
import { createVirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';

const name = 'Yubico YubiKey OTP+FIDO+CCID 00 00';
const selectOath = fromHex('00A4040007A0000005272101');
const list = fromHex('00A10000');
const touchCode = fromHex('00A20001 0D 710161 7408 0000000000000001');

const setUp = () => {
  const key = createVirtualYubiKey({ serial: 1 });
  key.store({ id: 'a', secret: new Uint8Array(20), touch: true });
  const readers = createInProcessReaders({ [name]: key });
  return { key, readers };
};

it('tells readers at once, and each card that comes and goes', () => {
  const { key, readers } = setUp();
  const seen: ReadersState[] = [];
  const stop = readers.watch((state) => seen.push(state));
  readers.remove(name);
  readers.insert(name, key);
  readers.unplug(name);
  stop();
  readers.insert(name, key);
  const shown = seen.map((state) =>
    state.kind === 'readers' ? state.readers.map(({ atr, insertion }) => [atr?.length ?? 0, insertion]) : state.kind,
  );
  expect(shown).toEqual([[[23, 1]], [[0, 1]], [[23, 2]], []]);
});

it('gives the card to one exclusively, and after close to the next, with nothing selected', async () => {
  const { readers } = setUp();
  const first = await readers.connect(name);
  expect(first.exclusive).toBe(true);
  await expect(readers.connect(name)).rejects.toMatchObject({ kind: 'busy', detail: '8010000b' });
  await first.transmit(selectOath);
  await first.close();
  await first.close();
  const second = await readers.connect(name);
  expect(toHex(await second.transmit(list))).toBe('6d00');
});

it('shares with a program that shares, and is busy for one that does not', async () => {
  const { readers } = setUp();
  readers.hold(name, { name: 'scdaemon', exclusive: true });
  expect(await readers.holder()).toBe('scdaemon');
  await expect(readers.connect(name)).rejects.toMatchObject({ kind: 'busy' });
  readers.hold(name, { exclusive: false });
  expect((await readers.connect(name)).exclusive).toBe(false);
});

it('says why there is no connection', async () => {
  const { readers } = setUp();
  await expect(readers.connect('other')).rejects.toMatchObject({ kind: 'no-reader' });
  readers.remove(name);
  await expect(readers.connect(name)).rejects.toMatchObject({ kind: 'no-card' });
  readers.setService(false);
  await expect(readers.connect(name)).rejects.toMatchObject({ kind: 'no-service' });
});

it.each([
  ['removed', 'remove'],
  ['removed', 'unplug'],
  ['reset', 'resetByOther'],
] as const)('answers %s to a command that waits for touch (%s), and to the next', async (kind, how) => {
  const { key, readers } = setUp();
  const connection = await readers.connect(name);
  await connection.transmit(selectOath);
  key.onAwaitingTouch((wait) => {
    if (wait) readers[how](name);
  });
  await expect(connection.transmit(touchCode)).rejects.toMatchObject({ kind });
  await expect(connection.transmit(list)).rejects.toMatchObject({ kind });
  await connection.close();
  readers.insert(name, key);
  expect(toHex(await (await readers.connect(name)).transmit(selectOath))).toMatch(/9000$/);
});

it('loses its connections with the service, and works again on new ones', async () => {
  const { readers } = setUp();
  const states: string[] = [];
  readers.watch(({ kind }) => states.push(kind));
  const connection = await readers.connect(name);
  readers.setService(false);
  readers.setService(true);
  await expect(connection.transmit(list)).rejects.toMatchObject({ kind: 'no-service' });
  await connection.close();
  expect(toHex(await (await readers.connect(name)).transmit(selectOath))).toMatch(/9000$/);
  expect(states).toEqual(['readers', 'readers', 'no-service', 'readers', 'readers']);
});

it('lets go only when the command in flight has its answer', async () => {
  const { key, readers } = setUp();
  const connection = await readers.connect(name);
  await connection.transmit(selectOath);
  const blinking = new Promise<void>((resolve) => key.onAwaitingTouch(() => resolve()));
  const code = connection.transmit(touchCode);
  await blinking;
  const closed = connection.close();
  await expect(readers.connect(name)).rejects.toMatchObject({ kind: 'busy' });
  key.touch();
  expect(toHex(await code)).toMatch(/9000$/);
  await closed;
  expect((await readers.connect(name)).exclusive).toBe(true);
});

it('pulls the card at the APDU where a fault says so', async () => {
  const { key, readers } = setUp();
  const connection = await readers.connect(name);
  key.inject({ at: 2, does: 'pull-before' });
  await connection.transmit(selectOath);
  await expect(connection.transmit(list)).rejects.toMatchObject({ kind: 'removed' });
  await expect(readers.connect(name)).rejects.toMatchObject({ kind: 'no-card' });
});

it('makes a transport fault of an answer that is too short', async () => {
  const { key, readers } = setUp();
  const connection = await readers.connect(name);
  key.inject({ at: 1, does: 'alter', alter: () => new Uint8Array(1) });
  await expect(connection.transmit(selectOath)).rejects.toMatchObject({ kind: 'transport' });
});

it('keeps what a foreign card was sent', async () => {
  const card = createForeignCard();
  const readers = createInProcessReaders({ 'Bank reader': card });
  expect(card.received).toEqual([]);
  await (await readers.connect('Bank reader')).transmit(selectOath);
  expect(card.received.map(toHex)).toEqual([toHex(selectOath)]);
});

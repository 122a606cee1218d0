import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src-main/base/clock.ts';
import { silentLog } from '../../src-main/base/log.ts';
import type { CardReaders } from '../../src-main/card/card-connection.ts';
import type { CodeRequest, Key, Keys } from '../../src-main/card/keys.ts';
import { createKeys } from '../../src-main/card/keys-desk.ts';
import { createInProcessReaders, type InProcessReaders } from '../../src-main/demo/in-process-readers.ts';
import type { VirtualCard } from '../../src-main/demo/virtual-card.ts';
import { createVirtualYubiKey, type VirtualYubiKeyOptions } from '../../src-main/demo/virtual-yubikey.ts';

export const seed = new Uint8Array(20).fill(0x31);

/** A key with three accounts: `plain`, `touch` (wants one) and `counter` (HOTP). */
export const createStockedKey = (options: Partial<VirtualYubiKeyOptions> = {}) => {
  const key = createVirtualYubiKey({ serial: 12345678, ...options });
  key.store({ id: 'plain', secret: seed });
  key.store({ id: 'touch', secret: seed, touch: true });
  key.store({ id: 'counter', secret: seed, kind: 'hotp' });
  return key;
};

export const firstReader = 'Virtual PCD 00 00';
export const secondReader = 'Virtual PCD 00 01';

/** The card layer over readers in this process. */
export const createDesk = (
  cards: Readonly<Record<string, VirtualCard | undefined>>,
  wrap: (readers: InProcessReaders) => CardReaders = (readers) => readers,
) => {
  const readers = createInProcessReaders(cards);
  const keys = createKeys({
    readers: wrap(readers),
    clock: systemClock,
    log: silentLog,
    random: (length) => Uint8Array.from(randomBytes(length)),
  });
  return { readers, keys };
};

export const keysOf = (keys: Keys): readonly Key[] => {
  const state = keys.state();
  return state.kind === 'ready' ? state.keys : [];
};

/** Resolves as soon as the state fits. */
export const until = (keys: Keys, fits: (all: readonly Key[]) => boolean): Promise<void> =>
  new Promise((resolve) => {
    let stop = () => {};
    const look = () => {
      if (!fits(keysOf(keys))) return;
      stop();
      resolve();
    };
    stop = keys.subscribe(look);
    look();
  });

export const codeRequest = (account: string, change: Partial<CodeRequest> = {}): CodeRequest => ({
  keyId: '12345678',
  account,
  step: 1,
  onTouch: () => {},
  onBusy: () => {},
  signal: new AbortController().signal,
  ...change,
});

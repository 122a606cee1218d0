import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../src-main/base/clock.ts';
import { silentLog } from '../../src-main/base/log.ts';
import type { CardReaders } from '../../src-main/card/connection/card-connection.ts';
import type { CodeRequest, Key, Keys } from '../../src-main/card/keys/keys.ts';
import { createKeys } from '../../src-main/card/keys/yubikeys.ts';
import type { VirtualCard } from '../../src-main/demo/virtual-yubikey/card.ts';
import { createInProcessReaders, type InProcessReaders } from '../../src-main/demo/virtual-yubikey/in-process-readers.ts';

export const firstReader = 'Virtual PCD 00 00';
export const secondReader = 'Virtual PCD 00 01';

/** A second takes 10 ms. */
export const fastClock: Clock = { now: () => systemClock.now() * 100, after: (millis, call) => systemClock.after(millis / 100, call) };

/** The card layer over readers in this process. */
export const createDesk = (
  cards: Readonly<Record<string, VirtualCard | undefined>>,
  wrap: (readers: InProcessReaders) => CardReaders = (readers) => readers,
  clock: Clock = systemClock,
  otherTokens: () => boolean = () => false,
) => {
  const readers = createInProcessReaders(cards);
  const keys = createKeys({
    readers: wrap(readers),
    clock,
    log: silentLog,
    random: (length) => Uint8Array.from(randomBytes(length)),
    otherTokens,
  });
  void keys.settled();
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

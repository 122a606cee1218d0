import type { VirtualCard } from '../../../src-main/demo/virtual-yubikey/card.ts';
import { insertIntoVpcd, vpcdPorts } from '../../../src-main/demo/virtual-yubikey/vpcd.adapter.ts';
import { createVirtualYubiKey, type VirtualYubiKey, type VirtualYubiKeyOptions } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import type { Pcscd } from './pcscd.ts';

/** A card in a slot of the running pcscd; each answer comes when pcscd has seen it. */
export interface PluggedCard {
  readonly reader: string;
  readonly insert: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export interface PluggedKey extends PluggedCard {
  readonly key: VirtualYubiKey;
  /** Resolves with the account when the key next waits for touch, or at once when it waits now. */
  readonly blinking: () => Promise<string>;
}

/** Puts any card into a slot and waits until pcscd has powered it. */
export const plugCard = async (pcscd: Pcscd, card: VirtualCard, slot: 0 | 1 = 0): Promise<PluggedCard> => {
  const reader = pcscd.readers[slot];
  const seen = async <T>(event: Promise<void>, action: Promise<T>): Promise<T> => {
    const [answer] = await Promise.all([action, event]);
    return answer;
  };
  const plugged = await seen(pcscd.cardInserted(reader), insertIntoVpcd(card, vpcdPorts[slot]));
  return {
    reader,
    insert: async () => {
      if (!plugged.inserted()) await seen(pcscd.cardInserted(reader), plugged.insert());
    },
    remove: async () => {
      if (plugged.inserted()) await seen(pcscd.cardRemoved(reader), plugged.remove());
    },
  };
};

/** Makes a virtual YubiKey and plugs it into a slot. */
export const plugVirtualKey = async (pcscd: Pcscd, options: VirtualYubiKeyOptions, slot: 0 | 1 = 0): Promise<PluggedKey> => {
  const key = createVirtualYubiKey(options);
  const blinking = () =>
    new Promise<string>((resolve) => {
      const now = key.awaitingTouch();
      if (now) return resolve(now.account);
      const stop = key.onAwaitingTouch((wait) => {
        if (!wait) return;
        stop();
        resolve(wait.account);
      });
    });
  return { ...(await plugCard(pcscd, key, slot)), key, blinking };
};

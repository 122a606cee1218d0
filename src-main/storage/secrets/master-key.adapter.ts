import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as promises from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { onAbort } from '../../base/jobs.ts';
import { withLock } from '../file-lock.adapter.ts';
import { makeFolder } from '../own-folder.adapter.ts';
import { type Keyring, KeyringFault } from './keyring.ts';

/** What seals all entries. `id` tells which one without telling anything of it. */
export interface MasterKey {
  readonly id: string;
  /** 32 bytes, held as long as the process: nobody else wipes them. */
  readonly key: Uint8Array;
}

export interface AskOptions {
  /** How long the keyring, which may ask the person, is waited for, in milliseconds. */
  readonly limit: number;
  readonly signal?: AbortSignal;
  /** Asks the keyring although the key is known: what is about to be kept must be there again. */
  readonly fresh?: boolean;
}

/** The one key of this user's, in the system's keyring. */
export interface MasterKeys {
  /** Cheap, see Keyring. */
  readonly likely: () => boolean;
  /** Undefined when the keyring has none. Throws KeyringFault. */
  readonly open: (options: AskOptions) => Promise<MasterKey | undefined>;
  /** The same; one that is not there is made, put into the keyring, and read back. Throws KeyringFault. */
  readonly make: (options: AskOptions) => Promise<MasterKey>;
  /** The keyring has a call that it has not answered; asking it again would be one more prompt. */
  readonly isAsked: () => boolean;
  readonly wipe: () => void;
}

const length = 32;

/** The name of a master key. */
export const masterKeyId = (key: Uint8Array): string => createHmac('sha256', key).update('Roletap master key').digest('hex').slice(0, 16);

/** `folder` is our data folder; the window and the terminal make a key one after the other. */
export const createMasterKeys = (needs: { readonly keyring: Keyring; readonly folder: string; readonly clock: Clock }): MasterKeys => {
  const { keyring, folder, clock } = needs;
  let known: MasterKey | undefined;
  let reading: Promise<MasterKey | undefined> | undefined;
  let making: Promise<MasterKey> | undefined;

  const readNow = async (): Promise<MasterKey | undefined> => {
    const bytes = await keyring.read();
    if (bytes === undefined) return undefined;
    if (bytes.length !== length) throw new KeyringFault('refused');
    const isKnown = known !== undefined && timingSafeEqual(known.key, bytes);
    if (isKnown) bytes.fill(0);
    else known = { id: masterKeyId(bytes), key: bytes };
    return known;
  };
  /** Whoever asks while a call is under way waits for that one. */
  const read = (): Promise<MasterKey | undefined> => {
    reading ??= readNow().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  const makeNow = async (): Promise<MasterKey> => {
    const there = await read();
    if (there) return there;
    await makeFolder(folder);
    const made = await withLock(promises, clock, join(folder, 'master-key'), async () => {
      const first = await read();
      if (first) return first;
      const bytes = randomBytes(length);
      await keyring.write(bytes);
      const kept = await read();
      const isKept = kept !== undefined && timingSafeEqual(kept.key, bytes);
      bytes.fill(0);
      if (!isKept) throw new KeyringFault('refused');
      return kept;
    });
    if (!made) throw new KeyringFault('silent');
    return made;
  };
  const make = (): Promise<MasterKey> => {
    making ??= makeNow().finally(() => {
      making = undefined;
    });
    return making;
  };

  const bounded = <T>(answer: Promise<T>, { limit, signal }: AskOptions): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const cancel = clock.after(limit, () => reject(new KeyringFault('silent')));
      const unlink = onAbort(signal, () => reject(new KeyringFault('cancelled')));
      answer.then(resolve, reject).finally(() => {
        cancel();
        unlink();
      });
    });

  return {
    likely: keyring.likely,
    open: async (options) => (known && !options.fresh ? known : bounded(read(), options)),
    make: async (options) => (known && !options.fresh ? known : bounded(make(), options)),
    isAsked: () => reading !== undefined || making !== undefined,
    wipe: () => {
      known?.key.fill(0);
      known = undefined;
    },
  };
};

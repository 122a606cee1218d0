import { createCipheriv, randomBytes } from 'node:crypto';
import { type Keyring, KeyringFault, type KeyringFlaw } from '../../src-main/storage/secrets/keyring.ts';
import type { OldEntries, OpenOldKey } from '../../src-main/storage/secrets/sealed-entries.ts';

/** A keyring that counts and can be changed: while `locked` it answers nobody; `flaw` is why it refuses; `deaf` takes what it is given and keeps nothing. */
export const fakeKeyring = () => {
  const state = {
    item: undefined as Uint8Array | undefined,
    isThere: true,
    flaw: undefined as KeyringFlaw | undefined,
    deaf: false,
    calls: 0,
  };
  let unlocked: Promise<void> = Promise.resolve();
  const called = async () => {
    state.calls += 1;
    await unlocked;
    if (state.flaw) throw new KeyringFault(state.flaw);
  };
  const keyring: Keyring = {
    likely: () => state.isThere,
    read: async () => {
      await called();
      return state.item && Uint8Array.from(state.item);
    },
    write: async (bytes) => {
      await called();
      if (!state.deaf) state.item = Uint8Array.from(bytes);
    },
  };
  /** Returns the way to unlock it. */
  const lock = () => {
    let unlock = () => {};
    unlocked = new Promise((resolve) => {
      unlock = resolve;
    });
    return unlock;
  };
  return Object.assign(state, { keyring, lock });
};

/** What an older version kept, and what opens it as Electron's safeStorage would. */
export const oldKept = (secrets: ReadonlyMap<string, Uint8Array>) => {
  const key = randomBytes(32);
  const entries = [...secrets].map(([name, bytes]) => {
    const nonce = randomBytes(12);
    const sealing = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([sealing.update(bytes), sealing.final()]).toString('base64');
    return [name, { nonce: nonce.toString('base64'), sealed, tag: sealing.getAuthTag().toString('base64') }] as const;
  });
  const content: OldEntries = { version: 1, key: Buffer.from('v11 sealed').toString('base64'), entries: Object.fromEntries(entries) };
  const state = { calls: 0, refuses: false };
  const openOld: OpenOldKey = async (sealed) => {
    state.calls += 1;
    if (state.refuses || Buffer.from(sealed).toString() !== 'v11 sealed') throw new Error('cannot open');
    return Uint8Array.from(key);
  };
  return Object.assign(state, { text: JSON.stringify(content), openOld });
};

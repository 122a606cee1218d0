import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import type { PasswordStore } from '../app/world.ts';
import type { Log } from '../base/log.ts';

/** Electron's safeStorage, in the words of this file and the same for every version. */
export interface SecretBox {
  /** Where the system keeps the key. `basic_text` and `unknown` are no keyring. Cheap; opens nothing where that can be helped. */
  readonly backend: () => string;
  readonly seal: (text: string) => Promise<Uint8Array>;
  /** `sealAgain`: the system's key has changed and the old one may go. */
  readonly unseal: (sealed: Uint8Array) => Promise<{ readonly text: string; readonly sealAgain: boolean }>;
  /** The text was sealed with a key that everybody knows. */
  readonly isPretence: (sealed: Uint8Array) => boolean;
}

/** All in base64. The system's keyring seals `key` alone: its own cipher has no authentication on Linux and macOS. */
interface Remembered {
  readonly version: 1;
  readonly key: string;
  readonly entries: Readonly<Record<string, { readonly nonce: string; readonly sealed: string; readonly tag: string }>>;
}

const cipher = 'aes-256-gcm';

/**
 * Keeps derived OATH access keys in `file` (0600), each under AES-256-GCM with the device id as associated data, so that
 * an entry cannot be moved to another device. Remembers nothing where the system has no keyring.
 */
export const createPasswordStore = (box: SecretBox, file: string, log: Log): PasswordStore => {
  let refused = false;
  // One change after the other: each reads the file, changes it and writes it whole.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  const canRemember = (): boolean => !refused && !['basic_text', 'unknown'].includes(box.backend());

  /** A key that cannot be opened any more (a new keyring, another user) is as good as none. */
  const openKey = async (remembered: Remembered): Promise<Buffer | undefined> => {
    try {
      const { text, sealAgain } = await box.unseal(Buffer.from(remembered.key, 'base64'));
      const key = Buffer.from(text, 'base64');
      if (sealAgain) await write(file, { ...remembered, key: await sealKey(key) });
      return key.length === 32 ? key : undefined;
    } catch {
      log.warn('the keyring did not open what was remembered');
      return undefined;
    }
  };
  const sealKey = async (key: Buffer): Promise<string> => {
    const sealed = await box.seal(key.toString('base64'));
    if (box.isPretence(sealed)) throw new Error('the system has no keyring');
    return Buffer.from(sealed).toString('base64');
  };
  const freshKey = async (): Promise<{ readonly key: Buffer; readonly remembered: Remembered }> => {
    const key = randomBytes(32);
    return { key, remembered: { version: 1, key: await sealKey(key), entries: {} } };
  };

  return {
    canRemember,
    load: (deviceId) =>
      inTurn(async () => {
        const remembered = await read(file);
        const entry = remembered && Object.hasOwn(remembered.entries, deviceId) ? remembered.entries[deviceId] : undefined;
        if (!remembered || !entry) return undefined;
        const key = await openKey(remembered);
        if (!key) return undefined;
        try {
          const decipher = createDecipheriv(cipher, key, Buffer.from(entry.nonce, 'base64'), { authTagLength: 16 });
          decipher.setAAD(Buffer.from(deviceId)).setAuthTag(Buffer.from(entry.tag, 'base64'));
          return new Uint8Array(Buffer.concat([decipher.update(Buffer.from(entry.sealed, 'base64')), decipher.final()]));
        } catch {
          log.warn('what was remembered is not what was written');
          return undefined;
        } finally {
          key.fill(0);
        }
      }),
    save: (deviceId, accessKey) =>
      inTurn(async () => {
        if (!canRemember()) return;
        try {
          const stored = await read(file);
          const opened = stored && (await openKey(stored));
          const { key, remembered } = stored && opened ? { key: opened, remembered: stored } : await freshKey();
          const nonce = randomBytes(12);
          const sealing = createCipheriv(cipher, key, nonce, { authTagLength: 16 }).setAAD(Buffer.from(deviceId));
          const sealed = Buffer.concat([sealing.update(accessKey), sealing.final()]).toString('base64');
          const entry = { nonce: nonce.toString('base64'), sealed, tag: sealing.getAuthTag().toString('base64') };
          key.fill(0);
          await write(file, { ...remembered, entries: { ...remembered.entries, [deviceId]: entry } });
        } catch (error) {
          refused = true;
          log.warn('nothing is remembered', { why: error instanceof Error ? error.message : 'unknown' });
        }
      }),
    forget: (deviceId) =>
      inTurn(async () => {
        const remembered = await read(file);
        if (!remembered || !Object.hasOwn(remembered.entries, deviceId)) return;
        const entries = Object.fromEntries(Object.entries(remembered.entries).filter(([id]) => id !== deviceId));
        await (Object.keys(entries).length === 0 ? rm(file, { force: true }) : write(file, { ...remembered, entries }));
      }),
  };
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const read = async (file: string): Promise<Remembered | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isObject(value) || value.version !== 1 || !isText(value.key) || !isObject(value.entries)) return undefined;
    const fits = Object.values(value.entries).every(
      (entry) => isObject(entry) && isText(entry.nonce) && isText(entry.sealed) && isText(entry.tag),
    );
    return fits ? (value as unknown as Remembered) : undefined;
  } catch {
    return undefined;
  }
};

/** Whole or not at all, and never readable by others, not even for a moment. */
const write = async (file: string, remembered: Remembered): Promise<void> => {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(remembered));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file).catch(async (error: unknown) => {
    await rm(beside, { force: true });
    throw error;
  });
};

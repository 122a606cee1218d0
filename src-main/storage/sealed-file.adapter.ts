import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { readPlain } from './plain-file.adapter.ts';
import type { SecretPlace } from './sealed-entries.ts';
import { openEntry, parseEntries, type SealedEntries, type SecretBox, sealEntry } from './sealed-entries.ts';
import { writeWhole } from './whole-file.adapter.ts';

/** Secrets by name in one file that the system's keyring opens. No call rejects, and none waits long for a keyring that is locked. */
export interface SealedFile {
  /** Whether what is saved now will be there again; opens nothing to know it. */
  readonly keeps: () => boolean;
  /** What can be opened, of all names or of these. Without an entry to open the keyring is left alone. */
  readonly load: (names?: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Puts the result of `change` in the place of what is there; the names that it keeps as they are stay sealed as they are. */
  readonly put: (entries: ReadonlyMap<string, Uint8Array>, others: 'stay' | 'go') => Promise<void>;
  /** By name, so that the keyring stays closed; with the last one the file goes. */
  readonly forget: (names: readonly string[] | 'all') => Promise<void>;
}

/** A keyring that is locked asks the person, who may be away. After that long the program goes on without it. */
const patienceMillis = 5000;

/** Why nothing was kept: the keyring has not answered yet, it is none, or the file could not be written. */
class NotKept extends Error {}

/**
 * `file` (0600, replaced as a whole) holds a random key, sealed by the keyring, and each entry under AES-256-GCM with that key. Keeps nothing where
 * the system has no keyring, or one that seals with a key that everybody knows.
 */
export const createSealedFile = (needs: {
  readonly box: SecretBox;
  readonly file: string;
  readonly log: Log;
  readonly clock: Clock;
}): SealedFile => {
  const { box, file, log } = needs;
  const inTurn = createTurns();
  const bounded = createPatience(needs.clock);
  let refused = false;
  let unwritten = false;
  /** The key that this keyring did not open: it is not asked for again. */
  let lost: string | undefined;
  const hasKeyring = () => !refused && !['basic_text', 'unknown'].includes(box.backend());

  const sealKey = async (key: Uint8Array): Promise<string> => {
    const sealed = await bounded(() => box.seal(Buffer.from(key).toString('base64'))).catch((): 'refused' => 'refused');
    if (sealed === undefined) throw new NotKept('the keyring is locked');
    if (sealed === 'refused' || box.isPretence(sealed)) {
      // Asking again would only show the person the same prompt.
      refused = true;
      throw new NotKept('the system has no keyring');
    }
    return Buffer.from(sealed).toString('base64');
  };
  /** `lost`: it cannot be opened any more (a new keyring, another user) and is as good as none. */
  const openKey = async (stored: SealedEntries): Promise<{ readonly key: Buffer; readonly stored: SealedEntries } | 'lost' | 'locked'> => {
    if (stored.key === lost) return 'lost';
    try {
      const unsealed = await bounded(() => box.unseal(Buffer.from(stored.key, 'base64')));
      if (!unsealed) return 'locked';
      const key = Buffer.from(unsealed.text, 'base64');
      if (key.length !== 32) throw new Error('no key of ours');
      if (!unsealed.sealAgain) return { key, stored };
      const sealedAgain = { ...stored, key: await sealKey(key) };
      await write(file, sealedAgain);
      return { key, stored: sealedAgain };
    } catch {
      lost = stored.key;
      return 'lost';
    }
  };

  return {
    keeps: () => hasKeyring() && !unwritten && !bounded.stuck(),
    load: (names) =>
      inTurn(async () => {
        const stored = await read(file);
        const wanted = Object.entries(stored?.entries ?? {}).filter(([name]) => names === undefined || names.includes(name));
        if (!stored || wanted.length === 0 || !hasKeyring()) return new Map();
        const opened = await openKey(stored);
        if (opened === 'lost' || opened === 'locked') {
          log.warn('the keyring did not open what was kept', { why: opened });
          return new Map();
        }
        const found = new Map<string, Uint8Array>();
        for (const [name, entry] of wanted) {
          const bytes = openEntry(opened.key, name, entry);
          if (bytes) found.set(name, bytes);
          else log.warn('what was kept is not what was written');
        }
        opened.key.fill(0);
        return found;
      }),
    put: (entries, others) =>
      inTurn(async () => {
        if (entries.size === 0 && others === 'go') return rm(file, { force: true });
        if (!hasKeyring()) return;
        try {
          const stored = await read(file);
          const opened = stored && (await openKey(stored));
          if (opened === 'locked') throw new NotKept('the keyring is locked');
          const known = opened === 'lost' ? undefined : opened;
          const key = known?.key ?? randomBytes(32);
          const sealedKey = known?.stored.key ?? (await sealKey(key));
          const sealed = Object.fromEntries([...entries].map(([name, bytes]) => [name, sealEntry(key, name, bytes)]));
          key.fill(0);
          await write(file, { version: 1, key: sealedKey, entries: { ...(others === 'stay' ? known?.stored.entries : {}), ...sealed } });
          unwritten = false;
        } catch (error) {
          if (!(error instanceof NotKept)) unwritten = true;
          log.warn('nothing is kept', { why: error instanceof Error ? error.message : 'unknown' });
        }
      }),
    forget: (names) => inTurn(() => forgetIn(file, names)),
  };
};

/** Texts in a sealed file. */
export const createSealedPlace = (sealed: SealedFile): SecretPlace => ({
  load: async () => new Map([...(await sealed.load())].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')])),
  save: (secrets) => sealed.put(new Map([...secrets].map(([name, text]) => [name, Buffer.from(text)])), 'go'),
  forget: sealed.forget,
  keeps: sealed.keeps,
});

/** A sealed file for whoever has no keyring to open it with: what ends there must stay ended. */
export const createForgetfulPlace = (file: string): SecretPlace => {
  const inTurn = createTurns();
  return {
    load: async () => new Map(),
    save: async () => {},
    forget: (names) => inTurn(() => forgetIn(file, names)),
    keeps: () => false,
  };
};

/** One change after the other: each reads the file, changes it and writes it whole. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
};

/** Waits for the keyring up to the limit, then gives undefined. While a call hangs it is not asked again: each would be one more prompt. */
const createPatience = (clock: Clock) => {
  let hangs = false;
  const bounded = <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    if (hangs) return Promise.resolve(undefined);
    const answer = ask();
    const givenUp = new Promise<undefined>((resolve) => {
      const cancel = clock.after(patienceMillis, () => {
        hangs = true;
        resolve(undefined);
      });
      const settled = () => {
        cancel();
        hangs = false;
      };
      answer.then(settled, settled);
    });
    return Promise.race([answer, givenUp]);
  };
  return Object.assign(bounded, { stuck: () => hangs });
};

const read = async (file: string): Promise<SealedEntries | undefined> => {
  try {
    return parseEntries((await readPlain(file)).toString('utf8'));
  } catch {
    return undefined;
  }
};

const forgetIn = async (file: string, names: readonly string[] | 'all'): Promise<void> => {
  try {
    const stored = await read(file);
    const kept = names === 'all' ? [] : Object.entries(stored?.entries ?? {}).filter(([name]) => !names.includes(name));
    if (kept.length === 0 && (stored || names === 'all')) await rm(file, { force: true });
    else if (stored && kept.length < Object.keys(stored.entries).length)
      await write(file, { ...stored, entries: Object.fromEntries(kept) });
  } catch {
    // What cannot be changed in its place is taken away whole, which may be allowed.
    await rm(file, { force: true }).catch(() => {});
  }
};

const write = (file: string, content: SealedEntries): Promise<void> => writeWhole(file, JSON.stringify(content));

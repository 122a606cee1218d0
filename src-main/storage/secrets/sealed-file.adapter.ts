import { rm } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { readPlain } from '../plain-file.adapter.ts';
import type { SecretPlace } from '../secret-place.ts';
import { writeWhole } from '../whole-file.adapter.ts';
import { KeyringFault } from './keyring.ts';
import type { MasterKey, MasterKeys } from './master-key.adapter.ts';
import { createOldOpening } from './old-entries.ts';
import { type EntryPlace, type OpenOldKey, openEntry, parseEntries, type SealedEntries, sealEntry } from './sealed-entries.ts';

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

export interface SealedFileNeeds {
  readonly masters: MasterKeys;
  /** Opens what an older version left; absent where nobody can. */
  readonly openOld?: OpenOldKey;
  readonly file: string;
  readonly kind: EntryPlace['kind'];
  readonly log: Log;
  readonly clock: Clock;
}

/** A keyring that is locked asks the person, who may be away. After that long the program goes on without it. */
export const patienceMillis = 5000;

/** Why nothing was kept: the keyring has not answered yet, it is none, or the file could not be written. */
class NotKept extends Error {}

/**
 * `file` (0600, replaced as a whole) holds each entry sealed with the master key. Keeps nothing where the system has no keyring. What an older version kept
 * is sealed anew with the first call that needs it.
 */
export const createSealedFile = ({ masters, file, kind, log, clock, openOld }: SealedFileNeeds): SealedFile => {
  const inTurn = createTurns();
  const oldOpening = openOld && createOldOpening(openOld, clock, patienceMillis);
  let refused = false;
  let late = false;
  let unwritten = false;
  const hasKeyring = () => !refused && masters.likely();
  const isStuck = () => late && masters.isAsked();

  /** Undefined: not now, or not in this run. Asking again would only show the person the same prompt. */
  const ask = async (call: 'open' | 'make'): Promise<MasterKey | undefined> => {
    if (!hasKeyring() || isStuck()) return undefined;
    try {
      const master = await masters[call]({ limit: patienceMillis });
      late = false;
      return master;
    } catch (error) {
      if (!(error instanceof KeyringFault)) throw error;
      late = error.flaw === 'silent';
      refused ||= !late;
      log.warn('the keyring does not open', { why: error.flaw });
      return undefined;
    }
  };

  const sealAll = (master: MasterKey, entries: Iterable<readonly [string, Uint8Array]>) =>
    Object.fromEntries([...entries].map(([name, bytes]) => [name, sealEntry(master, { kind, name }, bytes)]));

  /** The file with what is old sealed anew, where that can be done now; else as it is. */
  const renewed = async (stored: SealedEntries): Promise<SealedEntries> => {
    const { old, entries } = stored;
    if (!old || Object.keys(old.entries).length === 0) return { version: 2, entries };
    const opened = hasKeyring() ? await oldOpening?.(old) : undefined;
    const master = opened && (await ask('make'));
    if (!master) return stored;
    const next: SealedEntries = { version: 2, entries: { ...sealAll(master, opened), ...entries } };
    await write(file, next);
    log.info('what was kept is sealed anew', { entries: opened.size });
    for (const bytes of opened.values()) bytes.fill(0);
    return next;
  };

  const load = async (names?: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
    const found = await read(file);
    const stored = found && (await renewed(found));
    const wanted = Object.entries(stored?.entries ?? {}).filter(([name]) => names === undefined || names.includes(name));
    const master = wanted.length === 0 ? undefined : await ask('open');
    const opened = new Map<string, Uint8Array>();
    if (!master) return opened;
    for (const [name, entry] of wanted) {
      const bytes = openEntry(master, { kind, name }, entry);
      if (bytes) opened.set(name, bytes);
      else log.warn(entry.key === master.id ? 'what was kept is not what was written' : 'what was kept is under another keyring');
    }
    return opened;
  };

  const put = async (entries: ReadonlyMap<string, Uint8Array>, others: 'stay' | 'go'): Promise<void> => {
    const found = await read(file);
    const stored = found && others === 'stay' ? await renewed(found) : found;
    const master = await ask('make');
    if (!master) throw new NotKept('no keyring');
    const kept = others === 'stay' ? stored : undefined;
    await write(file, {
      version: 2,
      entries: { ...kept?.entries, ...sealAll(master, entries) },
      ...(kept?.old ? { old: kept.old } : {}),
    });
    unwritten = false;
  };

  return {
    keeps: () => hasKeyring() && !unwritten && !isStuck(),
    load: (names) =>
      inTurn(() =>
        load(names).catch((error: unknown) => {
          log.warn('what was kept could not be read', { why: whyOf(error) });
          return new Map();
        }),
      ),
    put: (entries, others) =>
      inTurn(async () => {
        if (entries.size === 0 && others === 'go') return rm(file, { force: true });
        if (!hasKeyring()) return;
        try {
          await put(entries, others);
        } catch (error) {
          if (!(error instanceof NotKept)) unwritten = true;
          log.warn('nothing is kept', { why: whyOf(error) });
        }
      }),
    forget: (names) => inTurn(() => forgetIn(file, names)),
  };
};

const whyOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** Texts in a sealed file. */
export const createSealedPlace = (sealed: SealedFile): SecretPlace => ({
  load: async () => new Map([...(await sealed.load())].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')])),
  save: (secrets) => sealed.put(new Map([...secrets].map(([name, text]) => [name, Buffer.from(text)])), 'go'),
  forget: sealed.forget,
  keeps: sealed.keeps,
});

/** A sealed file for whoever keeps nothing in it: what ends there must stay ended. */
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

const read = async (file: string): Promise<SealedEntries | undefined> => {
  try {
    return parseEntries((await readPlain(file)).toString('utf8'));
  } catch {
    return undefined;
  }
};

const without = <T>(entries: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)));

const countOf = ({ entries, old }: SealedEntries): number => Object.keys(entries).length + Object.keys(old?.entries ?? {}).length;

const forgetIn = async (file: string, names: readonly string[] | 'all'): Promise<void> => {
  try {
    const stored = await read(file);
    if (names === 'all') return await rm(file, { force: true });
    if (!stored) return;
    const { old } = stored;
    const left: SealedEntries = {
      version: 2,
      entries: without(stored.entries, names),
      ...(old ? { old: { ...old, entries: without(old.entries, names) } } : {}),
    };
    if (countOf(left) === 0) await rm(file, { force: true });
    else if (countOf(left) < countOf(stored)) await write(file, left);
  } catch {
    // What cannot be changed in its place is taken away whole, which may be allowed.
    await rm(file, { force: true }).catch(() => {});
  }
};

const write = (file: string, content: SealedEntries): Promise<void> => writeWhole(file, JSON.stringify(content));

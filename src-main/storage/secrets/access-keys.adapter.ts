import { Buffer } from 'node:buffer';
import * as promises from 'node:fs/promises';
import * as v from 'valibot';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { parsedJson } from '../../base/schema.ts';
import { withLock } from '../file-lock.adapter.ts';
import { makeFolder } from '../own-folder.adapter.ts';
import { readPlain } from '../plain-file.adapter.ts';
import { writeWhole } from '../whole-file.adapter.ts';
import { type AccessKey, AccessKeyFault, type AccessKeys } from './access-keys.ts';
import { KeyringFault } from './keyring.ts';
import type { MasterKey, MasterKeys } from './master-key.adapter.ts';
import type { PassphraseKey } from './passphrase-key.adapter.ts';
import { openEntry, parseEntries, type SealedEntries, type SealedEntry, sealEntry } from './sealed-entries.ts';

/** A person who is asked for the keyring's password has this long, in milliseconds. */
const patience = 60_000;

const content = v.object({ accessKeyId: v.string(), secretAccessKey: v.string() });

const errnoOf = (error: unknown): string => String((error as { readonly code?: unknown } | undefined)?.code ?? 'EIO');

const empty: SealedEntries = { version: 2, entries: {} };

/**
 * Access keys in one file of `folder` (0600, replaced as a whole), each sealed with the master key. Its access key ID stands beside it in clear, and is bound in.
 * A file that is broken is never written: what is in it may be all there is.
 */
export const createAccessKeys = (needs: {
  readonly masters: MasterKeys;
  readonly passphrase: PassphraseKey;
  /** Whether what the passphrase opened stays after the login. */
  readonly outlivesLogin?: boolean;
  /** Our data folder. */
  readonly folder: string;
  readonly clock: Clock;
}): AccessKeys => {
  const { masters, passphrase, folder, clock } = needs;
  const file = `${folder}/access-keys.json`;

  const read = async (): Promise<SealedEntries> => {
    let bytes: Buffer;
    try {
      bytes = await readPlain(file, { noLink: true });
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return empty;
      throw new AccessKeyFault('broken', errnoOf(error));
    }
    const entries = parseEntries(bytes.toString('utf8'));
    if (!entries || entries.old) throw new AccessKeyFault('broken');
    return entries;
  };

  const master = async (call: 'open' | 'make', signal: AbortSignal): Promise<MasterKey | undefined> => {
    try {
      return await masters[call]({ limit: patience, signal, fresh: call === 'make' });
    } catch (error) {
      throw error instanceof KeyringFault ? new AccessKeyFault(error.flaw) : error;
    }
  };

  const unlock = async (text: string): Promise<MasterKey> => {
    const key = await passphrase.unlock(text).catch((error: unknown) => {
      throw new AccessKeyFault('unwritable', errnoOf(error));
    });
    if (key === 'wrong') throw new AccessKeyFault('passphrase-wrong');
    if (key === 'broken') throw new AccessKeyFault('broken', undefined, passphrase.file);
    return key;
  };
  const unlockable = async (): Promise<void> => {
    const state = await passphrase.state();
    if (state === 'none') throw new AccessKeyFault('missing');
    if (state === 'broken') throw new AccessKeyFault('broken', undefined, passphrase.file);
  };
  /** What opens an entry. */
  const masterOf = async ({ key: id }: SealedEntry, signal: AbortSignal): Promise<MasterKey | undefined> => {
    if (id !== (await passphrase.id())) return master('open', signal);
    const key = await passphrase.open();
    if (!key) throw new AccessKeyFault('passphrase-needed');
    return key;
  };

  const opened = (key: MasterKey | undefined, profile: string, entry: SealedEntry | undefined): AccessKey => {
    if (!entry) throw new AccessKeyFault('missing');
    if (!key || key.id !== entry.key) throw new AccessKeyFault('other-key');
    const bytes = openEntry(key, { kind: 'access-key', name: profile }, entry);
    const found = bytes && parsedJson(content, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
    bytes?.fill(0);
    if (!found || found.accessKeyId !== entry.open?.accessKeyId) throw new AccessKeyFault('changed');
    return found;
  };

  const ownEntry = ({ entries }: SealedEntries, profile: string): SealedEntry | undefined =>
    Object.hasOwn(entries, profile) ? entries[profile] : undefined;

  /** One process after the other. */
  const change = async (edit: (before: SealedEntries) => SealedEntries): Promise<void> => {
    try {
      await makeFolder(folder);
      const done = await withLock(promises, clock, file, async () => {
        const before = await read();
        const next = edit(before);
        if (next !== before) await writeWhole(file, JSON.stringify(next));
        return true;
      });
      if (!done) throw new AccessKeyFault('unwritable', 'EBUSY');
    } catch (error) {
      throw error instanceof AccessKeyFault ? error : new AccessKeyFault('unwritable', errnoOf(error));
    }
  };

  return {
    file,
    list: async () => {
      const { entries } = await read().catch(() => empty);
      const id = await passphrase.id();
      return Object.entries(entries).flatMap(([profile, { key, open }]) =>
        open?.accessKeyId === undefined
          ? []
          : [
              {
                profile,
                accessKeyId: open.accessKeyId,
                ...defined({ note: open.note, shared: open.shared === undefined ? undefined : (true as const) }),
                under: key === id ? 'passphrase' : 'keyring',
              } as const,
            ],
      );
    },
    readable: async () => {
      await read();
    },
    load: async (profile, signal) => {
      const entry = ownEntry(await read(), profile);
      if (!entry) throw new AccessKeyFault('missing');
      return opened(await masterOf(entry, signal), profile, entry);
    },
    keep: async (profile, { accessKeyId, secretAccessKey }, signal, { note, shared, passphrase: text } = {}) => {
      // Before a person is asked: what can't be written is not worth a question.
      const before = ownEntry(await read(), profile);
      const isUnderPassphrase = before !== undefined && before.key === (await passphrase.id());
      const key =
        text !== undefined ? await unlock(text) : isUnderPassphrase ? await masterOf(before, signal) : await master('make', signal);
      if (!key) throw new AccessKeyFault('refused');
      const bytes = Buffer.from(JSON.stringify({ accessKeyId, secretAccessKey }));
      const entry = sealEntry(
        key,
        { kind: 'access-key', name: profile, open: { accessKeyId, ...defined({ note, shared: shared && 'yes' }) } },
        bytes,
      );
      bytes.fill(0);
      await change(({ entries }) => ({ version: 2, entries: { ...entries, [profile]: entry } }));
      const back = ownEntry(await read(), profile);
      const kept = opened(back && (await masterOf(back, signal)), profile, back);
      if (kept.accessKeyId !== accessKeyId || kept.secretAccessKey !== secretAccessKey) throw new AccessKeyFault('changed');
    },
    unlock: async (text) => {
      await unlockable();
      await unlock(text);
    },
    unlockable,
    lock: async () => {
      if (needs.outlivesLogin) await passphrase.lock();
    },
    remove: (profile) =>
      change((before) => {
        const { [profile]: gone, ...entries } = before.entries;
        return gone === undefined ? before : { version: 2, entries };
      }),
  };
};

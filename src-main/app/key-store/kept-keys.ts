import type { KeyStore, LongTermKeys } from '../../aws/sources/source-types.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { AccessKeyFault, type AccessKeys, type KeepOptions, type KeptAccessKey } from '../../storage/secrets/access-keys.ts';

/** Where an access key is kept. */
export type KeptIn = 'keyring' | 'passphrase' | 'file';

/** The access keys that Roletap keeps. Problems: key-store-closed, key-store-broken, key-store-unwritable, kept-key-unusable, cancelled. */
export interface KeptKeys extends KeyStore {
  /** Opens nothing and asks nobody. */
  readonly list: () => Promise<readonly KeptAccessKey[]>;
  /** Kept, and read back, when this succeeds. */
  readonly keep: (profile: string, keys: LongTermKeys, signal: AbortSignal, options?: KeepOptions) => Promise<Result<void>>;
  /** Opens what is kept under the passphrase, until the login ends. Problems: passphrase-wrong, passphrase-unset, those of the disk. */
  readonly unlock: (passphrase: string) => Promise<Result<void>>;
  /** Whether there is a passphrase to ask for. Problems: passphrase-unset, key-store-broken. */
  readonly unlockable: () => Promise<Result<void>>;
  /** Forgets what the passphrase opened, where it would stay after the login. */
  readonly lock: () => Promise<void>;
  /** One that is not there is gone already. */
  readonly remove: (profile: string) => Promise<Result<void>>;
}

const problemOf = (file: string, source: string, { flaw, errno, file: other }: AccessKeyFault): Problem => {
  switch (flaw) {
    case 'cancelled':
      return { code: 'cancelled' };
    case 'missing':
      return source === '' ? { code: 'passphrase-unset' } : { code: 'key-not-kept', source };
    case 'other-key':
    case 'changed':
      return { code: 'kept-key-unusable', source, why: flaw };
    case 'broken':
      return { code: 'key-store-broken', file: other ?? file };
    case 'passphrase-needed':
      return { code: 'passphrase-needed', source };
    case 'passphrase-wrong':
      return { code: 'passphrase-wrong', folder: file.slice(0, file.lastIndexOf('/')) };
    case 'unwritable':
      return { code: 'key-store-unwritable', file, errno: errno ?? 'EIO' };
    default:
      return { code: 'key-store-closed', why: flaw };
  }
};

/** The store as sources and use cases see it. */
export const createKeptKeys = (keys: AccessKeys): KeptKeys => {
  const tried = async <T>(profile: string, work: () => Promise<T>): Promise<Result<T>> => {
    try {
      return ok(await work());
    } catch (error) {
      if (!(error instanceof AccessKeyFault)) throw error;
      return failed(problemOf(keys.file, profile, error));
    }
  };
  return {
    ids: async () =>
      new Map((await keys.list()).map(({ profile, accessKeyId, shared }) => [profile, { accessKeyId, ...defined({ shared }) }])),
    flaw: async () => {
      const readable = await tried('', keys.readable);
      return readable.ok ? undefined : readable.problem;
    },
    load: (profile, signal) => tried(profile, () => keys.load(profile, signal)),
    list: keys.list,
    keep: (profile, key, signal, options) => tried(profile, () => keys.keep(profile, key, signal, options)),
    unlock: (passphrase) => tried('', () => keys.unlock(passphrase)),
    unlockable: () => tried('', keys.unlockable),
    lock: keys.lock,
    remove: (profile) => tried(profile, () => keys.remove(profile)),
  };
};

/** Where nothing is kept. */
export const noKeptKeys: KeptKeys = {
  ids: async () => new Map(),
  list: async () => [],
  load: async (source) => failed({ code: 'key-not-kept', source }),
  keep: async () => failed({ code: 'key-store-closed', why: 'absent' }),
  unlock: async () => failed({ code: 'passphrase-unset' }),
  unlockable: async () => failed({ code: 'passphrase-unset' }),
  lock: async () => {},
  remove: async () => ok(undefined),
};

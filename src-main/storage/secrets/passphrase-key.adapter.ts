import { randomBytes, scrypt } from 'node:crypto';
import * as v from 'valibot';
import { parsedJson } from '../../base/schema.ts';
import { makeFolder } from '../own-folder.adapter.ts';
import { readPlain } from '../plain-file.adapter.ts';
import type { SecretPlace } from '../secret-place.ts';
import { writeWhole } from '../whole-file.adapter.ts';
import { type MasterKey, masterKeyId } from './master-key.adapter.ts';
import { seal, unseal } from './sealed-entries.ts';

/** A master key under a passphrase, where there is no keyring. It is opened once for each login, and then lies in the login's memory. */
export interface PassphraseKey {
  /** Undefined where no passphrase was ever set, or its file is broken. */
  readonly id: () => Promise<string | undefined>;
  /** Undefined while it was not opened in this login. */
  readonly open: () => Promise<MasterKey | undefined>;
  /** Opens it for this login; the first passphrase makes it. `wrong`: it does not fit. Rejects with what the disk says. */
  readonly unlock: (passphrase: string) => Promise<MasterKey | 'wrong' | 'broken'>;
  /** What is there to be opened. */
  readonly state: () => Promise<'none' | 'broken' | 'set'>;
  /** Forgets what was opened, for every process of this login. */
  readonly lock: () => Promise<void>;
  readonly file: string;
}

/** RFC 7914, as OWASP's cheat sheet on passwords has it in 2026: 128 MB and some tenths of a second for each guess. */
const usualCost = { N: 2 ** 17, r: 8, p: 1 };

const text = v.string();
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const schema = v.looseObject({
  version: v.literal(1),
  id: text,
  // A file of somebody else's making must not take all memory.
  kdf: v.looseObject({ name: v.literal('scrypt'), N: whole(2 ** 20), r: whole(32), p: whole(16), salt: text }),
  nonce: text,
  sealed: text,
  tag: text,
});
type Kdf = v.InferOutput<typeof schema>['kdf'];

const derive = (passphrase: string, { N, r, p, salt }: Kdf): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 128 * N * r + 64 * 1024 * 1024 };
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

const boundTo = (id: string, { name, N, r, p, salt }: Kdf): Buffer => Buffer.from(JSON.stringify([id, name, N, r, p, salt]));

/** `folder` is our data folder, `login` memory that ends with the login. Tests need not wait for a costly one. */
export const createPassphraseKey = (
  { folder, login }: { readonly folder: string; readonly login: SecretPlace },
  cost = usualCost,
): PassphraseKey => {
  const file = `${folder}/passphrase.json`;
  const read = async (): Promise<v.InferOutput<typeof schema> | 'none' | 'broken'> => {
    try {
      return parsedJson(schema, (await readPlain(file, { noLink: true })).toString('utf8')) ?? 'broken';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'broken';
    }
  };
  const keep = async (key: Uint8Array): Promise<MasterKey> => {
    const master = { id: masterKeyId(key), key };
    await login.save(new Map([[master.id, Buffer.from(key).toString('base64')]]));
    return master;
  };
  return {
    file,
    state: async () => {
      const stored = await read();
      return typeof stored === 'string' ? stored : 'set';
    },
    lock: () => login.forget('all'),
    id: async () => {
      const stored = await read();
      return typeof stored === 'string' ? undefined : stored.id;
    },
    open: async () => {
      const stored = await read();
      const held = typeof stored === 'string' ? undefined : (await login.load()).get(stored.id);
      if (held === undefined || typeof stored === 'string') return undefined;
      const key = Uint8Array.from(Buffer.from(held, 'base64'));
      return masterKeyId(key) === stored.id ? { id: stored.id, key } : undefined;
    },
    unlock: async (passphrase) => {
      const stored = await read();
      if (stored === 'broken') return stored;
      if (stored !== 'none') {
        const under = await derive(passphrase, stored.kdf);
        const key = unseal(under, boundTo(stored.id, stored.kdf), stored);
        under.fill(0);
        return key && masterKeyId(key) === stored.id ? keep(key) : 'wrong';
      }
      const key = Uint8Array.from(randomBytes(32));
      const id = masterKeyId(key);
      const kdf: Kdf = { name: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') };
      const under = await derive(passphrase, kdf);
      const sealed = seal(under, boundTo(id, kdf), key);
      under.fill(0);
      await makeFolder(folder);
      await writeWhole(file, JSON.stringify({ version: 1, id, kdf, ...sealed }));
      return keep(key);
    },
  };
};

import type { Clock } from '../../base/clock.ts';
import { type OldEntries, type OpenOldKey, unseal } from './sealed-entries.ts';

/**
 * Opens what an older version sealed under Electron's safeStorage. Undefined when that cannot be opened now: the key that it refused is not asked for again in
 * this run, and while a call hangs it is not asked at all, since each would be one more prompt. `limit` in milliseconds.
 */
export const createOldOpening = (openKey: OpenOldKey, clock: Clock, limit: number) => {
  let refused: string | undefined;
  let hangs = false;
  const keyOf = (sealed: string): Promise<Uint8Array | undefined> => {
    const answer = openKey(Buffer.from(sealed, 'base64'));
    return new Promise((resolve, reject) => {
      const cancel = clock.after(limit, () => {
        hangs = true;
        resolve(undefined);
      });
      answer.then(resolve, reject).finally(() => {
        cancel();
        hangs = false;
      });
    });
  };
  return async ({ key, entries }: OldEntries): Promise<ReadonlyMap<string, Uint8Array> | undefined> => {
    if (hangs || refused === key) return undefined;
    const opened = await keyOf(key).catch(() => {
      refused = key;
      return undefined;
    });
    if (!opened) return undefined;
    const found = new Map<string, Uint8Array>();
    for (const [name, entry] of Object.entries(entries)) {
      const bytes = unseal(opened, Buffer.from(name), entry);
      if (bytes) found.set(name, bytes);
    }
    opened.fill(0);
    return found;
  };
};

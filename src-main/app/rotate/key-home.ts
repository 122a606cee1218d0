import type { Source } from '../../aws/profiles/profile-types.ts';
import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import type { KeySwapFiles } from '../../aws/targets/key-swap.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { KeptKeys } from '../key-store/kept-keys.ts';

/** Where long-term keys are kept, for whoever puts new ones in their place. */
export interface KeyHome {
  /** Whether the keys of this source can be replaced: not those that another program keeps. */
  readonly isOurs: (source: Pick<Source, 'kind'>) => boolean;
  /**
   * Puts the new key where the old one is, in all profiles that have it, that of the source first. False when it is nowhere (any more). Problems: those of the
   * files and of the key store.
   */
  readonly swap: (
    source: Pick<Source, 'profile' | 'kind'>,
    oldId: string,
    next: LongTermKeys,
    signal: AbortSignal,
  ) => Promise<Result<boolean>>;
}

/** AWS's two files, and our key store. */
export const createKeyHome = (files: KeySwapFiles, store: Pick<KeptKeys, 'list' | 'keep'>): KeyHome => {
  const swapKept = async (first: string, oldId: string, next: LongTermKeys, signal: AbortSignal): Promise<Result<boolean>> => {
    const kept = (await store.list()).filter(({ accessKeyId }) => accessKeyId === oldId);
    for (const { profile, note, shared } of [
      ...kept.filter((one) => one.profile === first),
      ...kept.filter((one) => one.profile !== first),
    ]) {
      const done = await store.keep(profile, next, signal, defined({ note, shared }));
      if (!done.ok) return done;
    }
    return ok(kept.length > 0);
  };
  return {
    isOurs: ({ kind }) => kind === 'file' || kind === 'store',
    swap: async ({ profile, kind }, oldId, next, signal) => {
      const inStore = () => swapKept(profile, oldId, next, signal);
      const inFiles = () => files.swapKeys(oldId, next);
      let isSwapped = false;
      for (const place of kind === 'store' ? [inStore, inFiles] : [inFiles, inStore]) {
        const done = await place();
        if (!done.ok) return done;
        isSwapped ||= done.value;
      }
      return ok(isSwapped);
    },
  };
};

import { failed, ok } from '../../contract/result.ts';
import { sourceId } from './source-order.ts';
import type { KeyStore, LongTermKeys, SourceKeys, SourceOrigin } from './source-types.ts';

/** What opening sources takes. */
export interface SourceKeysNeeds {
  /** Where a profile's credentials come from, as the files were read last. */
  readonly originOf: (profile: string) => SourceOrigin | undefined;
  readonly store: KeyStore;
}

const longTerm = ({ accessKeyId, secretAccessKey }: LongTermKeys) => ok({ kind: 'long-term', accessKeyId, secretAccessKey } as const);

const keptKeys = async (store: KeyStore, profile: string, signal: AbortSignal) => {
  const kept = await store.load(profile, signal);
  return kept.ok ? longTerm(kept.value) : kept;
};

export const createSourceKeys = ({ originOf, store }: SourceKeysNeeds): SourceKeys => ({
  open: async ({ profile, id }, signal) => {
    const origin = originOf(profile);
    // Other keys than those that were meant may be another user's.
    if (!origin || sourceId(origin) !== id) return failed({ code: 'source-without-keys', source: profile });
    switch (origin.kind) {
      case 'file':
        return longTerm(origin.keys);
      case 'store':
        return keptKeys(store, profile, signal);
    }
  },
});

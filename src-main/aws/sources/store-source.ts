import type { KeyStore, SourceRecipe } from './source-types.ts';

/** Long-term keys in our key store. */
export const storeSource: SourceRecipe = {
  of: ({ kept }) => (kept === undefined ? undefined : { kind: 'store', ...kept }),
};

/** Where nothing is kept. */
export const emptyKeyStore: KeyStore = {
  load: async (profile) => ({ ok: false, problem: { code: 'source-without-keys', source: profile } }),
  ids: async () => new Map(),
};

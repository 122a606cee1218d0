/** A place for secrets that outlive a call: texts by name. No call rejects, and what cannot be kept is lost. */
export interface SecretPlace {
  /** Everything that can be read now; empty where nothing is kept. */
  readonly load: () => Promise<ReadonlyMap<string, string>>;
  /** From now on the place holds these and no others. */
  readonly save: (secrets: ReadonlyMap<string, string>) => Promise<void>;
  /** Takes these away, or all, also where the place cannot be opened to read. */
  readonly forget: (names: readonly string[] | 'all') => Promise<void>;
  /** Whether what is saved now outlives this process. */
  readonly keeps: () => boolean;
}

/** Where nothing is kept. */
export const noPlace: SecretPlace = { load: async () => new Map(), save: async () => {}, forget: async () => {}, keeps: () => false };

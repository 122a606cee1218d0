import type { Snapshot } from '../../src-main/contract/snapshot.ts';

/** The profiles with long-term keys that the roles are reached by, in order of their names. */
export const sourcesOf = ({ roles, mfaSessions }: Pick<Snapshot, 'roles' | 'mfaSessions'>): readonly string[] =>
  [...new Set([...roles.map(({ source }) => source), ...mfaSessions.map(({ source }) => source)])].filter((name) => name !== '').sort();

import { isDeepStrictEqual } from 'node:util';
import type { Profiles } from './profile-types.ts';
import { type ProfilesInput, readProfiles } from './profiles.ts';

/**
 * The lists that say the same as before stay the same, so that what was made of them need not be made again: a session that is written changes the targets
 * alone.
 */
const sharing = (before: Profiles | undefined, now: Profiles): Profiles => {
  if (!before) return now;
  const same = <T>(one: T, other: T): T => (isDeepStrictEqual(one, other) ? one : other);
  return {
    ...now,
    sources: same(before.sources, now.sources),
    roles: same(before.roles, now.roles),
    broken: same(before.broken, now.broken),
    processTargets: same(before.processTargets, now.processTargets),
  };
};

/** Both files understood; the same answer as long as the same documents are given, since reading 10,000 profiles takes a while. */
export const createProfileReader = (env: ProfilesInput['env']): ((input: Omit<ProfilesInput, 'env'>) => Profiles) => {
  let last: { readonly input: Omit<ProfilesInput, 'env'>; readonly profiles: Profiles } | undefined;
  return (input) => {
    const isSame = (before: typeof input): boolean =>
      before.config.document === input.config.document &&
      before.credentials.document === input.credentials.document &&
      isDeepStrictEqual([before.kept, before.keptFlaw], [input.kept, input.keptFlaw]);
    if (last && isSame(last.input)) return last.profiles;
    const profiles = sharing(last?.profiles, readProfiles({ ...input, env }));
    last = { input, profiles };
    return profiles;
  };
};

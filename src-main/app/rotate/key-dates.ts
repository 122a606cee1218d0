import type { Iam } from '../../aws/iam/iam-types.ts';
import type { Store } from '../state/store.ts';

/** So many dates are kept, the newest ones: a person has a handful of keys. */
const keptDates = 100;

/** IAM, with the date of each access key that it tells kept in the settings. No secret; a date never changes, so it is written once. */
export const rememberingKeyDates = (iam: Iam, settings: Store['settings']): Iam => ({
  ...iam,
  listAccessKeys: async (caller, userName, signal) => {
    const listed = await iam.listAccessKeys(caller, userName, signal);
    if (!listed.ok) return listed;
    const fresh = listed.value.filter(({ accessKeyId, createdAt }) => settings.get().accessKeyDates[accessKeyId] !== createdAt);
    if (fresh.length > 0)
      settings.change(({ accessKeyDates }) => {
        const all = { ...accessKeyDates, ...Object.fromEntries(fresh.map(({ accessKeyId, createdAt }) => [accessKeyId, createdAt])) };
        const newest = Object.entries(all).sort(([, one], [, other]) => other - one);
        return { accessKeyDates: Object.fromEntries(newest.slice(0, keptDates)) };
      });
    return listed;
  },
});

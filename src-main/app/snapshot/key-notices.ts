import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Notice } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import type { Settings } from '../ports.ts';
import type { State } from '../state/state.ts';

const dayMillis = 86_400_000;

/** Access keys in use that are older than the setting says, of which IAM has told the date: one notice a key. Only those that Roletap can rotate. Pure. */
export const oldKeyNotices = (
  { accessKeyDays, accessKeyDates }: Pick<Settings, 'accessKeyDays' | 'accessKeyDates'>,
  sources: readonly Pick<Source, 'profile' | 'id' | 'kind'>[],
  now: Millis,
): readonly Notice[] => {
  if (accessKeyDays === 0) return [];
  const told = new Set<string>();
  return sources.flatMap(({ profile: source, id: accessKeyId, kind }) => {
    const created = Object.hasOwn(accessKeyDates, accessKeyId) ? accessKeyDates[accessKeyId] : undefined;
    if (created === undefined || told.has(accessKeyId) || (kind !== 'file' && kind !== 'store')) return [];
    told.add(accessKeyId);
    const days = Math.floor((now - created) / dayMillis);
    return days > accessKeyDays ? [{ kind: 'old-key', source, accessKeyId, days } as const] : [];
  });
};

/** Old keys that are inactive and wait for their end. Pure. */
export const retiredKeyNotices = (rotations: State['rotations'], now: Millis): readonly Notice[] =>
  rotations.flatMap(({ source, oldKey: accessKeyId, oldKeyState, deletesAt }) =>
    oldKeyState !== 'inactive' || deletesAt === undefined
      ? []
      : [{ kind: 'retired-key', source, accessKeyId, days: Math.max(0, Math.ceil((deletesAt - now) / dayMillis)) } as const],
  );

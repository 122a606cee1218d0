import type { RotationView } from '../../contract/access-keys/rotation.ts';
import type { AccessKeyView } from '../../contract/problems/rotation.ts';
import { shellWord } from '../../contract/text.ts';
import { counted, date, formFor, listed, span } from '../grammar.ts';

const dayMillis = 86_400_000;

/** How long ago, in the largest unit that fits: `94 days`, `2 hours 10 minutes`. */
const ago = (millis: number): string =>
  millis >= 2 * dayMillis ? `${Math.floor(millis / dayMillis)} days` : span(Math.max(0, millis) / 1000);

/** Where a key was used last. */
const lastUse = ({ used }: AccessKeyView, now: number): string => {
  if (used === undefined) return '';
  if (used === 'never') return ', never used';
  return `, last used ${ago(now - used.at)} ago from ${used.region} for ${used.service}`;
};

/** An access key in one line. */
export const accessKeyWords = (key: AccessKeyView, now: number): string =>
  `${key.accessKeyId}${key.isOwn ? ' (the one on this computer)' : ''}: ${key.active ? 'active' : 'inactive'}, ${ago(now - key.createdAt)} old${lastUse(key, now)}`;

/** A use that is this recent, in milliseconds, is somebody's who needs the key. */
const recentMillis = 7 * dayMillis;

/** Who else has the key that is about to become inactive; undefined where nobody seems to. */
export const otherUserWords = ({ used, accessKeyId }: AccessKeyView, now: number): string | undefined => {
  if (typeof used !== 'object' || now - used.at > recentMillis) return undefined;
  return `${accessKeyId} was used ${ago(now - used.at)} ago from ${used.region} for ${used.service}. If that wasn’t this computer, something else has this key and will stop working.`;
};

/** Which profiles besides the rotated one get the new key; undefined where it is the only one with the old. */
export const alsoInWords = (profiles: readonly string[]): string | undefined =>
  profiles.length === 0
    ? undefined
    : formFor(profiles.length, {
        one: `The profile ${listed(profiles)} has the same access key and gets the new one, too.`,
        other: `The profiles ${listed(profiles)} have the same access key and get the new one, too.`,
      });

export const rotationSaid = {
  whichGoes: 'Which access key do you want to delete to make room?',
  neither: 'Neither',
  confirm: 'Create a new access key and deactivate this one? [y/N] ',
  needsYes: 'rotate needs --yes, since it can’t ask here',
  goesOn: 'Continuing an interrupted rotation.',
  finishEarly: 'Delete the old key now? That can’t be undone. [y/N] ',
  working: 'Creating and testing a new access key. This takes up to half a minute…',
} as const;

/** What becomes of an old key that is inactive. */
export const retiredKeyWords = ({ accessKeyId, days }: { readonly accessKeyId: string; readonly days: number }): string =>
  `The old key ${accessKeyId} is inactive. Roletap deletes it ${
    days === 0 ? 'the next time an MFA session is open' : `in ${counted(days, { one: 'day', other: 'days' })}`
  }.`;

/** The same beside the keys on their page, where buttons are the way on. */
export const rotationPageWords = (rotation: RotationView, now: number): string => {
  const { source, newKey, oldKey, oldKeyState, deletesAt } = rotation;
  if (oldKeyState !== 'inactive' || deletesAt === undefined) return rotationWords(rotation);
  const days = Math.max(0, Math.ceil((deletesAt - now) / dayMillis));
  return `“${source}” uses ${newKey ?? 'a new access key'}. ${retiredKeyWords({ accessKeyId: oldKey, days })}`;
};

/** The commands that lead on from a rotation that was cut off; those of one that waits for its end are in `rotationWords`. */
export const rotationWaysOn = ({ source, oldKeyState }: Pick<RotationView, 'source' | 'oldKeyState'>): readonly string[] =>
  oldKeyState === 'active' ? [`continue: roletap rotate ${shellWord(source)}    undo: roletap rotate ${shellWord(source)} --undo`] : [];

/** How things are after a step of a rotation. */
export const rotationWords = ({ source, oldKey, oldKeyState, newKey, deletesAt, isSwapped }: RotationView): string => {
  if (oldKeyState === 'deleted') return `“${source}” uses ${newKey ?? 'a new access key'}. The old key ${oldKey} is deleted.`;
  if (oldKeyState === 'inactive')
    return `“${source}” uses ${newKey ?? 'a new access key'}. The old key ${oldKey} is inactive${
      deletesAt === undefined
        ? ''
        : `. The Roletap app deletes it from ${date(deletesAt)} on, or you do: \`roletap rotate ${shellWord(source)} --finish\``
    }. To activate it again: \`roletap rotate ${shellWord(source)} --undo\`.`;
  return isSwapped
    ? `“${source}” uses ${newKey ?? 'a new access key'}, and the old key ${oldKey} is still active. Deactivate it: \`roletap rotate ${shellWord(source)}\`.`
    : `“${source}” still uses ${oldKey}.`;
};

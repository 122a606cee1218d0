import type { RotationView } from '../../../contract/access-keys/rotation.ts';
import type { AccessKeyView } from '../../../contract/problems/rotation.ts';
import { shellWord } from '../../../contract/text.ts';
import { counted, date, formFor, listed, span } from '../grammar.ts';

const dayMillis = 86_400_000;

/** How long, behind "seit" and "vor", in the largest unit that fits: `94 Tagen`, `2 Stunden 10 Minuten`. */
const ago = (millis: number): string =>
  millis >= 2 * dayMillis ? `${Math.floor(millis / dayMillis)} Tagen` : span(Math.max(0, millis) / 1000);

/** Where a key was used last. */
const lastUse = ({ used }: AccessKeyView, now: number): string => {
  if (used === undefined) return '';
  if (used === 'never') return ', nie verwendet';
  return `, zuletzt vor ${ago(now - used.at)} aus ${used.region} für ${used.service} verwendet`;
};

/** An access key in one line. */
export const accessKeyWords = (key: AccessKeyView, now: number): string =>
  `${key.accessKeyId}${key.isOwn ? ' (der auf diesem Computer)' : ''}: ${key.active ? 'aktiv' : 'inaktiv'}, vor ${ago(now - key.createdAt)} erstellt${lastUse(key, now)}`;

/** A use that is this recent, in milliseconds, is somebody's who needs the key. */
const recentMillis = 7 * dayMillis;

/** Who else has the key that is about to become inactive; undefined where nobody seems to. */
export const otherUserWords = ({ used, accessKeyId }: AccessKeyView, now: number): string | undefined => {
  if (typeof used !== 'object' || now - used.at > recentMillis) return undefined;
  return `${accessKeyId} wurde vor ${ago(now - used.at)} aus ${used.region} für ${used.service} verwendet. War das nicht dieser Computer, hat noch etwas anderes diesen Schlüssel und funktioniert dann nicht mehr.`;
};

/** Which profiles besides the rotated one get the new key; undefined where it is the only one with the old. */
export const alsoInWords = (profiles: readonly string[]): string | undefined =>
  profiles.length === 0
    ? undefined
    : formFor(profiles.length, {
        one: `Das Profil ${listed(profiles)} hat denselben Zugriffsschlüssel und bekommt ebenfalls den neuen.`,
        other: `Die Profile ${listed(profiles)} haben denselben Zugriffsschlüssel und bekommen ebenfalls den neuen.`,
      });

export const rotationSaid = {
  whichGoes: 'Welcher Zugriffsschlüssel soll gelöscht werden, um Platz zu machen?',
  neither: 'Keiner',
  confirm: 'Einen neuen Zugriffsschlüssel erstellen und diesen deaktivieren? [y/N] ',
  needsYes: 'rotate braucht --yes, da hier keine Rückfrage möglich ist',
  goesOn: 'Eine unterbrochene Rotation wird fortgesetzt.',
  finishEarly: 'Den alten Schlüssel jetzt löschen? Das lässt sich nicht rückgängig machen. [y/N] ',
  working: 'Ein neuer Zugriffsschlüssel wird erstellt und getestet. Das dauert bis zu einer halben Minute…',
} as const;

/** What becomes of an old key that is inactive. */
export const retiredKeyWords = ({ accessKeyId, days }: { readonly accessKeyId: string; readonly days: number }): string =>
  `Der alte Schlüssel ${accessKeyId} ist inaktiv. Roletap löscht ihn${
    days === 0 ? ', sobald wieder eine MFA-Sitzung offen ist' : ` in ${counted(days, { one: 'Tag', other: 'Tagen' })}`
  }.`;

/** The same beside the keys on their page, where buttons are the way on. */
export const rotationPageWords = (rotation: RotationView, now: number): string => {
  const { source, newKey, oldKey, oldKeyState, deletesAt } = rotation;
  if (oldKeyState !== 'inactive' || deletesAt === undefined) return rotationWords(rotation);
  const days = Math.max(0, Math.ceil((deletesAt - now) / dayMillis));
  return `„${source}“ verwendet ${newKey ?? 'einen neuen Zugriffsschlüssel'}. ${retiredKeyWords({ accessKeyId: oldKey, days })}`;
};

/** The commands that lead on from a rotation that was cut off; those of one that waits for its end are in `rotationWords`. */
export const rotationWaysOn = ({ source, oldKeyState }: Pick<RotationView, 'source' | 'oldKeyState'>): readonly string[] =>
  oldKeyState === 'active'
    ? [`fortsetzen: roletap rotate ${shellWord(source)}    rückgängig: roletap rotate ${shellWord(source)} --undo`]
    : [];

/** How things are after a step of a rotation. */
export const rotationWords = ({ source, oldKey, oldKeyState, newKey, deletesAt, isSwapped }: RotationView): string => {
  const uses = `„${source}“ verwendet ${newKey ?? 'einen neuen Zugriffsschlüssel'}`;
  if (oldKeyState === 'deleted') return `${uses}. Der alte Schlüssel ${oldKey} ist gelöscht.`;
  if (oldKeyState === 'inactive')
    return `${uses}. Der alte Schlüssel ${oldKey} ist inaktiv${
      deletesAt === undefined
        ? ''
        : `. Die Roletap-App löscht ihn ab dem ${date(deletesAt)}, von Hand geht es früher: \`roletap rotate ${shellWord(source)} --finish\``
    }. Wieder aktivieren: \`roletap rotate ${shellWord(source)} --undo\`.`;
  return isSwapped
    ? `${uses}, und der alte Schlüssel ${oldKey} ist noch aktiv. Deaktivieren: \`roletap rotate ${shellWord(source)}\`.`
    : `„${source}“ verwendet noch ${oldKey}.`;
};

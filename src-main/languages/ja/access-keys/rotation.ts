import type { RotationView } from '../../../contract/access-keys/rotation.ts';
import type { AccessKeyView } from '../../../contract/problems/rotation.ts';
import { shellWord } from '../../../contract/text.ts';
import { counted, date, listed, span } from '../grammar.ts';

const dayMillis = 86_400_000;

/** How long ago, in the largest unit that fits: `94 日`, `2 時間 10 分`. */
const ago = (millis: number): string =>
  millis >= 2 * dayMillis ? counted(Math.floor(millis / dayMillis), { other: '日' }) : span(Math.max(0, millis) / 1000);

/** Where a key was used last. */
const lastUse = ({ used }: AccessKeyView, now: number): string => {
  if (used === undefined) return '';
  if (used === 'never') return '、未使用';
  return `、最終使用は ${ago(now - used.at)}前 (${used.region} の ${used.service})`;
};

/** An access key in one line. */
export const accessKeyWords = (key: AccessKeyView, now: number): string =>
  `${key.accessKeyId}${key.isOwn ? ' (このコンピューターのもの)' : ''}: ${key.active ? 'アクティブ' : '非アクティブ'}、作成から ${ago(now - key.createdAt)}${lastUse(key, now)}`;

/** A use that is this recent, in milliseconds, is somebody's who needs the key. */
const recentMillis = 7 * dayMillis;

/** Who else has the key that is about to become inactive; undefined where nobody seems to. */
export const otherUserWords = ({ used, accessKeyId }: AccessKeyView, now: number): string | undefined => {
  if (typeof used !== 'object' || now - used.at > recentMillis) return undefined;
  return `${accessKeyId} は ${ago(now - used.at)}前に ${used.region} の ${used.service} で使われました。このコンピューターでの使用でなければ、ほかにこのキーを使っているものがあり、動かなくなります。`;
};

/** Which profiles besides the rotated one get the new key; undefined where it is the only one with the old. */
export const alsoInWords = (profiles: readonly string[]): string | undefined =>
  profiles.length === 0
    ? undefined
    : `プロファイル ${listed(profiles)} も同じアクセスキーを使っているため、あわせて新しいキーに更新します。`;

export const rotationSaid = {
  whichGoes: '空きを作るために、どのアクセスキーを削除しますか？',
  neither: 'どちらも削除しない',
  confirm: '新しいアクセスキーを作成し、今のキーを無効化しますか？ [y/N] ',
  needsYes: 'ここでは確認できないため、rotate には --yes が必要です',
  goesOn: '中断されたローテーションを続けます。',
  finishEarly: '古いキーを今すぐ削除しますか？ 元には戻せません。 [y/N] ',
  working: '新しいアクセスキーを作成してテストしています。最大で 30 秒ほどかかります…',
} as const;

/** What becomes of an old key that is inactive. */
export const retiredKeyWords = ({ accessKeyId, days }: { readonly accessKeyId: string; readonly days: number }): string =>
  `古いキー ${accessKeyId} は非アクティブです。${
    days === 0 ? '次に MFA セッションが開いたとき' : counted(days, { other: '日後' })
  }に Roletap が削除します。`;

/** The same beside the keys on their page, where buttons are the way on. */
export const rotationPageWords = (rotation: RotationView, now: number): string => {
  const { source, newKey, oldKey, oldKeyState, deletesAt } = rotation;
  if (oldKeyState !== 'inactive' || deletesAt === undefined) return rotationWords(rotation);
  const days = Math.max(0, Math.ceil((deletesAt - now) / dayMillis));
  return `「${source}」は${ofKey(newKey)}を使っています。${retiredKeyWords({ accessKeyId: oldKey, days })}`;
};

/** The commands that lead on from a rotation that was cut off; those of one that waits for its end are in `rotationWords`. */
export const rotationWaysOn = ({ source, oldKeyState }: Pick<RotationView, 'source' | 'oldKeyState'>): readonly string[] =>
  oldKeyState === 'active' ? [`続行: roletap rotate ${shellWord(source)}    元に戻す: roletap rotate ${shellWord(source)} --undo`] : [];

/** How things are after a step of a rotation. */
export const rotationWords = ({ source, oldKey, oldKeyState, newKey, deletesAt, isSwapped }: RotationView): string => {
  const uses = `「${source}」は${ofKey(newKey)}を使っています。`;
  if (oldKeyState === 'deleted') return `${uses}古いキー ${oldKey} は削除されました。`;
  if (oldKeyState === 'inactive')
    return `${uses}古いキー ${oldKey} は非アクティブです。${
      deletesAt === undefined
        ? ''
        : `${date(deletesAt)}以降に Roletap アプリが削除します。今すぐ削除するには: \`roletap rotate ${shellWord(source)} --finish\`。`
    }再びアクティブにするには: \`roletap rotate ${shellWord(source)} --undo\``;
  return isSwapped
    ? `${uses}古いキー ${oldKey} はまだアクティブです。無効化するには: \`roletap rotate ${shellWord(source)}\``
    : `「${source}」は引き続き ${oldKey} を使っています。`;
};

/** The new key, before `を`. */
const ofKey = (newKey: string | undefined): string => (newKey === undefined ? '新しいアクセスキー' : ` ${newKey} `);

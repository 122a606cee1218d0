import { deviceName } from '../../../contract/team/people.ts';
import { type AnyRemoval, type RemoveFacts, type RemovePlanView, type RemoveStep, waitsToDelete } from '../../../contract/team/remove.ts';
import { clockTime, counted, listed, shortDay } from '../grammar.ts';

const steps: { readonly [S in RemoveStep]: (on: string) => string } = {
  keys: (on) => `${on} を無効にする`,
  groups: (on) => `${on} から外す`,
  policies: (on) => `インラインポリシー ${on} を削除する`,
  managed: (on) => `${on} をデタッチする`,
  password: (on) => `${on} のパスワードを削除する`,
  devices: (on) => `${on} を削除する`,
  others: (on) => `${on} を削除する`,
  'delete-keys': (on) => `${on} を削除する`,
  user: (on) => `ユーザー ${on} を削除する`,
};

/** `isLater`: it waits for its time. */
export const removeStepWords = ({
  name,
  on,
  isLater = false,
}: {
  readonly name: RemoveStep;
  readonly on: string;
  readonly isLater?: boolean;
}): string => (isLater ? `後で ${on} を削除する` : steps[name](on));

type About = Pick<RemovePlanView, 'user' | 'what'>;

const plans: { readonly [R in AnyRemoval]: (user: string, accountId: string) => string } = {
  keys: (user, accountId) => `アカウント ${accountId} の ${user} のアクセスキーを削除します`,
  access: (user, accountId) => `アカウント ${accountId} への ${user} のアクセスを取り消します`,
  user: (user, accountId) => `アカウント ${accountId} から ${user} を削除します`,
  device: (serial, accountId) => `アカウント ${accountId} から MFA デバイス ${deviceName(serial)} を削除します`,
};

/** What doesn’t come back, by the step that removes it. */
const gone: { readonly [S in RemoveStep]?: string } = {
  password: '削除したパスワードは戻りません。IAM コンソールで新しく作成できます。',
  devices: '削除した MFA デバイスは元に戻せません。シークレットが失われるためです。',
  others: '削除した証明書、SSH キー、サービス認証情報は戻りません。',
  'delete-keys': '削除したアクセスキーは戻りません。',
  user: '削除したユーザーは戻りません。同じ名前で作り直しても AWS では別のユーザーなので、そのユーザーを指定した信頼ポリシーは機能しなくなります。',
};

/** Why a plan can’t be undone as a whole, a sentence for each reason. `done`: only what was done already. */
export const goneWords = (plan: Pick<RemovePlanView, 'steps'>, done = false): readonly string[] =>
  plan.steps.flatMap(({ name, state }) => (done && state !== 'done' ? [] : (gone[name] ?? [])));

/** Why a device without a user can't be deleted. */
export const orphanProblem = ({ device }: { readonly device: string }, where: string) => ({
  title: 'そのデバイスはありません',
  happened: `「${deviceName(device)}」という、ユーザーのいない仮想 MFA デバイスはありません。`,
  advice: where === 'terminal' ? '一覧: `roletap team`' : '一覧を更新してください。',
});

/** A removal, in window and terminal. */
export const removeSaid = {
  open: 'アクセスを取り消す…',
  title: (user: string, what: AnyRemoval): string =>
    ({
      keys: `${user} のアクセスキーを削除`,
      access: `${user} のアクセスを取り消す`,
      user: `ユーザー ${user} を削除`,
      device: `${deviceName(user)} を削除`,
    })[what],
  about: '確認するまで何も変更されません。',
  looking: '現在の内容を読み取っています',
  what: '取り消す内容',
  kinds: {
    keys: { title: 'アクセスキー', hint: 'まず 1 日無効にし、まだ必要なものがないか確かめます。' },
    access: { title: 'パスワードとアクセスキー', hint: 'ユーザーは残ります。アクセスキーは無効になり、元に戻せます。' },
    user: { title: 'ユーザー', hint: 'アクセスキー、パスワード、MFA デバイス、ポリシーも削除します。' },
  },
  keys: '削除するアクセスキー',
  noKeys: 'アクセスキーはありません。',
  isNow: '1 日待たずに今すぐ削除する',
  /** A key to choose. `use`: when it was last used, or empty. */
  key: (isActive: boolean, use: string): string => [isActive ? '有効' : '無効', use].filter((part) => part !== '').join('、'),
  has: ({ user, hasPassword, keys, devices }: Pick<RemoveFacts, 'user' | 'hasPassword' | 'keys' | 'devices'>): string =>
    `${user} の現在の内容: ${listed([
      hasPassword ? 'パスワードあり' : 'パスワードなし',
      counted(keys.length, { other: '個のアクセスキー' }),
      counted(devices.length, { other: '個の MFA デバイス' }),
    ])}`,
  carry: (what: AnyRemoval): string =>
    ({ keys: 'アクセスキーを削除', access: 'アクセスを取り消す', user: 'ユーザーを削除', device: 'デバイスを削除' })[what],
  running: (what: AnyRemoval): string =>
    ({
      keys: 'アクセスキーを削除しています',
      access: 'アクセスを取り消しています',
      user: 'ユーザーを削除しています',
      device: 'デバイスを削除しています',
    })[what],
  plan: ({ user, what, accountId, source }: About & Pick<RemovePlanView, 'accountId' | 'source'>): string =>
    `「${source}」の権限で、${plans[what](user, accountId)}:`,
  done: (plan: RemovePlanView): string =>
    waitsToDelete(plan)
      ? `${plan.user} のアクセスキーを無効にしました`
      : {
          keys: `${plan.user} のアクセスキーを削除しました`,
          access: `${plan.user} はサインインできなくなりました`,
          user: `${plan.user} を削除しました`,
          device: `${deviceName(plan.user)} を削除しました`,
        }[plan.what],
  undone: (user: string): string => `${deviceName(user)} の取り消しを元に戻しました`,
  waits: '後でアクセスキーを削除します',
  sessions: (user: string): string => `${user} が開いているセッションは、終わるまで (最長 36 時間) 続きます。`,
  later: (at: number): string =>
    `必要なものがなければ、${shortDay(at, true)} ${clockTime(at)} 以降にここで削除してください。それまでは元に戻せます。`,
  deleteKeys: 'アクセスキーを削除',
  /** In the list of plans that are not finished. */
  unfinished: (plan: RemovePlanView, done: number, all: number): string =>
    waitsToDelete(plan) && plan.deleteAt !== undefined
      ? `${plan.user} のアクセスキーは無効です。${shortDay(plan.deleteAt, true)} ${clockTime(plan.deleteAt)} 以降に削除してください。`
      : `${{ keys: `${plan.user} のアクセスキーの削除`, access: `${plan.user} のアクセスの取り消し`, user: `${plan.user} の削除`, device: `${deviceName(plan.user)} の削除` }[plan.what]}は未完了です: ${all} ステップ中 ${done} ステップ完了`,
  laterAt: (id: string, at: number): string =>
    `${shortDay(at, true)} ${clockTime(at)} 以降に削除してください: roletap team remove --resume ${id}`,
  waysOn: (id: string): string => `続行: roletap team remove --resume ${id}    元に戻す: roletap team remove --undo ${id}`,
} as const;

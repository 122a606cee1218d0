import type { EnrollForView } from '../../../contract/team/enroll.ts';
import { type RescueFacts, type RescuePlanView, waitsToLift } from '../../../contract/team/rescue.ts';
import type { RoleFormat } from '../../../contract/team/role.ts';
import { clockTime, counted, shortDay } from '../grammar.ts';

/** What stands in the window around a role, a YubiKey for somebody else, and a lost one. Shared parts are with adding people. */
export const roleSheet = {
  open: 'ロールを追加…',
  title: 'ロールを追加',
  name: 'ロール名',
  who: '引き受けられる人',
  trusts: {
    own: { title: 'このアカウントの人', hint: 'MFA が必要です。本人のポリシーかグループで許可された人に限ります。' },
    users: { title: '指定したユーザー', hint: 'MFA が必要です。本人のポリシーは不要です。' },
    other: { title: '別のアカウント', hint: 'MFA が必要です。相手のアカウントでも許可が必要です。' },
    certificate: { title: '証明書を持つ人', hint: 'IAM Roles Anywhere。秘密鍵は YubiKey にあります。' },
  },
  users: 'ユーザー',
  usersHint: 'ARN を 1 行に 1 つ。',
  accountId: 'アカウント ID',
  externalId: '外部 ID',
  externalIdHint: '相手のアカウントが送る値。なければ空欄にします。',
  trustAnchor: 'トラストアンカー',
  trustAnchorHint: 'トラストアンカーの ARN。',
  subject: 'サブジェクト',
  subjectHint: '証明書のサブジェクトに必要な値。例: CN=jane',
  proved: 'YubiKey で生成され、PIN とタッチを求める鍵であることの証明を要求する',
  mfaAge: 'MFA からの経過時間',
  anyAge: '制限なし',
  maxSession: '最長セッション',
  group: 'グループ',
  groupHint: 'メンバーがロールを引き受けられます。',
  policiesHint: 'ロールに許可するポリシーの ARN を 1 行に 1 つ。',
  permissions: 'アクセス許可',
  permissionsHint: 'このロールだけのポリシー (JSON)。',
  more: 'パスと境界',
  add: 'ロールを追加',
  running: 'ロールを追加しています',
  done: (role: string): string => `${role} を追加しました`,
  undone: (role: string): string => `${role} を削除しました`,
  unfinished: (role: string, done: number, all: number): string =>
    `ロール ${role} の追加は未完了です: ${all} ステップ中 ${done} ステップ完了`,
  texts: '信頼ポリシーとコピー用テキスト',
  trust: '信頼ポリシー',
  groupPolicy: (group: string): string => `${group} のポリシー`,
} as const;

const formats: { readonly [F in RoleFormat]: string } = { json: 'JSON', terraform: 'Terraform', cloudformation: 'CloudFormation' };

export const formatWords = (format: RoleFormat): string => formats[format];

export const enrollSheet = {
  open: 'YubiKey を登録…',
  title: (user: string): string => `${user} の YubiKey を登録`,
  about: '本人に渡す YubiKey を挿してください。シークレットは YubiKey の中だけに保存されます。',
  key: 'YubiKey',
  none: 'YubiKey を挿してください。',
  touch: 'コードごとにタッチを求める',
  enroll: 'YubiKey を登録',
  running: 'YubiKey を登録しています',
  done: (user: string): string => `${user} の YubiKey を登録しました`,
  undone: (user: string): string => `YubiKey は ${user} のものではなくなりました`,
  give: ({ keyName, keySerial, user }: Pick<EnrollForView, 'keyName' | 'keySerial' | 'user'>): string =>
    `${keySerial === undefined ? keyName : `YubiKey ${keySerial}`} を ${user} に渡してください。`,
  unfinished: (user: string, done: number, all: number): string =>
    `${user} の YubiKey の登録は未完了です: ${all} ステップ中 ${done} ステップ完了`,
} as const;

export const rescueSheet = {
  open: 'YubiKey を紛失…',
  title: (user: string): string => `${user} が YubiKey を紛失`,
  about: '拾った人が使えないようにします。確認するまで何も変更されません。',
  looking: 'MFA デバイスとアクセスキーを読み取っています',
  devices: '紛失した MFA デバイス',
  noDevices: 'MFA デバイスはありません。',
  also: ({ keys, unread }: Pick<RescueFacts, 'keys' | 'unread'>): string => {
    if (unread.some(({ what }) => what === 'keys')) return 'アクセスキーも無効になり、開いている MFA セッションも取り消されます。';
    const active = keys.filter(({ isActive }) => isActive).length;
    return active === 0
      ? '開いている MFA セッションも取り消されます。'
      : `${counted(active, { other: '個の有効なアクセスキー' })}も無効になり、開いている MFA セッションも取り消されます。`;
  },
  rescue: '使えなくする',
  running: '使えなくしています',
  done: (user: string): string => `${user} のアクセスを取り消しました`,
  undone: (user: string): string => `${user} のアクセスキーは再び有効です`,
  undoneDevices: '削除した MFA デバイスは戻りません。シークレットが失われたためです。',
  over: (user: string): string => `${user} の対応が完了しました`,
  waits: '後でポリシーを外します',
  later: (at: number): string =>
    `${shortDay(at, true)} ${clockTime(at)} 以降は、古いセッションがすべて終わっています。その後、ここでポリシーを外してください。`,
  lift: 'ポリシーを外す',
  enroll: '新しい YubiKey を登録…',
  /** In the list of plans that are not finished. */
  unfinished: (plan: RescuePlanView, done: number, all: number): string =>
    waitsToLift(plan) && plan.liftAt !== undefined
      ? `${plan.user} のアクセスは取り消されています。${shortDay(plan.liftAt, true)} ${clockTime(plan.liftAt)} 以降にポリシーを外してください。`
      : `${plan.user} の対応は未完了です: ${all} ステップ中 ${done} ステップ完了`,
} as const;

/** What can be done from a person's row. */
export const rowTexts = {
  more: (user: string): string => `${user} のその他の操作`,
  console: 'IAM コンソールで開く',
  require: 'MFA を必須にする…',
  /** What a button does for somebody, as it is heard. */
  stepFor: (step: string, user: string): string => `${step}: ${user}`,
  rotate: '本人用のコマンドをコピーします',
} as const;

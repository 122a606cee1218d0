import type { MadePolicy } from '../../../contract/team/policies.ts';
import type { PolicyKind } from '../../../contract/team/policy.ts';

/** What stands around policies in the window. */
export const policiesTexts = {
  open: 'ポリシー…',
  title: 'MFA を必須にするポリシー',
  about: 'ポリシーを確認するか、チームに必要な 2 つを作成します。何も変更されません。',
  check: '確認',
  checkTitle: 'ポリシーを確認',
  pasted: '貼り付けたポリシー',
  text: 'ポリシーまたは信頼ポリシー',
  file: 'ファイルを開く…',
  fileField: 'ポリシーのファイル',
  arn: 'ARN',
  arnHint: '管理ポリシーの ARN。ロールの ARN なら信頼ポリシーを読み取ります。',
  read: 'アカウントから読み取る',
  working: 'ポリシーを読み取っています',
  findings: '確認結果',
  line: (line: number): string => `${line} 行目`,
  change: '変更',
  fixed: '修正したポリシー',
  makeTitle: 'ポリシーを作成',
  kinds: 'ポリシーの種類',
  keys: '自分のアクセスキーの管理を含める',
  password: '初回パスワードの変更を含める',
  compare: 'グループと比較',
  compareHint: 'グループにある同じ種類のポリシーと比較します。空欄なら作成だけします。',
  make: '作成',
} as const;

const kinds: { readonly [K in PolicyKind]: string } = { self: '自分の MFA を管理', deny: 'MFA なしではほかをすべて拒否' };

export const policyKindWords = (kind: PolicyKind): string => kinds[kind];

/** How a group's policy compares with the one that was written. */
export const comparedWords = ({ group = '', change }: Pick<MadePolicy, 'group' | 'change'>): string =>
  change === undefined
    ? `${group} にはまだこのポリシーがありません。`
    : change.length === 0
      ? `${group} には同じポリシーがあります。`
      : `${group} には別の版のポリシーがあります。`;

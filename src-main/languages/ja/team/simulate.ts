import type { Verdict } from '../../../contract/team/simulate.ts';

const words: { readonly [V in Verdict]: string } = {
  allowed: '許可',
  explicit: '拒否',
  implicit: '許可なし',
};

/** What IAM says of a call. */
export const verdictWords = (verdict: Verdict): string => words[verdict];

/** What the simulation leaves out. */
export const simulateSaid = {
  limits:
    'IAM がユーザーとグループのポリシー、およびアクセス許可の境界を評価しました。サービスコントロールポリシーとリソースポリシーは含まれません。',
} as const;

/** What stands around it in the window. */
export const simulateTexts = {
  open: 'アクセス許可を確認…',
  title: (user: string): string => `${user} に許可される操作`,
  about: 'IAM が各アクションを 2 回評価します。アクセスキーのみの場合と、MFA がある場合です。何も変更されません。',
  actions: 'アクション',
  actionsHint: 'ポリシーと同じ書き方です (例: s3:GetObject)。複数ある場合はカンマで区切ります。',
  oddAction: (typed: string): string => `「${typed}」はアクションではありません。`,
  oddResource: (typed: string): string => `「${typed}」は ARN ではありません。`,
  resources: 'リソース',
  resourcesHint: 'ARN。すべてのリソースについて確認するには空のままにします。その場合、一部のリソースだけへの許可は考慮されません。',
  ask: '確認',
  asking: 'IAM に問い合わせています',
  answer: '結果',
  allResources: 'すべてのリソース',
  columns: { action: 'アクションとリソース', accessKey: 'アクセスキーのみ', mfa: 'MFA あり' },
  /** Under “denied”. */
  by: (policies: readonly string[]): string => `拒否したポリシー: ${policies.join(', ')}`,
} as const;

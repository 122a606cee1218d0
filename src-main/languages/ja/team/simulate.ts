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

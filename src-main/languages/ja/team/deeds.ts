import type { TeamDeed } from '../../../contract/history.ts';

const plans: { readonly [P in TeamDeed['plan']]: (on: string) => string } = {
  add: (on) => `${on} の追加`,
  role: (on) => `ロール ${on} の追加`,
  rescue: (on) => `${on} の紛失対応`,
  enroll: (on) => `${on} の YubiKey`,
  enforce: (on) => `${on} の MFA 必須化`,
  policy: (on) => `${on} のポリシー`,
  remove: (on) => `${on} のアクセスの取り消し`,
};

const outcomes: { readonly [O in TeamDeed['outcome']]: string } = {
  done: '完了',
  failed: '未完了',
  undone: '元に戻しました',
  lifted: 'ポリシーを外しました',
  released: '終了',
};

/** What was done to a team, in the history: `rescue for kim: done`. */
export const deedWords = ({ plan, on, outcome }: TeamDeed): string => `${plans[plan](on)}: ${outcomes[outcome]}`;

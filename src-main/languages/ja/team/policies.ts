import type { GroupPolicyView, GroupPolicyWish, ListedKind, ListedPolicy, MadePolicy } from '../../../contract/team/policies.ts';
import type { PolicyKind } from '../../../contract/team/policy.ts';
import { counted } from '../grammar.ts';

/** What stands around policies in the window. */
export const policiesTexts = {
  open: 'ポリシー…',
  title: 'ポリシー',
  about: 'ポリシーを確認するか、チームに必要な 2 つを作成します。確認するまで何も変更されません。',
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
  compare: 'グループ',
  compareHint: 'グループのポリシーと比較し、アタッチできます。',
  noGroup: 'なし',
  make: '作成',
  listTitle: 'このアカウントのポリシー',
  list: 'ポリシーを一覧表示',
  listAgain: '更新',
  listing: 'ポリシーを読み取っています',
  search: 'ポリシーを検索',
  onlyFound: '指摘のあるものだけ',
  notAll: '一部を読み取れませんでした',
  none: '一致するポリシーがありません。',
  columns: { policy: 'ポリシー', where: '場所', findings: '確認結果' },
  shownOf: (shown: number, all: number): string => (shown === all ? `${all} 件のポリシー` : `${all} 件中 ${shown} 件のポリシー`),
  attach: (group: string): string => `${group} にアタッチ…`,
  replace: (group: string): string => `${group} のものを置き換え…`,
  detach: (group: string): string => `${group} から外す…`,
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

const places: { readonly [K in ListedKind]: (holder: string) => string } = {
  managed: () => '管理ポリシー',
  trust: () => 'ロールの信頼ポリシー',
  group: (holder) => `グループ ${holder}`,
  user: (holder) => `ユーザー ${holder}`,
  role: (holder) => `ロール ${holder}`,
};

/** Where a policy of the account is. */
export const placeWords = ({ kind, holder = '' }: Pick<ListedPolicy, 'kind' | 'holder'>): string => places[kind](holder);

/** How many findings a policy of the list has, in its cell. */
export const foundWords = ({ errors, warnings = 0 }: Pick<ListedPolicy, 'errors' | 'warnings'>): string => {
  if (errors === undefined) return '未確認';
  const said = [
    ...(errors === 0 ? [] : [counted(errors, { other: '件のエラー' })]),
    ...(warnings === 0 ? [] : [counted(warnings, { other: '件の警告' })]),
  ];
  return said.length === 0 ? 'なし' : said.join('、');
};

type Change = Pick<GroupPolicyWish, 'group' | 'policy' | 'isRemoval'>;

/** A policy of a group, as a plan. */
export const groupPolicySheet = {
  title: ({ group, isRemoval }: Change): string => (isRemoval ? `${group} からポリシーを外す` : `${group} にポリシーをアタッチ`),
  plan: ({ group, policy, isRemoval, accountId, source }: Change & Pick<GroupPolicyView, 'accountId' | 'source'>): string =>
    `「${source}」の権限で、アカウント ${accountId} の ${group} ${isRemoval ? `から「${kinds[policy]}」を外します` : `に「${kinds[policy]}」をアタッチします`}:`,
  step: ({ group, policy, isRemoval }: Change): string =>
    isRemoval ? `${group} から「${kinds[policy]}」を外す` : `${group} に「${kinds[policy]}」をアタッチする`,
  carry: (isRemoval: boolean): string => (isRemoval ? 'ポリシーを外す' : 'ポリシーをアタッチ'),
  running: 'グループのポリシーを変更しています',
  done: ({ group, isRemoval }: Change): string =>
    isRemoval ? `${group} からポリシーを外しました` : `${group} にポリシーをアタッチしました`,
  undone: (group: string): string => `${group} を元の状態に戻しました`,
  unfinished: (group: string): string => `${group} のポリシーの変更は未完了です。`,
  removed: '外すポリシー',
  put: 'アタッチするポリシー',
  waysOn: (id: string): string => `続行: roletap team attach --resume ${id}    元に戻す: roletap team attach --undo ${id}`,
  withoutMfa: (group: string): string => `${group} の全員が MFA なしで作業できるようになります。`,
} as const;

/** What stands in the dialog that opens a role with limits. */
export const limitsTexts = {
  title: (role: string): string => `${role} を制限して開く`,
  tapIn: '開く',
  rights: 'セッションにできること',
  'read-only': { title: '読み取りのみ', text: (policy: string): string => `ロールの権限のうち、AWS の ${policy} が許可するもの。` },
  audit: { title: '設定の確認のみ', text: (policy: string): string => `${policy}: 設定は見えますが、中身は見えません。` },
  own: { title: '独自のポリシー、またはなし', text: 'これらのポリシーが許可するものだけに絞ります。' },
  policyArn: '管理ポリシー (ARN または名前)',
  policy: 'ポリシー (JSON)',
  tags: 'タグ',
  transitive: '引き受けたロールに引き継ぐタグ',
  sourceIdentity: 'ソース ID',
} as const;

/** What stands on the page "Use it in your tools". */

export const toolPageTexts = {
  title: (profile: string): string => `${profile} をツールで使用`,
  profile: (target: string): string => `プロファイル ${target}`,
  role: (roleName: string, accountId: string): string => `アカウント ${accountId} の ${roleName}`,
  source: (source: string, kind: string): string => `ソース ${source}: ${kind}`,
  noFiles: '認証情報をファイルに書き込まない',
  insteadOfHelper: 'aws_signing_helper の代わりに Roletap を使う',
  removeRole: 'ロールを削除…',
  leave: '変更しない',
  check: '確認',
  /** Heard after it. */
  checkOf: (title: string): string => `: 「${title}」が機能するか`,
  copyOf: (title: string): string => `「${title}」の行をコピー`,
  format: 'シェル',
  copyEndpoint: 'エンドポイントをコピー',
  copyKeys: 'キーをコピー',
} as const;

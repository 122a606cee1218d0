import type { CommandHelp, HelpTable } from '../../../words/help/help-table.ts';

export type { CommandHelp, HelpTable };

/** What an option means with each command that says nothing else of it. */
export const sharedOptions: Readonly<Record<string, string>> = {
  '--source PROFILE': 'IAM ユーザーのアクセスキーを持つプロファイル',
  '--yes': '確認しない',
  '--key SERIAL': '使う YubiKey',
  '--password-stdin': 'YubiKey の OATH パスワードを標準入力から読み取る',
  '--code-stdin': 'スマートフォンやハードウェアトークンのコードを、入力または標準入力で使う',
  '--pin-stdin': 'YubiKey の証明書の PIN を標準入力から読み取る',
  '--last-try': '--pin-stdin と共に、PIN の最後の 1 回を使う',
  '--read-only [audit]': '読み取りのみ: AWS の ReadOnlyAccess、audit なら SecurityAudit',
  '--policy FILE': 'この IAM ポリシーが許可するものだけに絞る (2,048 文字まで)',
  '--policy-arn ARN': '管理ポリシーが許可するものだけに絞る。10 個まで',
  '--tag KEY=VALUE': 'セッションタグ KEY=VALUE。50 個まで',
  '--transitive-tag KEY=VALUE': '同じ。このセッションから引き受けるロールにも引き継ぐ',
  '--source-identity NAME': 'CloudTrail に残る利用者。後から変更できない',
  '--full': '既定で読み取り専用のロールを、すべての権限で開く',
  '--json': '1 つの JSON ドキュメントとして出力する',
  '--help': 'このヘルプを表示する',
};

/** The commands as the overview groups them. */
export const helpGroups: readonly (readonly [title: string, commands: readonly string[]])[] = [
  ['ふだん使うもの', ['tap', 'console', 'browsers', 'code', 'roles', 'sessions', 'end']],
  ['他のプログラム', ['exec', 'shell', 'env', 'credentials', 'programs', 'history', 'activity']],
  ['アクセスキー', ['add', 'keep', 'unlock', 'rotate']],
  ['MFA デバイス', ['enroll', 'import', 'devices', 'resync', 'remove', 'lost', 'unfinished', 'find']],
  ['YubiKey', ['keys', 'accounts', 'piv', 'anywhere', 'rename', 'password']],
  ['チーム', ['team']],
  ['Roletap', ['doctor', 'prompt', 'completion', 'demo', 'help']],
];

export const helpSaid = {
  /** Behind the program's name. */
  purpose: 'YubiKey で AWS のロールを開く',
  usage: '使い方',
  options: 'オプション',
  example: '例',
  commands: 'コマンド',
  exitCodes: '終了コード',
  files: 'ファイル',
  anyCommand: 'COMMAND [options]',
  /** The foot of the overview. */
  each: (before?: string): string => `オプションと例: \`roletap help ${before === undefined ? '' : `${before} `}COMMAND\``,
  codes: [
    ['0', '完了'],
    ['2', '使い方の誤り'],
    ['3', '問題が発生。内容と対処方法は標準エラー出力に表示'],
    ['4', 'YubiKey がタッチされなかったか、キャンセルされた'],
  ],
  environment: '環境変数',
  variables: [
    ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'AWS のファイルの場所 (`aws` と同じ)'],
    ['NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE', '色を使わない、またはパイプでも使う'],
    ['ROLETAP_WAIT', '0: タッチを待たない'],
    ['ROLETAP_LOG', '1: シークレットをマスクしたログを標準エラー出力に表示する'],
  ],
  places: [
    ['~/.aws/config, ~/.aws/credentials', 'AWS のプロファイルと認証情報'],
    ['~/.config/Roletap', '設定と履歴。macOS では ~/Library/Application Support/Roletap'],
  ],
} as const;

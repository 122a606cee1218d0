/** What stands on the page of settings: each setting with its help, in the order of the page. */

export const settingsTexts = {
  title: '設定',
} as const;

export const sessionSettings = {
  mfaSession: '1 回のタッチの有効時間',
  mfaSessionHelp: 'MFA セッションが開いている時間です。その間は、タッチなしでロールを開いたり更新したりできます。',
  role: 'ロールセッションの時間',
  roleHelp: 'プロファイルに指定がないときに使われます。1 時間を超えると、ロールごとにタッチが必要です。',
  renewal: '自動更新',
  renewalHelp: 'MFA セッションが開いている間、終了の 15 分前にタッチなしで更新します。',
  inUse: 'ロールを使用中とみなす時間',
  inUseHelp: '最後にロールを開くか、プログラムが最後に要求してからの時間です。',
  endAll: 'すべてのセッションを終了',
  onLock: '画面がロックされたとき',
  keepPin: 'PIN の記憶',
  keepPinHelp: 'メモリーだけに記憶し、ディスクには保存しません。YubiKey を取り外すと必ず消えます。',
  onRemoval: 'YubiKey が取り外されたとき',
  onQuit: 'Roletap を終了したとき',
  kept: '開いているセッションの保存場所',
} as const;

export const guardSettings = {
  duration: '保護されたセッションの時間',
  none: '保護されたロールはありません',
  noneHelp: 'ロールを保護するには、一覧でそのロールのメニューを開きます。',
  remove: '解除',
  /** Heard after it. */
  removeOf: (role: string): string => `: ${role} の保護`,
} as const;

export const fileSettings = {
  noFiles: '認証情報をファイルに書き込まない',
  noFilesHelp:
    'プログラムは credential_process で Roletap に問い合わせ、認証情報ファイルには何も書き込まれません。ロールごとに一度だけ、メニューの「ツールで使用…」で設定してください。',
  suffix: 'プロファイル名の接尾辞',
  suffixHelp: (suffix: string): string => `「prod」はプロファイル「prod${suffix}」として使えます。`,
  region: 'リージョン',
  regionHelp: 'ロールにリージョンの指定がないときに使われます。空欄にすると、ソースプロファイルのリージョンを使います。',
  regionExample: 'eu-central-1',
} as const;

export const generalSettings = {
  shortcut: 'ショートカット',
  shortcutHelp: 'どのプログラムからでもロールの一覧を開きます。',
  noShortcut: 'なし',
  pressKeys: 'キーを押してください…',
  listening: 'ショートカット: キーを押してください',
  changeShortcut: (keys: string): string => `ショートカット: ${keys}。変更`,
  clear: '消去',
  clearMore: ': ショートカット',
  login: 'ログイン時に起動',
  noLogin: 'このシステムでは使用できません。',
  language: '言語',
  systemLanguage: 'システムに合わせる',
  languageChanged: '言語は Roletap の再起動後に変わります',
  restart: 'Roletap を再起動',
  theme: '外観',
  notifications: '通知',
  notificationsHelp: 'タッチが必要なとき、セッションがまもなく終了するとき、更新に失敗したとき。',
  otherTokens: '他社製のトークン',
  otherTokensHelp:
    'YubiKey と同じようにコードを生成するトークン (スマートカードリーダー経由の OATH) を使います。Roletap はリーダーにあるすべてのカードを調べます。',
  accessKeys: 'アクセスキーのローテーションを促すまでの期間',
  accessKeysHelp: '使用中のキーがこれより古くなると、お知らせを表示します。',
  clipboard: 'クリップボードを消去するまでの時間',
  clipboardHelp: 'コードとシークレットを消去します。その後に別のものをコピーしていれば消去しません。',
} as const;

export const programSettings = {
  /** The path of the socket stands between backticks. */
  open: (path: string): string => `接続できるのは、あなたのユーザーで実行中のプログラムだけです: \`${path}\``,
  closed: 'オンの間だけ、コンテナエンドポイントと credential_process が機能します。',
  said: 'プログラムについての決定',
  none: '決定はありません',
  noneHelp:
    '保護されたロールのためにタッチすると、要求したプログラムが許可されます。キャンセルするたびに、そのプログラムが次に要求できるまでの時間が長くなります。',
  /** `terraform: prod`. */
  label: (program: string, role: string): string => `${program}: ${role}`,
  yes: (until: string): string => `${until} まで許可。`,
  no: (until: string): string => `${until} まで要求できません。`,
  takeBack: '取り消す',
  /** Heard after it. */
  takeBackOf: (program: string, role: string): string => `: ${role} に対する ${program} についての決定`,
} as const;

/** What ends in `More` is heard after the button's own word. */
export const dataSettings = {
  folder: 'Roletap のファイル',
  openFolder: '開く',
  openFolderMore: ': フォルダー',
  log: 'ログ',
  logHelp: 'Roletap の動作と失敗の記録です。バグ報告に使えます。シークレットはマスクされています。',
  openLog: 'ログを開く',
  export: '設定をエクスポート',
  exportHelp: 'JSON ファイルとして保存します。シークレットは含まれません。',
  exportButton: 'エクスポート…',
  reset: '設定をリセット',
  resetHelp: 'このページの設定を既定値に戻します。',
  resetButton: 'リセット…',
  buttonMore: ': 設定',
  askReset: '設定をリセットしますか？',
  keep: '設定を残す',
  resetNow: '既定値に戻す',
  asAtFirst: 'リセットされるもの:',
  stays: '残るもの:',
} as const;

export const aboutSettings = {
  version: (version: string): string => `Roletap ${version}`,
  command: 'roletapコマンド',
  places: {
    system: 'パッケージがPATHに配置しています。',
    installed: '~/.local/binにあります。',
    absent: 'ターミナルで使えるように~/.local/binに配置します。',
    other: '~/.local/binの同じ名前を別のプログラムが使っています。',
    none: 'このRoletapには、インストールできるコマンドがありません。',
  },
  install: 'インストール',
  remove: '削除',
  commandMore: '：roletapコマンド',
  licences: 'ライセンス',
  licencesHelp: 'Roletapと、それに含まれるすべてのもののライセンスです。',
  openLicences: 'ライセンスを表示',
  diagnostics: '診断情報',
  diagnosticsHelp: '不具合の報告用です。`roletap doctor`の結果から、秘密情報と名前を除いたものです。',
  withAccounts: 'アカウントIDを含める',
  copyDiagnostics: '診断情報をコピー',
  copied: 'コピーしました',
} as const;

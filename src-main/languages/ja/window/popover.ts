/** What stands around the roles in the popover: its first line, what is missing, what a person should hear of, and the code. */

export const headerTexts = {
  activity: 'アクティビティ',
  settings: '設定',
  add: '追加',
  more: 'その他',
  demo: 'デモ',
  noService: 'スマートカードサービスなし',
  addByHand: 'ロールを手動で追加…',
  /** `source` where there is more than one. */
  findRoles: (source?: string): string => (source === undefined ? 'IAM でロールを検索' : `IAM で ${source} のロールを検索`),
  addKey: 'アクセスキーを追加…',
  openInvite: '招待ファイルを開く…',
  setUp: 'セットアップ…',
  addDevice: 'YubiKey をセットアップ…',
  renewAll: '1 回のタッチですべて更新',
  endAll: 'すべてのセッションを終了',
  tryDemo: 'デモを試す',
  devices: 'MFA デバイス…',
  people: 'アカウントのユーザー…',
  quit: 'Roletap を終了',
} as const;

export const missingTexts = {
  reading: 'プロファイルを読み込んでいます',
  example: '設定ファイルでは、ロールを次のように書きます:',
  /** A role profile as AWS documents it, with account ids that stand for others. */
  configExample: `[profile dev]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/jane`,
  /** `title` as in the middle of a sentence. */
  also: (title: string): string => `その他の問題: ${title}。`,
  openFile: 'ファイルを開く',
  addByHand: '手動で追加…',
  demoNeeds: 'デモには YubiKey も AWS アカウントも必要ありません。',
} as const;

export const codeTexts = {
  section: 'コード',
  copy: 'コードをコピー',
  copied: 'コードをクリップボードにコピーしました。',
  idle: (takesTouch: boolean): string => (takesTouch ? 'タッチでコピー' : 'クリックでコピー'),
  onClipboard: (seconds: number): string => (seconds === 0 ? 'クリップボードから消去済み' : `あと ${seconds} 秒で消去`),
} as const;

export const stripTexts = {
  alerts: '通知',
  fewer: '表示を減らす',
  moreAlerts: (count: number): string => `ほか ${count} 件`,
  answer: (action: string, title: string): string => `${action}: ${title}`,
  discovery: 'IAM のロール',
  show: '表示',
  unread: '読み取れなかったもの',
  patterns: 'ワイルドカードで許可: ロール名を入力してください',
  nameIt: '名前を入力…',
  nameItOf: (pattern: string): string => `名前を入力… (${pattern})`,
  notes: 'お知らせ',
  moreNotes: (count: number): string => `${count} 件のお知らせ`,
  unfinished: '未完了',
  resume: '続ける',
  resumeOf: (what: string): string => `続ける: ${what}`,
  ended: '終了したセッション',
  undo: '元に戻す',
  undoOf: (what: string): string => `元に戻す: ${what}`,
} as const;

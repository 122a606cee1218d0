import { counted } from '../grammar.ts';

/** The box in which everything is found: what it says of what it found, and what can be done with a role or without one. */

export const boxTexts = {
  label: '検索またはコマンドを実行',
  clear: '消去',
  clearSearch: '検索を消去',
  found: '結果',
  roles: 'ロール',
  actions: '操作',
  count: (count: number): string => counted(count, { other: '件の結果' }),
  /** Around what was searched for. */
  nothing: { before: '', after: 'に一致する結果はありません。ロール名の一部、アカウント ID、「設定」などのコマンドを試してください。' },
  /** What Enter does with a role. */
  tapIn: '開く',
  copyLine: 'コマンドをコピー',
  show: '表示',
  tools: 'ツールを設定',
  more: 'その他',
  moreFor: (role: string): string => `${role} の操作`,
  leave: '戻る',
  copied: 'コピーしました',
  shortcuts: 'キーボードショートカット',
} as const;

export const shortcutTexts = {
  title: 'キーボードショートカット',
  search: 'どこからでも検索',
  searchHow: 'そのまま入力',
  first: '選択中の項目を実行',
  walk: '移動',
  more: 'その他の操作',
  console: 'コンソールを開く',
  renew: '更新',
  end: 'セッションを終了',
  settings: '設定',
  refresh: '再読み込み',
  larger: '拡大',
  smaller: '縮小',
  usual: '実際のサイズ',
  back: '消去して隠す',
  everywhere: '他のプログラムから Roletap を表示',
} as const;

/** What can be done with a role: how it is told in the box, of the role's name. */
export const roleDeedTexts = {
  tap: (role: string): string => `${role} を開く`,
  tapReadOnly: (role: string): string => `${role} を読み取り専用で開く`,
  tapFull: (role: string): string => `${role} をすべての権限で開く`,
  tapLimited: (role: string): string => `${role} を制限して開く…`,
  readOnlyFirst: (role: string): string => `${role} を既定で読み取り専用にする`,
  fullFirst: (role: string): string => `${role} を既定ですべての権限にする`,
  copy: (target: string): string => `aws --profile ${target} をコピー`,
  console: (role: string): string => `${role} でコンソールを開く`,
  consoleIn: (role: string): string => `${role} のコンソールの開き方…`,
  renew: (role: string): string => `${role} を更新`,
  environment: (role: string): string => `${role} の環境変数をコピー…`,
  tools: (role: string): string => `${role} をツールで使用…`,
  adopt: (role: string): string => `${role} を Roletap に引き継ぐ…`,
  end: (role: string): string => `${role} を終了`,
  favour: (role: string): string => `${role} をお気に入りに追加`,
  unfavour: (role: string): string => `${role} をお気に入りから削除`,
  keep: (role: string): string => `${role} を開いたままにする`,
  unkeep: (role: string): string => `${role} を開いたままにするのをやめる`,
  guard: (role: string): string => `${role} を保護`,
  unguard: (role: string): string => `${role} の保護を解除`,
  account: (account: string): string => `${account} の名前と色…`,
  edit: (role: string): string => `${role} を編集…`,
} as const;

/** What else is typed for the same; words with a space between. English words stay: they are what hands know. */
export const roleDeedWords = {
  tap: '開く ひらく タップ ログイン tap in assume login',
  tapReadOnly: '読み取り専用 よみとり read only readonly',
  tapFull: 'すべての権限 full access',
  tapLimited: '制限 せいげん ポリシー タグ limits policy tag',
  readOnlyFirst: '読み取り専用 既定 read only default',
  copy: 'コピー 行 プロファイル copy line profile',
  console: 'コンソール 開く ブラウザ ブラウザー console open browser web',
  consoleIn: 'コンソール ブラウザー プロファイル コンテナ サービス リージョン console browser',
  renew: '更新 こうしん 延長 renew refresh',
  environment: '環境変数 環境 コピー シェル キー environment env export copy shell keys',
  tools: 'ツール 使用 使う tools use terraform',
  adopt: '引き継ぐ 引き継ぎ 証明書 helper aws_signing_helper adopt',
  end: '終了 しゅうりょう 停止 閉じる ログアウト end stop close logout',
  favourite: 'お気に入り おきにいり スター favourite star',
  keep: '開いたまま 維持 固定 keep alive pin',
  guard: '保護 ほご ガード guard',
  account: 'アカウント 名前 色 別名 account name colour alias rename',
  edit: '編集 変更 削除 edit change remove delete',
} as const;

/** What concerns no single role. */
export const deedTexts = {
  devicesOf: (source: string): string => `${source} の MFA デバイスを表示…`,
  rotate: (source: string): string => `${source} のアクセスキーをローテーション…`,
  code: (account: string): string => `${account} のコードをコピー`,
  unlock: (key: string): string => `${key} のロックを解除`,
  undo: (what: string): string => `元に戻す: ${what}`,
  endUnknown: (target: string): string => `${target} を終了`,
  light: 'ライトテーマを使用',
  dark: 'ダークテーマを使用',
  system: 'システムのテーマを使用',
  log: 'ログを開く',
  folder: 'Roletap のフォルダーを開く',
} as const;

export const deedWords = {
  endAll: 'すべて終了 停止 閉じる ロック ログアウト セッション end all stop close lock logout sessions',
  renewAll: 'すべて更新 セッション タッチ renew all refresh sessions touch',
  settings: '設定 せってい 環境設定 オプション settings preferences options',
  activity: 'アクティビティ 今日 履歴 りれき ログ セッション activity today history log sessions',
  people: 'ユーザー チーム mfa iam 管理者 people team',
  addByHand: '追加 ついか 新規 ロール 手動 add new role',
  findRoles: '検索 けんさく 検出 ロール find search discover roles iam',
  addKey: '追加 新規 アクセスキー add new access key',
  setUp: 'セットアップ 設定 登録 デバイス 追加 新規 set up yubikey mfa device enroll qr code add new',
  certificates: '証明書 PIV x509 Roles Anywhere YubiKey スロット CA certificates',
  devices: 'デバイス 紛失 なくした 削除 再同期 mfa devices yubikey lost remove resync',
  rotate: 'ローテーション アクセスキー 古い rotate access key age old',
  code: 'コード ワンタイム トークン コピー code otp mfa copy token',
  unlock: 'ロック解除 パスワード unlock password key',
  undo: '元に戻す 取り消し undo restore',
  refresh: '再読み込み リロード refresh reload',
  demo: 'デモ 試す demo try',
  theme: 'テーマ 外観 ダーク ライト theme dark light mode appearance',
  log: 'ログ ファイル 問題 log file problem debug',
  folder: 'フォルダー フォルダ ファイル folder files directory',
  shortcuts: 'キーボード ショートカット ヘルプ keyboard shortcuts keys help',
  quit: '終了 しゅうりょう quit exit close',
} as const;

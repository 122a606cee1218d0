import { shellWord } from '../../../contract/text.ts';

/** What stands in the list of roles, in a role's menu and in its dialogs and form. */

/** What heads the roles, in the window and in the tray's menu; `all` where no account has more than one. */
export const roleGroupTexts = {
  active: 'アクティブ',
  favourites: 'お気に入り',
  recent: '最近使用',
  others: 'その他のアカウント',
  all: 'ロール',
  account: (accountId: string): string => `アカウント ${accountId}`,
} as const;

export const rowTexts = {
  tapIn: '開く',
  command: (target: string): string => `aws --profile ${shellWord(target)}`,
  prod: '本番',
  keptAlive: '開いたまま',
  keptAliveHeard: '開いたまま',
  externalId: '外部 ID',
  nextIn: (seconds: number): string => `、あと ${seconds} 秒`,
  end: '終了',
  renew: '更新',
  renewOf: (profile: string): string => `${profile} を更新`,
  moreFor: (profile: string): string => `${profile} のその他の操作`,
  tryAgainOf: (profile: string): string => `再試行: ${profile}`,
  typeCode: '代わりにコードを入力',
  signIn: 'サインイン',
  tryFresh: 'もう一度タッチして試す',
  replaceKeys: '期限切れのキーを置き換える',
  setUpKey: 'この YubiKey をセットアップ',
} as const;

export const roleMenuTexts = {
  copyProfile: 'aws --profile … をコピー',
  renew: '更新',
  tapReadOnly: '読み取り専用で開く',
  tapFull: 'すべての権限で開く',
  tapLimited: '制限して開く…',
  readOnlyFirst: '既定で読み取り専用',
  openConsole: 'コンソールを開く',
  openConsoleIn: 'コンソールの開き方…',
  copyEnvironment: '環境変数をコピー…',
  useInTools: 'ツールで使用…',
  adopt: 'Roletap に引き継ぐ…',
  favourite: 'お気に入り',
  keepAlive: '開いたままにする',
  /** In place of the switch, for sessions that last longer than a role on an MFA session can. */
  notKept: '開いたままにできません: 1 時間を超えるセッションには毎回タッチが必要です',
  guard: '保護',
  account: 'アカウントの名前と色…',
  edit: '編集…',
  endSession: 'セッションを終了',
} as const;

export const roleDialogTexts = {
  account: (accountId: string): string => `アカウント ${accountId}`,
  name: '名前',
  nameExample: '例: acme-prod',
  mark: '色',
  environment: (profile: string): string => `${profile} の環境変数をコピー`,
  format: 'シェル',
  how: '内容',
  keys: { title: 'セッションのキー', text: 'どのツールでも使えます。有効なのはセッションが終了するまでです。' },
  endpoint: {
    title: 'Roletap のエンドポイント',
    text: 'シェルにキーは残りません。SDK は Roletap から新しい認証情報を取得します。',
  },
  remove: (role: string): string => `${role} を削除しますか？`,
  removeIt: 'ロールを削除',
} as const;

export const roleFormTexts = {
  arn: 'ロール ARN',
  name: '名前',
  nameHelp: '一覧に表示され、プロファイル名にも使われます。',
  source: 'ソース',
  sourceHelp: 'ロールを引き受けるアクセスキーを持つプロファイル。',
  noSource: 'アクセスキーを持つプロファイルがありません。',
  choose: '選択…',
  externalId: '外部 ID',
  externalIdHelp: 'ロールの所有者が求める場合のみ。',
  region: 'リージョン',
  regionExample: 'eu-central-1',
  regionHelp: '空欄にすると既定値を使います。',
  duration: 'セッション時間',
  add: 'ロールを追加',
} as const;

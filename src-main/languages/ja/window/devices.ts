import { counted, listed, theKey } from '../grammar.ts';

/** What stands on the page of a user's MFA devices. Names of devices and accounts come as they are shown. */

export const devicesTexts = {
  title: (user?: string): string => (user === undefined ? 'MFA デバイス' : `${user} の MFA デバイス`),
  account: (accountId: string): string => `アカウント ${accountId}`,
  profile: 'プロファイル',
  add: 'YubiKey を追加',
  list: 'デバイス',
  none: 'このユーザーには MFA デバイスがありません。まず YubiKey を追加してください。',
  since: (date: string): string => `、${date}から`,
  resync: '再同期',
  resyncOf: (name: string): string => `${name} を再同期`,
  rename: '名前を変更',
  renameOf: (name: string): string => `${name} のアカウント名を変更`,
  nameOn: (serial?: number): string => `${theKey(serial)} でのアカウント名`,
  renameHelp: '変わるのは YubiKey に保存された名前だけです。コードと AWS のデバイスはそのままです。',
  lost: '紛失した場合',
  lostOf: (name: string): string => `紛失した場合: ${name}`,
  /** For an administrator: a virtual device takes two commands. */
  lostHelp: (isVirtual: boolean): string =>
    `別のデバイスがあれば「削除」を使ってください。なければ、${
      isVirtual ? 'このデバイスを無効化して削除する 2 つのコマンド' : 'このデバイスを無効化するコマンド'
    }の実行を AWS 管理者に依頼し、その後で再読み込みしてください。`,
  copyLost: (_isVirtual: boolean): string => '管理者用のコマンドをコピー',
  copiedLost: (_isVirtual: boolean): string => 'コマンドをコピーしました',
  removeOf: (name: string): string => `${name} を削除`,
  askRemove: (name: string): string => `${name} を削除しますか？`,
  remove: 'デバイスを削除',
  removeLast: '最後のデバイスを削除',
  otherWays: 'ほかの認証手段',
} as const;

/** The user's access keys and their rotation. */
export const accessKeyTexts = {
  title: 'アクセスキー',
  show: 'アクセスキーを表示',
  old: (days: number): string => `${days} 日超`,
  rotate: 'アクセスキーをローテーション…',
  rotateNow: 'アクセスキーをローテーション',
  askRotate: 'このアクセスキーをローテーションしますか？',
  rotateHelp:
    '1 回のタッチで新しいアクセスキーを作成し、テストしてから切り替えます。古いキーは非アクティブになり、削除されるまでは元に戻せます。',
  drop: '削除してローテーション…',
  dropOf: (accessKeyId: string): string => `削除してローテーション… ${accessKeyId}`,
  dropNow: '削除してローテーション',
  askDrop: (accessKeyId: string): string => `${accessKeyId} を削除しますか？`,
  dropHelp: 'AWS で持てるアクセスキーは 2 つまでです。このキーの削除は元に戻せず、このキーを使っているものは動かなくなります。',
  grace: '古いキーを削除する時期',
  graceOf: (days: number): string => (days === 0 ? 'すぐに' : counted(days, { other: '日後' })),
  finish: '今すぐ削除…',
  finishNow: '古いキーを削除',
  askFinish: (accessKeyId: string): string => `${accessKeyId} を削除しますか？`,
  finishHelp: 'この操作は元に戻せません。古いキーをまだ使っているものは動かなくなります。',
  undo: '古いキーに戻す',
  working: 'アクセスキーをローテーションしています…',
} as const;

/** Where the source's access key is kept, and the way into the key store and back. */
export const keyPlaceTexts = {
  places: {
    file: 'AWS のファイルにあり、どのプログラムからも読み取れます。',
    keyring: 'Roletap のキーストアにあり、キーリングで暗号化されています。',
    passphrase: 'Roletap のキーストアにあり、パスフレーズで暗号化されています。',
    process: '別のプログラムが提供します (`credential_process`)。',
    login: '`aws login` でサインインします。',
    sso: 'IAM Identity Center でサインインします。',
  },
  keep: 'キーストアに移す…',
  putBack: 'ファイルに戻す…',
  working: 'アクセスキーを移しています…',
  plan: { keep: 'このアクセスキーを Roletap のキーストアに移しますか？', 'put-back': 'このアクセスキーを認証情報ファイルに戻しますか？' },
  yes: { keep: 'キーを移す', 'put-back': 'キーを戻す' },
  no: '変更しない',
  done: {
    keep: 'キーストアに移しました。バックアップにキーが残っている可能性があります。ローテーションすれば、残ったキーは使えなくなります。',
    'put-back': 'アクセスキーを認証情報ファイルに戻しました。',
  },
  keepRoles: (roles: readonly string[]): string =>
    `${listed(roles)} から mfa_serial を削除します。ソースプロファイルに MFA セッションがあるため、\`aws\` に 2 つ目のコードは必要ありません。`,
  putBackRoles: (roles: readonly string[]): string => `${listed(roles)} に mfa_serial を戻します。`,
  passphrase: 'パスフレーズ',
  passphraseHelp: '代わりにパスフレーズでキーを暗号化します。入力はログインごとに 1 回です。パスフレーズを忘れると、再設定はできません。',
} as const;

/** Profiles that name a device that is gone. */
export const mendTexts = {
  title: (_profiles: number): string => 'プロファイルが別の MFA デバイスを使っています',
  about: (gone: string, device: string, profiles: readonly string[]): string =>
    `${gone} はこのユーザーの MFA デバイスではありません。次の変更で、${listed(profiles)} に ${device} を設定します。`,
  write: 'プロファイルを更新',
} as const;

export const leftoverTexts = {
  title: '残っているもの',
  device: '有効化されなかった AWS の MFA デバイスです。名前を占有しているだけです。',
  account: (serial?: number): string => `${theKey(serial)} に保存された、AWS にデバイスのない OATH アカウントです。`,
  cleanUp: 'クリーンアップ',
  cleanUpOf: (name: string): string => `${name} をクリーンアップ`,
  importable: 'YubiKey にあり、どのプロファイルでも使われていないもの',
  importIt: '使用…',
  importOf: (name: string): string => `使用… ${name}`,
} as const;

export const keyPasswordTexts = {
  title: '接続中の YubiKey',
  firmware: (version: string, state: string): string =>
    [version === '' ? '' : `ファームウェア ${version}`, state].filter((part) => part !== '').join('、'),
  password: 'パスワード',
  passwordOf: (serial?: number): string => `${theKey(serial)} のパスワード`,
  new: '新しいパスワード',
  again: 'パスワードの再入力',
  differ: 'パスワードが一致しません。新しいパスワードをもう一度入力してください。',
  remember: 'このコンピューターに保存',
  set: 'パスワードを設定',
  help: 'システムのキーリングに保存されます。キーリングがなければ、Roletap を終了するまで保持されます。パスワードを忘れた場合は、すべての OATH アカウントを消去するリセットしかありません。',
  askRemove: 'パスワードを削除…',
  removeOf: (serial?: number): string => `${theKey(serial)} のパスワードを削除しますか？`,
  remove: 'パスワードを削除',
  removeHelp: '削除すると、YubiKey を手にした人は誰でも OATH アカウントを読み取り、コードを取得できます。アカウントは残ります。',
  forget: 'このコンピューターから削除',
} as const;

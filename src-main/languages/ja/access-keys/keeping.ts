import { shellWord } from '../../../contract/text.ts';
import { listed } from '../grammar.ts';

/** What the terminal says while an access key is added or moved. */
export const accessKeysSaid = {
  askId: 'アクセスキー ID (表示されません): ',
  askSecret: 'シークレットアクセスキー (表示されません): ',
  askName: (offered: string) => `プロファイル名 [${offered}]: `,
  askRegion: (offered: string) => `リージョン [${offered}]: `,
  belongsTo: (userArn: string) => `AWS がキーを受け付けました。${userArn} のキーです。`,
  changes: (file: string) => `${file} を次のように変更します:`,
  mayWrite: '書き込みますか？ [y/N] ',
  askPassphrase: 'パスフレーズ (表示されません): ',
  needsPassphrase: 'パスフレーズが必要です',
  repeatPassphrase: 'パスフレーズの再入力: ',
  passphrasesDiffer: 'パスフレーズが一致しません',
  noKeyring: 'このコンピューターにはキーリングがありません。アクセスキーをどこに保存しますか？',
  places: ['パスフレーズで暗号化し、ログインごとに 1 回入力する', '認証情報ファイルに保存する (あなたのどのプログラムからも読み取れます)'],
  /** Where nobody can be asked and there is no keyring. */
  addElsewhere: '注: キーをパスフレーズで暗号化するには --passphrase、認証情報ファイルに保存するには --in-file を使ってください。',
  keepElsewhere: '注: キーをパスフレーズで暗号化するには --passphrase を使ってください。',
  unlocked: 'ログアウトするまで、ロックが解除されます。',
  needsYes: 'ここでは確認できません。変更を書き込むには --yes を使ってください',
  needsKey: 'アクセスキー ID とシークレットを標準入力から 1 行ずつ渡すか、--csv FILE を使ってください',
  added: (profile: string, kept: 'keyring' | 'passphrase' | 'file') =>
    `「${profile}」を追加しました。${
      {
        keyring: 'アクセスキーはキーリングにあり、どのファイルにもありません',
        passphrase: 'アクセスキーはパスフレーズで暗号化されています',
        file: 'アクセスキーは認証情報ファイルにあり、あなたのどのプログラムからも読み取れます',
      }[kept]
    }。`,
  /** `hasDevice`: the user has an MFA device that makes codes. */
  next: (profile: string, hasDevice: boolean) =>
    hasDevice
      ? `次に、このユーザーの MFA デバイスでセッションを開きます: \`roletap tap ${shellWord(profile)}\``
      : `次に、YubiKey をこのユーザーの MFA デバイスにします: \`roletap enroll --source ${shellWord(profile)}\``,
  roles: (roles: readonly string[]) =>
    `${listed(roles)} から mfa_serial を削除します。ソースプロファイルに MFA セッションがあるため、\`aws\` に 2 つ目のコードは必要ありません。`,
  moved: (profile: string, kept: 'keyring' | 'passphrase') =>
    `「${profile}」のアクセスキーは${kept === 'keyring' ? 'キーリングにあり' : 'パスフレーズで暗号化され'}、AWS のファイルにはもうありません。`,
  rotate: (profile: string) =>
    `バックアップに残っている可能性があります。ローテーションすれば、残ったキーは使えなくなります: \`roletap rotate ${shellWord(profile)}\``,
  putBack: (profile: string) => `「${profile}」のアクセスキーを認証情報ファイルに戻しました。`,
} as const;

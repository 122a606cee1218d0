import { shellWord } from '../../../contract/text.ts';
import { perPlatform } from '../../../words/platform/reader.ts';
import type { fileProblems as englishProblems } from '../../../words/problems/files.ts';
import { listed } from '../grammar.ts';
import { flawWords } from './file-flaws.ts';
import { again, reasonOf } from './table.ts';

/** What AWS takes for a setting. */
const settingWords = {
  role_session_name: '2～64 文字の英数字と _+=,.@- です',
  external_id: '2～1,224 文字の英数字と _+=,.@:/- です',
  duration_seconds: '900～43200 の整数 (秒) です',
  region: 'eu-central-1 のようなリージョン名です',
} as const;

/** What stands where a virtual MFA device is wanted; without a full stop. */
const serialWords = {
  passkey: 'これはパスキーまたはセキュリティキーで、コードを生成しません',
  user: 'これは MFA デバイスではありません',
  hardware: 'これは YubiKey ではなくハードウェアトークンです',
  'other-account': 'これは別の AWS アカウントのものです',
} as const;

/** Why the system refused a file, as a clause. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: '権限がありません',
  EPERM: '権限がありません',
  EROFS: 'ディスクが読み取り専用です',
  EISDIR: 'ファイルではなくフォルダーです',
  ENOTSUP: '通常のファイルではありません',
  ENOENT: '存在しません',
  EFBIG: '大きすぎます',
  ELOOP: 'リンクが循環しています',
  EIO: 'ディスクがエラーを返しました',
  EBUSY: '別のプログラムが使用中です',
  ETIMEDOUT: 'ディスクが応答しません',
};

const isForbidden = (errno: string): boolean => errno === 'EACCES' || errno === 'EPERM';

/** What can be wrong in the files of the user, in a profile, or in this program. */
export const fileProblems: typeof englishProblems = {
  'aws-files-missing': ({ config, credentials, named }, where) => ({
    title: named ? 'AWS のファイルが存在しません' : 'AWS のプロファイルがまだありません',
    happened: `${config} も ${credentials} も存在しません。`,
    advice: named
      ? `${listed(named)} を修正するか、ファイルを作成してください。`
      : `${where === 'terminal' ? '`roletap add`' : '`aws configure`'} で IAM ユーザーのアクセスキーを追加してから、設定ファイルにロールを追加してください。`,
  }),
  'roles-missing': ({ config, named = [] }) =>
    named.includes('AWS_CONFIG_FILE')
      ? {
          title: 'AWS の設定ファイルが存在しません',
          happened: `AWS_CONFIG_FILE が指す ${config} は存在しません。`,
          advice: 'AWS_CONFIG_FILE を修正するか、ファイルを作成してください。',
        }
      : {
          title: 'ロールがまだありません',
          happened: `${config} に、アクセスキーで開ける role_arn を持つプロファイルがありません。`,
          advice: '使うロールごとにプロファイルを追加してください。ファイルを保存すると、すぐにここに表示されます。',
        },
  'file-refused': ({ file, line, flaw, detail }) => {
    const { what } = flawWords(flaw);
    const named = detail === undefined ? '' : ` (${detail})`;
    return {
      title: 'aws コマンドがファイルを拒否します',
      happened: `${file} の ${line} 行目: ${what}${named}。修正するまで aws コマンドは動作しません。`,
      advice: `${line} 行目を修正してファイルを保存してください。Roletap が読み直します。`,
    };
  },
  'file-unreadable': ({ file, errno }) => ({
    title: 'ファイルを読み取れません',
    happened: `${file} を読み取れません: ${reasonOf(reasons, errno)}。`,
    advice: isForbidden(errno)
      ? `自分が所有するファイルか確認してください: \`ls -l ${shellWord(file)}\``
      : errno === 'ETIMEDOUT'
        ? 'ネットワークディスクにある場合は、接続し直すか、別の場所のファイルを使ってください。'
        : 'テキストファイルに置き換えるか、AWS_CONFIG_FILE または AWS_SHARED_CREDENTIALS_FILE に正しいファイルを設定してください。',
  }),
  'file-read-only': ({ file, errno }, where) => ({
    title: '認証情報を保存できません',
    happened: `${file} に書き込めません: ${reasonOf(reasons, errno)}。${errno === 'ETIMEDOUT' ? 'ディスクが応答した後で変更される可能性があります。' : 'ファイルは変更されていません。'}`,
    advice: isForbidden(errno)
      ? `ファイルとフォルダーへの書き込みを自分に許可してください: \`chmod u+w ${shellWord(file)}\`。その後、${again(where)}。`
      : `書き込めるようにするか、AWS_SHARED_CREDENTIALS_FILE に別の場所のファイルを設定してから、${again(where)}。`,
  }),
  'disk-full': ({ file }, where) => ({
    title: 'ディスクがいっぱいです',
    happened: `${file} を書き込む空き容量がありません。ファイルは変更されていません。`,
    advice: `空き容量を増やしてから、${again(where)}。`,
  }),
  'folder-missing': ({ folder, errno }, where) => ({
    title: 'フォルダーがありません',
    happened:
      errno === 'ENOTDIR'
        ? `${folder} を作成できません: パスの途中のフォルダーがファイルになっています。`
        : `${folder} も、その上のフォルダーも存在しません。`,
    advice:
      errno === 'ENOTDIR'
        ? 'そのファイルを移動するか、AWS_SHARED_CREDENTIALS_FILE に別の場所を設定してください。'
        : `作成してください: \`mkdir -p -m 700 ${shellWord(folder)}\`。その後、${again(where)}。`,
  }),
  'symlink-broken': ({ file, to }) => ({
    title: 'リンクが壊れています',
    happened: `${file} のリンク先 ${to} は存在しません。`,
    advice: 'リンク先のファイルを復元するか、リンクを削除してください。',
  }),
  'file-contested': ({ file }, where) => ({
    title: '別のプログラムがファイルを変更し続けています',
    happened: `保存しようとするたびに ${file} が変更されたため、何も書き込みませんでした。`,
    advice: `そのプログラムが終わるのを待ってから、${again(where)}。`,
  }),
  'line-end-unclear': ({ file, line }, where) => ({
    title: '行の終わりがあいまいです',
    happened: `${file} の ${line} 行目: 改行文字 (LF) のない復帰文字 (CR) があります。\`aws\` はそこを行の終わりとみなし、SDK はみなしません。何も変更していません。`,
    advice: `通常の改行コードでファイルを保存してから、${again(where)}。`,
  }),
  'role-unknown': ({ role, near }, where) => ({
    title: 'そのロールはありません',
    happened: `「${role}」はロール ARN でも、Roletap が開けるプロファイルでもありません。`,
    advice: `${near === undefined ? '' : `「${near}」ではありませんか？ `}${where === 'terminal' ? 'ロールの一覧: `roletap roles`' : '一覧からロールを選んでください。'}`,
  }),
  'role-arn-bad': ({ profile, roleArn }, where) => ({
    title: 'ロール ARN ではありません',
    happened:
      where !== 'form'
        ? roleArn === ''
          ? `プロファイル「${profile}」の role_arn が空です。`
          : `プロファイル「${profile}」の role_arn = ${roleArn} はロールではありません。`
        : roleArn === ''
          ? 'ARN が入力されていません。'
          : `${roleArn} はロールではありません。`,
    advice: 'IAM コンソールから ARN をコピーしてください。形式は `arn:aws:iam::111122223333:role/Admin` です。',
  }),
  'mfa-serial-missing': ({ profile }) => ({
    title: 'プロファイルに MFA デバイスがありません',
    happened: `「${profile}」にも、そのソースプロファイルにも mfa_serial がありません。`,
    advice: '次のような行を追加してください: `mfa_serial = arn:aws:iam::111122223333:mfa/jane`',
  }),
  'mfa-serial-bad': ({ profile, mfaSerial, why }) => ({
    title: why === undefined ? 'mfa_serial が ARN ではありません' : 'この mfa_serial は使えません',
    happened: `プロファイル「${profile}」に mfa_serial = ${mfaSerial} があります。${why === undefined ? 'AWS はこれを受け付けません' : serialWords[why]}。`,
    advice: 'IAM コンソールからデバイスの識別子をコピーしてください。形式は `arn:aws:iam::111122223333:mfa/jane` です。',
  }),
  'setting-bad': ({ profile, setting, value }) => ({
    title: 'AWS が受け付けない設定があります',
    happened: `プロファイル「${profile}」に ${setting} = ${value} があります。使えるのは ${settingWords[setting]}。`,
    advice: `そのプロファイルの \`${setting}\` を修正するか、削除してください。`,
  }),
  'endpoint-refused': ({ url, setting, why }) => ({
    title: 'エンドポイントの設定が安全ではありません',
    happened:
      why === 'plain-http'
        ? `${setting} が ${url} になっています。https でなければ、途中で認証情報を読み取られるおそれがあります。`
        : `${setting} の「${url}」は URL ではありません。`,
    advice: `https を使うか、${setting} を削除してください。暗号化しない http は、このコンピューター自体に対してだけ使えます。`,
  }),
  usage: ({ message, command }) => ({
    title: 'そのコマンドは実行できません',
    happened: /[?？]$/.test(message) ? message : `${message.replace(/[.。\s]+$/, '')}。`,
    advice: command === undefined ? 'すべてのコマンド: `roletap help`' : `使い方: \`roletap help ${command}\``,
  }),
  'clipboard-missing': (_, where) => ({
    title: 'クリップボードを使えません',
    happened: 'このセッションでは、クリップボードに書き込めません。',
    advice: `${perPlatform({
      linux: 'xclip または wl-clipboard をインストールしてから、再試行してください。',
      mac: '再試行してください。',
      windows: '再試行してください。',
    })}${where === 'terminal' ? '`--copy` を付けなければ、コードが表示されます。' : ''}`,
  }),
  'settings-broken': ({ file, movedTo }) => ({
    title: '設定が壊れていました',
    happened: `${file} を ${movedTo} に移動し、既定値で起動しました。`,
    advice: '保護されたロールから順に設定し直すか、そのファイルを修復して元の場所にコピーしてください。',
  }),
  'state-unwritable': ({ file, errno }) => ({
    title: '状態を保存できません',
    happened: `${file} に書き込めません (${errno})。Roletap は動きますが、終了すると状態が失われます。`,
    advice: 'そのフォルダーの空き容量と権限を確認してください。',
  }),
  internal: ({ where }) => ({
    title: 'Roletap で問題が発生しました',
    happened: `予期しないエラーが発生しました (${where})。あなたのファイルは変更されていません。`,
    advice: '再試行してください。続く場合は、括弧内の語を添えて報告してください。',
  }),
};

import type { TeamProblem } from '../../../contract/problems/team.ts';
import { shellWord } from '../../../contract/text.ts';
import type { surroundingsProblems as englishProblems } from '../../../words/problems/surroundings.ts';
import { listed } from '../grammar.ts';
import { installationWords } from './installation.ts';
import { Again, reasonOf, type WordsFor } from './table.ts';

/** Why nothing can be read from or written to a stream, as a clause about it. */
const streamReasons: Readonly<Record<string, string>> = {
  EISDIR: 'フォルダーです',
  EBADF: '閉じているか、モードが違います',
  EIO: 'ターミナルかディスクがなくなりました',
  ENXIO: 'ターミナルがなくなりました',
  ENOSPC: 'ディスクがいっぱいです',
  EDQUOT: 'ディスククォータを使い切りました',
  EFBIG: 'ファイルが大きくなりすぎます',
};

/** Why the system starts no program, the same way. */
const programReasons: Readonly<Record<string, string>> = {
  EACCES: '権限がありません',
  EISDIR: 'フォルダーです',
  ENOENT: '1 行目に書かれたプログラムが存在しません',
  ENOEXEC: 'このコンピューター用のプログラムではありません',
  E2BIG: '引数と環境変数が長すぎます',
  ENAMETOOLONG: '名前が長すぎます',
  ELOOP: 'リンクが循環しています',
  ETXTBSY: '別のプログラムが書き込み中です',
  EAGAIN: '実行中のプログラムが多すぎます',
  ENOMEM: 'メモリが足りません',
  EMFILE: '開いているファイルが多すぎます',
  ETIMEDOUT: 'それがあるはずのディスクが応答しません',
};

/** What can be wrong with what a program is started with. */
export const surroundingsProblems: typeof englishProblems = {
  'input-unreadable': (facts) =>
    'limit' in facts
      ? {
          title: '標準入力が長すぎます',
          happened: `行が ${facts.limit / 1024} kB を超えています。`,
          advice: '1 行のテキストを渡してください。',
        }
      : {
          title: '標準入力を読み取れません',
          happened: `標準入力を読み取れません: ${reasonOf(streamReasons, facts.errno)}。`,
          advice: 'パイプまたはファイルから渡してください: `command < FILE`',
        },
  'output-unwritable': ({ errno }) => ({
    title: '結果を書き出せません',
    happened: `標準出力に書き込めません: ${reasonOf(streamReasons, errno)}。`,
    advice: '出力先を変えて、コマンドをもう一度実行してください。すでに行われた処理はそのままです。',
  }),
  'home-missing': ({ user, home }) => ({
    title: 'ホームフォルダーが見つかりません',
    happened:
      home === undefined
        ? `HOME が設定されておらず、ユーザー ${user} のホームフォルダーもシステムにありません。`
        : `HOME が「${home}」になっていますが、絶対パスではありません。`,
    advice: '自分のホームフォルダーを設定してください: `export HOME=/home/you`',
  }),
  'working-folder-missing': ({ setting, file }) => ({
    title: '現在のフォルダーが削除されています',
    happened: `${setting} の「${file}」は現在のフォルダーからの相対パスなので、見つけられません。`,
    advice: `\`cd\` で別のフォルダーに移るか、${setting} に絶対パスを設定してください。`,
  }),
  'installation-incomplete': ({ part }) => installationWords(part),
  'setup-unfit': ({ why }) =>
    why === 'open'
      ? {
          title: '別のセットアップが開いています',
          happened: '別のウィンドウまたはターミナルで開いているか、すでに終わっています。',
          advice: '先にそちらを完了するか閉じてください。',
        }
      : {
          title: 'AWS コンソールが必要です',
          happened: 'このセットアップは、デバイスを追加する AWS のページを開いたまま続けます。',
          advice: '`--yes` を付けずにターミナルで続けるか、ウィンドウで続けてください。',
        },
  'command-unrunnable': ({ command, errno }) => ({
    title: 'そのプログラムを実行できません',
    happened: `${command} を実行できません: ${reasonOf(programReasons, errno)}。`,
    advice:
      errno === 'EACCES'
        ? `プログラムであれば、実行権限を付けてください: \`chmod u+x ${shellWord(command)}\``
        : 'つづりと、ファイルの内容を確認してください。',
  }),
};

/** Why a file that somebody named can't be read, as a clause. */
const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: '存在しません',
  EACCES: 'アクセスが許可されていません',
  EPERM: 'アクセスが許可されていません',
  EISDIR: 'フォルダーです',
  ENOTSUP: '通常のファイルではありません',
  EFBIG: '大きすぎます',
  ETIMEDOUT: 'ディスクが応答しません',
};

/** The administrator's side. */
export const teamProblems: WordsFor<TeamProblem['code']> = {
  'named-file-unreadable': ({ file, errno }, where) => ({
    title: 'ファイルを読み取れません',
    happened: `${file} を読み取れません (${fileReasons[errno] ?? errno})。`,
    advice: `パスと権限を確認してください。${Again(where)}。`,
  }),
  'report-late': (_, where) => ({
    title: 'レポートがまだできていません',
    happened: '認証情報レポートは通常は数秒でできますが、1 分たってもできていません。',
    advice: `1 分ほど待ってください。${Again(where)}。`,
  }),
  'policy-arn-bad': ({ arn }) => ({
    title: 'ポリシーでもロールでもありません',
    happened: `「${arn}」は、管理ポリシーの ARN でもロールの ARN でもありません。`,
    advice: 'IAM コンソールから ARN をコピーしてください (例: `arn:aws:iam::111122223333:policy/deny-without-mfa`)。',
  }),
  'team-name-taken': ({ name }) => ({
    title: 'その名前は使われています',
    happened: `アカウントにはすでに「${name}」があります。大文字と小文字が違うだけのこともあります。`,
    advice: '別の名前を選んでください。',
  }),
  'team-wish-bad': ({ what, value, why }) => ({
    title: 'IAM で使えない名前です',
    happened:
      what === 'path'
        ? `「${value}」はパスではありません。スラッシュで始まり、スラッシュで終わる必要があります。`
        : `「${value}」は${why === 'long' ? ` ${what === 'user' ? 64 : 128} 文字を超えています` : '、英数字と _+=,.@- 以外の文字を含んでいます'}。`,
    advice: '別の名前を選んでください。',
  }),
  'team-missing': ({ name }, where) => ({
    title: '必要なものがありません',
    happened: `IAM に「${name}」、または必要なポリシーが見つかりません。`,
    advice: `IAM コンソールで確認してください。${Again(where)}。`,
  }),
  'team-limit': ({ name }, where) => ({
    title: 'IAM の上限に達しています',
    happened: `「${name}」について、ユーザー、ユーザーごとのグループ (10)、ポリシー、アクセスキーのいずれかが上限です。`,
    advice: `IAM コンソールで減らすか、AWS に引き上げを依頼してください。${Again(where)}。`,
  }),
  'password-refused': ({ name }) => ({
    title: 'パスワードポリシーに合いません',
    happened: `アカウントのパスワードポリシーは、Roletap が「${name}」のために作った 24 文字を超えるものを求めています。`,
    advice: '`--password` なしで追加し、IAM コンソールでパスワードを設定してください。',
  }),
  'team-call-refused': ({ awsCode }) => ({
    title: 'IAM がリクエストを拒否しました',
    happened: `IAM の応答は ${awsCode} です。`,
    advice: '指定した ARN を確認してください。このアカウントとパーティションのものが必要です。',
  }),
  'team-other-account': ({ accountId }) => ({
    title: 'プロファイルのアカウントが違います',
    happened: `この作業はアカウント ${accountId} で始まりました。`,
    advice: 'プロファイルをそのアカウントに戻してから、続行するか元に戻してください。',
  }),
  'plan-missing': ({ id }) => ({
    title: '続けるものがありません',
    happened: `ID が「${id}」の中断された作業はありません。`,
    advice: '`roletap team unfinished` で中断された作業を確認できます。',
  }),
  'invite-unusable': ({ file, why }) => ({
    title: 'この招待は使えません',
    happened: `${file} は${{ 'not-an-invite': ' Roletap の招待ではありません', newer: '新しいバージョンの Roletap のものです', damaged: '壊れています' }[why]}。`,
    advice: why === 'newer' ? 'Roletap を更新してから再試行してください。' : '管理者にもう一度送ってもらってください。',
  }),
  'invite-passphrase-wrong': ({ file }) => ({
    title: '招待を開けません',
    happened: `パスフレーズで ${file} を開けないか、ファイルが変更されています。`,
    advice: '管理者とパスフレーズを確認してから再試行してください。',
  }),
  'invite-unwritable': ({ file, errno }) => ({
    title: '招待を書き込めません',
    happened: `${file} に書き込めません (${errno === 'EEXIST' ? 'すでに存在します' : errno})。`,
    advice: '空きを作るか、そのファイルを移動してから続行してください。',
  }),
  'invite-other-user': ({ invited, given }) => ({
    title: 'アクセスキーの持ち主が違います',
    happened: `招待は ${invited} のもので、アクセスキーは ${given} のものです。`,
    advice: '招待にあるユーザーのアクセスキーを使ってください。',
  }),
  'enforce-unsafe': ({ group, names }) => ({
    title: 'MFA のない人がいます',
    happened: `${listed(names.slice(0, 8))}${names.length > 8 ? ` ほか ${names.length - 8} 人` : ''} が締め出されます。「${group}」には何も拒否していません。`,
    advice: '該当する人は MFA を設定できます。設定後にもう一度実行してください。',
  }),
};

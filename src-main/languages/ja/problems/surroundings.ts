import { shellWord } from '../../../contract/text.ts';
import type { surroundingsProblems as englishProblems } from '../../../words/problems/surroundings.ts';
import { installationWords } from './installation.ts';
import { reasonOf } from './table.ts';

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

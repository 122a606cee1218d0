import type { UpdateFailure, UpdateView } from '../../../contract/updates/update-view.ts';
import { clockTime, longDay } from '../grammar.ts';

/** What is said of newer versions, in the settings and in the tray. */
export const updateTexts = {
  title: 'アップデート',
  none: 'この Roletap は新しいバージョンを確認しません。',
  repository: '新しいバージョンはパッケージマネージャーがインストールします。',
  checking: 'アップデートを確認しています…',
  loading: (version: string): string => `Roletap ${version} をダウンロードしています…`,
  ready: (version: string): string => `Roletap ${version} の準備ができました。終了時にインストールされます。`,
  /** A package asks for the administrator's password. */
  readyPackage: (version: string): string =>
    `Roletap ${version} の準備ができました。終了時にインストールされ、そのときシステムがパスワードを求めます。`,
  /** Nothing on this computer can ask for that password. */
  readyByHand: (version: string, command: string): string =>
    `Roletap ${version} の準備ができました。ターミナルでインストールしてください: \`${command}\``,
  notice: (version: string): string => `Roletap ${version} の準備ができました`,
  noticeHow: {
    quit: '終了時にインストールされます。',
    password: '終了時にインストールされ、そのときシステムがパスワードを求めます。',
  },
  noticeByHand: (command: string): string => `ターミナルでインストールしてください: \`${command}\``,
  restartNow: '再起動',
  whatIsNew: '新機能',
  never: 'まだ確認していません。',
  current: (checked: string): string => `Roletap は最新です。最終確認: ${checked}。`,
  failures: {
    unreachable: 'アップデートサーバーに接続できません。後でもう一度お試しください。',
    unsigned: 'このアップデートには、このシステム向けの Roletap の開発者の署名がありません。何もインストールしていません。',
    damaged: 'ダウンロードしたアップデートが破損しています。何もインストールしていません。',
  } satisfies Readonly<Record<UpdateFailure, string>>,
  held: '進行中のタッチ、設定、変更が終わると、アップデートできます。',
  notes: (version: string): string => `Roletap ${version} の新機能`,
  check: 'アップデートを確認',
  install: '再起動してアップデート',
  automatic: 'アップデートを自動的に確認する',
  automaticHelp: '1 日 1 回まで。あなたやこのコンピューターについての情報は送信しません。',
  /** A line of the tray menu. */
  restart: (version: string): string => `再起動して ${version} をインストール`,
} as const;

/** How it stands with newer versions, in a sentence or two. Pure. */
export const updateState = ({ manner, stage, checked, loading, ready, failure, held, command }: UpdateView): string => {
  if (manner === 'repository') return updateTexts.repository;
  if (stage === 'checking') return updateTexts.checking;
  if (loading !== undefined) return updateTexts.loading(loading.version);
  if (failure !== undefined) return updateTexts.failures[failure];
  if (ready !== undefined) {
    if (command !== undefined) return updateTexts.readyByHand(ready.version, command);
    const said = manner === 'password' ? updateTexts.readyPackage(ready.version) : updateTexts.ready(ready.version);
    return held ? `${said}${updateTexts.held}` : said;
  }
  return checked === undefined ? updateTexts.never : updateTexts.current(`${longDay(checked)} ${clockTime(checked)}`);
};

/** How the version that is ready gets into place, under a title that names it. Pure. */
export const noticeText = ({ manner, command }: UpdateView): string =>
  command === undefined ? updateTexts.noticeHow[manner === 'password' ? 'password' : 'quit'] : updateTexts.noticeByHand(command);

/** The changelog's lines, without the marks and headings of its format. Pure. */
export const noteLines = (notes: string): readonly string[] =>
  notes.split('\n').flatMap((line) => (/^#|^\s*$/.test(line) ? [] : line.replace(/^[-*] /, '').trim()));

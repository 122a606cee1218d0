import type { EnrollStep, EnrollView, EnrollWork, SpareChoice } from '../../../contract/enroll.ts';
import type { stepStateWords as englishStates, PageWords } from '../../../words/enroll/pages.ts';
import { asSentence, theKey } from '../grammar.ts';
import { whoseDevice } from './facts.ts';

/** Every sentence of the wizard that is not about a problem: for window and terminal. Pure: a view in, text out. */

export type { PageWords };

export const stepWords: Readonly<Record<EnrollStep, string>> = {
  user: 'IAM ユーザー',
  key: 'YubiKey',
  create: 'デバイスの作成',
  codes: '2 つのコード',
  spare: '予備の YubiKey',
  proof: 'テスト',
  profiles: 'プロファイル',
  secret: 'シークレット',
  device: 'AWS のデバイス',
};

/** What the wizard is called, at its side. */
export const pathWords: Readonly<Record<EnrollView['path'], string>> = {
  iam: 'YubiKey をセットアップ',
  console: 'AWS コンソールでセットアップ',
  import: '既存のアカウントを使用',
};

export const stepStateWords: typeof englishStates = {
  todo: '未着手',
  now: '現在',
  done: '完了',
  failed: '失敗',
  skipped: 'スキップ',
};

const works: Readonly<Record<EnrollWork, PageWords>> = {
  checking: { title: 'IAM ユーザーを確認しています', text: 'アクセスキーが誰のもので、どの MFA デバイスがあるかを確認しています。' },
  session: {
    title: 'MFA セッションを開いています',
    text: 'MFA デバイスを持つユーザーがデバイスを変更するには、MFA セッションが必要です。',
  },
  creating: { title: 'デバイスを作成しています', text: 'AWS がデバイスとシークレットを作成します。' },
  storing: {
    title: 'YubiKey にアカウントを保存しています',
    text: 'シークレットは YubiKey に直接保存され、ここからは消去されます。YubiKey を取り外さないでください。',
  },
  enabling: { title: 'デバイスを有効化しています', text: 'AWS が 2 つのコードを確認しています。' },
  'waiting-for-aws': { title: 'AWS を待っています', text: '新しいデバイスがどこでも使えるようになるまで、数秒かかります。' },
  proving: { title: 'デバイスをテストしています', text: 'ふだんの使い方で、もう 1 つコードを使います。' },
  writing: { title: 'プロファイルを更新しています', text: '先ほど表示した行だけを追加しています。' },
  undoing: { title: '元に戻しています', text: 'このセットアップで AWS と YubiKey に作成したものを削除しています。' },
  looking: { title: '今あるものを確認しています', text: 'AWS と YubiKey を確認しています。' },
};
export const workWords = (what: EnrollWork): PageWords => works[what];

export const spareWords: Readonly<Record<SpareChoice, PageWords>> = {
  none: { title: '予備なし', text: 'この YubiKey を紛失すると、管理者の助けなしにはサインインできなくなります。' },
  device: { title: '別のデバイスとして登録する予備', text: '推奨。どちらの YubiKey も、もう一方に影響なく削除できます。' },
  'same-seed': {
    title: '同じコードを生成する予備',
    text: 'AWS のデバイスは 1 つです。どちらの YubiKey も同じコードを生成し、削除するときは両方一緒です。',
  },
};

/** Why asking for a touch is on. */
export const touchWords = {
  on: 'コードごとに YubiKey へのタッチが必要です。プログラムが気付かれずにコードを取得することはできません。',
  off: 'YubiKey を接続している間は、このコンピューターのどのプログラムも、気付かれずにコードを取得できます。',
  never: 'この YubiKey では、タッチを必須にできません。',
} as const;

/** Title and sentence of a page without a problem. */
export const pageWords = (view: EnrollView): PageWords => {
  const { page } = view;
  switch (page.kind) {
    case 'user':
      return {
        title: '誰の YubiKey ですか？',
        text: 'IAM ユーザーのアクセスキーを持つプロファイルを選んでください。MFA デバイスはそのユーザーに作成されます。',
      };
    case 'key':
      return { title: 'どの YubiKey を使いますか？', text: `${page.user} の MFA コードを生成します。` };
    case 'working':
      return workWords(page.what);
    case 'codes':
      return page.refused
        ? {
            title: 'AWS が 2 つのコードを拒否しました',
            text: 'どちらかが使用済みか期限切れでした。次の 2 つで再試行します。',
          }
        : {
            title: page.touches === 0 ? 'YubiKey にタッチ' : page.touches === 1 ? 'もう一度タッチ' : '2 つのコードを取得しました',
            text: 'AWS には連続する 2 つのコードが必要です。YubiKey は両方をすぐに生成するので、待つ必要はありません。',
          };
    case 'spare':
      return page.spare === 'same-seed'
        ? {
            title: '2 つ目の YubiKey を挿入',
            text: '同じ OATH アカウントを保存し、同じコードを生成します。それまでシークレットはメモリにだけあります。',
          }
        : { title: '2 つ目の YubiKey を挿入', text: '専用の MFA デバイスとして登録するので、片方を紛失しても締め出されません。' };
    case 'profiles':
      return {
        title: page.diff.length === 0 ? 'プロファイルはすでにこのデバイスを使っています' : 'プロファイルを更新',
        text: 'この行で、使う MFA デバイスを Roletap、aws、すべての SDK に伝えます。',
      };
    case 'secret':
      return {
        title: 'QR コードをスキャンまたは貼り付け',
        text: 'AWS コンソールで、自分のユーザー、「セキュリティ認証情報」、「MFA デバイスの割り当て」、「認証アプリケーション」の順に選び、QR コードかシークレットキーを表示してください。',
      };
    case 'two-codes':
      return {
        title: 'コンソールにコードを入力',
        text: '1 つ目を「MFA コード 1」に、2 つ目を「MFA コード 2」に入力し、「MFA を追加」を選んでください。',
      };
    case 'device':
      return view.path === 'import'
        ? {
            title: 'どの MFA デバイスですか？',
            text: 'OATH アカウントはすでに YubiKey にあります。対応する MFA デバイスを選んでください。YubiKey の内容は変わりません。',
          }
        : {
            title: 'AWS が作成したデバイスはどれですか？',
            text: 'ARN は AWS コンソールの自分のユーザー、「セキュリティ認証情報」、「MFA」にあります。',
          };
    case 'found':
      return {
        title: 'セットアップが完了していません',
        text: `${whoseDevice(page.deviceName, page.user)}のセットアップが中断されました。今あるのは次のものです。`,
      };
    case 'done':
      if (view.now.device?.state !== 'enabled')
        return { title: 'セットアップを中止しました', text: 'MFA デバイスはセットアップされていません。' };
      return {
        title: '準備ができました',
        text: 'AWS が YubiKey のコードを受け付けました。これからは、ロールをクリックして YubiKey にタッチするだけです。',
      };
  }
};

/** A note under the page's words; undefined where there is none. */
export const secretNote = (view: EnrollView): string | undefined => {
  const stored = view.now.keys.find((key) => key.state === 'stored');
  if (stored === undefined || view.page.kind !== 'codes' || view.path !== 'iam') return undefined;
  return `シークレットは AWS から ${theKey(stored.serial)} に直接保存されました。表示されたことも、このコンピューターに保存されたこともありません。`;
};

/** What a screen reader says when something changed within a page; empty when nothing did. A new page is said by its heading. */
export const wizardAnnouncement = (before: EnrollView | undefined, after: EnrollView): string => {
  if (before === undefined || before.id !== after.id || before.page.kind !== after.page.kind) return '';
  const said = pageWords(after).title;
  return pageWords(before).title === said || after.problem !== undefined ? '' : asSentence(said);
};

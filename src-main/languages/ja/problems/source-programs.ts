import type { Problem } from '../../../contract/problems/problem.ts';
import { shellWord } from '../../../contract/text.ts';
import { fileNames } from '../../../words/platform/reader.ts';
import type { sourceProgramProblems as englishProblems } from '../../../words/problems/source-programs.ts';
import { again, type Where } from './table.ts';

/** What a person types to sign in again. */
const signInCommand = (profile: string, how: 'login' | 'sso'): string =>
  `${how === 'sso' ? 'aws sso login' : 'aws login'} --profile ${shellWord(profile)}`;

type Facts = Extract<Problem, { readonly code: 'source-program' }>;

const titles: Readonly<Record<Facts['why'], string>> = {
  loop: 'プロファイルが Roletap 自体を参照しています',
  line: 'プログラムの行が不完全です',
  missing: 'プログラムが存在しません',
  unrunnable: 'プログラムを実行できません',
  slow: 'プログラムが応答しませんでした',
  asks: 'プログラムがターミナルでの入力を求めています',
  'too-much': 'プログラムの出力が多すぎます',
  exit: 'プログラムがアクセスキーを返しませんでした',
  garbage: 'プログラムがアクセスキーを返しませんでした',
  version: 'プログラムがアクセスキーを返しませんでした',
  expired: 'プログラムが期限切れの認証情報を返しました',
};

/** What the system says of a disk that doesn't answer. */
const silent = 'ETIMEDOUT';

/** What it printed last, as a sentence. */
const lastWords = (said: string | undefined): string => (said === undefined ? '' : `最後の出力: 「${said.replace(/[.\s]+$/, '')}」。`);

const happened = ({ profile, program, why, said, status }: Facts): string => {
  const takes = `プロファイル「${profile}」のアクセスキーの取得元である ${program} `;
  switch (why) {
    case 'loop':
      return `「${profile}」の credential_process は Roletap 自体なので、アクセスキーを得られません。`;
    case 'line':
      return `「${profile}」の credential_process が、閉じていない引用符かバックスラッシュで終わっています。`;
    case 'missing':
      return `${takes}は存在しません。`;
    case 'unrunnable':
      if (said === silent) return `${takes}があるディスクが応答しません。`;
      return `${takes}を実行できません${said === undefined ? '' : ` (${said})`}。`;
    case 'slow':
      return `${takes}が 60 秒以内に応答しませんでした。${lastWords(said)}`;
    case 'asks':
      return `${takes}にはターミナルが必要です。${lastWords(said)}`;
    case 'too-much':
      return `${takes}の出力が 64 kB を超えました。`;
    case 'exit':
      return `${takes}が終了コード ${status ?? 1} で失敗しました。${lastWords(said)}`;
    case 'garbage':
      return `${takes}が認証情報を出力しませんでした。${lastWords(said)}`;
    case 'version':
      return `${takes}が、Version が 1 ではない認証情報を出力しました。`;
    case 'expired':
      return `${takes}が期限切れの認証情報を返しました。${lastWords(said)}`;
  }
};

const advice = ({ why, said }: Facts, where: Where): string => {
  switch (why) {
    case 'loop':
      return 'アクセスキーを持つプロファイルを使ってください。';
    case 'line':
    case 'missing':
      return `${fileNames().config} の \`credential_process\` を、プログラムの絶対パスで書き直してください。`;
    case 'unrunnable':
      if (said === silent) return `ネットワークディスクにある場合は、接続し直してから、${again(where)}。`;
      return `ファイルに実行権限を付けてから、${again(where)}。`;
    case 'slow':
    case 'exit':
      return `プログラムがキーを取得する場所のロックを解除するかサインインしてから、${again(where)}。`;
    case 'asks':
      return `先にロックを解除するか、専用のウィンドウで入力を求めるように設定してから、${again(where)}。`;
    case 'expired':
      return `取得元にサインインし直してから、${again(where)}。`;
    default:
      return 'その行をターミナルで実行してください。Version 1、AccessKeyId、SecretAccessKey を含む JSON が出力される必要があります。';
  }
};

/** Programs and sign-ins that profiles take their credentials from. */
export const sourceProgramProblems: typeof englishProblems = {
  'source-program': (facts, where) => ({ title: titles[facts.why], happened: happened(facts), advice: advice(facts, where) }),
  'login-over': ({ profile, how, region }, where) => ({
    title: region === undefined ? 'サインインの期限が切れました' : 'サインインが認識されません',
    happened:
      region === undefined
        ? `プロファイル「${profile}」は ${how === 'sso' ? 'IAM Identity Center へのサインイン' : '`aws login` でのサインイン'}を使います。`
        : `${region} の IAM Identity Center が、プロファイル「${profile}」のサインインを受け付けません。そこで終了されたか、別のリージョンのものです。`,
    advice: `${region === undefined ? 'サインインしてください' : '`sso_region` を確かめてから、サインインしてください'}: \`${signInCommand(profile, how)}\`。その後、${again(where)}。`,
  }),
  'login-failed': ({ profile, how, why, said }, where) => ({
    title: why === 'missing' ? 'aws コマンドがありません' : 'まだサインインしていません',
    happened:
      why === 'missing'
        ? 'サインインには AWS CLI を使いますが、このコンピューターに `aws` が見つかりません。'
        : why === 'slow'
          ? '5 分以内にサインインが完了しませんでした。'
          : `AWS CLI でサインインできませんでした。${lastWords(said)}`,
    advice:
      why === 'missing'
        ? `AWS CLI${how === 'login' ? ' (バージョン 2.32 以降)' : ''} をインストールするか、別の方法でサインインしてから、${again(where)}。`
        : `ターミナルでメッセージを確認してください: \`${signInCommand(profile, how)}\``,
  }),
  'login-denied': ({ profile, how }) => ({
    title: 'サインインに権限が足りません',
    happened:
      how === 'sso'
        ? `IAM Identity Center が、プロファイル「${profile}」のアカウントとロールの認証情報を発行しません。`
        : `AWS が、「${profile}」のサインインからの認証情報の取得を許可していません (signin:CreateOAuth2Token)。`,
    advice:
      how === 'sso'
        ? '`sso_account_id` と `sso_role_name` をアクセスポータルと見比べるか、管理者にアクセス権を依頼してください。'
        : '管理者に、マネージドポリシー SignInLocalDevelopmentAccess を依頼してください。',
  }),
  'login-incomplete': ({ profile }) => ({
    title: 'サインインが設定されていません',
    happened: `プロファイル「${profile}」またはその sso-session に、IAM Identity Center に必要な設定がありません。`,
    advice: 'プロファイルに sso_account_id と sso_role_name を、sso-session に sso_start_url と sso_region を設定してください。',
  }),
};

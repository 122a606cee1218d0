import type { Problem } from '../../../contract/problems/problem.ts';
import { shellWord } from '../../../contract/text.ts';
import { fileNames } from '../../../words/platform/reader.ts';
import type { awsProblems as englishProblems } from '../../../words/problems/aws.ts';
import { duration, span } from '../grammar.ts';
import { Again, again } from './table.ts';

/** Why there was no way, as a clause; what is unknown stays the system's own word. */
const unreachableWords = (reason: string): string => {
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'そのアドレスからの応答がありません',
    ENOTFOUND: 'DNS にその名前がありません',
    EAI_AGAIN: 'DNS が応答しません',
    ENETUNREACH: 'このコンピューターはオフラインです',
    EHOSTUNREACH: 'そこへ到達できるネットワークがありません',
    ECONNRESET: '接続がすぐに切断されました',
    ETIMEDOUT: '時間内に応答がありませんでした',
    EPROTO: 'そのアドレスのサーバーは HTTPS に対応していません',
    'not-loopback': 'その名前は別のコンピューターを指しており、暗号化しない http はこのコンピューターでしか使えません',
    'proxy-407': 'プロキシがユーザー名とパスワードを求めています',
    'proxy-unsupported': 'HTTPS_PROXY が http または https のプロキシのアドレスではありません',
    'proxy-socks': 'HTTPS_PROXY が SOCKS プロキシを指していますが、aws も Roletap も SOCKS に対応していません',
  };
  const status = /^proxy-(\d+)$/.exec(reason)?.[1];
  if (Object.hasOwn(known, reason)) return known[reason] ?? reason;
  if (status !== undefined) return `プロキシに拒否されました (ステータス ${status})`;
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason) ? `証明書が信頼されていません (${reason})` : reason;
};

/** Behind the name of the file, which is the subject. */
const bundleWords: Readonly<Record<string, string>> = {
  ENOENT: 'は存在しません',
  ENOTDIR: 'は存在しません',
  EISDIR: 'はフォルダーです',
  EACCES: 'は読み取れません (権限がありません)',
  EPERM: 'は読み取れません (権限がありません)',
  ETIMEDOUT: 'は読み取れません (ディスクが応答しません: ETIMEDOUT)',
  empty: 'は空です',
  'no-certificate': 'には PEM 形式の証明書がありません',
  expired: 'には期限切れの証明書しかありません',
};

/** What came in place of AWS's answer, as a sentence. */
const foreignWords = ({ host, status, what, detail = '' }: Extract<Problem, { code: 'not-aws' }>): string => {
  const numbered = status === undefined ? '' : ` (ステータス ${status})`;
  const answer = `${host} からの応答${status === undefined ? '' : `${numbered} `}`;
  if (status === 407) return `${host} の代わりにプロキシが応答し、ユーザー名とパスワードを求めています${numbered}。`;
  switch (what) {
    case 'page':
      return `${host} からの応答は Web ページでした${numbered}。多くの場合、ネットワークかプロキシのサインインページです。`;
    case 'redirect':
      return `${host} からの応答は、AWS が行わないリダイレクトでした${numbered}。多くの場合、ネットワークかプロキシのサインインページです。`;
    case 'empty':
      return `${host} からの応答は空でした${numbered}。`;
    case 'too-long':
      return `${answer}が 4 MB を超えました。AWS の応答としては長すぎます。`;
    case 'not-http':
      return `${answer}は HTTP ではありません (${detail})。`;
    case 'other':
      return `${answer}は AWS の形式ではありません。`;
  }
};

/** What AWS, or the way to it, can answer. */
export const awsProblems: typeof englishProblems = {
  'code-refused': ({ mfaSerial }, where) => ({
    title: 'AWS がコードを拒否しました',
    happened: `コードが ${mfaSerial} と一致しません。コードは約 30 秒間、一度だけ使えます。`,
    advice: `新しいコードで${again(where)}。それも拒否される場合は、AWS 側のシークレットが違います。MFA デバイスを追加し直してください。`,
  }),
  'serial-refused': ({ mfaSerial }) => ({
    title: 'AWS がこの MFA デバイスを認識できません',
    happened: `${mfaSerial} は、このアクセスキーのユーザーの MFA デバイスではありません。`,
    advice: `${fileNames().config} の \`mfa_serial\` を、IAM コンソールのユーザーの「セキュリティ認証情報」にあるデバイスと見比べてください。`,
  }),
  'role-refused': ({ roleArn, reason }, where) => ({
    title: 'AWS がこのロールを拒否しました',
    happened: `${roleArn} が存在しないか、あなたを信頼していないか、引き受ける権限がありません。${reason === undefined ? '' : `AWS の応答: ${reason.replace(/[.\s]+$/, '')}。`}`,
    advice:
      where === 'terminal'
        ? `直前のタッチを求めるロールもあります。\`roletap tap ${roleArn} --direct\` で新しいタッチを使えます。それも拒否される場合は、ARN を確かめ、信頼ポリシーと外部 ID をロールの所有者に確認してください。`
        : 'ARN を確かめてから、信頼ポリシーで許可されているか、外部 ID が必要かをロールの所有者に確認してください。',
  }),
  'duration-refused': ({ askedSeconds, reason }) => ({
    title: 'セッション時間が長すぎます',
    happened:
      reason === 'chained'
        ? `${duration(askedSeconds)}を要求しましたが、別のロールから引き受けたロールは最長 1 時間です。`
        : `要求した ${duration(askedSeconds)}は、このロールで許可されている時間を超えています。`,
    advice: 'プロファイルの `duration_seconds` を小さくするか、ロールの最大セッション時間を延ばすよう依頼してください。',
  }),
  'keys-refused': ({ source }, where) => ({
    title: 'AWS がアクセスキーを拒否しました',
    happened: `プロファイル「${source}」のアクセスキーは存在しないか、非アクティブか、削除されています。`,
    advice: `IAM コンソールで新しいアクセスキーを作成し、${fileNames().credentials} に保存してください。Roletap がキーを保管している場合${where === 'terminal' ? `: \`roletap add ${shellWord(source)}\`` : `は、プロファイル名 ${source} で「アクセスキーを追加…」を使ってください。`}`,
  }),
  'secret-wrong': ({ source }) => ({
    title: 'シークレットアクセスキーが違います',
    happened: `プロファイル「${source}」のアクセスキー ID は AWS にありますが、シークレットアクセスキーが一致しません。`,
    advice: '`aws_secret_access_key` をコピーし直してください。末尾が欠けているか、余分な空白が入っていることがほとんどです。',
  }),
  'root-keys': ({ source }) => ({
    title: 'ルートユーザーのキーは使えません',
    happened: `プロファイル「${source}」にルートユーザーのアクセスキーがあります。ルートユーザーはロールを引き受けられず、アクセスキーも持つべきではありません。`,
    advice: 'AWS でルートユーザーのアクセスキーを削除し、IAM ユーザーのキーを使ってください。',
  }),
  'caller-not-user': ({ source, arn }, where) => ({
    title: 'IAM ユーザーのキーではありません',
    happened: `プロファイル「${source}」のキーは ${arn} のものです。MFA デバイスを持てるのは IAM ユーザーだけです。`,
    advice: `IAM ユーザーのアクセスキーを持つプロファイルを${where === 'terminal' ? '' : '選ぶか'}、ロールのプロファイルの \`source_profile\` で指定してください。${where === 'terminal' ? 'コマンドでの指定: `--source PROFILE`' : ''}`,
  }),
  'session-expired': ({ source }, where) => ({
    title: 'MFA セッションが終了しました',
    happened: `「${source}」のセッションが期限切れになったか、AWS に取り消されました。`,
    advice: `${Again(where)}。1 回のタッチで新しいセッションが開きます。`,
  }),
  'clock-off': ({ seconds }) => ({
    title: 'コンピューターの時計がずれています',
    happened: `AWS より ${span(Math.abs(seconds))}${seconds > 0 ? '遅れて' : '進んで'}いるため、AWS がリクエストを拒否しています。`,
    advice: 'システム設定で日付と時刻の自動設定をオンにしてください。',
  }),
  'region-disabled': ({ region }) => ({
    title: `リージョン ${region} は無効です`,
    happened: `アカウントで ${region} が有効化されていないため、AWS はそこでは認証情報を発行しません。`,
    advice: 'プロファイルに別の `region` を設定するか、AWS アカウントの設定でリージョンを有効化してください。',
  }),
  throttled: ({ status, waitSeconds }, where) => ({
    title: 'AWS がリクエストを制限しています',
    happened: `短時間にアカウントから送られたリクエストが多すぎます${status === undefined ? '' : ` (ステータス ${status})`}。`,
    advice: `${waitSeconds === undefined ? '30 秒ほど' : span(waitSeconds)}待ってから、${again(where)}。`,
  }),
  'aws-unreachable': ({ host, reason, allProxy }, where) => ({
    title: 'AWS に接続できません',
    happened: `${host} に接続できません: ${unreachableWords(reason)}。コードは送信していません。${
      allProxy ? 'なお、aws も Roletap も ALL_PROXY は参照しません。' : ''
    }`,
    advice: /^proxy-[a-z]/.test(reason)
      ? `HTTPS_PROXY に http または https のプロキシを設定するか、設定を解除してから、${again(where)}。`
      : allProxy
        ? `プロキシ経由で AWS に接続する場合は、HTTPS_PROXY に http または https のアドレスを設定してから (SOCKS は使えません)、${again(where)}。`
        : reason.startsWith('proxy-')
          ? `HTTPS_PROXY のアドレス、ユーザー名、パスワードを確かめてから、${again(where)}。`
          : /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason)
            ? '会社が暗号化通信を検査している場合は、その証明書を AWS_CA_BUNDLE に設定してください。そうでなければ、このネットワークは使わないでください。'
            : `ネットワーク、VPN、プロキシ (HTTPS_PROXY) を確かめてから、${again(where)}。`,
  }),
  'ca-bundle-bad': ({ setting, file, why }, where) => ({
    title: 'CA バンドルを使えません',
    happened: `${setting} が指す ${file} ${bundleWords[why] ?? `は読み取れません (${why})`}。${why === 'expired' ? '' : '何も送信していません。'}`,
    advice: `信頼する証明書の PEM ファイルを ${setting} に設定するか、設定を解除してから、${again(where)}。`,
  }),
  'aws-silent': ({ host, seconds }, where) => ({
    title: 'AWS が応答しませんでした',
    happened: `${host} はリクエストを受け取りましたが、${span(seconds)}間応答がありませんでした。`,
    advice: `ネットワークを確かめてから、${again(where)}。新しいコードを使います。`,
  }),
  'aws-hung-up': ({ host, status }, where) => ({
    title: 'AWS との接続が切れました',
    happened:
      status === undefined
        ? `${host} はリクエストを受け取りましたが、応答せずに接続を閉じました。`
        : `${host} は応答の途中で接続を閉じました (ステータス ${status})。`,
    advice: `ネットワーク、VPN、プロキシを確かめてから、${again(where)}。新しいコードを使います。`,
  }),
  'not-aws': (facts, where) => {
    const { host, status = 0, what, waitSeconds } = facts;
    if (status >= 500)
      return {
        title: `AWS かプロキシで障害が発生しました (${status})`,
        happened: `${host} の応答はステータス ${status} でした。リクエストは AWS に届いている可能性があります。`,
        advice: `${waitSeconds === undefined ? '1 分ほど' : span(waitSeconds)}待ってから、${again(where)}。続く場合は AWS Health Dashboard を確認するか、プロキシの管理者に問い合わせてください。`,
      };
    return {
      title: 'AWS 以外から応答がありました',
      happened: foreignWords(facts),
      advice:
        status === 407
          ? `HTTPS_PROXY にプロキシのユーザー名とパスワードを追加してから、${again(where)}。`
          : what === 'too-long' || what === 'not-http'
            ? `プロキシ (HTTPS_PROXY) とエンドポイント (AWS_ENDPOINT_URL) を確かめてから、${again(where)}。`
            : `ブラウザーでネットワークにサインインしてから、${again(where)}。`,
    };
  },
  'aws-said': ({ awsCode, status, requestId, waitSeconds }, where) => {
    const request = requestId === undefined ? '' : `、リクエスト ID ${requestId}`;
    const happened = `AWS の応答は ${awsCode} でした (ステータス ${status}${request})。`;
    if (status >= 500)
      return {
        title: `AWS で問題が発生しました (${status})`,
        happened: `${happened}コードは使用済みの可能性があります。`,
        advice: `${waitSeconds === undefined ? '1 分ほど' : span(waitSeconds)}待ってから、${again(where)}。続く場合は AWS Health Dashboard を確認してください。`,
      };
    if (status < 400)
      return {
        title: `AWS の応答が不完全です (${status})`,
        happened: `${happened}応答の一部が欠けています。`,
        advice: `${Again(where)}。続く場合は、プロキシ (HTTPS_PROXY) とエンドポイント (AWS_ENDPOINT_URL) を確かめてください。`,
      };
    return {
      title: 'AWS がリクエストを拒否しました',
      happened,
      advice: '1 分ほど待ってから再試行してください。続く場合は、AWS のドキュメントでコードを調べるか、管理者に伝えてください。',
    };
  },
};

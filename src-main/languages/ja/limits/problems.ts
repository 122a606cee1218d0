import type { Problem } from '../../../contract/problems/problem.ts';
import type { limitsProblems as englishLimits } from '../../../words/limits/problems.ts';

type BadLimits = Extract<Problem, { code: 'limits-bad' }>;

const at = (line: number | undefined): string => (line === undefined ? '' : ` (${line} 行目)`);

/** What is wrong with limits, and what AWS takes. */
const badLimits: Readonly<Record<BadLimits['why'], (facts: BadLimits) => readonly [title: string, happened: string, advice: string]>> = {
  'policy-arn': ({ what = '' }) => [
    'ポリシーの ARN ではありません',
    `「${what}」は管理ポリシーを示していません。`,
    '`arn:aws:iam::aws:policy/ReadOnlyAccess` のような ARN か、AWS 管理ポリシーの名前を指定してください。',
  ],
  'policy-arn-foreign': ({ what = '' }) => [
    '別アカウントのポリシーです',
    `セッションを制限できるのはロールと同じアカウントのポリシーだけです。${what} は該当しません。`,
    'ロールのアカウントのポリシーか、AWS 管理ポリシーを使ってください。',
  ],
  'policy-arn-count': ({ count = 0 }) => [
    'ポリシーが多すぎます',
    `1 つのセッションに指定できるポリシー ARN は 10 個までです (現在 ${count} 個)。`,
    '数を減らすか、1 つのポリシーにまとめてください。',
  ],
  'policy-comments': ({ what = 'ポリシー', line }) => [
    'ポリシーにコメントがあります',
    `${what} にコメントがあります${at(line)}。JSON にコメントは書けません。`,
    'コメントを削除してください。何も送信していません。',
  ],
  'policy-json': ({ what = 'ポリシー', line }) => [
    'ポリシーが JSON ではありません',
    `${what} を JSON として読み取れません${at(line)}。`,
    'カンマ、引用符、かっこの抜けを確認してください。何も送信していません。',
  ],
  'policy-shape': ({ what = 'このテキスト' }) => [
    'ポリシーではありません',
    `${what} は JSON ですが、Statement がありません。`,
    'Version と Statement を持つ IAM ポリシードキュメントを使ってください。',
  ],
  'policy-long': ({ count = 0 }) => [
    'ポリシーが長すぎます',
    `空白を除いて ${count} 文字あります。AWS がセッションに受け付けるのは 2,048 文字までです。`,
    '短くするか、管理ポリシーにして ARN を指定してください。',
  ],
  'tag-key': ({ what = '' }) => [
    'このタグキーは使えません',
    `「${what}」は AWS が受け付けないタグキーです。`,
    '1～128 文字の文字、数字、空白、_.:/=+-@ を使ってください。',
  ],
  'tag-value': ({ what = '' }) => [
    'このタグの値は使えません',
    `「${what}」の値は AWS が受け付けません。`,
    '256 文字までの文字、数字、空白、_.:/=+-@ を使ってください。',
  ],
  'tag-aws': ({ what = '' }) => [
    'このタグキーは予約されています',
    `「${what}」は aws: で始まります。これは AWS だけが使えます。`,
    '別のキーを選んでください。',
  ],
  'tag-twice': ({ what = '' }) => [
    '同じタグが 2 回あります',
    `「${what}」が複数回あります。AWS はキーの大文字と小文字を区別しません。`,
    'キーは 1 回ずつ指定してください。',
  ],
  'tag-count': ({ count = 0 }) => [
    'タグが多すぎます',
    `1 つのセッションに指定できるタグは 50 個までです (現在 ${count} 個)。`,
    'タグを減らしてください。',
  ],
  'source-identity': ({ what = '' }) => [
    'このソース ID は使えません',
    `「${what}」は AWS が受け付けません。`,
    '2～64 文字の英数字と _+=,.@- を使ってください。aws: で始めることはできません。',
  ],
};

const dropFirst = { policy: 'インラインポリシー', 'policy-arns': 'ポリシー ARN の一覧', tags: 'タグ' } as const;

/** Sessions with less than their role. */
export const limitsProblems: typeof englishLimits = {
  'limits-bad': (facts) => {
    const [title, happened, advice] = badLimits[facts.why](facts);
    return { title, happened, advice };
  },
  'limits-unsupported': ({ profile, why }) => ({
    title: 'このセッションは制限できません',
    happened:
      why === 'user'
        ? `「${profile}」はユーザー自身の MFA セッションです。AWS が制限できるのはロールのセッションだけです。`
        : why === 'certificate'
          ? `「${profile}」は証明書で開きます。権限は Roles Anywhere のプロファイルが決めます。`
          : `「${profile}」はサインインで開きます。権限は Identity Center が決めます。`,
    advice: '制限なしで開くか、引き受けられるロールを制限してください。',
  }),
  'limits-too-large': ({ percent, drop }) => ({
    title: '制限が大きすぎます',
    happened: `AWS はセッションのポリシーとタグをまとめて圧縮します。今回は使える容量${percent === undefined ? 'を超えています' : `の ${percent}% になります`}。`,
    advice: `まず${dropFirst[drop]}を短くしてください。最も大きい部分です。ARN で指定した管理ポリシーが最も小さくなります。`,
  }),
  'limits-denied': ({ roleArn, action }) => ({
    title: action === 'sts:TagSession' ? 'セッションタグが拒否されました' : 'ソース ID が拒否されました',
    happened:
      action === 'sts:TagSession'
        ? `${roleArn} の信頼ポリシーか自分のポリシーが sts:TagSession を許可していません。`
        : `${roleArn} の信頼ポリシーか自分のポリシーが sts:SetSourceIdentity を許可していないか、チェーンの前のロールが別の値を設定しています。`,
    advice:
      action === 'sts:TagSession'
        ? 'タグを外すか、sts:TagSession を許可するようロールの所有者に依頼してください。'
        : '外すか、sts:SetSourceIdentity を許可するよう依頼してください。設定済みのものは変更できません。',
  }),
  'policy-refused': ({ roleArn }) => ({
    title: 'AWS がポリシーを拒否しました',
    happened: `${roleArn} 用のポリシーは JSON ですが、AWS はポリシーとして解釈できません。`,
    advice: 'IAM コンソールのポリシーエディターで確認してください。',
  }),
  'policy-unreadable': ({ file, errno }) => ({
    title: 'ポリシーファイルを読み取れません',
    happened: `${file} を読み取れません (${errno})。`,
    advice: 'パスと権限を確認してください。',
  }),
};

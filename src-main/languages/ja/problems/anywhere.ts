import type { AnywhereProblem, CertificateFlaw } from '../../../contract/problems/anywhere.ts';
import type { anywhereProblems as englishProblems } from '../../../words/problems/anywhere.ts';
import { listed, theKey } from '../grammar.ts';
import { Again, again } from './table.ts';

type Facts<C extends AnywhereProblem['code']> = Extract<AnywhereProblem, { readonly code: C }>;
type Wanted = Pick<Facts<'certificate-missing'>, 'wanted' | 'slot' | 'serial'>;

const flawed: { readonly [F in CertificateFlaw]: (subject: string, at: string) => readonly [title: string, happened: string] } = {
  expired: (subject, at) => ['証明書の有効期限が切れています', `${subject} の有効期限は ${at} で、AWS はもう受け付けません。`],
  'not-yet': (subject, at) => ['証明書はまだ有効ではありません', `${subject} が有効になるのは ${at} で、AWS はまだ受け付けません。`],
  ca: (subject) => ['これは CA の証明書です', `${subject} は証明書を発行するためのもので、AWS はこれでロールを開きません。`],
  usage: (subject) => ['証明書のキーは署名に使えません', `${subject} には、AWS が求めるキー使用法 digitalSignature がありません。`],
  hash: (subject) => ['証明書の署名が弱すぎます', `${subject} は MD5 または SHA-1 で発行されていて、AWS は受け付けません。`],
  key: (subject) => ['AWS で使えない種類のキーです', `${subject} のキーは RSA、P-256、P-384 のどれでもありません。`],
  subject: () => ['証明書に所有者の名前がありません', 'AWS は、CN=jane のように所有者の名前がある証明書を求めます。'],
};

const chainWords = ({ profile, file, why, errno }: Facts<'chain-bad'>): string => {
  if (why === 'errno') return `プロファイル「${profile}」の証明書のファイル ${file} を読み取れません (${errno})。`;
  if (why === 'none') return `プロファイル「${profile}」の証明書のファイル ${file} に、PEM または DER 形式の証明書がありません。`;
  if (why === 'long') return `${file} に中間証明書が 6 つ以上あります。AWS が受け付けるのは 5 つまでです。`;
  return `${file} に、1 つ前の証明書を発行していない証明書があります。`;
};

const kinds = { 'trust-anchor': 'トラストアンカー', profile: 'Roles Anywhere のプロファイル', role: 'ロール' } as const;
const examples = {
  'trust-anchor': 'arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID',
  profile: 'arn:aws:rolesanywhere:REGION:ACCOUNT:profile/ID',
  role: 'arn:aws:iam::ACCOUNT:role/NAME',
} as const;

const refusals: { readonly [W in Facts<'certificate-refused'>['why']]: readonly [title: string, happened: string, advice: string] } = {
  untrusted: [
    'AWS がこの証明書を信頼していません',
    'このアカウントのトラストアンカーが発行したものではないか、失効しています。',
    '間に中間 CA がある場合は、その証明書を後に続けて、証明書をもう一度インポートしてください。そうでなければ、トラストアンカーが有効か管理者に確認してください。',
  ],
  signature: [
    'キーと証明書が合いません',
    'AWS が YubiKey の署名を証明書で検証しましたが、一致しませんでした。',
    'このスロットのキーに対して発行された証明書をインポートしてください。',
  ],
  'session-name': [
    'AWS がセッション名を拒否しました',
    'Roles Anywhere のプロファイルが、ロールセッション名の指定を許可していません。',
    'プロファイルから `role_session_name` を削除するか、指定を許可するよう管理者に依頼してください。',
  ],
  denied: [
    'AWS がロールを拒否しました',
    'AWS は理由を返していません。証明書は有効でキーとも合っているので、AWS 側の設定が原因です。',
    '管理者に確認してください: トラストアンカーとプロファイルが有効、プロファイルにロール、信頼ポリシーに AssumeRole、TagSession、SetSourceIdentity。',
  ],
};

/** Before "で開きます". */
const wantedCertificate = ({ wanted, slot, serial }: Wanted): string =>
  [
    ...(serial === undefined ? [] : [` ${theKey(serial)} の`]),
    ...(slot === undefined ? [] : [`スロット ${slot} の`]),
    wanted === '' ? '証明書' : `証明書 ${wanted} `,
  ].join('');

export const anywhereProblems: typeof englishProblems = {
  'certificate-missing': ({ profile, has, ...facts }, where) => ({
    title: '証明書がこの YubiKey にありません',
    happened: `プロファイル「${profile}」は${wantedCertificate(facts)}で開きます。見つかったもの: ${listed(has)}。`,
    advice: `その証明書がある YubiKey を挿入して、${again(where)}。`,
  }),
  'certificates-several': ({ profile, choices }, where) => ({
    title: '使える証明書が複数あります',
    happened: `プロファイル「${profile}」は、次のどれでも開けます: ${listed(choices)}。`,
    advice:
      where === 'terminal'
        ? '使う YubiKey だけを挿入しておくか、指定してください: `--key SERIAL`'
        : '使う YubiKey だけを挿入しておいてください。',
  }),
  'certificate-flawed': ({ subject, why, at }, where) => {
    const [title, happened] = flawed[why](subject, at === undefined ? '' : new Date(at).toISOString().slice(0, 10));
    const advice =
      why === 'not-yet'
        ? `有効になってから${Again(where)}。または、このコンピューターの時計を確認してください。`
        : '新しい証明書を管理者に依頼してください。';
    return { title, happened, advice };
  },
  'chain-bad': (facts) => {
    // The file may hold the certificate itself, or its chain.
    const isFile = facts.why === 'errno' || facts.why === 'none';
    return {
      title: isFile ? '証明書のファイルを使えません' : '証明書チェーンが不完全です',
      happened: chainWords(facts),
      advice: isFile
        ? 'プロファイルのパスを修正するか、そこに証明書を置いてください。'
        : '中間証明書を PEM 形式で、自分の証明書を発行したものから順に置いてください。',
    };
  },
  'anywhere-arn-bad': ({ profile, what, value }) => ({
    title: `${kinds[what]}の ARN ではありません`,
    happened:
      profile === undefined
        ? value === ''
          ? `指定がありません: ${kinds[what]}。`
          : `指定は ${value} です (${kinds[what]})。`
        : value === ''
          ? `プロファイル「${profile}」に指定がありません: ${kinds[what]}。`
          : `プロファイル「${profile}」の指定は ${value} です (${kinds[what]})。`,
    advice: `次の形式で指定してください: \`${examples[what]}\``,
  }),
  'anywhere-apart': ({ profile, what, values: [one, other] }) => ({
    title: `ARN の${{ partition: 'パーティション', region: 'リージョン', account: 'アカウント' }[what]}が 2 つあります`,
    happened:
      what === 'region'
        ? `${profile === undefined ? '' : `「${profile}」は`}リージョン ${one} と ${other} を指定しています。トラストアンカー、プロファイル、セッションは同じリージョンである必要があります。`
        : what === 'partition'
          ? `${profile === undefined ? '' : `「${profile}」は`}パーティション ${one} と ${other} の ARN を指定しています。トラストアンカー、プロファイル、ロール、リージョンは同じパーティションである必要があります。`
          : `${profile === undefined ? '' : `「${profile}」は`}アカウント ${one} と ${other} を指定しています。トラストアンカー、プロファイル、ロールは同じアカウントである必要があります。`,
    advice:
      profile === undefined
        ? '同じアカウントとリージョンの ARN をコピーし直してください。'
        : '対応する 3 つの ARN を管理者に確認してください。',
  }),
  'helper-line-bad': ({ profile, option, why }, where) => ({
    title: why === 'none' ? 'aws_signing_helper の行がありません' : 'aws_signing_helper の行を使えません',
    happened:
      why === 'missing'
        ? `「${profile}」の credential_process に ${option} がありません。`
        : why === 'uri'
          ? `「${profile}」の ${option} は完全な PKCS#11 URI ではありません。`
          : why === 'none'
            ? `プロファイル「${profile}」は aws_signing_helper を呼び出しておらず、Roletap が引き継いだ行もありません。`
            : why === 'script'
              ? `「${profile}」の credential_process は、ほかの処理も行うシェルスクリプトからこれを呼び出しています。Roletap はこれを読み取りません。`
              : `「${profile}」の credential_process は証明書を ${option} から取得していて、Roletap では読み取れません。`,
    advice:
      why === 'none'
        ? where === 'terminal'
          ? '証明書で開くロールの一覧: `roletap anywhere roles`'
          : '「ツールで使用…」をもう一度開いて、現在の動作を確認してください。'
        : why === 'script'
          ? 'aws_signing_helper を直接呼び出す行にしてください。それまでプロファイルはこれまでどおり動作します。'
          : why === 'store'
            ? 'YubiKey 上の証明書を PKCS#11 URI で指定してください。それまでプロファイルはこれまでどおり動作します。'
            : 'ヘルパーのドキュメントに従って、プロファイルの行を修正してください。',
  }),
  'certificate-refused': ({ profile, why }) => {
    const [title, happened, advice] = refusals[why];
    return { title, happened: `プロファイル「${profile}」: ${happened}`, advice };
  },
  'pin-in-file': ({ profile, file, line }) => ({
    title: 'PIN がファイルに書かれています',
    happened: `${file} の ${line} 行目: 「${profile}」の credential_process に YubiKey の PIN があり、ファイルを読む人に知られます。`,
    advice: '行から `pin-value` を削除してください。代わりに Roletap が PIN を尋ねます。',
  }),
  'anywhere-not-ready': ({ profile, what, arn, why }) => ({
    title:
      why === 'role' ? 'プロファイルにロールがありません' : what === 'profile' ? 'プロファイルが無効です' : 'トラストアンカーが無効です',
    happened:
      why === 'role'
        ? `${arn} に、「${profile}」で開くロールが登録されていません。`
        : `${arn} が無効のため、AWS は「${profile}」のロールを開きません。`,
    advice:
      why === 'role'
        ? 'Roles Anywhere プロファイルにロールを追加するか、別のプロファイルを指定してください。'
        : 'AWS で有効にするか、別のものを指定してください。',
  }),
  'subject-undemandable': ({ subject }) => ({
    title: 'AWS はこのサブジェクトを確認できません',
    happened: `AWS は ${subject} を信頼ポリシーで要求できる値から除外するため、同じ認証局のどの証明書でもロールを開けてしまいます。`,
    advice: '共通名には文字、数字、空白だけを使ってください。',
  }),
  'private-ca-refused': ({ awsCode }) =>
    awsCode === 'ResourceNotFoundException'
      ? {
          title: 'AWS にこのプライベート CA はありません',
          happened: 'この ARN のプライベート CA はなく、証明書は発行されていません。',
          advice: 'ARN のアカウント、リージョン、ID を確認してください。',
        }
      : {
          title: 'AWS Private CA が要求を拒否しました',
          happened: `AWS Private CA の応答は ${awsCode} で、証明書は発行されていません。`,
          advice: 'CA が有効で、エンドエンティティ証明書を発行できるか確認してください。',
        },
  'anywhere-unknown': ({ profile, region }) => ({
    title: 'AWS にトラストアンカーがありません',
    happened: `「${profile}」が指定するトラストアンカーまたはプロファイルは、${region} に存在しません。`,
    advice: '現在の ARN を管理者に確認してください。',
  }),
};

import type { FindingLevel, PolicyFinding, PolicyRule } from '../../../contract/team/policy.ts';
import { listed } from '../grammar.ts';

interface FindingWords {
  readonly title: string;
  readonly why: string;
}

const list = (about: readonly string[] | undefined): string => listed((about ?? []).map((one) => `\`${one}\``));

/** What a check found, and why it matters. */
const rules: { readonly [R in PolicyRule]: (finding: PolicyFinding) => FindingWords } = {
  'not-json': () => ({ title: 'JSON ではありません', why: 'この行から先を読み取れません。' }),
  'not-a-policy': () => ({
    title: 'ポリシーではありません',
    why: 'ステートメントには Effect、Action または NotAction、Resource または Principal が、AWS の綴りで必要です。',
  }),
  'byte-order-mark': () => ({ title: 'バイト順マークで始まっています', why: '一部のエディターが付けるもので、IAM は受け付けません。' }),
  comments: () => ({ title: 'コメントがあります', why: 'IAM はコメントのあるポリシーを受け付けません。' }),
  'too-long': ({ length = 0, limit = 0 }) => ({
    title: 'IAM には長すぎます',
    why: `空白を除いて ${length} 文字あります。IAM の通常の上限は ${limit} 文字です。`,
  }),
  'bad-version': ({ about }) => ({
    title: 'このバージョンはありません',
    why: `IAM で使えるのは 2012-10-17 と古い 2008-10-17 で、${list(about)} は拒否されます。ポリシーを書いた日付ではありません。`,
  }),
  'unknown-element': ({ about }) => ({
    title: 'IAM にない要素です',
    why: `ここに ${list(about)} は書けません。IAM はポリシーを拒否し、この要素の意図は確認できません。`,
  }),
  'same-key': ({ about }) => ({
    title: '同じキーが 2 つあります',
    why: `${list(about)} が 2 回書かれています。多くのプログラムは最後のものだけを読み、IAM はポリシーを拒否します。1 つにまとめてください。`,
  }),
  'same-sid': () => ({ title: '同じ Sid が 2 つあります', why: 'Sid は一度しか使えないため、IAM はポリシーを拒否します。' }),
  'bad-sid': ({ about }) => ({ title: 'この Sid は使えません', why: `${list(about)} に使えるのは A から Z の英字と数字だけです。` }),
  'empty-list': ({ about }) => ({ title: 'リストが空です', why: `${list(about)} のリストが空なので、このステートメントは何もしません。` }),
  'bad-name': ({ about }) => ({
    title: 'この名前は使えません',
    why: `アクションは \`service:Action\`、リソースは ARN か \`*\` で書き、プリンシパルの ARN に \`*\` は使えません。ここには ${list(about)} があります。`,
  }),
  'bad-operator': ({ about }) => ({
    title: 'この条件演算子はありません',
    why: `IAM は ${list(about)} を拒否します。演算子は正確に書く必要があり、Null に IfExists は付けられません。`,
  }),
  'bad-value': ({ about }) => ({
    title: '条件の値が比較できません',
    why: `この演算子には \`true\` か \`false\` を 1 つ、または数値が必要ですが、${list(about)} があります。`,
  }),
  'literal-star': ({ about }) => ({
    title: '* は文字として比較されます',
    why: `StringEquals は全体を比較するため、${list(about)} はその文字列だけに一致します。StringLike なら \`*\` と \`?\` が使えます。`,
  }),
  'for-all-values': ({ about }) => ({
    title: 'キーのないリクエストも許可されます',
    why: `リクエストに ${list(about)} がないと、ForAllValues は一致します。Null を「false」にすると、キーが必須になります。`,
  }),
  'allow-rest': ({ about }) => ({
    title: '残りすべてに IAM も含まれます',
    why: `NotAction を使った Allow は ${list(about)} も許可するため、残りの権限を自分に付与できます。\`iam:*\` を除くか、必要なものを列挙してください。`,
  }),
  'trust-resource': () => ({
    title: '信頼ポリシーに Resource は書けません',
    why: '信頼ポリシーはロールに属するため、リソースを指定すると IAM に拒否されます。',
  }),
  'old-version': () => ({
    title: '変数が効きません',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    why: 'Version が 2012-10-17 でないと、IAM は `${aws:username}` をただの文字として扱い、何にも一致しません。',
  }),
  'deny-bool': () => ({
    title: 'アクセスキーがこの Deny をすり抜けます',
    why: 'アクセスキーで署名したリクエストには MFA の情報がなく、Bool には一致しません。BoolIfExists なら一致します。',
  }),
  'deny-null': () => ({
    title: 'セッションがこの Deny をすり抜けます',
    why: 'MFA のないセッションは「false」を送るため、Null には一致しません。BoolIfExists はどちらにも一致します。',
  }),
  'deny-age': () => ({
    title: 'MFA のないリクエストがすり抜けます',
    why: 'MFA がなければ比べる時間がなく、Deny に一致しません。IfExists 付きの演算子なら一致します。',
  }),
  'deny-with-mfa': () => ({
    title: 'MFA を使った人が拒否されます',
    why: '「true」の Deny は、通すべきリクエストを拒否します。',
  }),
  'allow-if-exists': () => ({
    title: 'アクセスキーには MFA が不要になります',
    why: 'アクセスキーで署名したリクエストには MFA の情報がなく、BoolIfExists はそれを通します。Bool は通しません。',
  }),
  'allow-null': () => ({
    title: 'どのセッションでも通ります',
    why: 'MFA のないセッションも「false」という情報を送ります。Bool と「true」なら、そのとおりに確認します。',
  }),
  'locked-out': ({ about }) => ({
    title: 'MFA がないと MFA を設定できません',
    why: `この Deny は ${list(about)} も拒否します。最初のデバイスの設定や使用に必要なものです。`,
  }),
  'first-password': ({ about }) => ({
    title: '最初のサインインができないことがあります',
    why: `最初のパスワードの変更が必要な人は、MFA を持つ前に ${list(about)} が必要です。そのように発行する場合だけ許可してください。`,
  }),
  'deactivate-without-mfa': ({ about }) => ({
    title: 'MFA なしで MFA を外せます',
    why: `アクセスキーを盗んだ人が ${list(about)} で持ち主のデバイスを取り替えられます。`,
  }),
  'single-device': ({ about }) => ({
    title: 'デバイス名が 1 つに限られています',
    why: `${list(about)} は、ユーザーごとに 1 台だった頃の書き方です。2 本目の YubiKey には別の名前が必要です。`,
  }),
  'user-path': ({ about }) => ({
    title: 'パスのあるユーザーが含まれません',
    why: `変数はパスを除いた名前なので、${list(about)} は user/eng/jane のようなユーザーに一致しません。`,
  }),
  'service-calls': () => ({
    title: '代わりに呼び出すサービスが拒否されます',
    why: 'CloudFormation や Athena などが本人の代わりに行う呼び出しには、MFA の情報がないことがあります。',
  }),
  'trust-without-mfa': ({ about }) => ({
    title: 'このロールは MFA を求めません',
    why: `${list(about)} はアクセスキーだけでこのロールを引き受けられます。`,
  }),
  'trust-everybody': () => ({
    title: 'すべての AWS アカウントが引き受けられます',
    why: 'Principal が `*` で、だれかを限定する条件がありません。MFA はどのアカウントにもあり、外部 ID は秘密ではありません。必要なアカウントやロールを指定してください。',
  }),
  'not-principal': ({ about }) => ({
    title: 'ほかのすべてが許可されます',
    why: `NotPrincipal の Allow は ${list(about)} を除く AWS 全体を信頼します。信頼するものを Principal で指定してください。`,
  }),
};

export const findingWords = (finding: PolicyFinding): FindingWords => rules[finding.rule](finding);

const levels: { readonly [L in FindingLevel]: string } = { error: 'エラー', warning: '警告', note: '注意' };

export const levelWords = (level: FindingLevel): string => levels[level];

export const policySaid = {
  fixed: '次のように直します:',
  /** Behind the line: `statement 2 (Own)`. */
  statement: (number: number, sid?: string): string => `ステートメント ${number}${sid === undefined ? '' : ` (${sid})`}`,
  clean: '問題は見つかりませんでした。',
  summary: (errors: number, warnings: number, notes: number): string => `エラー ${errors} 件、警告 ${warnings} 件、注意 ${notes} 件`,
  versionsFull: 'note: このポリシーには、IAM が保持できる上限の 5 つのバージョンがあります。保存する前に 1 つ削除してください。',
  howToFix: '直したポリシーを表示するには `--fix` を付けます',
} as const;

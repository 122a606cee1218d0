import type { CertificateProblem, CertificateRefusal } from '../../../contract/problems/certificates.ts';
import type { certificateProblems as englishProblems } from '../../../words/problems/certificates.ts';
import { date, theKey } from '../grammar.ts';

type Facts<C extends CertificateProblem['code']> = Extract<CertificateProblem, { readonly code: C }>;
type RequestFlaw = Facts<'request-unusable'>['why'];
type Unproved = Facts<'attestation-refused'>['why'];

/** Behind a file's name. */
const requestFlaws: Readonly<Record<RequestFlaw, (count: number) => string>> = {
  unreadable: () => 'に証明書のリクエストがありません',
  unsigned: () => 'のリクエストは、その鍵自身で署名されていません',
  key: () => 'の鍵は AWS が受け付けない種類です',
  subject: () => 'のサブジェクトは、空か、長すぎるか、見えない文字を含んでいます',
  many: (count) => `に ${count} 件のリクエストがあります。署名できるのは一度に 1 件です`,
};

/** The kinds of key that a YubiKey makes and AWS takes. */
const goodKeys = 'P-256、P-384、または RSA (2048、3072、4096 ビット) の鍵';
const requestAdvice = (why: RequestFlaw, inTerminal: boolean): string => {
  if (why === 'many') return '署名するリクエストだけを別のファイルに保存してください。';
  if (why === 'key')
    return inTerminal
      ? `${goodKeys}で作成してください: \`roletap anywhere setup --subject CN=jane --request jane.csr\``
      : `送った人に、${goodKeys}のリクエストを依頼してください。`;
  return inTerminal
    ? '新しく作成してください: `roletap anywhere request --subject CN=jane`'
    : '送った人に新しいリクエストを依頼してください。';
};

/** Behind the certificate; `where` is a place on the key. */
const refusals: Readonly<Record<CertificateRefusal, (where: string, at?: number) => string>> = {
  unreadable: () => 'を読み取れません',
  attestation: () => 'は鍵の生成場所を証明するだけで、何も開けません',
  key: (where) => `は、${where} の鍵のものではありません`,
  expired: (_, at = 0) => `は ${date(at)} に期限切れになりました`,
  'not-yet': (_, at = 0) => `は ${date(at)} まで有効になりません`,
  ca: () => 'は認証局のものです',
  usage: () => 'はデジタル署名用ではありません',
  hash: () => 'は SHA-1 以前の方式で署名されています',
  chain: () => 'に、発行元ではない証明書が付いています',
  'too-long': () => 'は YubiKey には大きすぎます',
};

const issueAgain = '新しい証明書を管理者に依頼してください。この証明書は AWS に拒否されます。';
const refusalAdvice = (inTerminal: boolean): Readonly<Record<CertificateRefusal, string>> => ({
  unreadable: `リクエストに対して受け取ったファイル (PEM、DER、PKCS#7) を${inTerminal ? '指定' : '選択'}してください。`,
  attestation: `これはリクエストです。証明書に署名する担当者に送り、返ってきたファイルを${inTerminal ? '指定' : '選択'}してください。`,
  key: inTerminal
    ? 'リクエストを作成した YubiKey を挿入するか、新しいリクエストを作成してください: `roletap anywhere request --subject CN=jane`'
    : 'リクエストを作成した YubiKey を挿入してください。スロットの鍵が変わっている場合は、新しいリクエストを送ってください。',
  expired: '新しい証明書を管理者に依頼するか、このコンピューターの時計を確認してください。',
  'not-yet': 'その日まで待つか、このコンピューターの時計を確認してください。',
  ca: issueAgain,
  usage: issueAgain,
  hash: issueAgain,
  chain: '発行した CA の証明書だけを追加するか、追加しないでください。',
  'too-long': issueAgain,
});

const unproved: Readonly<Record<Unproved, string>> = {
  absent: 'リクエストに構成証明がないため、鍵がどこで生成されたか分かりません。',
  malformed: 'リクエストの構成証明を読み取れません。',
  foreign: '構成証明が Yubico につながらないか、YubiKey 自身の証明書が置き換えられています。',
  'other-key': '構成証明はリクエストとは別の鍵のものです。',
  'other-slot': '構成証明は別のスロットのものです。',
  pin: 'この鍵は PIN なしで署名します。',
  touch: 'この鍵はタッチなしで署名します。',
};

export const certificateProblems: typeof englishProblems = {
  'subject-malformed': ({ part }) => ({
    title: 'このサブジェクトは使えません',
    happened: part === '' ? '証明書にはサブジェクトが必要です。' : `「${part}」はサブジェクトの要素ではありません。`,
    advice: '次のように書いてください: `CN=jane,O=Example`。各要素は 1 ～ 64 文字です。',
  }),
  'request-unusable': ({ file, why, count = 0 }, where) => ({
    title: 'このリクエストは使えません',
    happened: `「${file}」${requestFlaws[why](count)}。`,
    advice: requestAdvice(why, where === 'terminal'),
  }),
  'certificate-not-stored': ({ serial, slot, subject, why, at }, where) => ({
    title: '証明書は保存されませんでした',
    happened: `${subject === undefined ? 'この証明書' : `${subject} の証明書`}${refusals[why](slot === undefined ? theKey(serial) : `スロット ${slot}`, at)}。`,
    advice: refusalAdvice(where === 'terminal')[why],
  }),
  'attestation-refused': ({ why }, where) => ({
    title: '鍵の生成場所を証明できません',
    happened: unproved[why],
    advice: `把握している YubiKey で生成された鍵のリクエストだけに署名してください。それでも署名するには、${
      where === 'terminal' ? '`--unproved` を付けて' : '満たされない条件をオフにして'
    }ください。`,
  }),
  'authority-missing': ({ serial, slot, expired }, where) => ({
    title: expired === undefined ? `スロット ${slot} に認証局がありません` : '認証局の証明書は期限切れです',
    happened:
      expired === undefined
        ? `${theKey(serial)} の PIV スロット ${slot} に、ほかの証明書に署名できる証明書がありません。`
        : `${theKey(serial)} の PIV スロット ${slot} の証明書は ${date(expired)} に期限が切れました。この証明書で署名したものでは何も開けません。`,
    advice: `作成するには: ${
      where === 'terminal' ? '`roletap anywhere setup --authority --subject CN=Example`' : '証明書のページの「CA を設定」'
    }`,
  }),
  'signed-unknown': ({ number }) => ({
    title: 'その証明書はありません',
    happened: `シリアル番号 ${number} の証明書は、ここでは署名されていません。`,
    advice: '署名した証明書を確認するには: `roletap anywhere sign --list`',
  }),
  'setup-unknown': ({ id }, where) => ({
    title: 'そのセットアップはありません',
    happened: `未完了のセットアップ ${id} はありません。`,
    advice: where === 'terminal' ? '一覧を見るには: `roletap unfinished`' : '続けられるものは、一覧の「未完了」にあります。',
  }),
};

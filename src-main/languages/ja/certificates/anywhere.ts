import type {
  AttestedView,
  KeyAlgorithmName,
  KeyProofView,
  RequestView,
  SetupView,
  SlotLeft,
  UnprovedWhy,
} from '../../../contract/certificates/piv.ts';
import { shellWord } from '../../../contract/text.ts';
import { date, duration, listed, theKey } from '../grammar.ts';
import { algorithmWords, pinPolicyWords, touchPolicyWords } from './piv.ts';

/** What the commands say that set up certificates on YubiKeys. */

const unproved: Readonly<Record<UnprovedWhy, string>> = {
  absent: '鍵が YubiKey で生成されたことを証明できません。構成証明がありません。',
  malformed: '鍵が YubiKey で生成されたことを証明できません。構成証明を読み取れません。',
  foreign: '鍵が YubiKey で生成されたことを証明できません。構成証明が Yubico につながりません。',
  'other-key': '鍵が YubiKey で生成されたことを証明できません。構成証明は別の鍵のものです。',
  'other-slot': '鍵が YubiKey で生成されたことを証明できません。構成証明は別のスロットのものです。',
};

type Proof = RequestView['proof'];

const proved = ({ serial, firmware, slot, pinPolicy, touchPolicy, root }: AttestedView): string =>
  `${theKey(serial)} (ファームウェア ${firmware}、スロット ${slot}) で生成され、取り出せません。PIN: ${pinPolicyWords(pinPolicy)}、タッチ: ${touchPolicyWords(touchPolicy)}。${root} まで証明されています。`;

const next: Readonly<Record<SetupView['waitsFor'], string>> = {
  key: '鍵はまだありません',
  request: 'リクエストはまだありません',
  certificate: '証明書を待っています',
  role: 'ロールはまだ準備できていません',
};

export const anywhereSaid = {
  askPin: (serial: number | undefined): string => `${theKey(serial)} の PIN: `,
  askNewPin: (serial: number | undefined): string => `${theKey(serial)} の新しい PIN (6 ～ 8 文字): `,
  repeatPin: 'PIN (確認): ',
  pinsDiffer: 'PIN が一致しません',
  askManagementKey: (serial: number | undefined): string => `${theKey(serial)} の管理キー (16 進数): `,
  lastTry: (serial: number | undefined): string =>
    `${theKey(serial)} の PIN 入力はあと 1 回です。間違えると証明書がロックされます。今入力しますか？ [y/N] `,
  touch: 'YubiKey が点滅している間にタッチしてください。',
  plan: (serial: number | undefined): string => `Roletap は ${theKey(serial)} で次の操作を行います:`,
  planPin: '  出荷時の PIN をあなたの PIN に変更する (取り消し不可。以後は本人だけが知る PIN です)',
  planManagement: '  出荷時の管理キーを、PIN で保護されたランダムな管理キーに変更する (取り消し不可)',
  anySubject: '--subject がないと、その CA のどの証明書でもロールを開けます。',
  noCertificates: (file: string): string => `${file} に PEM、DER、PKCS#7 の証明書がありません`,
  planExisting: (subject: string, slot: string): string => `  スロット ${slot} にある ${subject} の証明書を使う`,
  planKey: (algorithm: KeyAlgorithmName, slot: string): string => `  スロット ${slot} に ${algorithmWords(algorithm)} の鍵を生成する`,
  planRequest: (subject: string): string => `  ${subject} の証明書リクエストに署名する`,
  planAuthority: (subject: string): string => `  認証局にする: ${subject}`,
  planPrivateCa: '  AWS Private CA に証明書を発行させる',
  planCaKey: (serial: number, slot: string): string => `  認証局の YubiKey ${serial} (スロット ${slot}) で証明書に署名する`,
  planAws: '  AWS のトラストアンカーと Roles Anywhere プロファイルを探す。なければ作成する (ロールの iam:PassRole が必要)',
  planNewRole: (roleArn: string, policies: readonly string[], seconds: number): string =>
    `  AWS にロール ${roleArn} を作成する (最長セッション ${duration(seconds)}、${policies.length === 0 ? '権限なし' : listed(policies)})`,
  planDemand: '    YubiKey で生成され PIN とタッチを求める鍵であることの証明を要求する',
  planRole: (profile: string): string => `  テストとしてロールを一度開き、プロファイル「${profile}」として保存する`,
  moments: {
    'rsa-key': 'YubiKey で鍵を生成しています。RSA 鍵は数分かかることがあります。',
    'private-ca': 'AWS Private CA を待っています。',
    sign: '認証局の YubiKey が証明書に署名します。',
    'trust-anchor': 'AWS にトラストアンカーを作成しています。',
    role: 'AWS にロールを作成しています。',
    profile: 'AWS に Roles Anywhere プロファイルを作成しています。',
    proof: 'テストとしてロールを一度開いています。',
    settling: '新しいロールはまだ AWS 全体に反映されていません。最長 1 分間再試行します。',
  },
  made: {
    'trust-anchor': (arn: string): string => `AWS に作成しました: トラストアンカー ${arn}`,
    role: (arn: string): string => `AWS に作成しました: ロール ${arn}`,
    profile: (arn: string): string => `AWS に作成しました: プロファイル ${arn}`,
  },
  ready: (profile: string): string => `AWS が証明書を受け入れました。ロールを開く: roletap tap ${shellWord(profile)}`,
  demands: ({ asksPin, wantsTouch }: KeyProofView): string =>
    `信頼ポリシーは、鍵が YubiKey で生成され${asksPin || wantsTouch ? `、${asksPin && wantsTouch ? 'PIN とタッチ' : asksPin ? 'PIN' : 'タッチ'}を求め` : ''}ることを証明する証明書を要求します。`,
  lost: (parts: readonly string[]): string => `AWS は ${listed(parts)} を確認できないため、信頼ポリシーでは要求しません。`,
  byOther: 'ロールを作成する権限がない場合は、管理者に次の信頼ポリシーで作成してもらってください:',
  otherFormats: (trustAnchorArn: string, subject: string, isProved: boolean): string =>
    `Terraform または CloudFormation: roletap anywhere policy --trust-anchor ${trustAnchorArn} --subject ${shellWord(subject)}${isProved ? ' --proved' : ''} --format terraform`,
  thenContinue: (id: string): string => `その後の続行: roletap anywhere setup --resume ${id}`,
  copied: 'リクエストをクリップボードにコピーしました。',
  unwanted: '証明書は失効していませんが、鍵がなければ何も開けません。',
  stillGood: '証明書は失効しておらず、鍵も残っています。発行者に失効を依頼してください。',
  mayBegin: '続行しますか？ [y/N] ',
  needsYes: (command: string): string => `ここでは確認できないため、anywhere ${command} には --yes が必要です`,
  needsSubject: (command: string): string => `anywhere ${command} には --subject が必要です (例: CN=jane)`,
  needsRole: '証明書を更新するロール、または --slot を指定してください',
  needsFile: (command: string): string => `anywhere ${command} にはファイルが必要です`,
  needsAuthority: 'anywhere sign には --ca-key SERIAL:SLOT が必要です',
  proof: (proof: Proof): string => ('proved' in proof ? proved(proof.proved) : unproved[proof.why]),
  requestIn: (file: string): string => `リクエストを ${file} に書き込みました`,
  handOver: '組織で AWS 用の証明書に署名する担当者に渡してください。受け取った証明書は次のコマンドで保存します:',
  importCommand: (serial: number | undefined): string => `  roletap anywhere import FILE${serial === undefined ? '' : ` --key ${serial}`}`,
  authorityIn: (file: string): string => `認証局の証明書を ${file} に書き込みました`,
  trustIt: 'IAM Roles Anywhere のトラストアンカーのソースとして AWS に登録してください。',
  imported: (subject: string, slot: string, until: number): string =>
    `${subject} の証明書をスロット ${slot} に保存しました。${date(until)} まで有効です。`,
  replaced: (subject: string): string => `${subject} の証明書を置き換えました。`,
  undone: (slot: string, left: SlotLeft): string =>
    ({
      nothing: `取り消しました。スロット ${slot} は空に戻りました。PIN と管理キーはそのままです。`,
      key: `取り消しました。スロット ${slot} の証明書は消えました。5.7 より前のファームウェアでは鍵を削除できないため、鍵は残ります。PIN と管理キーはそのままです。`,
      all: `取り消しました。スロット ${slot}、PIN、管理キーはそのままです。`,
    })[left],
  waits: ({ id, slot, subject, waitsFor }: SetupView): string => `${subject} (スロット ${slot}): ${next[waitsFor]} (${id})`,
  waysOn: ({ id }: Pick<SetupView, 'id'>): string =>
    `続行: roletap anywhere setup --resume ${id}    取り消し: roletap anywhere setup --undo ${id}`,
  asks: ({ file, subject, algorithm }: RequestView): string =>
    `${file} は ${subject} の証明書を要求しています (${algorithmWords(algorithm)} の鍵)。`,
  maySign: (days: number): string => `${days} 日間有効な証明書に署名しますか？ [y/N] `,
  signed: (subject: string, number: string, until: number): string =>
    `${subject} に署名しました。${date(until)} まで有効、シリアル番号 ${number}`,
  signedIn: (file: string): string => `証明書を ${file} に書き込みました`,
  noneSigned: 'ここで署名した証明書はありません',
  revokedOn: (at: number): string => `${date(at)} に失効`,
  listIn: (file: string): string => `失効リストを ${file} に書き込みました`,
  listImported: (arn: string): string => `AWS に失効リストを登録しました: ${arn}`,
  importList: (file: string): string =>
    `AWS に登録してください: aws rolesanywhere import-crl --name NAME --crl-data fileb://${shellWord(file)} --trust-anchor-arn ARN --enabled`,
} as const;

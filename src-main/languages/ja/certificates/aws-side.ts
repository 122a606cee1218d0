import type { CertificateMoment } from '../../../contract/certificates/pages.ts';
import type { SetUpRoleView } from '../../../contract/certificates/piv.ts';
import { listed } from '../grammar.ts';

/** What the window says of AWS's side of a certificate: who signs it, and the role that it opens. */

const moments: Readonly<Record<CertificateMoment, string>> = {
  'rsa-key': 'YubiKey で鍵を生成しています。RSA では数分かかることがあります…',
  'private-ca': 'AWS Private CA を待っています…',
  sign: 'CA の YubiKey で署名しています…',
  'trust-anchor': 'トラストアンカーを作成しています…',
  role: 'ロールを作成しています…',
  profile: 'Roles Anywhere のプロファイルを作成しています…',
  proof: 'ロールを一度開いています…',
  settling: '新しいロールが AWS に反映されるのを待っています (最長 1 分)…',
};
export const momentWords = (moment: CertificateMoment): string => moments[moment];

export const resourceChoice = ({ name, enabled }: { readonly name: string; readonly enabled: boolean }): string =>
  enabled ? name : `${name} (無効)`;

export const madeWords = ({ made }: SetUpRoleView): string | undefined => {
  const names = { 'trust-anchor': 'トラストアンカー', role: 'ロール', profile: 'Roles Anywhere のプロファイル' } as const;
  return made.length === 0 ? undefined : `AWS に作成: ${listed(made.map((what) => names[what]))}。`;
};

export const wayTexts = {
  legend: '証明書',
  request: 'リクエストを送る',
  requestHelp: '組織の担当者が署名し、届いた証明書を保存します。',
  privateCa: 'AWS Private CA',
  privateCaHelp: 'AWS がすぐに発行します。',
  privateCaArn: 'プライベート CA の ARN',
  notPrivateCa: 'プライベート CA の ARN ではありません。例: arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1111…',
  caKey: 'YubiKey の CA',
  caKeyHelp: 'CA の YubiKey がここで署名します。CA の PIN とタッチが必要です。',
  noCaKey: 'CA のある YubiKey を挿してください。',
  ca: 'CA',
  proved: 'YubiKey の鍵と証明できる場合のみ署名',
  days: '有効日数',
  daysRange: '1 ～ 9999 の整数で日数を入力してください。',
} as const;

export const awsRoleTexts = {
  legend: 'AWS ロール',
  wanted: 'この証明書で AWS ロールを開く',
  title: (subject: string): string => `${subject} のロール`,
  forRole: 'ロールに使う',
  forRoleOf: (subject: string): string => `ロールに使う: ${subject}`,
  name: 'プロファイル名',
  nameHelp: '~/.aws/config と Roletap での名前です。',
  roleArn: 'ロールの ARN',
  create: 'このロールを AWS に作成',
  policies: 'マネージドポリシー',
  policiesHelp: 'ARN をカンマ区切りで入力します。空欄の場合、ロールにはまだ何の権限もありません。',
  longest: '最長セッション',
  source: 'AWS の確認に使うプロファイル',
  nobody: '使わない (ARN がある)',
  sourceHelp:
    'トラストアンカーと Roles Anywhere のプロファイルを一覧できるプロファイルです。権限があれば、足りないものを作成します。プロファイルの作成にはロールの iam:PassRole が必要です。',
  region: 'リージョン',
  list: 'AWS から一覧を取得',
  anchorArn: 'トラストアンカーの ARN',
  profileArn: 'Roles Anywhere のプロファイルの ARN',
  arnOrSource: 'ARN を貼り付けるか、検索に使うプロファイルを上で選択してください。',
  foundOrMade: '空欄にすると、検索または作成します。',
  policy: 'ロールの信頼ポリシー',
  policyHelp: 'ロールは Roles Anywhere を信頼し、サブジェクトを指定する必要があります。指定しないと、その CA のどの証明書でも開けます。',
  policyMade: 'Roletap がロールと一緒に作成します。',
  byOther: 'ロールを作成する権限がない場合は、この信頼ポリシーで作成してもらい、ここで続けてください。',
  copyJson: 'JSON でコピー',
  copyTerraform: 'Terraform でコピー',
  copyCloudFormation: 'CloudFormation でコピー',
  noMfa: 'Roles Anywhere のセッションには MFA のコンテキストがありません。MFA を要求するポリシーでは拒否されます。',
  prove: 'テストして保存',
  doneTitle: (profile: string): string => `${profile} を一覧に追加しました`,
  done: (subject: string, roleArn: string): string => `AWS が ${subject} の証明書を受け付け、${roleArn} を開きました。`,
  doneHelp: 'Roletap の一覧でクリックすると開きます。',
} as const;

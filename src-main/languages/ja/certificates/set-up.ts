import type { CertificateTold } from '../../../contract/certificates/pages.ts';
import type { NewKeyAlgorithm, RequestView, SetupView, UnprovedWhy } from '../../../contract/certificates/piv.ts';
import { date, theKey } from '../grammar.ts';
import { anywhereSaid } from './anywhere.ts';
import { algorithmWords, pivSaid } from './piv.ts';

/** What the window says while a key pair is made on a YubiKey and gets its certificate. */

export const algorithmChoice = (algorithm: NewKeyAlgorithm): string => (algorithm === 'p256' ? 'P-256 (推奨)' : algorithmWords(algorithm));

const unproved: Readonly<Record<UnprovedWhy, string>> = {
  absent: '構成証明がありません。',
  malformed: '構成証明を読み取れません。',
  foreign: '構成証明が Yubico につながっていません。',
  'other-key': '構成証明は別の鍵のものです。',
  'other-slot': '構成証明は別のスロットのものです。',
};
export const proofWords = (proof: RequestView['proof']): { readonly title: string; readonly text: string } => ({
  title: 'proved' in proof ? 'この鍵は YubiKey から取り出せません' : 'YubiKey 上の鍵と証明できません',
  text: 'proved' in proof ? anywhereSaid.proof(proof) : unproved[proof.why],
});

const next: Readonly<Record<SetupView['waitsFor'], string>> = {
  key: '鍵はまだありません',
  request: 'リクエストはまだありません',
  certificate: '証明書を待っています',
  role: 'AWS 側の設定を待っています',
};
export const setupWaits = ({ waitsFor, slot, serial, startedAt }: SetupView): string =>
  `${next[waitsFor]}。${theKey(serial)} のスロット ${slot}、${date(startedAt)} に開始。`;

export const certificateToldWords = (told: CertificateTold): string => {
  if (told.kind === 'undone') return anywhereSaid.undone(told.slot, told.left);
  if (told.kind === 'unblocked') return pivSaid.unblocked(pivSaid.title(told));
  const { certificate, slot, replaced } = told;
  const stored = anywhereSaid.imported(certificate.subject, slot, certificate.until);
  return replaced === undefined ? stored : `${stored} ${anywhereSaid.replaced(replaced)}`;
};

export const undoQuestion = ({
  subject,
  waitsFor,
  keepsKey,
}: SetupView): { readonly title: string; readonly help: string; readonly button: string } => {
  if (keepsKey !== true) return { title: `${subject} の鍵を削除しますか？`, help: setUpTexts.undoHelp, button: '鍵を削除' };
  const help = '鍵と証明書は YubiKey に残ります。';
  if (waitsFor === 'certificate') return { title: `${subject} のリクエストを破棄しますか？`, help, button: 'リクエストを破棄' };
  return {
    title: `${subject} のロールを取り消しますか？`,
    help: `${help}Roletap が AWS に作成したものは削除されます。`,
    button: '取り消す',
  };
};

export const setUpTexts = {
  start: '証明書を設定',
  startOn: (key: string): string => `${key} に証明書を設定`,
  startAuthority: 'CA を設定',
  startAuthorityOn: (key: string): string => `${key} に CA を設定`,
  about: '鍵ペアは YubiKey で生成され、取り出せません。',
  aboutAuthority: 'この鍵は他の人の証明書に署名します。専用の YubiKey を使ってください。',
  key: 'YubiKey',
  existing: 'この YubiKey にある証明書でロールを開けます。どれかを使うか、下で新しい鍵を生成してください:',
  subject: 'サブジェクト',
  subjectHelp: 'AWS での名前です (例: CN=jane)。信頼ポリシーで指定します。',
  authorityHelp: 'CA の名前です (例: CN=Example CA)。',
  slot: 'スロット',
  slotHelp: 'リタイアスロットは他のプログラムが使いません。9a はサインイン、9c はメールの署名、9d は復号に使われます。',
  retired: 'リタイアスロット',
  inUse: '他のプログラムが使うスロット',
  gone: 'スロットを選ぶには、この YubiKey をもう一度挿してください。',
  full: '空いているスロットがありません。別の YubiKey を挿すか、スロットを空けてください。',
  kind: '鍵の種類',
  slow: 'RSA 鍵は数分かかることがあります。',
  touch: 'タッチ',
  pin: 'PIN の入力',
  factoryPin: 'この YubiKey の PIN は出荷時のままです。まず自分の PIN を設定します。これは取り消せません。',
  factoryManagement:
    '出荷時の管理キーでは誰でもスロットを上書きできるため、PIN で保護されたランダムな管理キーに変更します。これは取り消せません。',
  make: '鍵を生成',
  makeAuthority: 'CA を作成',
  continue: '続ける',
  continueOf: (subject: string): string => `続ける: ${subject}`,
  undo: '取り消す',
  undoOf: (subject: string): string => `取り消す: ${subject}`,
  store: '証明書を保存…',
  storeOf: (subject: string): string => `証明書を保存… ${subject}`,
  storeOn: (key: string): string => `証明書を保存… ${key}`,
  request: 'リクエストを表示',
  requestOf: (subject: string): string => `リクエストを表示: ${subject}`,
  dropHere: '証明書が届いたら、ファイルをこのページにドロップすることもできます。',
  undoHelp:
    'このセットアップで作成した証明書と（ファームウェア 5.7 以降では）鍵が YubiKey から消え、元に戻せません。PIN と管理キーはそのままです。',
  stop: '中止',
  back: '証明書に戻る',
  unfinished: '未完了',
  requestFirst: '証明書をリクエスト',
  requestFirstFor: (slot: string): string => `スロット ${slot} の証明書をリクエスト`,
  requestFirstHelp: 'このスロットの鍵はそのままで、証明書が付きます。',
  renewHelp: '同じ鍵で新しい証明書を取得します。古い証明書は期限まで有効です。',
  renewSource: 'AWS に問い合わせるプロファイル',
  renew: '更新',
  renewOf: (subject: string): string => `${subject} を更新`,
} as const;

export const requestTexts = {
  title: (subject: string): string => `${subject} の証明書`,
  send: '1. リクエストを送る',
  sendHelp: '組織で AWS 用の証明書に署名する担当者に渡してください。',
  sendProof: 'YubiKey の構成証明が含まれています。',
  save: 'リクエストを保存…',
  copy: 'リクエストをコピー',
  store: '2. 証明書を保存',
  storeHelp:
    'PEM または DER。一緒に届いた CA の証明書も追加してください (順不同)。このウィンドウを閉じても、リクエストは「証明書」に残ります。',
  drop: 'ファイルをここにドロップ、または',
  choose: 'ファイルを選択…',
  file: '証明書ファイル',
  paste: 'または貼り付け',
  storeIt: '証明書を保存',
  tooLarge: '証明書としては大きすぎます。',
  unreadable: 'このファイルは読み込めません。',
  authorityTitle: (subject: string): string => `${subject} の準備ができました`,
  authorityHelp: 'IAM Roles Anywhere のトラストアンカーのソースとして、この証明書を AWS に登録してください。',
  saveCertificate: '証明書を保存…',
  copyCertificate: '証明書をコピー',
} as const;

/** On the sheet that asks for a new PIN, or for the management key. */
export const newPinTexts = {
  newPin: '新しい PIN',
  again: 'PIN (確認)',
  differ: 'PIN が一致しません。もう一度入力してください。',
  length: 'PIN は 6 ～ 8 文字の数字または英字です。',
  pukLength: 'PUK は 6 ～ 8 文字の数字または英字です。',
  managementKeyLength: '管理キーは 32、48、64 桁のいずれかの 16 進数です。',
  help: '6 ～ 8 文字。忘れた場合は PUK でしかリセットできません。',
  set: 'PIN を設定',
  managementKey: '管理キー (16 進数)',
} as const;

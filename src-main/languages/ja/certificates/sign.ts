import type { RequestView, SignedView } from '../../../contract/certificates/piv.ts';
import { date, theKey } from '../grammar.ts';
import { anywhereSaid } from './anywhere.ts';
import { algorithmWords } from './piv.ts';

/** What the window says where a CA on a YubiKey signs requests. */

export const requestWords = ({ subject, algorithm }: RequestView): string => `${subject} の証明書 (${algorithmWords(algorithm)} の鍵)`;

export const signedWords = ({ serialNumber, signedAt, until, keySerial, revokedAt }: SignedView): string => {
  const parts = [
    `署名日: ${date(signedAt)}、${date(until)} まで有効`,
    keySerial === undefined ? '' : `${theKey(keySerial)} で生成`,
    `シリアル番号 ${serialNumber}`,
    revokedAt === undefined ? '' : anywhereSaid.revokedOn(revokedAt),
  ];
  return parts.filter((part) => part !== '').join('、');
};

export const listWords = (revoked: number): string => `失効リストの証明書: ${revoked} 件。`;

export const signTexts = {
  sign: 'リクエストに署名',
  signWith: (subject: string): string => `リクエストに署名: ${subject}`,
  title: (subject: string): string => `${subject} として署名`,
  open: 'リクエストを開く',
  openHelp: '`roletap anywhere request` またはこのウィンドウで作成したファイルには、YubiKey の構成証明が含まれています。',
  drop: 'リクエストをここにドロップ、または',
  choose: 'リクエストを選択…',
  file: 'リクエストファイル',
  paste: 'または貼り付け',
  take: 'リクエストを開く',
  rules: 'YubiKey が次を証明する場合のみ署名',
  origin: '鍵が YubiKey で生成された',
  pin: '鍵に PIN が必要',
  touch: '鍵にタッチが必要',
  days: '有効日数',
  signIt: '証明書に署名',
  signed: (certificate: SignedView): string => anywhereSaid.signed(certificate.subject, certificate.serialNumber, certificate.until),
  saveCertificate: '証明書を保存…',
  copyCertificate: '証明書をコピー',
  register: 'このコンピューターで署名した証明書',
  none: '署名した証明書はまだありません。',
  revoke: '失効…',
  revokeOf: (subject: string): string => `失効… ${subject}`,
  askRevoke: (subject: string): string => `${subject} の証明書を失効させますか？`,
  revokeHelp: '取り消せません。CA の YubiKey が新しい失効リストに署名します。AWS はリストの登録後、この証明書を拒否します。',
  revokeIt: '証明書を失効',
  makeList: '失効リストを作成',
  listHelp: 'リストを登録すると、AWS は失効した証明書を拒否します。',
  giveIt: 'AWS に登録',
  importWith: '使用するプロファイル',
  chooseProfile: 'プロファイルを選択',
  importIt: 'AWS にインポート',
  saveList: '失効リストを保存…',
  copyList: '失効リストをコピー',
} as const;

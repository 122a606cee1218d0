import type { CertificateWork } from '../../../contract/values.ts';

/** Work on a YubiKey's certificates: what it is for, in a question, and while it goes on. */

type Subject = (subject: string) => string;

const purposes: Readonly<Record<CertificateWork, Subject>> = {
  'set-up': (subject) => `${subject} の鍵を設定します`,
  unblock: (key) => `${key} の新しい PIN を設定するために必要です`,
  undo: (subject) => `${subject} の鍵を削除します`,
  request: (subject) => `${subject} のリクエストに署名します`,
  import: (subject) => (subject === '' ? '証明書を保存します' : `${subject} の証明書を保存します`),
  role: (subject) => `${subject} の証明書でロールを開きます`,
  list: (subject) => `${subject} で AWS を確認します`,
  sign: (subject) => `${subject} の証明書に署名します`,
  revoke: (subject) => `${subject} の失効リストに署名します`,
};
export const certificatePurpose = (work: CertificateWork, subject: string): string => purposes[work](subject);

export const certificateWorkWords: Readonly<Record<CertificateWork, string>> = {
  'set-up': 'YubiKey で鍵を設定しています…',
  unblock: '新しい PIN を設定しています…',
  undo: 'YubiKey から鍵を削除しています…',
  request: 'リクエストを作成しています…',
  import: '証明書を確認して保存しています…',
  role: 'ロールをテストしています…',
  list: 'AWS に問い合わせています…',
  sign: '証明書に署名しています…',
  revoke: '失効リストを作成しています…',
};

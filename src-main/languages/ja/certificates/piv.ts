import type { KeyAlgorithmName, PinPolicyName, PivSlotView, PivView, TouchPolicyName } from '../../../contract/certificates/piv.ts';
import { date, fullName, listed, theKey } from '../grammar.ts';

/** What is said of a YubiKey's PIV application, in window and terminal. */

const algorithms: Readonly<Record<KeyAlgorithmName, string>> = {
  p256: 'P-256',
  p384: 'P-384',
  'rsa-1024': 'RSA-1024',
  'rsa-2048': 'RSA-2048',
  'rsa-3072': 'RSA-3072',
  'rsa-4096': 'RSA-4096',
};
export const algorithmWords = (algorithm: KeyAlgorithmName | undefined): string =>
  algorithm === undefined ? 'その他' : algorithms[algorithm];

const pinPolicies: Readonly<Record<PinPolicyName, string>> = {
  never: '不要',
  once: '1 回',
  always: '毎回',
  'match-once': '指紋または PIN を 1 回',
  'match-always': '指紋または PIN を毎回',
  unknown: '-',
};
export const pinPolicyWords = (policy: PinPolicyName): string => pinPolicies[policy];

const touchPolicies: Readonly<Record<TouchPolicyName, string>> = {
  never: '不要',
  always: '毎回',
  cached: '15 秒ごと',
  unknown: '-',
};
export const touchPolicyWords = (policy: TouchPolicyName): string => touchPolicies[policy];

export const slotWords = ({ certificate, key, isUnreadable }: PivSlotView): string => {
  if (isUnreadable) return '読み取れません';
  if (certificate === undefined) return key?.origin === 'imported' ? 'インポートされた鍵 (証明書なし)' : '鍵 (証明書なし)';
  return certificate.isForKey === false ? `${certificate.subject} (別の鍵のもの)` : certificate.subject;
};

export const validWords = ({ certificate }: PivSlotView, now: number): string => {
  if (certificate === undefined) return '-';
  if (now > certificate.until) return `${date(certificate.until)} に期限切れ`;
  return now < certificate.from ? `${date(certificate.from)} から` : date(certificate.until);
};

const triesWords = (name: string, left: number | undefined, total: number | undefined): readonly string[] => {
  if (left === undefined) return [];
  if (left === 0) return [`${name} はロック中`];
  return [`${name}: あと ${left} 回${total === undefined ? '' : ` (全 ${total} 回)`}`];
};

export const pinWords = ({ pin, puk }: PivView): string =>
  [...triesWords('PIN', pin.left, pin.total), ...(puk.isGivenUp ? ['PUK なし'] : triesWords('PUK', puk.left, puk.total))].join('、');

export const factoryWords = ({ pin, puk, managementKey }: PivView): string | undefined => {
  const kept = [...(pin.isFactory ? ['PIN'] : []), ...(puk.isFactory && !puk.isGivenUp ? ['PUK'] : [])];
  const all = [...kept, ...(managementKey.isFactory ? ['管理キー'] : [])];
  return all.length === 0 ? undefined : `出荷時のまま: ${listed(all)}`;
};

export const pivSaid = {
  title: (key: { readonly name: string; readonly serial?: number }): string => fullName(key),
  empty: 'PIV スロットに鍵も証明書もありません',
  underPin: '管理キーは PIN で保護されています。',
  heading: '証明書',
  look: '証明書を表示',
  looking: 'PIV アプリケーションを読み取り中…',
  askPuk: (serial: number | undefined): string => `${theKey(serial)} の PUK: `,
  lastPukTry: (serial: number | undefined): string =>
    `${theKey(serial)} の PUK 入力はあと 1 回です。間違えると完全にロックされます。今入力しますか？ [y/N] `,
  unblocked: (key: string): string => `${key} に新しい PIN を設定しました。`,
  pinStays: (key: string, isKnown: boolean): string =>
    `${key} の PIN は${isKnown ? '出荷時のものではありません' : '出荷時のままかもしれませんが、ファームウェアからは分かりません'}。何も変更していません。`,
  choosePin: 'PIN を設定',
  choosePinOn: (key: string): string => `PIN を設定: ${key}`,
  unblock: 'PIN のロックを解除',
  unblockOn: (key: string): string => `PIN のロックを解除: ${key}`,
  pinBlocked: 'PIN がロックされています。PUK で新しい PIN を設定できます。',
  allBlocked: 'PIN と PUK がロックされています。PIV のリセットが必要で、スロットの鍵と証明書は削除されます: ykman piv reset',
  puk: 'PUK',
  next: '次へ',
} as const;

import type { CertificateView, PivSlotView } from '../../../contract/certificates/piv.ts';
import { date } from '../grammar.ts';
import { algorithmWords, pinPolicyWords, touchPolicyWords } from './piv.ts';

/** What stands on the page of certificates in the window. */

const uses: Readonly<Record<string, string>> = {
  '9a': 'スロット 9a (サインイン)',
  '9c': 'スロット 9c (署名)',
  '9d': 'スロット 9d (暗号化)',
  '9e': 'スロット 9e (入退室)',
};

export const slotTitle = (slot: string): string => uses[slot] ?? `スロット ${slot}`;

const origins = { generated: 'この YubiKey で生成', imported: 'インポート済み', unknown: '' } as const;

export const slotKeyWords = ({ key }: PivSlotView): string | undefined => {
  if (key === undefined) return undefined;
  const { algorithm, origin, pinPolicy, touchPolicy } = key;
  const parts = [
    algorithm === undefined ? 'AWS が受け付けない鍵' : `${algorithmWords(algorithm)} の鍵`,
    origins[origin],
    pinPolicy === 'unknown' ? '' : `PIN: ${pinPolicyWords(pinPolicy)}`,
    touchPolicy === 'unknown' ? '' : `タッチ: ${touchPolicyWords(touchPolicy)}`,
  ];
  return parts.filter((part) => part !== '').join('、');
};

export const issuedWords = ({ issuer, subject, from, until }: CertificateView): string =>
  `${issuer === subject ? '自己署名' : `発行者: ${issuer}`}、有効期間: ${date(from)} – ${date(until)}`;

export const certificateTag = ({ from, until }: CertificateView, now: number): string | undefined => {
  if (now > until) return '期限切れ';
  if (now < from) return 'まだ有効ではありません';
  const days = Math.floor((until - now) / 86_400_000);
  if (days >= 30) return undefined;
  return days === 0 ? '今日で終了' : `あと ${days} 日`;
};

export const certificateTexts = {
  title: '証明書',
  about: 'AWS はアクセスキーの代わりに、YubiKey の証明書でロールを開きます。',
  noKey: 'YubiKey を挿すと、証明書が表示されます。',
  authority: 'CA',
  fingerprint: 'SHA-256 フィンガープリント',
  serialNumber: 'シリアル番号',
  details: '詳細',
  detailsOf: (slot: string): string => `スロット ${slot} の詳細`,
  ofKey: (name: string): string => `${name} の証明書`,
  open: 'YubiKey の証明書',
} as const;

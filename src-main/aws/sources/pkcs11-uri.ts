import type { CertificateWish } from '../anywhere/certificate-role.ts';

/** What a PKCS#11 URI says (RFC 7512), as far as it tells which certificate of a YubiKey is meant. */
export interface Pkcs11Uri {
  readonly wish: Pick<CertificateWish, 'serial' | 'slot'>;
}

/** Yubico's library numbers the slots 9A, 9C, 9D, 9E, then the retired ones; OpenSC does so as well. */
const slotOfId = (id: number): string | undefined => {
  const main = ['9a', '9c', '9d', '9e'][id - 1];
  if (main !== undefined) return main;
  return id >= 5 && id <= 24 ? (0x82 + id - 5).toString(16) : undefined;
};

const labels: readonly (readonly [RegExp, string])[] = [
  [/PIV Authentication/i, '9a'],
  [/Digital Signature/i, '9c'],
  [/Key Management/i, '9d'],
  [/Card Authentication/i, '9e'],
];

/** `X.509 Certificate for Retired Key 1` is the first retired slot. */
const slotOfLabel = (label: string): string | undefined => {
  const retired = Number(/Retired Key (\d+)/i.exec(label)?.[1] ?? 0);
  if (retired >= 1 && retired <= 20) return (0x82 + retired - 1).toString(16);
  return labels.find(([pattern]) => pattern.test(label))?.[1];
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** `%01` is one byte, whatever character that would be. */
const idByte = (text: string): number => {
  const [, hex] = /^%([0-9a-f]{2})$/i.exec(text) ?? [];
  return hex === undefined ? Number.NaN : Number.parseInt(hex, 16);
};

/** `YubiKey PIV #12345678`. */
const serialIn = (text: string | undefined): number | undefined => {
  const digits = /(\d{5,10})\s*$/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** A URI taken apart; undefined for what is none, or names what no YubiKey has. */
export const parsePkcs11 = (text: string): Pkcs11Uri | undefined => {
  const [, path = '', query = ''] = /^pkcs11:([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
  if (!text.startsWith('pkcs11:')) return undefined;
  const pairs = [...path.split(';'), ...query.split('&')].filter((pair) => pair !== '').map((pair) => /^([\w-]+)=(.*)$/s.exec(pair));
  const attributes = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, value] = pair ?? [];
    if (name === undefined || value === undefined || attributes.has(name) || decoded(name === 'id' ? '' : value) === undefined)
      return undefined;
    attributes.set(name, value);
  }
  const label = decoded(attributes.get('object') ?? '');
  const id = attributes.get('id');
  const byLabel = label === undefined || label === '' ? undefined : slotOfLabel(label);
  const slot = id === undefined ? byLabel : slotOfId(idByte(id));
  if (id !== undefined && slot === undefined) return undefined;
  const serial = serialIn(decoded(attributes.get('serial') ?? '')) ?? serialIn(decoded(attributes.get('token') ?? ''));
  const wish = { ...(slot === undefined ? {} : { slot }), ...(serial === undefined ? {} : { serial }) };
  return { wish };
};

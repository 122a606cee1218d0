import { utf8 } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';

/** One OATH credential on a YubiKey. */
export interface Account {
  /** The whole credential id as text (bad UTF-8 shown leniently): unique on the key. */
  readonly id: string;
  /** The id as the card has it. */
  readonly idBytes: Uint8Array;
  readonly issuer?: string;
  readonly name: string;
  readonly kind: 'totp' | 'hotp';
  /** Absent when the key was read briefly (`KeysParts.brief`). */
  readonly algorithm?: 'sha1' | 'sha256' | 'sha512';
  /** Seconds. */
  readonly period: number;
  /** Known from CALCULATE ALL; absent for touch accounts until the first code. */
  readonly digits?: number;
  readonly touch: 'required' | 'not-required' | 'unknown';
}

/** The parts of a credential id (YKOATH: `[period "/"] [issuer ":"] name`). */
export interface AccountName {
  /** Seconds; 30 for HOTP, where it means nothing. */
  readonly period: number;
  readonly issuer?: string;
  readonly name: string;
}

export type AccountKind = 'totp' | 'hotp';
export type HashAlgorithm = 'sha1' | 'sha256' | 'sha512';

/** The card stores at most this many bytes of a whole id and answers 6A80 to more. */
export const accountIdLimit = 64;
const defaultPeriod = 30;

/** An id as text; bytes that are not UTF-8 become U+FFFD, so always talk to the card with the bytes. */
export const accountText = (idBytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(idBytes);

export const parseAccountId = (text: string, kind: AccountKind): AccountName => {
  if (kind === 'hotp') {
    const colon = text.indexOf(':');
    if (colon < 1) return { period: defaultPeriod, name: text };
    return { period: defaultPeriod, issuer: text.slice(0, colon), name: text.slice(colon + 1) };
  }
  const found = /^((\d+)\/)?(([^:]+):)?(.+)$/s.exec(text);
  const period = Number(found?.[2] ?? defaultPeriod);
  const issuer = found?.[4];
  const name = found?.[5] ?? text;
  return { period: period >= 1 && period <= 0xffffffff ? period : defaultPeriod, name, ...defined({ issuer }) };
};

/** The whole id as the card stores it. Its length is not checked here: see `accountIdLimit`. */
export const formatAccountId = (account: AccountName, kind: AccountKind): string => {
  const period = kind === 'totp' && account.period !== defaultPeriod ? `${account.period}/` : '';
  return `${period}${account.issuer ? `${account.issuer}:` : ''}${account.name}`;
};

/** Bytes of an id given as text. */
export const accountIdBytes = (id: string): Uint8Array<ArrayBuffer> => utf8(id);

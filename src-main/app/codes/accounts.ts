import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { Account } from '../../card/oath/oath-account.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { AccountFlaw } from '../../contract/values.ts';
import { accountIdFor } from './device-names.ts';

/** An account on a plugged key. */
export interface Place {
  readonly key: Key;
  readonly account: Account;
}

/** Names a place among those that are plugged in. */
export const placeName = ({ key, account }: Place): string => `${key.id} ${account.id}`;

/** The keys as if accounts that `placeName` names were not on them. */
export const withoutPlaces = (keys: readonly Key[], names: readonly string[]): readonly Key[] =>
  names.length === 0
    ? keys
    : keys.map((key) => ({ ...key, accounts: key.accounts.filter((account) => !names.includes(placeName({ key, account }))) }));

/**
 * AWS takes TOTP with SHA-1, 6 digits and 30 seconds only. Digits of touch accounts are unknown until the first code, the algorithm of
 * one on a key that was read briefly.
 */
const accountFlaw = ({ kind, algorithm = 'sha1', period, digits = 6 }: Account): AccountFlaw | undefined => {
  if (kind !== 'totp') return 'hotp';
  if (algorithm !== 'sha1') return 'algorithm';
  if (period !== 30) return 'period';
  return digits === 6 ? undefined : 'digits';
};

export const isForAws = (account: Account): boolean => accountFlaw(account) === undefined;

const mfaArn = /^arn:(aws[\w-]*):iam::(\d{12}):mfa\/(.+)$/;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** An id without the period before it, percent-decoded: what a tool that stored a link's label as it stands has on the key. */
const plainLabel = (id: string): string => decoded(id.replace(/^\d+\//, ''));

/** Behind an issuer, where one stands before it. */
const withoutIssuer = (label: string): string => label.replace(/^[^:]*:(?=arn:)/, '');

/** The user's (or device's) name and the AWS account that an OATH account's name tells, if it does. */
export const awsOwner = (id: string): { readonly user: string; readonly accountId: string } | undefined => {
  const label = plainLabel(id);
  const arn = mfaArn.exec(withoutIssuer(label));
  if (arn?.[2] && arn[3]) return { user: arn[3].split('/').at(-1) ?? arn[3], accountId: arn[2] };
  // The label of AWS's own QR code: `Amazon Web Services:jane@111122223333`; other tools put another issuer before it. Names may be addresses of mail.
  const [, user, accountId] = /^(?:[^:]*:)?([^:]+)@(\d{12}|\d{4}-\d{4}-\d{4})$/.exec(label) ?? [];
  return user && accountId ? { user: user.trim(), accountId: accountId.replaceAll('-', '') } : undefined;
};

/**
 * The device's name in a label by which AWS's QR code, or a person, names no account id: the account's alias stands there, or nothing. The issuer has to
 * say that it is AWS. Both readings of `jane@acme`, since names may hold an `@`.
 */
export const namesWithoutId = (id: string): readonly string[] => {
  const [, name] = /^(?:amazon|aws)[^:]*:\s*([^:/]+)$/i.exec(plainLabel(id)) ?? [];
  if (name === undefined || awsOwner(id)) return [];
  const [, before] = /^(.+)@[a-z0-9](?:-?[a-z0-9]){2,62}$/.exec(name) ?? [];
  return before === undefined ? [name] : [before, name];
};

/** The MFA device whose codes an account makes, as far as its name tells: the ARN in it, else made from the label. */
export const deviceOf = (id: string, partition = 'aws'): string | undefined => {
  const arn = withoutIssuer(plainLabel(id));
  if (mfaArn.test(arn)) return arn;
  const owner = awsOwner(id);
  return owner && `arn:${partition}:iam::${owner.accountId}:mfa/${owner.user}`;
};

/**
 * How sure a match is: 4 the id itself (or the short form of one that is too long for the card), 3 behind an issuer, 2 a form in which AWS or another tool
 * writes the same device, 1 the device's name as one of AWS, without the account's id.
 */
const grade = (id: string, mfaSerial: string): 0 | 1 | 2 | 3 | 4 => {
  if (id === mfaSerial || id === accountIdFor(mfaSerial)) return 4;
  if (plainLabel(id) === mfaSerial || plainLabel(id).endsWith(`:${mfaSerial}`)) return 3;
  const arn = mfaArn.exec(mfaSerial);
  const device = arn?.[3]?.split('/').at(-1);
  if (device === undefined) return 0;
  const owner = awsOwner(id);
  if (owner) return owner.accountId === arn?.[2] && owner.user === device ? 2 : 0;
  return namesWithoutId(id).includes(device) ? 1 : 0;
};

/** Whether an account's name tells that it is the device's, AWS account and all. */
export const isNamedAfter = (id: string, mfaSerial: string): boolean => grade(id, mfaSerial) > 1;

/**
 * The accounts that make the codes of an MFA device: those with its exact id, else the one whose code AWS took, else those whose name means it. Several are the same account on several keys, or a question for the person.
 */
export const matchesFor = (keys: readonly Key[], mfaSerial: string, picked: string | undefined): readonly Place[] => {
  const all = keys.flatMap((key) => key.accounts.filter(isForAws).map((account) => ({ key, account })));
  const graded = (wanted: number) => all.filter(({ account }) => grade(account.id, mfaSerial) === wanted);
  const chosen = all.filter(({ account }) => account.id === picked);
  // On a key that has both, AWS took the codes of the chosen one.
  const exact = graded(4).map((place) => chosen.find(({ key }) => key.id === place.key.id) ?? place);
  return [exact, chosen, graded(3), graded(2), graded(1)].find((places) => places.length > 0) ?? [];
};

/** Whether there is nothing to remember of an account that makes a device's codes: its name tells it, and no other on its key could be meant; or it is remembered. */
export const isLearned = ({ key, account }: Place, mfaSerial: string, picked: Readonly<Record<string, string>>): boolean => {
  if (picked[mfaSerial] === account.id) return true;
  const [only, ...others] = matchesFor([key], mfaSerial, undefined);
  return only?.account.id === account.id && others.length === 0 && isNamedAfter(account.id, mfaSerial);
};

/** An account that is named after one of these devices, and whose codes AWS does not take: problem account-unusable. */
export const unusableFor = (keys: readonly Key[], mfaSerials: readonly string[]): Problem | undefined => {
  for (const { serial, accounts } of keys)
    for (const account of accounts) {
      const why = accountFlaw(account);
      if (why && mfaSerials.some((mfaSerial) => grade(account.id, mfaSerial) > 0))
        return { code: 'account-unusable', account: account.id, why, ...defined({ serial }) };
    }
  return undefined;
};

/** Serials of keys that are known to hold the device's account, from what was seen on them before. */
export const knownHolders = (
  known: Readonly<Record<string, readonly number[]>>,
  mfaSerial: string,
  picked: string | undefined,
): readonly number[] =>
  [...new Set(Object.entries(known).flatMap(([id, serials]) => (id === picked || grade(id, mfaSerial) > 0 ? serials : [])))].sort(
    (a, b) => a - b,
  );

/** `jane @ acme-dev` for what looks like AWS, by the AWS account's ID where it has no name; else the account's own words. */
export const accountLabel = (id: string, aliases: Readonly<Record<string, string>> = {}): string => {
  const owner = awsOwner(id);
  return owner ? `${owner.user} @ ${aliases[owner.accountId] ?? owner.accountId}` : id;
};

import type { Key } from '../../card/keys/keys.ts';
import type { Account } from '../../card/oath/oath-account.ts';
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
export const isForAws = (account: Account): boolean =>
  account.kind === 'totp' && (account.algorithm ?? 'sha1') === 'sha1' && account.period === 30 && (account.digits ?? 6) === 6;

const mfaArn = /^arn:(aws[\w-]*):iam::(\d{12}):mfa\/(.+)$/;

/** The user's (or device's) name and the AWS account that an OATH account's name tells, if it does. */
export const awsOwner = (id: string): { readonly user: string; readonly accountId: string } | undefined => {
  const arn = mfaArn.exec(id.replace(/^[^:]*:(?=arn:)/, ''));
  if (arn?.[2] && arn[3]) return { user: arn[3].split('/').at(-1) ?? arn[3], accountId: arn[2] };
  // The label of AWS's own QR code: `Amazon Web Services:jane@111122223333`; other tools put another issuer before it.
  const label = /^(?:[^:]*:)?([^:@]+)@(\d{12})$/.exec(id);
  return label?.[1] && label[2] ? { user: label[1], accountId: label[2] } : undefined;
};

/** The MFA device whose codes an account makes, as far as its name tells: the ARN in it, else made from the label. */
export const deviceOf = (id: string, partition = 'aws'): string | undefined => {
  const arn = id.replace(/^[^:]*:(?=arn:)/, '');
  if (mfaArn.test(arn)) return arn;
  const owner = awsOwner(id);
  return owner && `arn:${partition}:iam::${owner.accountId}:mfa/${owner.user}`;
};

/** How sure a match is: 3 the id itself (or the short form of one that is too long for the card), 2 behind an issuer, 1 a form in which AWS or another tool writes the same device. */
const grade = (id: string, mfaSerial: string): 0 | 1 | 2 | 3 => {
  if (id === mfaSerial || id === accountIdFor(mfaSerial)) return 3;
  if (id.endsWith(`:${mfaSerial}`)) return 2;
  const arn = mfaArn.exec(mfaSerial);
  const owner = awsOwner(id);
  const device = arn?.[3]?.split('/').at(-1);
  return owner && owner.accountId === arn?.[2] && owner.user === device ? 1 : 0;
};

/**
 * The accounts that make the codes of an MFA device: those with its exact id, else the one whose code AWS took, else those whose name means it. Several are the same account on several keys, or a question for the person.
 */
export const matchesFor = (keys: readonly Key[], mfaSerial: string, picked: string | undefined): readonly Place[] => {
  const all = keys.flatMap((key) => key.accounts.filter(isForAws).map((account) => ({ key, account })));
  const graded = (wanted: number) => all.filter(({ account }) => grade(account.id, mfaSerial) === wanted);
  const chosen = all.filter(({ account }) => account.id === picked);
  // On a key that has both, AWS took the codes of the chosen one.
  const exact = graded(3).map((place) => chosen.find(({ key }) => key.id === place.key.id) ?? place);
  return [exact, chosen, graded(2), graded(1)].find((places) => places.length > 0) ?? [];
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

/** `jane @ 111122223333` for what looks like AWS, else the account's own words. */
export const accountLabel = (id: string): string => {
  const owner = awsOwner(id);
  return owner ? `${owner.user} @ ${owner.accountId}` : id;
};

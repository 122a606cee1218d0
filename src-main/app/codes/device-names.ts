import { createHash } from 'node:crypto';
import { utf8 } from '../../base/bytes.ts';
import { accountIdLimit } from '../../card/oath/oath-account.ts';

/** Longest name of a virtual MFA device; its ARN is at most 256 characters. */
const nameLimit = 226;

/** What IAM takes as a device's name. */
export const isDeviceName = (name: string): boolean => name.length <= nameLimit && /^[\w+=,.@-]+$/.test(name);

export interface NameFacts {
  readonly user: string;
  /** Of the key that is taken; keys that hide it have none. */
  readonly keySerial?: number;
  /** Names of devices that are known to exist, of this user or unassigned. */
  readonly taken: readonly string[];
  readonly hasDevice: boolean;
}

/**
 * The device's name, and the other form. Policies in the wild either force `<user>` (older samples: `mfa/${aws:username}`) or allow any, so
 * the first device is called that, unless the name is taken; every further one `<user>-yk-<serial>`. IAM takes names as equal whatever their case.
 */
export const deviceNames = ({ user, keySerial, taken, hasDevice }: NameFacts): { readonly name: string; readonly other: string } => {
  const isTaken = (name: string) => taken.some((there) => there.toLowerCase() === name.toLowerCase());
  const stem = `${user}-yk${keySerial === undefined ? '' : `-${keySerial}`}`;
  let long = stem;
  for (let count = 2; isTaken(long); count += 1) long = `${stem}-${count}`;
  return hasDevice || isTaken(user) ? { name: long, other: user } : { name: user, other: long };
};

/** The tag that Roletap gives a device whose codes a YubiKey makes; its value is the YubiKey's serial number. */
export const yubikeyTag = 'yubikey';

/** `jane`, or what Roletap calls a further device of jane: `jane-yk-12345678`. IAM takes names as equal whatever their case. */
export const isNameOf = (user: string, deviceName: string): boolean => {
  const [own, name] = [user.toLowerCase(), deviceName.toLowerCase()];
  return name === own || name === `${own}-yk` || name.startsWith(`${own}-yk-`);
};

/** The ARN that a device of this name will have: devices are made without a path. */
export const deviceArn = (of: { readonly partition: string; readonly accountId: string }, name: string): string =>
  `arn:${of.partition}:iam::${of.accountId}:mfa/${name}`;

/** The last part of a device's ARN; the whole of a hardware serial. */
export const deviceNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/**
 * The OATH id for a device: its ARN when the card takes it (64 bytes), else `AWS:<name, cut>~<10 hex of the ARN's SHA-256>@<account id>`, which
 * reads like AWS's own label, is the same every time, and is found again by making it from the ARN once more.
 */
export const accountIdFor = (arn: string): string => {
  if (utf8(arn).length <= accountIdLimit) return arn;
  const accountId = arn.split(':')[4] ?? '';
  const end = `~${createHash('sha256').update(arn).digest('hex').slice(0, 10)}@${accountId}`;
  const room = accountIdLimit - utf8(`AWS:${end}`).length;
  return `AWS:${deviceNameOf(arn)
    .replaceAll(/[^\w+=,.-]/g, '.')
    .slice(0, room)}${end}`;
};

/** Whether `accountIdFor` had to cut the device's name to make this id: then the id does not tell the name. */
export const isShortened = (account: string): boolean => /~[0-9a-f]{10}@\d{12}$/.test(account);

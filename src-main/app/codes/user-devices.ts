import { serialFlaw } from '../../aws/arn.ts';
import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { CallerIdentity } from '../../aws/sts/sts.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { Result } from '../../contract/result.ts';
import { awsOwner, deviceOf, isForAws, matchesFor, namesWithoutId, type Place } from './accounts.ts';
import { deviceNameOf, isNameOf, isShortened } from './device-names.ts';

/** Whose code is wanted: any device of the user opens, whatever the profile names. */
export interface DeviceWish {
  /** The role's profile. */
  readonly profile: string;
  /** `mfa_serial`, or the device of the session before. It goes first, while it is one of the user's. */
  readonly named?: string;
  readonly who: (signal: AbortSignal) => Promise<Result<CallerIdentity>>;
  /** The user's devices as IAM lists them; undefined where it may not be asked, or does not answer. */
  readonly listDevices: (who: CallerIdentity, signal: AbortSignal) => Promise<readonly MfaDevice[] | undefined>;
  /** AWS took the code of another device, and `named` is not the user's any more. */
  readonly onGone: (named: string, used: string) => void;
}

/** A device of the user and the accounts on plugged keys that make its codes. */
export interface PluggedDevice {
  readonly mfaSerial: string;
  readonly places: readonly Place[];
}

interface UserFacts {
  readonly who: CallerIdentity;
  /** Undefined: what the accounts are called has to do. */
  readonly devices: readonly MfaDevice[] | undefined;
  readonly picked: Readonly<Record<string, string>>;
  /** Whether a profile names a device. */
  readonly isNamed: boolean;
}

/** Whose codes an account is to make; what is not known rules nothing out. */
export interface AccountOwner {
  readonly accountId: string;
  readonly user?: string | undefined;
  readonly devices?: readonly MfaDevice[] | undefined;
}

/** The ones that make codes; passkeys and hardware tokens are others. */
export const virtualSerials = (devices: readonly MfaDevice[]): readonly string[] =>
  devices.filter(({ kind }) => kind === 'virtual').map(({ serial }) => serial);

/** The user's devices that a plugged key stands for: of those that IAM lists, else of those that accounts are named after. */
export const devicesOn = (keys: readonly Key[], facts: UserFacts): readonly PluggedDevice[] =>
  placedDevices(keys, facts.devices ? virtualSerials(facts.devices) : labelledDevices(keys, facts), facts.picked);

/** Those of these devices that a plugged key stands for, with the accounts that make their codes. */
export const placedDevices = (keys: readonly Key[], serials: readonly string[], picked: UserFacts['picked']): readonly PluggedDevice[] =>
  serials.flatMap((mfaSerial) => {
    const places = matchesFor(keys, mfaSerial, picked[mfaSerial]);
    return places.length > 0 ? [{ mfaSerial, places }] : [];
  });

/** Why what the profile names makes no codes for this user, on a key at least; undefined where it may, and where nothing is named. */
export const flawOfNamed = (
  { named, profile }: Pick<DeviceWish, 'named' | 'profile'>,
  { accountId }: Pick<CallerIdentity, 'accountId'>,
) => {
  if (named === undefined) return undefined;
  const why = serialFlaw(named, accountId);
  return why && ({ code: 'mfa-serial-bad', profile, mfaSerial: named, why } as const);
};

/**
 * The devices that accounts are named after: those of the user's name, the plain one first, and those that tell no AWS account last. Where no profile names a device, the only one in the user's
 * AWS account counts as well.
 */
const labelledDevices = (keys: readonly Key[], { who, isNamed }: Pick<UserFacts, 'who' | 'isNamed'>): readonly string[] => {
  const user = iamUserOf(who.arn)?.userName ?? '';
  const meant = devicesNamed(keys, { partition: who.arn.split(':')[1], accountId: who.accountId });
  const own = [...meant.filter(({ name }) => name === user), ...meant.filter(({ name }) => name !== user && isNameOf(user, name))];
  const devices = [...new Set((own.length > 0 || isNamed ? own : meant.filter(({ isSure }) => isSure)).map(({ device }) => device))];
  return own.length > 0 || devices.length === 1 ? devices : [];
};

/** The devices of an AWS account that plugged accounts are named after, those that tell no AWS account (`isSure: false`) last. */
export const devicesNamed = (
  keys: readonly Key[],
  { partition, accountId }: { readonly partition: string | undefined; readonly accountId: string },
): readonly { readonly device: string; readonly name: string; readonly isSure: boolean }[] => {
  const named = keys
    .flatMap((key) => key.accounts.filter(isForAws))
    .flatMap(({ id }) => {
      const owner = isShortened(id) ? undefined : awsOwner(id);
      const device = deviceOf(id, partition);
      return owner?.accountId === accountId && device !== undefined ? [{ device, name: owner.user, isSure: true }] : [];
    });
  const withoutId = keys
    .flatMap((key) => key.accounts.filter(isForAws))
    .flatMap(({ id }) =>
      namesWithoutId(id).map((name) => ({ name, device: `arn:${partition}:iam::${accountId}:mfa/${name}`, isSure: false })),
    );
  return [...named, ...withoutId];
};

/** Whether an account may make the codes of this user, as far as its name tells: it names nobody, the user, or a device that IAM lists. */
export const mayBeOf = ({ accountId, user, devices }: AccountOwner, { account }: Place): boolean => {
  const owner = awsOwner(account.id);
  if (!isForAws(account) || owner === undefined) return isForAws(account);
  const isAnyones = user === undefined || devices === undefined || isShortened(account.id);
  const isOwn = isAnyones || isNameOf(user, owner.user) || devices.some(({ serial }) => isSameName(deviceNameOf(serial), owner.user));
  return owner.accountId === accountId && isOwn;
};

const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

import { accountIdOf, isTokenSerial } from '../../aws/arn.ts';
import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { CallerIdentity } from '../../aws/sts/sts.ts';
import { defined } from '../../base/defined.ts';
import { untilAborted } from '../../base/jobs.ts';
import { type Key, whyNotPlugged } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { knownHolders, matchesFor, type Place, placeName, unusableFor, withoutPlaces } from './accounts.ts';
import { type LocatePorts, oneOf, pickAmong, serialsOf, waitForInsert } from './ask-for-account.ts';
import type { CodePurpose } from './code-request.ts';
import { deviceArn } from './device-names.ts';
import { askPassword } from './unlock.ts';
import { type AccountOwner, type DeviceWish, devicesOn, flawOfNamed, mayBeOf, placedDevices, virtualSerials } from './user-devices.ts';

/** A device, and the account that makes its codes. */
export interface LocatedDevice {
  readonly mfaSerial: string;
  readonly place: Place;
  /** What a profile names is not the user's any more. */
  readonly isNamedGone: boolean;
  /** See `leaveOutWhere`. */
  readonly leaveOut: () => string | undefined;
}

/** What is to be known of the user, once for each search. */
interface User {
  readonly who: CallerIdentity;
  readonly devices: () => Promise<readonly MfaDevice[] | undefined>;
}

/** The plugged keys that count, when the service runs, without the places that are left out. */
const keysOf = async (
  ports: LocatePorts,
  purpose: CodePurpose,
  leftOut: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly Key[]>> => {
  await Promise.race([ports.keys.settled(), untilAborted(signal)]);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const state = ports.keys.state();
  return state.kind === 'no-service' ? failed(state.problem) : ok(pluggedNow(ports, purpose, leftOut));
};

const pluggedNow = ({ keys }: LocatePorts, { keySerial }: CodePurpose, leftOut: readonly string[]): readonly Key[] => {
  const state = keys.state();
  const plugged = withoutPlaces(state.kind === 'ready' ? state.keys : [], leftOut);
  return keySerial === undefined ? plugged : plugged.filter((key) => key.serial === keySerial);
};

/** The name under which a place is left out when AWS refused its code; undefined when no other one that is plugged in may be right. `isRight`: what else would do. */
export const leaveOutWhere = (
  ports: LocatePorts,
  { mfaSerial, place }: Pick<LocatedDevice, 'mfaSerial' | 'place'>,
  refused: readonly string[],
  purpose: CodePurpose,
  isRight: (others: readonly Key[]) => boolean = () => false,
): string | undefined => {
  const name = placeName(place);
  const others = pluggedNow(ports, purpose, [...refused, name]);
  const isThere = matchesFor(others, mfaSerial, ports.settings.get().pickedAccounts[mfaSerial]).length > 0 || isRight(others);
  return isThere ? name : undefined;
};

/**
 * The key and the account that make the codes of this one MFA device; asks for an unlock, another key or a choice where it has to. `refused`: places whose
 * code AWS did not take, by their names.
 */
export const locateAccount = async (
  ports: LocatePorts,
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
  refused: readonly string[] = [],
): Promise<Result<Place>> => {
  for (;;) {
    purpose.onPhase('card');
    const keys = await keysOf(ports, purpose, refused, signal);
    if (!keys.ok) return keys;
    const places = matchesFor(keys.value, mfaSerial, ports.settings.get().pickedAccounts[mfaSerial]);
    if (places.length > 0) return oneOf(ports, places, mfaSerial, purpose, signal);
    // The person has touched a key already: only what is plugged in is tried instead.
    if (refused.length > 0) return failed({ code: 'account-missing', account: mfaSerial, serials: serialsOf(keys.value) });
    const helped = await helpWith(ports, keys.value, { serials: [mfaSerial], isThere: () => false }, purpose, signal);
    if (helped) {
      if (!helped.ok) return helped;
      continue;
    }
    const unusable = unusableFor(keys.value, [mfaSerial]);
    if (unusable) return failed(unusable);
    return guess(ports, keys.value, mfaSerial, { accountId: accountIdOf(mfaSerial) }, purpose, signal);
  }
};

/**
 * The same for whichever device of a user is plugged in: the one that the profile names while AWS knows it, else any other that IAM lists or that an
 * account is named after. `refused`: devices that AWS does not know as this user's, by serial, and places whose code it did not take, by name. Problems: those of asking, account-missing, account-unclear,
 * mfa-serial-missing, mfa-serial-bad, no-code-device, and those of `wish.who`.
 */
export const locateDevice = async (
  ports: LocatePorts,
  wish: DeviceWish,
  refused: readonly string[],
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<LocatedDevice>> => {
  const who = await wish.who(signal);
  if (!who.ok) return who;
  const bad = flawOfNamed(wish, who.value);
  // Beside a hardware token the user may have a device on a key.
  if (bad && !isTokenSerial(bad.mfaSerial)) return failed(bad);
  let asked: Promise<readonly MfaDevice[] | undefined> | undefined;
  const user: User = {
    who: who.value,
    devices: () => {
      asked ??= wish.listDevices(who.value, signal);
      return asked;
    },
  };
  const located = (mfaSerial: string, place: Place, isNamedGone: boolean): Result<LocatedDevice> => {
    const leaveOut = () => leaveOutForUser(ports, wish, who.value, refused, purpose, { mfaSerial, place });
    return ok({ mfaSerial, place, isNamedGone, leaveOut });
  };
  for (;;) {
    purpose.onPhase('card');
    const keys = await keysOf(ports, purpose, refused, signal);
    if (!keys.ok) return bad && !signal.aborted ? failed(bad) : keys;
    const found = await pluggedDevice(ports, keys.value, wish, user, refused);
    const { named } = found;
    const isNamedGone = wish.named !== undefined && named === undefined;
    if (found.device) {
      const { mfaSerial, places } = found.device;
      const place = await oneOf(ports, places, mfaSerial, purpose, signal);
      return place.ok ? located(mfaSerial, place.value, isNamedGone) : place;
    }
    if (bad) return failed(bad);
    // The person has touched a key already: only what is plugged in is tried instead.
    const [last] = refused;
    if (last !== undefined) return failed({ code: 'serial-refused', mfaSerial: last });
    const listed = found.devices && virtualSerials(found.devices);
    if (found.devices && listed?.length === 0) return failed(noCodeDevice(who.value, found.devices));
    const serials = listed ?? (named === undefined ? [] : [named]);
    const isThere = (read: readonly Key[]) => onKeys(ports, read, wish, user, found.devices).length > 0;
    const helped = await helpWith(ports, keys.value, { serials, isThere }, purpose, signal);
    if (helped) {
      if (!helped.ok) return helped;
      continue;
    }
    const own = iamUserOf(who.value.arn);
    const unusable = unusableFor(keys.value, own ? [...serials, deviceArn(own, own.userName)] : serials);
    if (unusable) return failed(unusable);
    const mfaSerial = named ?? serials[0];
    if (mfaSerial === undefined) return failed({ code: 'mfa-serial-missing', profile: wish.profile });
    const owner = { accountId: who.value.accountId, user: own?.userName, devices: found.devices };
    const place = await guess(ports, keys.value, mfaSerial, owner, purpose, signal);
    return place.ok ? located(mfaSerial, place.value, isNamedGone) : place;
  }
};

/** The same as `leaveOutWhere` for whichever device of a user. */
export const leaveOutForUser = (
  ports: LocatePorts,
  wish: DeviceWish,
  who: CallerIdentity,
  refused: readonly string[],
  purpose: CodePurpose,
  device: Pick<LocatedDevice, 'mfaSerial' | 'place'>,
): string | undefined => {
  const isRight = (others: readonly Key[]) =>
    onKeys(ports, others, wish, { who }, undefined).some((other) => !refused.includes(other.mfaSerial));
  return leaveOutWhere(ports, device, refused, purpose, isRight);
};

const onKeys = (
  { settings }: LocatePorts,
  keys: readonly Key[],
  { named }: DeviceWish,
  { who }: Pick<User, 'who'>,
  devices: readonly MfaDevice[] | undefined,
) => devicesOn(keys, { who, devices, picked: settings.get().pickedAccounts, isNamed: named !== undefined });

/** The device whose key is plugged in. IAM is asked only where the keys leave it open: `devices` is what it said, `named` what the profile names while it may be the user's. */
const pluggedDevice = async (ports: LocatePorts, keys: readonly Key[], wish: DeviceWish, user: User, refused: readonly string[]) => {
  const named = wish.named !== undefined && !refused.includes(wish.named) ? wish.named : undefined;
  const [ofNamed] = placedDevices(keys, named === undefined ? [] : [named], ports.settings.get().pickedAccounts);
  const others = (devices: readonly MfaDevice[] | undefined) =>
    onKeys(ports, keys, wish, user, devices).filter(({ mfaSerial }) => mfaSerial !== named && !refused.includes(mfaSerial));
  const byLabel = others(undefined);
  if (ofNamed && byLabel.length === 0) return { device: ofNamed, named, devices: undefined };
  // With no key there is nothing to decide yet, and nobody waits for IAM.
  const devices = keys.length === 0 ? undefined : await user.devices();
  const isGone = devices?.some(({ serial }) => serial === named) === false;
  if (ofNamed && !isGone) return { device: ofNamed, named, devices };
  const [device] = devices ? others(devices) : byLabel;
  return { device, named: isGone ? undefined : named, devices };
};

/** Unlocks a locked key, or asks for another, where that may help; undefined when nothing of it does. `serials`: devices that would do. */
const helpWith = async (
  ports: LocatePorts,
  keys: readonly Key[],
  { serials, isThere }: { readonly serials: readonly string[]; readonly isThere: (keys: readonly Key[]) => boolean },
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<void> | undefined> => {
  const { keySerial } = purpose;
  // A key that was named and is not there is most likely a slip, where others are.
  const slip = keySerial === undefined || keys.length > 0 ? undefined : whyNotPlugged(ports.keys.state(), keySerial);
  if (slip?.code === 'yubikey-not-plugged') return failed(slip);
  const locked = keys.find((key) => key.oath === 'locked');
  if (locked) return askPassword(ports, locked, purpose, signal);
  const { pickedAccounts, knownKeys } = ports.settings.get();
  const isPlugged = (serial: number) => keys.some((key) => key.serial === serial);
  // A key that was named is the one that is meant, whatever another was seen to hold. One that cannot be read may be the very one.
  const isOpen = keySerial === undefined && !keys.some((key) => key.problem && key.serial === undefined);
  const holders = isOpen ? serials.flatMap((serial) => knownHolders(knownKeys, serial, pickedAccounts[serial])) : [];
  const holder = holders.find((serial) => !isPlugged(serial));
  if (keys.length > 0 && holder === undefined) return undefined;
  const fits = (read: readonly Key[]) => isThere(read) || read.some(({ serial }) => serial !== undefined && holders.includes(serial));
  const [account] = serials;
  // Nobody knows what is on a key that was named.
  const wanted = { ...(keySerial === undefined ? defined({ account }) : {}), serial: keySerial ?? holder, isThere: fits };
  return waitForInsert(ports, purpose, wanted, signal);
};

/** No name tells: the person does, of the accounts that can be meant. */
const guess = async (
  ports: LocatePorts,
  keys: readonly Key[],
  mfaSerial: string,
  owner: AccountOwner,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const candidates = keys.flatMap((key) => key.accounts.map((account) => ({ key, account }))).filter((place) => mayBeOf(owner, place));
  // A key that cannot be read may be the one.
  const unusable = keys.find((key) => key.problem);
  if (candidates.length === 0 && unusable?.problem) return failed(unusable.problem);
  if (candidates.length === 0) return failed({ code: 'account-missing', account: mfaSerial, serials: serialsOf(keys) });
  return pickAmong(ports, candidates, mfaSerial, purpose, signal);
};

/** For a user who has devices, none of which makes codes. */
export const noCodeDevice = ({ arn }: Pick<CallerIdentity, 'arn'>, devices: readonly MfaDevice[]) => {
  const has = devices.some(({ kind }) => kind === 'fido') ? 'passkey' : devices.length > 0 ? 'hardware' : 'none';
  return { code: 'no-code-device', user: iamUserOf(arn)?.userName ?? arn, has } as const;
};

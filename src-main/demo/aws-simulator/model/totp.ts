import { createHmac } from 'node:crypto';
import type { DeviceState, SimulatorState, UserState } from './types.ts';
import { AwsRefusal } from './types.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32, padding and case ignored. Throws on other characters. */
export const decodeBase32 = (text: string): Uint8Array => {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.replace(/[=\s]/g, '').toUpperCase()) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new Error('not base32');
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
};

/** RFC 4648 base32 without padding (whole groups of five bytes need none). */
export const encodeBase32 = (bytes: Uint8Array): string => {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
};

/** The six digits of a step: RFC 4226 with SHA-1 over the step as a counter (RFC 6238). */
export const simulatedCode = (seed: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', seed).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) % 16;
  return String((digest.readUInt32BE(offset) % 0x80000000) % 1_000_000).padStart(6, '0');
};

const stepMillis = 30_000;

const stepNow = (state: SimulatorState, device: DeviceState): number => Math.floor(state.now() / stepMillis) + device.clockAdjust;

/** The user that STS believes the device belongs to: it learns later than IAM. */
const userSeenBySts = (state: SimulatorState, device: DeviceState): UserState | undefined =>
  device.seenBySts.filter((entry) => entry.from <= state.now()).at(-1)?.user;

const unableToValidate = (): AwsRefusal =>
  new AwsRefusal(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );

const takeFromBudget = (state: SimulatorState, arn: string): boolean => {
  const window = Math.floor(state.now() / state.settings.budgetWindowMillis);
  const budget = state.budgets.get(arn);
  const spent = budget?.window === window ? budget.spent : 0;
  if (spent >= state.settings.codeBudget) return false;
  state.budgets.set(arn, { window, spent: spent + 1 });
  return true;
};

/**
 * Verifies serial and code of an STS call and spends the code. False when neither was given.
 * Throws the refusals of a lone parameter, an unknown or foreign serial, a spent budget and a bad or reused code.
 */
export const spendCode = (
  state: SimulatorState,
  user: UserState | undefined,
  serial: string | undefined,
  code: string | undefined,
): boolean => {
  if (serial === undefined && code === undefined) return false;
  if (serial === undefined || code === undefined) {
    throw new AwsRefusal(
      403,
      'AccessDenied',
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const device = user?.account.devices.get(serial);
  if (!device || device.kind === 'fido' || user?.root || userSeenBySts(state, device) !== user) throw unableToValidate();
  if (!takeFromBudget(state, serial)) throw unableToValidate();
  const present = stepNow(state, device);
  const window = state.settings.codeWindowSteps;
  for (let step = present - window; step <= present + window; step++) {
    if (device.usedSteps.has(step) || simulatedCode(device.seed, step) !== code) continue;
    device.usedSteps.add(step);
    return true;
  }
  throw new AwsRefusal(403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');
};

/**
 * Finds the step of two codes in a row, as EnableMFADevice and ResyncMFADevice want them, and keeps the clock adjustment.
 * Throws InvalidAuthenticationCode.
 */
export const acceptPair = (state: SimulatorState, device: DeviceState, first: string, second: string): void => {
  const base = Math.floor(state.now() / stepMillis) + device.clockAdjust;
  // The nearest step wins, so that a pair that happens to fit elsewhere does not move the clock.
  for (let distance = 0; distance <= 1000; distance++) {
    for (const later of distance === 0 ? [base] : [base - distance, base + distance]) {
      if (later < base - 998 || later - 1 <= device.lastPair) continue;
      if (simulatedCode(device.seed, later - 1) !== first || simulatedCode(device.seed, later) !== second) continue;
      device.clockAdjust += later - base;
      device.lastPair = later;
      return;
    }
  }
  throw new AwsRefusal(403, 'InvalidAuthenticationCode', 'Authentication code for device is not valid.');
};

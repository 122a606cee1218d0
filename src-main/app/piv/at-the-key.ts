import { defined } from '../../base/defined.ts';
import { whyNoKey, whyNotPlugged, type YubiKeys } from '../../card/keys/keys.ts';
import type { ManagementAccess, PivApplication, PivChange, PivMoments } from '../../card/piv/piv.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** Whose PIN is asked for, and how many tries are left where the key tells. */
export interface PinWanted {
  readonly serial?: number;
  readonly left?: number;
  /** What was given before didn't do: it was wrong, or not sent because it would have been the last try. */
  readonly again?: 'wrong' | 'last-try';
}

/** A PIN that somebody entered. */
export interface GivenPin {
  /** Whoever asked wipes it. */
  readonly bytes: Uint8Array;
  /** The person agreed to use up the last try. */
  readonly lastTry: boolean;
}

/** `rsa-key`: the YubiKey looks for primes, which can take minutes; `private-ca`: AWS is asked for the certificate, the first time as 1; `trust-anchor`, `role` and `profile`: one is made; `settling`: AWS doesn't know a new
 * role everywhere yet. */
export type SetupMoment =
  | { readonly kind: 'private-ca'; readonly tries: number }
  | { readonly kind: 'rsa-key' | 'sign' | 'trust-anchor' | 'role' | 'profile' | 'proof' | 'settling' };

/** Whoever sits there, as far as a PIV application needs them. */
export interface AtTheKey {
  readonly pin: (wanted: PinWanted) => Promise<Result<GivenPin>>;
  /** A new PIN in the place of the factory's; undefined: not wanted. Whoever asked wipes it. */
  readonly newPin: (wanted: PinWanted) => Promise<Result<Uint8Array | undefined>>;
  /** The PUK, with which a new PIN is set. Whoever asked wipes it. */
  readonly puk: (wanted: PinWanted) => Promise<Result<GivenPin>>;
  /** The management key's raw bytes, where it is neither the factory's nor under the PIN. Whoever asked wipes it. */
  readonly managementKey: (wanted: PinWanted) => Promise<Result<Uint8Array>>;
  /** The YubiKey blinks. */
  readonly touch: () => void;
  /** What a setup is at that takes a while. */
  readonly tell?: (moment: SetupMoment) => void;
  readonly signal: AbortSignal;
  /** Somebody is there to type another one, where the first is wrong. */
  readonly asksAgain?: true;
}

/** Printable ASCII: the same bytes from whatever types it. What another keyboard or program writes otherwise would use up tries. */
export const isTypedAlike = (pin: Uint8Array): boolean => pin.every((byte) => byte > 0x20 && byte < 0x7f);

/** A YubiKey that was found, with what its PIV application holds. */
export interface FoundKey {
  readonly keyId: string;
  readonly serial?: number;
  readonly application: PivApplication;
}

export const momentsOf = ({ touch, signal }: AtTheKey): PivMoments => ({ onTouch: touch, signal, urgent: true });

/** The only YubiKey, or that with this serial, with no more of its slots than `slots`, where they are given. Problems: yubikey-missing, yubikey-not-plugged, yubikey-unclear, those of reading. */
export const findPivKey = async (
  keys: YubiKeys,
  serial: number | undefined,
  signal: AbortSignal,
  slots?: readonly number[],
): Promise<Result<FoundKey>> => {
  await keys.settled();
  const state = keys.state();
  const plugged = state.kind === 'ready' ? state.keys : [];
  const [only, ...more] = plugged.filter((key) => serial === undefined || key.serial === serial);
  if (!only) return failed(serial === undefined ? whyNoKey(state) : whyNotPlugged(state, serial));
  if (more.length > 0) return failed({ code: 'yubikey-unclear', serials: plugged.flatMap((key) => key.serial ?? []) });
  const application = await keys.piv.read(only.id, { signal, urgent: true, ...(slots ? { slots } : {}) });
  return application.ok ? ok({ keyId: only.id, application: application.value, ...defined({ serial: only.serial }) }) : application;
};

const wanted = ({ serial, application }: FoundKey): PinWanted => defined({ serial, left: application.pin.left });

/** What to ask for anew, where what was given didn't do; undefined where another one is of no use. */
export const anew = ({ serial }: PinWanted, problem: Problem): PinWanted | undefined => {
  switch (problem.code) {
    case 'pin-wrong':
    case 'puk-wrong':
      return problem.left === 0 ? undefined : { ...defined({ serial }), left: problem.left, again: 'wrong' };
    case 'pin-last-try':
    case 'puk-last-try':
      return { ...defined({ serial }), left: 1, again: 'last-try' };
    case 'management-key-other':
      return problem.lies === 'key' ? { ...defined({ serial }), again: 'wrong' } : undefined;
    default:
      return undefined;
  }
};

/**
 * Asks for a secret, does the work with it, and wipes it; asks for another one as long as it is wrong and somebody is there to type it. The key checks it before
 * anything else is done, so that the work may begin again. Problems: those of asking and of the work.
 */
export const withSecret = async <S, T>(
  ask: (wanted: PinWanted) => Promise<Result<S>>,
  first: PinWanted,
  { asksAgain }: Pick<AtTheKey, 'asksAgain'>,
  work: (given: S) => Promise<Result<T>>,
  wipe: (given: S) => void,
): Promise<Result<T>> => {
  for (let next = first; ; ) {
    const given = await ask(next);
    if (!given.ok) return given;
    let done: Result<T>;
    try {
      done = await work(given.value);
    } finally {
      wipe(given.value);
    }
    const other = done.ok || !asksAgain ? undefined : anew(first, done.problem);
    if (!other) return done;
    next = other;
  }
};

/** The same for the PIN. Problems: the same, pin-blocked before anybody is asked. */
export const withPin = async <T>(key: FoundKey, at: AtTheKey, work: (pin: GivenPin) => Promise<Result<T>>): Promise<Result<T>> =>
  key.application.pin.left === 0
    ? failed({ code: 'pin-blocked', ...defined({ serial: key.serial }) })
    : withSecret(at.pin, wanted(key), at, work, ({ bytes }) => bytes.fill(0));

const change = (key: FoundKey, at: AtTheKey, access: ManagementAccess, pin?: GivenPin): PivChange => ({
  ...momentsOf(at),
  keyId: key.keyId,
  access,
  ...(pin ? { pin: pin.bytes, lastTry: pin.lastTry } : {}),
});

/**
 * What opens the management key: the factory's where it is still in place, else the PIN where it lies under that, else the person. The PIN is asked for
 * where it is needed, or where `withPinToo` says that the work needs it.
 */
export const withManagement = async <T>(
  key: FoundKey,
  at: AtTheKey,
  work: (change: PivChange, pin: GivenPin | undefined) => Promise<Result<T>>,
  withPinToo = false,
): Promise<Result<T>> => {
  const { isFactory, isUnderPin } = key.application.managementKey;
  if (isUnderPin && isFactory !== true) {
    return withPin(key, at, (pin) => work(change(key, at, { kind: 'under-pin' }, pin), pin));
  }
  // Firmware before 5.3 does not tell: the factory's is tried, and costs nothing.
  if (isFactory !== false) {
    const access = { kind: 'factory' } as const;
    return withPinToo ? withPin(key, at, (pin) => work(change(key, at, access, pin), pin)) : work(change(key, at, access), undefined);
  }
  const withKey = (typed: Uint8Array) => {
    const access = { kind: 'key', key: typed } as const;
    return withPinToo ? withPin(key, at, (pin) => work(change(key, at, access, pin), pin)) : work(change(key, at, access), undefined);
  };
  return withSecret(at.managementKey, defined({ serial: key.serial }), at, withKey, (typed) => typed.fill(0));
};

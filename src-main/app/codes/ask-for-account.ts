import { defined } from '../../base/defined.ts';
import { type Key, type Keys, whyNoKey, whyNotPlugged } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accountLabel, isLearned, matchesFor, type Place } from './accounts.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';

/** Seconds that a person has to fetch a key from a drawer, and to choose. */
const insertSeconds = 120;
const pickSeconds = 120;

export type LocatePorts = Pick<CodePorts, 'keys' | 'questions' | 'settings'>;

export const serialsOf = (keys: readonly Key[]): readonly number[] => keys.flatMap((key) => key.serial ?? []);

/** Asks which account, or which key, makes the codes of a device. What was picked is a guess until AWS took its code (`keepPick`). Problems: cancelled, yubikey-unclear, account-unclear. */
export const pickAmong = async (
  ports: LocatePorts,
  places: readonly Place[],
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const severalKeys = new Set(places.map((place) => place.key.id)).size > 1;
  const isAboutKeys = severalKeys && new Set(places.map((place) => place.account.id)).size === 1;
  if (ports.questions.answers !== 'everything') {
    return failed(
      isAboutKeys
        ? { code: 'yubikey-unclear', serials: serialsOf(places.map((place) => place.key)) }
        : { code: 'account-unclear', account: mfaSerial, choices: places.map((place) => place.account.id) },
    );
  }
  purpose.onPhase('pick');
  const { aliases } = ports.settings.get();
  const keyLabel = ({ name, serial }: Key) => `${name}${serial === undefined ? '' : ` ${serial}`}`;
  const labelOf = ({ key, account }: Place) => {
    if (isAboutKeys) return keyLabel(key);
    return `${accountLabel(account.id, aliases)}${severalKeys ? ` (${keyLabel(key)})` : ''}`;
  };
  const choices = places.map((place, index) => ({
    id: String(index),
    label: labelOf(place),
    ...(isAboutKeys ? { formFactor: place.key.formFactor } : {}),
  }));
  const among = isAboutKeys ? ({ among: 'keys' } as const) : {};
  const asked = {
    kind: 'pick',
    for: purpose.for,
    account: mfaSerial,
    choices,
    ...among,
    canType: purpose.onInstead !== undefined,
  } as const;
  const answer = await ports.questions.ask(asked, pickSeconds, signal).answer;
  if (answer.kind === 'instead') purpose.onInstead?.();
  const place = answer.kind === 'answered' ? places[choices.findIndex((choice) => choice.id === answer.value)] : undefined;
  if (!place) return failed({ code: 'cancelled' });
  const { serial } = place.key;
  // Which key to take is the person's to say, and no guess that AWS could refute.
  if (isAboutKeys && serial !== undefined)
    ports.settings.change(({ pickedKeys }) => ({ pickedKeys: { ...pickedKeys, [mfaSerial]: serial } }));
  return ok(place);
};

/** The one on the YubiKey that a person picked before; undefined when that is not plugged in, or says too little. */
export const pickedPlace = (
  settings: Pick<LocatePorts['settings'], 'get'>,
  places: readonly Place[],
  mfaSerial: string,
): Place | undefined => {
  const picked = settings.get().pickedKeys[mfaSerial];
  const [only, ...others] = places.filter(({ key }) => key.serial !== undefined && key.serial === picked);
  return others.length === 0 ? only : undefined;
};

/** The only one, the one that the person picked before, else what they pick now. */
export const oneOf = async (
  ports: LocatePorts,
  places: readonly Place[],
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const [only, ...more] = places;
  const known = only && more.length === 0 ? only : pickedPlace(ports.settings, places, mfaSerial);
  return known ? ok(known) : pickAmong(ports, places, mfaSerial, purpose, signal);
};

/** Remembers an account whose code AWS took, where its name does not tell that it is the device's. */
export const keepPick = (settings: LocatePorts['settings'], mfaSerial: string, place: Place): void => {
  if (!isLearned(place, mfaSerial, settings.get().pickedAccounts))
    settings.change((now) => ({ pickedAccounts: { ...now.pickedAccounts, [mfaSerial]: place.account.id } }));
};

/** Forgets one whose code AWS refused, and its key. */
export const forgetPick = (settings: LocatePorts['settings'], mfaSerial: string, { key, account }: Place): void => {
  if (key.serial !== undefined && settings.get().pickedKeys[mfaSerial] === key.serial)
    settings.change(({ pickedKeys: { [mfaSerial]: _refused, ...others } }) => ({ pickedKeys: others }));
  if (settings.get().pickedAccounts[mfaSerial] !== account.id) return;
  settings.change(({ pickedAccounts: { [mfaSerial]: _refused, ...others } }) => ({ pickedAccounts: others }));
};

/** What would do: a key with this serial, or any that holds this account (or `isThere` says so); any key where neither is known. */
export interface WantedKey {
  readonly account?: string;
  readonly serial: number | undefined;
  readonly isThere?: (keys: readonly Key[]) => boolean;
}

/**
 * Asks for a key, for as long as the card service is there to see one. Problems: cancelled, yubikey-missing, yubikey-other-needed, yubikey-not-plugged for a
 * serial without an account, those of the service.
 */
export const waitForInsert = async (
  ports: Pick<LocatePorts, 'questions' | 'settings'> & { readonly keys: Pick<Keys, 'state' | 'subscribe'> },
  purpose: CodePurpose,
  { account, serial, isThere: fits = () => false }: WantedKey,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { keys, settings } = ports;
  const missing = () => {
    const state = keys.state();
    const isAnotherThere = state.kind === 'ready' && state.keys.length > 0;
    if (serial === undefined || account === undefined) return failed(serial === undefined ? whyNoKey(state) : whyNotPlugged(state, serial));
    return failed(isAnotherThere ? { code: 'yubikey-other-needed', serial, account } : whyNoKey(state, serial));
  };
  const isServed = () => keys.state().kind !== 'no-service';
  if (ports.questions.answers !== 'everything' || !isServed()) return missing();
  const isThere = () => {
    const state = keys.state();
    if (state.kind !== 'ready') return false;
    const read = state.keys.filter((key) => key.oath !== 'reading');
    if (read.some((key) => serial === undefined || key.serial === serial) || fits(read)) return true;
    return account !== undefined && matchesFor(read, account, settings.get().pickedAccounts[account]).length > 0;
  };
  purpose.onPhase('insert');
  const key = serial === undefined ? {} : { key: { name: 'YubiKey', serial } };
  const canType = purpose.onInstead !== undefined;
  const asked = { kind: 'insert', for: purpose.for, canType, ...defined({ account }), ...key } as const;
  const question = ports.questions.ask(asked, insertSeconds, signal);
  const stop = keys.subscribe(() => {
    if (isThere() || !isServed()) question.withdraw();
  });
  const answer = await question.answer;
  stop();
  if (answer.kind === 'instead') purpose.onInstead?.();
  if (answer.kind === 'cancelled' || answer.kind === 'instead') return failed({ code: 'cancelled' });
  return isThere() ? ok(undefined) : missing();
};

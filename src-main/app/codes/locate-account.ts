import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Context } from '../context.ts';
import { awsOwner, isForAws, knownHolders, matchesFor, type Place } from './account-match.ts';
import type { CodePurpose } from './make-code.ts';
import { askPassword } from './unlock.ts';

/** Seconds that a person has to fetch a key from a drawer, and to choose. */
const insertSeconds = 120;
const pickSeconds = 120;

/** The key and the account that make the codes of an MFA device; asks for an unlock, another key or a choice where it has to. */
export const findPlace = async (context: Context, mfaSerial: string, purpose: CodePurpose, signal: AbortSignal): Promise<Result<Place>> => {
  const { world } = context;
  for (;;) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    purpose.onPhase('card');
    await world.keys.settled();
    const state = world.keys.state();
    if (state.kind === 'no-service') return failed(state.problem);
    const plugged = state.kind === 'ready' ? state.keys : [];
    const keys = purpose.keySerial === undefined ? plugged : plugged.filter((key) => key.serial === purpose.keySerial);
    const { settings } = context.store.state();
    const picked = settings.pickedAccounts[mfaSerial];
    const matches = matchesFor(keys, mfaSerial, picked);
    const [only] = matches;
    if (only && matches.length === 1) return ok(only);
    if (only) return pickAmong(context, matches, mfaSerial, purpose, signal);

    const locked = keys.find((key) => key.oath === 'locked');
    if (locked) {
      const unlocked = await askPassword(context, locked, purpose, signal);
      if (!unlocked.ok) return unlocked;
      continue;
    }
    const isPlugged = (serial: number) => keys.some((key) => key.serial === serial);
    // A key that was named is the one that is meant, whatever another was seen to hold.
    const holder =
      purpose.keySerial === undefined
        ? knownHolders(settings.knownKeys, mfaSerial, picked).find((serial) => !isPlugged(serial))
        : undefined;
    if (keys.length === 0 || holder !== undefined) {
      const inserted = await waitForInsert(context, purpose, { account: mfaSerial, serial: purpose.keySerial ?? holder }, signal);
      if (!inserted.ok) return inserted;
      continue;
    }
    const unusable = keys.find((key) => key.problem);
    if (unusable?.problem && keys.length === 1) return failed(unusable.problem);
    const candidates = keys.flatMap((key) => key.accounts.filter(isForAws).map((account) => ({ key, account })));
    if (candidates.length === 0) return failed({ code: 'account-missing', account: mfaSerial, serials: serialsOf(keys) });
    return pickAmong(context, candidates, mfaSerial, purpose, signal);
  }
};

const serialsOf = (keys: readonly Key[]): readonly number[] => keys.flatMap((key) => key.serial ?? []);

/** `jane @ 111122223333` for what looks like AWS, else the account's own words. */
export const accountLabel = (id: string): string => {
  const owner = awsOwner(id);
  return owner ? `${owner.user} @ ${owner.accountId}` : id;
};

const pickAmong = async (
  context: Context,
  places: readonly Place[],
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const severalKeys = new Set(places.map((place) => place.key.id)).size > 1;
  if (context.answers !== 'everything') {
    const sameAccount = new Set(places.map((place) => place.account.id)).size === 1;
    return failed(
      severalKeys && sameAccount
        ? { code: 'yubikey-unclear', serials: serialsOf(places.map((place) => place.key)) }
        : { code: 'account-unclear', account: mfaSerial, choices: places.map((place) => place.account.id) },
    );
  }
  purpose.onPhase('pick');
  const keyLabel = (key: Key) => (severalKeys ? ` (${key.name}${key.serial === undefined ? '' : ` ${key.serial}`})` : '');
  const choices = places.map((place, index) => ({ id: String(index), label: `${accountLabel(place.account.id)}${keyLabel(place.key)}` }));
  const answer = await context.desk.ask({ kind: 'pick', for: purpose.for, account: mfaSerial, choices }, pickSeconds, signal).answer;
  const place = answer.kind === 'answered' ? places[choices.findIndex((choice) => choice.id === answer.value)] : undefined;
  if (!place) return failed({ code: 'cancelled' });
  if (place.account.id !== mfaSerial)
    context.changeSettings(({ pickedAccounts }) => ({ pickedAccounts: { ...pickedAccounts, [mfaSerial]: place.account.id } }));
  return ok(place);
};

/** Asks for a key: the one with this serial or with this account where they are known, else any. Problems: cancelled, yubikey-missing, yubikey-other-needed. */
export const waitForInsert = async (
  context: Context,
  purpose: CodePurpose,
  { account, serial }: { readonly account?: string; readonly serial: number | undefined },
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { keys } = context.world;
  const missing = () => {
    const state = keys.state();
    const isAnotherThere = state.kind === 'ready' && state.keys.length > 0;
    if (serial !== undefined && isAnotherThere) return failed({ code: 'yubikey-other-needed', serial, account: account ?? '' });
    return failed({ code: 'yubikey-missing', ...defined({ serial }) });
  };
  if (context.answers !== 'everything') return missing();
  const isThere = () => {
    const state = keys.state();
    if (state.kind !== 'ready') return false;
    const read = state.keys.filter((key) => key.oath !== 'reading');
    if (read.some((key) => serial === undefined || key.serial === serial)) return true;
    return account !== undefined && matchesFor(read, account, context.store.state().settings.pickedAccounts[account]).length > 0;
  };
  purpose.onPhase('insert');
  const key = serial === undefined ? {} : { key: { name: 'YubiKey', serial } };
  const wanted = defined({ account });
  const question = context.desk.ask({ kind: 'insert', for: purpose.for, ...wanted, ...key }, insertSeconds, signal);
  const stop = keys.subscribe(() => {
    if (isThere()) question.withdraw();
  });
  const answer = await question.answer;
  stop();
  if (answer.kind === 'cancelled') return failed({ code: 'cancelled' });
  return isThere() ? ok(undefined) : missing();
};

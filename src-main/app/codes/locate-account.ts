import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { awsOwner, isForAws, knownHolders, matchesFor, type Place } from './account-match.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { askPassword } from './unlock.ts';

/** Seconds that a person has to fetch a key from a drawer, and to choose. */
const insertSeconds = 120;
const pickSeconds = 120;

type LocatePorts = Pick<CodePorts, 'keys' | 'questions' | 'settings'>;

/** The key and the account that make the codes of an MFA device; asks for an unlock, another key or a choice where it has to. */
export const locateAccount = async (
  ports: LocatePorts,
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const { settings } = ports;
  for (;;) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    purpose.onPhase('card');
    await ports.keys.settled();
    const state = ports.keys.state();
    if (state.kind === 'no-service') return failed(state.problem);
    const plugged = state.kind === 'ready' ? state.keys : [];
    const keys = purpose.keySerial === undefined ? plugged : plugged.filter((key) => key.serial === purpose.keySerial);
    const { pickedAccounts, knownKeys } = settings.get();
    const picked = pickedAccounts[mfaSerial];
    const matches = matchesFor(keys, mfaSerial, picked);
    const [only] = matches;
    if (only && matches.length === 1) return ok(only);
    if (only) return pickAmong(ports, matches, mfaSerial, purpose, signal);

    const locked = keys.find((key) => key.oath === 'locked');
    if (locked) {
      const unlocked = await askPassword(ports, locked, purpose, signal);
      if (!unlocked.ok) return unlocked;
      continue;
    }
    const isPlugged = (serial: number) => keys.some((key) => key.serial === serial);
    // A key that was named is the one that is meant, whatever another was seen to hold.
    const holder =
      purpose.keySerial === undefined ? knownHolders(knownKeys, mfaSerial, picked).find((serial) => !isPlugged(serial)) : undefined;
    if (keys.length === 0 || holder !== undefined) {
      const inserted = await waitForInsert(ports, purpose, { account: mfaSerial, serial: purpose.keySerial ?? holder }, signal);
      if (!inserted.ok) return inserted;
      continue;
    }
    const unusable = keys.find((key) => key.problem);
    if (unusable?.problem && keys.length === 1) return failed(unusable.problem);
    const candidates = keys.flatMap((key) => key.accounts.filter(isForAws).map((account) => ({ key, account })));
    if (candidates.length === 0) return failed({ code: 'account-missing', account: mfaSerial, serials: serialsOf(keys) });
    return pickAmong(ports, candidates, mfaSerial, purpose, signal);
  }
};

const serialsOf = (keys: readonly Key[]): readonly number[] => keys.flatMap((key) => key.serial ?? []);

/** `jane @ 111122223333` for what looks like AWS, else the account's own words. */
export const accountLabel = (id: string): string => {
  const owner = awsOwner(id);
  return owner ? `${owner.user} @ ${owner.accountId}` : id;
};

const pickAmong = async (
  ports: LocatePorts,
  places: readonly Place[],
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const severalKeys = new Set(places.map((place) => place.key.id)).size > 1;
  if (ports.questions.answers !== 'everything') {
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
  const answer = await ports.questions.ask({ kind: 'pick', for: purpose.for, account: mfaSerial, choices }, pickSeconds, signal).answer;
  const place = answer.kind === 'answered' ? places[choices.findIndex((choice) => choice.id === answer.value)] : undefined;
  if (!place) return failed({ code: 'cancelled' });
  if (place.account.id !== mfaSerial)
    ports.settings.change(({ pickedAccounts }) => ({ pickedAccounts: { ...pickedAccounts, [mfaSerial]: place.account.id } }));
  return ok(place);
};

/** Asks for a key: the one with this serial or with this account where they are known, else any. Problems: cancelled, yubikey-missing, yubikey-other-needed. */
export const waitForInsert = async (
  ports: LocatePorts,
  purpose: CodePurpose,
  { account, serial }: { readonly account?: string; readonly serial: number | undefined },
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { keys, settings } = ports;
  const missing = () => {
    const state = keys.state();
    const isAnotherThere = state.kind === 'ready' && state.keys.length > 0;
    if (serial !== undefined && isAnotherThere) return failed({ code: 'yubikey-other-needed', serial, account: account ?? '' });
    return failed({ code: 'yubikey-missing', ...defined({ serial }) });
  };
  if (ports.questions.answers !== 'everything') return missing();
  const isThere = () => {
    const state = keys.state();
    if (state.kind !== 'ready') return false;
    const read = state.keys.filter((key) => key.oath !== 'reading');
    if (read.some((key) => serial === undefined || key.serial === serial)) return true;
    return account !== undefined && matchesFor(read, account, settings.get().pickedAccounts[account]).length > 0;
  };
  purpose.onPhase('insert');
  const key = serial === undefined ? {} : { key: { name: 'YubiKey', serial } };
  const wanted = defined({ account });
  const question = ports.questions.ask({ kind: 'insert', for: purpose.for, ...wanted, ...key }, insertSeconds, signal);
  const stop = keys.subscribe(() => {
    if (isThere()) question.withdraw();
  });
  const answer = await question.answer;
  stop();
  if (answer.kind === 'cancelled') return failed({ code: 'cancelled' });
  return isThere() ? ok(undefined) : missing();
};

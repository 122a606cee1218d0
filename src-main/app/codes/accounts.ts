import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { Account } from '../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { accountIdFor } from './device-names.ts';
import { askPassword } from './unlock.ts';

/** An account on a plugged key. */
export interface Place {
  readonly key: Key;
  readonly account: Account;
}

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
 * The accounts that make the codes of an MFA device: those with its exact id, else what the person picked before, else those
 * whose name means it. Several are the same account on several keys, or a question for the person.
 */
export const matchesFor = (keys: readonly Key[], mfaSerial: string, picked: string | undefined): readonly Place[] => {
  const all = keys.flatMap((key) => key.accounts.filter(isForAws).map((account) => ({ key, account })));
  const graded = (wanted: number) => all.filter(({ account }) => grade(account.id, mfaSerial) === wanted);
  const chosen = all.filter(({ account }) => account.id === picked);
  return [graded(3), chosen, graded(2), graded(1)].find((places) => places.length > 0) ?? [];
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

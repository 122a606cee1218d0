import { toHex } from '../../base/bytes.ts';
import { type Clock, stepSeconds } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { CardRefusal } from '../connection/apdu.ts';
import type { CardConnection } from '../connection/card-connection.ts';
import { CardFault } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import type { AccessKeys } from './access-keys.ts';
import type { Account } from './oath-account.ts';
import { accountText, parseAccountId } from './oath-account.ts';
import { SW_LOCKED, SW_MEMORY_FAILURE, SW_NO_INSTRUCTION } from './oath-constants.ts';
import {
  type CalculatedAccount,
  calculate,
  calculateAll,
  listAccounts,
  type OathApplet,
  type RandomBytes,
  selectOath,
  validate,
} from './oath-session.ts';

/** Account id -> code, for accounts of 30 seconds that want no touch. */
export interface StepCodes {
  readonly step: number;
  readonly of: ReadonlyMap<string, string>;
}

/** What jobs on the OATH applet share: which key is expected, and what unlocks it. */
export interface OathWork {
  readonly accessKeys: AccessKeys;
  readonly random: RandomBytes;
  /** The applet that was there when the key was read; another one is another key (or one that was reset since). */
  readonly deviceId?: string | undefined;
  readonly serial?: number | undefined;
  readonly onOtherApplet?: () => void;
}

const locked = ({ serial }: OathWork) => new CardProblem({ code: 'password-needed', ...defined({ serial }) });

/** SELECT, and VALIDATE with the access key that we have. Problems: oath-disabled, password-needed, yubikey-untrusted, yubikey-removed. */
export const openOath = async (connection: CardConnection, work: OathWork): Promise<OathApplet> => {
  const applet = await selectOath(connection);
  if (work.deviceId !== undefined && applet.deviceId !== work.deviceId) {
    work.onOtherApplet?.();
    throw new CardFault('removed', 'another OATH applet');
  }
  await validateKept(applet, work);
  return applet;
};

/** VALIDATE with the access key that we have; one that is refused is given up. Problems: password-needed, yubikey-untrusted. */
export const validateKept = async (applet: OathApplet, work: OathWork): Promise<void> => {
  if (!applet.challenge) return;
  const accessKey = work.accessKeys.get(applet.deviceId);
  if (!accessKey) throw locked(work);
  try {
    await validate(applet, accessKey, work.random);
  } catch (error) {
    if (!(error instanceof CardProblem) || error.problem.code !== 'password-wrong') throw error;
    work.accessKeys.refuse(applet.deviceId);
    throw locked(work);
  }
};

/** Locks again with a SELECT: for some seconds the card stays powered after we let go. A card that is gone is locked anyway. */
export const relock = async (applet: OathApplet): Promise<void> => {
  if (applet.challenge) await selectOath(applet.connection).catch(() => {});
};

/**
 * Does a job on an unlocked applet, and locks it again. Another program may lock it in between (its own SELECT, a new
 * password): then select and unlock once more before saying that a password is needed.
 */
export const withOath = async <T>(connection: CardConnection, work: OathWork, job: (applet: OathApplet) => Promise<T>): Promise<T> => {
  let applet = await openOath(connection, work);
  try {
    return await job(applet);
  } catch (error) {
    if (!isLocked(error) || !work.accessKeys.get(applet.deviceId)) throw error;
    applet = await openOath(connection, work);
    try {
      return await job(applet);
    } catch (again) {
      if (isLocked(again)) work.accessKeys.refuse(applet.deviceId);
      throw again;
    }
  } finally {
    await relock(applet);
  }
};

const isLocked = (error: unknown): boolean => error instanceof CardRefusal && error.status === SW_LOCKED;

/** Every account of an open applet: touch from CALCULATE ALL, algorithm from LIST. `step` only asks: its codes are dropped. */
export const readAccounts = async (applet: OathApplet, step: number): Promise<readonly Account[]> => {
  const listed = await listAccounts(applet);
  const calculated = new Map(((await calculatedOrNone(applet, step)) ?? []).map((account) => [toHex(account.id), account]));
  return toAccounts(listed.map((account) => ({ ...account, calculated: calculated.get(toHex(account.id)) })));
};

/**
 * The same by CALCULATE ALL alone, with the codes that it gives anyway; the algorithms stay unknown. A key on which that fails is read
 * as ever.
 */
export const readAccountsBriefly = async (
  applet: OathApplet,
  step: number,
): Promise<{ readonly accounts: readonly Account[]; readonly codes?: StepCodes }> => {
  const calculated = await calculatedOrNone(applet, step);
  if (!calculated) return { accounts: await readAccounts(applet, step) };
  const accounts = toAccounts(
    calculated.map((account) => ({ id: account.id, kind: account.answer === 'hotp' ? 'hotp' : 'totp', calculated: account })),
  );
  const usable = accounts.flatMap(({ id, period }, index) => {
    const code = calculated[index]?.code;
    return code === undefined || period !== stepSeconds ? [] : [[id, code] as const];
  });
  return { accounts, codes: { step, of: new Map(usable) } };
};

interface FoundAccount extends Pick<Account, 'kind' | 'algorithm'> {
  readonly id: Uint8Array;
  readonly calculated: CalculatedAccount | undefined;
}

const toAccounts = (found: readonly FoundAccount[]): readonly Account[] => {
  const seen = new Set<string>();
  return found.map(({ id, kind, algorithm, calculated }) => {
    const text = accountText(id);
    // Two ids that differ only in bytes that are no UTF-8 look the same.
    const unique = seen.has(text) ? `${text} (${toHex(id)})` : text;
    seen.add(unique);
    return {
      id: unique,
      idBytes: id,
      ...parseAccountId(text, kind),
      kind,
      ...defined({ algorithm }),
      ...(calculated ? { digits: calculated.digits } : {}),
      touch: calculated?.answer === 'touch' ? 'required' : calculated?.answer === 'code' ? 'not-required' : 'unknown',
    };
  });
};

/** A credential left broken by an interrupted PUT makes CALCULATE ALL fail with 6581, while LIST still works. Tokens of other brands may lack it. */
const calculatedOrNone = (applet: OathApplet, step: number): Promise<readonly CalculatedAccount[] | undefined> =>
  calculateAll(applet, step).catch((error: unknown) => {
    if (error instanceof CardRefusal && [SW_MEMORY_FAILURE, SW_NO_INSTRUCTION].includes(error.status)) return undefined;
    throw error;
  });

/** Windows' own time-out comes as 8010002F (COMM_DATA_LOST) instead of a status word; the binding does not name it. */
const isWindowsTimeout = (error: unknown): boolean =>
  error instanceof CardFault && error.kind === 'transport' && (error.detail === '8010002f' || error.detail === 'unknown');

export interface CodeWork {
  readonly account: Account;
  readonly step: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onTouch: () => void;
}

/** A touch key that nobody touches answers 6982 after about 15 s, a locked one at once. */
const touchSilence = 5_000;
/** HOTP accounts do not tell whether they want a touch: after this silence one does. */
const unknownSilence = 500;

/** CALCULATE, saying when the key blinks. Problems: not-touched, account-missing; 6982 (as `CardRefusal`) when locked. */
export const calculateWithTouch = async (applet: OathApplet, work: CodeWork): Promise<string> => {
  const { account, clock, signal } = work;
  const started = clock.now();
  const tell = () => {
    if (!signal.aborted) work.onTouch();
  };
  if (account.touch === 'required') tell();
  const stop = account.touch === 'unknown' ? clock.after(unknownSilence, tell) : () => {};
  try {
    return await calculate(applet, account.idBytes, work.step);
  } catch (error) {
    const waited = clock.now() - started;
    if ((isLocked(error) || isWindowsTimeout(error)) && waited > touchSilence) {
      throw new CardProblem({ code: 'not-touched', seconds: Math.round(waited / 1000) });
    }
    throw error;
  } finally {
    stop();
  }
};

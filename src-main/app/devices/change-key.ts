import type { Key } from '../../card/keys/keys.ts';
import { parseAccountId } from '../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { matchesFor } from '../codes/accounts.ts';
import type { CodePorts } from '../codes/code-request.ts';
import { askPassword } from '../codes/unlock.ts';
import type { World } from '../ports.ts';
import type { ForgetNeeds } from './forget-gone.ts';

/** Times that a password is asked for one job: another program may lock the key again in between. */
const unlockTries = 2;

/** What changing a key takes. */
export interface KeyNeeds extends ForgetNeeds, Pick<CodePorts, 'keys' | 'questions'> {
  readonly world: Pick<World, 'keys' | 'passwords'>;
}

export const pluggedKey = (needs: KeyNeeds, keyId: string): Key | undefined => {
  const state = needs.world.keys.state();
  return state.kind === 'ready' ? state.keys.find((key) => key.id === keyId) : undefined;
};

/** Runs a job that changes a key; asks for the password when it turns out to be locked. */
export const withUnlocked = async <T>(
  needs: KeyNeeds,
  key: Key,
  job: () => Promise<Result<T>>,
  signal: AbortSignal,
): Promise<Result<T>> => {
  for (let tries = 0; ; tries++) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    const done = await job();
    if (done.ok || done.problem.code !== 'password-needed' || tries === unlockTries) return done;
    const unlocked = await askPassword(needs, key, { for: { kind: 'key', name: key.name }, onPhase: () => {} }, signal);
    if (!unlocked.ok) return unlocked;
  }
};

/** Deletes an account from a key. One that is gone already is as good. */
export const removeAccount = async (needs: KeyNeeds, key: Key, account: string, signal: AbortSignal): Promise<Result<void>> => {
  const removed = await withUnlocked(needs, key, () => needs.world.keys.remove(key.id, account), signal);
  if (!removed.ok && removed.problem.code !== 'account-missing') return removed;
  forgetHolder(needs, key, account);
  return ok(undefined);
};

const forgetHolder = (needs: KeyNeeds, key: Key, account: string): void => {
  const { knownKeys } = needs.store.state().settings;
  const serials = knownKeys[account];
  if (!serials) return;
  const left = serials.filter((serial) => serial !== key.serial);
  const { [account]: _gone, ...others } = knownKeys;
  needs.changeSettings(() => ({ knownKeys: left.length === 0 ? others : { ...others, [account]: left } }));
};

/**
 * Renames an account; gives its new id. A device that was found by the old name is remembered to have this account. Problems: account-missing,
 * account-exists, account-name-too-long, firmware-too-old, ...
 */
export const renameAccount = async (
  needs: KeyNeeds,
  key: Key,
  accountId: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const { keys } = needs.world;
  const serials = devicesOf(needs, key, accountId);
  const account = pluggedKey(needs, key.id)?.accounts.find(({ id }) => id === accountId);
  if (!account) return failed({ code: 'account-missing', account: accountId, serials: key.serial === undefined ? [] : [key.serial] });
  const { period } = account;
  const to = { ...parseAccountId(name, account.kind), ...(account.kind === 'totp' ? { period } : {}) };
  const renamed = await withUnlocked(needs, key, () => keys.rename(key.id, accountId, to), signal);
  if (!renamed.ok) return renamed;
  forgetHolder(needs, key, accountId);
  const now = { ...account, id: renamed.value };
  const lost = serials.filter((serial) => matchesFor([{ ...key, accounts: [now] }], serial, undefined).length === 0);
  if (lost.length > 0)
    needs.changeSettings(({ pickedAccounts }) => ({
      pickedAccounts: { ...pickedAccounts, ...Object.fromEntries(lost.map((serial) => [serial, renamed.value])) },
    }));
  return renamed;
};

/** The devices of the files and of the open screen whose codes this account makes. */
const devicesOf = (needs: KeyNeeds, key: Key, accountId: string): readonly string[] => {
  const { files, devices } = needs.store.state();
  const { pickedAccounts } = needs.store.state().settings;
  const written =
    files.kind === 'read' ? [...files.profiles.sources, ...files.profiles.roles].flatMap(({ mfaSerial }) => mfaSerial ?? []) : [];
  const shown = devices?.loaded?.devices.map(({ serial }) => serial) ?? [];
  const only = { ...key, accounts: key.accounts.filter(({ id }) => id === accountId) };
  return [...new Set([...written, ...shown])].filter((serial) => matchesFor([only], serial, pickedAccounts[serial]).length > 0);
};

/** Sets or replaces the OATH password of a key. The derived key is remembered on wish, where the system has a store for secrets. */
export const setPassword = async (
  needs: KeyNeeds,
  key: Key,
  password: string,
  remember: boolean,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { keys, passwords } = needs.world;
  const set = await withUnlocked(needs, key, () => keys.setPassword(key.id, password), signal);
  if (!set.ok) return set;
  const { deviceId, accessKey } = set.value;
  if (remember && passwords.canRemember()) await passwords.save(deviceId, accessKey);
  else await passwords.forget(deviceId);
  return ok(undefined);
};

export const removePassword = async (needs: KeyNeeds, key: Key, signal: AbortSignal): Promise<Result<void>> => {
  const { keys, passwords } = needs.world;
  const removed = await withUnlocked(needs, key, () => keys.removePassword(key.id), signal);
  if (removed.ok && key.deviceId !== undefined) await passwords.forget(key.deviceId);
  return removed;
};

/** The password stays on the key; it is asked for again after this run. */
export const forgetPassword = async (needs: KeyNeeds, key: Key): Promise<Result<void>> => {
  if (key.deviceId !== undefined) await needs.world.passwords.forget(key.deviceId);
  return ok(undefined);
};

import type { Key } from '../../card/keys/keys.ts';
import { formatAccountId, parseAccountId } from '../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { matchesFor } from '../codes/accounts.ts';
import { askPassword } from '../codes/unlock.ts';
import type { DevicePorts, KeyPorts } from './device-ports.ts';
import { dropRename, noteRename, settleRenames, withoutHolder } from './renames.ts';

/** Times that a password is asked for one job: another program may lock the key again in between. */
const unlockTries = 2;

export const pluggedKey = ({ keys }: Pick<KeyPorts, 'keys'>, keyId: string): Key | undefined => {
  const state = keys.state();
  return state.kind === 'ready' ? state.keys.find((key) => key.id === keyId) : undefined;
};

/** Runs a job that changes a key; asks for the password when it turns out to be locked. */
export const withUnlocked = async <T>(
  codes: Pick<KeyPorts, 'keys' | 'questions'>,
  key: Key,
  job: () => Promise<Result<T>>,
  signal: AbortSignal,
): Promise<Result<T>> => {
  for (let tries = 0; ; tries++) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    const done = await job();
    if (done.ok || done.problem.code !== 'password-needed' || tries === unlockTries) return done;
    const unlocked = await askPassword(codes, key, { for: { kind: 'key', name: key.name }, onPhase: () => {} }, signal);
    if (!unlocked.ok) return unlocked;
  }
};

/** Deletes an account from a key. One that is gone already is as good. */
export const removeAccount = async (codes: KeyPorts, key: Key, account: string, signal: AbortSignal): Promise<Result<void>> => {
  const removed = await withUnlocked(codes, key, () => codes.keys.remove(key.id, account), signal);
  if (!removed.ok && removed.problem.code !== 'account-missing') return removed;
  forgetHolder(codes, key, account);
  return ok(undefined);
};

const forgetHolder = ({ settings }: KeyPorts, key: Key, account: string): void => {
  if (settings.get().knownKeys[account]) settings.change(({ knownKeys }) => ({ knownKeys: withoutHolder(knownKeys, account, key.serial) }));
};

/**
 * Renames an account; gives its new id. A device that was found by the old name is remembered to have this account. Problems: account-missing,
 * account-exists, account-name-too-long, firmware-too-old, ...
 */
export const renameAccount = async (
  ports: Pick<DevicePorts, 'store' | 'codes'>,
  key: Key,
  accountId: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const { codes } = ports;
  const serials = devicesOf(ports, key, accountId);
  const account = pluggedKey(codes, key.id)?.accounts.find(({ id }) => id === accountId);
  if (!account) return failed({ code: 'account-missing', account: accountId, serials: key.serial === undefined ? [] : [key.serial] });
  const { period } = account;
  const to = { ...parseAccountId(name, account.kind), ...(account.kind === 'totp' ? { period } : {}) };
  noteRename(codes.settings, key, { from: accountId, to: formatAccountId(to, account.kind), devices: serials });
  const renamed = await withUnlocked(codes, key, () => codes.keys.rename(key.id, accountId, to), signal);
  settleRenames(codes.settings, codes.keys.state());
  if (!renamed.ok) dropRename(codes.settings, key);
  return renamed;
};

/** The devices of the files and of the open screen whose codes this account makes. */
const devicesOf = ({ store }: Pick<DevicePorts, 'store'>, key: Key, accountId: string): readonly string[] => {
  const { files, devices, settings } = store.state();
  const { pickedAccounts } = settings;
  const written =
    files.kind === 'read' ? [...files.profiles.sources, ...files.profiles.roles].flatMap(({ mfaSerial }) => mfaSerial ?? []) : [];
  const shown = devices?.loaded?.devices.map(({ serial }) => serial) ?? [];
  const only = { ...key, accounts: key.accounts.filter(({ id }) => id === accountId) };
  return [...new Set([...written, ...shown])].filter((serial) => matchesFor([only], serial, pickedAccounts[serial]).length > 0);
};

/** Sets or replaces the OATH password of a key. The derived key is remembered on request, where the system has a store for secrets. */
export const setPassword = async (
  codes: KeyPorts,
  key: Key,
  password: string,
  remember: boolean,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { passwords } = codes.keys;
  const remembers = remember && passwords.canRemember();
  const next = remembers ? await codes.keys.accessKeyFor(key.id, password) : undefined;
  if (next && !next.ok) return next;
  if (next) await passwords.saveNext(next.value.deviceId, next.value.accessKey);
  const set = await withUnlocked(codes, key, () => codes.keys.setPassword(key.id, password), signal);
  if (!set.ok) {
    // After any other problem the key may have it.
    if (next && ['cancelled', 'password-needed'].includes(set.problem.code))
      await passwords.forget(next.value.deviceId, next.value.accessKey);
    return set;
  }
  const { deviceId, accessKey } = set.value;
  if (remembers) await passwords.save(deviceId, accessKey);
  else await passwords.forget(deviceId);
  return ok(undefined);
};

export const removePassword = async (codes: KeyPorts, key: Key, signal: AbortSignal): Promise<Result<void>> => {
  const removed = await withUnlocked(codes, key, () => codes.keys.removePassword(key.id), signal);
  if (removed.ok && key.deviceId !== undefined) await codes.keys.passwords.forget(key.deviceId);
  return removed;
};

/** The password stays on the key; it is asked for again after this run. */
export const forgetPassword = async ({ keys }: KeyPorts, key: Key): Promise<Result<void>> => {
  if (key.deviceId !== undefined) await keys.passwords.forget(key.deviceId);
  return ok(undefined);
};

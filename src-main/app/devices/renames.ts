import type { Key, KeysState } from '../../card/keys/keys.ts';
import { matchesFor } from '../codes/accounts.ts';
import type { Settings } from '../ports.ts';
import type { StoredSettings } from '../state/store.ts';

type Kept = Pick<StoredSettings, 'get' | 'change'>;

/** Notes which account is about to get which name, for the case that nobody is left to see what came of it. */
export const noteRename = ({ change }: Kept, { deviceId }: Key, rename: Settings['renames'][string]): void => {
  if (deviceId !== undefined) change(({ renames }) => ({ renames: { ...renames, [deviceId]: rename } }));
};

/** It did not happen. */
export const dropRename = ({ change }: Kept, { deviceId }: Key): void => change(({ renames }) => ({ renames: without(renames, deviceId) }));

const without = (renames: Settings['renames'], deviceId: string | undefined): Settings['renames'] =>
  Object.fromEntries(Object.entries(renames).filter(([id]) => id !== deviceId));

/**
 * What follows from the renames that the keys show: a device that its new name does not tell is remembered to have that account, and the key holds the old
 * one no more. Also when the program that renamed it was killed.
 */
export const settleRenames = (settings: Kept, state: KeysState): void => {
  if (state.kind !== 'ready') return;
  for (const key of state.keys) {
    const { deviceId, serial } = key;
    const { renames } = settings.get();
    const rename = deviceId !== undefined && Object.hasOwn(renames, deviceId) ? renames[deviceId] : undefined;
    const account = key.accounts.find(({ id }) => id === rename?.to);
    if (!rename || !account || key.accounts.some(({ id }) => id === rename.from)) continue;
    const lost = rename.devices.filter((device) => matchesFor([{ ...key, accounts: [account] }], device, undefined).length === 0);
    settings.change((now) => ({
      knownKeys: withoutHolder(now.knownKeys, rename.from, serial),
      pickedAccounts: { ...now.pickedAccounts, ...Object.fromEntries(lost.map((device) => [device, rename.to])) },
      renames: without(now.renames, deviceId),
    }));
  }
};

/** The known keys, without this one for an account. */
export const withoutHolder = (known: Settings['knownKeys'], account: string, serial: number | undefined): Settings['knownKeys'] => {
  const serials = known[account];
  if (!serials) return known;
  const left = serials.filter((other) => other !== serial);
  const { [account]: _gone, ...others } = known;
  return left.length === 0 ? others : { ...others, [account]: left };
};

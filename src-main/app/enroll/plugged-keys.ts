import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import { whyNoKey } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Place } from '../codes/accounts.ts';
import { waitForInsert } from '../codes/ask-for-account.ts';
import type { CodePurpose } from '../codes/code-request.ts';
import { askPassword } from '../codes/unlock.ts';
import type { DeviceRecord } from './record.ts';
import { type EnrollRun, recordOf, type Work } from './run.ts';
import { deviceOf, type Which } from './stages.ts';

export const pluggedKeys = ({ ports }: Pick<Work, 'ports'>): readonly Key[] => {
  const state = ports.codes.keys.state();
  return state.kind === 'ready' ? state.keys : [];
};

/** The key of a device, by its serial, or by its OATH applet when it hides that. */
export const isKeyOf = (device: DeviceRecord, key: Key): boolean =>
  device.key.serial === undefined ? key.deviceId === device.key.deviceId : key.serial === device.key.serial;

/** The key as a record names it. */
export const keyRecord = ({ deviceId = '', name, serial }: Key): DeviceRecord['key'] => ({
  deviceId,
  name,
  ...defined({ serial }),
});

/** The key of the run's device, when it is plugged in; nobody is asked for it. Problems: yubikey-missing, yubikey-other-needed. */
export const pluggedKey = (work: EnrollRun): Result<Key> => {
  const { main } = recordOf(work);
  const keys = pluggedKeys(work);
  const key = keys.find((entry) => isKeyOf(main, entry));
  if (key) return ok(key);
  const { serial } = main.key;
  if (keys.length > 0 && serial !== undefined) return failed({ code: 'yubikey-other-needed', serial, account: main.account });
  return failed(whyNoKey(work.ports.codes.keys.state(), serial));
};

/**
 * The key of a device, plugged and unlocked; asks for it and for its password. Problems: cancelled, yubikey-missing, yubikey-other-needed,
 * password-needed, what is wrong with the key itself.
 */
export const keyFor = async (work: Work, which: Which, purpose: CodePurpose): Promise<Result<Key>> => {
  const { ports, signal } = work;
  const device = deviceOf(recordOf(work), which);
  for (;;) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    await ports.codes.keys.settled();
    const state = ports.codes.keys.state();
    if (state.kind === 'no-service') return failed(state.problem);
    const key = pluggedKeys(work).find((entry) => isKeyOf(device, entry));
    if (key?.oath === 'locked') {
      const unlocked = await askPassword(ports.codes, key, purpose, signal);
      if (!unlocked.ok) return unlocked;
      continue;
    }
    if (key?.problem) return failed(key.problem);
    if (key) return ok(key);
    const { serial } = device.key;
    // A key that hides its serial cannot be named: another one that is plugged would be asked for for ever.
    if (serial === undefined && pluggedKeys(work).length > 0) return failed({ code: 'yubikey-missing' });
    const inserted = await waitForInsert(ports.codes, purpose, { serial }, signal);
    if (inserted.ok) continue;
    return inserted.problem.code === 'yubikey-other-needed' ? failed({ ...inserted.problem, account: device.account }) : inserted;
  }
};

/** The account of a device on its key. Problems: those of `keyFor`, account-missing. */
export const placeFor = async (work: Work, which: Which, purpose: CodePurpose): Promise<Result<Place>> => {
  const key = await keyFor(work, which, purpose);
  return key.ok ? accountOn(key.value, deviceOf(recordOf(work), which).account) : key;
};

/** An account as the key has it. Problem: account-missing. */
export const accountOn = (key: Key, id: string): Result<Place> => {
  const account = key.accounts.find((entry) => entry.id === id);
  return account ? ok({ key, account }) : failed({ code: 'account-missing', account: id, serials: [key.serial ?? []].flat() });
};

/** Which of two keys with the same seed is at hand: a person has one port, often. */
export const keyAtHand = (work: Work): Which => {
  const { main, spare } = recordOf(work);
  const keys = pluggedKeys(work);
  const isThere = (device: DeviceRecord | undefined) => device !== undefined && keys.some((key) => isKeyOf(device, key));
  return !isThere(main) && isThere(spare) ? 'spare' : 'main';
};

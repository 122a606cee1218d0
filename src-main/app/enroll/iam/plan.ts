import type { Problem } from '../../../contract/problems.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { deviceArn, deviceNameOf, isDeviceName } from '../../codes/device-names.ts';
import { askPassword } from '../../codes/unlock.ts';
import { chosenKey, namesFor, whyNotKey } from '../key-choice.ts';
import { pluggedKeys } from '../plugged-keys.ts';
import { newRecord, recordOf, saveAfter, type Work } from '../run.ts';
import { plannedDevice, spareKey } from './create-device.ts';

/** Whether the person agreed to replace an account on a key: the first answer is the question, the second the yes. */
const askReplace = (work: Work, keyId: string, account: string): Problem | undefined => {
  const { wish } = work.model();
  const replace = `${keyId} ${account}`;
  if (wish.replace === replace) return undefined;
  work.change({ wish: { ...wish, replace } });
  return { code: 'account-exists', account };
};

/** A locked key is unlocked, since its accounts decide. Problems: cancelled, password-needed. */
const unlockKey = async (work: Work, keyId: string | undefined): Promise<Result<void>> => {
  const key = chosenKey(pluggedKeys(work), keyId);
  if (key?.oath !== 'locked') return ok(undefined);
  return askPassword(work.ports.codes, key, { for: { kind: 'key', name: key.name }, onPhase: () => {} }, work.signal);
};

/**
 * Makes the plan from the choices on the key page; nothing exists yet. Problems: yubikey-missing, yubikey-unclear, yubikey-full, oath-disabled,
 * firmware-too-old, password-needed, device-name-bad, device-name-taken (then the other name is proposed), account-exists (next means yes).
 */
export const planRun = async (work: Work): Promise<Result<void>> => {
  const keys = pluggedKeys(work);
  const first = chosenKey(keys, work.model().wish.keyId);
  if (!first)
    return failed(
      keys.length > 1 ? { code: 'yubikey-unclear', serials: keys.flatMap(({ serial }) => serial ?? []) } : { code: 'yubikey-missing' },
    );
  const unlocked = await unlockKey(work, first.id);
  if (!unlocked.ok) return unlocked;
  const model = work.model();
  const { user, wish } = model;
  const key = pluggedKeys(work).find(({ id }) => id === first.id);
  if (!key || !user) return failed({ code: 'yubikey-removed' });
  const { name, other } = namesFor(model, key);
  if (!isDeviceName(name)) return failed({ code: 'device-name-bad', deviceName: name });
  const isSame = (arn: string) => deviceNameOf(arn).toLowerCase() === name.toLowerCase();
  const isEnabled = model.devices.some(({ serial }) => isSame(serial));
  if (isEnabled || model.unassigned.some(isSame)) {
    if (other !== undefined) work.change({ wish: { ...wish, deviceName: other } });
    return failed({ code: 'device-name-taken', deviceName: name, state: isEnabled ? 'enabled' : 'not-enabled' });
  }
  const main = plannedDevice(deviceArn(user, name), key);
  const problem =
    whyNotKey(key, wish.touch, main.accountWasThere) ?? (main.accountWasThere ? askReplace(work, key.id, main.account) : undefined);
  if (problem) return failed(problem);
  work.change({ record: newRecord(model, main) });
  return ok(undefined);
};

/** The second device of this run, for the other key. Problems: spare-is-same-key, yubikey-missing, and those of `planRun`. */
export const planSpare = async (work: Work): Promise<Result<void>> => {
  const chosen = spareKey(work);
  if (!chosen.ok) return chosen;
  const unlocked = await unlockKey(work, chosen.value.id);
  if (!unlocked.ok) return unlocked;
  const key = pluggedKeys(work).find(({ id }) => id === chosen.value.id);
  if (!key) return failed({ code: 'yubikey-removed' });
  const record = recordOf(work);
  const { devices, unassigned, wish } = work.model();
  const taken = [...devices.map(({ serial }) => deviceNameOf(serial)), ...unassigned.map(deviceNameOf), record.main.deviceName];
  const stem = `${record.user.name}-yk${key.serial === undefined ? '' : `-${key.serial}`}`;
  let name = stem;
  for (let count = 2; taken.some((there) => there.toLowerCase() === name.toLowerCase()); count += 1) name = `${stem}-${count}`;
  const spare = plannedDevice(deviceArn(record.user, name), key);
  const problem =
    whyNotKey(key, record.touch, spare.accountWasThere) ??
    (spare.accountWasThere && wish.replace !== `${key.id} ${spare.account}` ? askReplace(work, key.id, spare.account) : undefined);
  if (problem) return failed(problem);
  await saveAfter(work, { ...record, spare });
  return ok(undefined);
};

import { defined } from '../../../base/defined.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { whyNoKey } from '../../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { accountIdFor, deviceArn, deviceNameOf, isDeviceName } from '../../codes/device-names.ts';
import { askPassword } from '../../codes/unlock.ts';
import { chosenKey, namesFor, takenNames, whyNotKey } from '../key-choice.ts';
import { isKeyOf, keyRecord, pluggedKeys } from '../plugged-keys.ts';
import type { DeviceRecord } from '../record.ts';
import { newRecord, recordOf, saveAfter, type Work } from '../run.ts';

/** The device that a key gets: its account's id follows from the ARN. */
export const plannedDevice = (arn: string, key: Key): DeviceRecord => {
  const account = accountIdFor(arn);
  return {
    deviceName: deviceNameOf(arn),
    deviceArn: arn,
    key: keyRecord(key),
    account,
    accountWasThere: key.accounts.some(({ id }) => id === account),
    stage: 'planned',
  };
};

/** Nothing, once the person agreed to replace an account on a key: the first answer is the question, the second the yes. Problem: account-exists. */
export const mayReplace = (work: Work, key: Key, { account, accountWasThere }: DeviceRecord): Result<void> => {
  const { choices } = work.model();
  const replace = `${key.id} ${account}`;
  if (!accountWasThere || choices.replace === replace) return ok(undefined);
  work.change({ choices: { ...choices, replace } });
  return failed({ code: 'account-exists', account });
};

/** The key, unlocked, since its accounts decide. Problems: cancelled, password-needed, yubikey-removed. */
const unlockedKey = async (work: Work, id: string): Promise<Result<Key>> => {
  const find = () => pluggedKeys(work).find((entry) => entry.id === id);
  const key = find();
  if (key?.oath === 'locked') {
    const purpose = { for: { kind: 'key', name: key.name }, onPhase: () => {} } as const;
    const unlocked = await askPassword(work.ports.codes, key, purpose, work.signal);
    if (!unlocked.ok) return unlocked;
  }
  const now = find();
  return now ? ok(now) : failed({ code: 'yubikey-removed' });
};

/** Whether the key takes the device. Problems: those of `whyNotKey` and `mayReplace`. */
const mayTake = (work: Work, key: Key, device: DeviceRecord, touch: boolean): Result<void> => {
  const problem = whyNotKey(key, touch, device.accountWasThere);
  return problem ? failed(problem) : mayReplace(work, key, device);
};

/**
 * Makes the plan from the choices on the key page; nothing exists yet. Problems: yubikey-missing, yubikey-unclear, yubikey-full, oath-disabled,
 * firmware-too-old, password-needed, device-name-bad, device-name-taken (then the other name is proposed), account-exists (next means yes).
 */
export const planRun = async (work: Work): Promise<Result<void>> => {
  const keys = pluggedKeys(work);
  const first = chosenKey(keys, work.model().choices.keyId);
  if (!first)
    return failed(
      keys.length > 1
        ? { code: 'yubikey-unclear', serials: keys.flatMap(({ serial }) => serial ?? []) }
        : whyNoKey(work.ports.codes.keys.state()),
    );
  const unlocked = await unlockedKey(work, first.id);
  if (!unlocked.ok) return unlocked;
  const key = unlocked.value;
  const model = work.model();
  const { user, choices } = model;
  if (!user) throw new Error('the user is known before the key');
  const { name, other } = namesFor(model, key);
  if (!isDeviceName(name)) return failed({ code: 'device-name-bad', deviceName: name });
  const isSame = (arn: string) => deviceNameOf(arn).toLowerCase() === name.toLowerCase();
  const isEnabled = model.devices.some(({ serial }) => isSame(serial));
  if (isEnabled || model.unassigned.some(isSame)) {
    if (other !== undefined) work.change({ choices: { ...choices, deviceName: other } });
    return failed({ code: 'device-name-taken', deviceName: name, state: isEnabled ? 'enabled' : 'not-enabled' });
  }
  const main = plannedDevice(deviceArn(user, name), key);
  const taken = mayTake(work, key, main, choices.touch);
  if (!taken.ok) return taken;
  work.change({ record: newRecord(model, main) });
  return ok(undefined);
};

/** The second device of this run, for the other key. Problems: spare-is-same-key, yubikey-missing, and those of `planRun`. */
export const planSpare = async (work: Work): Promise<Result<void>> => {
  const chosen = spareKey(work);
  if (!chosen.ok) return chosen;
  const unlocked = await unlockedKey(work, chosen.value.id);
  if (!unlocked.ok) return unlocked;
  const key = unlocked.value;
  const record = recordOf(work);
  const names = [...takenNames(work.model()), record.main.deviceName];
  const stem = `${record.user.name}-yk${key.serial === undefined ? '' : `-${key.serial}`}`;
  let name = stem;
  for (let count = 2; names.some((there) => there.toLowerCase() === name.toLowerCase()); count += 1) name = `${stem}-${count}`;
  const spare = plannedDevice(deviceArn(record.user, name), key);
  const taken = mayTake(work, key, spare, record.touch);
  if (!taken.ok) return taken;
  await saveAfter(work, { ...record, spare });
  return ok(undefined);
};

/** The key that is chosen for the spare, else the only other one. Problems: yubikey-missing, spare-is-same-key, yubikey-unclear. */
export const spareKey = (work: Pick<Work, 'ports' | 'model'>): Result<Key> => {
  const { record, choices } = work.model();
  const same = failed({ code: 'spare-is-same-key', ...defined({ serial: record?.main.key.serial }) });
  const isMain = (key: Key) => record !== undefined && isKeyOf(record.main, key);
  const keys = pluggedKeys(work);
  const chosen = keys.find((key) => key.id === choices.spareKeyId);
  const others = keys.filter((key) => !isMain(key));
  const key = chosen ?? (others.length === 1 ? others[0] : undefined);
  if (key) return isMain(key) ? same : ok(key);
  if (others.length > 1) return failed({ code: 'yubikey-unclear', serials: others.flatMap((other) => other.serial ?? []) });
  return keys.length > 0 ? same : failed(whyNoKey(work.ports.codes.keys.state()));
};

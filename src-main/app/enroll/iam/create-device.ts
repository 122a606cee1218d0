import type { Caller } from '../../../aws/caller.ts';
import { limitTime } from '../../../base/clock.ts';
import { defined } from '../../../base/defined.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { accountIdFor, deviceArn, deviceNameOf, deviceNames } from '../../codes/device-names.ts';
import type { Step } from '../../plans/plan.ts';
import { takenNames } from '../key-choice.ts';
import { isKeyOf, keyFor, pluggedKeys } from '../plugged-keys.ts';
import type { EnrollRecord } from '../record.ts';
import { purposeOf, recordOf, saveAfter, saveFirst, stageAfter, type Work, working } from '../run.ts';
import { deviceOf, isAtLeast, type Which, withDevice, withStage } from '../stages.ts';
import { changeAtIam, takeSession } from './iam-caller.ts';
import { mayReplace, plannedDevice, spareKey } from './plan.ts';
import { settle } from './survey.ts';
import { undoOn } from './undo.ts';

/** Minutes that a seed is kept for a spare key that nobody brings. */
const spareMinutes = 10;

/** Deletes a device whose seed nobody has. When that is denied the run goes on under another name, and the device is told of at the end. */
const clearDevice = async (work: Work, which: Which): Promise<Result<void>> => {
  working(work, 'creating');
  const { aws, codes } = work.ports;
  const { deviceArn: serial, key, account, accountWasThere } = deviceOf(recordOf(work), which);
  const answer = await changeAtIam(work, (caller) => aws.iam.deleteVirtualMfaDevice(caller, serial, work.signal));
  if (answer.ok || answer.problem.code === 'device-missing') return ok(undefined);
  if (answer.problem.code !== 'iam-denied') return answer;
  const name = freeName(work, deviceNameOf(serial), key.serial);
  const arn = deviceArn(recordOf(work).user, name);
  // The account under the old name would be found by nobody.
  const holder = pluggedKeys(work).find((entry) => isKeyOf(deviceOf(recordOf(work), which), entry));
  if (!accountWasThere && holder?.accounts.some(({ id }) => id === account)) await codes.keys.remove(holder.id, account);
  work.change({
    record: withDevice(recordOf(work), which, { deviceName: name, deviceArn: arn, account: accountIdFor(arn), stage: 'planned' }),
    truth: undefined,
    left: [...work.model().left, serial],
  });
  return ok(undefined);
};

/** Another name for a device whose own is taken for good. */
const freeName = (work: Work, taken: string, keySerial: number | undefined): string =>
  deviceNames({
    user: recordOf(work).user.name,
    taken: [...takenNames(work.model()), taken],
    hasDevice: true,
    ...defined({ keySerial }),
  }).name;

/**
 * Makes the device and puts its seed on the key, and on the spare key too when both shall make the same codes. The seed is in one buffer, which
 * `createVirtualMfaDevice` wipes; nothing but the key ever gets it. A device whose seed is lost is deleted first, and made anew.
 */
export const createStep = (work: Work, which: Which): Step<EnrollRecord> => ({
  name: `create ${which}`,
  subject: deviceOf(recordOf(work), which).deviceArn,
  read: (record) => {
    const { stage } = deviceOf(record, which);
    if (isAtLeast(stage, 'stored')) return 'done';
    return stage === 'creating' || stage === 'storing' ? 'begun' : 'todo';
  },
  // The key says when it has the seed.
  mark: (record, standing) => (standing === 'begun' ? withStage(record, which, 'creating') : record),
  check: () => settle(work),
  do: async () => {
    const isAnew = deviceOf(recordOf(work), which).stage === 'planned';
    const cleared = isAnew ? ok(undefined) : await clearDevice(work, which);
    if (!cleared.ok) return cleared;
    const session = await takeSession(work);
    if (!session.ok) return session;
    const purpose = purposeOf(work, which, () => {});
    const key = await keyFor(work, which, purpose);
    if (!key.ok) return key;
    const { deviceName, stage } = deviceOf(recordOf(work), which);
    // An account of this id on the key is of an earlier try of this run.
    const isRenewed = isAnew ? work.model().isResumed : stage !== 'planned';
    const take = async ({ serial, seed }: { readonly serial: string; readonly seed: Uint8Array }): Promise<Result<void>> => {
      const stored = await storeSeed(work, which, key.value, serial, seed, isRenewed);
      if (!stored.ok || which !== 'main' || recordOf(work).spareWish !== 'same-seed') return stored;
      return storeOnSpare(work, seed);
    };
    working(work, 'creating');
    return ok(async () => {
      const answer = await changeAtIam(work, (caller: Caller) =>
        work.ports.aws.iam.createVirtualMfaDevice(caller, { name: deviceName, path: '/' }, take, work.signal),
      );
      return answer.ok ? answer.value : answer;
    });
  },
  undo: () => undoOn(work, which, ['delete-device', 'delete-account']),
});

const storeSeed = async (work: Work, which: Which, key: Key, arn: string, seed: Uint8Array, isRenewed: boolean): Promise<Result<void>> => {
  working(work, 'storing');
  const planned = deviceOf(recordOf(work), which);
  // What AWS calls it counts.
  const named = planned.deviceArn === arn ? {} : { deviceArn: arn, account: accountIdFor(arn) };
  const record = withDevice(recordOf(work), which, named);
  const saved = await saveFirst(work, withStage(record, which, 'storing'));
  if (!saved.ok) {
    work.change({ record: withStage(record, which, 'created') });
    return saved;
  }
  const device = deviceOf(record, which);
  const put = await work.ports.codes.keys.put(key.id, {
    kind: 'totp',
    algorithm: 'sha1',
    digits: 6,
    period: 30,
    name: device.account,
    seed,
    touch: record.touch,
    overwrite: device.accountWasThere || isRenewed,
  });
  if (put.ok) {
    await stageAfter(work, which, 'stored');
    return ok(undefined);
  }
  // A key that went away in the middle may have it; one that refused has not.
  if (!['yubikey-removed', 'yubikey-busy', 'cancelled'].includes(put.problem.code)) await stageAfter(work, which, 'created');
  return put;
};

/** While the seed is at hand: waits for another key and puts it there too. Skipping, and a key that refuses, leave the run without a spare. */
const storeOnSpare = async (work: Work, seed: Uint8Array): Promise<Result<void>> => {
  const limit = limitTime(work.ports.codes.time, spareMinutes * 60_000, work.signal);
  work.change({ page: { kind: 'spare', isLive: true }, problem: undefined });
  try {
    for (;;) {
      const answer = await work.waitForSpare(limit.signal);
      if (work.signal.aborted) return failed({ code: 'cancelled' });
      if (!answer.ok) return answer;
      if (answer.value === 'skip') {
        await saveAfter(work, { ...recordOf(work), spareWish: 'none' });
        return ok(undefined);
      }
      const key = spareKey(work);
      const stored = key.ok ? await storeSpare(work, key.value, seed) : key;
      if (stored.ok) return ok(undefined);
      work.change({ page: { kind: 'spare', isLive: true }, problem: stored.problem });
    }
  } finally {
    limit.unlink();
  }
};

const storeSpare = async (work: Work, key: Key, seed: Uint8Array): Promise<Result<void>> => {
  const record = recordOf(work);
  const spare = plannedDevice(record.main.deviceArn, key);
  const agreed = mayReplace(work, key, spare);
  if (!agreed.ok) return agreed;
  work.change({ record: { ...record, spare } });
  const unlocked = await keyFor(
    work,
    'spare',
    purposeOf(work, 'spare', () => {}),
  );
  return unlocked.ok ? storeSeed(work, 'spare', unlocked.value, spare.deviceArn, seed, false) : unlocked;
};

import { parseArn } from '../../../aws/arn.ts';
import { stepSeconds } from '../../../base/clock.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { matchesFor, type Place } from '../../codes/accounts.ts';
import { twoCodes } from '../../codes/code-pair.ts';
import { accountIdFor, deviceNameOf } from '../../codes/device-names.ts';
import { renameAccount, withUnlocked } from '../../devices/change-key.ts';
import type { Step } from '../../plans/plan.ts';
import { findSource } from '../../roles/source.ts';
import type { PairedCode } from '../../state/enroll-state.ts';
import { accountOn, pluggedKey } from '../plugged-keys.ts';
import { proveStep } from '../prove-step.ts';
import type { EnrollRecord } from '../record.ts';
import { purposeOf, recordOf, saveFirst, type Work } from '../run.ts';
import { withDevice } from '../stages.ts';

/** The run's account on its key. Problems: yubikey-missing, yubikey-other-needed, account-missing, ... */
export const placeOf = async (work: Work): Promise<Result<Place>> => {
  const { ports } = work;
  const key = pluggedKey(work);
  if (!key.ok) return key;
  const accounts = await withUnlocked(ports.codes, key.value, () => ports.codes.keys.list(key.value.id), work.signal);
  return accounts.ok ? accountOn({ ...key.value, accounts: accounts.value }, recordOf(work).main.account) : accounts;
};

/** Two codes to type into AWS's page. */
export const showCodes = async (work: Work): Promise<Result<void>> => {
  const place = await placeOf(work);
  if (!place.ok) return place;
  const onCodes = (codes: readonly PairedCode[]) => work.change({ page: { kind: 'two-codes', codes } });
  const codes = await twoCodes(
    work.ports.codes,
    place.value,
    recordOf(work).main.deviceArn,
    { steps: 'begun', onCodes },
    purposeOf(work, 'main', () => {}),
    work.signal,
  );
  if (!codes.ok) return codes;
  work.change({ codes: codes.value });
  return ok(undefined);
};

/** An ARN of a virtual device in the user's AWS account. Problem: device-arn-bad. */
export const checkDevice = (record: EnrollRecord, device: string): Result<string> => {
  const text = device.trim();
  const arn = parseArn(text);
  const { accountId, partition } = record.user;
  const isGood =
    arn?.service === 'iam' && arn.type === 'mfa' && arn.accountId === accountId && arn.partition === partition && arn.name !== '';
  return isGood ? ok(text) : failed({ code: 'device-arn-bad', device: text });
};

/** Takes note of the device that the person told. Problems: those of `findSource`, journal-unwritable. */
export const takeDevice = async (work: Work, device: string): Promise<Result<void>> => {
  const record = withDevice(recordOf(work), 'main', { stage: 'proving', deviceArn: device, deviceName: deviceNameOf(device) });
  const source = await findSource(work.ports, record.source);
  const saved = source.ok ? await saveFirst(work, record) : source;
  if (saved.ok) await spendShownCodes(work, device);
  return saved;
};

/** Proves that device with a code that STS takes, and gives the account its name. */
export const proveDevice = (work: Work): Step<EnrollRecord> =>
  proveStep(work, 'main', {
    find: () => placeOf(work),
    onProved: async (place) => {
      const account = await nameAccount(work, place, recordOf(work).main);
      work.change({ record: withDevice(recordOf(work), 'main', { account }) });
    },
  });

/** The codes that were shown are spent, whatever the device was thought to be called. */
const spendShownCodes = async (work: Work, device: string): Promise<void> => {
  const { ledger } = work.ports.codes;
  for (const { ends } of work.model().codes ?? []) {
    const step = Math.round(ends / stepSeconds / 1000) - 1;
    const claimed = await ledger.claim(device, step);
    if (claimed.ok) await (claimed.value === step ? ledger.spend(device, step) : ledger.release(device, claimed.value));
  }
};

/**
 * Names the account after its device where the key can rename, unless it was there before: other programs may ask for it by its name. An account
 * whose name does not tell is remembered as this device's. Gives its id.
 */
const nameAccount = async (work: Work, { key, account }: Place, main: EnrollRecord['main']): Promise<string> => {
  const { deviceArn: device, accountWasThere } = main;
  const { ports, signal } = work;
  const wanted = accountIdFor(device);
  const keepsName = accountWasThere || account.id === wanted;
  const renamed = keepsName ? ok(account.id) : await renameAccount(ports, key, account.id, wanted, signal);
  const id = renamed.ok ? renamed.value : account.id;
  const isFound = matchesFor([{ ...key, accounts: [{ ...account, id }] }], device, undefined).length > 0;
  ports.codes.settings.change(({ pickedAccounts: { [device]: _old, ...others } }) => ({
    pickedAccounts: isFound ? others : { ...others, [device]: id },
  }));
  return id;
};

import type { Key } from '../../../card/keys/keys.ts';
import type { Account } from '../../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { deviceOf, isForAws, type Place } from '../../codes/accounts.ts';
import { deviceArn, deviceNameOf, isShortened } from '../../codes/device-names.ts';
import { ownDeviceOf } from '../../devices/device-accounts.ts';
import type { ImportRequest } from '../../state/enroll-state.ts';
import { keyRecord, pluggedKeys } from '../plugged-keys.ts';
import type { EnrollRecord } from '../record.ts';
import { newRecord, type Work } from '../run.ts';

/** The account, when it is there now and AWS could take its codes. */
export const findImport = (keys: readonly Key[], { keyId, account }: ImportRequest): Place | undefined => {
  const key = keys.find(({ id }) => id === keyId);
  const there = key?.accounts.find(({ id }) => id === account);
  return key && there && isForAws(there) ? { key, account: there } : undefined;
};

/** The account is that of the run. Problem: account-missing. */
export const planImport = (work: Work): Result<void> => {
  const keys = pluggedKeys(work);
  const { imports } = work.model();
  const place = imports && findImport(keys, imports);
  if (place) {
    work.change({ record: recordFor(work, place) });
    return ok(undefined);
  }
  const { serial } = keys.find(({ id }) => id === imports?.keyId) ?? {};
  return failed({ code: 'account-missing', account: imports?.account ?? '', serials: serial === undefined ? [] : [serial] });
};

const recordFor = ({ ports, model }: Work, { key, account }: Place): EnrollRecord => {
  const { user } = model();
  if (!user) throw new Error('the user is known before the device');
  const { devices, settings } = ports.store.state();
  const own = ownDeviceOf(devices?.loaded?.devices ?? [], pluggedKeys({ ports }), settings, { keyId: key.id, account: account.id });
  const arn = own ?? guessFrom(account, user.partition) ?? deviceArn(user, user.userName);
  return newRecord(model(), {
    deviceName: deviceNameOf(arn),
    deviceArn: arn,
    key: keyRecord(key),
    account: account.id,
    accountWasThere: true,
    stage: 'stored',
  });
};

const guessFrom = ({ id }: Account, partition: string): string | undefined => (isShortened(id) ? undefined : deviceOf(id, partition));

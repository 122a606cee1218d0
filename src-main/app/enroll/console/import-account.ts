import type { Key } from '../../../card/keys/keys.ts';
import type { Account } from '../../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { deviceOf, isForAws, type Place } from '../../codes/account-match.ts';
import { deviceArn, deviceNameOf } from '../../codes/device-names.ts';
import type { TapContext } from '../../context.ts';
import { isShortened } from '../../devices/view.ts';
import type { EnrollRecord } from '../record.ts';
import type { ConsoleWork } from './store-secret.ts';
import type { ConsoleModel } from './view.ts';

/** An account that was on the key before the run: the person tells whose it is, and a code proves it. Nothing is put on the key. */
export interface ImportWish {
  readonly keyId: string;
  readonly account: string;
}

/** The account, when it is there now and AWS could take its codes. */
export const findImport = (keys: readonly Key[], { keyId, account }: ImportWish): Place | undefined => {
  const key = keys.find(({ id }) => id === keyId);
  const there = key?.accounts.find(({ id }) => id === account);
  return key && there && isForAws(there) ? { key, account: there } : undefined;
};

/**
 * Goes to the page that asks for the device, once the user is known. The journal hears of the run when the person has told the device:
 * until then there is nothing to come back to. Problem: account-missing.
 */
export const toDevice = (work: ConsoleWork, keys: readonly Key[], wish: ImportWish): Result<void> => {
  const place = findImport(keys, wish);
  const { serial } = keys.find(({ id }) => id === wish.keyId) ?? {};
  if (!place) return failed({ code: 'account-missing', account: wish.account, serials: serial === undefined ? [] : [serial] });
  work.change({ record: recordFor(work.context, work.model(), place), stand: { kind: 'device' } });
  return ok(undefined);
};

const recordFor = (context: TapContext, { id, startedAt, source, user, touch }: ConsoleModel, { key, account }: Place): EnrollRecord => {
  if (!user || source === undefined) throw new Error('the user is known before the device');
  const offered = context.store.state().devices?.importable.find((entry) => entry.keyId === key.id && entry.account === account.id);
  const arn = offered?.guess ?? guessFrom(account, user.partition) ?? deviceArn(user, user.userName);
  return {
    version: 1,
    id,
    path: 'console',
    startedAt,
    source,
    user: { name: user.userName, arn: user.arn, accountId: user.accountId, partition: user.partition },
    touch,
    spareWish: 'none',
    main: {
      deviceName: deviceNameOf(arn),
      deviceArn: arn,
      key: { deviceId: key.deviceId ?? '', name: key.name, ...(key.serial === undefined ? {} : { serial: key.serial }) },
      account: account.id,
      accountWasThere: true,
      stage: 'stored',
    },
  };
};

const guessFrom = ({ id }: Account, partition: string): string | undefined => (isShortened(id) ? undefined : deviceOf(id, partition));

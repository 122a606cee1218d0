import type { Log } from '../../base/log.ts';
import { failed, ok } from '../../contract/result.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import type { DeviceRecord, EnrollJournal, EnrollRecord } from './record.ts';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 1024;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const stages: readonly unknown[] = [
  'planned',
  'creating',
  'created',
  'storing',
  'stored',
  'enabling',
  'enabled',
  'proving',
  'proved',
] satisfies readonly DeviceRecord['stage'][];

const parseDevice = (value: unknown): DeviceRecord | undefined => {
  if (!isObject(value) || !isObject(value.key)) return undefined;
  const { deviceName, deviceArn, account, accountWasThere, stage, key } = value;
  if (!isText(deviceName) || !isText(deviceArn) || !isText(account) || typeof accountWasThere !== 'boolean') return undefined;
  if (!stages.includes(stage) || typeof key.deviceId !== 'string' || !isText(key.name)) return undefined;
  if (key.serial !== undefined && !isNumber(key.serial)) return undefined;
  const serial = key.serial === undefined ? {} : { serial: key.serial };
  return {
    deviceName,
    deviceArn,
    account,
    accountWasThere,
    stage: stage as DeviceRecord['stage'],
    key: { deviceId: key.deviceId, name: key.name, ...serial },
  };
};

/** What was written, with these fields and no other; undefined for anything else. */
export const parseRecord = (text: string): EnrollRecord | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value.version !== 1 || !isObject(value.user)) return undefined;
  const { id, path, startedAt, source, touch, spareWish, user } = value;
  const main = parseDevice(value.main);
  const spare = value.spare === undefined ? undefined : parseDevice(value.spare);
  if (!main || (value.spare !== undefined && !spare) || !isText(id) || !isNumber(startedAt) || !isText(source)) return undefined;
  if ((path !== 'iam' && path !== 'console') || typeof touch !== 'boolean') return undefined;
  if (spareWish !== 'none' && spareWish !== 'device' && spareWish !== 'same-seed') return undefined;
  const { name, arn, accountId, partition } = user;
  if (!isText(name) || !isText(arn) || !isText(accountId) || !isText(partition)) return undefined;
  return {
    version: 1,
    id,
    path,
    startedAt,
    source,
    user: { name, arn, accountId, partition },
    touch,
    spareWish,
    main,
    ...(spare ? { spare } : {}),
  };
};

/** The journal over a folder of its own. */
export const createEnrollJournal = (folder: RecordFolder, log: Log): EnrollJournal => ({
  list: async () => {
    const records: EnrollRecord[] = [];
    for (const { name, text } of await folder.read()) {
      const record = text === undefined ? undefined : parseRecord(text);
      if (record?.id === name) records.push(record);
      else log.warn('a record of the journal cannot be read', { record: name });
    }
    return records.sort((a, b) => a.startedAt - b.startedAt);
  },
  write: async (record) => {
    try {
      await folder.write(record.id, `${JSON.stringify(record, undefined, 2)}\n`);
      return ok(undefined);
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      return failed({ code: 'journal-unwritable', file: folder.path, errno: typeof code === 'string' ? code : 'unknown' });
    }
  },
  remove: async (id) => {
    await folder.remove(id).catch(() => log.warn('a record of the journal could not be removed', { record: id }));
  },
});

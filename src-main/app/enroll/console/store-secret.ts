import { sameBytes } from '../../../base/bytes.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { accountIdBytes, accountIdLimit, parseAccountId } from '../../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { accountIdFor, deviceArn, isDeviceName } from '../../codes/device-names.ts';
import type { TapContext } from '../../context.ts';
import { withUnlocked } from '../../devices/change-key.ts';
import { readSecret, type TotpSecret } from '../otpauth.ts';
import type { DeviceStage, EnrollRecord } from '../record.ts';
import type { ConsoleModel } from './view.ts';

/** An open run, as its steps work with it. */
export interface ConsoleWork {
  readonly context: TapContext;
  readonly model: () => ConsoleModel;
  readonly change: (change: Partial<ConsoleModel>) => void;
  readonly signal: AbortSignal;
}

/** The secret in a picture. Problems: picture-unusable, secret-unusable. */
export const secretOfPicture = async (context: TapContext, picture: Uint8Array): Promise<Result<TotpSecret>> => {
  const link = await context.world.readQrCode(picture);
  return link.ok ? readSecret(link.value) : link;
};

/** What AWS does not take is a secret all the same. */
const isSecret = (secret: Result<TotpSecret>): boolean =>
  secret.ok ||
  (secret.problem.code === 'secret-unusable' && ['hotp', 'digits', 'algorithm', 'period', 'too-long'].includes(secret.problem.why));

/** Takes the secret off the clipboard, text or picture; other things that a person copied stay there. Problems: clipboard-empty, clipboard-missing, ... */
export const secretOfClipboard = async (context: TapContext): Promise<Result<TotpSecret>> => {
  const { clipboard } = context.world;
  const copied = await clipboard.read();
  if (!copied.ok) return copied;
  if (!copied.value) return failed({ code: 'clipboard-empty' });
  const secret = copied.value.kind === 'text' ? readSecret(copied.value.text) : await secretOfPicture(context, copied.value.bytes);
  // A link that sets up codes holds one, however wrong it is.
  const isLink = copied.value.kind === 'text' && /^\s*otpauth:/i.test(copied.value.text);
  if (isLink || isSecret(secret)) await clipboard.wipe();
  return secret;
};

/** A secret that came another way is most likely on the clipboard, too: from there it goes as well. */
export const wipeCopyOf = async (context: TapContext, seed: Uint8Array): Promise<void> => {
  const { clipboard } = context.world;
  const copied = await clipboard.read();
  if (!copied.ok || !copied.value) return;
  const secret = copied.value.kind === 'text' ? readSecret(copied.value.text) : await secretOfPicture(context, copied.value.bytes);
  if (!secret.ok) return;
  const isSame = sameBytes(secret.value.seed, seed);
  secret.value.seed.fill(0);
  if (isSame) await clipboard.wipe();
};

/** The device's name as AWS's label tells it (`Amazon Web Services:jane@111122223333`), else the user's. */
const deviceNameFrom = (label: string | undefined, user: string): string => {
  const name = label === undefined ? undefined : /^(?:[^:]*:)?([^:@]+)(?:@[^@]*)?$/.exec(label)?.[1]?.trim();
  return name !== undefined && isDeviceName(name) ? name : user;
};

/** A name for the account until the device is known: AWS's own label where it fits and is free on the key. */
const freeAccountId = (key: Key, label: string, otherwise: string): string => {
  const isTaken = (id: string) => key.accounts.some((account) => account.id === id);
  const fits = (id: string) => accountIdBytes(id).length <= accountIdLimit;
  const at = label.lastIndexOf('@');
  const numbered = (count: number) => (at < 0 ? `${label}-${count}` : `${label.slice(0, at)}-${count}${label.slice(at)}`);
  const candidates = [label, otherwise, ...Array.from({ length: 8 }, (_, index) => numbered(index + 2))];
  return candidates.find((id) => fits(id) && !isTaken(id)) ?? otherwise;
};

export const withStage = (record: EnrollRecord, stage: DeviceStage, change: Partial<EnrollRecord['main']> = {}): EnrollRecord => ({
  ...record,
  main: { ...record.main, ...change, stage },
});

/** Journal first, then the state. Problem: journal-unwritable. */
export const save = async (work: Omit<ConsoleWork, 'signal'>, record: EnrollRecord): Promise<Result<void>> => {
  const written = await work.context.world.journal.write(record);
  if (written.ok) work.change({ record });
  return written;
};

/**
 * Stores the account on the key. This function has the seed and overwrites it, however it ends; nothing that outlives it has a copy. Problems: those of
 * `KeyCare.put`, journal-unwritable.
 */
export const storeSecret = async (work: ConsoleWork, key: Key, secret: TotpSecret): Promise<Result<void>> => {
  const { context, model } = work;
  const { user, source, touch, id, startedAt } = model();
  try {
    await wipeCopyOf(context, secret.seed);
    if (!user || source === undefined) throw new Error('the user is known before the secret');
    const deviceName = deviceNameFrom(secret.label, user.userName);
    const arn = deviceArn(user, deviceName);
    const label = `Amazon Web Services:${deviceName}@${user.accountId}`;
    const prepared = await withUnlocked(context, key, () => context.world.keys.list(key.id), work.signal);
    if (!prepared.ok) return prepared;
    const account = freeAccountId({ ...key, accounts: prepared.value }, secret.label ?? label, accountIdFor(arn));
    const { serial } = key;
    const record: EnrollRecord = {
      version: 1,
      id,
      path: 'console',
      startedAt,
      source,
      user: { name: user.userName, arn: user.arn, accountId: user.accountId, partition: user.partition },
      touch,
      spareWish: 'none',
      main: {
        deviceName,
        deviceArn: arn,
        key: { deviceId: key.deviceId ?? '', name: key.name, ...(serial === undefined ? {} : { serial }) },
        account,
        accountWasThere: false,
        stage: 'storing',
      },
    };
    const written = await save(work, record);
    if (!written.ok) return written;
    const name = parseAccountId(account, 'totp');
    const { seed } = secret;
    const stored = await withUnlocked(
      context,
      key,
      () => context.world.keys.put(key.id, { ...name, kind: 'totp', algorithm: 'sha1', digits: 6, seed, touch }),
      work.signal,
    );
    if (stored.ok) return save(work, withStage(record, 'stored'));
    if (stored.problem.code === 'yubikey-removed') return stored;
    // Nothing was made, so there is nothing to come back to.
    await context.world.journal.remove(id);
    work.change({ record: undefined });
    return stored;
  } finally {
    secret.seed.fill(0);
  }
};

/** The key of the run's record, when it is plugged in. Problems: yubikey-missing, yubikey-other-needed. */
export const keyOfRecord = (context: TapContext, { main }: EnrollRecord): Result<Key> => {
  const state = context.world.keys.state();
  const keys = state.kind === 'ready' ? state.keys : [];
  const { serial, deviceId } = main.key;
  const key = keys.find((entry) => (serial === undefined ? entry.deviceId === deviceId : entry.serial === serial));
  if (key) return ok(key);
  if (keys.length > 0 && serial !== undefined) return failed({ code: 'yubikey-other-needed', serial, account: main.account });
  return failed({ code: 'yubikey-missing', ...(serial === undefined ? {} : { serial }) });
};

import { sameBytes } from '../../../base/bytes.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { accountIdBytes, accountIdLimit, parseAccountId } from '../../../card/oath/oath-account.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { ClipboardExpiry } from '../../codes/clipboard-expiry.ts';
import { accountIdFor, deviceArn, isDeviceName } from '../../codes/device-names.ts';
import { removeAccount, withUnlocked } from '../../devices/change-key.ts';
import type { FrontEnd } from '../../front-end.ts';
import type { Step } from '../../plans/plan.ts';
import { runStep } from '../../plans/run-plan.ts';
import type { Clipboard, Copied, Ports } from '../../ports.ts';
import { readSecret, type TotpSecret } from '../otpauth.ts';
import { keyRecord, pluggedKey } from '../plugged-keys.ts';
import type { EnrollRecord } from '../record.ts';
import { forgetPlanned, newRecord, planRunOf, recordOf, stageAfter, type Work } from '../run.ts';
import { isAtLeast, withStage } from '../stages.ts';
import { placeOf } from './prove-device.ts';

/** Where a secret comes from, and where a code goes that is typed into AWS's page. */
export interface SecretPorts extends Pick<Ports, 'readQrCode' | 'readScreens'>, Pick<FrontEnd, 'screens'> {
  readonly clipboard: Pick<Clipboard, 'read' | 'wipe' | 'writeSecret'>;
  readonly expiry: ClipboardExpiry;
}

/** The secret in a picture. Problems: picture-unusable, secret-unusable. */
export const secretOfPicture = async (
  { readQrCode }: Pick<SecretPorts, 'readQrCode'>,
  picture: Uint8Array,
): Promise<Result<TotpSecret>> => {
  const link = await readQrCode(picture);
  return link.ok ? readSecret(link.value) : link;
};

/** The secret in the one QR code on the screens. Problems: screen-unusable, secret-unusable. */
export const secretOfScreens = async ({
  screens,
  readScreens,
}: Pick<SecretPorts, 'screens' | 'readScreens'>): Promise<Result<TotpSecret>> => {
  const seen = await screens();
  if (!seen.ok) return seen;
  const link = await readScreens(seen.value);
  return link.ok ? readSecret(link.value) : link;
};

const secretOf = async (ports: SecretPorts, copied: Copied): Promise<Result<TotpSecret>> =>
  copied.kind === 'text' ? readSecret(copied.text) : secretOfPicture(ports, copied.bytes);

/** What AWS does not take is a secret all the same. */
const isSecret = (secret: Result<TotpSecret>): boolean =>
  secret.ok ||
  (secret.problem.code === 'secret-unusable' && ['hotp', 'digits', 'algorithm', 'period', 'too-long'].includes(secret.problem.why));

/** Takes the secret off the clipboard, text or picture; other things that a person copied stay there. Problems: clipboard-empty, clipboard-missing, ... */
export const secretOfClipboard = async (ports: SecretPorts): Promise<Result<TotpSecret>> => {
  const { clipboard } = ports;
  const copied = await clipboard.read();
  if (!copied.ok) return copied;
  if (!copied.value) return failed({ code: 'clipboard-empty' });
  const secret = await secretOf(ports, copied.value);
  // A link that sets up codes holds one, however wrong it is.
  const isLink = copied.value.kind === 'text' && /^\s*otpauth:/i.test(copied.value.text);
  if (isLink || isSecret(secret)) await clipboard.wipe();
  return secret;
};

/** A secret that came another way is most likely on the clipboard, too: from there it goes as well. */
const wipeCopyOf = async (ports: SecretPorts, seed: Uint8Array): Promise<void> => {
  const { clipboard } = ports;
  const copied = await clipboard.read();
  if (!copied.ok || !copied.value) return;
  const secret = await secretOf(ports, copied.value);
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

/** The account that the secret becomes, named until the device is known. Nothing exists yet. */
const planAccount = async (work: Work, key: Key, told: string | undefined): Promise<Result<void>> => {
  const { ports, model, change } = work;
  const { user } = model();
  if (!user) throw new Error('the user is known before the secret');
  const deviceName = deviceNameFrom(told, user.userName);
  const arn = deviceArn(user, deviceName);
  const label = told ?? `Amazon Web Services:${deviceName}@${user.accountId}`;
  const accounts = await withUnlocked(ports.codes, key, () => ports.codes.keys.list(key.id), work.signal);
  if (!accounts.ok) return accounts;
  const account = freeAccountId({ ...key, accounts: accounts.value }, label, accountIdFor(arn));
  const main = { deviceName, deviceArn: arn, key: keyRecord(key), account, accountWasThere: false, stage: 'planned' } as const;
  change({ record: newRecord(model(), main) });
  return ok(undefined);
};

/**
 * The secret becomes an account on the key. Only who has the seed can do this step; without it the key tells what came of an earlier try, and the
 * account can be taken off again. Problems: yubikey-missing, yubikey-other-needed, account-missing, those of `KeyCare`.
 */
export const storeStep = (work: Work, seed?: Uint8Array): Step<EnrollRecord> => {
  const { codes } = work.ports;
  const { account, accountWasThere, stage } = recordOf(work).main;
  return {
    name: 'store',
    subject: account,
    read: ({ main }) => (main.stage === 'planned' ? 'todo' : isAtLeast(main.stage, 'stored') ? 'done' : 'begun'),
    mark: (record, standing) => withStage(record, 'main', standing === 'begun' ? 'storing' : 'stored'),
    check: async () => {
      const place = await placeOf(work);
      if (!place.ok) return place;
      await stageAfter(work, 'main', 'stored');
      return ok(undefined);
    },
    do: async () => {
      const key = pluggedKey(work);
      if (!key.ok) return key;
      if (!seed) return failed({ code: 'account-missing', account, serials: [key.value.serial ?? []].flat() });
      const { touch } = recordOf(work);
      const added = { ...parseAccountId(account, 'totp'), kind: 'totp', algorithm: 'sha1', digits: 6, seed, touch } as const;
      return ok(async () => {
        const stored = await withUnlocked(codes, key.value, () => codes.keys.put(key.value.id, added), work.signal);
        return stored.ok ? stored : { ...stored, unclear: stored.problem.code === 'yubikey-removed' };
      });
    },
    undo: async () => {
      if (accountWasThere || stage === 'planned') return ok(undefined);
      const key = pluggedKey(work);
      return key.ok ? removeAccount(codes, key.value, account, work.signal) : key;
    },
  };
};

/**
 * Stores the account on the key. This function has the seed and overwrites it, however it ends; nothing that outlives it has a copy. Problems: those of
 * `storeStep`, journal-unwritable.
 */
export const storeSecret = async (work: Work, from: SecretPorts, key: Key, { seed, label }: TotpSecret): Promise<Result<void>> => {
  try {
    await wipeCopyOf(from, seed);
    const planned = await planAccount(work, key, label);
    if (!planned.ok) return planned;
    const stored = await runStep(storeStep(work, seed), planRunOf(work));
    if (!stored.ok) await forgetPlanned(work);
    return stored;
  } finally {
    seed.fill(0);
  }
};

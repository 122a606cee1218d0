import { sameBytes } from '../../../base/bytes.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { accountIdBytes, accountIdLimit, parseAccountId } from '../../../card/oath/oath-account.ts';
import { failed, type Result } from '../../../contract/result.ts';
import type { ClipboardExpiry } from '../../codes/clipboard-expiry.ts';
import { accountIdFor, deviceArn, isDeviceName } from '../../codes/device-names.ts';
import { withUnlocked } from '../../devices/change-key.ts';
import type { Clipboard, World } from '../../ports.ts';
import { readSecret, type TotpSecret } from '../otpauth.ts';
import { keyRecord } from '../plugged-keys.ts';
import { newRecord, saveFirst, type Work } from '../run.ts';
import { withStage } from '../stages.ts';

/** Where a secret comes from, and where a code goes that is typed into AWS's page. */
export interface SecretPorts extends Pick<World, 'readQrCode'> {
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
  const secret = copied.value.kind === 'text' ? readSecret(copied.value.text) : await secretOfPicture(ports, copied.value.bytes);
  // A link that sets up codes holds one, however wrong it is.
  const isLink = copied.value.kind === 'text' && /^\s*otpauth:/i.test(copied.value.text);
  if (isLink || isSecret(secret)) await clipboard.wipe();
  return secret;
};

/** A secret that came another way is most likely on the clipboard, too: from there it goes as well. */
export const wipeCopyOf = async (ports: SecretPorts, seed: Uint8Array): Promise<void> => {
  const { clipboard } = ports;
  const copied = await clipboard.read();
  if (!copied.ok || !copied.value) return;
  const secret = copied.value.kind === 'text' ? readSecret(copied.value.text) : await secretOfPicture(ports, copied.value.bytes);
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

/**
 * Stores the account on the key. This function has the seed and overwrites it, however it ends; nothing that outlives it has a copy. Problems: those of
 * `KeyCare.put`, journal-unwritable.
 */
export const storeSecret = async (work: Work, from: SecretPorts, key: Key, secret: TotpSecret): Promise<Result<void>> => {
  const { ports, model } = work;
  const { user, wish, id } = model();
  try {
    await wipeCopyOf(from, secret.seed);
    if (!user) throw new Error('the user is known before the secret');
    const deviceName = deviceNameFrom(secret.label, user.userName);
    const arn = deviceArn(user, deviceName);
    const label = `Amazon Web Services:${deviceName}@${user.accountId}`;
    const prepared = await withUnlocked(ports.codes, key, () => ports.codes.keys.list(key.id), work.signal);
    if (!prepared.ok) return prepared;
    const account = freeAccountId({ ...key, accounts: prepared.value }, secret.label ?? label, accountIdFor(arn));
    const record = newRecord(model(), {
      deviceName,
      deviceArn: arn,
      key: keyRecord(key),
      account,
      accountWasThere: false,
      stage: 'storing',
    });
    const written = await saveFirst(work, record);
    if (!written.ok) return written;
    const name = parseAccountId(account, 'totp');
    const { seed } = secret;
    const stored = await withUnlocked(
      ports.codes,
      key,
      () => ports.codes.keys.put(key.id, { ...name, kind: 'totp', algorithm: 'sha1', digits: 6, seed, touch: wish.touch }),
      work.signal,
    );
    if (stored.ok) return saveFirst(work, withStage(record, 'main', 'stored'));
    if (stored.problem.code === 'yubikey-removed') return stored;
    // Nothing was made, so there is nothing to come back to.
    await ports.journal.remove(id);
    work.change({ record: undefined });
    return stored;
  } finally {
    secret.seed.fill(0);
  }
};

import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { CardQueue } from '../connection/card-queue.ts';
import { formatVersion, type Version } from '../connection/version.ts';
import type { DeviceInfo } from '../management/device-info.ts';
import { formFactorText } from '../management/device-name.ts';
import type { Account } from '../oath/oath-account.ts';
import type { StepCodes } from '../oath/oath-work.ts';
import { type InsertedKey, readerName } from './card-watch.ts';
import type { Key } from './keys.ts';

/** One insertion of one YubiKey: what is known of it and its jobs. Lives until the key leaves its reader. */
export interface KeySlot {
  readonly inserted: InsertedKey;
  readonly queue: CardQueue;
  seen: SeenKey;
}

export interface SeenKey {
  readonly info?: DeviceInfo;
  readonly deviceId?: string;
  /** What SELECT of OATH tells. */
  readonly oathVersion?: Version;
  readonly hasPassword?: boolean;
  readonly oath: Key['oath'];
  readonly problem?: Problem;
  readonly heldBy?: string;
  readonly accounts: readonly Account[];
  /** Codes of one step that a brief reading brought along. Secrets until they are used. */
  readonly codes?: StepCodes;
}

export const unseen: SeenKey = { oath: 'reading', accounts: [] };

/** What a person has to know of a key in this reader. */
export const whichKey = (slot: KeySlot) => {
  const serial = slot.seen.info?.serial;
  return { reader: slot.inserted.reader, ...defined({ serial }) };
};

/** All names that a slot answers to: its first is what it is called now. */
export const slotIds = ({ inserted, seen }: KeySlot): readonly string[] => {
  const ids = [`${inserted.reader}#${inserted.insertion}`];
  if (seen.deviceId !== undefined) ids.unshift(`oath-${seen.deviceId}`);
  if (seen.info?.serial !== undefined) ids.unshift(String(seen.info.serial));
  return ids;
};

/** Whether a slot counts as a key: another make's card only once its OATH applet was found, or while another program keeps it from being looked for. */
export const isKey = ({ inserted, seen: { oath, problem } }: KeySlot): boolean =>
  !inserted.isOther || oath === 'ready' || oath === 'locked' || problem?.code === 'yubikey-busy';

/** Readers whose card is no key, as people know them; those that are still looked at are not told. */
export const otherCards = (cards: readonly InsertedKey[], slots: readonly KeySlot[]): readonly string[] =>
  cards
    .filter(({ isOther, reader }) => {
      const slot = slots.find(({ inserted }) => inserted.reader === reader);
      return isOther && !(slot && (isKey(slot) || slot.seen.oath === 'reading'));
    })
    .map(({ reader }) => readerName(reader));

export const toKeys = (slots: readonly KeySlot[]): readonly Key[] => {
  const taken = new Set<string>();
  return slots.map((slot) => {
    const { info, deviceId, oathVersion, hasPassword, oath, problem, heldBy, accounts } = slot.seen;
    // The same key over USB and NFC at once: the second goes by its reader.
    const id = slotIds(slot).find((candidate) => !taken.has(candidate)) ?? slot.inserted.reader;
    taken.add(id);
    return {
      id,
      name: info?.name ?? (slot.inserted.isOther ? readerName(slot.inserted.reader) : 'YubiKey'),
      firmware: info?.version ? formatVersion(info.version) : '',
      formFactor: info ? formFactorText(info.formFactor) : '',
      oath,
      busy: slot.queue.occupied(),
      accounts,
      ...defined({ serial: info?.serial, deviceId, oathVersion: oathVersion && formatVersion(oathVersion), hasPassword, problem, heldBy }),
    };
  });
};

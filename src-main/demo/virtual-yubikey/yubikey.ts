import { randomBytes } from 'node:crypto';
import { fromHex, utf8 } from '../../base/bytes.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { CardFault } from '../../card/connection/card-connection.ts';
import type { VirtualCard } from './card.ts';
import { createFraming } from './framing.ts';
import { atLeast, createVirtualManagement, createVirtualOtp, type Firmware, parseFirmware, type VirtualFormFactor } from './management.ts';
import { createVirtualOath } from './oath.ts';
import type { OathAlgorithm, StoredAccount } from './oath-accounts.ts';
import { createVirtualPiv, type VirtualPiv } from './piv.ts';
import type { AttestationMaker } from './piv-attestation.ts';
import { createTouchSensor, type TouchWait } from './touch.ts';

export interface VirtualYubiKeyOptions {
  /** Undefined: a key that does not show its serial. */
  readonly serial: number | undefined;
  /** Default `5.4.3`. */
  readonly firmware?: string;
  /** Default `usb-a-keychain`. */
  readonly formFactor?: VirtualFormFactor;
  /** Default true. */
  readonly nfc?: boolean;
  /** Default true. */
  readonly oathEnabled?: boolean;
  /** Default true. */
  readonly pivEnabled?: boolean;
  /** A Security Key: FIDO alone, neither OATH nor PIV. Default false. */
  readonly securityKey?: boolean;
  /** Who attests that it is genuine; default: the maker of all virtual keys of this process. */
  readonly maker?: AttestationMaker;
  /** The PIV PIN from the start; default 123456. */
  readonly pin?: string;
  /** False: neither management nor OTP can be selected, so that only OATH tells a version. Default true. */
  readonly otherApplets?: boolean;
  /** How many accounts it holds; default 32, from firmware 5.7 on 64. */
  readonly capacity?: number;
  /** The OATH password that is set from the start. */
  readonly password?: string;
  /** Default `by-hand`: somebody calls `touch()`. */
  readonly touchPolicy?: 'by-hand' | 'automatic';
  /** Milliseconds until an untouched CALCULATE gives up with 6982; default 15,000. */
  readonly touchTimeout?: number;
  /** For the touch timeout alone: a YubiKey has no clock. */
  readonly clock?: Clock;
  /** Salts and challenges. */
  readonly random?: (length: number) => Uint8Array;
  /** Default: what a key of this firmware shows over USB. */
  readonly atr?: Uint8Array;
}

/** What goes wrong once, at the APDU numbered `at` (1 is the next one after `inject`). */
export type VirtualFault =
  | { readonly at: number; readonly does: 'pull-before' | 'pull-after' | 'reset' | 'hang' }
  /** The command is not carried out; this status word is all that comes back. */
  | { readonly at: number; readonly does: 'status'; readonly status: number }
  /** The command is carried out; its raw answer is changed on the way back. */
  | { readonly at: number; readonly does: 'alter'; readonly alter: (answer: Uint8Array) => Uint8Array };

export interface AccountSeed {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly kind?: 'totp' | 'hotp';
  readonly algorithm?: OathAlgorithm;
  readonly digits?: number;
  readonly touch?: boolean;
  readonly counter?: number;
}

export interface VirtualYubiKey extends VirtualCard {
  readonly serial: number | undefined;
  /** `5.4.3`. */
  readonly firmware: string;
  /** True when the key waited for it. */
  readonly touch: () => boolean;
  readonly awaitingTouch: () => TouchWait | undefined;
  /** Told when the key begins to blink (with the account) and when it stops (undefined). Gives the way to stop listening. */
  readonly onAwaitingTouch: (listener: (wait: TouchWait | undefined) => void) => () => void;
  /** Takes the key out of whatever reader it is in. */
  readonly pull: () => void;
  readonly inject: (fault: VirtualFault) => void;
  /** How many APDUs came so far. */
  readonly apduCount: () => number;
  /** Told of each APDU before it is handled. Gives the way to stop listening. */
  readonly onApdu: (listener: (apdu: Uint8Array) => void) => () => void;
  readonly storedAccounts: () => readonly (StoredAccount & { readonly id: string })[];
  /** Puts an account on the key without the protocol; its secret is 14 to 64 bytes as it would be sent. */
  readonly store: (seed: AccountSeed) => void;
  readonly setPassword: (password: string | undefined) => void;
  /** What its PIV application holds. */
  readonly piv: Pick<VirtualPiv, 'keys' | 'objects'>;
}

/** Each YubiKey's answer to reset: the series and, over USB, the T=1 parameters before it. */
const atrOf = ([major]: Firmware): Uint8Array => {
  if (major >= 5) return fromHex('3B FD 13 00 00 81 31 FE 15 80 73 C0 21 C0 57 59 75 62 69 4B 65 79 40');
  if (major === 4) return fromHex('3B F8 13 00 00 81 31 FE 15 59 75 62 69 6B 65 79 34 D4');
  return fromHex('3B FC 13 00 00 81 31 FE 15 59 75 62 69 6B 65 79 4E 45 4F 72 33 E1');
};

/** The answer to reset of a YubiKey 5 on an NFC reader. */
export const yubiKey5NfcAtr: Uint8Array = fromHex('3B 8D 80 01 80 73 C0 21 C0 57 59 75 62 69 4B 65 79 F9');

/** The answer to reset of a CanoKey, which has the OATH applet of the YubiKey and no other of Yubico's. */
export const canoKeyAtr: Uint8Array = fromHex('3B F7 11 00 00 81 31 FE 65 43 61 6E 6F 6B 65 79 99');

const createListeners = <T>() => {
  const listeners = new Set<(value: T) => void>();
  return {
    add: (listener: (value: T) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell: (value: T) => {
      for (const listener of [...listeners]) listener(value);
    },
  };
};

/** One stretch of power: ended by power off, on or reset, and everything that waits ends with it. */
const createPowerStretch = () => {
  let end = (_fault: CardFault) => {};
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  ended.catch(() => {});
  return { ended, end };
};

/**
 * A YubiKey without its plug: APDUs in, answers out, one at a time, as the management, OTP, OATH and PIV applets of the real
 * one give them. It has no transport: `in-process-readers.ts` and `vpcd.adapter.ts` bring it to a reader.
 */
export const createVirtualYubiKey = (options: VirtualYubiKeyOptions): VirtualYubiKey => {
  const firmware = parseFirmware(options.firmware ?? '5.4.3');
  const touchSensor = createTouchSensor(options.clock ?? systemClock, options.touchTimeout ?? 15_000, options.touchPolicy ?? 'by-hand');
  const management = {
    firmware,
    serial: options.serial,
    formFactor: options.formFactor ?? 'usb-a-keychain',
    oathEnabled: (options.oathEnabled ?? true) && !options.securityKey,
    pivEnabled: (options.pivEnabled ?? true) && !options.securityKey,
    securityKey: options.securityKey ?? false,
    nfc: options.nfc ?? true,
  };
  const random = options.random ?? ((length: number) => Uint8Array.from(randomBytes(length)));
  const shared = { firmware, random, waitForTouch: touchSensor.wait };
  const oath = createVirtualOath({ ...shared, capacity: options.capacity ?? (atLeast(firmware, 5, 7, 0) ? 64 : 32) });
  const piv = createVirtualPiv({
    ...shared,
    serial: options.serial,
    clock: options.clock ?? systemClock,
    ...defined({ pin: options.pin, maker: options.maker }),
  });
  if (options.password !== undefined) oath.setPassword(options.password);
  const framing = createFraming([
    ...((options.otherApplets ?? true) ? [createVirtualManagement(management), createVirtualOtp(management)] : []),
    ...(management.oathEnabled ? [oath] : []),
    ...(management.pivEnabled && (options.otherApplets ?? true) ? [piv] : []),
  ]);
  const pulls = createListeners<void>();
  const apdus = createListeners<Uint8Array>();
  let faults: readonly VirtualFault[] = [];
  let apduCount = 0;
  let stretch = createPowerStretch();
  let queue: Promise<unknown> = Promise.resolve();

  const endPower = (fault: CardFault) => {
    const { end } = stretch;
    stretch = createPowerStretch();
    framing.reset();
    end(fault);
    touchSensor.abandon();
  };
  const pull = () => {
    endPower(new CardFault('removed'));
    pulls.tell();
  };

  const withFault = async (fault: VirtualFault | undefined, apdu: Uint8Array): Promise<Uint8Array> => {
    if (!fault) return framing.handle(apdu);
    switch (fault.does) {
      case 'pull-before':
        pull();
        throw new CardFault('removed');
      case 'pull-after':
        await framing.handle(apdu);
        pull();
        throw new CardFault('removed');
      case 'reset':
        endPower(new CardFault('reset'));
        throw new CardFault('reset');
      case 'hang':
        return new Promise<never>(() => {});
      case 'status':
        return Uint8Array.of(fault.status >> 8, fault.status & 0xff);
      case 'alter':
        return fault.alter(await framing.handle(apdu));
    }
  };

  const run = (apdu: Uint8Array): Promise<Uint8Array> => {
    apduCount += 1;
    const fault = faults.find(({ at }) => at === apduCount);
    // Taken first: the command itself may end this stretch of power.
    const { ended } = stretch;
    apdus.tell(apdu);
    return Promise.race([withFault(fault, apdu), ended]);
  };

  return {
    atr: options.atr ?? atrOf(firmware),
    serial: options.serial,
    firmware: firmware.join('.'),
    transmit: (apdu) => {
      const bytes = apdu.slice();
      const turn = queue.then(() => run(bytes));
      queue = turn.catch(() => {});
      return turn;
    },
    power: () => endPower(new CardFault('reset')),
    onPull: pulls.add,
    touch: touchSensor.touch,
    awaitingTouch: touchSensor.waiting,
    onAwaitingTouch: touchSensor.onChange,
    pull,
    inject: (fault) => {
      faults = [...faults, { ...fault, at: apduCount + fault.at }];
    },
    apduCount: () => apduCount,
    onApdu: apdus.add,
    storedAccounts: () => oath.accounts().map((account) => ({ ...account, id: new TextDecoder().decode(account.idBytes) })),
    store: ({ id, secret, kind = 'totp', algorithm = 'sha1', digits = 6, touch = false, counter = 0 }) =>
      oath.store({ idBytes: utf8(id), secret: secret.slice(), kind, algorithm, digits, touch, increasingOnly: false, counter }),
    setPassword: oath.setPassword,
    piv,
  };
};

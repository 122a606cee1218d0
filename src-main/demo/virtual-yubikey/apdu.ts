import { concatBytes } from '../../base/bytes.ts';

/** A parsed command APDU (ISO 7816-4, 5.1), short or extended. */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
}

export interface Answer {
  readonly data: Uint8Array;
  /** Two bytes, e.g. 0x9000. */
  readonly status: number;
}

/** What a YubiKey application does once the framing is off. */
export interface Applet {
  readonly aid: Uint8Array;
  /** Answers SELECT and begins a new session: nothing of an earlier one holds. */
  readonly select: () => Uint8Array;
  readonly handle: (command: Command) => Answer | Promise<Answer>;
  /** The instruction that fetches the rest of a long answer: A5 in the OATH applet, C0 elsewhere. */
  readonly remainingInstruction: number;
}

export const empty = new Uint8Array(0);

export const ok = (data: Uint8Array = empty): Answer => ({ data, status: 0x9000 });

/** Status words of the applets: 6700 length, 6982 locked or not touched, 6983 blocked, 6984 no such object, 6985 not now, 6A80 bad data, 6A82 no such applet, 6A84 full, 6A86 and 6B00 bad P1 P2, 6A88 no such key, 63Cx wrong with x tries left, 6D00 unknown instruction, 6E00 unknown class. */
export const refuse = (status: number): Answer => ({ data: empty, status });

export const answerBytes = ({ data, status }: Answer): Uint8Array => concatBytes(data, Uint8Array.of(status >> 8, status & 0xff));

/** Splits a command APDU; undefined when its lengths do not add up (6700). A lone `Lc = 00` is the same bytes as `Le = 00`. */
export const parseCommand = (apdu: Uint8Array): Command | undefined => {
  const [cla, ins, p1, p2, lc = 0, high = 0, low = 0] = apdu;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined;
  const withData = (from: number, length: number, leLength: number): Command | undefined => {
    if (apdu.length !== from + length && apdu.length !== from + length + leLength) return undefined;
    return { cla, ins, p1, p2, data: apdu.slice(from, from + length) };
  };
  if (apdu.length <= 5) return { cla, ins, p1, p2, data: empty };
  if (lc !== 0) return withData(5, lc, 1);
  if (apdu.length === 7) return { cla, ins, p1, p2, data: empty };
  const length = high * 256 + low;
  return length === 0 ? undefined : withData(7, length, 2);
};

export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
  /** Where the next one begins. */
  readonly next: number;
}

/** One BER-like TLV at `at` (one-byte tag; length below 80, 81 xx or 82 xxxx); undefined when it runs over the end. */
export const readTlv = (bytes: Uint8Array, at: number): Tlv | undefined => {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 2 || first === 0x80) return undefined;
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < lengthBytes; index += 1) {
    const byte = bytes[at + 2 + index];
    if (byte === undefined) return undefined;
    length = length * 256 + byte;
  }
  const start = at + 2 + lengthBytes;
  if (start + length > bytes.length) return undefined;
  return { tag, value: bytes.slice(start, start + length), next: start + length };
};

/** The values of TLVs with exactly these tags in this order and nothing behind them; undefined otherwise (6A80). */
export const readExactly = (bytes: Uint8Array, ...tags: readonly number[]): readonly Uint8Array[] | undefined => {
  const values: Uint8Array[] = [];
  let at = 0;
  for (const tag of tags) {
    const tlv = readTlv(bytes, at);
    if (tlv?.tag !== tag) return undefined;
    values.push(tlv.value);
    at = tlv.next;
  }
  return at === bytes.length ? values : undefined;
};

/** All TLVs by their tags; undefined when they do not fill the bytes. */
export const tlvMap = (bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | undefined => {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const tlv = readTlv(bytes, at);
    if (!tlv) return undefined;
    found.set(tlv.tag, tlv.value);
    at = tlv.next;
  }
  return found;
};

export const writeTlv = (tag: number, value: Uint8Array | readonly number[]): Uint8Array => {
  const bytes = Uint8Array.from(value);
  const { length } = bytes;
  const prefix = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return concatBytes(Uint8Array.from(prefix), bytes);
};

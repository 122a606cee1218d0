import { concatBytes } from '../../base/bytes.ts';
import { type CardConnection, CardFault, type Handling } from './card-connection.ts';
import { MalformedReply } from './tlv.ts';

/** A command APDU (ISO 7816-4 5.1) before it is framed. */
export interface Command {
  readonly instruction: number;
  readonly p1?: number;
  readonly p2?: number;
  readonly data?: Uint8Array;
  /** The data is a seed or a key: frames are overwritten once sent. */
  readonly secret?: boolean;
  /** The card may wait for a touch before it answers. */
  readonly touch?: boolean;
  /** The card makes a key: an RSA key takes minutes. */
  readonly slow?: boolean;
}

export interface Reply {
  readonly data: Uint8Array;
  /** SW1 and SW2 as one number, e.g. 0x9000. */
  readonly status: number;
}

export interface Framing {
  /** Instruction that asks for the rest of a reply: C0, but A5 inside the OATH applet. */
  readonly remaining?: number;
  /** Extended length for data of more than 255 bytes (firmware 4.0 or newer over USB); else the command is chained. */
  readonly extended?: boolean;
  /** Firmware 4.2.0 to 4.2.6: a dummy APDU must follow a reply of more than 54 bytes. */
  readonly dummyAfterLongReply?: boolean;
}

export const statusOk = 0x9000;
export const getResponse = 0xc0;

/** The card answered with a status word that is not 9000. */
export class CardRefusal extends Error {
  readonly status: number;
  /** The command, e.g. `calculate`. */
  readonly during: string;
  constructor(status: number, during: string) {
    super(`card said ${hexStatus(status)} during ${during}`);
    this.status = status;
    this.during = during;
  }
}

export const hexStatus = (status: number): string => status.toString(16).padStart(4, '0');

/** Not there or switched off: what a SELECT of an applet answers then. */
export const isAppletMissing = (status: number): boolean => [0x6a82, 0x6999, 0x6d00, 0x6b00].includes(status);

const shortLimit = 255;
/** Three times what 64 accounts take: a card that never stops saying 61xx is broken. */
const replyLimit = 16_384;
const pieceLimit = 100;

const frame = (command: Command, class_: number, data: Uint8Array): Uint8Array<ArrayBuffer> =>
  concatBytes(Uint8Array.of(class_, command.instruction, command.p1 ?? 0, command.p2 ?? 0, data.length), data);

/**
 * The APDUs to send for one command: one short (Lc = 00 without data, which some keys insist on), one extended, or a
 * chain of short ones (CLA | 10 on all but the last; ISO 7816-4 5.1.1.1).
 */
export const encodeCommand = (command: Command, extended = false): readonly Uint8Array[] => {
  const data = command.data ?? new Uint8Array();
  if (data.length > shortLimit && extended) {
    const { instruction, p1 = 0, p2 = 0 } = command;
    return [concatBytes(Uint8Array.of(0, instruction, p1, p2, 0, data.length >> 8, data.length & 0xff), data)];
  }
  const frames: Uint8Array[] = [];
  let at = 0;
  for (; data.length - at > shortLimit; at += shortLimit) frames.push(frame(command, 0x10, data.subarray(at, at + shortLimit)));
  frames.push(frame(command, 0x00, data.subarray(at)));
  return frames;
};

const split = (raw: Uint8Array): Reply => {
  const [first, second] = raw.subarray(-2);
  if (first === undefined || second === undefined) throw new CardFault('transport', 'reply of fewer than two bytes');
  return { data: raw.subarray(0, -2), status: first * 256 + second };
};

const exchange = async (connection: CardConnection, apdu: Uint8Array, framing: Framing, handling?: Handling): Promise<Reply> => {
  const reply = split(await connection.transmit(apdu, handling));
  if (framing.dummyAfterLongReply && reply.data.length > 52) await connection.transmit(new Uint8Array(5));
  return reply;
};

/**
 * Sends a command and collects the whole reply: 61xx is followed until it ends (the count in it is not trusted).
 * Gives any status; rejects with `CardFault`, or `MalformedReply` when the reply never ends.
 */
export const sendCommand = async (connection: CardConnection, command: Command, framing: Framing = {}): Promise<Reply> => {
  const frames = encodeCommand(command, framing.extended);
  try {
    let reply: Reply = { data: new Uint8Array(), status: statusOk };
    for (const apdu of frames) {
      reply = await exchange(connection, apdu, framing, {
        patience: command.slow ? 'slow' : command.touch ? 'touch' : 'card',
        secret: command.secret ?? false,
      });
      if (reply.status !== statusOk) break;
    }
    const parts = [reply.data];
    let size = reply.data.length;
    while (reply.status >> 8 === 0x61) {
      reply = await exchange(connection, frame({ instruction: framing.remaining ?? getResponse }, 0, new Uint8Array()), framing);
      parts.push(reply.data);
      size += reply.data.length;
      if (size > replyLimit || parts.length > pieceLimit) throw new MalformedReply('the reply never ends');
    }
    return { data: concatBytes(...parts), status: reply.status };
  } finally {
    if (command.secret) for (const apdu of frames) apdu.fill(0);
  }
};

/** The same, and the data when the card said 9000; else throws `CardRefusal`. */
export const sendExpectingOk = async (
  connection: CardConnection,
  command: Command,
  during: string,
  framing: Framing = {},
): Promise<Uint8Array> => {
  const reply = await sendCommand(connection, command, framing);
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, during);
  return reply.data;
};

/** SELECT by application id (`00 A4 04 00`). */
export const selectCommand = (applicationId: Uint8Array): Command => ({ instruction: 0xa4, p1: 0x04, data: applicationId });

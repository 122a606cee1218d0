import { defined } from '../../base/defined.ts';
/**
 * As much of the D-Bus wire format as it takes to ask a yes-or-no question and to hear a signal (D-Bus Specification,
 * "Message Protocol"): strings go out, strings and booleans come in, little-endian.
 */
export interface DbusMessage {
  readonly type: 'call' | 'return' | 'error' | 'signal' | 'other';
  readonly replyTo?: number;
  readonly member?: string;
  /** The first value of the body, when it is a string, an object's path or a boolean (also inside a variant). */
  readonly value?: string | boolean;
}

export interface DbusCall {
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly strings: readonly string[];
}

const kinds = ['other', 'call', 'return', 'error', 'signal'] as const;
const field = { path: 1, interface: 2, member: 3, replyTo: 5, destination: 6, signature: 8 } as const;
const aligned = (at: number, to: number): number => Math.ceil(at / to) * to;

/** Grows by what is put into it, each value at its own alignment. */
const createWriter = () => {
  const bytes: number[] = [];
  const pad = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0);
  };
  const u32 = (value: number) => {
    pad(4);
    bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
  };
  const signature = (text: string) => bytes.push(text.length, ...Buffer.from(text, 'latin1'), 0);
  const string = (text: string) => {
    const encoded = Buffer.from(text);
    u32(encoded.length);
    bytes.push(...encoded, 0);
  };
  return { bytes, pad, u32, signature, string };
};

export const encodeCall = (call: DbusCall): Buffer => {
  const body = createWriter();
  for (const text of call.strings) body.string(text);
  // The array of header fields starts 16 bytes into the message, so its own alignment is right when built apart.
  const fields = createWriter();
  const entry = (code: number, type: 'o' | 's' | 'g', text: string) => {
    fields.pad(8);
    fields.bytes.push(code);
    fields.signature(type);
    if (type === 'g') fields.signature(text);
    else fields.string(text);
  };
  entry(field.path, 'o', call.path);
  entry(field.interface, 's', call.interface);
  entry(field.member, 's', call.member);
  entry(field.destination, 's', call.destination);
  if (call.strings.length > 0) entry(field.signature, 'g', 's'.repeat(call.strings.length));
  const head = createWriter();
  head.bytes.push('l'.charCodeAt(0), 1, 0, 1);
  head.u32(body.bytes.length);
  head.u32(call.serial);
  head.u32(fields.bytes.length);
  head.bytes.push(...fields.bytes);
  head.pad(8);
  return Buffer.from([...head.bytes, ...body.bytes]);
};

/** The first message in `buffer` and how many bytes it took; undefined while it is not whole. Throws on what is no D-Bus. */
export const decodeMessage = (buffer: Buffer): { readonly message: DbusMessage; readonly length: number } | undefined => {
  if (buffer.length < 16) return undefined;
  const order = String.fromCharCode(buffer.readUInt8(0));
  if (order !== 'l' && order !== 'B') throw new Error('not a D-Bus message');
  const u32 = (at: number) => (order === 'l' ? buffer.readUInt32LE(at) : buffer.readUInt32BE(at));
  const text = (at: number) => buffer.toString('utf8', at + 4, at + 4 + u32(at));
  const fieldsEnd = 16 + u32(12);
  const bodyStart = aligned(fieldsEnd, 8);
  const length = bodyStart + u32(4);
  if (length > 1 << 20) throw new Error('a D-Bus message of this size was not asked for');
  if (buffer.length < length) return undefined;

  let at = 16;
  let replyTo: number | undefined;
  let member: string | undefined;
  let signature = '';
  while (at < fieldsEnd) {
    at = aligned(at, 8);
    const code = buffer.readUInt8(at);
    const type = String.fromCharCode(buffer.readUInt8(at + 2));
    at += 4;
    if (type === 'g') {
      const size = buffer.readUInt8(at);
      if (code === field.signature) signature = buffer.toString('latin1', at + 1, at + 1 + size);
      at += size + 2;
    } else {
      at = aligned(at, 4);
      if (type === 'u') {
        if (code === field.replyTo) replyTo = u32(at);
        at += 4;
      } else {
        if (code === field.member) member = text(at);
        at += 4 + u32(at) + 1;
      }
    }
  }

  let valueAt = bodyStart;
  if (signature.startsWith('v')) {
    const size = buffer.readUInt8(valueAt);
    signature = buffer.toString('latin1', valueAt + 1, valueAt + 1 + size);
    valueAt = aligned(valueAt + size + 2, 4);
  }
  const value = signature.startsWith('b') ? u32(valueAt) === 1 : /^[so]/.test(signature) ? text(valueAt) : undefined;
  return {
    message: {
      type: kinds[buffer.readUInt8(1)] ?? 'other',
      ...defined({ replyTo, member, value }),
    },
    length,
  };
};

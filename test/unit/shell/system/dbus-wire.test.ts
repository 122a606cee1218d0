import { createRequire } from 'node:module';
import dbus from 'dbus-next';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeCall } from '../../../../src-main/shell/system/dbus-wire.ts';

/** The second opinion: the wire format of the library that the tests talk D-Bus with. */
interface WireFormat {
  readonly unmarshall: (bytes: Buffer) => Readonly<Record<string, unknown>>;
  readonly marshall: (message: Readonly<Record<string, unknown>>) => readonly [Buffer, unknown];
}
const { marshall, unmarshall } = createRequire(import.meta.url)('dbus-next/lib/message.js') as WireFormat;
const call = {
  serial: 7,
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'NameHasOwner',
  strings: ['org.kde.StatusNotifierWatcher'],
};

describe('D-Bus messages', () => {
  it('are written so that another parser reads the same', () => {
    const read = unmarshall(encodeCall(call));
    expect(read).toMatchObject({
      type: dbus.MessageType.METHOD_CALL,
      serial: 7,
      member: 'NameHasOwner',
      signature: 's',
      body: call.strings,
    });
  });

  it.each<readonly [string, unknown, string | boolean | undefined]>([
    ['b', true, true],
    ['b', false, false],
    ['s', 'hello', 'hello'],
    ['o', '/org/freedesktop/login1/session/_32', '/org/freedesktop/login1/session/_32'],
    ['v', ['b', true], true],
    ['v', ['s', 'x'], 'x'],
    ['u', 5, undefined],
  ])('are read with a body of %s %j', (signature, value, expected) => {
    const [bytes] = marshall({
      type: dbus.MessageType.METHOD_RETURN,
      serial: 3,
      replySerial: 7,
      destination: ':1.5',
      signature,
      body: [value],
    });
    expect(decodeMessage(bytes)).toEqual({
      message: { type: 'return', replyTo: 7, ...(expected === undefined ? {} : { value: expected }) },
      length: bytes.length,
    });
  });

  it('are left alone until they are whole', () => {
    const bytes = encodeCall(call);
    for (let length = 0; length < bytes.length; length += 1) expect(decodeMessage(bytes.subarray(0, length))).toBeUndefined();
    const twice = Buffer.concat([bytes, bytes]);
    expect(decodeMessage(twice)?.length).toBe(bytes.length);
  });

  it('never make the reader hang or take more than there is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        try {
          expect(decodeMessage(buffer)?.length ?? 0).toBeLessThanOrEqual(buffer.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

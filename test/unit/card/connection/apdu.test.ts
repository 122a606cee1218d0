import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../../src-main/base/bytes.ts';
import { CardRefusal, encodeCommand, hexStatus, sendCommand, sendExpectingOk } from '../../../../src-main/card/connection/apdu.ts';
import { CardFault } from '../../../../src-main/card/connection/card-connection.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import { createScriptedConnection } from '../../../fakes/card-script.ts';

describe('APDU framing', () => {
  it('writes Lc = 00 without data, and Lc with data', () => {
    expect(encodeCommand({ instruction: 0xa1 }).map(toHex)).toEqual(['00a1000000']);
    expect(encodeCommand({ instruction: 0x04, p1: 0xde, p2: 0xad }).map(toHex)).toEqual(['0004dead00']);
    expect(encodeCommand({ instruction: 0xa4, p1: 4, data: fromHex('aabb') }).map(toHex)).toEqual(['00a4040002aabb']);
  });

  it('chains more than 255 bytes with CLA 10, or sends them extended where that is allowed', () => {
    const data = new Uint8Array(600).fill(7);
    const frames = encodeCommand({ instruction: 0xdb, p1: 0x3f, p2: 0xff, data });
    expect(frames.map((frame) => toHex(frame.subarray(0, 5)))).toEqual(['10db3fffff', '10db3fffff', '00db3fff5a']);
    const [extended, ...more] = encodeCommand({ instruction: 0xdb, p1: 0x3f, p2: 0xff, data }, true);
    expect(more).toEqual([]);
    expect(toHex((extended ?? new Uint8Array()).subarray(0, 7))).toBe('00db3fff000258');
    expect(encodeCommand({ instruction: 0xdb, data: new Uint8Array(255) }, true)).toHaveLength(1);
    expect(encodeCommand({ instruction: 0xdb, data: new Uint8Array(255) }, true)[0]?.[4]).toBe(255);
  });

  it('stops a chain at the first piece that is refused', async () => {
    const connection = createScriptedConnection([[undefined, '6985']]);
    expect((await sendCommand(connection, { instruction: 0xdb, data: new Uint8Array(300) })).status).toBe(0x6985);
  });

  it('collects a reply in pieces, with C0 or with the instruction of the applet, whatever count 61xx names', async () => {
    const pieces = [
      ['00a1000000', 'aa 6100'],
      ['00a5000000', 'bbcc 6101'],
      ['00a5000000', 'dd 9000'],
    ] as const;
    const reply = await sendCommand(createScriptedConnection(pieces), { instruction: 0xa1 }, { remaining: 0xa5 });
    expect([toHex(reply.data), reply.status]).toEqual(['aabbccdd', 0x9000]);
    const other = createScriptedConnection([
      ['00cb000000', '6105'],
      ['00c0000000', 'ee9000'],
    ]);
    expect(toHex((await sendCommand(other, { instruction: 0xcb })).data)).toBe('ee');
  });

  it('gives up on a reply that never ends', async () => {
    const connection = { exclusive: true, transmit: async () => fromHex('6110'), close: async () => {} };
    await expect(sendCommand(connection, { instruction: 0xa1 })).rejects.toBeInstanceOf(MalformedReply);
    let pieces = 0;
    const transmit = async () => {
      pieces += 1;
      return fromHex(`${'aa'.repeat(256)}6100`);
    };
    const long = { ...connection, transmit };
    await expect(sendCommand(long, { instruction: 0xa1 })).rejects.toBeInstanceOf(MalformedReply);
    expect(pieces).toBe(65);
  });

  it('sends every piece of a chain, and gives what the last one answers', async () => {
    const connection = createScriptedConnection([
      [undefined, '9000'],
      [undefined, 'aa9000'],
    ]);
    const { data, status } = await sendCommand(connection, { instruction: 0xdb, data: new Uint8Array(300) });
    expect([toHex(data), status, connection.left()]).toEqual(['aa', 0x9000, 0]);
  });

  it('takes a reply of fewer than two bytes for a broken transport', async () => {
    for (const reply of ['', '90']) {
      const sending = sendCommand(createScriptedConnection([[undefined, reply]]), { instruction: 0xa1 });
      await expect(sending).rejects.toEqual(expect.objectContaining({ kind: 'transport' }));
      await expect(sending).rejects.toBeInstanceOf(CardFault);
    }
  });

  it('sends the dummy that firmware 4.2 wants after a long reply, and no other firmware', async () => {
    const long = `${'ab'.repeat(53)}9000`;
    const old = createScriptedConnection([
      [undefined, long],
      ['0000000000', '6d00'],
    ]);
    expect((await sendCommand(old, { instruction: 0xa1 }, { dummyAfterLongReply: true })).data).toHaveLength(53);
    expect(old.left()).toBe(0);
    const current = createScriptedConnection([[undefined, long]]);
    await sendCommand(current, { instruction: 0xa1 });
    // With its status that is 54 bytes.
    const short = createScriptedConnection([[undefined, `${'ab'.repeat(52)}9000`]]);
    await sendCommand(short, { instruction: 0xa1 }, { dummyAfterLongReply: true });
  });

  it('names the status and the command when the card refuses', async () => {
    const sending = sendExpectingOk(createScriptedConnection([[undefined, '6a80']]), { instruction: 1 }, 'put');
    await expect(sending).rejects.toEqual(expect.objectContaining({ status: 0x6a80, during: 'put' }));
    await expect(sending).rejects.toBeInstanceOf(CardRefusal);
    expect([0x6a80, 0x90, 0].map(hexStatus)).toEqual(['6a80', '0090', '0000']);
  });

  it('overwrites what it sent when that was a secret', async () => {
    const frames: Uint8Array[] = [];
    const connection = {
      exclusive: true,
      close: async () => {},
      transmit: async (apdu: Uint8Array) => {
        frames.push(apdu);
        return fromHex('9000');
      },
    };
    await sendCommand(connection, { instruction: 1, data: fromHex('0102'), secret: true });
    await sendCommand(connection, { instruction: 1, data: fromHex('0102') });
    expect(frames.map(toHex)).toEqual(['00000000000000', '00010000020102']);
  });
});

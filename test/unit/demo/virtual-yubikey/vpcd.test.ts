import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../../src-main/base/bytes.ts';
import { insertIntoVpcd } from '../../../../src-main/demo/virtual-yubikey/vpcd.adapter.ts';
import { createVirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';

const cleanUps: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** The reader's side of the protocol, on a free port of 127.0.0.1. */
const createReader = async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const accepted = async () => {
    if (sockets.length === 0) await once(server, 'connection');
    const socket = sockets[sockets.length - 1];
    if (!socket) throw new Error('no card');
    return {
      socket,
      send: (hex: string) => {
        const payload = fromHex(hex);
        socket.write(Uint8Array.of(payload.length >> 8, payload.length & 0xff, ...payload));
      },
      receive: async () => {
        const read = async (length: number): Promise<Buffer> => {
          if (length === 0) return Buffer.alloc(0);
          for (;;) {
            const bytes: unknown = socket.read(length);
            if (bytes instanceof Buffer) return bytes;
            await once(socket, 'readable');
          }
        };
        return toHex(await read((await read(2)).readUInt16BE(0)));
      },
    };
  };
  return { port, accepted };
};

const setUp = async () => {
  const reader = await createReader();
  const key = createVirtualYubiKey({ serial: 1 });
  key.store({ id: 'a', secret: new Uint8Array(20), touch: true });
  const card = await insertIntoVpcd(key, reader.port);
  cleanUps.push(card.remove);
  return { key, card, reader, ...(await reader.accepted()) };
};
const selectOath = '00A4040007A0000005272101';
const touchCode = '00A20001 0D 710161 7408 0000000000000001';

it('answers the ATR, and is silent to power on, off and reset', async () => {
  const { key, send, receive } = await setUp();
  for (const control of ['01', '04', '02', '00', '01', '04']) send(control);
  expect([await receive(), await receive()]).toEqual([toHex(key.atr), toHex(key.atr)]);
});

it('drops the selected applet with the power', async () => {
  const { send, receive } = await setUp();
  send(selectOath);
  expect(await receive()).toMatch(/9000$/);
  for (const control of ['00', '01', '02']) {
    send(selectOath);
    await receive();
    send(control);
    send('00A10000');
    expect(await receive(), control).toBe('6d00');
  }
});

it('puts frames together however the stream is cut', async () => {
  const { send, receive, socket } = await setUp();
  send(selectOath);
  await receive();
  for (const byte of fromHex('0004 00A10000 0001 04')) {
    await new Promise<void>((resolve) => socket.write(Uint8Array.of(byte), () => resolve()));
  }
  expect([await receive(), await receive()].map((answer) => answer.slice(0, 4)).sort()).toEqual(['3bfd', '7202']);
});

it('answers the ATR while it waits for a touch', async () => {
  const { key, send, receive } = await setUp();
  send(selectOath);
  await receive();
  const blinking = new Promise<void>((resolve) => key.onAwaitingTouch(() => resolve()));
  send(touchCode);
  await blinking;
  send('04');
  expect(await receive()).toBe(toHex(key.atr));
  key.touch();
  expect(await receive()).toMatch(/^7605.*9000$/);
});

it('closes its connection when the key is pulled, also in the middle of a command, and comes back', async () => {
  const { key, card, reader, send, receive, socket } = await setUp();
  let gone = 0;
  card.onGone(() => {
    gone += 1;
  });
  key.inject({ at: 2, does: 'pull-before' });
  send(selectOath);
  await receive();
  const closed = once(socket, 'close');
  socket.resume();
  send('00A10000');
  await closed;
  await expect.poll(() => card.inserted()).toBe(false);
  expect(gone).toBe(1);
  await card.insert();
  await expect.poll(async () => (await reader.accepted()).socket !== socket).toBe(true);
  const again = await reader.accepted();
  again.send('04');
  expect(await again.receive()).toBe(toHex(key.atr));
});

it('notices that the reader went, and rejects where nothing listens', async () => {
  const { card, socket } = await setUp();
  const gone = new Promise<void>((resolve) => card.onGone(resolve));
  socket.destroy();
  await gone;
  expect(card.inserted()).toBe(false);
  await expect(insertIntoVpcd(createVirtualYubiKey({ serial: 2 }), 1)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

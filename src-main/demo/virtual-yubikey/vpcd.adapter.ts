import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { concatBytes } from '../../base/bytes.ts';
import type { VirtualCard } from './card.ts';

/** The ports of the two slots of the vpcd reader, `Virtual PCD 00 00` and `Virtual PCD 00 01`. */
export const vpcdPorts = [35963, 35964] as const;

export interface VpcdCard {
  /** Pulls the card. Resolves when the connection is closed; the reader notices within half a second. */
  readonly remove: () => Promise<void>;
  /** Puts it back. Rejects when nothing listens on the port. Nothing happens when it is in already. */
  readonly insert: () => Promise<void>;
  readonly inserted: () => boolean;
  /** Told when the connection ended from the other side (the reader service stopped) or by a pull of the card itself. */
  readonly onGone: (listener: () => void) => () => void;
}

const frame = (payload: Uint8Array) => concatBytes(Uint8Array.of(payload.length >> 8, payload.length & 0xff), payload);

/** Cuts the stream into payloads: each has a 16-bit big-endian length before it. */
const createFrames = (onPayload: (payload: Uint8Array) => void) => {
  let pending: Uint8Array = new Uint8Array(0);
  return (bytes: Uint8Array) => {
    pending = concatBytes(pending, bytes);
    for (;;) {
      const [high, low] = pending;
      if (high === undefined || low === undefined) return;
      const end = 2 + high * 256 + low;
      if (pending.length < end) return;
      const payload = pending.slice(2, end);
      pending = pending.slice(end);
      onPayload(payload);
    }
  };
};

const controls: Readonly<Record<number, 'off' | 'on' | 'reset' | undefined>> = { 0: 'off', 1: 'on', 2: 'reset' };

const serve = (card: VirtualCard, socket: Socket) => {
  const send = (payload: Uint8Array) => {
    if (!socket.destroyed) socket.write(frame(payload));
  };
  const answer = async (apdu: Uint8Array) => {
    try {
      send(await card.transmit(apdu));
    } catch {
      // The card was pulled (then the socket is closed already) or lost its power: an empty answer is a transport error to the reader.
      send(new Uint8Array(0));
    }
  };
  const take = createFrames((payload) => {
    const [control = 0] = payload;
    if (payload.length !== 1) void answer(payload);
    // Whatever the card is doing: a reader that gets no answer to this one hangs.
    else if (control === 4) send(card.atr);
    else {
      const power = controls[control];
      if (power) card.power(power);
    }
  });
  socket.on('data', take);
};

/**
 * Puts a card into a slot of the vpcd reader (package vsmartcard-vpcd) of the pcscd on this computer: pcscd listens, the
 * card dials 127.0.0.1. Resolves when connected, which is before pcscd has powered the card. Rejects with the socket's
 * error (`ECONNREFUSED`: no pcscd, or no vpcd reader). One card per port: a second one waits unseen until the first leaves.
 */
export const insertIntoVpcd = async (card: VirtualCard, port: number = vpcdPorts[0]): Promise<VpcdCard> => {
  const listeners = new Set<() => void>();
  let current: Socket | undefined;

  const ended = (socket: Socket) => {
    if (current !== socket) return;
    current = undefined;
    card.power('off');
    for (const listener of [...listeners]) listener();
  };
  const insert = async () => {
    if (current) return;
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    current = socket;
    serve(card, socket);
    try {
      await once(socket, 'connect');
    } catch (error) {
      current = undefined;
      throw error;
    }
    socket.on('error', () => {});
    socket.once('close', () => ended(socket));
  };
  const remove = async () => {
    const socket = current;
    if (!socket) return;
    current = undefined;
    card.power('off');
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  };
  card.onPull(() => {
    current?.destroy();
  });

  await insert();
  return {
    insert,
    remove,
    inserted: () => current !== undefined,
    onGone: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

import { connect, type Socket } from 'node:net';
import { type DbusMessage, decodeMessage, encodeCall } from './dbus-wire.ts';

/** The bus itself, as a name on it. */
export const busName = 'org.freedesktop.DBus';

export interface Bus {
  readonly call: BusCall;
  readonly close: () => void;
}

/**
 * A connection to the bus at `address`, as DBUS_SESSION_BUS_ADDRESS has it; undefined when that names no socket. `matches` are match rules without
 * their type (D-Bus Specification, "Match Rules"); `onEnd` is told once when there is no connection (any more), unless it was closed from here.
 */
export const openBus = (
  address: string | undefined,
  {
    matches,
    onOpen,
    onSignal,
    onEnd,
  }: {
    readonly matches: readonly string[];
    readonly onOpen: () => void;
    readonly onSignal: (signal: DbusMessage) => void;
    readonly onEnd: () => void;
  },
): Bus | undefined => {
  const path = socketPath(address);
  if (path === undefined) return undefined;
  const socket = connect(path);
  const call = speak(socket, onSignal);
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    onEnd();
  };
  socket.once('connect', () => {
    call(busName, '/org/freedesktop/DBus', busName, 'Hello', []);
    for (const match of matches) call(busName, '/org/freedesktop/DBus', busName, 'AddMatch', [`type='signal',${match}`]);
    onOpen();
  });
  socket.on('error', end);
  socket.on('close', end);
  return {
    call,
    close: () => {
      isOver = true;
      socket.destroy();
    },
  };
};

export type BusCall = (
  destination: string,
  path: string,
  owner: string,
  member: string,
  strings: readonly string[],
  answered?: (reply: DbusMessage) => void,
) => void;

/** Says who we are as soon as there is a connection (SASL EXTERNAL: the kernel vouches for the user), then calls and listens. */
const speak = (socket: Socket, onSignal: (signal: DbusMessage) => void): BusCall => {
  const waiting = new Map<number, (reply: DbusMessage) => void>();
  const unsent: Buffer[] = [];
  let authenticated = false;
  let received = Buffer.alloc(0);
  let serial = 0;
  socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`));
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    try {
      if (!authenticated) {
        const end = received.indexOf('\r\n');
        if (end < 0) return;
        if (!received.toString('latin1', 0, end).startsWith('OK ')) return void socket.destroy();
        received = received.subarray(end + 2);
        authenticated = true;
        socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), ...unsent.splice(0)]));
      }
      for (let next = decodeMessage(received); next; next = decodeMessage(received)) {
        received = received.subarray(next.length);
        const { message } = next;
        if (message.type === 'signal') onSignal(message);
        const answered = message.replyTo === undefined ? undefined : waiting.get(message.replyTo);
        if (message.replyTo !== undefined) waiting.delete(message.replyTo);
        answered?.(message);
      }
    } catch {
      socket.destroy();
    }
  });
  return (destination, path, owner, member, strings, answered) => {
    serial += 1;
    if (answered) waiting.set(serial, answered);
    const message = encodeCall({ serial, destination, path, interface: owner, member, strings });
    if (authenticated) socket.write(message);
    else unsent.push(message);
  };
};

/** The socket of the first address that is one (D-Bus Specification, "Server Addresses"). */
const socketPath = (address: string | undefined): string | undefined => {
  for (const one of (address ?? '').split(';')) {
    const found = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(one);
    if (found?.[2] !== undefined) return `${found[1] === 'abstract' ? '\0' : ''}${decodeURIComponent(found[2])}`;
  }
  return undefined;
};

import { connect, type Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import { type DbusMessage, decodeMessage, encodeCall } from './dbus-wire.ts';

/**
 * Whether anybody shows tray icons. Electron does not tell: without a StatusNotifierHost (plain GNOME) it makes an icon
 * that nobody sees, and does not look again when a host comes later.
 */
export interface TrayHost {
  readonly present: () => boolean;
  /** Resolves when the first answer is there, or none is to be had. */
  readonly asked: Promise<void>;
  /** Told when that changes. */
  readonly onChange: (listener: (present: boolean) => void) => void;
  readonly close: () => void;
}

const bus = 'org.freedesktop.DBus';
const watcher = 'org.kde.StatusNotifierWatcher';
/** The bus is on this computer: an answer that takes longer does not come. */
const answerMillis = 2000;

/** macOS and Windows always have a tray. */
export const alwaysTrayHost: TrayHost = { present: () => true, asked: Promise.resolve(), onChange: () => {}, close: () => {} };

/** `address` is DBUS_SESSION_BUS_ADDRESS. Without a session bus there is no host. */
export const watchTrayHost = (address: string | undefined, clock: Clock): TrayHost => {
  const listeners: ((present: boolean) => void)[] = [];
  let present = false;
  const path = socketPath(address);
  if (path === undefined) return { ...alwaysTrayHost, present: () => false };

  const socket = connect(path);
  let settle = () => {};
  const asked = new Promise<void>((resolve) => {
    const cancel = clock.after(answerMillis, resolve);
    settle = () => {
      cancel();
      resolve();
    };
  });
  const learn = (now: boolean) => {
    const changed = now !== present;
    present = now;
    settle();
    if (changed) for (const listener of listeners) listener(now);
  };
  const call = speak(socket, (signal) => {
    if (signal.member === 'NameOwnerChanged' || signal.member?.startsWith('StatusNotifierHost')) ask();
  });
  // `GetNameOwner` would start nothing either, but a `Get` on a name without owner would start a service: ask for the owner first.
  const ask = () =>
    call(bus, '/org/freedesktop/DBus', bus, 'NameHasOwner', [watcher], (owned) => {
      if (owned.value !== true) return learn(false);
      const wanted = [watcher, 'IsStatusNotifierHostRegistered'];
      call(watcher, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties', 'Get', wanted, (host) => learn(host.value === true));
    });

  socket.once('connect', () => {
    call(bus, '/org/freedesktop/DBus', bus, 'Hello', []);
    const rules = [`sender='${bus}',member='NameOwnerChanged',arg0='${watcher}'`, `interface='${watcher}'`];
    for (const rule of rules) call(bus, '/org/freedesktop/DBus', bus, 'AddMatch', [`type='signal',${rule}`]);
    ask();
  });
  socket.on('error', () => learn(false));
  socket.on('close', () => learn(false));
  return { present: () => present, asked, onChange: (listener) => listeners.push(listener), close: () => socket.destroy() };
};

type Call = (
  destination: string,
  path: string,
  owner: string,
  member: string,
  strings: readonly string[],
  answered?: (reply: DbusMessage) => void,
) => void;

/** Says who we are as soon as there is a connection (SASL EXTERNAL: the kernel vouches for the user), then calls and listens. */
const speak = (socket: Socket, onSignal: (signal: DbusMessage) => void): Call => {
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

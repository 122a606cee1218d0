import type { Clock } from '../../base/clock.ts';
import { busName as bus, openBus } from '../system/dbus-client.adapter.ts';

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

const watcher = 'org.kde.StatusNotifierWatcher';
/** The bus is on this computer: an answer that takes longer does not come. */
const answerMillis = 2000;

/** macOS and Windows always have a tray. */
export const alwaysTrayHost: TrayHost = { present: () => true, asked: Promise.resolve(), onChange: () => {}, close: () => {} };

/** `address` is DBUS_SESSION_BUS_ADDRESS. Without a session bus there is no host. */
export const watchTrayHost = (address: string | undefined, clock: Clock): TrayHost => {
  const listeners: ((present: boolean) => void)[] = [];
  let present = false;
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
  const connection = openBus(address, {
    matches: [`sender='${bus}',member='NameOwnerChanged',arg0='${watcher}'`, `interface='${watcher}'`],
    onOpen: () => ask(),
    onSignal: ({ member }) => {
      if (member === 'NameOwnerChanged' || member?.startsWith('StatusNotifierHost')) ask();
    },
    onEnd: () => learn(false),
  });
  if (!connection) return { ...alwaysTrayHost, present: () => false };
  const { call } = connection;
  // `GetNameOwner` would start nothing either, but a `Get` on a name without owner would start a service: ask for the owner first.
  const ask = () =>
    call(bus, '/org/freedesktop/DBus', bus, 'NameHasOwner', [watcher], (owned) => {
      if (owned.value !== true) return learn(false);
      const wanted = [watcher, 'IsStatusNotifierHostRegistered'];
      call(watcher, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties', 'Get', wanted, (host) => learn(host.value === true));
    });

  return { present: () => present, asked, onChange: (listener) => listeners.push(listener), close: connection.close };
};

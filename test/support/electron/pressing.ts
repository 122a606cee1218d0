import dbus from 'dbus-next';
import { eventually } from '../app/eventually.ts';

type Place = readonly [bus: string, path: string];
const accessible = 'org.a11y.atspi.Accessible';

/** Presses what a window shows, as a screen reader does: over AT-SPI, so that a package without any door for a driver can be used like this, too. */
export interface Presser {
  /** Presses the button of this name as soon as it is there. The program has to be started with `--force-renderer-accessibility` and ACCESSIBILITY_ENABLED=1. */
  readonly press: (name: string) => Promise<void>;
  /** Resolves when something of this name is shown. */
  readonly shows: (name: string | RegExp) => Promise<void>;
  readonly stop: () => void;
}

const call = async (
  bus: dbus.MessageBus,
  [destination, path]: Place,
  iface: string,
  member: string,
  signature = '',
  body: unknown[] = [],
) => (await bus.call(new dbus.Message({ destination, path, interface: iface, member, signature, body })))?.body ?? [];

/** The bus of the session's accessible programs, which the first who asks starts. */
export const openPresser = async (): Promise<Presser> => {
  const session = dbus.sessionBus();
  const [address] = await call(session, ['org.a11y.Bus', '/org/a11y/bus'], 'org.a11y.Bus', 'GetAddress');
  const bus = dbus.sessionBus({ busAddress: String(address) });
  const nameOf = async (place: Place): Promise<string> => {
    const [name] = await call(bus, place, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [accessible, 'Name']);
    return String((name as dbus.Variant).value);
  };
  /** The first of this name, below a place. What goes while it is looked at is not there. */
  const find = async (place: Place, is: (name: string) => boolean): Promise<Place | undefined> => {
    const [children] = (await call(bus, place, accessible, 'GetChildren').catch(() => [[]])) as [readonly Place[]];
    for (const child of children) {
      if (is(await nameOf(child).catch(() => ''))) return child;
      const below = await find(child, is);
      if (below) return below;
    }
    return undefined;
  };
  const found = (name: string | RegExp) => {
    const is = (text: string) => (typeof name === 'string' ? text.trim() === name : name.test(text));
    return eventually(() => find(['org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root'], is), `“${name}” in a window`);
  };
  return {
    press: async (name) => {
      const [done] = await call(bus, await found(name), 'org.a11y.atspi.Action', 'DoAction', 'i', [0]);
      if (done !== true) throw new Error(`“${name}” can't be pressed`);
    },
    shows: async (name) => void (await found(name)),
    stop: () => {
      for (const one of [bus, session]) one.disconnect();
    },
  };
};

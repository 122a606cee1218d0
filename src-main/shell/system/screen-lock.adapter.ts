import { openBus } from './dbus-client.adapter.ts';

/** Who tells that the screen is locked, by the desktop: all with the signal ActiveChanged(b). */
const screenSavers = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
];
const logind = 'org.freedesktop.login1';

/**
 * The screen's lock on Linux, where Electron tells of none: the desktop's screen saver on the session bus, and logind's request to lock this session on
 * the system bus. Addresses as in DBUS_SESSION_BUS_ADDRESS; a bus that is not there tells nothing. `sessionId` is XDG_SESSION_ID.
 */
export const watchScreenLock = (
  places: { readonly sessionBus: string | undefined; readonly systemBus: string | undefined; readonly sessionId: string | undefined },
  tell: (event: 'lock' | 'unlock') => void,
): { readonly close: () => void } => {
  const session = openBus(places.sessionBus, {
    matches: screenSavers.map((name) => `interface='${name}',member='ActiveChanged'`),
    onOpen: () => {},
    onSignal: ({ member, value }) => {
      if (member === 'ActiveChanged' && typeof value === 'boolean') tell(value ? 'lock' : 'unlock');
    },
    onEnd: () => {},
  });
  const system = openBus(places.systemBus ?? 'unix:path=/run/dbus/system_bus_socket', {
    matches: [],
    onOpen: () => {
      const manager = `${logind}.Manager`;
      // Other people's sessions are locked by the same signal, at other paths. `auto` is the one of this user, where the environment does not say.
      system?.call(logind, '/org/freedesktop/login1', manager, 'GetSession', [places.sessionId || 'auto'], ({ value }) => {
        if (typeof value !== 'string' || !value.startsWith('/')) return;
        for (const member of ['Lock', 'Unlock']) {
          const rule = `type='signal',sender='${logind}',interface='${logind}.Session',path='${value}',member='${member}'`;
          system?.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'AddMatch', [rule]);
        }
      });
    },
    onSignal: ({ member }) => {
      if (member === 'Lock' || member === 'Unlock') tell(member === 'Lock' ? 'lock' : 'unlock');
    },
    onEnd: () => {},
  });
  return {
    close: () => {
      session?.close();
      system?.close();
    },
  };
};

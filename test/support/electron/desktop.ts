import dbus from 'dbus-next';

/** A notification as the desktop got it. */
export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  /** Keys and labels by turns. */
  readonly actions: readonly string[];
}

class Notifications extends dbus.interface.Interface {
  readonly all: ShownNotification[] = [];
  readonly closed: number[] = [];
  constructor() {
    super('org.freedesktop.Notifications');
  }
  Notify(_app: string, _replaces: number, _icon: string, title: string, body: string, actions: string[]): number {
    const id = this.all.length + 1;
    this.all.push({ id, title, body, actions });
    return id;
  }
  CloseNotification(id: number): void {
    this.closed.push(id);
    this.NotificationClosed(id, 3);
  }
  GetCapabilities(): string[] {
    return ['body', 'actions'];
  }
  GetServerInformation(): string[] {
    return ['stub', 'roletap', '1', '1.2'];
  }
  ActionInvoked(id: number, key: string): [number, string] {
    return [id, key];
  }
  NotificationClosed(id: number, reason: number): [number, number] {
    return [id, reason];
  }
}
Notifications.configureMembers({
  methods: {
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
  },
  signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
});

/** What a Linux desktop does beside the panel: shows notifications. Call it before the program starts. */
export const openDesktop = async () => {
  const bus = dbus.sessionBus();
  const server = new Notifications();
  bus.export('/org/freedesktop/Notifications', server);
  await bus.requestName('org.freedesktop.Notifications', 0);
  return {
    /** All that were shown, the first one first. */
    notifications: () => [...server.all],
    /** Ids of those that the program closed. */
    closed: () => [...server.closed],
    /** A click on the notification itself. */
    click: (id: number) => server.ActionInvoked(id, 'default'),
    stop: () => bus.disconnect(),
  };
};

class Logind extends dbus.interface.Interface {
  constructor() {
    super('org.freedesktop.login1.Manager');
  }
  GetSession(id: string): string {
    return `/org/freedesktop/login1/session/${id}`;
  }
  Inhibit(): void {}
  PrepareForSleep(starts: boolean): boolean {
    return starts;
  }
}
Logind.configureMembers({
  methods: { GetSession: { inSignature: 's', outSignature: 'o' }, Inhibit: { inSignature: 'ssss' } },
  signals: { PrepareForSleep: { signature: 'b' } },
});

class LogindSession extends dbus.interface.Interface {
  constructor() {
    super('org.freedesktop.login1.Session');
  }
  Lock(): void {}
  Unlock(): void {}
}
LogindSession.configureMembers({ signals: { Lock: { signature: '' }, Unlock: { signature: '' } } });

class ScreenSaver extends dbus.interface.Interface {
  constructor() {
    super('org.freedesktop.ScreenSaver');
  }
  GetActive(): boolean {
    return false;
  }
  ActiveChanged(active: boolean): boolean {
    return active;
  }
}
ScreenSaver.configureMembers({
  methods: { GetActive: { outSignature: 'b' } },
  signals: { ActiveChanged: { signature: 'b' } },
});

/**
 * logind and a screen saver, both on the session bus: a program under test takes it for the system bus, too, when DBUS_SYSTEM_BUS_ADDRESS says so.
 * Call it before the program starts.
 */
export const openPower = async (sessionId: string) => {
  const bus = dbus.sessionBus();
  const manager = new Logind();
  const [own, other] = [new LogindSession(), new LogindSession()];
  const saver = new ScreenSaver();
  bus.export('/org/freedesktop/login1', manager);
  bus.export(`/org/freedesktop/login1/session/${sessionId}`, own);
  bus.export('/org/freedesktop/login1/session/of_another', other);
  bus.export('/org/freedesktop/ScreenSaver', saver);
  await bus.requestName('org.freedesktop.login1', 0);
  await bus.requestName('org.freedesktop.ScreenSaver', 0);
  return {
    /** The system goes to sleep, or has woken up. */
    sleep: (starts: boolean) => manager.PrepareForSleep(starts),
    lockSession: () => own.Lock(),
    lockOtherSession: () => other.Lock(),
    screenSaver: (active: boolean) => saver.ActiveChanged(active),
    stop: () => bus.disconnect(),
  };
};

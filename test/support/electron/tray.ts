import dbus from 'dbus-next';

/** One line of the icon's menu as the panel gets it. `depth` 1 is the top level. */
export interface TrayLine {
  readonly id: number;
  readonly depth: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly separator: boolean;
}

/** What a panel of a Linux desktop sees and does: StatusNotifierItem and dbusmenu over the session bus. */
export interface TrayPanel {
  /** Resolves when the program has registered its icon. */
  readonly registered: () => Promise<void>;
  readonly registrations: () => number;
  readonly tooltip: () => Promise<string>;
  /** The icon's pixels as text, to tell one from another. */
  readonly icon: () => Promise<string>;
  readonly lines: () => Promise<readonly TrayLine[]>;
  readonly labels: () => Promise<readonly string[]>;
  /** Throws when there is no such line or it is disabled. */
  readonly click: (label: string) => Promise<void>;
  /** A left click on the icon. */
  readonly activate: () => Promise<void>;
  readonly stop: () => void;
}

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemPath = '/StatusNotifierItem';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

class Watcher extends dbus.interface.Interface {
  readonly items: string[] = [];
  readonly waiters: (() => void)[] = [];
  constructor() {
    super(watcherName);
  }
  RegisterStatusNotifierItem(item: string): void {
    this.items.push(item);
    for (const wake of this.waiters.splice(0)) wake();
  }
  RegisterStatusNotifierHost(): void {}
  get RegisteredStatusNotifierItems(): string[] {
    return this.items;
  }
  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }
  get ProtocolVersion(): number {
    return 0;
  }
}
Watcher.configureMembers({
  methods: { RegisterStatusNotifierItem: { inSignature: 's' }, RegisterStatusNotifierHost: { inSignature: 's' } },
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
  },
});

/** dbusmenu's `(ia{sv}av)`. */
type Node = readonly [number, Readonly<Record<string, dbus.Variant>>, readonly dbus.Variant<Node>[]];

const flatten = ([id, properties, children]: Node, depth: number): readonly TrayLine[] => [
  {
    id,
    depth,
    // The letter of a shortcut is marked by an underscore, an underscore by two.
    label: String(properties.label?.value ?? '').replace(/_(_?)/g, '$1'),
    enabled: properties.enabled?.value !== false,
    separator: properties.type?.value === 'separator',
  },
  ...children.flatMap((child) => flatten(child.value, depth + 1)),
];

/** The icon that was asked is not there any more; whoever clicked it did not quit the program by that. */
const isGone = (error: unknown, member: string): boolean =>
  error instanceof dbus.DBusError &&
  (error.type === 'org.freedesktop.DBus.Error.ServiceUnknown' ||
    (error.type === 'org.freedesktop.DBus.Error.NoReply' && member === 'Activate'));

/** Becomes the panel of this session bus. Call it before the program starts: programs look for a panel once. */
export const openTrayPanel = async (): Promise<TrayPanel> => {
  const bus = dbus.sessionBus();
  const watcher = new Watcher();
  bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName(watcherName, 0);

  const registered = async () => {
    if (watcher.items.length === 0) await new Promise<void>((resolve) => watcher.waiters.push(resolve));
  };
  const call = async (path: string, owner: string, member: string, signature: string, body: unknown[]): Promise<unknown[]> => {
    await registered();
    // Kept as it was registered: newer versions tell their icons apart by this name.
    const destination = watcher.items.at(-1) ?? '';
    try {
      const reply = await bus.call(new dbus.Message({ destination, path, interface: owner, member, signature, body }));
      return reply?.body ?? [];
    } catch (error) {
      if (!isGone(error, member)) throw error;
      // The program takes its icon away and makes it anew where the panel answered late: what was clicked is clicked there.
      if (watcher.items.at(-1) === destination) await new Promise<void>((resolve) => watcher.waiters.push(resolve));
      return call(path, owner, member, signature, body);
    }
  };
  const property = async (name: string): Promise<unknown> => {
    const [value] = await call(itemPath, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [itemInterface, name]);
    return (value as dbus.Variant).value;
  };
  const menuPath = async () => String(await property('Menu'));
  const lines = async () => {
    const [, root] = await call(await menuPath(), menuInterface, 'GetLayout', 'iias', [0, -1, []]);
    return flatten(root as Node, 0).slice(1);
  };
  /** Clicks the line of this number; gives the menu's refusal. */
  const send = async (id: number): Promise<unknown> => {
    try {
      await call(await menuPath(), menuInterface, 'Event', 'isvu', [id, 'clicked', new dbus.Variant('s', ''), 0]);
      return undefined;
    } catch (error) {
      // "Quit" leaves no time for an answer.
      return error instanceof dbus.DBusError && error.type === 'org.freedesktop.DBus.Error.NoReply' ? undefined : error;
    }
  };
  return {
    registered,
    registrations: () => watcher.items.length,
    tooltip: async () => String(((await property('ToolTip')) as readonly unknown[])[2]),
    icon: async () =>
      Buffer.from(((await property('IconPixmap')) as readonly (readonly [number, number, Uint8Array])[])[0]?.[2] ?? []).toString('base64'),
    lines,
    labels: async () => (await lines()).filter((line) => !line.separator).map((line) => line.label),
    click: async (label) => {
      for (;;) {
        const line = (await lines()).find((candidate) => candidate.label === label);
        if (!line?.enabled) throw new Error(`The tray menu has no line "${label}" that can be clicked`);
        const refusal = await send(line.id);
        if (refusal === undefined) return;
        // Numbers change with each new menu: one that was made since is read and clicked as a panel does. The same number refused is a fault.
        if ((await lines()).some((candidate) => candidate.id === line.id)) throw refusal;
      }
    },
    activate: async () => {
      await call(itemPath, itemInterface, 'Activate', 'ii', [0, 0]);
    },
    stop: () => bus.disconnect(),
  };
};

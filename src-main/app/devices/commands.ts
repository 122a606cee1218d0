import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { findSource } from '../roles/source.ts';
import { withDevices } from '../state/changes.ts';
import type { DevicesState, UserDevices } from '../state/devices-state.ts';
import { type Store, tellFailure } from '../state/store.ts';
import { type AdvicePorts, copyAdvice } from './admin-advice.ts';
import { cleanLeftover, type OnWork, removeDevice, resyncDevice } from './change-device.ts';
import { forgetPassword, pluggedKey, removePassword, renameAccount, setPassword } from './change-key.ts';
import type { DevicePorts } from './device-ports.ts';
import { loadDevices } from './load.ts';
import { devicesView } from './screen.ts';
import { type ImportableAccount, importable, leftoverId } from './view.ts';

/** The commands of the devices' screen and of a key's password. */
export type DevicesCommand = Extract<
  CommandName,
  | 'openDevices'
  | 'closeDevices'
  | 'removeDevice'
  | 'confirmRemove'
  | 'resyncDevice'
  | 'cleanLeftover'
  | 'renameAccount'
  | 'setPassword'
  | 'removePassword'
  | 'forgetPassword'
  | 'copyAdvice'
>;

export type DevicesHandlers = { readonly [N in DevicesCommand]: (payload: CommandPayload<N>) => boolean };

/** The screen of an IAM user's devices: at most one is open. What came of each wish is given, and in the snapshot as well. */
export interface Devices {
  /** Each gives whether the command could be taken now. */
  readonly handlers: DevicesHandlers;
  /** Reads the devices of a source's user and shows them; `''` is the only source. */
  readonly open: (source: string) => Promise<Result<DevicesView>>;
  /** These three are for the screen that is open, and ask nothing; the device is its serial, the item as `leftoverId` names it. */
  readonly remove: (device: string) => Promise<Result<void>>;
  readonly resync: (device: string) => Promise<Result<void>>;
  readonly clean: (item: string) => Promise<Result<void>>;
  readonly rename: (keyId: string, account: string, name: string) => Promise<Result<string>>;
  readonly setPassword: (keyId: string, password: string, remember: boolean) => Promise<Result<void>>;
  readonly removePassword: (keyId: string) => Promise<Result<void>>;
  /** Accounts on plugged keys that look like AWS's and that no profile uses. */
  readonly importable: () => readonly ImportableAccount[];
}

export const createDevices = (ports: DevicePorts & AdvicePorts, jobs: Jobs<Failure>): Devices => {
  const { store, codes } = ports;
  let stopWatch = () => {};

  const current = (): DevicesState | undefined => store.state().devices;
  const show = (next: DevicesState | undefined): void => store.change(withDevices(next));
  /** Changes the screen while it is still this source's. */
  const change = (source: string, next: (now: DevicesState) => DevicesState): void => {
    const screen = current();
    if (screen?.source === source) show(next(screen));
  };
  const close = (): void => {
    stopWatch();
    stopWatch = () => {};
    show(undefined);
  };

  const load = async (source: string, signal: AbortSignal): Promise<Result<DevicesView>> => {
    const from = await findSource(ports, source);
    const loaded = from.ok ? await loadDevices(ports, from.value, signal) : from;
    change(source, ({ working: _done, problem, ...now }) => {
      if (!from.ok || !loaded.ok) return { ...now, state: 'failed', ...(loaded.ok ? {} : { problem: loaded.problem }) };
      return {
        ...now,
        source: from.value.profile,
        state: 'ready',
        loaded: loaded.value,
        from: from.value,
        ...defined({ problem }),
      };
    });
    if (!loaded.ok) return loaded;
    const view = devicesView(store.state());
    return view && from.ok && view.source === from.value.profile ? ok(view) : failed({ code: 'cancelled' });
  };

  const open = (source: string): Promise<Result<DevicesView>> => {
    if (current()?.source !== source) jobs.cancel('devices');
    stopWatch();
    show({ source, state: 'loading' });
    stopWatch = onEnrolled(store, () => {
      const now = current();
      if (now?.state === 'ready' && !now.working) void jobs.join(`devices of ${source}`, undefined, (signal) => load(now.source, signal));
    });
    return jobs.join(`devices of ${source}`, undefined, (signal) => load(source, signal));
  };

  /** One change at a time; the list is read again after it, and a problem stays on the screen. */
  const work = (
    first: NonNullable<DevicesView['working']>,
    job: (ready: { readonly from: Source; readonly loaded: UserDevices }, onWork: OnWork, signal: AbortSignal) => Promise<Result<void>>,
  ): Promise<Result<void>> | undefined => {
    const now = current();
    if (!now?.loaded || !now.from || now.working) return undefined;
    const { source, loaded, from } = now;
    const onWork: OnWork = (what, serial) => change(source, (at) => ({ ...at, working: { what, serial } }));
    const { problem: _old, asked: _asked, ...rest } = now;
    show({ ...rest, working: first });
    return jobs.join('devices', undefined, async (signal) => {
      const done = await job({ from, loaded }, onWork, signal);
      const told = !done.ok && done.problem.code !== 'cancelled';
      change(source, (at) => ({ ...at, ...(told ? { problem: done.problem } : {}) }));
      await load(source, new AbortController().signal);
      return done;
    });
  };

  const notOpen = (device: string) => failed({ code: 'device-missing', device });
  const remove = (serial: string) =>
    work({ what: 'deactivate', serial }, ({ from, loaded }, onWork, signal) => removeDevice(ports, from, loaded, serial, onWork, signal));
  const resync = (serial: string) =>
    work({ what: 'resync', serial }, ({ from, loaded }, onWork, signal) => resyncDevice(ports, from, loaded, serial, onWork, signal));
  const clean = (item: string) => {
    const leftover = devicesView(store.state())?.leftovers.find((entry) => leftoverId(entry) === item);
    if (!leftover) return undefined;
    const first = leftover.kind === 'device' ? ({ what: 'delete', serial: item } as const) : undefined;
    return work(first ?? { what: 'delete-account', serial: item }, ({ from }, onWork, signal) =>
      cleanLeftover(ports, from, leftover, onWork, signal),
    );
  };

  /** A job on a plugged key, whether or not the screen is open. */
  const onKey = <T>(keyId: string, job: (key: NonNullable<ReturnType<typeof pluggedKey>>, signal: AbortSignal) => Promise<Result<T>>) => {
    const key = pluggedKey(codes, keyId);
    return key && jobs.join(`care for ${keyId}`, undefined, (signal) => job(key, signal));
  };
  const rename = (keyId: string, account: string, name: string) =>
    onKey(keyId, (key, signal) => renameAccount(ports, key, account, name, signal));
  const password = (keyId: string, text: string, remember: boolean) =>
    onKey(keyId, (key, signal) => setPassword(codes, key, text, remember, signal));
  const noPassword = (keyId: string) => onKey(keyId, (key, signal) => removePassword(codes, key, signal));

  /** Starts something that a window asked for; its failure is a notice. */
  const told = (outcome: Promise<Result<unknown>> | undefined): boolean => {
    void outcome?.then(tellFailure(store));
    return outcome !== undefined;
  };
  /** The same where the screen itself shows it. */
  const taken = (outcome: Promise<unknown> | undefined): boolean => outcome !== undefined;
  const isOpen = (source: string) => current()?.source === source;
  const has = (serial: string) => current()?.loaded?.devices.some((device) => device.serial === serial) ?? false;

  const handlers: DevicesHandlers = {
    openDevices: ({ source }) => taken(open(source)),
    closeDevices: () => {
      if (!current()) return false;
      jobs.cancel('devices');
      close();
      return true;
    },
    removeDevice: ({ source, device }) => {
      const screen = current();
      if (!screen || !isOpen(source) || screen.working || !has(device)) return false;
      show({ ...screen, asked: device });
      return true;
    },
    confirmRemove: ({ source, device, yes }) => {
      const screen = current();
      if (!screen || !isOpen(source) || screen.asked !== device) return false;
      if (yes) return taken(remove(device));
      const { asked: _asked, ...rest } = screen;
      show(rest);
      return true;
    },
    resyncDevice: ({ source, device }) => isOpen(source) && has(device) && taken(resync(device)),
    cleanLeftover: ({ source, item }) => isOpen(source) && taken(clean(item)),
    renameAccount: ({ keyId, account, name }) => told(rename(keyId, account, name)),
    setPassword: ({ keyId, password: text, remember }) => told(password(keyId, text, remember)),
    removePassword: ({ keyId }) => told(noPassword(keyId)),
    forgetPassword: ({ keyId }) => told(onKey(keyId, (key) => forgetPassword(codes, key))),
    copyAdvice: ({ what, source, device }) => {
      const problem = store.state().enroll?.problem ?? current()?.problem;
      return told(jobs.join('advice', undefined, (signal) => copyAdvice(ports, { what, source, device, problem }, signal)));
    },
  };

  return {
    handlers,
    open,
    importable: () => {
      const { files, keys } = store.state();
      if (files.kind !== 'read' || keys.kind !== 'ready') return [];
      return importable(keys.keys, files.profiles, store.state().settings);
    },
    remove: (device) => remove(device) ?? Promise.resolve(notOpen(device)),
    resync: (device) => resync(device) ?? Promise.resolve(notOpen(device)),
    clean: (item) => clean(item) ?? Promise.resolve(notOpen(item)),
    rename: (keyId, account, name) => rename(keyId, account, name) ?? Promise.resolve(failed({ code: 'yubikey-missing' })),
    setPassword: (keyId, text, remember) => password(keyId, text, remember) ?? Promise.resolve(failed({ code: 'yubikey-missing' })),
    removePassword: (keyId) => noPassword(keyId) ?? Promise.resolve(failed({ code: 'yubikey-missing' })),
  };
};

/** Tells the end of a wizard, after which AWS has other devices. Gives what stops it. */
const onEnrolled = (store: Store, tell: () => void): (() => void) => {
  let { enroll } = store.state();
  return store.subscribe(() => {
    const before = enroll;
    ({ enroll } = store.state());
    if (before && !enroll) tell();
  });
};

import type { MfaSerialPlan } from '../../aws/files/mfa-serial-edit.ts';
import type { Jobs } from '../../base/jobs.ts';
import { whyNoKey } from '../../card/keys/keys.ts';
import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { type Failure, failed, type Result } from '../../contract/result.ts';
import { alone } from '../plans/alone.ts';
import { withRemovals } from '../state/page-changes.ts';
import { tellFailure } from '../state/store.ts';
import { type AdvicePorts, copyAdvice } from './admin-advice.ts';
import { cleanLeftover, resyncDevice } from './change-device.ts';
import { forgetPassword, pluggedKey, removePassword, renameAccount, setPassword } from './change-key.ts';
import { type ImportableAccount, importable, leftoverId } from './device-accounts.ts';
import { createDevicesScreen } from './devices-screen.ts';
import { type MendPorts, mendProfiles, planMend } from './mend-profiles.ts';
import { type RemovalPorts, type RemovalTalk, removeDevice, undoRemoval } from './removal.ts';
import { newRemoval, removalView } from './removal-record.ts';

/** The commands of the devices' screen and of a key's password. */
export type DevicesCommand = Extract<
  CommandName,
  | 'openDevices'
  | 'closeDevices'
  | 'removeDevice'
  | 'confirmRemove'
  | 'resyncDevice'
  | 'resumeRemoval'
  | 'undoRemoval'
  | 'mendProfiles'
  | 'cleanLeftover'
  | 'renameAccount'
  | 'setPassword'
  | 'removePassword'
  | 'forgetPassword'
  | 'copyAdvice'
>;

export type DevicesHandlers = { readonly [N in DevicesCommand]: (payload: CommandPayload<N>) => boolean };

/** What is done to the devices of an IAM user, and to keys. What came of each request is given, and in the snapshot as well. */
export interface Devices {
  /** Each gives whether the command could be taken now. */
  readonly handlers: DevicesHandlers;
  /** Reads the devices of a source's user and shows them; `''` is the only source. */
  readonly open: (source: string) => Promise<Result<DevicesView>>;
  /** These three are for the screen that is open, and ask nothing; the device is its serial, the item as `leftoverId` names it. */
  readonly remove: (device: string) => Promise<Result<void>>;
  readonly resync: (device: string) => Promise<Result<void>>;
  /** An interrupted removal (its id in `snapshot.unfinished`): goes on with it, or gives the user the device back. Opens its screen. */
  readonly resumeRemoval: (id: string, choice: 'go-on' | 'undo') => Promise<Result<void>>;
  /** What naming another device in the profiles of one that is gone would change, and that change: the profiles that it was made to. */
  readonly planMend: (gone: string, device: string) => Promise<Result<MfaSerialPlan>>;
  readonly mend: (gone: string, device: string) => Promise<Result<readonly string[]>>;
  /** Reads the journal of removals again and shows what is unfinished. */
  readonly refreshRemovals: () => Promise<void>;
  readonly clean: (item: string) => Promise<Result<void>>;
  readonly rename: (keyId: string, account: string, name: string) => Promise<Result<string>>;
  readonly setPassword: (keyId: string, password: string, remember: boolean) => Promise<Result<void>>;
  readonly removePassword: (keyId: string) => Promise<Result<void>>;
  /** Accounts on plugged keys that look like AWS's and that no profile uses. */
  readonly importable: () => readonly ImportableAccount[];
}

export const createDevices = (
  ports: RemovalPorts & AdvicePorts & MendPorts,
  jobs: Jobs<Failure>,
  view: () => DevicesView | undefined,
): Devices => {
  const { store, codes } = ports;
  const { current, show, open, work, close } = createDevicesScreen(ports, jobs, view);

  const notOpen = (device: string) => failed({ code: 'device-missing', device });
  const removals = () => ports.removals.list();
  const refreshRemovals = async () => store.change(withRemovals((await removals()).map(removalView)));
  /** One program at a time removes a device, or gives it back. Problem beside those of the work: plan-running. */
  const aloneWith = <T>(device: string, work: () => Promise<Result<T>>) => alone(ports.removals.inTurn, `removal of ${device}`, work);
  /** Removes a device, or goes on with its removal where that was interrupted. */
  const remove = (serial: string) =>
    work({ what: 'session', serial }, async ({ from, loaded }, onWork, signal) => {
      const device = loaded.devices.find((entry) => entry.serial === serial);
      const done = await aloneWith(serial, async () => {
        const begun =
          (await removals()).find((record) => record.device === serial) ?? (device && newRemoval(ports, from.profile, loaded, device));
        return begun ? removeDevice(ports, from, begun, { onWork, signal }) : notOpen(serial);
      });
      await refreshRemovals();
      return done;
    });
  const resumeRemoval: Devices['resumeRemoval'] = async (id, choice) => {
    const record = (await removals()).find((entry) => entry.id === id);
    if (!record) return notOpen(id);
    const opened = await open(record.source);
    if (!opened.ok) return opened;
    const what = choice === 'undo' ? 'enable' : 'deactivate';
    const resumed = work({ what, serial: record.device }, async ({ from }, onWork, signal) => {
      const talk: RemovalTalk = { onWork, signal };
      const done = await aloneWith(record.device, async () => {
        // Another program may have gone on from it since.
        const now = (await removals()).find((entry) => entry.id === id);
        if (!now) return notOpen(id);
        return choice === 'undo' ? undoRemoval(ports, from, now, talk) : removeDevice(ports, from, now, talk);
      });
      await refreshRemovals();
      return done;
    });
    return resumed ?? notOpen(record.device);
  };
  const resync = (serial: string) =>
    work({ what: 'resync', serial }, ({ from, loaded }, onWork, signal) => resyncDevice(ports, from, loaded, serial, onWork, signal));
  const clean = (item: string) => {
    const leftover = view()?.leftovers.find((entry) => leftoverId(entry) === item);
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

  const isUnfinished = (id: string) => store.state().unfinished.some((entry) => entry.id === id && entry.removal);

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
    resumeRemoval: ({ removal }) => isUnfinished(removal) && taken(resumeRemoval(removal, 'go-on')),
    undoRemoval: ({ removal }) => isUnfinished(removal) && taken(resumeRemoval(removal, 'undo')),
    resyncDevice: ({ source, device }) => isOpen(source) && has(device) && taken(resync(device)),
    mendProfiles: ({ source, gone, device }) => {
      const mend = current()?.mend;
      if (!isOpen(source) || mend?.gone !== gone || mend.device !== device) return false;
      return taken(work({ what: 'mend', serial: device }, ({ from }) => mendProfiles(ports, gone, device, from.profile)));
    },
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
    resumeRemoval,
    refreshRemovals,
    planMend: (gone, device) => planMend(ports, gone, device),
    mend: (gone, device) => mendProfiles(ports, gone, device),
    resync: (device) => resync(device) ?? Promise.resolve(notOpen(device)),
    clean: (item) => clean(item) ?? Promise.resolve(notOpen(item)),
    rename: (keyId, account, name) => rename(keyId, account, name) ?? Promise.resolve(failed(whyNoKey(ports.codes.keys.state()))),
    setPassword: (keyId, text, remember) => password(keyId, text, remember) ?? Promise.resolve(failed(whyNoKey(ports.codes.keys.state()))),
    removePassword: (keyId) => noPassword(keyId) ?? Promise.resolve(failed(whyNoKey(ports.codes.keys.state()))),
  };
};

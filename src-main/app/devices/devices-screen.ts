import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { findSource } from '../roles/source.ts';
import type { DevicesState, UserDevices } from '../state/devices-state.ts';
import { withDevices } from '../state/page-changes.ts';
import type { Store } from '../state/store.ts';
import type { DevicePorts } from './device-ports.ts';
import { loadDevices } from './load.ts';
import { findMend, type MendPorts } from './mend-profiles.ts';
import type { OnWork } from './mfa-caller.ts';

/** Changes the devices of the screen; told what is being done. */
type DeviceJob = (
  ready: { readonly from: Source; readonly loaded: UserDevices },
  onWork: OnWork,
  signal: AbortSignal,
) => Promise<Result<unknown>>;

/** The screen of an IAM user's devices: at most one is open. */
export interface DevicesScreen {
  readonly current: () => DevicesState | undefined;
  readonly show: (next: DevicesState | undefined) => void;
  /** Reads the devices of a source's user and shows them; `''` is the only source. Reads them again after an enrolment. */
  readonly open: (source: string) => Promise<Result<DevicesView>>;
  /**
   * One change at a time; the list is read again after it, and a problem stays on the screen. Undefined when none can begin now. `first` is shown until
   * the job tells more.
   */
  readonly work: (first: NonNullable<DevicesView['working']>, job: DeviceJob) => Promise<Result<void>> | undefined;
  readonly close: () => void;
}

/** `view`: the screen as it is shown now. */
export const createDevicesScreen = (
  ports: DevicePorts & MendPorts,
  jobs: Jobs<Failure>,
  view: () => DevicesView | undefined,
): DevicesScreen => {
  const { store } = ports;
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
    const mend = from.ok && loaded.ok ? await findMend(ports, from.value, loaded.value) : undefined;
    change(source, ({ working: _done, mend: _old, problem, ...now }) => {
      if (!from.ok || !loaded.ok) return { ...now, state: 'failed', ...(loaded.ok ? {} : { problem: loaded.problem }) };
      return {
        ...now,
        source: from.value.profile,
        state: 'ready',
        loaded: loaded.value,
        from: from.value,
        ...defined({ problem, mend }),
      };
    });
    if (!loaded.ok) return loaded;
    const shown = view();
    return shown && from.ok && shown.source === from.value.profile ? ok(shown) : failed({ code: 'cancelled' });
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

  const work: DevicesScreen['work'] = (first, job) => {
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
      return done.ok ? ok(undefined) : done;
    });
  };

  return { current, show, open, work, close };
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

import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { deviceNameOf } from '../codes/device-names.ts';
import type { TapContext } from '../context.ts';
import { runFacts } from '../enroll/stages.ts';
import { deviceViews, findLeftovers, importable, importableOn, removalFacts, type UserDevices } from './view.ts';

/** What is behind the screen; the view is made of it. */
export interface Screen {
  readonly source: string;
  /** Absent until it was read. */
  readonly loaded?: UserDevices;
  readonly from?: Source;
  readonly state: DevicesView['state'];
  readonly problem?: DevicesView['problem'];
  readonly working?: DevicesView['working'];
  /** The device that a removal was asked for. */
  readonly asked?: string;
}

export const viewOf = (context: TapContext, screen: Screen): DevicesView => {
  const { world, store } = context;
  const { source, state, loaded, problem, working, asked } = screen;
  const base = { source, state, ...defined({ problem, working }) };
  const keysState = world.keys.state();
  const keys = keysState.kind === 'ready' ? keysState.keys : [];
  const settings = store.state().settings;
  const { unfinished, enroll, files } = store.state();
  const run = runFacts(enroll ?? {});
  const made = [run.device?.arn, run.spareDevice?.arn].flatMap((arn) => (arn ? [deviceNameOf(arn)] : []));
  const busy = [...unfinished.map(({ deviceName }) => deviceName), ...made];
  const unused = files.kind === 'read' ? importable(keys, files.profiles, settings) : [];
  const stored = run.keys.map(({ account }) => account);
  const offered = (leftovers: DevicesView['leftovers']) => importableOn(unused, loaded, leftovers, keys, settings, [...busy, ...stored]);
  // Who may not list devices can still tell which device it is, so the accounts are offered all the same.
  if (!loaded) return { ...base, devices: [], leftovers: [], importable: state === 'failed' ? offered([]) : [] };
  const devices = deviceViews(loaded.devices, keys, settings);
  const leftovers = findLeftovers(loaded, keys, settings, busy);
  const { userName: name, arn, accountId } = loaded.user;
  return {
    ...base,
    user: { name, arn, accountId },
    devices,
    leftovers,
    importable: offered(leftovers),
    ...(asked === undefined ? {} : { confirm: removalFacts(devices, asked) }),
  };
};

/**
 * Tells when what the screen is made of has changed: keys and files (`onFacts`), and the end of a wizard, after which AWS has other devices
 * (`onEnrolled`). Gives what stops it.
 */
export const watchScreen = ({ world, store }: TapContext, onFacts: () => void, onEnrolled: () => void): (() => void) => {
  let { files, enroll } = store.state();
  const stopKeys = world.keys.subscribe(onFacts);
  const stopStore = store.subscribe(() => {
    const before = { files, enroll };
    ({ files, enroll } = store.state());
    if (before.enroll && !enroll) onEnrolled();
    else if (before.files !== files) onFacts();
  });
  return () => {
    stopKeys();
    stopStore();
  };
};

import { defined } from '../../base/defined.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { deviceNameOf } from '../codes/device-names.ts';
import { runFacts } from '../enroll/stages.ts';
import type { State } from '../state/state.ts';
import { deviceViews, findLeftovers, importable, importableOn, removalFacts } from './view.ts';

/** The screen as it is shown, with what the keys and files of this moment make of it; undefined while it is closed. Pure. */
export const devicesView = ({ devices: screen, keys: keysState, settings, unfinished, enroll, files }: State): DevicesView | undefined => {
  if (!screen) return undefined;
  const { source, state, loaded, problem, working, asked } = screen;
  const base = { source, state, ...defined({ problem, working }) };
  const keys = keysState.kind === 'ready' ? keysState.keys : [];
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

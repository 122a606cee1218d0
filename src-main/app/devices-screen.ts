import type { Source } from '../aws/aws-types.ts';
import type { DevicesView } from '../contract/enroll.ts';
import type { TapContext } from './context.ts';
import { deviceViews, findLeftovers, removalFacts, type UserDevices } from './devices-view.ts';
import { deviceNameOf } from './enroll-names.ts';

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
  const base = { source, state, ...(problem ? { problem } : {}), ...(working ? { working } : {}) };
  if (!loaded) return { ...base, devices: [], leftovers: [] };
  const keysState = world.keys.state();
  const keys = keysState.kind === 'ready' ? keysState.keys : [];
  const settings = world.settings.get();
  const devices = deviceViews(loaded.devices, keys, settings);
  const { userName: name, arn, accountId } = loaded.user;
  const { unfinished, enroll } = store.state();
  const made = [enroll?.now.device?.arn, enroll?.now.spareDevice?.arn].flatMap((arn) => (arn ? [deviceNameOf(arn)] : []));
  const busy = [...unfinished.map(({ deviceName }) => deviceName), ...made];
  return {
    ...base,
    user: { name, arn, accountId },
    devices,
    leftovers: findLeftovers(loaded, keys, settings, busy),
    ...(asked === undefined ? {} : { confirm: removalFacts(devices, asked) }),
  };
};

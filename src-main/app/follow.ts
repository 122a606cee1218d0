import type { OwnedTarget } from '../aws/aws-types.ts';
import { awsOwner, isForAws } from './account-match.ts';
import type { TapContext } from './context.ts';
import { removeExpired } from './end-session.ts';
import { expiringMillis } from './session-view.ts';
import { withKeys, withNotice, withOffset } from './state.ts';

/** Longest time that a timer takes (2^31 - 1 ms), more than any session lives. */
const longestTimer = 2_147_483_647;

/** Keeps the state true to the world: keys, files, clock, and the ends of sessions. Returns the way to stop. */
export const follow = (context: TapContext): (() => void) => {
  const { world, store } = context;
  const stops: (() => void)[] = [];

  const onKeys = () => {
    store.change(withKeys(world.keys.state()));
    rememberHolders(context);
  };
  onKeys();
  stops.push(world.keys.subscribe(onKeys));
  stops.push(world.files.watch(() => void context.readFiles()));
  world.onClockOffset((offset) => store.change(withOffset(offset)));
  world.keys.setAccessKeySource((deviceId) => world.passwords.load(deviceId));
  world.keys.onStaleAccessKey((deviceId) => void world.passwords.forget(deviceId));

  // One timer, and only while a session lives: for the next moment at which one begins to expire or ends.
  let stopTimer = () => {};
  let due: number | undefined;
  /** What was tried to remove when its time was over: a section that cannot be removed (a read-only file) is not tried again and again. */
  const tried = new Set<string>();
  const targets = () => {
    const { files } = store.state();
    return files.kind === 'read' ? files.profiles.targets : [];
  };
  const isOver = (target: OwnedTarget) => target.expires <= context.now();
  const nameOf = (target: OwnedTarget) => `${target.expires} ${target.target}`;
  const whenDue = () => {
    due = undefined;
    for (const target of targets().filter(isOver)) tried.add(nameOf(target));
    void removeExpired(context).then((removed) => {
      if (!removed.ok) store.change(withNotice({ kind: 'problem', problem: removed.problem }));
      // Also when nothing was removed: a session that begins to expire looks different.
      store.change((state) => ({ ...state }));
    });
  };
  const plan = () => {
    const now = context.now();
    const moments = targets().flatMap((target) => {
      if (isOver(target)) return tried.has(nameOf(target)) ? [] : [now];
      return [target.expires - expiringMillis, target.expires].filter((moment) => moment > now);
    });
    const computerTime = world.clock.now();
    const next = moments.length === 0 ? undefined : computerTime + Math.min(...moments) - now;
    if (next === due) return;
    due = next;
    stopTimer();
    if (next !== undefined) stopTimer = world.clock.after(Math.min(next - computerTime, longestTimer), whenDue);
  };
  stops.push(store.subscribe(plan));
  stops.push(() => stopTimer());
  return () => {
    for (const stop of stops) stop();
  };
};

/** Keeps which keys hold which AWS accounts, for the day when another one is plugged. Written only when something is new. */
const rememberHolders = (context: TapContext): void => {
  const state = context.world.keys.state();
  if (state.kind !== 'ready') return;
  const known: Record<string, readonly number[]> = { ...context.world.settings.get().knownKeys };
  const picked = new Set(Object.values(context.world.settings.get().pickedAccounts));
  let isNew = false;
  for (const key of state.keys) {
    if (key.serial === undefined || key.oath !== 'ready') continue;
    for (const account of key.accounts) {
      const serials = known[account.id] ?? [];
      if (!isForAws(account) || !(awsOwner(account.id) || picked.has(account.id)) || serials.includes(key.serial)) continue;
      known[account.id] = [...serials, key.serial];
      isNew = true;
    }
  }
  if (isNew) context.world.settings.update({ knownKeys: known });
};

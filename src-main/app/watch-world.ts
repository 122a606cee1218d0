import type { OwnedTarget } from '../aws/targets/target-types.ts';
import type { Key, KeysState } from '../card/keys/keys.ts';
import type { Problem } from '../contract/problems/problem.ts';
import { awsOwner, isForAws } from './codes/accounts.ts';
import type { KnownAccounts } from './codes/code-request.ts';
import { settleRenames } from './devices/renames.ts';
import type { Ports } from './ports.ts';
import type { CredentialBroker } from './sessions/credential-broker.ts';
import { endAllUnasked, followFile, removeExpired } from './sessions/end-session.ts';
import type { SessionPorts } from './sessions/session-ports.ts';
import { expiringMillis } from './snapshot/session-view.ts';
import { withoutFailures } from './state/failures.ts';
import { type Store, tellFailure, withDue, withKeys, withOffset } from './state/store.ts';
import type { Agenda } from './time/scheduler.ts';

/** What is over when a key is there: the one that was pulled, where its serial is known. */
const ofTheCard = (problem: Problem, keys: readonly Key[]): boolean => {
  switch (problem.code) {
    case 'card-service-missing':
    case 'card-service-silent':
      return keys.length > 0;
    case 'yubikey-missing':
    case 'yubikey-removed':
      return keys.some(({ serial }) => problem.serial === undefined || serial === problem.serial);
    default:
      return false;
  }
};
/** What is over when AWS answers. */
const ofTheNetwork: ReadonlySet<Problem['code']> = new Set(['aws-unreachable', 'aws-silent', 'aws-hung-up']);

/** Keeps the state true to the world: keys, files, clock, and the ends of sessions. Returns the way to stop. */
export const follow = (
  ports: Pick<Ports, 'keys' | 'files' | 'onClockOffset' | 'passwords'> & { readonly known: Pick<KnownAccounts, 'look'> },
  sessions: SessionPorts,
  agenda: Agenda,
  broker: Pick<CredentialBroker, 'turnAway'>,
): (() => void) => {
  const { store, held } = sessions;
  const stops: (() => void)[] = [];

  const onKeys = () => {
    const before = store.state().keys;
    const keys = ports.keys.state();
    store.change(withKeys(keys));
    if (keys.kind === 'ready') store.change(withoutFailures((problem) => ofTheCard(problem, keys.keys)));
    settleRenames(store.settings, keys);
    rememberHolders(keys, store.settings);
    if (!wasPulled(before, keys) || !store.state().settings.endOnRemoval) return;
    broker.turnAway();
    void endAllUnasked(sessions, 'pulled');
  };
  onKeys();
  stops.push(ports.keys.subscribe(onKeys));
  let { otherTokens } = store.state().settings;
  const onSettings = () => {
    const { otherTokens: now } = store.state().settings;
    if (now === otherTokens) return;
    otherTokens = now;
    ports.keys.refresh();
  };
  stops.push(store.subscribe(onSettings));
  stops.push(store.subscribe(ports.known.look));
  // Another front end that writes the file puts its sessions into the store as well.
  stops.push(ports.files.watch(() => void followFile(sessions).then(held.refresh)));
  ports.onClockOffset((offset) => {
    store.change(withOffset(offset));
    // AWS answered.
    store.change(withoutFailures(({ code }) => ofTheNetwork.has(code)));
  });
  ports.keys.setAccessKeySource((deviceId) => ports.passwords.load(deviceId));
  ports.keys.onStaleAccessKey((deviceId, accessKey) => void ports.passwords.forget(deviceId, accessKey));

  /** What was tried to remove when its time was over: a section that cannot be removed (a read-only file) is not tried again and again. */
  const tried = new Set<string>();
  const nameOf = (target: OwnedTarget) => `${target.expires} ${target.target}`;
  const targets = () => {
    const { files } = store.state();
    return files.kind === 'read' ? files.profiles.targets : [];
  };
  agenda.add({
    moments: (now) => {
      const { roles, mfa } = store.state().held;
      const over = targets().filter((target) => target.expires <= now && !tried.has(nameOf(target)));
      const sections = [...targets(), ...roles].flatMap(({ expires }) => [expires - expiringMillis, expires]);
      const ends = [...sections, ...mfa.map(({ expires }) => expires)].filter((moment) => moment > now);
      return over.length > 0 ? [now] : ends;
    },
    onDue: (now) => {
      const over = targets().filter(({ expires }) => expires <= now);
      held.prune();
      // Also when nothing is over: a session that begins to expire looks different.
      store.change(withDue(now));
      if (over.every((target) => tried.has(nameOf(target)))) return;
      for (const target of over) tried.add(nameOf(target));
      void removeExpired(sessions).then(tellFailure(store));
    },
  });
  return () => {
    for (const stop of stops) stop();
  };
};

/** A YubiKey went while the card service stayed. */
const wasPulled = (before: KeysState, after: KeysState): boolean =>
  before.kind === 'ready' && after.kind === 'ready' && before.keys.some(({ id }) => !after.keys.some((key) => key.id === id));

/** Keeps which keys hold which AWS accounts, for the day when another one is plugged. Written only when something is new. */
const rememberHolders = (state: KeysState, settings: Store['settings']): void => {
  if (state.kind !== 'ready') return;
  const { knownKeys, pickedAccounts } = settings.get();
  const known: Record<string, readonly number[]> = { ...knownKeys };
  const picked = new Set(Object.values(pickedAccounts));
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
  if (isNew) settings.change(() => ({ knownKeys: known }));
};

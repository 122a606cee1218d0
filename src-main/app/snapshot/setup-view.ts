import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { SetupView } from '../../contract/access-keys/first-run.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import { knownHolders, matchesFor } from '../codes/accounts.ts';
import type { State } from '../state/state.ts';

/**
 * How far the source of the first run is, else the one that is furthest. Pure. A device counts where a session was bought with it, or where a YubiKey
 * holds its account, plugged in or seen before.
 */
export const setupView = (state: State, roles: readonly RoleView[], now: Millis): SetupView | undefined => {
  const { files } = state;
  if (files.kind !== 'read') return undefined;
  const { sources } = files.profiles;
  const page = state.page?.kind === 'firstRun' ? state.page : undefined;
  const meant = page?.stage.kind === 'setup' ? page.stage.source : undefined;
  const wanted = meant === undefined ? sources : sources.filter(({ profile }) => profile === meant);
  const views = wanted.map((source) => viewOf(source, state, roles, meant === undefined ? [] : (page?.devices ?? []), now));
  const [first = { roles: 0, opened: false }, ...others] = views;
  return others.reduce((best, view) => (progress(view) > progress(best) ? view : best), first);
};

/** One that opens roles is the person's own before any other; else what is more complete. */
const progress = ({ opened, device, roles }: SetupView): number => (opened ? 4 : 0) + (device === undefined ? 0 : 2) + (roles > 0 ? 1 : 0);

/** `told`: MFA devices that AWS says the user has. */
const viewOf = (source: Source, state: State, roles: readonly RoleView[], told: readonly string[], now: Millis): SetupView => {
  const { held, keys, settings, unfinished } = state;
  const name = source.profile;
  const plugged = keys.kind === 'ready' ? keys.keys : [];
  const isOn = (serial: string) => {
    const picked = settings.pickedAccounts[serial];
    return matchesFor(plugged, serial, picked).length > 0 || knownHolders(settings.knownKeys, serial, picked).length > 0;
  };
  const own = roles.filter((role) => role.source === name);
  const serials = [...(source.mfaSerial ? [source.mfaSerial] : []), ...own.flatMap(({ mfaSerial }) => mfaSerial ?? []), ...told];
  // The own row of a sign-in, or of a certificate, opens without a device.
  const isSignIn = ['login', 'sso', 'certificate'].includes(source.kind);
  const session = held.mfa.find((one) => one.source === name && one.expires > now);
  return {
    source: name,
    kind: source.kind,
    ...defined({
      device: session?.mfaSerial ?? [...new Set(serials)].find(isOn),
      unfinished: unfinished.find((one) => one.source === name)?.id,
    }),
    roles: own.filter(({ user }) => !user || isSignIn).length,
    opened: own.some(({ state: now, recent }) => now.kind === 'active' || recent !== undefined),
  };
};

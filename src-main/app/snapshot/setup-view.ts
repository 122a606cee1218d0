import { defined } from '../../base/defined.ts';
import type { SetupView } from '../../contract/access-keys/first-run.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { Millis } from '../../contract/values.ts';
import { knownHolders, matchesFor } from '../codes/accounts.ts';
import type { State } from '../state/state.ts';

/**
 * How far the source of the first run is, else the first source there is. Pure. A device counts where a session was bought with it, or where a YubiKey
 * holds its account, plugged in or seen before.
 */
export const setupView = (state: State, roles: readonly RoleView[], now: Millis): SetupView | undefined => {
  const { files, held, keys, settings, unfinished } = state;
  if (files.kind !== 'read') return undefined;
  const { profiles } = files;
  const page = state.page?.kind === 'firstRun' ? state.page : undefined;
  const meant = page?.stage.kind === 'setup' ? page.stage.source : undefined;
  const source = meant === undefined ? profiles.sources[0] : profiles.sources.find(({ profile }) => profile === meant);
  if (!source) return { roles: 0, opened: false };
  const name = source.profile;
  const plugged = keys.kind === 'ready' ? keys.keys : [];
  const isOn = (serial: string) => {
    const picked = settings.pickedAccounts[serial];
    return matchesFor(plugged, serial, picked).length > 0 || knownHolders(settings.knownKeys, serial, picked).length > 0;
  };
  const own = roles.filter((role) => role.source === name);
  const serials = [
    ...(source.mfaSerial ? [source.mfaSerial] : []),
    ...own.flatMap(({ mfaSerial }) => mfaSerial ?? []),
    ...(meant === undefined ? [] : (page?.devices ?? [])),
  ];
  // A sign-in's own row opens without a device.
  const isSignIn = source.kind === 'login' || source.kind === 'sso';
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

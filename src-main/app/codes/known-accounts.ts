import { parseMfaArn, serialFlaw } from '../../aws/arn.ts';
import type { Profiles } from '../../aws/profiles/profile-types.ts';
import { untilAborted } from '../../base/abort.ts';
import type { Key, Keys } from '../../card/keys/keys.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Settings } from '../ports.ts';
import type { Store } from '../state/store.ts';
import { isLearned, matchesFor } from './accounts.ts';
import { pickedPlace } from './ask-for-account.ts';
import type { CodePorts, CodePurpose, KnownAccount, KnownAccounts } from './code-request.ts';
import { type LocatedDevice, leaveOutForUser } from './locate-account.ts';
import { type DeviceWish, devicesNamed } from './user-devices.ts';

/** The profiles that name devices. */
type Named = Pick<Profiles, 'roles' | 'sources'>;

const nobody: Named = { roles: [], sources: [] };

/** Whoever names more devices than this has the others found out when a code is wanted. */
const mostSerials = 50;

interface Seen extends Named, Pick<Settings, 'pickedAccounts' | 'pickedKeys'> {
  readonly keys: readonly Key[];
  readonly known: ReadonlyMap<string, KnownAccount>;
}

export const createKnownAccounts = ({
  store,
  keys,
}: {
  readonly store: Pick<Store, 'state'>;
  readonly keys: Pick<Keys, 'state'>;
}): KnownAccounts => {
  let seen: Seen | undefined;
  /** What was found out, when the same accounts are plugged in and the person has picked nothing else. */
  const current = (plugged: readonly Key[]): Seen | undefined => {
    const { pickedAccounts, pickedKeys } = store.state().settings;
    const isSame = seen?.pickedAccounts === pickedAccounts && seen.pickedKeys === pickedKeys && areSame(seen.keys, plugged);
    return isSame ? seen : undefined;
  };
  const plugged = (): readonly Key[] => {
    const state = keys.state();
    return state.kind === 'ready' ? state.keys : [];
  };
  return {
    look: () => {
      const { files, settings } = store.state();
      const { roles, sources } = files.kind === 'read' ? files.profiles : nobody;
      const now = plugged();
      const before = current(now);
      if (before?.roles === roles && before.sources === sources) return;
      const known = new Map<string, KnownAccount>();
      for (const mfaSerial of serialsIn({ roles, sources })) {
        const found = decide(now, mfaSerial, settings);
        if (found) known.set(mfaSerial, found);
      }
      seen = { roles, sources, keys: now, known, pickedAccounts: settings.pickedAccounts, pickedKeys: settings.pickedKeys };
    },
    of: (mfaSerial) => {
      const now = plugged();
      const found = current(now)?.known.get(mfaSerial);
      const key = now.find(({ id }) => id === found?.place.key.id);
      return found && key && { ...found, place: { ...found.place, key } };
    },
  };
};

/** A list of accounts is another one as soon as one of them may be. */
const areSame = (before: readonly Key[], now: readonly Key[]): boolean =>
  before.length === now.length &&
  before.every(
    ({ id, serial, accounts }, index) => id === now[index]?.id && serial === now[index].serial && accounts === now[index].accounts,
  );

const serialsIn = ({ roles, sources }: Named): readonly string[] =>
  [...new Set([...sources, ...roles].flatMap(({ mfaSerial }) => mfaSerial ?? []))].slice(0, mostSerials);

/** The only account of a device; undefined where somebody has to be asked, the person or IAM. */
const decide = (keys: readonly Key[], mfaSerial: string, settings: Settings): KnownAccount | undefined => {
  const device = parseMfaArn(mfaSerial);
  // An account with the name of another device in the same AWS account may be the user's as well: IAM knows.
  if (!device || devicesNamed(keys, device).some((named) => named.device !== mfaSerial)) return undefined;
  const places = matchesFor(keys, mfaSerial, settings.pickedAccounts[mfaSerial]);
  const place = places.length > 1 ? pickedPlace({ get: () => settings }, places, mfaSerial) : places[0];
  return place && { place, isLearned: isLearned(place, mfaSerial, settings.pickedAccounts) };
};

/**
 * The device that the profile names, with its account, where `known` has it and no code was refused yet: what `locateDevice` would find, without looking for it.
 * Undefined where that has to look. Problems: those of `wish.who`.
 */
export const knownDevice = async (
  ports: CodePorts,
  wish: DeviceWish,
  refused: readonly string[],
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<LocatedDevice> | undefined> => {
  const { named } = wish;
  if (named === undefined || refused.length > 0 || purpose.keySerial !== undefined || !ports.keys.known.of(named)) return undefined;
  const answer = await wish.who(signal);
  if (!answer.ok) return answer;
  const who = answer.value;
  if (serialFlaw(named, who.accountId) || parseMfaArn(named)?.partition !== who.arn.split(':')[1]) return undefined;
  purpose.onPhase('card');
  // A key that is still being read may have the account, too.
  await Promise.race([ports.keys.settled(), untilAborted(signal)]);
  const found = signal.aborted ? undefined : ports.keys.known.of(named);
  if (!found) return undefined;
  const device = { mfaSerial: named, place: found.place };
  return ok({ ...device, isNamedGone: false, leaveOut: () => leaveOutForUser(ports, wish, who, refused, purpose, device) });
};

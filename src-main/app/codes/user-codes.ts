import { isTokenSerial, parseMfaArn, serialFlaw } from '../../aws/arn.ts';
import type { Profiles } from '../../aws/profiles/profile-types.ts';
import type { SessionHooks } from '../../aws/sts/session-request.ts';
import type { CodeProof } from '../../aws/sts/sts.ts';
import { defined } from '../../base/defined.ts';
import { untilAborted } from '../../base/jobs.ts';
import type { Key, Keys } from '../../card/keys/keys.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Settings } from '../ports.ts';
import type { Store } from '../state/store.ts';
import { isLearned, matchesFor } from './accounts.ts';
import { pickedPlace } from './ask-for-account.ts';
import type { CodePorts, CodePurpose, KnownAccount, KnownAccounts } from './code-request.ts';
import { type LocatedDevice, leaveOutForUser, locateDevice } from './locate-account.ts';
import { proofAt } from './make-code.ts';
import { pickTypedDevice, type Typing, typedCode } from './typed-code.ts';
import { type DeviceWish, devicesNamed } from './user-devices.ts';

/** Without the service no key can be seen; whose codes come from a phone or a token needs none. */
const isOfService = ({ code }: Problem): boolean =>
  code === 'card-service-missing' || code === 'card-service-silent' || code === 'card-access-denied';

/** Where no plugged key makes the codes, and a person can read them elsewhere. */
const mayBeTyped = (problem: Problem): boolean =>
  isOfService(problem) ||
  problem.code === 'account-missing' ||
  (problem.code === 'no-code-device' && problem.has === 'hardware') ||
  (problem.code === 'mfa-serial-bad' && isTokenSerial(problem.mfaSerial));

/**
 * How one request gets its codes: from a plugged key that stands for one of the user's devices, or typed by the person where no key does, where the person says
 * so, or where `purpose.typed` does. Once typed, all codes of this request are.
 */
export const codesOfUser = (ports: CodePorts, wish: DeviceWish, purpose: CodePurpose): SessionHooks['codeFor'] => {
  const { answers } = ports.questions;
  const canType = answers === 'everything';
  let typing: Typing | undefined;
  let isTyped = answers === 'codes' || purpose.typed === true;
  return async (refused, signal, after) => {
    const told = { ...purpose, ...defined({ after }) };
    let why: Problem | undefined;
    if (!isTyped) {
      const onInstead = () => {
        isTyped = true;
      };
      const made = await codeForUser(ports, wish, refused, { ...told, ...(canType ? { onInstead } : {}) }, signal);
      if (made.ok || signal.aborted) return made;
      if (!isTyped && !(canType && refused.length === 0 && mayBeTyped(made.problem))) return made;
      if (!isTyped) why = made.problem;
    }
    if (typing === undefined || refused.includes(typing.mfaSerial)) {
      const picked = await pickTypedDevice(ports, wish, refused, told, signal);
      if (!picked.ok) return why ? failed(why) : picked;
      typing = picked.value;
    }
    const made = await typedCode(ports, typing, after ?? why, told, signal);
    // Who types nothing hears why it was asked for.
    if (!made.ok && why && (made.problem.code === 'cancelled' || made.problem.code === 'code-not-typed')) return failed(why);
    if (made.ok) isTyped = true;
    return made;
  };
};

/** A fresh code of whichever device of a user is plugged in; `refused` are those that AWS does not know as the user's, and accounts whose code it did not take. */
const codeForUser = async (
  ports: CodePorts,
  wish: DeviceWish,
  refused: readonly string[],
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodeProof>> => {
  const known = await knownDevice(ports, wish, refused, purpose, signal);
  const located = known ?? (await locateDevice(ports, wish, refused, purpose, signal));
  if (!located.ok) return located;
  const { mfaSerial, isNamedGone } = located.value;
  const onAccepted = () => {
    if (isNamedGone && wish.named !== undefined) wish.onGone(wish.named, mfaSerial);
  };
  return proofAt(ports, located.value, purpose, onAccepted, signal);
};

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

import type { Caller } from '../../aws/caller.ts';
import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { SessionHooks } from '../../aws/sts/session-request.ts';
import { defined } from '../../base/defined.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accountLabel, type Place } from '../codes/accounts.ts';
import type { CodePurpose } from '../codes/code-request.ts';
import { locateAccount } from '../codes/locate-account.ts';
import { codeForDevice } from '../codes/make-code.ts';
import { heldSession, iamCaller } from '../roles/source.ts';
import { accountsFor } from './device-accounts.ts';
import type { DevicePorts } from './device-ports.ts';

/** What is being done, to be shown. */
export type OnWork = (what: NonNullable<DevicesView['working']>['what'], serial: string) => void;

export const purposeFor = (serial: string): CodePurpose => ({ for: { kind: 'code', account: accountLabel(serial) }, onPhase: () => {} });

export const pluggedKeys = ({ codes }: DevicePorts) => {
  const state = codes.keys.state();
  return state.kind === 'ready' ? state.keys : [];
};

/**
 * A caller with an MFA session of the source's user, as a user with a device needs to change devices: one that is held, else one
 * touch. Any of the user's virtual devices will do; the one that is to go is asked first, since its account goes as well, then one whose key is
 * plugged in. Problem: iam-mfa-needed when no device can make a code here.
 */
export const callerWithMfa = async (
  ports: DevicePorts,
  source: Source,
  devices: readonly MfaDevice[],
  first: string,
  onWork: OnWork,
  signal: AbortSignal,
): Promise<Result<Caller>> => {
  const held = heldSession(ports.aws, source);
  if (held) return iamCaller(ports.aws, source, signal);
  const virtual = devices.filter(({ kind }) => kind === 'virtual').map(({ serial }) => serial);
  const order = [...virtual.filter((serial) => serial === first), ...virtual.filter((serial) => serial !== first)];
  const settings = ports.store.state().settings;
  const mfaSerial = order.find((serial) => accountsFor(pluggedKeys(ports), serial, settings).length > 0) ?? order.at(-1);
  if (mfaSerial === undefined) return failed({ code: 'iam-mfa-needed', action: 'iam:DeactivateMFADevice' });
  onWork('session', mfaSerial);
  const hooks: SessionHooks = {
    codeFor: (refused, flight, after) =>
      codeForDevice(ports.codes, mfaSerial, refused, { ...purposeFor(mfaSerial), ...defined({ after }) }, flight),
    onAws: () => {},
    onTurn: () => {},
  };
  const session = await ports.aws.sessions.mfaSession({ source, only: mfaSerial }, hooks, signal);
  if (!session.ok) return session;
  return ok({ source: source.profile, credentials: session.value.credentials, endpoint: source.iamEndpoint });
};

/** The account that makes a device's codes; asks for its key. Problems: those of `locateAccount`. */
export const placeOf = async (ports: DevicePorts, serial: string, purpose: CodePurpose, signal: AbortSignal): Promise<Result<Place>> => {
  const [only, ...more] = accountsFor(pluggedKeys(ports), serial, ports.store.state().settings);
  // Several keys with the same seed make the same codes: any will do.
  const same = only !== undefined && more.every(({ account }) => account.id === only.account.id);
  return only && same ? ok(only) : locateAccount(ports.codes, serial, purpose, signal);
};

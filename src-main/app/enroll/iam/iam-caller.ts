import type { AwsResult, Caller } from '../../../aws/caller.ts';
import type { Source } from '../../../aws/profiles/profile-types.ts';
import type { MfaSession, SessionHooks } from '../../../aws/sts/session-request.ts';
import { defined } from '../../../base/defined.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { yubikeyTag } from '../../codes/device-names.ts';
import { codesOfUser } from '../../codes/user-codes.ts';
import { type DeviceWish, virtualSerials } from '../../codes/user-devices.ts';
import type { Step } from '../../plans/plan.ts';
import { runStep } from '../../plans/run-plan.ts';
import { heldSession, iamCaller } from '../../roles/source.ts';
import { placeFor } from '../plugged-keys.ts';
import { proveStep } from '../prove-step.ts';
import type { DeviceRecord, EnrollRecord } from '../record.ts';
import { planRunOf, recordOf, sourceOf, type Work, working } from '../run.ts';
import { deviceOf, isAtLeast, sharesSeed, type Which } from '../stages.ts';

/** The devices of this run that are enabled. */
const ownEnabled = ({ model }: Work): readonly Which[] => {
  const { record } = model();
  const isEnabled = (device: DeviceRecord | undefined) => device !== undefined && isAtLeast(device.stage, 'enabled');
  return (['main', 'spare'] as const).filter((which) => (which === 'main' || record?.spareWish === 'device') && isEnabled(record?.[which]));
};

/** Who asks without changing anything: a session that is there anyway, else the source. Nobody is asked for a touch. */
export const readingCaller = async (work: Work): Promise<Result<Caller>> => {
  const source = sourceOf(work);
  return source.ok ? iamCaller(work.ports.aws, source.value, work.signal) : source;
};

/**
 * Who changes something. The rule of AWS: a user who has a device changes devices only with an MFA session of its own, which
 * is taken here with one touch. Problems: iam-mfa-needed when none of the devices is on a key here, no-code-device, and all of a code and of STS.
 */
const changingCaller = async (work: Work): Promise<Result<Caller>> => {
  const source = sourceOf(work);
  if (!source.ok) return source;
  const [own] = ownEnabled(work);
  const isSure = heldSession(work.ports.aws, source.value) !== undefined || (own === undefined && work.model().devices.length === 0);
  if (isSure) return readingCaller(work);
  const before = work.model().page;
  // A device of this run is proved on the way.
  const proved = own ? await runStep(proveDevice(work, own), planRunOf(work)) : await sessionOfOther(work, source.value);
  if (!proved.ok) return proved;
  work.change({ page: before });
  return readingCaller(work);
};

/**
 * An MFA session by a device that the user had before: the one of the profile, else any whose key is plugged in or known. Problems: iam-mfa-needed when none of
 * them is on a key here, and all of a code and of STS.
 */
const sessionOfOther = async (work: Work, source: Source): Promise<Result<MfaSession>> => {
  const { ports, signal } = work;
  const { devices } = work.model();
  const account = source.mfaSerial ?? virtualSerials(devices)[0] ?? '';
  working(work, 'session');
  const wish: DeviceWish = {
    profile: source.profile,
    ...defined({ named: source.mfaSerial }),
    who: (flight) => ports.aws.sessions.identity(source, flight),
    listDevices: async () => devices,
    onGone: () => {},
  };
  const hooks: SessionHooks = {
    codeFor: codesOfUser(ports.codes, wish, {
      for: { kind: 'code', account },
      onPhase: (phase, until) => working(work, 'session', phase === 'step' ? until : undefined),
    }),
    onAws: () => working(work, 'session'),
    onTurn: () => {},
  };
  const session = await ports.aws.sessions.mfaSession({ source }, hooks, signal);
  if (session.ok || session.problem.code !== 'account-missing') return session;
  return failed({ code: 'iam-mfa-needed', action: 'iam:EnableMFADevice', devices: virtualSerials(devices) });
};

/** Takes the session that is needed for changes, when one is, before anything is made. */
export const takeSession = async (work: Work): Promise<Result<void>> => {
  const caller = await changingCaller(work);
  return caller.ok ? ok(undefined) : caller;
};

/** A call that changes something. A session that AWS does not know any more is dropped and bought once again. */
export const changeAtIam = async <T>(work: Work, call: (caller: Caller) => Promise<AwsResult<T>>): Promise<AwsResult<T>> => {
  for (let attempt = 0; ; attempt++) {
    const caller = await changingCaller(work);
    if (!caller.ok) return { ...caller, unclear: false };
    const answer = await call(caller.value);
    const { sessionToken } = caller.value.credentials;
    if (answer.ok || answer.problem.code !== 'session-expired' || sessionToken === undefined || attempt > 0) return answer;
    for (const session of work.ports.aws.held.list())
      if (session.credentials.sessionToken === sessionToken) work.ports.aws.held.drop(session);
  }
};

/**
 * Tells administrators that a YubiKey makes the codes, which no call of AWS's does. Whoever may not tag devices goes on without. One seed on two keys is one device, with
 * the tag of the main key.
 */
const tagDevice = async (work: Work, which: Which): Promise<void> => {
  const record = recordOf(work);
  const { deviceArn: serial, key } = deviceOf(record, which);
  if (key.serial === undefined || (which === 'spare' && sharesSeed(record))) return;
  const tags = { [yubikeyTag]: String(key.serial) };
  await changeAtIam(work, (caller) => work.ports.aws.iam.tagMfaDevice(caller, { serial, tags }, work.signal));
};

/** Proves a device with a code of its key, which is asked for; the session that this opens tags it. */
export const proveDevice = (work: Work, which: Which): Step<EnrollRecord> => {
  const step = proveStep(work, which, { find: (purpose) => placeFor(work, which, purpose) });
  return {
    ...step,
    do: async () => {
      const ready = await step.do();
      if (!ready.ok) return ready;
      return ok(async () => {
        const outcome = await ready.value();
        if (outcome.ok) await tagDevice(work, which);
        return outcome;
      });
    },
  };
};

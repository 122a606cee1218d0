import type { AwsResult, Caller } from '../../../aws/caller.ts';
import type { Source } from '../../../aws/profiles/profile-types.ts';
import type { SessionHooks } from '../../../aws/sts/call-with-code.ts';
import type { MfaSession } from '../../../aws/sts/session-request.ts';
import { defined } from '../../../base/defined.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { knownHolders, matchesFor } from '../../codes/accounts.ts';
import { codeForDevice } from '../../codes/make-code.ts';
import type { Step } from '../../plans/plan.ts';
import { runStep } from '../../plans/run-plan.ts';
import { iamCaller } from '../../roles/source.ts';
import { placeFor, pluggedKeys } from '../plugged-keys.ts';
import { proveStep } from '../prove-step.ts';
import type { DeviceRecord, EnrollRecord } from '../record.ts';
import { planRunOf, sourceOf, type Work, working } from '../run.ts';
import { isAtLeast, type Which } from '../stages.ts';

/** The devices of this run that are enabled. */
const ownEnabled = ({ model }: Work): readonly Which[] => {
  const { record } = model();
  const isEnabled = (device: DeviceRecord | undefined) => device !== undefined && isAtLeast(device.stage, 'enabled');
  return (['main', 'spare'] as const).filter((which) => (which === 'main' || record?.spareWish === 'device') && isEnabled(record?.[which]));
};

/** Who asks without changing anything: a session that is there anyway, else the long-term keys. Nobody is asked for a touch. */
export const readingCaller = (work: Work): Result<Caller> => {
  const source = sourceOf(work);
  return source.ok ? ok(iamCaller(work.ports.aws, source.value)) : source;
};

/**
 * Who changes something. The rule of AWS: a user who has a device changes devices only with an MFA session of its own, which
 * is taken here with one touch. Problems: iam-mfa-needed when none of the devices can make codes on a key, and all of a code and of STS.
 */
const changingCaller = async (work: Work): Promise<Result<Caller>> => {
  const source = sourceOf(work);
  if (!source.ok) return source;
  const [own] = ownEnabled(work);
  const others = work.model().devices.map(({ serial }) => serial);
  const caller = iamCaller(work.ports.aws, source.value);
  if (caller.credentials.sessionToken !== undefined || (own === undefined && others.length === 0)) return ok(caller);
  const before = work.model().page;
  // A device of this run is proved on the way.
  const proved = own ? await runStep(proveDevice(work, own), planRunOf(work)) : await sessionOfOther(work, source.value, others);
  if (!proved.ok) return proved;
  work.change({ page: before });
  return readingCaller(work);
};

/** An MFA session by a device that the user had before: the one of the profile, one on a plugged key, one on a known key, any virtual one. */
const sessionOfOther = async (work: Work, source: Source, serials: readonly string[]): Promise<Result<MfaSession>> => {
  const { ports, signal } = work;
  const { knownKeys, pickedAccounts } = ports.store.state().settings;
  const virtual = serials.filter((serial) => serial.startsWith('arn:') && serial.includes(':mfa/'));
  const mfaSerial =
    virtual.find((serial) => matchesFor(pluggedKeys(work), serial, pickedAccounts[serial]).length > 0) ??
    virtual.find((serial) => serial === source.mfaSerial) ??
    virtual.find((serial) => knownHolders(knownKeys, serial, pickedAccounts[serial]).length > 0) ??
    virtual[0];
  if (mfaSerial === undefined) return failed({ code: 'iam-mfa-needed', action: 'iam:EnableMFADevice' });
  working(work, 'session');
  const hooks: SessionHooks = {
    codeFor: (_refused, flight, after) =>
      codeForDevice(
        ports.codes,
        mfaSerial,
        {
          for: { kind: 'code', account: mfaSerial },
          onPhase: (phase, until) => working(work, 'session', phase === 'step' ? until : undefined),
          ...defined({ after }),
        },
        flight,
      ),
    onAws: () => working(work, 'session'),
  };
  return ports.aws.sessions.mfaSession({ source, only: mfaSerial }, hooks, signal);
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

/** Proves a device with a code of its key, which is asked for. */
export const proveDevice = (work: Work, which: Which): Step<EnrollRecord> =>
  proveStep(work, which, { find: (purpose) => placeFor(work, which, purpose) });

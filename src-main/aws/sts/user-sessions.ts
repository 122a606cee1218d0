import { createJobs } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { AwsResult, Caller, Endpoint } from '../caller.ts';
import type { Failure as Refusal } from '../http/aws-errors.ts';
import type { Source } from '../profiles/profile-types.ts';
import {
  isStillGood,
  type MfaRequest,
  type MfaSession,
  type SessionHooks,
  type SessionsNeeds,
  shortestSeconds,
} from './session-request.ts';
import type { CallerIdentity, CodeProof, MfaProof } from './sts.ts';

/** A source: calls in its name, whose name that is, that user's MFA session, and every call with one of the user's codes. */
export interface UserSessions {
  /** Opens the source: see `SourceKeys.open`. */
  readonly callerOf: (source: Source, endpoint: Endpoint, signal: AbortSignal) => Promise<Result<Caller>>;
  /** Who the source is; refuses root. Asked once per source and run, so that a known one is not opened; measures the clock on the way. */
  readonly identity: (source: Source, signal: AbortSignal) => Promise<Result<CallerIdentity>>;
  /** Opens the source anew, and asks who it is, when that is wanted next. */
  readonly forget: (source: Source) => void;
  /** The user's own MFA session, by whichever device: a held one (unless a fresh one is wanted), else one code. */
  readonly mfaSession: (request: MfaRequest, hooks: SessionHooks, mayRepeat: MayRepeat, signal: AbortSignal) => Promise<Result<MfaSession>>;
  /** The one that is held, whichever device opened it; of several, the one that lasts longest. */
  readonly heldFor: (source: Source) => MfaSession | undefined;
  /** What to make of a session that AWS does not take: dropped where it is to blame, not where its key is gone or it is too new to be known everywhere. */
  readonly whyGone: (source: Source, session: MfaSession, problem: Problem, signal: AbortSignal) => Promise<Problem>;
  /**
   * One call of the source with a code. A typed one that AWS refused is asked for again, as often as the person types. An unclear outcome takes one more, fresh
   * code, once AWS answers a call that needs none: a touch is asked for only where it may help. Another device is asked where AWS does not know the first as
   * this user's, another account where it refused the first one's code.
   */
  readonly withCode: <T>(
    wish: CodeWish,
    signal: AbortSignal,
    call: (proof: MfaProof) => Promise<AwsResult<T>>,
  ) => Promise<Result<WithCode<T>>>;
}

/** Who asks for a touch has this long, in milliseconds: to fetch a key, type a password or wait for a code, and touch. */
export const turnMillis = 180_000;

/** Whether one more touch may be asked for than a request takes by itself; true once, or never. */
export type MayRepeat = () => boolean;

export const createMayRepeat = (times: 0 | 1 = 1): MayRepeat => {
  let left: number = times;
  return () => left-- > 0;
};

/** Whose code a call takes, and how it is had. */
interface CodeWish {
  readonly caller: Caller;
  readonly source: Source;
  readonly hooks: SessionHooks;
  readonly mayRepeat: MayRepeat;
}

/** What AWS gave for a code, and the device that made it. */
interface WithCode<T> {
  readonly value: T;
  readonly mfaSerial: string;
}

/** A session that was bought this recently, in milliseconds, has not ended; that AWS knows it nowhere yet is likelier. */
const newMillis = 60_000;

/** Who asks for a longer pause than this, in seconds, is not asked again: nobody waits that long with a finger on the key. */
const longestWait = 30;

/** Whether the same call may meet a better answer soon. */
const isSoonBetter = ({ problem, unclear }: Refusal): boolean =>
  unclear && !('waitSeconds' in problem && (problem.waitSeconds ?? 0) > longestWait);

/** What is not to be asked again after a refusal, where something else could do. */
const leftOut = ({ problem }: Refusal, { mfaSerial, leaveOut }: CodeProof): string | undefined => {
  if (problem.code === 'serial-refused') return mfaSerial;
  return problem.code === 'code-refused' ? leaveOut?.() : undefined;
};

export const createUserSessions = (needs: Omit<SessionsNeeds, 'roleMaximum'>): UserSessions => {
  const { sts, keys, held, now } = needs;
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));
  const identities = new Map<string, CallerIdentity>();
  const callerOf: UserSessions['callerOf'] = async (source, endpoint, signal) => {
    const opened = await keys.open(source, signal);
    return opened.ok ? ok({ source: source.profile, credentials: opened.value, endpoint }) : opened;
  };
  /** Who a source is that is open. */
  const identityOf = async (source: Source, caller: Caller, signal: AbortSignal): Promise<Result<CallerIdentity>> => {
    const known = identities.get(source.id);
    if (known) return ok(known);
    const answer = await sts.callerIdentity({ ...caller, endpoint: source.endpoint }, signal);
    if (!answer.ok) return failed(answer.problem);
    if (answer.value.arn.endsWith(':root')) return failed({ code: 'root-keys', source: source.profile });
    identities.set(source.id, answer.value);
    return ok(answer.value);
  };
  const identity: UserSessions['identity'] = async (source, signal) => {
    const known = identities.get(source.id);
    if (known) return ok(known);
    const caller = await callerOf(source, source.endpoint, signal);
    return caller.ok ? identityOf(source, caller.value, signal) : caller;
  };
  const forget: UserSessions['forget'] = (source) => {
    identities.delete(source.id);
    keys.forget(source);
  };

  const withCode: UserSessions['withCode'] = async ({ caller, source, hooks, mayRepeat }, signal, call) => {
    const refused: string[] = [];
    for (let first: Problem | undefined; ; ) {
      const proof = await hooks.codeFor(refused, signal, first);
      // That no other device is there is no news: what AWS said of the first is.
      if (!proof.ok) return refused.length > 0 && first && !signal.aborted ? failed(first) : proof;
      hooks.onAws();
      const { mfaSerial, code, told } = proof.value;
      const answer = await call({ mfaSerial, code });
      if (answer.ok) {
        told('accepted');
        return ok({ value: answer.value, mfaSerial });
      }
      const { problem } = answer;
      if (problem.code === 'code-refused' || problem.code === 'serial-refused') told('refused');
      if (signal.aborted) return failed(problem);
      // A slip of the finger: the person says when it is enough.
      if (proof.value.typed && problem.code === 'code-refused') {
        first = problem;
        continue;
      }
      const wrong = leftOut(answer, proof.value);
      if ((wrong === undefined && !isSoonBetter(answer)) || !mayRepeat()) return failed(problem);
      first = problem;
      if (wrong !== undefined) {
        refused.push(wrong);
        continue;
      }
      hooks.onAws(problem);
      const there = await sts.callerIdentity({ ...caller, endpoint: source.endpoint }, signal);
      if (signal.aborted) return failed({ code: 'cancelled' });
      if (!there.ok) return failed(problem);
    }
  };

  const heldFor: UserSessions['heldFor'] = (source) =>
    held
      .list()
      .filter((session) => session.accessKeyId === source.id && isStillGood(session, now()))
      .sort((one, other) => other.credentials.expires - one.credentials.expires)[0];

  const mfaSession: UserSessions['mfaSession'] = ({ source, only, fresh, role }, hooks, mayRepeat, signal) => {
    // One that is thrown away after a role is that role's alone: its touch was asked for by that name, with its limits or without.
    const use = fresh === 'once' ? `once ${role?.profile ?? ''} ${role?.roleArn ?? ''}` : (fresh ?? 'held');
    const kept = () => (fresh ? undefined : heldFor(source));
    const ask = async (flight: AbortSignal): Promise<Result<MfaSession>> => {
      const there = kept();
      if (there) return ok(there);
      if (flight.aborted) return failed({ code: 'cancelled' });
      // Where the source's own calls go: its MFA session serves roles of every region.
      const caller = await callerOf(source, source.endpoint, flight);
      if (!caller.ok) return caller;
      const isTemporary = caller.value.credentials.sessionToken !== undefined;
      if (isTemporary) return failed({ code: 'source-without-keys', source: source.profile, why: 'temporary' });
      // Before a person is asked for a touch: is AWS reachable, are the keys good and not root's, how far off is the clock?
      hooks.onAws();
      const who = await identityOf(source, caller.value, flight);
      if (!who.ok) return who;
      const seconds = fresh === 'once' ? shortestSeconds : needs.settings.get().mfaSessionSeconds;
      const answer = await withCode({ caller: caller.value, source, hooks, mayRepeat }, flight, (proof) =>
        sts.sessionToken(caller.value, proof, seconds, flight),
      );
      if (!answer.ok) return answer;
      if (flight.aborted) return failed({ code: 'cancelled' });
      const { mfaSerial, value: credentials } = answer.value;
      const session = { source: source.profile, accessKeyId: source.id, mfaSerial, credentials, since: now() };
      if (fresh !== 'once') held.put(session);
      return ok(session);
    };
    return jobs.join(`${use} ${source.id} ${only ?? ''}`, signal, async (flight) => {
      const { onTurn: onWait } = hooks;
      if (kept() || !onWait) return ask(flight);
      // One process asks for the touch; the others are served by its session.
      return needs.inTurn({ name: `mfa ${source.id}`, limit: turnMillis, signal: flight, onWait }, () => ask(flight));
    });
  };

  const whyGone: UserSessions['whyGone'] = async (source, session, problem, signal) => {
    if (problem.code !== 'session-expired' && problem.code !== 'keys-refused') return problem;
    const isOver = problem.code === 'session-expired' && problem.ended;
    if (!isOver) forget(source);
    // Nobody asked for what opening the source takes.
    const who = needs.keys.isQuiet(source) ? await identity(source, signal) : ok(undefined);
    const isNew = session.since !== undefined && now() - session.since < newMillis;
    if (who.ok && isNew && !isOver) return { code: 'aws-said', awsCode: 'InvalidClientTokenId', status: 403 };
    if (who.ok || who.problem.code === 'keys-refused') held.drop(session);
    return who.ok ? { code: 'session-expired', source: source.profile } : who.problem;
  };

  return { callerOf, identity, forget, mfaSession, heldFor, whyGone, withCode };
};

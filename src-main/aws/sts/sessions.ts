import { createJobs } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { Caller } from '../caller.ts';
import type { Role, Source } from '../profiles/profile-types.ts';
import { createMayRepeat, type MayRepeat, type SessionHooks, turnMillis, withCode } from './call-with-code.ts';
import { confirmedMaximum } from './duration-probe.ts';
import { chainedSeconds, createRoleWalk, stepsOf } from './role-walk.ts';
import { isStillGood, type MfaSession, type RoleSession, type SessionRequest, type SessionsNeeds } from './session-request.ts';
import { createSourceCallers, type SourceCallers } from './source-callers.ts';
import { signedIn, viaTemporary } from './temporary-source.ts';

export interface Sessions extends Pick<SourceCallers, 'identity'> {
  /**
   * The user's own MFA session, by whichever device: a held one (unless a fresh one is wanted), else one code. `only`: by this device. `once`: no second
   * touch, whatever comes of the first.
   */
  readonly mfaSession: (
    request: {
      readonly source: Source;
      readonly only?: string;
      readonly once?: boolean;
      readonly fresh?: 'kept' | 'once';
      readonly role?: Pick<Role, 'profile' | 'roleArn'>;
    },
    hooks: SessionHooks,
    signal: AbortSignal,
  ) => Promise<Result<MfaSession>>;
  /** Opens a role session. Requests that need the same MFA session at the same time share its one call and one touch. */
  readonly open: (request: SessionRequest, hooks: SessionHooks, signal: AbortSignal) => Promise<Result<RoleSession>>;
}

/** No role session is shorter or longer (AssumeRole's DurationSeconds); a profile may ask for what it likes, and no code is spent on being told. */
const shortestSeconds = 900;
const longestSeconds = 43_200;

/** A session that was bought this recently, in milliseconds, has not ended; that AWS knows it nowhere yet is likelier. */
const newMillis = 60_000;

/** The nearest duration that a role session can have, in seconds. */
export const possibleSeconds = (asked: number): number => Math.min(Math.max(asked, shortestSeconds), longestSeconds);

/** Which call gives which session. The order of the calls, and why, is in docs/decisions/session-mode.md. */
export const createSessions = (needs: SessionsNeeds): Sessions => {
  const { sts, held, now } = needs;
  const { callerOf, identity, identityOf, forget } = createSourceCallers(needs);
  const { assume, walk } = createRoleWalk(sts);
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));

  /** A call of a role from the MFA session. */
  const sessionCaller = (source: Source, role: Role, { credentials }: MfaSession): Caller => ({
    source: source.profile,
    credentials,
    endpoint: role.endpoint,
  });

  const codeCall = (caller: Caller, source: Source, hooks: SessionHooks, mayRepeat: MayRepeat) => ({
    hooks,
    mayRepeat,
    ping: (signal: AbortSignal) => sts.callerIdentity({ ...caller, endpoint: source.endpoint }, signal),
  });

  /** The user's session, whichever device opened it; of several, the one that lasts longest. */
  const heldFor = (source: Source): MfaSession | undefined =>
    held
      .list()
      .filter((session) => session.accessKeyId === source.id && isStillGood(session, now()))
      .sort((one, other) => other.credentials.expires - one.credentials.expires)[0];

  const sharedMfaSession = (
    { source, only, fresh, role }: Parameters<Sessions['mfaSession']>[0],
    hooks: SessionHooks,
    mayRepeat: MayRepeat,
    signal: AbortSignal,
  ): Promise<Result<MfaSession>> => {
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
      const answer = await withCode(codeCall(caller.value, source, hooks, mayRepeat), flight, (proof) =>
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

  const mfaSession: Sessions['mfaSession'] = (request, hooks, signal) =>
    sharedMfaSession(request, hooks, createMayRepeat(request.once ? 0 : 1), signal);

  /** What to make of a session that AWS does not take: dropped where it is to blame, not where its key is gone or it is too new to be known everywhere. */
  const whyGone = async (source: Source, session: MfaSession, problem: Problem, signal: AbortSignal): Promise<Problem> => {
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

  const viaMfaSession = async (
    request: SessionRequest,
    hooks: SessionHooks,
    mayRepeat: MayRepeat,
    signal: AbortSignal,
  ): Promise<Result<RoleSession>> => {
    const seconds = Math.min(request.durationSeconds, chainedSeconds);
    for (;;) {
      const session = await sharedMfaSession(request, hooks, mayRepeat, signal);
      if (!session.ok) return session;
      hooks.onAws();
      const caller = sessionCaller(request.source, request.role, session.value);
      const answer = await walk(caller, stepsOf(request), request, seconds, signal);
      if (answer.ok) return ok({ credentials: answer.value, via: 'mfa-session', durationSeconds: seconds });
      const gone = await whyGone(request.source, session.value, answer.problem, signal);
      // The session was revoked or ended early: it is worth one more touch, not two.
      if (gone.code !== 'session-expired' || request.fresh || !mayRepeat()) return failed(gone);
    }
  };

  const directOnce = async (
    request: SessionRequest,
    seconds: number,
    hooks: SessionHooks,
    mayRepeat: MayRepeat,
    signal: AbortSignal,
  ): Promise<Result<RoleSession>> => {
    const [first, ...rest] = stepsOf(request);
    const source = await callerOf(request.source, request.role.endpoint, signal);
    if (!source.ok) return source;
    const caller = source.value;
    const chained = rest.length > 0;
    const opened = await withCode(codeCall(caller, request.source, hooks, mayRepeat), signal, (proof) =>
      assume(caller, first, request, chained ? chainedSeconds : seconds, signal, proof),
    );
    if (!opened.ok) return opened;
    if (!chained) return ok({ credentials: opened.value.value, via: 'direct', durationSeconds: seconds });
    const answer = await walk({ ...caller, credentials: opened.value.value }, rest, request, Math.min(seconds, chainedSeconds), signal);
    return answer.ok
      ? ok({ credentials: answer.value, via: 'direct', durationSeconds: Math.min(seconds, chainedSeconds) })
      : failed(answer.problem);
  };

  const viaDirect = async (
    request: SessionRequest,
    hooks: SessionHooks,
    mayRepeat: MayRepeat,
    signal: AbortSignal,
  ): Promise<Result<RoleSession>> => {
    const who = await identity(request.source, signal);
    if (!who.ok) return who;
    const { roleArn } = request.role;
    const learned = needs.roleMaximum.get(roleArn);
    const wanted = request.asksAnew ? request.durationSeconds : Math.min(request.durationSeconds, learned ?? request.durationSeconds);
    if (wanted <= chainedSeconds && !request.direct) return viaMfaSession(request, hooks, mayRepeat, signal);
    const first = await directOnce(request, wanted, hooks, mayRepeat, signal);
    if (first.ok && learned !== undefined && wanted > learned) needs.roleMaximum.learn(roleArn, wanted);
    if (first.ok || first.problem.code !== 'duration-refused' || wanted <= chainedSeconds) return first;
    if (wanted === learned) needs.roleMaximum.learn(roleArn, undefined);
    // Refused: the MFA session finds the role's maximum without any further code, see duration-probe.ts.
    const session = await sharedMfaSession(request, hooks, mayRepeat, signal);
    if (!session.ok) return session;
    hooks.onAws();
    const caller = sessionCaller(request.source, request.role, session.value);
    const maximum = await confirmedMaximum(wanted, (seconds) => assume(caller, stepsOf(request)[0], request, seconds, signal));
    if (maximum.seconds > chainedSeconds) {
      const long = await directOnce(request, maximum.seconds, hooks, createMayRepeat(0), signal);
      if (long.ok) needs.roleMaximum.learn(roleArn, maximum.seconds);
      if (long.ok || long.problem.code === 'cancelled') return long;
    }
    // An hour from the MFA session is always allowed, and takes no touch.
    const short = await viaMfaSession({ ...request, durationSeconds: chainedSeconds }, hooks, mayRepeat, signal);
    if (short.ok && maximum.sure && maximum.seconds === chainedSeconds) needs.roleMaximum.learn(roleArn, chainedSeconds);
    return short;
  };

  /** The MFA session itself. One that was held is shown to AWS first: who uses it next gives no second touch. */
  const viaUser = async (
    request: SessionRequest,
    hooks: SessionHooks,
    mayRepeat: MayRepeat,
    signal: AbortSignal,
  ): Promise<Result<RoleSession>> => {
    const { source, role, durationSeconds } = request;
    for (;;) {
      const isHeld = !request.fresh && heldFor(source) !== undefined;
      const session = await sharedMfaSession(request, hooks, mayRepeat, signal);
      if (!session.ok) return session;
      hooks.onAws();
      const caller = sessionCaller(source, { ...role, endpoint: source.endpoint }, session.value);
      const who = isHeld ? await sts.callerIdentity(caller, signal) : await identity(source, signal);
      const { credentials } = session.value;
      if (who.ok) return ok({ credentials, via: 'mfa-session', userArn: who.value.arn, durationSeconds });
      const gone = isHeld ? await whyGone(source, session.value, who.problem, signal) : who.problem;
      if (gone.code !== 'session-expired' || !isHeld || !mayRepeat()) return failed(gone);
    }
  };

  const open: Sessions['open'] = async (asked, hooks, signal) => {
    const request = { ...asked, durationSeconds: possibleSeconds(asked.durationSeconds) };
    if (asked.role.user) return viaUser(request, hooks, createMayRepeat(), signal);
    if (asked.fresh || asked.direct || !heldFor(asked.source)) {
      const caller = await callerOf(asked.source, asked.role.endpoint, signal);
      if (!caller.ok) return caller;
      if (asked.role.signIn) return signedIn(caller.value, request, now());
      if (caller.value.credentials.sessionToken !== undefined) return viaTemporary({ walk, forget }, caller.value, request, hooks, signal);
    }
    const direct = !request.fresh && (request.direct || (request.durationSeconds > chainedSeconds && request.role.through.length === 0));
    const mayRepeat = createMayRepeat();
    return direct ? viaDirect(request, hooks, mayRepeat, signal) : viaMfaSession(request, hooks, mayRepeat, signal);
  };

  return { identity, mfaSession, open };
};

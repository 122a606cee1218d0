import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AwsResult, Caller, TemporaryCredentials } from '../caller.ts';
import type { Role, RoleStep, Source } from '../profiles/profile-types.ts';
import { confirmedMaximum } from './duration-probe.ts';
import {
  chainedSeconds,
  type MfaRequest,
  type MfaSession,
  type RoleSession,
  type SessionHooks,
  type SessionRequest,
  type SessionsNeeds,
  shortestSeconds,
} from './session-request.ts';
import type { MfaProof } from './sts.ts';
import { type RoleWalk, signedIn, viaTemporary } from './temporary-source.ts';
import { createMayRepeat, createUserSessions, type MayRepeat, type UserSessions } from './user-sessions.ts';

export interface Sessions extends Pick<UserSessions, 'identity'> {
  /** The user's own MFA session, by whichever device: a held one (unless a fresh one is wanted), else one code. `once`: no second touch, whatever comes of the first. */
  readonly mfaSession: (
    request: MfaRequest & { readonly once?: boolean },
    hooks: SessionHooks,
    signal: AbortSignal,
  ) => Promise<Result<MfaSession>>;
  /** Opens a role session. Requests that need the same MFA session at the same time share its one call and one touch. */
  readonly open: (request: SessionRequest, hooks: SessionHooks, signal: AbortSignal) => Promise<Result<RoleSession>>;
}

/** No role session is longer (AssumeRole's DurationSeconds); a profile may ask for what it likes, and no code is spent on being told. */
const longestSeconds = 43_200;

/** The nearest duration that a role session can have, in seconds. */
export const possibleSeconds = (asked: number): number => Math.min(Math.max(asked, shortestSeconds), longestSeconds);

/** The roles on the way to a role, nearest to the source first, and the role itself. */
const stepsOf = (request: SessionRequest): readonly [RoleStep, ...RoleStep[]] => {
  const own: RoleStep = { ...request.role, roleSessionName: request.roleSessionName };
  const [first, ...rest] = request.role.through;
  return first ? [first, ...rest, own] : [own];
};

/** Which call gives which session. The order of the calls, and why, is in docs/decisions/session-mode.md. */
export const createSessions = (needs: SessionsNeeds): Sessions => {
  const { sts, now } = needs;
  const user = createUserSessions(needs);
  const { callerOf, identity, forget, heldFor, whyGone, withCode } = user;

  /** A call of a role from the MFA session. */
  const sessionCaller = (source: Source, role: Role, { credentials }: MfaSession): Caller => ({
    source: source.profile,
    credentials,
    endpoint: role.endpoint,
  });

  const assume = (caller: Caller, step: RoleStep, request: SessionRequest, seconds: number, signal: AbortSignal, proof?: MfaProof) =>
    sts.assumeRole(
      caller,
      {
        roleArn: step.roleArn,
        roleSessionName: step.roleSessionName ?? request.roleSessionName,
        durationSeconds: seconds,
        ...defined({ externalId: step.externalId, limits: step.limits, proof }),
      },
      signal,
    );

  /** The hops on the way (each at most an hour), then the role itself. */
  const walkOn = async (
    first: Caller,
    steps: readonly RoleStep[],
    request: SessionRequest,
    lastSeconds: number,
    signal: AbortSignal,
  ): Promise<AwsResult<TemporaryCredentials>> => {
    let caller = first;
    for (const [index, step] of steps.entries()) {
      const isLast = index === steps.length - 1;
      const answer = await assume(caller, step, request, isLast ? lastSeconds : chainedSeconds, signal);
      if (!answer.ok || isLast) return answer;
      caller = { ...caller, credentials: answer.value };
    }
    throw new Error('a way to a role has at least one step');
  };
  const walk: RoleWalk = (caller, request, seconds, signal) => walkOn(caller, stepsOf(request), request, seconds, signal);

  const viaMfaSession = async (
    request: SessionRequest,
    hooks: SessionHooks,
    mayRepeat: MayRepeat,
    signal: AbortSignal,
  ): Promise<Result<RoleSession>> => {
    const seconds = Math.min(request.durationSeconds, chainedSeconds);
    for (;;) {
      const session = await user.mfaSession(request, hooks, mayRepeat, signal);
      if (!session.ok) return session;
      hooks.onAws();
      const caller = sessionCaller(request.source, request.role, session.value);
      const answer = await walk(caller, request, seconds, signal);
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
    const opened = await withCode({ caller, source: request.source, hooks, mayRepeat }, signal, (proof) =>
      assume(caller, first, request, chained ? chainedSeconds : seconds, signal, proof),
    );
    if (!opened.ok) return opened;
    if (!chained) return ok({ credentials: opened.value.value, via: 'direct', durationSeconds: seconds });
    const answer = await walkOn({ ...caller, credentials: opened.value.value }, rest, request, Math.min(seconds, chainedSeconds), signal);
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
    const session = await user.mfaSession(request, hooks, mayRepeat, signal);
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
      const session = await user.mfaSession(request, hooks, mayRepeat, signal);
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

  const mfaSession: Sessions['mfaSession'] = (request, hooks, signal) =>
    user.mfaSession(request, hooks, createMayRepeat(request.once ? 0 : 1), signal);

  return { identity, mfaSession, open };
};

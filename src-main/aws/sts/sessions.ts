import { defined } from '../../base/defined.ts';
import { createJobs } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { AwsResult, Caller, TemporaryCredentials } from '../caller.ts';
import type { Role, RoleStep, Source } from '../profiles/profile-types.ts';
import { largestAllowed } from './duration-probe.ts';
import { isStillGood, type MfaSession, type RoleSession, type SessionRequest } from './session-request.ts';
import type { CallerIdentity, CodeProof, MfaProof, Sts } from './sts.ts';

export interface SessionsNeeds {
  readonly sts: Sts;
  /** AWS's time in milliseconds. */
  readonly now: () => number;
  readonly held: {
    readonly list: () => readonly MfaSession[];
    readonly put: (session: MfaSession) => void;
    readonly drop: (session: MfaSession) => void;
  };
  /** What the person prefers now. */
  readonly settings: { readonly get: () => { readonly mfaSessionSeconds: number } };
  readonly roleMaximum: {
    readonly get: (roleArn: string) => number | undefined;
    readonly learn: (roleArn: string, seconds: number) => void;
  };
}

/** How one request gets its code and shows how far it is. A request that joins another's work leaves both to that one. */
export interface SessionHooks {
  /**
   * A fresh code of one of the user's devices: finds the key, waits for step and touch. Never the same code twice. `refused`: devices that AWS does not
   * know as this user's, by serial.
   */
  readonly codeFor: (refused: readonly string[], signal: AbortSignal) => Promise<Result<CodeProof>>;
  /** Told when only AWS is waited for. */
  readonly onAws: () => void;
}

export interface Sessions {
  /** Who the source is; refuses root. Asked once per access key and run; measures the clock on the way. */
  readonly identity: (source: Source, signal: AbortSignal) => Promise<Result<CallerIdentity>>;
  /** The user's own MFA session, by whichever device: a held one (unless a fresh one is wanted), else one code. `only`: by this device. */
  readonly mfaSession: (
    request: {
      readonly source: Source;
      readonly only?: string;
      readonly fresh?: 'kept' | 'once';
      readonly role?: Pick<Role, 'roleArn'>;
    },
    hooks: SessionHooks,
    signal: AbortSignal,
  ) => Promise<Result<MfaSession>>;
  /** Opens a role session. Requests that need the same MFA session at the same time share its one call and one touch. */
  readonly open: (request: SessionRequest, hooks: SessionHooks, signal: AbortSignal) => Promise<Result<RoleSession>>;
}

/** The cap on roles that are assumed from temporary credentials (role chaining, in AWS's "IAM roles"). */
export const chainedSeconds = 3600;

/** No role session is shorter or longer (AssumeRole's DurationSeconds); a profile may ask for what it likes, and no code is spent on being told. */
const shortestSeconds = 900;
const longestSeconds = 43_200;

/** The nearest duration that a role session can have, in seconds. */
export const possibleSeconds = (asked: number): number => Math.min(Math.max(asked, shortestSeconds), longestSeconds);

/** Which call gives which session. The order of the calls, and why, is in docs/decisions/session-mode.md. */
export const createSessions = (needs: SessionsNeeds): Sessions => {
  const { sts, held, now } = needs;
  const identities = new Map<string, CallerIdentity>();
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));

  const callerOf = (source: Source, role: Role): Caller => ({ source: source.profile, credentials: source, endpoint: role.endpoint });
  /** Where the source's own calls go: its MFA session serves roles of every region. */
  const sourceCaller = (source: Source): Caller => ({ source: source.profile, credentials: source, endpoint: source.endpoint });

  const identity: Sessions['identity'] = async (source, signal) => {
    const known = identities.get(source.accessKeyId);
    if (known) return ok(known);
    const answer = await sts.callerIdentity(sourceCaller(source), signal);
    if (!answer.ok) return failed(answer.problem);
    if (answer.value.arn.endsWith(':root')) return failed({ code: 'root-keys', source: source.profile });
    identities.set(source.accessKeyId, answer.value);
    return ok(answer.value);
  };

  /** One call with a code. An unclear outcome takes one more, fresh code, and so does another device where AWS does not know the first as this user's. */
  const withCode = async <T>(
    signal: AbortSignal,
    hooks: SessionHooks,
    call: (proof: MfaProof) => Promise<AwsResult<T>>,
  ): Promise<Result<{ readonly value: T; readonly mfaSerial: string }>> => {
    let last: Problem | undefined;
    const refused: string[] = [];
    for (let attempt = 0; attempt < 2; attempt++) {
      const proof = await hooks.codeFor(refused, signal);
      // That no other device is there is no news: what AWS said of the first is.
      if (!proof.ok) return refused.length > 0 && last && !signal.aborted ? failed(last) : proof;
      hooks.onAws();
      const { mfaSerial, code, told } = proof.value;
      const answer = await call({ mfaSerial, code });
      if (answer.ok) {
        told('accepted');
        return ok({ value: answer.value, mfaSerial });
      }
      last = answer.problem;
      if (last.code === 'code-refused' || last.code === 'serial-refused') told('refused');
      if (signal.aborted) break;
      if (last.code === 'serial-refused') refused.push(mfaSerial);
      else if (!answer.unclear) break;
    }
    return failed(last ?? { code: 'cancelled' });
  };

  /** The user's session, whichever device opened it; of several, the one that lasts longest. */
  const heldFor = (source: Source): MfaSession | undefined =>
    held
      .list()
      .filter((session) => session.accessKeyId === source.accessKeyId && isStillGood(session, now()))
      .sort((one, other) => other.credentials.expires - one.credentials.expires)[0];

  const mfaSession: Sessions['mfaSession'] = ({ source, only, fresh, role }, hooks, signal) => {
    // One that is thrown away after a role is that role's alone: its touch was asked for by that name.
    const use = fresh === 'once' ? `once ${role?.roleArn ?? ''}` : (fresh ?? 'held');
    return jobs.join(`${use} ${source.accessKeyId} ${only ?? ''}`, signal, async (flight) => {
      const there = fresh ? undefined : heldFor(source);
      if (there) return ok(there);
      // Before a person is asked for a touch: is AWS reachable, are the keys good and not root's, how far off is the clock?
      hooks.onAws();
      const who = await identity(source, flight);
      if (!who.ok) return who;
      const seconds = fresh === 'once' ? shortestSeconds : needs.settings.get().mfaSessionSeconds;
      const answer = await withCode(flight, hooks, (proof) => sts.sessionToken(sourceCaller(source), proof, seconds, flight));
      if (!answer.ok) return answer;
      if (flight.aborted) return failed({ code: 'cancelled' });
      const { mfaSerial, value: credentials } = answer.value;
      const session = { source: source.profile, accessKeyId: source.accessKeyId, mfaSerial, credentials, since: now() };
      if (fresh !== 'once') held.put(session);
      return ok(session);
    });
  };

  const assume = (caller: Caller, step: RoleStep, request: SessionRequest, seconds: number, signal: AbortSignal, proof?: MfaProof) =>
    sts.assumeRole(
      caller,
      {
        roleArn: step.roleArn,
        roleSessionName: step.roleSessionName ?? request.roleSessionName,
        durationSeconds: seconds,
        ...defined({ externalId: step.externalId, proof }),
      },
      signal,
    );

  /** The hops on the way (each at most an hour), then the role itself. */
  const walk = async (
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

  const stepsOf = (request: SessionRequest): readonly [RoleStep, ...RoleStep[]] => {
    const own: RoleStep = { ...request.role, roleSessionName: request.roleSessionName };
    const [first, ...rest] = request.role.through;
    return first ? [first, ...rest, own] : [own];
  };

  const viaMfaSession = async (request: SessionRequest, hooks: SessionHooks, signal: AbortSignal): Promise<Result<RoleSession>> => {
    const seconds = Math.min(request.durationSeconds, chainedSeconds);
    for (let attempt = 0; ; attempt++) {
      const session = await mfaSession(request, hooks, signal);
      if (!session.ok) return session;
      hooks.onAws();
      const caller = { ...callerOf(request.source, request.role), credentials: session.value.credentials };
      const answer = await walk(caller, stepsOf(request), request, seconds, signal);
      if (answer.ok) return ok({ credentials: answer.value, via: 'mfa-session', durationSeconds: seconds });
      // The session was revoked or ended early: it is worth one more touch, not two.
      const gone = answer.problem.code === 'session-expired' || answer.problem.code === 'keys-refused';
      if (gone) held.drop(session.value);
      if (!gone || attempt > 0 || request.fresh) return failed(answer.problem);
    }
  };

  const directOnce = async (
    request: SessionRequest,
    seconds: number,
    hooks: SessionHooks,
    signal: AbortSignal,
  ): Promise<Result<RoleSession>> => {
    const [first, ...rest] = stepsOf(request);
    const caller = callerOf(request.source, request.role);
    const chained = rest.length > 0;
    const opened = await withCode(signal, hooks, (proof) =>
      assume(caller, first, request, chained ? chainedSeconds : seconds, signal, proof),
    );
    if (!opened.ok) return opened;
    if (!chained) return ok({ credentials: opened.value.value, via: 'direct', durationSeconds: seconds });
    const answer = await walk({ ...caller, credentials: opened.value.value }, rest, request, Math.min(seconds, chainedSeconds), signal);
    return answer.ok
      ? ok({ credentials: answer.value, via: 'direct', durationSeconds: Math.min(seconds, chainedSeconds) })
      : failed(answer.problem);
  };

  const viaDirect = async (request: SessionRequest, hooks: SessionHooks, signal: AbortSignal): Promise<Result<RoleSession>> => {
    const who = await identity(request.source, signal);
    if (!who.ok) return who;
    const learned = needs.roleMaximum.get(request.role.roleArn);
    const wanted = request.asksAnew ? request.durationSeconds : Math.min(request.durationSeconds, learned ?? request.durationSeconds);
    if (wanted <= chainedSeconds && !request.direct) return viaMfaSession(request, hooks, signal);
    const first = await directOnce(request, wanted, hooks, signal);
    if (first.ok && learned !== undefined && wanted > learned) needs.roleMaximum.learn(request.role.roleArn, wanted);
    if (first.ok || first.problem.code !== 'duration-refused' || wanted <= chainedSeconds) return first;
    // Refused: the MFA session finds the role's maximum without any further code, see duration-probe.ts.
    const session = await mfaSession(request, hooks, signal);
    if (!session.ok) return session;
    hooks.onAws();
    const caller = { ...callerOf(request.source, request.role), credentials: session.value.credentials };
    const maximum = await largestAllowed(wanted, (seconds) => assume(caller, stepsOf(request)[0], request, seconds, signal));
    if (maximum.sure) needs.roleMaximum.learn(request.role.roleArn, maximum.seconds);
    return maximum.seconds > chainedSeconds
      ? directOnce(request, maximum.seconds, hooks, signal)
      : viaMfaSession({ ...request, durationSeconds: maximum.seconds }, hooks, signal);
  };

  const open: Sessions['open'] = (asked, hooks, signal) => {
    const request = { ...asked, durationSeconds: possibleSeconds(asked.durationSeconds) };
    const direct = !request.fresh && (request.direct || (request.durationSeconds > chainedSeconds && request.role.through.length === 0));
    return direct ? viaDirect(request, hooks, signal) : viaMfaSession(request, hooks, signal);
  };

  return { identity, mfaSession, open };
};

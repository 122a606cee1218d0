import { failed, ok, type Result } from '../../contract/result.ts';
import type { AwsResult, Caller, TemporaryCredentials } from '../caller.ts';
import { chainedSeconds, type RoleSession, type SessionHooks, type SessionRequest } from './session-request.ts';
import type { UserSessions } from './user-sessions.ts';

/** From the caller's credentials to the role, over those on the way. */
export type RoleWalk = (
  first: Caller,
  request: SessionRequest,
  lastSeconds: number,
  signal: AbortSignal,
) => Promise<AwsResult<TemporaryCredentials>>;

/**
 * A role from temporary credentials, which take no code: one from these lasts an hour at most. Problems: guard-without-touch, source-over where AWS takes the
 * credentials no longer, those of AssumeRole.
 */
export const viaTemporary = async (
  { walk, forget }: { readonly walk: RoleWalk } & Pick<UserSessions, 'forget'>,
  caller: Caller,
  request: SessionRequest,
  hooks: Pick<SessionHooks, 'onAws'>,
  signal: AbortSignal,
): Promise<Result<RoleSession>> => {
  const { source, role } = request;
  if (request.fresh === 'once') return failed({ code: 'guard-without-touch', profile: role.profile, source: source.profile });
  hooks.onAws();
  const seconds = Math.min(request.durationSeconds, chainedSeconds);
  const answer = await walk(caller, request, seconds, signal);
  if (answer.ok) return ok({ credentials: answer.value, via: 'direct', durationSeconds: seconds });
  const isOver = answer.problem.code === 'session-expired' || answer.problem.code === 'keys-refused';
  if (isOver) forget(source);
  return failed(isOver ? { code: 'source-over', source: source.profile } : answer.problem);
};

/** How long credentials last that say nothing of it, in milliseconds: the shortest that Identity Center and `aws login` give. */
const unknownMillis = 15 * 60_000;

/** The session that a sign-in is. Problem: guard-without-touch. */
export const signedIn = ({ source, credentials }: Caller, { role, fresh }: SessionRequest, now: number): Result<RoleSession> => {
  if (fresh === 'once') return failed({ code: 'guard-without-touch', profile: role.profile, source });
  const { sessionToken = '', accessKeyId, secretAccessKey } = credentials;
  const expires = 'expires' in credentials && typeof credentials.expires === 'number' ? credentials.expires : now + unknownMillis;
  const durationSeconds = Math.max(0, Math.round((expires - now) / 1000));
  return ok({ credentials: { accessKeyId, secretAccessKey, sessionToken, expires }, via: 'direct', durationSeconds });
};

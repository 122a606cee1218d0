import { failed, ok, type Result } from '../../contract/result.ts';
import type { Caller } from '../caller.ts';
import type { SessionHooks } from './call-with-code.ts';
import { chainedSeconds, type RoleWalk, stepsOf } from './role-walk.ts';
import type { RoleSession, SessionRequest } from './session-request.ts';
import type { SourceCallers } from './source-callers.ts';

/**
 * A role from temporary credentials, which take no code: one from these lasts an hour at most. Problems: guard-without-touch, source-over where AWS takes the
 * credentials no longer, those of AssumeRole.
 */
export const viaTemporary = async (
  { walk, forget }: RoleWalk & Pick<SourceCallers, 'forget'>,
  caller: Caller,
  request: SessionRequest,
  hooks: Pick<SessionHooks, 'onAws'>,
  signal: AbortSignal,
): Promise<Result<RoleSession>> => {
  const { source, role } = request;
  if (request.fresh === 'once') return failed({ code: 'guard-without-touch', profile: role.profile, source: source.profile });
  hooks.onAws();
  const seconds = Math.min(request.durationSeconds, chainedSeconds);
  const answer = await walk(caller, stepsOf(request), request, seconds, signal);
  if (answer.ok) return ok({ credentials: answer.value, via: 'direct', durationSeconds: seconds });
  const isOver = answer.problem.code === 'session-expired' || answer.problem.code === 'keys-refused';
  if (isOver) forget(source);
  return failed(isOver ? { code: 'source-over', source: source.profile } : answer.problem);
};

import { defined } from '../../base/defined.ts';
import type { AwsResult, Caller, TemporaryCredentials } from '../caller.ts';
import type { RoleStep } from '../profiles/profile-types.ts';
import type { SessionRequest } from './session-request.ts';
import type { MfaProof, Sts } from './sts.ts';

/** The cap on roles that are assumed from temporary credentials (role chaining, in AWS's "IAM roles"). */
export const chainedSeconds = 3600;

/** The roles on the way to a role, nearest to the source first, and the role itself. */
export const stepsOf = (request: SessionRequest): readonly [RoleStep, ...RoleStep[]] => {
  const own: RoleStep = { ...request.role, roleSessionName: request.roleSessionName };
  const [first, ...rest] = request.role.through;
  return first ? [first, ...rest, own] : [own];
};

export type RoleWalk = Pick<ReturnType<typeof createRoleWalk>, 'walk'>;

export const createRoleWalk = (sts: Pick<Sts, 'assumeRole'>) => {
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

  return { assume, walk };
};

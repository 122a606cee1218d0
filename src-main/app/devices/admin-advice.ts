import { iamUserOf } from '../../aws/iam/iam-user.ts';
import { leastPolicy, lostKeyCommands, policyForDenied } from '../../aws/policies/policy-advice.ts';
import type { Sessions } from '../../aws/sts/sessions.ts';
import type { Problem } from '../../contract/problems.ts';
import { failed, type Result } from '../../contract/result.ts';
import type { World } from '../ports.ts';
import { findSource, type SourceNeeds } from '../roles/source.ts';

/** What is to be copied for an administrator; `device` is the serial of the device whose key is lost. */
export interface AdviceWish {
  readonly what: 'policy' | 'lost-key';
  readonly source: string;
  readonly device: string;
  /** What is on the screen. */
  readonly problem: Problem | undefined;
}

/** What advice for an administrator takes. */
export interface AdviceNeeds extends SourceNeeds {
  readonly world: Pick<World, 'clipboard'>;
  readonly sessions: Pick<Sessions, 'identity'>;
}

/**
 * Copies text for an administrator, never a secret: the least policy for the source's user (what was denied alone, where nobody could tell who that
 * is), or the commands that remove a lost key's device.
 */
export const copyAdvice = async (needs: AdviceNeeds, wish: AdviceWish, signal: AbortSignal): Promise<Result<void>> => {
  const { what, device, problem } = wish;
  const user = await userOf(needs, wish.source, signal);
  if (what === 'lost-key') {
    if (!user.ok) return user;
    return needs.world.clipboard.writeText(`${lostKeyCommands(user.value.userName, device).join('\n')}\n`);
  }
  const denied = problem?.code === 'iam-denied' ? problem : undefined;
  const policy = user.ok ? leastPolicy(user.value.arn, [], denied) : policyForDenied(denied ? [denied] : []);
  if (policy === undefined) return user.ok ? failed({ code: 'user-missing', user: user.value.arn }) : user;
  return needs.world.clipboard.writeText(policy);
};

const userOf = async (needs: AdviceNeeds, profile: string, signal: AbortSignal) => {
  const source = await findSource(needs, profile);
  if (!source.ok) return source;
  const identity = await needs.sessions.identity(source.value, signal);
  if (!identity.ok) return identity;
  const user = iamUserOf(identity.value.arn);
  return user ? ({ ok: true, value: user } as const) : failed({ code: 'user-missing', user: identity.value.arn });
};

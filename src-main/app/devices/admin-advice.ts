import { leastPolicy, lostKeyCommands, policyForDenied } from '../../aws/policies/policy-advice.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, type Result } from '../../contract/result.ts';
import type { Clipboard } from '../ports.ts';
import { findSource } from '../roles/source.ts';
import type { DevicePorts } from './device-ports.ts';
import { findUser } from './load.ts';

/** What is to be copied for an administrator; `device` is the serial of the device whose key is lost. */
export interface AdviceRequest {
  readonly what: 'policy' | 'lost-key';
  readonly source: string;
  readonly device: string;
  /** What is on the screen. */
  readonly problem: Problem | undefined;
}

/** What advice for an administrator takes. */
export interface AdvicePorts extends Pick<DevicePorts, 'store' | 'files' | 'aws'> {
  readonly clipboard: Pick<Clipboard, 'writeText'>;
}

/**
 * Copies text for an administrator, never a secret: the least policy for the source's user (what was denied alone, where nobody could tell who that
 * is), or the commands that remove a lost key's device.
 */
export const copyAdvice = async (ports: AdvicePorts, request: AdviceRequest, signal: AbortSignal): Promise<Result<void>> => {
  const { what, device, problem } = request;
  const user = await userOf(ports, request.source, signal);
  if (what === 'lost-key') {
    if (!user.ok) return user;
    return ports.clipboard.writeText(`${lostKeyCommands(user.value.userName, device).join('\n')}\n`);
  }
  const denied = problem?.code === 'iam-denied' ? problem : undefined;
  const policy = user.ok ? leastPolicy(user.value.arn, [], denied) : policyForDenied(denied ? [denied] : []);
  if (policy === undefined) return user.ok ? failed({ code: 'user-missing', user: user.value.arn }) : user;
  return ports.clipboard.writeText(policy);
};

const userOf = async (ports: AdvicePorts, profile: string, signal: AbortSignal) => {
  const source = await findSource(ports, profile);
  return source.ok ? findUser(ports.aws, source.value, signal) : source;
};

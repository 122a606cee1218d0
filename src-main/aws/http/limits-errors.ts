import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface Asked {
  readonly roleArn?: string | undefined;
  readonly limits?: SessionLimits | undefined;
}

/** What takes the most room. AWS packs in a form of its own, so letters are a guess; which of three is the longest is a good one. */
const largest = ({ policyArns = [], policy = '', tags = [] }: SessionLimits): 'policy' | 'policy-arns' | 'tags' => {
  const sizes = [
    ['policy', policy.length],
    ['policy-arns', policyArns.join('').length],
    ['tags', tags.map(({ key, value }) => key + value).join('').length],
  ] as const;
  return sizes.reduce((most, size) => (size[1] > most[1] ? size : most))[0];
};

const deniedActions = ['sts:TagSession', 'sts:SetSourceIdentity'] as const;

/** What AWS says of the limits of a session alone; undefined where it is about something else. Texts are looked for inside the message. */
export const limitsProblem = ({ code, message }: Refusal, { roleArn, limits }: Asked): Problem | undefined => {
  if (!limits || roleArn === undefined) return undefined;
  if (code === 'PackedPolicyTooLarge') {
    // "Packed size of session tags consumes 112% of allotted space."
    const [, percent] = /\b(\d{1,6})%/.exec(message) ?? [];
    const drop = /session tags/i.test(message) && limits.tags ? 'tags' : largest(limits);
    return { code: 'limits-too-large', drop, ...defined({ percent: percent === undefined ? undefined : Number(percent) }) };
  }
  if (code === 'MalformedPolicyDocument') return { code: 'policy-refused', roleArn };
  if (code !== 'AccessDenied') return undefined;
  const action = deniedActions.find((name) => message.includes(name));
  return action && { code: 'limits-denied', roleArn, action };
};

import type { Problem } from '../../contract/problems/problem.ts';

type LimitsCode = 'limits-bad' | 'limits-unsupported' | 'limits-too-large' | 'limits-denied' | 'policy-refused' | 'policy-unreadable';

/** As `ProblemWords` of the problems, which stand above. */
interface Said {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

type BadLimits = Extract<Problem, { code: 'limits-bad' }>;

const at = (line: number | undefined): string => (line === undefined ? '' : ` (line ${line})`);

/** What is wrong with limits, and what AWS takes. */
const badLimits: Readonly<Record<BadLimits['why'], (facts: BadLimits) => readonly [title: string, happened: string, advice: string]>> = {
  'policy-arn': ({ what = '' }) => [
    'That isn’t a policy ARN',
    `“${what}” doesn’t name a managed policy.`,
    'Use an ARN such as `arn:aws:iam::aws:policy/ReadOnlyAccess`, or just the name of an AWS managed policy.',
  ],
  'policy-arn-foreign': ({ what = '' }) => [
    'That policy is in another account',
    `AWS limits a session only by policies in the role’s own account, and ${what} isn’t one.`,
    'Use a policy from the role’s account or an AWS managed policy.',
  ],
  'policy-arn-count': ({ count = 0 }) => [
    'Too many policies',
    `AWS accepts 10 policy ARNs for a session, not ${count}.`,
    'Name fewer, or put them into one policy.',
  ],
  'policy-comments': ({ what = 'The policy', line }) => [
    'The policy has comments',
    `${what} has a comment${at(line)}, and JSON has none.`,
    'Remove the comments. Nothing was sent.',
  ],
  'policy-json': ({ what = 'The policy', line }) => [
    'The policy isn’t JSON',
    `${what} can’t be read as JSON${at(line)}.`,
    'Check it for missing commas, quotes and brackets. Nothing was sent.',
  ],
  'policy-shape': ({ what = 'The text' }) => [
    'That isn’t a policy',
    `${what} is JSON, but has no Statement.`,
    'Use an IAM policy document with Version and Statement.',
  ],
  'policy-long': ({ count = 0 }) => [
    'The policy is too long',
    `It has ${count} characters without spaces, and AWS accepts 2,048 for a session.`,
    'Shorten it, or make it a managed policy and name its ARN.',
  ],
  'tag-key': ({ what = '' }) => [
    'That tag’s key can’t be used',
    `“${what}” isn’t a tag key that AWS accepts.`,
    'Use 1 to 128 letters, digits, spaces or any of _.:/=+-@.',
  ],
  'tag-value': ({ what = '' }) => [
    'That tag’s value can’t be used',
    `The value of “${what}” isn’t one that AWS accepts.`,
    'Use up to 256 letters, digits, spaces or any of _.:/=+-@.',
  ],
  'tag-aws': ({ what = '' }) => [
    'That tag’s key is reserved',
    `“${what}” begins with aws:, which only AWS may use.`,
    'Choose another key.',
  ],
  'tag-twice': ({ what = '' }) => [
    'A tag is given twice',
    `“${what}” appears more than once. AWS ignores upper and lower case in keys.`,
    'Give each key once.',
  ],
  'tag-count': ({ count = 0 }) => ['Too many tags', `AWS accepts 50 tags for a session, not ${count}.`, 'Give fewer tags.'],
  'source-identity': ({ what = '' }) => [
    'That source identity can’t be used',
    `“${what}” isn’t one that AWS accepts.`,
    'Use 2 to 64 letters, digits or any of _+=,.@-, not beginning with aws:.',
  ],
};

const dropFirst = { policy: 'the inline policy', 'policy-arns': 'the policy ARNs', tags: 'the tags' } as const;

/** Sessions with less than their role. */
export const limitsProblems: { readonly [C in LimitsCode]: (facts: Extract<Problem, { code: C }>) => Said } = {
  'limits-bad': (facts) => {
    const [title, happened, advice] = badLimits[facts.why](facts);
    return { title, happened, advice };
  },
  'limits-unsupported': ({ profile, why }) => ({
    title: 'This session can’t be limited',
    happened:
      why === 'user'
        ? `“${profile}” opens a user’s own MFA session, and AWS limits only sessions of roles.`
        : why === 'certificate'
          ? `“${profile}” is opened by a certificate, and its Roles Anywhere profile sets what it may do.`
          : `“${profile}” is opened by a sign-in, and Identity Center sets what it may do.`,
    advice: 'Open it without limits, or limit a role that it can assume.',
  }),
  'limits-too-large': ({ percent, drop }) => ({
    title: 'The limits are too large',
    happened: `AWS packs policies and tags of a session together, and these take ${percent === undefined ? 'more than' : `${percent}% of`} the space it has for them.`,
    advice: `Shorten ${dropFirst[drop]} first: that’s the largest part. A managed policy named by its ARN takes the least.`,
  }),
  'limits-denied': ({ roleArn, action }) => ({
    title: action === 'sts:TagSession' ? 'AWS refused the session tags' : 'AWS refused the source identity',
    happened:
      action === 'sts:TagSession'
        ? `The trust policy of ${roleArn}, or your own policy, doesn’t allow sts:TagSession.`
        : `The trust policy of ${roleArn}, or your own policy, doesn’t allow sts:SetSourceIdentity, or an earlier role in the chain set another one.`,
    advice:
      action === 'sts:TagSession'
        ? 'Leave the tags out, or ask the role’s owner to allow sts:TagSession.'
        : 'Leave it out, or ask the role’s owner to allow sts:SetSourceIdentity. One that is set can’t be changed.',
  }),
  'policy-refused': ({ roleArn }) => ({
    title: 'AWS refused the policy',
    happened: `The policy for ${roleArn} is JSON, but AWS doesn’t understand it as a policy.`,
    advice: 'Check it with the policy editor of the IAM console.',
  }),
  'policy-unreadable': ({ file, errno }) => ({
    title: 'Can’t read the policy file',
    happened: `${file} can’t be read (${errno}).`,
    advice: 'Check the path and its permissions.',
  }),
};

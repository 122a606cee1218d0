import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: ['team', 'team policy FILE', 'team policy --arn ARN', 'team policy --make KIND'],
    does: 'see who has MFA, and check or write policies that require it',
    more: 'Uses the rights of a role or of a user’s MFA session. FILE is a policy or trust policy as JSON; - is standard input.',
    options: {
      '--source PROFILE': 'the role or user whose rights to use',
      '--csv': 'print the people as CSV',
      '--arn ARN': 'check a managed policy or a role’s trust policy in your account',
      '--fix': 'print the fixed policy',
      '--make KIND': 'write a policy: self (manage own MFA) or deny (deny everything else without MFA)',
      '--with LIST': 'also allow keys (own access keys) or password (change the first password), separated by commas',
      '--path PATH': 'only for users with this path, such as /eng/',
    },
    example: ['team --source admin', 'everybody in the account: MFA, access keys, last use and what to do next'],
  },
};

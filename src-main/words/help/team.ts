import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: [
      'team',
      'team policy FILE',
      'team policy --make KIND',
      'team add NAME',
      'team add --resume ID',
      'team unfinished',
      'team enforce GROUP',
    ],
    does: 'see who has MFA, check policies that require it, and add people',
    more: 'Uses the rights of a role or of a user’s MFA session. FILE is a policy or trust policy as JSON; - is standard input.',
    options: {
      '--source PROFILE': 'the role or user whose rights to use',
      '--csv': 'print the people as CSV',
      '--arn ARN': 'check a managed policy or a role’s trust policy in your account',
      '--fix': 'print the fixed policy',
      '--make KIND': 'write a policy: self (manage own MFA) or deny (deny everything else without MFA)',
      '--with LIST': 'also allow keys (own access keys) or password (change the first password), separated by commas',
      '--path PATH': 'only for users with this path, or the new user’s path, such as /eng/',
      '--group NAME': 'add the person to this group; it is created if it is new',
      '--boundary ARN': 'the ARN of the permissions boundary',
      '--policies LIST': 'ARNs of managed policies to attach, separated by commas',
      '--password': 'create a one-time password for the console',
      '--access-key': 'create an access key, sealed in the invite',
      '--invite FILE': 'write an invite that the new person opens with `roletap add --invite`',
      '--roles LIST': 'ARNs of roles that the invite names, separated by commas',
      '--region REGION': 'the region in the invite',
      '--dry-run': 'only show what would be done',
      '--resume ID, --undo ID': 'continue or undo an interrupted addition',
      '--off': 'stop requiring MFA',
    },
    example: ['team --source admin', 'everybody in the account: MFA, access keys, last use and what to do next'],
  },
};

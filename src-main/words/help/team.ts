import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: ['team', 'team COMMAND'],
    does: 'see who has MFA, require it, and add, help and remove people',
    more: 'Uses the rights of a role or of a user’s MFA session.',
    common: {
      '--source PROFILE': 'the role or user whose rights to use',
      '--dry-run': 'only show what would be done',
      '--resume ID, --undo ID': 'continue or undo what was interrupted',
      '--boundary ARN': 'the ARN of the permissions boundary',
      '--policies LIST': 'ARNs of managed policies to attach, separated by commas',
      '--access-key': 'create an access key, sealed in the invite',
      '--invite FILE': 'write an invite that the person opens with `roletap add --invite`',
      '--roles LIST': 'ARNs of roles that the invite names, separated by commas',
      '--region REGION': 'the region in the invite',
      '--with LIST': 'also allow keys (own access keys) or password (change the first password), separated by commas',
    },
    options: { '--csv': 'print the people as CSV' },
    example: ['team --source admin', 'everybody in the account: MFA, access keys, last use and what to do next'],
    commands: {
      add: {
        usage: ['team add NAME', 'team add --resume ID', 'team add --undo ID'],
        does: 'add a person: the user, a group, policies and an invite',
        options: {
          '--path PATH': 'the path of the new user, such as /eng/',
          '--group NAME': 'add the person to this group, which is created if it is new',
          '--tag KEY=VALUE': 'a tag of the new user; up to 50',
          '--password': 'create a one-time password for the console',
        },
        example: [
          'team add kim --group developers --access-key --invite kim.invite',
          'a user in the group, and a sealed invite with the key',
        ],
      },
      role: {
        usage: ['team role NAME', 'team role --resume ID', 'team role --undo ID'],
        does: 'add a role that asks for MFA, or print it',
        options: {
          '--trust WHO': 'who may assume the role: own (this account, default), an account ID, users’ ARNs or a trust anchor’s ARN',
          '--external-id ID': 'the external ID that the other account must send',
          '--subject PARTS': 'what the certificate’s subject must have, such as CN=jane',
          '--proved': 'demand a certificate that proves its key was made on a YubiKey and asks for PIN and touch',
          '--mfa-age TIME': 'how long after a tap the role opens, such as 1h',
          '--max-session TIME': 'the longest session, 1h to 12h',
          '--permissions FILE': 'a policy as JSON with what the role may do',
          '--group NAME': 'let this group assume the role',
          '--path PATH': 'the path of the new role, such as /eng/',
          '--format FORMAT': 'print the role instead: json, terraform or cloudformation',
        },
        example: ['team role Deploy --mfa-age 1h --group developers', 'a role that members of the group open for an hour after a tap'],
      },
      enroll: {
        usage: ['team enroll USER', 'team enroll --resume ID', 'team enroll --undo ID'],
        does: 'make a YubiKey the MFA device of a user who isn’t there',
        options: { '--no-touch': 'let the YubiKey give codes without a touch' },
        example: ['team enroll kim', 'the inserted YubiKey becomes kim’s MFA device'],
      },
      rescue: {
        usage: ['team rescue USER', 'team rescue --resume ID', 'team rescue --undo ID'],
        does: 'remove what a user lost: MFA devices, access keys, open sessions',
        options: {
          '--device LIST': 'these MFA devices are lost: serial numbers or ARNs, separated by commas',
          '--all': 'all the user’s MFA devices are lost',
        },
        example: ['team rescue kim --all --access-key --invite kim.invite', 'kim’s devices and sessions end, and an invite starts again'],
      },
      remove: {
        usage: ['team remove USER', 'team remove --device NAME', 'team remove --resume ID', 'team remove --undo ID'],
        does: 'take away a user’s sign-in, their access keys, or the user',
        more: 'Without an option it deletes the user’s password and sets their access keys inactive.',
        options: {
          '--delete-keys LIST': 'delete these access keys, separated by commas; they are inactive for a day first',
          '--now': 'with --delete-keys, right away',
          '--delete-user': 'delete the user with everything they have',
          '--device NAME': 'instead of a user, delete a virtual MFA device that belongs to no one',
        },
        example: ['team remove kim --dry-run', 'what kim has, and what would be done'],
      },
      enforce: {
        usage: ['team enforce GROUP', 'team enforce --account --except USER', 'team enforce --resume ID', 'team enforce --undo ID'],
        does: 'require MFA of a group or of everyone, if that locks no one out',
        options: {
          '--pilot USER': 'require MFA of one member first, to try it',
          '--account': 'require MFA of everyone in the account',
          '--except USER': 'with --account, the user who stays outside for emergencies',
          '--off': 'stop requiring MFA',
        },
        example: ['team enforce developers --dry-run', 'who has MFA, who would be locked out, and what would be done'],
      },
      attach: {
        usage: ['team attach KIND GROUP', 'team attach --resume ID', 'team attach --undo ID'],
        does: 'put a policy that Roletap writes on a group, or remove it',
        more: 'KIND is self (manage own MFA) or deny (deny everything else without MFA).',
        options: { '--path PATH': 'only for users with this path, such as /eng/', '--off': 'remove the policy' },
        example: ['team attach self developers', 'members may add and remove their own MFA devices'],
      },
      policy: {
        usage: ['team policy FILE', 'team policy --arn ARN', 'team policy --make KIND'],
        does: 'check a policy that requires MFA, or write one',
        more: 'FILE is a policy or trust policy as JSON; - is standard input.',
        options: {
          '--arn ARN': 'check a managed policy or a role’s trust policy in your account',
          '--fix': 'print the fixed policy',
          '--make KIND': 'write a policy: self (manage own MFA) or deny (deny everything else without MFA)',
          '--path PATH': 'with --make, only for users with this path, such as /eng/',
        },
        example: ['team policy deny.json --fix', 'what is wrong in it, and the fixed policy'],
      },
      simulate: {
        usage: ['team simulate USER ACTIONS'],
        does: 'ask IAM what a user may do with MFA and without',
        options: { '--resource LIST': 'ARNs of the resources to try the actions on, separated by commas' },
        example: ['team simulate kim s3:ListAllMyBuckets,iam:ListVirtualMFADevices', 'allowed or denied, with MFA and without'],
      },
      unfinished: {
        usage: ['team unfinished'],
        does: 'list what was interrupted, to continue or undo it',
        example: ['team unfinished', 'each with its ID for --resume and --undo'],
      },
    },
  },
};

import type { HelpTable } from './help-table.ts';

/** The commands that a person types every day: tapping in, codes, and roles in the hands of programs. */
export const everyDayHelp: HelpTable = {
  tap: {
    usage: ['tap [ROLE]'],
    does: 'get credentials for a role and write them to a profile',
    more: 'ROLE is a profile with role_arn, a role’s ARN, or a profile with an access key. Leave it out to choose from a list.',
    options: {
      '--duration 1h': '15m to 12h; over 1h needs its own code',
      '--session-name NAME': 'role session name, shown in CloudTrail',
      '--source PROFILE': 'the profile with the access key',
      '--target NAME': 'the profile to write (default: ROLE-tap)',
      '--direct': 'use a fresh code, not the MFA session',
    },
    example: ['tap prod --duration 4h', 'four hours in prod: `aws --profile prod-tap`'],
  },
  console: {
    usage: ['console [ROLE]'],
    does: 'open the AWS console in the browser, signed in with a role',
    options: {
      '--print': 'print the link instead; anyone who has it can sign in for 15 minutes',
      '--service NAME': 'begin with a service, such as ec2 or s3',
      '--region REGION': 'begin in this region',
      '--browser NAME': 'a browser profile or Firefox container, remembered for the role; system for the usual one',
    },
    example: ['console prod', 'prod in your browser'],
  },
  browsers: {
    usage: ['browsers'],
    does: 'list browser profiles and Firefox containers for consoles side by side',
    more: 'Choose one with console’s option --browser; Roletap remembers it for the role.',
    example: ['browsers', 'a profile for each account, open side by side'],
  },
  code: {
    usage: ['code [ACCOUNT]'],
    does: 'print a code from your YubiKey',
    more: 'ACCOUNT is an OATH account’s name or part of it.',
    options: { '--copy': 'copy it to the clipboard, cleared after 20 s (a setting)' },
    example: ['code jane --copy', 'the code of the only account with jane in its name'],
  },
  roles: {
    usage: ['roles'],
    does: 'list your roles and which are open',
    example: ['roles', 'profile, account, role and time left'],
  },
  sessions: {
    usage: ['sessions'],
    does: 'list open sessions and when they end',
    example: ['sessions', 'every open session with its time left'],
  },
  end: {
    usage: ['end TARGET', 'end --all'],
    does: 'end a session, or all of them',
    more: 'TARGET is a profile that Roletap wrote, a role or its ARN.',
    options: { '--all': 'all of them, including MFA sessions' },
    example: ['end prod', 'takes prod’s credentials out of your AWS files'],
  },
  exec: {
    usage: ['exec TARGET -- COMMAND...'],
    does: 'run a command with a role and keep its credentials fresh',
    more: 'TARGET is a profile, a role or its ARN.',
    options: { '--keys': 'pass the session’s keys, for programs without endpoint support; not renewed' },
    example: ['exec prod -- terraform plan', 'no key in a file or a variable'],
  },
  shell: {
    usage: ['shell TARGET'],
    does: 'open a shell with a role',
    options: { '--keys': 'pass the session’s keys, for programs without endpoint support; not renewed' },
    example: ['shell dev', 'a shell in which every program uses dev'],
  },
  env: {
    usage: ['env ROLE'],
    does: 'print a role’s environment',
    options: { '--shell FORMAT': 'sh, fish, powershell, cmd, nushell or dotenv (default: this shell)' },
    example: ['env dev', 'use it as `eval "$(roletap env dev)"`'],
  },
  credentials: {
    usage: ['credentials TARGET'],
    does: 'print a session for credential_process',
    more: 'TARGET is a profile, a role or its ARN.',
    example: ['credentials prod', 'for the line `credential_process = roletap credentials prod`'],
  },
  programs: {
    usage: ['programs', 'programs forget NAME', 'programs silence NAME'],
    does: 'list your decisions about other programs, and change them',
    more: 'forget removes your decision about a program. silence declines its requests for the rest of the day. NAME is the program’s name or file.',
    example: ['programs forget terraform', 'terraform asks again before it gets a guarded role'],
  },
  history: {
    usage: ['history'],
    does: 'list sessions opened, renewed, ended and failed, and who requested them',
    options: { '--days N': '1 to 90 (default: 7)', '--csv': 'as CSV' },
    example: ['history --days 30 --csv', 'a month for a spreadsheet'],
  },
  activity: {
    usage: ['activity'],
    does: 'show what CloudTrail saw of your sessions, and who signed in',
    more: 'Reads with the roles that are open. CloudTrail can be up to 15 minutes behind.',
    options: {
      '--days N': '1 to 90 (default: 1)',
      '--role ROLE': 'only this role, opened for it',
      '--region LIST': 'also these regions, separated by commas',
      '--everyone': 'also show other people’s sign-ins',
      '--csv': 'as CSV',
    },
    example: ['activity --role prod --days 7', 'a week of prod: calls, errors, and from where'],
  },
};

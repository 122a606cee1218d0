import { takes } from './command-options.ts';

/** What `roletap help` says. */
export const helpText = `roletap: open AWS roles with your YubiKey

  roletap add [NAME]           add an access key: check it with AWS, keep it in your keyring, write the profile
      --csv FILE               from the IAM console's CSV file; otherwise type ID and secret (not shown), or pass them on
                               standard input, one per line
      --region REGION          the profile's region
      --passphrase             seal it with a passphrase, if there is no keyring
      --in-file                keep it in the credentials file
      --yes                    write the profile without asking
  roletap keep PROFILE         move a profile's access key from your AWS files into your keyring (--yes: don't ask)
      --passphrase             seal it with a passphrase, if there is no keyring
      --undo                   move it back
  roletap unlock               enter the passphrase for your access keys, once per login
  roletap keys                 list connected YubiKeys
  roletap accounts             list the OATH accounts on them
  roletap roles                list your roles and which are open
  roletap find                 search IAM for roles your IAM user can assume
      --source PROFILE         the profile with the IAM user's access key
  roletap code [ACCOUNT]       print a code; ACCOUNT is an OATH account's name or part of it
      --copy                   copy it to the clipboard, cleared after 20 s (a setting)
  roletap tap [ROLE]           get credentials for a role: a profile with role_arn, or a role ARN; leave it out to choose
      --duration 1h            15m to 12h; over 1h needs its own code
      --session-name NAME      role session name, shown in CloudTrail
      --source PROFILE         the profile with the access key
      --target NAME            the profile to write (default: ROLE-tap)
      --direct                 use a fresh code, not the MFA session
      --code-stdin             use a code from a phone or hardware token, typed or on standard input (also for credentials,
                               env, console)
  roletap sessions             list open sessions and when they end
  roletap end TARGET | --all   end a session, or all including MFA sessions
  roletap programs             list your decisions about other programs
  roletap programs forget NAME forget your decision about a program, by its name or file
  roletap programs silence NAME
                               decline a program's requests for the rest of the day
  roletap credentials TARGET   print the session for credential_process; TARGET is a profile, a role or its ARN
  roletap exec TARGET -- COMMAND...
                               run a command with the role, renewed while it runs
      --keys                   pass the session's keys, for programs without endpoint support; not renewed
  roletap shell TARGET         open a shell with the role (also --keys)
  roletap env ROLE             print the role's environment: eval "$(roletap env ROLE)"
      --shell FORMAT           sh, fish, powershell, cmd, nushell or dotenv (default: this shell)
  roletap console [ROLE]       open the AWS console in the browser, signed in with the role
      --print                  print the link instead; anyone who has it can sign in for 15 minutes
  roletap history              list sessions opened, renewed, ended and failed, and who requested them
      --days N                 1 to 90 (default: 7)
      --csv                    as CSV
  roletap enroll               set up a YubiKey as an IAM user's MFA device
      --source PROFILE         the profile with the IAM user's access key
      --name NAME              device name (default: the user name, or USER-yk-SERIAL)
      --no-touch               don't require touch: any program can then get a code
      --spare [KIND]           a second YubiKey: device (its own device, the default) or same-seed (the same codes)
      --yes                    write mfa_serial to the profiles and replace an account with the same name
      --console                use the AWS console, if IAM doesn't allow you to: type the secret (not shown) or pass it on
                               standard input, then enter the two codes in the console
      --picture FILE           read the secret from a picture of the QR code, PNG or JPEG
      --device ARN             the device AWS created, without asking
      --resume ID, --undo ID   continue or undo an interrupted setup
  roletap import [ACCOUNT]     use an existing MFA device: test the OATH account with a code and update your profiles
      --secret-stdin           store the secret on the YubiKey first: type it (not shown) or pass it on standard input
      --picture FILE           the same from a picture of the QR code
      --device ARN             the device it belongs to, without asking
  roletap unfinished           list interrupted setups and removals, and how to continue
  roletap devices              list an IAM user's MFA devices and the YubiKeys they are on
  roletap resync DEVICE        resync a device with AWS (two codes)
  roletap remove DEVICE        remove a device from AWS and its OATH account from the YubiKey (--yes: don't ask)
      --resume ID, --undo ID   continue an interrupted removal, or enable the device again
  roletap lost [DEVICE]        replace a lost key: remove its device, update your profiles, add a spare; or show what to send
                               to your administrator (--yes: don't ask)
  roletap rotate [SOURCE]      create a new access key with one touch and deactivate the old one
      --delete-after DAYS      when the old key can be deleted: 0 to 90 (default: 1); 0 deletes it right away
      --drop KEY               delete the user's second access key first
      --finish                 delete the old key
      --undo                   activate the old key again
      --yes                    don't ask
  roletap rename ACCOUNT NEW   rename an OATH account on a YubiKey
  roletap password set|remove  set or remove a YubiKey's OATH password; type the new one or pass it on standard input
  roletap doctor               check that everything is ready for tapping in
  roletap completion SHELL     print shell completion for bash, zsh or fish
  roletap demo                 try everything with a virtual YubiKey and a simulated AWS
  roletap help COMMAND         show help for one command

  --json                       print one JSON document (docs/terminal.md)
  --key SERIAL                 the YubiKey to use
  --password-stdin             read the YubiKey's OATH password from standard input

Exit codes: 0 done, 2 wrong usage, 3 problem, 4 not touched or cancelled.
`;

/** What `roletap help COMMAND` says: the command's part, with the options that it shares with others. All of it for a word that is no command. */
export const helpFor = (command: string | undefined): string => {
  const [, commands = '', shared = '', end = ''] = helpText.split('\n\n');
  const part = commands.split(/\n(?= {2}roletap )/).find((lines) => lines.trim().split(' ')[1] === command);
  const known = Object.entries(takes).find(([name]) => name === command)?.[1];
  if (part === undefined || known === undefined) return helpText;
  const options: readonly string[] = ['json', ...known.options];
  const kept = shared.split('\n').filter((line) => options.includes(/--([a-z-]+)/.exec(line)?.[1] ?? ''));
  return [part, kept.join('\n'), end].join('\n\n');
};

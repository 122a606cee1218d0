import { takes } from './command-options.ts';

/** What `roletap help` says. */
export const helpText = `roletap: the AWS roles of this computer, opened with a YubiKey

  roletap add [NAME]           adds an access key: checks it with AWS, keeps it in your keyring, writes the profile
      --csv FILE               from the file that the IAM console offers; else ID and secret are typed (and not shown),
                               or read from standard input, a line each
      --region REGION          the profile's region
      --passphrase             keeps it under a passphrase, where there is no keyring
      --in-file                keeps it in the credentials file
      --yes                    writes the profile unasked
  roletap keep PROFILE         moves a profile's access key from your AWS files into your keyring (--yes: unasked)
      --passphrase             keeps it under a passphrase, where there is no keyring
      --undo                   puts it back
  roletap unlock               takes the passphrase of your access keys, once for each login
  roletap keys                 the YubiKeys that are plugged in
  roletap accounts             the accounts on them
  roletap roles                the roles that are known, and which are open
  roletap find                 looks in IAM for roles that an IAM user may assume
      --source PROFILE         the profile with the user's long-term keys
  roletap code [ACCOUNT]       a code; ACCOUNT is its name or a part of it
      --copy                   to the clipboard, from where it goes after 20 s (a setting)
  roletap tap [ROLE]           credentials for a role: a profile with role_arn, or a role ARN; choose it if you leave it out
      --duration 1h            15m to 12h; more than 1h takes a code of its own
      --session-name NAME      how CloudTrail names the session
      --source PROFILE         the profile with the long-term keys
      --target NAME            the profile to write; default ROLE-tap
      --direct                 with a code of its own, not through the MFA session
      --code-stdin             with the code of a phone or hardware token, typed or on standard input (also credentials, env,
                               console)
  roletap sessions             what is open, and until when
  roletap end TARGET | --all   close a session, or all and the MFA sessions
  roletap programs             what you said to other programs, and until when it counts
  roletap programs forget NAME takes back what you said to a program, by its name or file
  roletap programs silence NAME
                               no, for the rest of the day, to all that a program asks for
  roletap credentials TARGET   the session as credential_process wants it; TARGET is a target, a role or its ARN
  roletap exec TARGET -- COMMAND...
                               runs a command with the role, renewed while it runs
      --keys                   with the session's keys, for programs that know no endpoint: until the session ends
  roletap shell TARGET         a shell with the role (also --keys)
  roletap env ROLE             prints what sets the role's keys: eval "$(roletap env ROLE)"
      --shell FORMAT           sh, fish, powershell, cmd, nushell or dotenv; default this shell's
  roletap console [ROLE]       opens AWS's console in the browser, signed in with the role
      --print                  prints the link instead: whoever has it is signed in, for 15 minutes
  roletap history              what was opened, renewed, ended and refused, and who asked
      --days N                 1 to 90; default 7
      --csv                    as CSV
  roletap enroll               makes a YubiKey an MFA device of an IAM user
      --source PROFILE         the profile with the user's long-term keys
      --name NAME              the device's name; default the user's, or USER-yk-SERIAL
      --no-touch               codes without a touch: any program here can then take one
      --spare [KIND]           a second YubiKey: device (one of its own, the default) or same-seed (the same codes)
      --yes                    writes mfa_serial to the profiles, replaces an account of the same name
      --console                with AWS's console open, for those whom IAM allows no calls: the secret is typed (and not
                               shown), or read from standard input; two codes are shown for AWS's page
      --picture FILE           the secret from a picture of the QR code, PNG or JPEG
      --device ARN             the device that AWS made of it, unasked
      --resume ID, --undo ID   goes on with an enrolment that was interrupted, or takes it back
  roletap import [ACCOUNT]     a device that AWS has already: proves the YubiKey's account with a code, and tells the profiles
      --secret-stdin           puts the secret on the YubiKey first: it is typed (and not shown), or read from standard input
      --picture FILE           the same from a picture of its QR code
      --device ARN             whose codes they are, unasked
  roletap unfinished           enrolments and removals that were interrupted, and how to go on
  roletap devices              the MFA devices of an IAM user, and which YubiKey holds them
  roletap resync DEVICE        sets AWS's idea of a device's clock right, with two codes
  roletap remove DEVICE        removes a device from AWS, and its account from the YubiKey (--yes: unasked)
      --resume ID, --undo ID   goes on with a removal that was interrupted, or enables the device again
  roletap lost [DEVICE]        a key is lost: removes its device, mends the profiles, offers a spare; or says what to send
                               to an administrator (--yes: unasked)
  roletap rotate [SOURCE]      a new access key in the place of the old one, with one touch; the old one is made inactive
      --delete-after DAYS      when the old key may be deleted: 0 to 90, default 1; 0 deletes it at once
      --drop KEY               deletes the user's second access key first
      --finish                 deletes the old key
      --undo                   makes the old key active again
      --yes                    unasked
  roletap rename ACCOUNT NEW   renames an account on a YubiKey
  roletap password set|remove  the OATH password of a YubiKey; the new one is typed, or read from standard input
  roletap doctor               checks what tapping in needs
  roletap completion SHELL     prints what completes these commands; SHELL is bash, zsh or fish
  roletap demo                 the whole job with a virtual YubiKey and a small STS

  --json                       one JSON document on standard output (docs/terminal.md)
  --key SERIAL                 which YubiKey
  --password-stdin             reads the YubiKey's OATH password from standard input

Exit codes: 0 done, 2 wrong usage, 3 a problem, 4 nobody touched or cancelled.
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

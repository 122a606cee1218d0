import type { IamQuota } from '../../contract/problems/aws.ts';
import type { TeamProblem } from '../../contract/problems/team.ts';
import { listed } from '../grammar.ts';
import { breakGlassProblem, unsafeProblem } from './enforce.ts';
import { findingWords } from './policy.ts';
import { orphanProblem } from './remove.ts';
import { roleFlaws } from './role.ts';

/** See `Where` of the problems, which stand above. */
type Where = 'tray' | 'window' | 'form' | 'terminal';
interface Said {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

/** Why a file that somebody named can't be read, as a clause. */
const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'it doesn’t exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTSUP: 'it isn’t a regular file',
  EFBIG: 'it is far too large',
  ETIMEDOUT: 'its disk doesn’t answer',
};
const writeReasons: typeof fileReasons = { ...fileReasons, ENOENT: 'its folder doesn’t exist', EEXIST: 'it exists already' };

/** What a rescue has to do at once. */
const leftParts = {
  keys: 'setting access keys inactive',
  devices: 'removing the lost MFA device',
  sessions: 'revoking open sessions',
} as const;

/** Which of IAM's quotas is reached. */
const limits: { readonly [Q in IamQuota]: (name: string, most: number) => string } = {
  groups: (name, most) => `“${name}” is in ${most} groups already, and IAM allows no more.`,
  policies: (_, most) => `IAM attaches no more than ${most} managed policies to one user, group or role.`,
  size: (_, most) => `Inline policies of one user, group or role may have ${most} characters together, without spaces.`,
  users: (_, most) => `The account has ${most} users already.`,
  roles: (_, most) => `The account has ${most} roles already.`,
};

/** The administrator's side. */
const tagFlaws = {
  many: 'is one tag too many: a user has at most 50',
  long: 'is too long: a key has at most 128 characters, a value 256',
  letters: 'has no key, a key that begins with “aws:”, or other characters than letters, digits, spaces and _.:/=+-@',
  twice: 'has a key that another tag has',
} as const;

export const teamProblems: { readonly [C in TeamProblem['code']]: (facts: Extract<TeamProblem, { code: C }>, where: Where) => Said } = {
  'named-file-unreadable': ({ file, errno }) => ({
    title: 'Can’t read that file',
    happened: `${file} can’t be read: ${fileReasons[errno] ?? `the system reports ${errno}`}.`,
    advice: 'Check its path and permissions. Try again.',
  }),
  'named-file-unwritable': ({ file, errno }) => ({
    title: 'Can’t write that file',
    happened: `${file} can’t be written: ${writeReasons[errno] ?? `the system reports ${errno}`}.`,
    advice: 'Check its folder and permissions, or name another file.',
  }),
  'report-late': () => ({
    title: 'AWS hasn’t made the report yet',
    happened: 'AWS usually makes a credential report within seconds, but this one wasn’t ready after a minute.',
    advice: 'Wait a minute, then try again.',
  }),
  'policy-arn-bad': ({ arn }) => ({
    title: 'That isn’t a policy or role',
    happened: `“${arn}” is neither the ARN of a managed policy nor of a role.`,
    advice: 'Copy the ARN from the IAM console, such as `arn:aws:iam::111122223333:policy/deny-without-mfa`.',
  }),
  'team-name-taken': ({ name }) => ({
    title: 'That name is taken',
    happened: `The account already has “${name}”, perhaps with other capitals.`,
    advice: 'Choose another name.',
  }),
  'team-wish-bad': ({ what, value, why }) => ({
    title: 'IAM doesn’t accept that name',
    happened:
      what === 'path'
        ? `“${value}” isn’t a path. It must start and end with a slash.`
        : `“${value}” ${why === 'long' ? `has more than ${what === 'group' ? 128 : 64} characters` : 'has other characters than letters, digits and _+=,.@-'}.`,
    advice: 'Choose another one.',
  }),
  'arn-partition': ({ arn, partition }) => ({
    title: 'That ARN is from another partition',
    happened: `The account is in partition “${partition}”, where “${arn}” can’t be used.`,
    advice: `Use an ARN that starts with \`arn:${partition}:\`.`,
  }),
  'team-tag-bad': ({ tag, why }) => ({
    title: 'IAM doesn’t accept that tag',
    happened: `“${tag}” ${tagFlaws[why]}.`,
    advice: 'Change it or leave it out.',
  }),
  'role-wish-bad': ({ what, value }, where) => ({ title: 'That role can’t be created', ...roleFlaws[what](value, where === 'terminal') }),
  'team-policy-long': ({ what, length, limit }, where) => ({
    title: 'The policy is too long',
    happened: `It has ${length} characters without spaces, and IAM allows ${limit}.`,
    advice: {
      trust: 'Trust the account and name a group instead of many users.',
      permissions: `Put part of it in a managed policy and ${where === 'terminal' ? 'attach that with `--policies`' : 'enter that under “Managed policies”'}.`,
    }[what],
  }),
  'role-permissions-bad': ({ why, line }, where) => ({
    title: 'Those permissions can’t be used',
    happened: {
      'not-json': `${where === 'terminal' ? 'The file isn’t' : 'They aren’t'} JSON: see line ${line ?? 1}.`,
      'not-a-policy': `${where === 'terminal' ? 'The file isn’t' : 'They aren’t'} a policy: see line ${line ?? 1}.`,
      trust:
        where === 'terminal'
          ? 'The file is a trust policy: it has a Principal. `--trust` says who may assume the role.'
          : 'It’s a trust policy: it has a Principal. Choose above who may assume the role.',
      refused: 'IAM rejected the policy: an action, a resource or a condition in it is wrong.',
    }[why],
    advice: `Check it ${where === 'terminal' ? 'with `roletap team policy FILE`' : 'under Set up, Policies'}, then try again.`,
  }),
  'role-permissions-refused': ({ rule, line, about }, where) => {
    const { title, why } = findingWords({ rule, level: 'error', line, about: about ?? [] });
    return {
      title,
      happened: why,
      advice: `See line ${line}. Check it all ${where === 'terminal' ? 'with `roletap team policy FILE`' : 'under Set up, Policies'}.`,
    };
  },
  'role-principal-missing': ({ names }) => ({
    title: 'IAM doesn’t know who to trust',
    happened: `IAM doesn’t find ${listed(names.slice(0, 8))}.`,
    advice: 'Check the ARN or account ID. A user created seconds ago may need another try.',
  }),
  'name-unknown': ({ of, name }, where) => ({
    title: `AWS doesn’t know that ${of}`,
    happened: `There is no IAM ${of} “${name}” in this account.`,
    advice:
      where === 'terminal'
        ? `Check the name: \`${{ user: 'roletap team', group: 'aws iam list-groups', policy: 'aws iam list-policies', role: 'aws iam list-roles' }[of]}\` lists them.`
        : 'Check the name.',
  }),
  'team-missing': ({ name }) => ({
    title: 'Something is no longer there',
    happened: `IAM doesn’t find “${name}”, or a policy it needs.`,
    advice: 'Check it in the IAM console, then try again.',
  }),
  'team-limit': ({ name, quota }) => ({
    title: 'An IAM limit is reached',
    happened:
      quota === undefined
        ? `Users, groups per user (10), policies or access keys are at their limit for “${name}”.`
        : limits[quota.of](name, quota.most),
    advice: 'Make room in the IAM console or ask AWS for more, then try again.',
  }),
  'password-refused': ({ name }, where) => ({
    title: 'The password policy rejected it',
    happened: `Your account’s password policy asks for more than the 24 characters that Roletap made for “${name}”.`,
    advice: `Add the person without ${where === 'terminal' ? '`--password`' : 'a one-time password'}, and set a password in the IAM console.`,
  }),
  'team-call-refused': ({ awsCode }) => ({
    title: 'IAM rejected what was asked',
    happened: `IAM answered ${awsCode}.`,
    advice: 'Check the ARNs you gave: they must be in this account and partition.',
  }),
  'team-other-account': ({ accountId }) => ({
    title: 'The profile leads to another account',
    happened: `This was started in account ${accountId}.`,
    advice: 'Set the profile back to that account, then continue or undo.',
  }),
  'rescue-self': ({ user }, where) => ({
    title: 'You are using that user’s rights',
    happened: `“${user}” is the user of this profile, and would be shut out halfway.`,
    advice:
      where === 'terminal'
        ? 'Use another administrator’s profile or a role: `--source PROFILE`.'
        : 'Choose another administrator’s profile or a role on the people’s page.',
  }),
  'rescue-device-other': ({ user, device }, where) => ({
    title: 'That isn’t one of their devices',
    happened: `“${user}” has no MFA device “${device}”.`,
    advice:
      where === 'terminal'
        ? '`--dry-run` shows their devices. Use an ARN, a name or a YubiKey’s serial number.'
        : 'Close this, and start again to see the devices that are left.',
  }),
  'rescue-keys-full': ({ user }, where) => ({
    title: 'No room for an access key',
    happened: `“${user}” has two access keys already, and IAM allows no third.`,
    advice: `Delete one in the IAM console, or ${where === 'terminal' ? 'leave out `--access-key`' : 'create no access key'}.`,
  }),
  'remove-more': ({ user }) => ({
    title: 'IAM doesn’t delete that user yet',
    happened: `“${user}” still has something that has to go first.`,
    advice: 'Remove it in the IAM console, then continue.',
  }),
  'orphan-unknown': orphanProblem,
  'remove-nothing': ({ user }) => ({
    title: 'There is nothing to remove',
    happened: `“${user}” has nothing of that kind any more.`,
    advice: 'Choose something else to remove.',
  }),
  'rescue-device-unsaid': ({ user, devices }, where) => ({
    title: 'Which MFA device is lost?',
    happened: `“${user}” has ${listed(devices.map((one) => `“${one}”`))}.`,
    advice: where === 'terminal' ? 'Start again with `--device`, or with `--all`.' : 'Select the lost ones.',
  }),
  'rescue-partly': ({ user, id, left }, where) => ({
    title: 'Not everything is shut out',
    happened: `You aren’t allowed to do it all, so what “${user}” lost may still open AWS. Not done: ${listed(left.map(({ step, action }) => `${leftParts[step]}${action === undefined ? '' : ` (${action})`}`))}.`,
    advice: `Have someone with these permissions do it in the IAM console now, or get them and ${where === 'terminal' ? `run \`roletap team rescue --resume ${id}\`` : 'continue here'}.`,
  }),
  'plan-missing': ({ id }, where) => ({
    title: 'There is nothing to continue',
    happened: `No unfinished work has the ID “${id}”.`,
    advice:
      where === 'terminal'
        ? '`roletap team unfinished` lists what was interrupted.'
        : 'Open the people’s page again to see what is unfinished.',
  }),
  'plan-running': ({ pid }) => ({
    title: 'Already under way',
    happened: `Another Roletap window or command${pid === undefined ? '' : ` (process ${pid})`} is working on this. Nothing was changed here.`,
    advice: 'Wait until it’s done, or stop it there.',
  }),
  'invite-unusable': ({ file, why }) => ({
    title: 'That invite can’t be used',
    happened: `${file} ${{ 'not-an-invite': 'isn’t an invite from Roletap', newer: 'is from a newer version of Roletap', damaged: 'is damaged' }[why]}.`,
    advice: why === 'newer' ? 'Update Roletap, then try again.' : 'Ask your administrator to send it again.',
  }),
  'invite-passphrase-wrong': ({ file }) => ({
    title: 'The invite doesn’t open',
    happened: `The passphrase doesn’t open ${file}, or the file was changed.`,
    advice: 'Check the passphrase with your administrator, then try again.',
  }),
  'invite-unwritable': ({ file, errno }) => ({
    title: 'Can’t write the invite',
    happened: `${file} can’t be written: ${writeReasons[errno] ?? `the system reports ${errno}`}.`,
    advice: 'Make room for it or move that file, then continue.',
  }),
  'invite-other-user': ({ invited, given }) => ({
    title: 'That access key isn’t yours',
    happened: `The invite is for ${invited}, and the access key belongs to ${given}.`,
    advice: 'Use the access key of the user in the invite.',
  }),
  'enforce-pilot-other': ({ group, user }) => ({
    title: 'The pilot isn’t in that group',
    happened: `“${user}” isn’t a member of “${group}”.`,
    advice: 'Choose one of its members.',
  }),
  'enforce-break-glass': breakGlassProblem,
  'enforce-unsafe': (facts, where) => unsafeProblem(facts, where === 'terminal'),
};

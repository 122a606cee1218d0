import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What may come in wrong on an administrator's side, and the test of each. The sentences are in `words/problems` and `words/team`. */
const tested: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'unit/app/team/add-person.test.ts': {
    'name taken, with other capitals': 'is refused for a name that is taken, with other capitals, too',
    'name of 65 characters': 'a name of 65 characters',
    'path without a slash': 'a path without its slash',
    'password policy': 'PasswordPolicyViolation',
    '10 managed policies': 'says when a limit is reached: the eleventh policy',
    'IAM that lags behind': 'waits for what IAM does not know yet, and for a busy IAM',
    'group with other capitals': 'joins the group that is meant, whatever its capitals',
    'ARN or region of another partition, role in an invite that is none': 'is refused before anything is done: %s',
    'boundary or policy that is not there': 'names a %s that is not there, and not the person',
    'plan refused before its first effect': 'that is denied before anything is done names the permission, and leaves nothing to continue',
    'two programs at one plan': 'is carried out by one program at a time: another is told so, and neither repeats nor undoes its work',
  },
  'unit/app/team/other-capitals.test.ts': {
    'user or group in other capitals': 'is the one that is meant: %s',
    'user or group in other capitals, where none may be listed': 'is unknown to whoever may not list them: %s',
  },
  'unit/app/team/add-role.test.ts': {
    'trust policy of more than 2,048 characters': 'team-policy-long',
    'trust in a user made two seconds ago': 'waits for a user who was made two seconds ago',
    'trust in nobody': 'says whom IAM does not know, when waiting does not help',
    'inline policies of a group full': 'says how much room a group’s policies have when one more is too long',
  },
  'unit/app/team/bad-inputs.test.ts': {
    '10 groups': 'can’t join an eleventh group, and is told so',
    'user with two keys and a password to be removed': 'is undone with what came meanwhile: two access keys, a password and MFA',
    'report not present, in progress, expired': 'that is %s is waited for',
    'report older than four hours': 'that is older than four hours is made anew',
    '5,000 users; names that begin with = + - @': 'of 5,000 users is read whole, with names that begin with = + - @',
    'policy with a byte order mark, comments, NotPrincipal, variables':
      'with a byte order mark, comments, NotPrincipal and variables of the old version is read, and each is told',
    'throttled throughout': 'is added by an IAM that is throttled throughout',
  },
  'unit/app/team/every-plan.test.ts': {
    'denied at each call in turn': 'goes on, denied at each call in turn, or names the permission and is taken back whole',
    'denied at each call of undoing': 'is taken back later when it is denied at each call of taking it back in turn, which is named',
    'run killed in the middle': 'is taken back whole by a program that ends in the middle',
  },
  'unit/app/team/report.test.ts': {
    'report with a 23rd column': 'may have a 23rd column, and columns in another order',
    'names and paths with commas': 'holds any name and any path that IAM takes, commas and all',
    'key of an unknown state': 'may tell a key’s state in a word that is new',
    'names that a spreadsheet would run': '%j is no formula',
  },
  'unit/app/team/read-people.test.ts': {
    'report denied, devices denied': 'go on without what is denied, and name %s',
    'nothing may be read': 'cannot be told where nothing may be read',
    'users who came, went or were made anew since the report': 'have a row, or none; one who was made anew is told as they are now',
    'table throttled throughout': 'are all read where AWS is asked too often',
    'report that is never made': 'give up on a report that AWS does not finish within a minute, and show the users without it',
  },
  'unit/app/team/enforce.test.ts': {
    '40 groups': 'counts the members of 40 groups',
    'devices that may not be read': 'counts whom it cannot read as locked out, and names the permission',
  },
  'unit/app/team/rescue.test.ts': {
    'rescue without some rights': 'without %s is shut out as far as that goes, names what is left, and goes on with the right',
    'device that nobody could look up': 'never takes a device that nobody could look up for removed',
    'key made, or deleted, meanwhile': 'closes a key that the finder makes meanwhile, and doesn’t mind one that somebody else deletes',
  },
  'unit/app/team/remove/remove.test.ts': {
    'device that somebody has, that is not there, or one of two of that name': 'is not done for %s',
    'devices that may not be listed': 'takes its ARN where devices may not be listed: IAM refuses those that users have',
  },
  'unit/app/team-page/read-again.test.ts': { 'user that IAM knows a moment later, or a moment longer': 'leaves a notice where %s' },
  'unit/app/team/partitions.test.ts': { 'ARNs, regions and sign-in pages of other partitions': 'gets people by an invite that opens' },
  'unit/terminal/team/empty-options.test.ts': { 'option that is empty': 'is refused, and not taken for one that isn’t there: %j %j' },
  'unit/terminal/team/policy-command.test.ts': { 'resource that is no ARN': '--resource takes ARNs such as' },
  'unit/app/team/plain-keys.test.ts': { 'source with plain keys': 'no call of an administrator is made with plain keys' },
  'unit/aws/policies/policy-check.test.ts': {
    'policy of more than 6,144 characters, trust policy of more than 2,048':
      'may have 6,144 characters, a trust policy 2,048, without blanks',
    'policy that is none': 'that is %s says where',
  },
  'unit/aws/policies/grammar-rules.test.ts': {
    'version that there is not': 'is a version that there is not',
    'white space and escapes in a policy’s length':
      'counts characters as IAM does: no white space but in texts, and an escape as it is written',
    'member twice': 'is a member of %s for the second time, of which nobody knows which is meant',
  },
  'unit/aws/policies/policy-text.test.ts': { 'policy of any nesting': 'of %s is read in a time that grows with its length, and refused' },
  'integration/terminal/team.test.ts': {
    'policy with as many versions as IAM keeps': '5 versions',
    'policy or role that is not there, or another account’s': 'IAM looks a role up by its name',
    'invite that could not be written': 'adds nobody for an invite that could not be written',
  },
  'integration/terminal/team-words.test.ts': {
    'no terminal and no --yes': 'prints one document whatever comes, asks nobody it can’t, and never calls with plain keys',
  },
};

describe('bad input on an administrator’s side', () => {
  const cases = Object.entries(tested).flatMap(([file, inputs]) =>
    Object.entries(inputs).map(([input, name]): readonly [string, string, string] => [input, file, name]),
  );

  it.each(cases)('%s has its test in %s', (_, file, name) => {
    expect(readFileSync(`test/${file}`, 'utf8')).toContain(name);
  });
});

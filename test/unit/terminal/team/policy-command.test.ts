import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../../src-main/aws/policies/policy-check.ts';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { withSubCommand } from '../../../../src-main/terminal/options/sub-commands.ts';
import { team } from '../../../../src-main/terminal/team/team-command.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { textOf } from '../../../fakes/plain-text.ts';
import { never, openApp } from '../../../fakes/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'roletap-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const run = async (words: readonly string[]) => {
  const stage = await openApp();
  const args = readArguments(words);
  if (!args.ok) throw new Error(JSON.stringify(args.problem));
  const result = await team(stage.app, args.value, never(), silentConsole);
  await stage.app.close();
  return result;
};

const done = async (...words: readonly string[]) => {
  const result = await run(['team', 'policy', ...words]);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
};

const deny = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Stop",
      "Effect": "Deny",
      "Action": "ec2:StopInstances",
      "Resource": "*",
      "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }
    }
  ]
}
`;

describe('roletap team policy', () => {
  it('names the line, says why, and shows the statement as it should be', async () => {
    const path = file('deny.json', deny);
    const said = await done(path);
    const text = textOf(said);
    expect(text).toContain(`${path}:9: error: Access keys get past this Deny, statement 1 (Stop)\n`);
    expect(text).toContain('BoolIfExists does.');
    expect(text).toContain('"BoolIfExists": {');
    expect(text).toContain('1 error, 0 warnings, 0 notes');
    // A script sees it by the exit code.
    expect(said.isBad).toBe(true);
  });

  it('gives programs the same, with the whole policy set right', async () => {
    const said = await done(file('deny.json', deny));
    const right = JSON.parse(deny.replace('"Bool"', '"BoolIfExists"'));
    expect(said.json).toEqual({
      policy: join(folder, 'deny.json'),
      kind: 'identity',
      findings: [
        {
          rule: 'deny-bool',
          level: 'error',
          line: 9,
          statement: 1,
          sid: 'Stop',
          title: 'Access keys get past this Deny',
          why: expect.stringContaining('no MFA information'),
          fixed: right.Statement[0],
        },
      ],
      fixed: right,
    });
  });

  it('prints the policy set right, which has no finding any more; one that is right comes as it is', async () => {
    const said = await done(file('deny.json', deny), '--fix');
    expect(checkPolicy(textOf(said)).findings).toEqual([]);
    expect(said.isBad).toBeUndefined();
    const right = file('right.json', deny.replace('"Bool"', '"BoolIfExists"'));
    expect(textOf(await done(right, '--fix'))).toBe(deny.replace('"Bool"', '"BoolIfExists"'));
    const clean = await done(right);
    expect([textOf(clean), clean.isBad]).toEqual(['No problems found.\n', undefined]);
  });

  it('tells of a text that is no policy, with --fix too', async () => {
    const path = file('half.json', '{\n  "Statement": [\n');
    for (const options of [[], ['--fix']]) {
      const said = await done(path, ...options);
      expect(textOf(said)).toContain(`${path}:3: error: This isn’t JSON`);
      expect([said.isBad, said.json]).toMatchObject([true, { kind: 'unreadable', fixed: null }]);
    }
  });

  it.each([
    ['is not there', 'nothing.json', 'ENOENT'],
    ['is a folder', '.', 'EISDIR'],
  ])('says of a file that %s what is wrong', async (_, name, errno) => {
    const path = join(folder, name);
    expect(await run(['team', 'policy', path])).toEqual({ ok: false, problem: { code: 'named-file-unreadable', file: path, errno } });
  });

  it('moves no cursor, whatever is in the file', async () => {
    const odd = JSON.stringify({ Statement: { Sid: '\u001b[2J', Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } });
    expect(textOf(await done(file('odd.json', odd)))).not.toContain('\u001b');
  });

  it.each(['self', 'deny'])('writes the policy %s for the account of the files, with nothing to set right', async (kind) => {
    const said = await done('--make', kind, '--with', 'keys,password', '--source', 'work');
    expect(checkPolicy(textOf(said)).findings.filter(({ level }) => level !== 'note')).toEqual([]);
    expect(said.json).toMatchObject({ kind, accountId: '111122223333', partition: 'aws', policy: JSON.parse(textOf(said)) });
    if (kind === 'self') expect(textOf(said)).toContain('"arn:aws:iam::111122223333:mfa/*"');
  });

  it('writes it for users of a path alone', async () => {
    const text = textOf(await done('--make', 'self', '--path', '/eng/'));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    expect(text).toContain('"arn:aws:iam::111122223333:user/eng/${aws:username}"');
    expect(text).not.toContain('user/*/');
  });

  it.each([
    [['team', '--fix'], 'team doesn’t accept --fix'],
    [['team', '--csv', '--json'], 'team accepts either --csv or --json'],
    [
      ['team', 'polcy'],
      'team needs policy, add, role, rescue, enroll, simulate, unfinished, enforce, attach or remove. Did you mean “policy”?',
    ],
    [['team', 'add'], 'team add needs a user name'],
    [['team', 'add', 'kim', '--resume', 'x'], 'team add accepts only one of a user name, --resume and --undo'],
    [['team', 'add', '--undo', 'x', '--password'], 'team add --undo doesn’t accept --password'],
    [['team', 'add', 'kim', '--access-key'], 'team add accepts --access-key only with --invite'],
    [['team', 'add', 'kim', '--policies', 'Admin'], '--policies, --boundary and --roles take ARNs, which “Admin” isn’t'],
    [['team', 'add', 'kim', '--path', 'eng'], '--path must start and end with a slash, such as /eng/'],
    [['team', 'enforce'], 'team enforce needs a group'],
    [['team', 'unfinished', 'x'], 'team unfinished doesn’t accept “x”'],
    [['team', 'policy'], 'team policy accepts only one of a policy’s file, --arn and --make'],
    [['team', 'policy', 'a', 'b'], 'team policy doesn’t accept “b”'],
    [['team', 'policy', 'a', '--make', 'self'], 'team policy accepts only one of a policy’s file, --arn and --make'],
    [['team', 'policy', '--make', 'all'], 'team policy --make needs self or deny'],
    [['team', 'policy', '--make', 'self', '--with', 'all'], 'team policy --with needs keys or password'],
    [['team', 'policy', 'a', '--with', 'keys'], 'team policy accepts --with only with --make'],
    [['team', 'policy', '--make', 'deny', '--fix'], 'team policy --make doesn’t accept --fix'],
    [['team', 'simulate', 'kim', 's3:*'], 'team simulate takes actions such as s3:GetObject, which “s3:*” isn’t'],
    ...['bucket', 'arn:aws:s3', 'aws:s3:::bucket', '**'].map((odd): [string[], string] => [
      ['team', 'simulate', 'kim', 's3:GetObject', '--resource', `arn:aws:s3:::a/*,${odd}`],
      `--resource takes ARNs such as arn:aws:s3:::bucket/*, which “${odd}” isn’t`,
    ]),
    [['team', 'attach', 'self'], 'team attach needs self or deny, and a group'],
    [['team', 'attach', 'developers', 'self'], 'team attach needs self or deny'],
    [['team', 'attach', 'self', 'developers', '--with', 'mfa'], 'team attach --with needs keys or password'],
    [['team', 'attach', 'self', 'developers', '--off', '--with', 'keys'], 'team attach --off doesn’t accept --with or --path'],
    [['team', 'remove'], 'team remove needs a user name or --device'],
    [['team', 'remove', 'kim', '--device', 'kim'], 'team remove accepts only one of a user name, --device, --resume and --undo'],
    [['team', 'remove', '--device', 'kim', '--delete-user'], 'team remove --device doesn’t accept --delete-keys, --delete-user or --now'],
    [['team', 'remove', 'kim', '--delete-user', '--delete-keys', 'AKIA1'], 'team remove accepts either --delete-keys or --delete-user'],
    [['team', 'remove', 'kim', '--now'], 'team remove accepts --now only with --delete-keys'],
    [['team', 'remove', 'kim', '--resume', '1'], 'team remove accepts only one of a user name, --device, --resume and --undo'],
    [['team', 'policy', '--make', 'self', '--path', 'eng'], '--path must start and end with a slash, such as /eng/'],
  ] as [string[], string][])('refuses %j', (words, message) => {
    expect(readArguments(words)).toMatchObject({
      ok: false,
      problem: { code: 'usage', message, command: withSubCommand('team', words[1]) },
    });
  });

  it.each([
    '*',
    'arn:aws:s3:::a/*',
    'arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/users',
    'arn:aws:cloudfront::111122223333:distribution/*',
    'arn:aws:ec2:*:*:instance/i-0?1',
  ])('asks IAM about the resource %s', (resource) => {
    expect(readArguments(['team', 'simulate', 'kim', 's3:GetObject', '--resource', resource])).toMatchObject({ ok: true });
  });
});

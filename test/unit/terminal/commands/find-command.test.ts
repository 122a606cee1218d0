import { describe, expect, it } from 'vitest';
import type { FoundRoles } from '../../../../src-main/aws/iam/iam-types.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { find } from '../../../../src-main/terminal/commands/find-command.ts';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { textOf } from '../../../fakes/plain-text.ts';
import { never, openApp, start } from '../../../fakes/world.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const run = async (line: string, answer: Result<FoundRoles>) => {
  const stage = await openApp({ roleSearch: { search: async () => answer } });
  const args = readArguments(line.split(' '));
  if (!args.ok) throw new Error(args.problem.code);
  const result = await find(stage.app, args.value, never(), silentConsole);
  await stage.app.close();
  return result;
};

const nothing: FoundRoles = { accountId: '111122223333', partition: 'aws', roles: [], patterns: [], unread: [] };

describe('roletap find', () => {
  it('lists roles by the names that tap takes, with what is open and what could not be read', async () => {
    const denied = {
      code: 'iam-denied',
      action: 'iam:ListGroupsForUser',
      resource: 'arn:aws:iam::111122223333:user/jane',
      explicit: false,
    } as const;
    const result = await run(
      'find --source work',
      ok({
        ...nothing,
        alias: 'acme',
        roles: [
          { roleArn: arn('Reader'), sure: true, externalId: 'blue-1', maxSessionSeconds: 7200 },
          { roleArn: 'arn:aws:iam::444455556666:role/Developer', sure: false },
        ],
        patterns: [{ pattern: 'arn:aws:iam::444455556666:role/*', accountId: '444455556666' }, { pattern: '*' }],
        unread: [{ what: 'groups', problem: denied }],
      }),
    );
    if (!result.ok) throw new Error(result.problem.code);
    expect(result.value.json).toEqual({
      source: 'work',
      at: new Date(start).toISOString().replace('.000', ''),
      accountId: '111122223333',
      alias: 'acme',
      roles: [
        { profile: 'Reader-111122223333', roleArn: arn('Reader'), sure: true, externalId: 'blue-1', maxDurationSeconds: 7200 },
        { profile: 'dev', roleArn: 'arn:aws:iam::444455556666:role/Developer', sure: false, externalId: null, maxDurationSeconds: null },
      ],
      patterns: [
        { pattern: 'arn:aws:iam::444455556666:role/*', accountId: '444455556666' },
        { pattern: '*', accountId: null },
      ],
      unread: [{ what: 'groups', name: null, problem: denied }],
      problem: { code: 'search-without-mfa', source: 'work', action: 'iam:ListGroupsForUser' },
    });
    expect(textOf(result.value).split('\n')).toEqual([
      'NAME                 SURE   ROLE',
      'Reader-111122223333  yes    arn:aws:iam::111122223333:role/Reader',
      'dev                  maybe  arn:aws:iam::444455556666:role/Developer',
      '',
      'Allowed by wildcard in other accounts, so not listed (use roletap tap ARN):',
      '  arn:aws:iam::444455556666:role/*',
      '  *',
      '',
      'Couldn’t be read:',
      expect.stringMatching(/^ {2}groups: AWS denied iam:ListGroupsForUser on /),
      '',
      'Also:',
      expect.stringMatching(/^ {2}AWS denied iam:ListGroupsForUser for “work”.*Tap in to any role that uses work/),
      '',
    ]);
  });

  it('says that there are none', async () => {
    const result = await run('find', ok(nothing));
    expect(result.ok && textOf(result.value)).toBe('No roles found for work\n');
  });

  it('moves no cursor with what a policy says', async () => {
    const result = await run('find', ok({ ...nothing, patterns: [{ pattern: 'arn:aws:iam::*:role/\u001b[2J' }] }));
    expect(result.ok && textOf(result.value)).not.toContain('\u001b');
  });

  it('passes on why nothing could be read', async () => {
    const problem = { code: 'root-keys', source: 'work' } as const;
    expect(await run('find', failed(problem))).toEqual(failed(problem));
  });

  it('takes a source and no word', () => {
    expect(readArguments(['find', 'work'])).toMatchObject({ ok: false, problem: { message: 'find doesn’t accept “work”' } });
    expect(readArguments(['find', '--key', '1'])).toMatchObject({ ok: false, problem: { message: 'find doesn’t accept --key' } });
  });
});

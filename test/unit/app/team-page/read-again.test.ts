import { describe, expect, it } from 'vitest';
import type { PersonNow } from '../../../../src-main/app/team/reading/read-person.ts';
import { type Changed, changedBy, createReadAgain, withPerson } from '../../../../src-main/app/team-page/read-again.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { Person, TeamView } from '../../../../src-main/contract/team/people.ts';
import { settle } from '../../../fakes/clock.ts';

const person = (name: string, change: Partial<Person> = {}): Person => ({
  name,
  arn: `arn:aws:iam::111122223333:user/${name}`,
  isRoot: false,
  console: 'no',
  mfa: [],
  keys: [],
  flags: [],
  next: 'none',
  ...change,
});
const root = person('<root_account>', { isRoot: true });
const kim: Changed = { source: 'admin', accountId: '111122223333', user: 'kim', canAsk: true };

/** Over people who are shown, with answers that the test gives. */
const setUp = (...answers: Result<PersonNow>[]) => {
  let view: TeamView | undefined = {
    source: 'admin',
    accountId: '111122223333',
    at: 0,
    people: [root, person('jane'), person('kim')],
    orphans: ['old'],
    gaps: [],
  };
  const asked: string[] = [];
  let marks = 0;
  let now = 1_000_000;
  const again = createReadAgain(
    {
      team: {
        person: async (source, { user }) => {
          asked.push(`${source} ${user}`);
          return answers.shift() ?? failed({ code: 'throttled' });
        },
      },
      shown: () => view,
      show: (next) => {
        view = next;
      },
      mark: () => {
        marks += 1;
      },
    },
    createJobs(failed({ code: 'cancelled' })),
    () => now,
  );
  return {
    again,
    asked,
    marks: () => marks,
    people: () => view?.people.map(({ name, console }) => `${name} ${console}`),
    view: () => view as TeamView,
    close: () => {
      view = undefined;
    },
    pass: (millis: number) => {
      now += millis;
    },
  };
};

describe('somebody whom a plan changed', () => {
  it('is shown as they are now; the devices that nobody has, too', async () => {
    const { again, people, view, marks, asked } = setUp(ok({ person: person('kim', { console: 'yes' }), orphans: [] }));
    again.after(kim);
    await settle();
    expect([people(), view().orphans, marks(), asked]).toEqual([['<root_account> no', 'jane no', 'kim yes'], [], 0, ['admin kim']]);
  });

  it('is gone where nobody is there any more, and keeps what could not be listed', async () => {
    const { again, people, view } = setUp(ok({}));
    again.after({ ...kim, isThere: false });
    await settle();
    expect([people(), view().orphans]).toEqual([['<root_account> no', 'jane no'], ['old']]);
  });

  it.each<[string, Partial<Changed>, Result<PersonNow>]>([
    ['AWS denies it', {}, failed({ code: 'iam-denied', action: 'iam:GetLoginProfile', resource: '*', explicit: false })],
    ['IAM doesn’t know the new user yet', { isThere: true }, ok({})],
    ['IAM knows the deleted user still', { isThere: false }, ok({ person: person('kim') })],
    ['it would take another touch', { canAsk: false }, ok({})],
  ])('leaves a notice where %s', async (_, change, answer) => {
    const { again, people, marks } = setUp(answer);
    again.after({ ...kim, ...change });
    await settle();
    expect([people(), marks()]).toEqual([['<root_account> no', 'jane no', 'kim no'], 1]);
  });

  it('may be nobody: then the devices that nobody has are read', async () => {
    const { again, people, view, marks, asked } = setUp(ok({ orphans: [] }), ok({}));
    const { user: _, ...device } = kim;
    again.after(device);
    await settle();
    expect([people(), view().orphans, marks(), asked]).toEqual([['<root_account> no', 'jane no', 'kim no'], [], 0, ['admin undefined']]);
    again.after(device);
    await settle();
    expect(marks()).toBe(1);
  });

  it('is of no interest to a table of another account, nor to one that is closed', async () => {
    const { again, asked, marks, close } = setUp(ok({}));
    again.after({ ...kim, accountId: '222233334444' });
    expect(asked).toEqual([]);
    again.after(kim);
    close();
    await settle();
    expect([asked, marks()]).toEqual([['admin kim'], 0]);
  });

  it('is read again beside a report that can’t know it, and not beside one that does', async () => {
    const { again, asked, view, pass } = setUp(ok({}), ok({ person: person('kim') }));
    again.after(kim);
    await settle();
    again.afterAll({ ...view(), source: 'other', generated: 900_000 });
    await settle();
    expect(asked).toEqual(['admin kim', 'other kim']);
    pass(10_000_000);
    again.afterAll({ ...view(), generated: 9_000_000 });
    again.afterAll({ ...view(), generated: 900_000 });
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('is one of 20 at most: of more, only that they changed is told', async () => {
    const { again, asked, view, marks } = setUp();
    for (let index = 0; index < 21; index++) again.after({ ...kim, user: `u${index}`, canAsk: false });
    again.afterAll(view());
    await settle();
    expect([asked, marks()]).toEqual([[], 22]);
  });

  it('stands where the report would have them, and is never the root user', () => {
    const all = [root, person('a'), person('c')];
    const names = (people: readonly Person[]) => people.map(({ name }) => name);
    expect(names(withPerson(all, 'b', person('b')))).toEqual(['<root_account>', 'a', 'b', 'c']);
    expect(names(withPerson(all, 'd', person('d')))).toEqual(['<root_account>', 'a', 'c', 'd']);
    expect(names(withPerson(all, '<root_account>', undefined))).toEqual(['<root_account>', 'a', 'c']);
  });
});

const plan = { source: 'admin', accountId: '111122223333', user: 'kim', userArn: '', consoleUrl: '', steps: [], unread: [] };
const whole = { ...plan, what: 'user', isNow: false, keys: [] } as const;

it.each<[string, Parameters<typeof changedBy>, object | undefined]>([
  ['a person was added', [{ kind: 'add', stage: 'running' }, plan, undefined], { isThere: true, canAsk: true }],
  ['one is taken back', [{ kind: 'add', stage: 'undoing' }, plan, undefined], { isThere: false }],
  ['a user was removed', [{ kind: 'remove', stage: 'running' }, whole, undefined], { isThere: false }],
  ['that is taken back', [{ kind: 'remove', stage: 'undoing' }, whole, undefined], { canAsk: true }],
  ['adding stopped', [{ kind: 'add', stage: 'running' }, plan, { code: 'throttled' }], { canAsk: true }],
  ['it was cancelled', [{ kind: 'add', stage: 'running' }, plan, { code: 'cancelled' }], { canAsk: false }],
  [
    'a device was deleted that nobody had',
    [{ kind: 'remove', stage: 'running' }, { ...whole, user: 'arn:aws:iam::111122223333:mfa/lonely', what: 'device' }, undefined],
    { user: undefined },
  ],
  ['nothing was done', [{ kind: 'add', stage: 'running' }, undefined, { code: 'throttled' }], undefined],
  ['it was about a group', [{ kind: 'policy', stage: 'running' }, plan, undefined], undefined],
])('a plan tells whom it changed: %s', (_, given, change) => {
  const { source, accountId, user } = kim;
  expect(changedBy(...given)).toEqual(change && { source, accountId, user, canAsk: true, ...change });
});

import { describe, expect, it } from 'vitest';
import { withPage, withPageOf } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { Team } from '../../../../src-main/app/team/team-desk.ts';
import { wishOf } from '../../../../src-main/app/team-page/sheet-wish.ts';
import { createSheets } from '../../../../src-main/app/team-page/sheets.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { RescueFacts, RescuePlanView, RescueWish } from '../../../../src-main/contract/team/rescue.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const facts: RescueFacts = { source: 'admin', accountId: '111122223333', user: 'kim', userArn: '', devices: [], keys: [], unread: [] };
const planOf = (change: Partial<RescuePlanView> = {}): RescuePlanView => ({
  source: 'admin',
  accountId: '111122223333',
  user: 'kim',
  userArn: '',
  consoleUrl: '',
  devices: [],
  keys: [],
  steps: [{ name: 'lift', action: 'iam:DeleteUserPolicy', on: 'kim', state: 'todo' }],
  unread: [],
  ...change,
});
const empty = { list: async () => [] };

/** The page over a rescue that the test answers for. */
const setUp = (looks: Result<RescueFacts>[]) => {
  const store = createStore(createMemorySettings());
  store.change(withPage({ kind: 'team', source: 'admin' }));
  const wishes: RescueWish[] = [];
  const calls: string[] = [];
  let left: readonly RescuePlanView[] = [];
  const rescue = {
    look: async (source: string, user: string) => {
      calls.push(`look ${source} ${user}`);
      return looks.shift() ?? failed({ code: 'throttled' });
    },
    plan: async (_source: string, wish: RescueWish) => {
      wishes.push(wish);
      return ok(planOf());
    },
    rescue: async () => {
      left = [planOf({ id: 'r1', liftAt: 1 })];
      return ok(planOf({ id: 'r1', liftAt: 1 }));
    },
    resume: async (id: string) => {
      calls.push(`resume ${id}`);
      left = [];
      return ok(planOf({ liftAt: 1 }));
    },
    undo: async (id: string) => {
      calls.push(`undo ${id}`);
      left = [];
      return ok(planOf());
    },
    list: async () => left,
  };
  const groupPolicy = {
    plan: async (source: string, { group, isRemoval }: { group: string; isRemoval: boolean }) => {
      calls.push(`policy ${source} ${group} ${isRemoval}`);
      return group === 'nobody' ? failed({ code: 'team-missing', name: group }) : ok({ group, policy: 'self', isRemoval, steps: [] });
    },
    put: async () => ok({ group: 'developers', policy: 'self', isRemoval: false, steps: [] }),
    list: async () => [],
  };
  const removing = {
    ...empty,
    plan: async (source: string, { user, what }: { user: string; what: string }) => {
      calls.push(`remove ${source} ${what} ${user}`);
      return user === 'gone' ? failed({ code: 'orphan-unknown', device: user }) : ok({ user, what, accountId: '1', steps: [] });
    },
    remove: async (_source: string, { user, what }: { user: string; what: string }) => {
      calls.push(`done ${user}`);
      return ok({ user, what, accountId: '1', steps: [] });
    },
  };
  const unfinished = async () => left.map((plan) => ({ kind: 'rescue', plan }));
  const team = { members: empty, roles: empty, enrolling: empty, removing, groupPolicy, rescue, unfinished } as unknown as Pick<
    Team,
    'members' | 'roles' | 'rescue' | 'enrolling' | 'groupPolicy' | 'removing' | 'unfinished'
  >;
  const handlers = createSheets(
    { store, team, copySecret: async () => ok(undefined) },
    { saveFile: async () => ok(true) },
    createJobs(failed({ code: 'cancelled' })),
    () => {},
  );
  const openPolicies = () => store.change(withPageOf('team', (page) => ({ ...page, policies: { stage: 'ready', source: 'other' } })));
  return {
    handlers,
    openPolicies,
    wishes,
    calls,
    page: () => pageOf(store.state(), 'team'),
    view: () => pageOf(store.state(), 'team')?.sheet,
  };
};

const draft = { kind: 'rescue', devices: [], accessKey: false, invite: false, region: '', roles: [] } as const;

describe('a lost YubiKey in the window', () => {
  it('reads what there is first, and reads again what could not be read', async () => {
    const { handlers, view, calls } = setUp([failed({ code: 'throttled' }), ok(facts)]);
    expect(handlers.openSheet({ kind: 'rescue', user: 'kim' })).toBe(true);
    expect(view()?.stage).toBe('looking');
    await settle(6);
    expect(view()).toMatchObject({ stage: 'form', problem: { code: 'throttled' } });
    expect(handlers.openSheet({ kind: 'add' })).toBe(false);
    expect(handlers.openSheet({ kind: 'rescue', user: 'kim' })).toBe(true);
    await settle(6);
    expect(view()).toMatchObject({ stage: 'form', facts: { user: 'kim' } });
    expect(view()?.problem).toBeUndefined();
    expect(handlers.openSheet({ kind: 'rescue', user: 'kim' })).toBe(false);
    expect(calls).toEqual(['look admin kim', 'look admin kim']);
  });

  it('is about whom it was opened for, takes no other form, and can be undone when it is done', async () => {
    const { handlers, view, wishes, calls } = setUp([ok(facts)]);
    handlers.openSheet({ kind: 'rescue', user: 'kim' });
    await settle(6);
    expect(handlers.planSheet({ source: 'admin', draft: { kind: 'enroll', touch: true } })).toBe(false);
    handlers.planSheet({ source: 'admin', draft: { ...draft, invite: true, region: ' eu-west-3 ' } });
    await settle(6);
    expect(wishes).toEqual([{ user: 'kim', devices: [], accessKey: false, roles: [], region: 'eu-west-3', invite: 'kim.invite' }]);
    expect(handlers.undoSheet(null)).toBe(false);
    handlers.carrySheet({});
    await settle(6);
    expect(view()).toMatchObject({ stage: 'done', plan: { id: 'r1', liftAt: 1 } });
    handlers.undoSheet(null);
    await settle(6);
    expect(view()?.stage).toBe('undone');
    expect(calls).toEqual(['look admin kim', 'undo r1']);
  });

  it('waits on the page until its policy is lifted', async () => {
    const { handlers, view, page, calls } = setUp([ok(facts)]);
    handlers.openSheet({ kind: 'rescue', user: 'kim' });
    await settle(6);
    handlers.planSheet({ source: 'admin', draft });
    await settle(6);
    handlers.carrySheet({});
    await settle(6);
    handlers.closeSheet(null);
    expect(page()?.unfinished).toMatchObject([{ kind: 'rescue', plan: { id: 'r1' } }]);
    handlers.openLeft({ id: 'r1' });
    expect(view()).toMatchObject({ kind: 'rescue', stage: 'left', user: 'kim' });
    handlers.carrySheet({});
    await settle(6);
    expect(view()).toMatchObject({ stage: 'done' });
    expect(view()?.plan?.id).toBeUndefined();
    expect(page()?.unfinished).toBeUndefined();
    expect(calls).toEqual(['look admin kim', 'resume r1']);
  });
});

describe('what a form asks for', () => {
  const role = {
    kind: 'role',
    name: ' Deploy ',
    path: '',
    boundary: '',
    group: '',
    policies: [],
    trust: 'own',
    accountId: '222233334444',
    externalId: 'partner-42',
    users: ['arn:aws:iam::111122223333:user/kim'],
    trustAnchor: 'arn:anchor',
    subject: 'CN=jane, O=Acme\\, Inc',
    proved: true,
    permissions: '',
  } as const;

  it.each([
    ['own', { kind: 'account', accountId: '' }],
    ['other', { kind: 'account', accountId: '222233334444', externalId: 'partner-42' }],
    ['users', { kind: 'users', arns: ['arn:aws:iam::111122223333:user/kim'] }],
    ['certificate', { kind: 'certificate', trustAnchor: 'arn:anchor', subject: { CN: 'jane', O: 'Acme, Inc' }, proved: true }],
  ] as const)('is a role that %s may assume, and nothing of what was filled in for others', (trust, expected) => {
    expect(wishOf({ ...role, trust }, '')).toEqual(ok({ name: 'Deploy', policies: [], trust: expected }));
  });

  it('takes permissions that are a policy, and names the line of what is none', () => {
    const policy = '{\n "Version": "2012-10-17",\n "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }\n}';
    expect(wishOf({ ...role, permissions: policy }, '')).toMatchObject({
      ok: true,
      value: { permissions: JSON.stringify(JSON.parse(policy)) },
    });
    expect(wishOf({ ...role, permissions: '{\n "Version": ' }, '')).toMatchObject({
      ok: false,
      problem: { code: 'role-permissions-bad', line: 2 },
    });
  });
});

describe('a group’s policy in the window', () => {
  const asked = { kind: 'policy', policy: 'self', group: 'developers', extras: [], path: '', isRemoval: false } as const;

  it('is opened from the page of policies, with its rights, as a plan at once', async () => {
    const { handlers, openPolicies, calls, view, page } = setUp([]);
    openPolicies();
    expect(handlers.openSheet(asked)).toBe(true);
    expect(view()).toMatchObject({ kind: 'policy', stage: 'planning', source: 'other', group: 'developers' });
    await settle(6);
    expect(view()?.stage).toBe('plan');
    expect(handlers.openSheet(asked)).toBe(false);
    handlers.carrySheet({});
    await settle(12);
    expect([view()?.stage, calls]).toEqual(['done', ['policy other developers false']]);
    handlers.closeSheet(null);
    expect(page()?.policies).toBeDefined();
  });

  it('that can’t be looked at is tried again', async () => {
    const { handlers, openPolicies, calls, view } = setUp([]);
    openPolicies();
    handlers.openSheet({ ...asked, group: 'nobody' });
    await settle(6);
    expect(view()).toMatchObject({ stage: 'form', problem: { code: 'team-missing' } });
    expect(handlers.openSheet({ ...asked, group: 'nobody' })).toBe(true);
    await settle(6);
    expect(calls).toHaveLength(2);
    expect(handlers.openSheet({ kind: 'add' })).toBe(false);
  });
});

it('a device that nobody has is looked at as a plan at once, and again where that failed', async () => {
  const { handlers, view, calls } = setUp([]);
  expect(handlers.openSheet({ kind: 'remove', user: 'gone', what: 'device' })).toBe(true);
  await settle();
  expect(view()).toMatchObject({ stage: 'form', problem: { code: 'orphan-unknown', device: 'gone' } });
  expect(handlers.openSheet({ kind: 'remove', user: 'lonely', what: 'device' })).toBe(true);
  await settle();
  expect(view()).toMatchObject({ kind: 'remove', stage: 'plan', what: 'device', plan: { user: 'lonely', what: 'device' } });
  expect(handlers.carrySheet({})).toBe(true);
  await settle(6);
  expect(view()).toMatchObject({ stage: 'done' });
  expect(calls).toEqual(['remove admin device gone', 'remove admin device lonely', 'done lonely']);
});

import { describe, expect, it } from 'vitest';
import type { CatalogRole } from '../../../../src-main/app/roles/catalog.ts';
import { withPage, withPageOf } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { Team } from '../../../../src-main/app/team/team-desk.ts';
import { createPeoplePage } from '../../../../src-main/app/team-page/people-page.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { questionPlace, snapshotIn } from '../../../../src-main/contract/question-place.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { Waiting } from '../../../../src-main/contract/snapshot.ts';
import type { EnforcePlanView } from '../../../../src-main/contract/team/enforce.ts';
import type { Person, TeamProgress, TeamView } from '../../../../src-main/contract/team/people.ts';
import type { TeamPlanView } from '../../../../src-main/contract/team/plan.ts';
import type { UnfinishedPlan } from '../../../../src-main/contract/team/sheet.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';
import { start } from '../../../fakes/world.ts';
import { openStage } from '../pages/page-fixture.ts';

const team = (change: Partial<TeamView> = {}): TeamView => ({
  source: 'admin',
  accountId: '111122223333',
  at: start,
  people: [],
  orphans: [],
  gaps: [],
  ...change,
});

const role = (profile: string, user = false, of?: string) =>
  [profile, { profile, ...(user ? { user: true } : {}), ...(of === undefined ? {} : { of }) } as CatalogRole] as const;

const cutOff: EnforcePlanView = {
  id: '7f40',
  source: 'jane',
  accountId: '111122223333',
  scope: 'pilot',
  group: 'kim',
  asked: { kind: 'pilot', group: 'ops', user: 'kim' },
  steps: [{ name: 'deny user kim', action: 'iam:PutUserPolicy', state: 'begun' }],
};

const kim: Person = {
  name: 'kim',
  arn: 'arn:aws:iam::111122223333:user/kim',
  isRoot: false,
  console: 'no',
  signedIn: 'never',
  mfa: [],
  keys: [],
  flags: [],
  next: 'none',
};
const added: TeamPlanView = {
  source: 'admin',
  accountId: '111122223333',
  user: 'kim',
  userArn: kim.arn,
  consoleUrl: '',
  steps: [],
  unread: [],
};
const draft = {
  kind: 'add' as const,
  name: 'kim',
  ...{ path: '', group: '', boundary: '', region: '', tags: [], policies: [], roles: [] },
  ...{ password: false, accessKey: false, invite: false },
};

/** The page over a reading that the test ends. */
const setUp = ({ left = [] }: { readonly left?: readonly UnfinishedPlan[] } = {}) => {
  const clock = createFakeClock(start);
  const store = createStore(createMemorySettings());
  const readings: {
    source: string;
    tell: (progress: TeamProgress) => void;
    end: (view: Result<TeamView>) => void;
    signal: AbortSignal;
  }[] = [];
  const saved: [string, string][] = [];
  const opened: string[] = [];
  let asked = 0;
  let unwritable = false;
  const handlers = createPeoplePage(
    {
      store,
      clock,
      files: { catalog: () => ({ roles: [], byName: new Map([role('admin'), role('jane', true), role('less', false, 'admin')]) }) },
      copySecret: async () => ok(undefined),
      team: {
        enforcing: { list: async () => [] } as unknown as Team['enforcing'],
        members: {
          list: async () => [],
          plan: async () => ok(added),
          add: async () => ok(added),
        } as unknown as Team['members'],
        person: async (source, { user }) => {
          asked += 1;
          return ok({ person: { ...kim, created: asked }, orphans: [`${source}/${user}`] });
        },
        groups: async () => {
          asked += 1;
          return ok({ groups: [{ name: 'ops', members: 2 }], memberships: new Map([['kim', ['ops']]]) });
        },
        policy: async () => failed({ code: 'throttled' }),
        policies: {} as unknown as Team['policies'],
        roles: { list: async () => [] } as unknown as Team['roles'],
        rescue: { list: async () => [] } as unknown as Team['rescue'],
        removing: { list: async () => [] } as unknown as Team['removing'],
        groupPolicy: { list: async () => [] } as unknown as Team['groupPolicy'],
        enrolling: { list: async () => [] } as unknown as Team['enrolling'],
        unfinished: async () => left,
        simulate: async () => failed({ code: 'throttled' }),
        people: (source, tell, signal) =>
          new Promise((end) => {
            readings.push({ source, tell, end, signal });
            signal.addEventListener('abort', () => end(failed({ code: 'cancelled' })));
          }),
        exported: async (view, format) => `${format} of ${view.accountId}`,
      },
    },
    {
      saveFile: async (name, content) => {
        if (unwritable) return failed({ code: 'file-read-only', file: name, errno: 'EROFS' });
        saved.push([name, String(content)]);
        return ok(true);
      },
      openUrl: async (url) => {
        opened.push(url);
        return ok(undefined);
      },
    },
    createJobs(failed({ code: 'cancelled' })),
  );
  let changes = 0;
  store.subscribe(() => {
    changes += 1;
  });
  return {
    handlers,
    clock,
    store,
    readings,
    saved,
    opened,
    asked: () => asked,
    changes: () => changes,
    fill: () => {
      unwritable = true;
    },
    page: () => pageOf(store.state(), 'team'),
    close: () => store.change(withPage(undefined)),
  };
};

describe('the page of the people', () => {
  it('finds where requiring MFA was cut off, and opens it with the rights that it began with', async () => {
    const { handlers, page, store } = setUp({ left: [{ kind: 'enforce', plan: cutOff }] });
    handlers.openTeam(null);
    await settle();
    expect(page()?.unfinished).toEqual([{ kind: 'enforce', plan: cutOff }]);
    expect(handlers.openLeft({ id: 'other' })).toBe(false);
    expect(handlers.openLeft({ id: '7f40' })).toBe(true);
    expect(page()?.enforcing).toEqual({ stage: 'left', source: 'jane', scope: cutOff.asked, left: cutOff });
    expect(handlers.openLeft({ id: '7f40' })).toBe(false);
    handlers.closeEnforce(null);
    store.change(withPageOf('team', (now) => ({ ...now, sheet: { kind: 'add', stage: 'form', source: 'jane' } })));
    expect(handlers.openLeft({ id: '7f40' })).toBe(false);
  });

  it('asks AWS nothing until somebody says with whose rights, and not with those of a role that is not there', async () => {
    const { handlers, readings, page } = setUp();
    expect(handlers.readTeam({ source: 'jane' })).toBe(false);
    handlers.openTeam(null);
    expect(page()).toEqual({ kind: 'team', source: 'jane' });
    expect(handlers.readTeam({ source: 'gone' })).toBe(false);
    expect(readings).toEqual([]);
    expect(handlers.readTeam({ source: 'admin' })).toBe(true);
    expect(handlers.readTeam({ source: 'jane' })).toBe(false);
    expect(readings.map(({ source }) => source)).toEqual(['admin']);
    readings[0]?.end(ok(team()));
    await settle();
    expect(page()).toMatchObject({ source: 'admin', read: { people: '[]', count: 0, accountId: '111122223333' } });
    expect(page()?.progress).toBeUndefined();
  });

  it('offers the groups of the account once the people were read, and who is in which, until that has changed', async () => {
    const { handlers, readings, page, asked, store } = setUp();
    handlers.openTeam(null);
    handlers.openEnforce({ user: 'kim' });
    await settle(6);
    // Nobody is asked to touch for a list.
    expect([asked(), page()?.groups]).toEqual([0, undefined]);
    handlers.closeEnforce(null);
    handlers.readTeam({ source: 'admin' });
    readings[0]?.end(ok(team()));
    await settle(6);
    handlers.openEnforce({ user: 'kim' });
    await settle(6);
    const offered = { groups: [{ name: 'ops', members: 2 }], memberships: '[["kim",["ops"]]]' };
    expect(page()?.groups).toEqual(offered);
    handlers.closeEnforce(null);
    handlers.openSheet({ kind: 'add' });
    await settle(6);
    expect([page()?.groups, asked()]).toEqual([offered, 1]);
    handlers.closeSheet(null);
    expect(page()?.groups).toEqual(offered);
    handlers.openSheet({ kind: 'role' });
    // A plan that ended may have changed who is in which group.
    store.change(withPageOf('team', (now) => ({ ...now, sheet: { kind: 'role', stage: 'done', source: 'admin' } })));
    handlers.closeSheet(null);
    expect(page()?.groups).toBeUndefined();
    handlers.openPolicies(null);
    await settle(6);
    expect([page()?.groups, asked()]).toEqual([offered, 2]);
    handlers.closePolicies(null);
    handlers.readTeam({ source: 'jane' });
    expect(page()?.groups).toBeUndefined();
  });

  it('shows whom a plan changed as they are now, in the table and in files, and again beside a report that is older', async () => {
    const { handlers, readings, page, saved } = setUp();
    handlers.openTeam(null);
    handlers.readTeam({ source: 'admin' });
    readings[0]?.end(ok(team()));
    await settle();
    handlers.openSheet({ kind: 'add' });
    handlers.planSheet({ source: 'admin', draft });
    await settle();
    handlers.carrySheet({});
    await settle(9);
    const shown = () => ({ ...page()?.read, people: JSON.parse(page()?.read?.people ?? '[]') as Person[] });
    expect(shown()).toMatchObject({ count: 1, people: [{ name: 'kim' }], orphans: ['admin/kim'] });
    expect(shown().isChanged).toBeUndefined();
    handlers.closeSheet(null);
    handlers.exportTeam({ format: 'csv' });
    await settle();
    expect(saved).toHaveLength(1);
    handlers.readTeam({ source: 'jane' });
    readings[1]?.end(ok(team({ source: 'jane', generated: start - 3_600_000 })));
    await settle(6);
    expect(shown()).toMatchObject({ source: 'jane', count: 1, orphans: ['jane/kim'] });
    handlers.readTeam({ source: 'jane' });
    readings[2]?.end(ok(team({ source: 'jane', generated: start + 3_600_000 })));
    await settle(6);
    expect(shown()).toMatchObject({ count: 0, orphans: [] });
  });

  it('tells of thousands of steps a few times a second', async () => {
    const { handlers, readings, changes, clock, page } = setUp();
    handlers.openTeam(null);
    handlers.readTeam({ source: 'admin' });
    await settle();
    const before = changes();
    for (let done = 0; done < 4999; done++) {
      readings[0]?.tell({ what: 'devices', done, total: 5000 });
      await Promise.resolve();
    }
    expect(changes() - before).toBe(1);
    await clock.advance(250);
    readings[0]?.tell({ what: 'devices', done: 4999, total: 5000 });
    expect(page()?.progress).toEqual({ what: 'devices', done: 4999, total: 5000 });
    readings[0]?.tell({ what: 'devices', done: 5000, total: 5000 });
    expect(page()?.progress?.done).toBe(5000);
  });

  it('can be given up, which is no failure; what was read before stays', async () => {
    const { handlers, readings, page } = setUp();
    handlers.openTeam(null);
    handlers.readTeam({ source: 'admin' });
    readings[0]?.end(ok(team({ generated: 5 })));
    await settle();
    handlers.readTeam({ source: 'admin' });
    expect(handlers.cancelTeam(null)).toBe(true);
    await settle();
    expect(page()).toMatchObject({ read: { generated: 5 } });
    expect(page()?.problem).toBeUndefined();
    expect(page()?.progress).toBeUndefined();
  });

  it('shows nothing of one role’s view beside the name of another', async () => {
    const { handlers, readings, page } = setUp();
    handlers.openTeam(null);
    handlers.readTeam({ source: 'admin' });
    readings[0]?.end(ok(team()));
    await settle();
    handlers.readTeam({ source: 'jane' });
    readings[1]?.end(failed({ code: 'throttled' }));
    await settle();
    expect(page()).toEqual({ kind: 'team', source: 'jane', problem: { code: 'throttled' } });
    expect(handlers.exportTeam({ format: 'csv' })).toBe(false);
  });

  it('ends its reading when it is closed, and hears no more of it when it is open again', async () => {
    const { handlers, readings, page, close } = setUp();
    handlers.openTeam(null);
    handlers.readTeam({ source: 'admin' });
    close();
    await settle();
    expect(readings[0]?.signal.aborted).toBe(true);
    handlers.openTeam(null);
    // The one that was chosen last.
    expect(page()).toEqual({ kind: 'team', source: 'admin' });
    handlers.readTeam({ source: 'admin' });
    await settle();
    readings[0]?.tell({ what: 'devices', done: 1, total: 2 });
    expect(page()?.progress).toEqual({ what: 'session', done: 0, total: 0 });
  });

  it('saves what was read, and says on the page why it could not', async () => {
    const { handlers, readings, page, saved, fill } = setUp();
    handlers.openTeam(null);
    expect(handlers.exportTeam({ format: 'csv' })).toBe(false);
    handlers.readTeam({ source: 'admin' });
    readings[0]?.end(ok(team()));
    await settle();
    handlers.exportTeam({ format: 'csv' });
    await settle();
    expect(saved).toEqual([['roletap-people-111122223333-2026-11-22.csv', 'csv of 111122223333']]);
    fill();
    handlers.exportTeam({ format: 'json' });
    await settle();
    expect(page()?.unsaved?.code).toBe('file-read-only');
  });
});

it('goes to the window that shows it, with the questions that its reading asks', async () => {
  const { app, taken } = await openStage();
  expect(taken('openTeam', null)).toBe(true);
  const open = app.snapshot();
  expect(open.team?.sources).toEqual(['work', 'dev', 'prod']);
  const read = { ...team(), people: '[{}]', count: 1 };
  const full = { ...open, team: { sources: [], source: 'dev', progress: { what: 'session', done: 0, total: 0 }, read } } as const;
  expect(snapshotIn('wide', full)).toBe(full);
  expect(snapshotIn('popover', full).team?.read?.people).toBe('[]');
  const touch = (profile: string) =>
    ({ kind: 'touch', for: { kind: 'role', profile, roleArn: '', roleName: '', accountId: '' } }) as unknown as Waiting;
  expect(questionPlace(touch('dev'), full)).toBe('wide');
  expect(questionPlace(touch('prod'), full)).toBe('popover');
  expect(questionPlace(touch('dev'), open)).toBe('popover');
  await app.close();
});

it('opens a user in the IAM console of the account, and nothing that is no user', () => {
  const { handlers, opened } = setUp();
  const arn = 'arn:aws:iam::111122223333:user/eng/kim+1';
  expect(handlers.openIamUser({ arn })).toBe(false);
  handlers.openTeam(null);
  expect(handlers.openIamUser({ arn })).toBe(true);
  expect(handlers.openIamUser({ arn: 'arn:aws-cn:iam::111122223333:root' })).toBe(true);
  expect(handlers.openIamUser({ arn: 'arn:aws:iam::111122223333:role/kim' })).toBe(false);
  expect(opened).toEqual([
    'https://console.aws.amazon.com/iam/home#/users/details/kim%2B1?section=security_credentials',
    'https://console.amazonaws.cn/iam/home#/security_credentials',
  ]);
});

import { describe, expect, it } from 'vitest';
import { withPage, withPageOf } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { Enforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import { createEnforceWork } from '../../../../src-main/app/team-page/enforcing.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { EnforcePlanView, EnforceView } from '../../../../src-main/contract/team/enforce.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const seen = (change: Partial<EnforceView> = {}): EnforceView => ({
  source: 'admin',
  accountId: '111122223333',
  scope: 'group',
  group: 'developers',
  members: [],
  lockedOut: [],
  holders: [],
  canManage: true,
  isEnforced: false,
  isSafe: true,
  steps: [],
  unread: [],
  ...change,
});
const scope = { kind: 'group', group: 'developers' } as const;

const plan: EnforcePlanView = {
  id: '7f3c',
  source: 'admin',
  accountId: '111122223333',
  scope: 'group',
  group: 'developers',
  asked: scope,
  steps: [{ name: 'deny group developers', action: 'iam:PutGroupPolicy', state: 'begun' }],
};
const { id: _, ...done } = { ...plan, steps: plan.steps.map((step) => ({ ...step, state: 'done' as const })) };

/** The page over use cases that the test answers for. */
const setUp = () => {
  const store = createStore(createMemorySettings());
  store.change(withPage({ kind: 'team', source: 'admin' }));
  const calls: string[] = [];
  let left: readonly EnforcePlanView[] = [];
  const answers: { look: Result<EnforceView>; enforce: Result<EnforceView>; resume: Result<EnforcePlanView>; progress: readonly number[] } =
    {
      progress: [],
      look: ok(seen()),
      enforce: ok(seen({ isEnforced: true })),
      resume: ok(done),
    };
  const enforcing: Enforcing = {
    look: async (_source, { kind }, _signal, onProgress) => {
      calls.push(`look ${kind}`);
      for (const done of answers.progress) {
        onProgress?.({ what: 'devices', done, total: 5000 });
        await settle(1);
      }
      return answers.look;
    },
    enforce: async () => {
      calls.push('enforce');
      if (!answers.enforce.ok && answers.enforce.problem.code === 'throttled') left = [plan];
      return answers.enforce;
    },
    release: async () => {
      calls.push('release');
      return ok(seen());
    },
    resume: async (id, { onStep }) => {
      calls.push(`resume ${id}`);
      if (!answers.resume.ok) return answers.resume;
      onStep({ ...plan, steps: done.steps });
      left = [];
      return answers.resume;
    },
    undo: async (id) => {
      calls.push(`undo ${id}`);
      left = [];
      return ok(done);
    },
    list: async () => left,
  };
  const page = () => pageOf(store.state(), 'team');
  const handlers = createEnforceWork(
    {
      store,
      team: { enforcing },
      readUnfinished: async () => {
        const unfinished = left.map((one) => ({ kind: 'enforce', plan: one }) as const);
        if (unfinished.length + (page()?.unfinished?.length ?? 0) > 0) store.change(withPageOf('team', (now) => ({ ...now, unfinished })));
      },
    },
    createJobs(failed({ code: 'cancelled' })),
  );
  const shown: (number | undefined)[] = [];
  store.subscribe(() => void shown.push(pageOf(store.state(), 'team')?.enforcing?.progress?.done));
  return {
    handlers,
    calls,
    answers,
    shown,
    page,
    leave: () => {
      left = [plan];
    },
    view: () => page()?.enforcing,
  };
};

describe('requiring MFA from the window', () => {
  it('looks first, and does nothing before', async () => {
    const { handlers, calls, view } = setUp();
    expect(handlers.lookEnforce({ source: 'admin', scope })).toBe(false);
    expect(handlers.openEnforce({})).toBe(true);
    expect(handlers.carryEnforce({ what: 'enforce' })).toBe(false);
    handlers.lookEnforce({ source: 'admin', scope });
    expect(view()?.stage).toBe('looking');
    await settle();
    expect(view()).toMatchObject({ stage: 'seen', scope, seen: { isSafe: true } });
    expect(calls).toEqual(['look group']);
  });

  it('shows how far looking is, in parts and not for each of 5,000 people', async () => {
    const { handlers, shown, answers, view } = setUp();
    answers.progress = [0, 1, 99, 100, 150, 5000];
    handlers.openEnforce({});
    handlers.lookEnforce({ source: 'admin', scope });
    await settle(40);
    expect(shown.filter((done) => done !== undefined)).toEqual([0, 100, 5000]);
    expect(view()).not.toHaveProperty('progress');
  });

  it('requires it, and takes it back', async () => {
    const { handlers, calls, view } = setUp();
    handlers.openEnforce({});
    handlers.lookEnforce({ source: 'admin', scope });
    await settle();
    handlers.carryEnforce({ what: 'enforce' });
    await settle();
    expect(view()).toMatchObject({ stage: 'seen', seen: { isEnforced: true } });
    handlers.carryEnforce({ what: 'release' });
    await settle();
    expect(view()).toMatchObject({ stage: 'seen', seen: { isEnforced: false } });
    expect(calls).toEqual(['look group', 'enforce', 'release']);
  });

  it('shows who is left without MFA after they were let set it up, which is no failure', async () => {
    const { handlers, answers, view } = setUp();
    handlers.openEnforce({});
    answers.look = ok(seen({ isSafe: false, lockedOut: ['bob'] }));
    answers.enforce = failed({ code: 'enforce-unsafe', group: 'developers', names: ['bob'] });
    handlers.lookEnforce({ source: 'admin', scope });
    await settle();
    handlers.carryEnforce({ what: 'enforce' });
    await settle();
    expect(view()).toMatchObject({ stage: 'seen', seen: { lockedOut: ['bob'] } });
    expect(view()?.problem).toBeUndefined();
  });

  it.each(['resume', 'undo'] as const)('that stopped halfway can be followed by %s, and by nothing twice', async (what) => {
    const { handlers, answers, view, calls, page } = setUp();
    handlers.openEnforce({});
    handlers.lookEnforce({ source: 'admin', scope });
    await settle();
    expect(handlers.carryEnforce({ what })).toBe(false);
    answers.enforce = failed({ code: 'throttled' });
    handlers.carryEnforce({ what: 'enforce' });
    await settle(6);
    expect(view()).toMatchObject({ stage: 'left', left: plan, problem: { code: 'throttled' } });
    expect(page()?.unfinished).toEqual([{ kind: 'enforce', plan }]);
    expect(handlers.carryEnforce({ what: 'enforce' })).toBe(false);
    handlers.carryEnforce({ what });
    expect(handlers.carryEnforce({ what })).toBe(false);
    await settle(8);
    expect(view()).toMatchObject({ stage: 'seen', over: { what, plan: done } });
    expect(view()).not.toHaveProperty('left');
    expect(view()).not.toHaveProperty('problem');
    expect(page()?.unfinished).toEqual([]);
    handlers.carryEnforce({ what: 'release' });
    await settle(8);
    expect(view()).not.toHaveProperty('over');
    calls.pop();
    expect(calls.slice(2)).toEqual([`${what} 7f3c`, 'look group']);
  });

  it('that was cut off is opened where it stopped, without asking AWS, and says that it is over even where nobody may look then', async () => {
    const { handlers, answers, view, calls, leave } = setUp();
    leave();
    expect(handlers.openLeftEnforce(plan)).toBe(true);
    expect(handlers.openLeftEnforce(plan)).toBe(false);
    expect(view()).toEqual({ stage: 'left', source: 'admin', scope, left: plan });
    expect(calls).toEqual([]);
    answers.resume = failed({ code: 'throttled' });
    handlers.carryEnforce({ what: 'resume' });
    await settle(8);
    expect(view()).toEqual({ stage: 'left', source: 'admin', scope, left: plan, problem: { code: 'throttled' } });
    answers.resume = ok(done);
    answers.look = failed({ code: 'team-missing', name: 'developers' });
    handlers.carryEnforce({ what: 'resume' });
    await settle(8);
    expect(view()).toMatchObject({ stage: 'form', scope, over: { what: 'resume' }, problem: { code: 'team-missing' } });
    expect(view()).not.toHaveProperty('left');
  });

  it('goes back to the form where nothing could be seen, and ends when it is closed', async () => {
    const { handlers, answers, view } = setUp();
    handlers.openEnforce({});
    answers.look = failed({ code: 'team-missing', name: 'developers' });
    handlers.lookEnforce({ source: 'admin', scope });
    await settle();
    expect(view()).toMatchObject({ stage: 'form', scope, problem: { code: 'team-missing' } });
    handlers.lookEnforce({ source: 'admin', scope });
    handlers.closeEnforce(null);
    await settle();
    expect(view()).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { withPage, withPageOf } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createSimulating } from '../../../../src-main/app/team-page/simulating.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { SimulationView } from '../../../../src-main/contract/team/simulate.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const seen: SimulationView = { source: 'admin', accountId: '111122223333', user: 'kim', userArn: 'arn:kim', results: [] };
const asked = { actions: ['s3:ListAllMyBuckets'], resources: [] };

const setUp = (...answers: Result<SimulationView>[]) => {
  const store = createStore(createMemorySettings());
  store.change(withPage({ kind: 'team', source: 'admin' }));
  const calls: unknown[] = [];
  const team = {
    simulate: async (source: string, wish: object) => {
      calls.push([source, wish]);
      return answers.shift() ?? ok(seen);
    },
  };
  const handlers = createSimulating({ store, team }, createJobs(failed({ code: 'cancelled' })));
  const change = (more: object) => store.change(withPageOf('team', (page) => ({ ...page, ...more })));
  return { handlers, calls, change, page: () => pageOf(store.state(), 'team'), view: () => pageOf(store.state(), 'team')?.simulating };
};

it('IAM is asked about the person whose row it was, once at a time, and only about actions', async () => {
  const { handlers, view, calls } = setUp();
  expect([handlers.simulateUser(asked), handlers.closeSimulate(null)]).toEqual([false, false]);
  expect(handlers.openSimulate({ user: 'kim' })).toBe(true);
  expect(handlers.openSimulate({ user: 'lee' })).toBe(false);
  expect(handlers.simulateUser({ actions: [], resources: [] })).toBe(false);
  expect(handlers.simulateUser(asked)).toBe(true);
  expect(view()).toEqual({ stage: 'working', source: 'admin', user: 'kim', actions: asked.actions });
  expect(handlers.simulateUser(asked)).toBe(false);
  await settle(6);
  expect(view()).toEqual({ stage: 'ready', source: 'admin', user: 'kim', actions: asked.actions, seen });
  expect(calls).toEqual([['admin', { user: 'kim', ...asked }]]);
});

it('a problem takes the place of the answer before it, and cancelling is none', async () => {
  const problem = { code: 'iam-denied', action: 'iam:SimulatePrincipalPolicy', resource: '*', explicit: false } as const;
  const { handlers, view } = setUp(ok(seen), failed(problem), failed({ code: 'cancelled' }));
  handlers.openSimulate({ user: 'kim' });
  for (const after of [{ seen }, { problem }, {}]) {
    handlers.simulateUser(asked);
    await settle(6);
    expect(view()).toEqual({ stage: 'ready', source: 'admin', user: 'kim', actions: asked.actions, ...after });
  }
});

it('what is answered after it was closed is not shown', async () => {
  const { handlers, view } = setUp();
  handlers.openSimulate({ user: 'kim' });
  handlers.simulateUser(asked);
  expect(handlers.closeSimulate(null)).toBe(true);
  handlers.openSimulate({ user: 'lee' });
  await settle(6);
  expect(view()).toEqual({ stage: 'ready', source: 'admin', user: 'lee', actions: ['iam:ListVirtualMFADevices', 's3:ListAllMyBuckets'] });
});

it('it opens over the table and over what was seen of a pilot, with its rights, and over nothing else', () => {
  const { handlers, change, page, view } = setUp();
  change({ policies: { stage: 'ready', source: 'admin' } });
  expect(handlers.openSimulate({ user: 'kim' })).toBe(false);
  change({ policies: undefined, enforcing: { stage: 'working', source: 'other' } });
  expect(handlers.openSimulate({ user: 'kim' })).toBe(false);
  change({ enforcing: { stage: 'seen', source: 'other' } });
  expect(handlers.openSimulate({ user: 'kim' })).toBe(true);
  expect(view()?.source).toBe('other');
  handlers.closeSimulate(null);
  expect(page()?.enforcing).toEqual({ stage: 'seen', source: 'other' });
});

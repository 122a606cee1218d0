import { expect, it } from 'vitest';
import { withPage } from '../../../../src-main/app/state/changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createPolicies, type PolicyNeeds } from '../../../../src-main/app/team-page/policies.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const setUp = () => {
  const store = createStore(createMemorySettings());
  store.change(withPage({ kind: 'team', source: 'admin' }));
  const team: PolicyNeeds['team'] = {
    policy: async (_source, arn) => (arn === 'arn:deny' ? ok({ text: '{"from":"AWS"}' }) : failed({ code: 'policy-arn-bad', arn })),
    policies: {
      check: async () => ({ kind: 'identity', findings: [] }),
      make: async (source, { kind, group }) => ok({ kind, text: `${source} ${kind} ${group}` }),
    },
  };
  const handlers = createPolicies({ store, team }, createJobs(failed({ code: 'cancelled' })));
  return { handlers, view: () => pageOf(store.state(), 'team')?.policies };
};

it('a policy is checked as it was pasted, or as it is in the account', async () => {
  const { handlers, view } = setUp();
  expect(handlers.checkPolicy({ name: '', text: '{}' })).toBe(false);
  expect(handlers.openPolicies(null)).toBe(true);
  expect(handlers.openPolicies(null)).toBe(false);
  handlers.checkPolicy({ name: 'a.json', text: '{}' });
  expect(view()?.stage).toBe('working');
  await settle(6);
  expect(view()).toMatchObject({ stage: 'ready', name: 'a.json', text: '{}', check: { findings: [] } });
  handlers.readPolicy({ source: 'admin', arn: ' arn:deny ' });
  await settle(6);
  expect(view()).toMatchObject({ name: 'arn:deny', text: '{"from":"AWS"}' });
});

it('what could not be read is told, and what was checked before stays', async () => {
  const { handlers, view } = setUp();
  handlers.openPolicies(null);
  handlers.checkPolicy({ name: '', text: '{}' });
  await settle(6);
  handlers.readPolicy({ source: 'admin', arn: 'x' });
  await settle(6);
  expect(view()).toMatchObject({ stage: 'ready', text: '{}', problem: { code: 'policy-arn-bad' } });
  handlers.makePolicy({ source: 'admin', kind: 'deny', extras: [], path: '', group: 'developers' });
  await settle(6);
  expect(view()).toMatchObject({ made: { text: 'admin deny developers' } });
  expect(view()?.problem).toBeUndefined();
});

it('what is read for a page that was closed is not shown', async () => {
  const { handlers, view } = setUp();
  handlers.openPolicies(null);
  handlers.readPolicy({ source: 'admin', arn: 'arn:deny' });
  expect(handlers.closePolicies(null)).toBe(true);
  handlers.openPolicies(null);
  await settle(6);
  expect(view()).toEqual({ stage: 'ready', source: 'admin' });
});

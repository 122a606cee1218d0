import { expect, it } from 'vitest';
import { withPage } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createPolicies, type PolicyNeeds } from '../../../../src-main/app/team-page/policies.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const listed = { id: 'group/developers/Deny', kind: 'group', name: 'Deny', holder: 'developers', errors: 1, warnings: 0 } as const;

const setUp = () => {
  const store = createStore(createMemorySettings());
  store.change(withPage({ kind: 'team', source: 'admin' }));
  const made: string[] = [];
  const team: PolicyNeeds['team'] = {
    policy: async (_source, arn) => (arn === 'arn:deny' ? ok({ text: '{"from":"AWS"}' }) : failed({ code: 'policy-arn-bad', arn })),
    policies: {
      check: async () => ({ kind: 'identity', findings: [] }),
      make: async (source, { kind, extras, path, group }) => {
        made.push(group);
        return ok({ kind, extras, path, text: `${source} ${kind} ${group}` });
      },
      list: async (_source, tell) => {
        tell({ what: 'policies', done: 0, total: 0 });
        await settle(2);
        return ok({ policies: [listed], documents: new Map([['group/developers/Deny', '{"listed":true}']]), unread: [] });
      },
    },
  };
  const handlers = createPolicies({ store, team }, createJobs(failed({ code: 'cancelled' })));
  return { handlers, made, view: () => pageOf(store.state(), 'team')?.policies };
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

it('those of the account are listed; one that is chosen is checked as the list had it, else it is read', async () => {
  const { handlers, view } = setUp();
  handlers.openPolicies(null);
  handlers.listPolicies({ source: 'admin' });
  await settle(1);
  expect(view()).toMatchObject({ stage: 'working', progress: { what: 'policies' } });
  await settle(8);
  expect(view()?.progress).toBeUndefined();
  expect(view()?.listed).toEqual({ policies: JSON.stringify([listed]), count: 1, unread: [] });
  handlers.pickPolicy({ id: 'group/developers/Deny' });
  await settle(6);
  expect(view()).toMatchObject({ name: 'group/developers/Deny', text: '{"listed":true}', check: { findings: [] } });
  handlers.pickPolicy({ id: 'arn:deny' });
  await settle(6);
  expect(view()).toMatchObject({ name: 'arn:deny', text: '{"from":"AWS"}', listed: { count: 1 } });
});

it('what was written last is compared again when a group has changed, and nothing where nothing was written', async () => {
  const { handlers, made } = setUp();
  handlers.openPolicies(null);
  handlers.compareAgain();
  expect(made).toEqual([]);
  handlers.makePolicy({ source: 'admin', kind: 'deny', extras: [], path: '', group: 'developers' });
  await settle(6);
  handlers.compareAgain();
  await settle(6);
  expect(made).toEqual(['developers', 'developers']);
});

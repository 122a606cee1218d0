import { beforeAll, describe, expect, it } from 'vitest';
import { createEnforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import { createGroupPolicy } from '../../../../src-main/app/team/policies/group-policy.ts';
import { createPolicyDesk } from '../../../../src-main/app/team/policies/policy-desk.ts';
import { createRemove } from '../../../../src-main/app/team/remove/remove.ts';
import { createRescue } from '../../../../src-main/app/team/rescue/rescue.ts';
import { createAddRole } from '../../../../src-main/app/team/roles/add-role.ts';
import { simulate } from '../../../../src-main/app/team/simulate.ts';
import type { Result } from '../../../../src-main/contract/result.ts';
import { never } from '../../../fakes/world.ts';
import { denying, everything, type TeamStage, teamStage } from './team-stage.ts';

const noOver = { onStep: () => {} };
const handsNothing = { ...noOver, write: async () => ({ ok: true, value: undefined }) as const, passphrase: async () => '' };

/** What is named, and what came of it, by the calls as IAM spells names. */
const deeds: Readonly<Record<string, (all: TeamStage) => Promise<Result<unknown>>>> = {
  'team role --group': ({ ports }) =>
    createAddRole(ports()).add(
      'admin',
      { name: 'Deploy', trust: { kind: 'account', accountId: '' }, policies: [], group: 'developers' },
      noOver,
      never(),
    ),
  'team attach': ({ ports }) =>
    createGroupPolicy(ports()).put(
      'admin',
      { policy: 'deny', group: 'DEVELOPERS', extras: [], path: '', isRemoval: false },
      noOver,
      never(),
    ),
  'team policy --group': ({ ports }) =>
    createPolicyDesk(ports()).make('admin', { kind: 'self', extras: [], path: '', group: 'developers' }, never()),
  'team enforce --group': ({ ports }) => createEnforcing(ports()).enforce('admin', { kind: 'group', group: 'developers' }, noOver, never()),
  'team enforce --pilot': ({ ports }) =>
    createEnforcing(ports()).enforce('admin', { kind: 'pilot', group: 'developers', user: 'KIM' }, noOver, never()),
  'team enforce --account --except': ({ ports }) => createEnforcing(ports()).look('admin', { kind: 'account', breakGlass: 'MAX' }, never()),
  'team enforce --off': ({ ports }) => createEnforcing(ports()).release('admin', { kind: 'group', group: 'developers' }, never()),
  'team rescue': ({ ports, account }) =>
    createRescue(ports(), () => false).rescue(
      'admin',
      { user: 'KIM', devices: [account.devices()[0]?.arn ?? ''], accessKey: false, roles: [] },
      handsNothing as never,
      never(),
    ),
  'team remove': ({ ports }) =>
    createRemove(ports(), () => false).remove('admin', { user: 'KIM', what: 'user', keys: [], isNow: true }, noOver, never()),
  'team simulate': ({ ports }) => simulate(ports(), 'admin', { user: 'KIM', actions: ['s3:ListBucket'], resources: [] }, never()),
};

const stage = (policy = everything) => {
  const all = teamStage(policy);
  const developers = all.account.addGroup('Developers');
  const kim = all.account.addUser('Kim');
  kim.join(developers);
  kim.addDevice();
  kim.addKey();
  all.account.addUser('Max').addDevice();
  all.admin.addDevice();
  return all;
};

// The first call loads the SDK, which takes a while of real time.
beforeAll(async () => void (await teamStage().look('GetUser', {})));

describe('a user or group that is typed in other capitals', () => {
  it.each(Object.entries(deeds))('is the one that is meant: %s', async (_, deed) => {
    const all = stage();
    const done = await all.through(deed(all));
    expect(done).toMatchObject({ ok: true });
    // Plans are continued by what they keep, and the history names it.
    expect(JSON.stringify([done, all.notes])).not.toMatch(/developers|DEVELOPERS|KIM|MAX/);
  });

  it.each(Object.entries(deeds).filter(([name]) => !name.includes('enforce')))(
    'is unknown to whoever may not list them: %s',
    async (_, deed) => {
      const all = stage(denying('iam:List*s'));
      expect(await all.through(deed(all))).toMatchObject({ ok: false, problem: { code: 'name-unknown' } });
    },
  );

  it.each([
    ['rescue', (all: TeamStage) => createRescue(all.ports(), () => false).look('admin', 'ADMIN', never())],
    ['remove', (all: TeamStage) => createRemove(all.ports(), () => false).look('admin', 'ADMIN', never())],
  ])('is nobody else than who calls: %s', async (_, look) => {
    expect(await look(stage())).toEqual({ ok: false, problem: { code: 'rescue-self', user: 'admin' } });
  });
});

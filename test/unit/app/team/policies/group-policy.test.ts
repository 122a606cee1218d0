import { describe, expect, it } from 'vitest';
import { createGroupPolicy } from '../../../../../src-main/app/team/policies/group-policy.ts';
import { never } from '../../../../fakes/world.ts';
import { denying, everything, interrupt, teamStage } from '../team-stage.ts';

const wish = { policy: 'self', group: 'developers', extras: [], path: '', isRemoval: false } as const;
const watch = { onStep: () => {} };

/** A group of somebody who has MFA. */
const stage = (policy?: Parameters<typeof teamStage>[0]) => {
  const all = teamStage(policy);
  const developers = all.account.addGroup('developers');
  const kim = all.account.addUser('kim');
  kim.addDevice({ name: 'kim' });
  kim.join(developers);
  const on = async (name: string) => {
    const found = (await all.look('GetGroupPolicy', { GroupName: 'developers', PolicyName: name })) as { PolicyDocument?: string };
    return found.PolicyDocument === undefined ? undefined : (JSON.parse(decodeURIComponent(found.PolicyDocument)) as object);
  };
  return { ...all, developers, on, desk: () => createGroupPolicy(all.ports()) };
};

describe('a policy of a group', () => {
  it('is shown with its call and its text, attached, and taken away again', async () => {
    const all = stage();
    const plan = await all.desk().plan('admin', wish, never());
    expect(plan).toMatchObject({
      ok: true,
      value: {
        group: 'developers',
        text: expect.stringContaining('iam:EnableMFADevice'),
        steps: [{ name: 'put', action: 'iam:PutGroupPolicy', state: 'todo', undo: 'iam:DeleteGroupPolicy' }],
      },
    });
    expect(await all.on('RoletapManageOwnMFA')).toBeUndefined();
    expect(await all.through(all.desk().put('admin', wish, watch, never()))).toMatchObject({
      ok: true,
      value: { steps: [{ state: 'done' }] },
    });
    expect(await all.on('RoletapManageOwnMFA')).toMatchObject({ Version: '2012-10-17' });
    // A second time there is nothing to do.
    expect(await all.desk().plan('admin', wish, never())).toMatchObject({ ok: true, value: { change: [], steps: [{ state: 'there' }] } });
    await all.through(all.desk().put('admin', { ...wish, isRemoval: true }, watch, never()));
    expect(await all.on('RoletapManageOwnMFA')).toBeUndefined();
    expect(all.notes.map(({ deed }) => deed)).toEqual([
      { plan: 'policy', on: 'developers', outcome: 'done' },
      { plan: 'policy', on: 'developers', outcome: 'done' },
    ]);
  });

  it('that another one was in the place of comes back as it was', async () => {
    const all = stage();
    all.developers.putPolicy('RoletapManageOwnMFA', everything);
    const plan = await all.desk().plan('admin', wish, never());
    expect(plan.ok && plan.value.change?.some(({ kind }) => kind === 'remove')).toBe(true);
    await interrupt(all, 1, 'after', (ports) => createGroupPolicy(ports).put('admin', wish, watch, never()));
    expect(await all.on('RoletapManageOwnMFA')).not.toEqual(everything);
    const [left] = await all.desk().list();
    expect(await all.through(all.desk().undo(left?.id ?? '', never()))).toMatchObject({ ok: true });
    expect(await all.on('RoletapManageOwnMFA')).toEqual(everything);
    expect(await all.kept()).toEqual([]);
  });

  it('that denies without MFA is put where everybody has it, and on nobody else', async () => {
    const all = stage();
    const deny = { ...wish, policy: 'deny' } as const;
    expect(await all.desk().plan('admin', deny, never())).toMatchObject({ ok: true });
    all.aws.simulator.faults.add({ kind: 'bad-gateway', when: 'before' }, { action: 'PutGroupPolicy' });
    await all.through(all.desk().put('admin', deny, watch, never()));
    const [left] = await all.desk().list();
    all.account.addUser('lee').join(all.developers);
    const unsafe = { code: 'enforce-unsafe', group: 'developers', names: ['lee'], isBare: true };
    expect(await all.desk().plan('admin', deny, never())).toEqual({ ok: false, problem: unsafe });
    expect(await all.through(all.desk().put('admin', deny, watch, never()))).toEqual({ ok: false, problem: unsafe });
    // Nor by one that stopped before Lee came.
    expect(await all.through(all.desk().resume(left?.id ?? '', watch, never()))).toEqual({ ok: false, problem: unsafe });
    expect(await all.on('RoletapDenyWithoutMFA')).toBeUndefined();
    // It can be taken away all the same.
    all.developers.putPolicy('RoletapDenyWithoutMFA', everything);
    await all.through(all.desk().put('admin', { ...deny, isRemoval: true }, watch, never()));
    expect(await all.on('RoletapDenyWithoutMFA')).toBeUndefined();
  });

  it('is not changed in a group that is missing, or of which it can’t be read what would be lost', async () => {
    expect(
      await stage()
        .desk()
        .plan('admin', { ...wish, group: 'nobody' }, never()),
    ).toEqual({
      ok: false,
      problem: { code: 'name-unknown', of: 'group', name: 'nobody' },
    });
    const denied = await stage(denying('iam:GetGroupPolicy')).desk().plan('admin', wish, never());
    expect(denied).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:GetGroupPolicy' } });
  });
});

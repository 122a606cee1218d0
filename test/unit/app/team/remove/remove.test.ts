import { describe, expect, it } from 'vitest';
import { createRemove } from '../../../../../src-main/app/team/remove/remove.ts';
import type { RemoveWish } from '../../../../../src-main/contract/team/remove.ts';
import { never } from '../../../../fakes/world.ts';
import { denying, endings, everything, interrupt, teamStage } from '../team-stage.ts';

const watch = { onStep: () => {} };
const day = 24 * 3_600_000;

/** Somebody with two access keys, a password, devices, groups, policies and what else IAM keeps. */
const stage = (policy?: Parameters<typeof teamStage>[0]) => {
  const all = teamStage(policy);
  const kim = all.account.addUser('kim');
  const used = kim.addKey();
  used.use('s3', 'eu-west-1');
  const keys = [used, kim.addKey({ active: false })].map(({ accessKeyId }) => accessKeyId);
  kim.setPassword();
  kim.addDevice({ name: 'kim' });
  kim.addOtherDevice('fido', 'touch');
  kim.join(all.account.addGroup('developers'));
  kim.putPolicy('own', everything);
  kim.attach(all.account.addPolicy('managed', everything));
  kim.addOther('certificate', 'CERTIFICATE1');
  kim.addOther('ssh-key', 'APKA1');
  kim.addOther('service', 'ACCA1');
  const wish = (what: RemoveWish['what'], isNow = false): RemoveWish => ({ user: 'kim', what, keys: what === 'keys' ? keys : [], isNow });
  const run = (given: RemoveWish) => all.through(createRemove(all.ports(), () => false).remove('admin', given, watch, never()));
  const active = () => kim.keys().map((key) => key.active);
  const isThere = async () => 'User' in ((await all.look('GetUser', { UserName: 'kim' })) as object);
  const hasPassword = async () => 'LoginProfile' in ((await all.look('GetLoginProfile', { UserName: 'kim' })) as object);
  return { ...all, kim, keys, wish, run, active, isThere, hasPassword, desk: () => createRemove(all.ports(), () => false) };
};

describe('deleting a virtual device that nobody has', () => {
  const device = (user: string): RemoveWish => ({ user, what: 'device', keys: [], isNow: true });
  const serials = ({ account }: ReturnType<typeof stage>) => account.devices().map(({ arn }) => arn);

  it.each(['by its name', 'by its ARN'])('%s is shown first, then done, and leaves those of users alone', async (how) => {
    const all = stage();
    const lonely = all.account.addUnassignedDevice('lonely').arn;
    const before = serials(all);
    const wish = device(how === 'by its name' ? 'lonely' : lonely);
    expect(await all.desk().plan('admin', wish, never())).toMatchObject({
      value: {
        user: lonely,
        what: 'device',
        steps: [{ name: 'devices', action: 'iam:DeleteVirtualMFADevice', on: lonely, state: 'todo' }],
      },
    });
    expect(serials(all)).toEqual(before);
    expect(await all.run(wish)).toMatchObject({ ok: true });
    expect(serials(all)).toEqual(before.filter((arn) => arn !== lonely));
    expect([await all.kept(), all.notes]).toMatchObject([[], [{ deed: { plan: 'remove', on: 'lonely', outcome: 'done' } }]]);
  });

  it.each([
    ['one that is a user’s', 'kim'],
    ['one that is a user’s, by its ARN', 'arn:aws:iam::111122223333:mfa/kim'],
    ['one that is not there', 'nothing'],
    ['one of two with that name', 'twice'],
  ])('is not done for %s', async (_, user) => {
    const all = stage();
    for (const path of ['/', '/eng/']) all.account.addUnassignedDevice('twice', path);
    const before = serials(all);
    expect(await all.run(device(user))).toEqual({ ok: false, problem: { code: 'orphan-unknown', device: user } });
    expect([serials(all), await all.kept()]).toEqual([before, []]);
  });

  it('takes its ARN where devices may not be listed: IAM refuses those that users have', async () => {
    const all = stage(denying('iam:ListVirtualMFADevices'));
    const lonely = all.account.addUnassignedDevice('lonely').arn;
    expect(await all.run(device('lonely'))).toMatchObject({ problem: { code: 'iam-denied', action: 'iam:ListVirtualMFADevices' } });
    const theirs = 'arn:aws:iam::111122223333:mfa/kim';
    expect(await all.run(device(theirs))).toEqual({ ok: false, problem: { code: 'orphan-unknown', device: theirs } });
    expect(await all.run(device(lonely))).toMatchObject({ ok: true });
    expect([serials(all).includes(lonely), serials(all).includes(theirs), await all.kept()]).toEqual([false, true, []]);
  });

  it.each(endings)('is done once, also by a program that ends %s it', async (how) => {
    const all = stage();
    const lonely = all.account.addUnassignedDevice('lonely').arn;
    await interrupt(all, 1, how, (ports) => createRemove(ports, () => false).remove('admin', device(lonely), watch, never()));
    for (const { id = '' } of await all.desk().list())
      expect(await all.through(all.desk().resume(id, watch, never()))).toMatchObject({ ok: true });
    expect([serials(all).includes(lonely), await all.kept()]).toEqual([false, []]);
  });
});

describe('removing what somebody has', () => {
  it('begins with what that is', async () => {
    const { desk, keys } = stage();
    expect(await desk().look('admin', 'kim', never())).toMatchObject({
      ok: true,
      value: {
        hasPassword: true,
        keys: [
          { accessKeyId: keys[0], isActive: true, used: { service: 's3' } },
          { accessKeyId: keys[1], isActive: false, used: 'never' },
        ],
        devices: [{ kind: 'virtual' }, { kind: 'passkey' }],
        groups: ['developers'],
        unread: [],
      },
    });
  });

  it('sets access keys inactive, and deletes them a day later, unless that is undone', async () => {
    const all = stage();
    expect(await all.run(all.wish('keys'))).toMatchObject({
      ok: true,
      value: { steps: [{ name: 'keys', state: 'done' }, { state: 'todo' }] },
    });
    expect(all.active()).toEqual([false, false]);
    const [left] = await all.desk().list();
    const { id = '', deleteAt = 0 } = left ?? {};
    expect(deleteAt - all.clock.now()).toBeGreaterThan(day - 60_000);
    await all.through(all.desk().resume(id, watch, never()));
    expect(all.active()).toHaveLength(2);
    await all.through(all.desk().undo(id, never()));
    // The one that was inactive before stays that.
    expect(all.active()).toEqual([true, false]);
    await all.run(all.wish('keys'));
    await all.clock.advance(day);
    const again = (await all.desk().list())[0]?.id ?? '';
    expect(await all.through(all.desk().resume(again, watch, never()))).toMatchObject({ ok: true });
    expect([all.active(), await all.kept()]).toEqual([[], []]);
  });

  it('deletes access keys at once where nobody wants to wait, or none was active', async () => {
    const all = stage();
    await all.run({ ...all.wish('keys'), keys: all.keys.slice(1) });
    expect(all.active()).toEqual([true]);
    await all.run({ ...all.wish('keys', true), keys: all.keys.slice(0, 1) });
    expect(all.active()).toEqual([]);
  });

  it('takes password and access keys, and the user stays', async () => {
    const all = stage();
    const plan = await all.desk().plan('admin', all.wish('access'), never());
    expect(plan.ok && plan.value.steps.map(({ name, undo }) => [name, undo])).toEqual([
      ['keys', 'iam:UpdateAccessKey'],
      ['password', undefined],
    ]);
    await all.run(all.wish('access'));
    expect([all.active(), await all.hasPassword(), await all.isThere()]).toEqual([[false, false], false, true]);
    // There is nothing to take a second time.
    expect(await all.desk().plan('admin', all.wish('access'), never())).toEqual({
      ok: false,
      problem: { code: 'remove-nothing', user: 'kim' },
    });
  });

  it('deletes a user with all that stands in the way', async () => {
    const all = stage();
    expect(await all.run(all.wish('user'))).toMatchObject({ ok: true });
    expect([await all.isThere(), all.account.devices(), await all.kept()]).toEqual([false, [], []]);
    expect(all.notes.map(({ deed }) => deed)).toEqual([{ plan: 'remove', on: 'kim', outcome: 'done' }]);
  });

  it.each(endings)('goes on to the same end when the program ends %s any of its effects', async (how) => {
    const whole = stage();
    await whole.run(whole.wish('user'));
    const changes = whole.aws.simulator.requests.filter(({ action }) => !/^(?:Get|List)/.test(action)).length;
    expect(changes).toBeGreaterThan(12);
    for (let at = 1; at <= changes; at++) {
      const all = stage();
      await interrupt(all, at, how, (ports) => createRemove(ports, () => false).remove('admin', all.wish('user'), watch, never()));
      const [left] = await all.desk().list();
      if (left?.id !== undefined) expect(await all.through(all.desk().resume(left.id, watch, never()))).toMatchObject({ ok: true });
      expect([at, await all.isThere(), await all.kept()]).toEqual([at, false, []]);
    }
  });

  it('brings back what can be, when it is stopped', async () => {
    const all = stage(denying('iam:DeleteLoginProfile'));
    const details = async () => {
      const found = (await all.look('GetAccountAuthorizationDetails', {})) as { UserDetailList: object[]; GroupDetailList: object[] };
      return JSON.stringify([found.UserDetailList, found.GroupDetailList, all.kim.keys()]);
    };
    const before = await details();
    expect(await all.run(all.wish('user'))).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:DeleteLoginProfile' } });
    expect(await details()).not.toBe(before);
    const [left] = await all.desk().list();
    expect(await all.through(all.desk().undo(left?.id ?? '', never()))).toMatchObject({ ok: true });
    expect(await details()).toBe(before);
  });

  it('says what IAM still wants gone where that may not be looked at', async () => {
    const all = stage(denying('iam:ListSSHPublicKeys'));
    const plan = await all.desk().plan('admin', all.wish('user'), never());
    expect(plan).toMatchObject({ value: { unread: [{ code: 'iam-denied', action: 'iam:ListSSHPublicKeys' }] } });
    expect(await all.run(all.wish('user'))).toEqual({ ok: false, problem: { code: 'remove-more', user: 'kim' } });
  });

  it('is refused for whoever calls, for somebody who is not there, and for another’s key', async () => {
    const { desk, wish } = stage();
    const problem = async (given: RemoveWish) => {
      const plan = await desk().plan('admin', given, never());
      return plan.ok ? undefined : plan.problem;
    };
    expect(await problem({ ...wish('user'), user: 'admin' })).toEqual({ code: 'rescue-self', user: 'admin' });
    expect(await problem({ ...wish('user'), user: 'nobody' })).toEqual({ code: 'name-unknown', of: 'user', name: 'nobody' });
    expect(await problem({ ...wish('keys'), keys: ['AKIAOTHER'] })).toEqual({ code: 'access-key-missing', accessKeyId: 'AKIAOTHER' });
    expect(await problem({ ...wish('keys'), keys: [] })).toEqual({ code: 'remove-nothing', user: 'kim' });
  });
});

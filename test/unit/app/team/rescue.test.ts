import { describe, expect, it } from 'vitest';
import { openInvite, readInvite, sealInvite } from '../../../../src-main/app/team/invite.ts';
import type { TeamPlanPorts } from '../../../../src-main/app/team/plans/plan-desk.ts';
import { createRescue, type RescueOver } from '../../../../src-main/app/team/rescue/rescue.ts';
import { revokePolicy } from '../../../../src-main/app/team/rescue/rescue-plan.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { RescueWish } from '../../../../src-main/contract/team/rescue.ts';
import { never } from '../../../fakes/world.ts';
import { denying, endings, everything, interrupt, teamStage } from './team-stage.ts';

const hour = 3_600_000;

const stage = (policy = everything) => {
  const all = teamStage(policy);
  const user = all.account.addUser('kim');
  const key = user.addKey();
  const lost = user.addDevice({ name: 'kim-yk-12345678' });
  const kept = user.addDevice({ name: 'kim-phone' });
  const files = new Map<string, string>();
  const over: RescueOver = {
    write: async (file, text) => {
      files.set(file, text);
      return ok(undefined);
    },
    givePassword: async () => ok(undefined),
    passphrase: async () => ok('correct horse'),
    onStep: () => {},
  };
  const program = (ports: TeamPlanPorts = all.ports()) =>
    createRescue(
      ports,
      () => false,
      (invite, secrets, passphrase) => sealInvite(invite, secrets, passphrase, { N: 1024, r: 8, p: 1 }),
    );
  const wish: RescueWish = { user: 'kim', devices: [lost.arn], accessKey: true, invite: '/home/admin/kim.invite', roles: [] };
  const begin = (given: RescueWish = wish) => program().rescue('admin', given, over, never());
  const policies = () => all.look('ListUserPolicies', { UserName: 'kim' });
  return { ...all, user, key, lost, kept: all.kept, phone: kept, files, over, program, wish, begin, policies };
};
type Stage = ReturnType<typeof stage>;

/** The lost things are of no use, and the rest is as it was. */
const expectRescued = async ({ user, key, account, lost, phone, files, policies }: Stage) => {
  const [old, fresh, ...more] = user.keys();
  expect([old?.accessKeyId, old?.active, fresh?.active, more]).toEqual([key.accessKeyId, false, true, []]);
  expect(account.devices().map(({ arn }) => arn)).toEqual([phone.arn]);
  expect(account.devices().map(({ arn }) => arn)).not.toContain(lost.arn);
  expect(await policies()).toMatchObject({ PolicyNames: [revokePolicy] });
  const invite = readInvite(files.get('/home/admin/kim.invite') ?? '', 'kim.invite');
  if (!invite.ok) throw new Error(invite.problem.code);
  expect(await openInvite(invite.value, 'correct horse', 'kim.invite')).toMatchObject({
    ok: true,
    value: { accessKeyId: fresh?.accessKeyId },
  });
};

/** Keys are as before; a device that was removed stays so. */
const expectUndone = async ({ user, key, kept, policies }: Stage) => {
  expect(user.keys()).toMatchObject([{ accessKeyId: key.accessKeyId, active: true }]);
  expect(await policies()).toMatchObject({ PolicyNames: [] });
  expect(await kept()).toEqual([]);
};

describe('somebody who lost a YubiKey', () => {
  it('is read once for the form, the plan and what is done, and anew where that was long ago', async () => {
    const all = stage();
    const read = () => all.aws.simulator.requests.filter(({ action }) => action === 'ListMFADevices').length;
    const rescue = all.program();
    await all.through(rescue.look('admin', 'kim', never()));
    const other = all.user.addKey();
    other.setActive(false);
    await all.through(rescue.plan('admin', all.wish, never()));
    expect(read()).toBe(1);
    await all.clock.advance(11 * 60_000);
    expect(await all.through(rescue.plan('admin', { ...all.wish, accessKey: false }, never()))).toMatchObject({ ok: true });
    expect(read()).toBe(2);
    // Whoever found the key made it active again meanwhile: it is closed all the same.
    other.setActive(true);
    await all.through(rescue.rescue('admin', { ...all.wish, accessKey: false }, all.over, never()));
    expect(read()).toBe(2);
    expect(all.user.keys().map(({ active }) => active)).toEqual([false, false]);
    // Another one begins with what is left.
    await all.through(rescue.plan('admin', { user: 'kim', devices: [], accessKey: false, roles: [] }, never()));
    expect(read()).toBe(3);
  });

  it('has the devices and keys that are shown, and nothing is changed', async () => {
    const all = stage();
    expect(await all.program().look('admin', 'kim', never())).toMatchObject({
      ok: true,
      value: {
        userArn: 'arn:aws:iam::111122223333:user/kim',
        devices: [
          { serial: all.lost.arn, kind: 'yubikey' },
          { serial: all.phone.arn, kind: 'virtual' },
        ],
        keys: [{ accessKeyId: all.key.accessKeyId, isActive: true }],
      },
    });
    expect(await all.program().plan('admin', all.wish, never())).toMatchObject({
      ok: true,
      value: {
        steps: [
          { name: 'keys', action: 'iam:UpdateAccessKey', undo: 'iam:UpdateAccessKey' },
          { name: 'devices', action: 'iam:DeactivateMFADevice, iam:DeleteVirtualMFADevice' },
          { name: 'sessions', undo: 'iam:DeleteUserPolicy' },
          { name: 'key' },
          { name: 'invite', action: 'file' },
          { name: 'lift' },
        ],
      },
    });
    await expectUndone(all);
    expect(all.account.devices()).toHaveLength(2);
  });

  it('is rescued; the policy is lifted when no old session can be open any more', async () => {
    const all = stage();
    const done = await all.through(all.begin());
    expect(done).toMatchObject({ ok: true, value: { id: 'plan-1', liftAt: expect.any(Number) } });
    await expectRescued(all);
    // Too early: it is still there, and the plan waits.
    await all.clock.advance(35 * hour);
    expect(await all.through(all.program().resume('plan-1', all.over, never()))).toMatchObject({ ok: true, value: { id: 'plan-1' } });
    expect(await all.policies()).toMatchObject({ PolicyNames: [revokePolicy] });
    await all.clock.advance(hour);
    const over = await all.through(all.program().resume('plan-1', all.over, never()));
    expect(over.ok && over.value.id).toBeUndefined();
    expect(await all.policies()).toMatchObject({ PolicyNames: [] });
    expect(await all.kept()).toEqual([]);
    expect(all.user.keys()).toHaveLength(2);
    // A line for each time that something happened; the early one is none of them.
    const facts = { source: 'admin', accountId: '111122223333' };
    expect(all.notes).toEqual([
      { ...facts, deed: { plan: 'rescue', on: 'kim', outcome: 'done' } },
      { ...facts, deed: { plan: 'rescue', on: 'kim', outcome: 'lifted' } },
    ]);
  });

  it('can be undone until then, but for the device', async () => {
    const all = stage();
    await all.through(all.begin());
    expect(await all.through(all.program().undo('plan-1', never()))).toMatchObject({ ok: true });
    await expectUndone(all);
    expect(all.account.devices()).toHaveLength(1);
    expect(all.notes.map(({ deed }) => deed.outcome)).toEqual(['done', 'undone']);
  });

  it.each<[string, (all: Stage) => Partial<RescueWish>, object]>([
    ['a user who is not there', () => ({ user: 'nobody' }), { code: 'name-unknown', of: 'user', name: 'nobody' }],
    ['the administrator’s own user', () => ({ user: 'admin' }), { code: 'rescue-self', user: 'admin' }],
    ['a device of another user', () => ({ devices: ['arn:aws:iam::111122223333:mfa/lee'] }), { code: 'rescue-device-other', user: 'kim' }],
    [
      'a third access key',
      ({ user }) => {
        user.addKey();
        return {};
      },
      { code: 'rescue-keys-full', user: 'kim' },
    ],
  ])('is not begun for %s', async (_, change, problem) => {
    const all = stage();
    expect(await all.begin({ ...all.wish, ...change(all) })).toMatchObject({ ok: false, problem });
    expect(await all.kept()).toEqual([]);
    expect(all.aws.simulator.requests.filter(({ action }) => !/^(?:Get|List)/.test(action))).toEqual([]);
  });

  it('loses a passkey and a hardware token, too', async () => {
    const all = stage();
    const passkey = all.user.addOtherDevice('fido', 'blue-ABC');
    const token = all.user.addOtherDevice('hardware', 'GAHT12345678');
    const devices = [passkey.arn, token.arn];
    expect(await all.through(all.begin({ ...all.wish, devices }))).toMatchObject({ ok: true });
    expect(all.account.devices().map(({ arn }) => arn)).toEqual([all.lost.arn, all.phone.arn]);
  });

  it('keeps an inactive key as it was when it is undone', async () => {
    const all = stage();
    all.key.setActive(false);
    await all.through(all.begin({ user: 'kim', devices: [all.lost.arn], accessKey: false, roles: [] }));
    await all.through(all.program().undo('plan-1', never()));
    expect(all.user.keys()).toMatchObject([{ active: false }]);
  });

  it.each(['UpdateAccessKey', 'DeactivateMFADevice', 'DeleteVirtualMFADevice', 'PutUserPolicy', 'CreateAccessKey'])(
    'that is denied at %s names the permission, and can be taken back',
    async (action) => {
      const all = stage(denying(`iam:${action}`));
      const problem =
        action === 'CreateAccessKey'
          ? { code: 'iam-denied', action: 'iam:CreateAccessKey' }
          : { code: 'rescue-partly', user: 'kim', id: 'plan-1', left: [expect.objectContaining({ action: `iam:${action}` })] };
      expect(await all.through(all.begin())).toMatchObject({ ok: false, problem });
      expect(await all.through(all.program().undo('plan-1', never()))).toMatchObject({ ok: true });
      await expectUndone(all);
    },
  );

  /** What of a rescue is not done: an active key, a lost device, an open session. */
  const open = async ({ user, account, lost, policies }: Stage) => [
    ...(user.keys().some(({ active }) => active) ? ['keys'] : []),
    ...(account.devices().some(({ arn }) => arn === lost.arn) ? ['devices'] : []),
    ...(JSON.stringify(await policies()).includes(revokePolicy) ? [] : ['sessions']),
  ];

  it.each([
    ['GetUser', []],
    ['ListAccessKeys', ['keys']],
    ['UpdateAccessKey', ['keys']],
    ['ListMFADevices', ['devices']],
    ['DeactivateMFADevice', ['devices']],
    ['PutUserPolicy', ['sessions']],
    ['*', ['keys', 'devices', 'sessions']],
  ])('without %s is shut out as far as that goes, names what is left, and goes on with the right', async (action, left) => {
    const all = stage();
    const plain = { user: 'kim', devices: action === 'ListMFADevices' ? [] : [all.lost.arn], accessKey: false, roles: [] };
    if (action === 'ListMFADevices') await all.look('DeactivateMFADevice', { UserName: 'kim', SerialNumber: all.phone.arn });
    all.admin.setBoundary(all.account.addPolicy('less', denying(`iam:${action}`)));
    const plan = await all.program().plan('admin', plain, never());
    const done = await all.through(all.begin(plain));
    const [kept] = await all.program().list();
    all.admin.setBoundary(undefined);
    expect(await open(all)).toEqual(left);
    if (/^(?:Get|List)/.test(action))
      expect(plan).toMatchObject({ ok: true, value: { unread: [{ code: 'iam-denied', action: `iam:${action}` }] } });
    expect(all.notes.map(({ deed }) => deed.outcome)).toEqual([left.length === 0 ? 'done' : 'failed']);
    if (left.length > 0)
      expect(done).toMatchObject({
        ok: false,
        problem: { code: 'rescue-partly', left: left.map((step) => ({ step, action: expect.stringMatching(/^iam:/) })) },
      });
    expect(await all.through(all.program().resume(kept?.id ?? '', all.over, never()))).toMatchObject({ ok: true, value: { id: kept?.id } });
    expect(await open(all)).toEqual([]);
  });

  it('makes no new key while an old one may be active, and deletes none that it did not make', async () => {
    const all = stage();
    all.admin.setBoundary(all.account.addPolicy('less', denying('iam:ListAccessKeys')));
    expect(await all.through(all.begin())).toMatchObject({ ok: false, problem: { code: 'rescue-partly', left: [{ step: 'keys' }] } });
    expect(all.user.keys()).toMatchObject([{ active: true }]);
    all.admin.setBoundary(undefined);
    expect(await all.through(all.program().resume('plan-1', all.over, never()))).toMatchObject({ ok: true });
    await expectRescued(all);
    expect(await all.through(all.program().undo('plan-1', never()))).toMatchObject({ ok: true });
    await expectUndone(all);
  });

  it('writes no invite with a guess of who that is', async () => {
    const all = stage();
    all.admin.setBoundary(all.account.addPolicy('less', denying('iam:GetUser')));
    expect(await all.through(all.begin())).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:GetUser' } });
    expect([await open(all), all.files.size]).toEqual([[], 0]);
    all.admin.setBoundary(undefined);
    expect(await all.through(all.program().resume('plan-1', all.over, never()))).toMatchObject({ ok: true });
    await expectRescued(all);
  });

  it('never takes a device that nobody could look up for removed', async () => {
    const all = stage();
    all.admin.setBoundary(all.account.addPolicy('less', denying('iam:ListMFADevices')));
    const typo = { ...all.wish, devices: ['arn:aws:iam::111122223333:mfa/kim-yk-1234567'], accessKey: false };
    expect(await all.through(all.begin(typo))).toMatchObject({ ok: false, problem: { code: 'device-missing' } });
    expect(await open(all)).toEqual(['devices']);
    const unsaid = await all.through(all.begin({ ...all.wish, devices: [], accessKey: false }));
    expect(unsaid).toMatchObject({
      ok: false,
      problem: { code: 'rescue-partly', left: [{ step: 'devices', action: 'iam:ListMFADevices' }] },
    });
    all.admin.setBoundary(undefined);
    // Of two devices nobody said which; the other one is not to go with it.
    expect(await all.through(all.program().resume('plan-2', all.over, never()))).toMatchObject({
      ok: false,
      problem: { code: 'rescue-device-unsaid', devices: [all.lost.arn, all.phone.arn] },
    });
    expect(all.account.devices()).toHaveLength(2);
  });

  it('closes a key that the finder makes meanwhile, and doesn’t mind one that somebody else deletes', async () => {
    const all = stage();
    let isFirst = true;
    const ports = all.ports(async (call, action, ...rest) => {
      if (action === 'ListAccessKeys' && isFirst) {
        isFirst = false;
        const seen = await all.aws.callIam(call, action, ...rest);
        all.user.removeKey(all.key.accessKeyId);
        all.user.addKey();
        return seen;
      }
      return all.aws.callIam(call, action, ...rest);
    });
    const wish = { ...all.wish, accessKey: false };
    expect(await all.through(all.program(ports).rescue('admin', wish, all.over, never()))).toMatchObject({ ok: true });
    expect(await open(all)).toEqual([]);
    expect(all.user.keys()).toMatchObject([{ active: false }]);
  });

  it('leaves the policy of another administrator’s rescue alone, whose sessions are older ones, too', async () => {
    const all = stage();
    const wish = { ...all.wish, accessKey: false };
    await all.through(all.begin(wish));
    await all.clock.advance(hour);
    expect(await all.through(all.begin({ ...wish, devices: [all.phone.arn] }))).toMatchObject({ ok: true, value: { id: 'plan-2' } });
    // The first may be lifted an hour before the second, or taken back.
    await all.clock.advance(35 * hour);
    expect(await all.through(all.program().resume('plan-1', all.over, never()))).toMatchObject({ ok: true });
    expect(await all.policies()).toMatchObject({ PolicyNames: [revokePolicy] });
    await all.clock.advance(hour);
    expect(await all.through(all.program().resume('plan-2', all.over, never()))).toMatchObject({ ok: true });
    expect(await all.policies()).toMatchObject({ PolicyNames: [] });
  });

  it('is not rescued by a busy IAM, and goes on later', async () => {
    const all = stage();
    all.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'DeactivateMFADevice', times: 100 });
    expect(await all.through(all.begin())).toMatchObject({ ok: false, problem: { code: 'throttled' } });
    all.aws.simulator.faults.clear();
    expect(await all.through(all.program().resume('plan-1', all.over, never()))).toMatchObject({ ok: true });
    await expectRescued(all);
  });

  it('names the permission that lacks also where a busy IAM came first', async () => {
    const all = stage(denying('iam:PutUserPolicy'));
    all.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'UpdateAccessKey', times: 100 });
    expect(await all.through(all.begin())).toMatchObject({
      ok: false,
      problem: { code: 'rescue-partly', left: [{ step: 'keys' }, { step: 'sessions', action: 'iam:PutUserPolicy' }] },
    });
    expect(await open(all)).toEqual(['keys', 'sessions']);
  });

  it('keeps no secret in the journal', async () => {
    const all = stage();
    await all.through(all.begin());
    const [, fresh] = all.user.keys();
    expect(all.folder.written.length).toBeGreaterThan(5);
    for (const secret of [fresh?.secretAccessKey ?? '?', 'correct horse']) expect(all.folder.written.join('')).not.toContain(secret);
  });
});

describe('a program that ends while it rescues somebody', () => {
  // Keys, two calls for the device, policy, new key.
  const cases = [1, 2, 3, 4, 5].flatMap((at) => endings.map((how) => [at, how] as const));
  const begin = (all: Stage) => (ports: TeamPlanPorts) => all.program(ports).rescue('admin', all.wish, all.over, never());

  it.each(cases)('at change %i, %s its effect: goes on to the same end', async (at, how) => {
    const all = stage();
    await interrupt(all, at, how, begin(all));
    const [left] = await all.program().list();
    expect(await all.through(all.program().resume(left?.id ?? '', all.over, never()))).toMatchObject({ ok: true });
    await expectRescued(all);
  });

  it.each(cases)('at change %i, %s its effect: is taken back', async (at, how) => {
    const all = stage();
    await interrupt(all, at, how, begin(all));
    const [left] = await all.program().list();
    expect(await all.through(all.program().undo(left?.id ?? '', never()))).toMatchObject({ ok: true });
    await expectUndone(all);
  });
});

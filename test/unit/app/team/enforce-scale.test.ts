import { describe, expect, it } from 'vitest';
import { createEnforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import type { TeamProgress } from '../../../../src-main/contract/team/people.ts';
import { never } from '../../../fakes/world.ts';
import { denying, everything, teamStage } from './team-stage.ts';

const scope = { kind: 'account', breakGlass: 'admin' } as const;

/** An account of so many users, each 125 in a group, with a virtual device but for the last `bare`; one has a passkey. */
const stage = (users: number, bare: number, policy = everything) => {
  const all = teamStage(policy);
  all.admin.addDevice();
  const groups = Array.from({ length: Math.ceil(users / 125) }, (_, index) => all.account.addGroup(`group${index}`));
  const managed = all.account.addPolicy('manage', everything);
  for (const group of groups) group.attach(managed);
  for (let index = 0; index < users; index++) {
    const user = all.account.addUser(`user${index}`);
    const group = groups[Math.floor(index / 125)];
    if (group) user.join(group);
    if (index === 0) user.addOtherDevice('fido', 'laptop-ABC');
    else if (index < users - bare) user.addDevice();
  }
  const progress: TeamProgress[] = [];
  const seen = (signal = never()) => createEnforcing(all.ports()).look('admin', scope, signal, (step) => progress.push(step));
  const asked = () => {
    const counts = new Map<string, number>();
    for (const { action } of all.aws.simulator.requests) counts.set(action, (counts.get(action) ?? 0) + 1);
    return Object.fromEntries(counts);
  };
  return { ...all, seen, asked, progress };
};

describe('an account of 5,000 users', () => {
  it('is looked at with few calls: who would be locked out, by name', async () => {
    const all = stage(5000, 3);
    const seen = await all.through(all.seen());
    if (!seen.ok) throw new Error(seen.problem.code);
    expect(seen.value).toMatchObject({ isSafe: false, canManage: true, isEnforced: false, outside: 1, unread: [] });
    expect(seen.value.lockedOut).toEqual(['user4997', 'user4998', 'user4999']);
    expect([seen.value.members.length, seen.value.holders.length]).toEqual([5000, 40]);
    expect(seen.value.members[0]).toEqual({ name: 'user0', devices: 1 });
    // The simulator gives a hundred at a time, IAM up to a thousand. Those without a virtual device are few, and asked for one by one; the user for emergencies as well.
    expect(all.asked()).toEqual({ GetAccountAuthorizationDetails: 51, ListVirtualMFADevices: 50, ListMFADevices: 5 });
    expect(all.progress.map(({ what }) => what)).toEqual(expect.arrayContaining(['policies', 'devices']));
    expect(all.progress.at(-1)).toEqual({ what: 'devices', done: 5000, total: 5000 });
  });

  it('is believed of who has no device by the report, of which the time is told; others are asked for', async () => {
    const all = stage(600, 400);
    const seen = await all.through(all.seen());
    if (!seen.ok) throw new Error(seen.problem.code);
    expect(seen.value.lockedOut).toHaveLength(400);
    expect(seen.value.reportAt).toBeGreaterThan(0);
    // The one with a passkey, and the user for emergencies.
    expect(all.asked()).toMatchObject({ ListMFADevices: 2, GetCredentialReport: 1 });
  });

  it('is not believed of a device that was removed since: of who has one, nobody is told by an old report', async () => {
    const all = stage(600, 400);
    const late = Array.from({ length: 60 }, (_, index) => all.account.addUser(`late${index}`).addOtherDevice('fido', `key-${index}`));
    await all.through(all.seen());
    const [gone] = late;
    await all.look('DeactivateMFADevice', { UserName: 'late0', SerialNumber: gone?.arn });
    const seen = await all.through(all.seen());
    if (!seen.ok) throw new Error(seen.problem.code);
    expect(seen.value.lockedOut).toContain('late0');
    expect(seen.value.lockedOut).not.toContain('late1');
  });

  it('is read to the end by an IAM that is throttled throughout', async () => {
    const all = stage(600, 400);
    for (const action of ['GetAccountAuthorizationDetails', 'ListVirtualMFADevices', 'GenerateCredentialReport', 'GetCredentialReport'])
      all.aws.simulator.faults.add({ kind: 'throttle' }, { action, times: 4 });
    expect(await all.through(all.seen())).toMatchObject({ ok: true, value: { isSafe: false, unread: [] } });
  });

  it('is let go of when it is cancelled', async () => {
    const all = stage(600, 600);
    const { signal, abort } = (() => {
      const controller = new AbortController();
      return { signal: controller.signal, abort: () => controller.abort() };
    })();
    const looking = all.seen(signal);
    abort();
    expect(await all.through(looking)).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
  });
});

describe('whoever may not read an account at once', () => {
  it.each(['GetAccountAuthorizationDetails', 'ListVirtualMFADevices', 'GenerateCredentialReport', 'GetCredentialReport'])(
    'is told the same, one by one, without %s',
    async (action) => {
      const all = stage(120, 60, denying(`iam:${action}`));
      const free = stage(120, 60);
      const [seen, told] = [await all.through(all.seen()), await free.through(free.seen())];
      if (!seen.ok || !told.ok) throw new Error('not read');
      expect({ ...seen.value, reportAt: 0 }).toEqual({ ...told.value, reportAt: 0 });
    },
    60_000,
  );

  it('is told whose devices are not known, which count as locked out, with the permission', async () => {
    const all = stage(120, 60, denying('iam:ListMFADevices'));
    const seen = await all.through(all.seen());
    if (!seen.ok) throw new Error(seen.problem.code);
    expect(seen.value.lockedOut).toHaveLength(61);
    expect(seen.value.unread).toMatchObject([{ code: 'iam-denied', action: 'iam:ListMFADevices', explicit: true }]);
  });
});

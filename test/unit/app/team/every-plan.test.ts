import { beforeAll, describe, expect, it } from 'vitest';
import { type AddOver, createAddPerson } from '../../../../src-main/app/team/add-person.ts';
import { createEnforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import { sealInvite } from '../../../../src-main/app/team/invite.ts';
import type { TeamPlanPorts } from '../../../../src-main/app/team/plans/plan-desk.ts';
import { createGroupPolicy } from '../../../../src-main/app/team/policies/group-policy.ts';
import { createRemove } from '../../../../src-main/app/team/remove/remove.ts';
import { createRescue } from '../../../../src-main/app/team/rescue/rescue.ts';
import { createAddRole } from '../../../../src-main/app/team/roles/add-role.ts';
import { ok, type Result } from '../../../../src-main/contract/result.ts';
import type { EnforceScope } from '../../../../src-main/contract/team/enforce.ts';
import { never } from '../../../fakes/world.ts';
import { endings, everything, interrupt, type TeamStage, teamStage } from './team-stage.ts';

/** One of the plans, as a program that is started anew has it. */
interface Plan {
  readonly begin: () => Promise<Result<unknown>>;
  readonly resume: (id: string) => Promise<Result<unknown>>;
  readonly undo: (id: string) => Promise<Result<unknown>>;
  readonly list: () => Promise<readonly { readonly id?: string }[]>;
}

interface Kind {
  /** Fills the account, and gives the plan for the ports of a program. */
  readonly ready: (all: TeamStage) => (ports: TeamPlanPorts) => Plan;
  /** What stays after it is taken back: a removed device. */
  readonly stays?: 'devices';
  /** Calls that it goes on without: they only look, and what they would tell is said to be unread. */
  readonly goesOn: readonly string[];
  /** It is ended at each of its effects here; others are in the tests of their own, which look at secrets as well. */
  readonly isEnded: boolean;
}

const seal: typeof sealInvite = (invite, secrets, passphrase) => sealInvite(invite, secrets, passphrase, { N: 1024, r: 8, p: 1 });
const over = {
  write: async () => ok(undefined),
  givePassword: async () => ok(undefined),
  passphrase: async () => ok('correct horse'),
  onStep: () => {},
} satisfies AddOver;

const policyOf = (all: TeamStage, name: string) => all.account.addPolicy(name, everything).arn;

const addKind = (group: string | undefined): Kind => ({
  goesOn: ['GetUser', 'ListUsers', ...(group === undefined ? [] : ['ListGroups']), 'ListAccountAliases'],
  isEnded: group === undefined,
  ready: (all) => {
    const policies = [policyOf(all, 'first'), policyOf(all, 'second')];
    const wish = { name: 'kim', path: '/eng/', policies, roles: [], password: true, accessKey: true, invite: '/kim.invite' };
    return (ports) => {
      const members = createAddPerson(ports, seal);
      return {
        begin: () => members.add('admin', { ...wish, ...(group === undefined ? {} : { group }) }, over, never()),
        resume: (id) => members.resume(id, over, never()),
        undo: (id) => members.undo(id, never()),
        list: members.list,
      };
    };
  },
});

const enforceKind = (scope: EnforceScope, ...goesOn: readonly string[]): Kind => ({
  goesOn,
  isEnded: true,
  ready: (all) => {
    const developers = all.account.addGroup('developers');
    for (const name of ['kim', 'lee']) {
      const user = all.account.addUser(name);
      user.join(developers);
      user.addDevice();
    }
    all.account.addUser('max').addDevice();
    all.admin.addDevice();
    return (ports) => {
      const enforcing = createEnforcing(ports);
      return {
        begin: () => enforcing.enforce('admin', scope, { onStep: () => {} }, never()),
        resume: (id) => enforcing.resume(id, { onStep: () => {} }, never()),
        undo: (id) => enforcing.undo(id, never()),
        list: enforcing.list,
      };
    };
  },
});

const groupPolicyKind = (isRemoval: boolean): Kind => ({
  goesOn: [],
  isEnded: true,
  ready: (all) => {
    const developers = all.account.addGroup('developers');
    developers.putPolicy('RoletapManageOwnMFA', everything);
    const wish = { policy: 'self', group: 'developers', extras: ['keys'], path: '', isRemoval } as const;
    return (ports) => {
      const policy = createGroupPolicy(ports);
      return {
        begin: () => policy.put('admin', wish, { onStep: () => {} }, never()),
        resume: (id) => policy.resume(id, { onStep: () => {} }, never()),
        undo: (id) => policy.undo(id, never()),
        list: policy.list,
      };
    };
  },
});

const kinds: Readonly<Record<string, Kind>> = {
  'adding a person to a new group': addKind('developers'),
  'adding a person without a group': addKind(undefined),
  'adding a role': {
    goesOn: ['GetRole', 'GetGroup'],
    isEnded: true,
    ready: (all) => {
      all.account.addGroup('developers');
      const policies = [policyOf(all, 'first'), policyOf(all, 'second')];
      const permissions = JSON.stringify(everything);
      const wish = { name: 'Deploy', trust: { kind: 'account', accountId: '' }, policies, permissions, group: 'developers' } as const;
      return (ports) => {
        const roles = createAddRole(ports);
        return {
          begin: () => roles.add('admin', wish, { onStep: () => {} }, never()),
          resume: (id) => roles.resume(id, { onStep: () => {} }, never()),
          undo: (id) => roles.undo(id, never()),
          list: roles.list,
        };
      };
    },
  },
  'requiring MFA of a group': enforceKind(
    { kind: 'group', group: 'developers' },
    'ListUsers',
    'ListGroupPolicies',
    'ListAttachedGroupPolicies',
    'GetGroupPolicy',
  ),
  'requiring MFA of a pilot': enforceKind(
    { kind: 'pilot', group: 'developers', user: 'kim' },
    'ListUsers',
    'ListGroupPolicies',
    'ListAttachedGroupPolicies',
    'ListUserPolicies',
    'ListAttachedUserPolicies',
    'GetUserPolicy',
  ),
  'requiring MFA of an account': enforceKind({ kind: 'account', breakGlass: 'admin' }, 'GetAccountAuthorizationDetails'),
  'attaching a policy to a group': groupPolicyKind(false),
  'removing a policy from a group': groupPolicyKind(true),
  'deleting access keys': {
    goesOn: ['GetAccessKeyLastUsed', 'ListMFADevices', 'ListGroupsForUser'],
    isEnded: false,
    ready: (all) => {
      const kim = all.account.addUser('kim');
      const keys = [kim.addKey(), kim.addKey({ active: false })].map(({ accessKeyId }) => accessKeyId);
      return (ports) => {
        const removing = createRemove(ports, () => false);
        return {
          begin: () => removing.remove('admin', { user: 'kim', what: 'keys', keys, isNow: false }, { onStep: () => {} }, never()),
          resume: (id) => removing.resume(id, { onStep: () => {} }, never()),
          undo: (id) => removing.undo(id, never()),
          list: removing.list,
        };
      };
    },
  },
  'rescuing somebody': {
    stays: 'devices',
    goesOn: ['ListMFADevices', 'ListAccountAliases'],
    isEnded: false,
    ready: (all) => {
      const kim = all.account.addUser('kim');
      kim.addKey();
      const devices = [kim.addDevice({ name: 'kim-yk-12345678' }).arn, kim.addDevice({ name: 'kim-phone' }).arn];
      const wish = { user: 'kim', devices, accessKey: true, invite: '/kim.invite', roles: [] };
      return (ports) => {
        const rescue = createRescue(ports, () => false, seal);
        return {
          begin: () => rescue.rescue('admin', wish, over, never()),
          resume: (id) => rescue.resume(id, over, never()),
          undo: (id) => rescue.undo(id, never()),
          list: rescue.list,
        };
      };
    },
  },
};

/** All that IAM has of the account, but for what a key or a plan is called. */
const world = async (all: TeamStage, { stays }: Kind) => {
  const { aws, look } = all;
  const before = aws.simulator.requests.length;
  const details = await look('GetAccountAuthorizationDetails', {});
  const roles = (await look('ListRoles', {})) as { readonly Roles: readonly { readonly RoleName: string }[] };
  const grants = await Promise.all(
    roles.Roles.map(async ({ RoleName }) => [
      await look('ListRolePolicies', { RoleName }),
      await look('ListAttachedRolePolicies', { RoleName }),
    ]),
  );
  const names = (details as { readonly UserDetailList: readonly { readonly UserName: string }[] }).UserDetailList;
  const keys = await Promise.all(names.map(({ UserName }) => look('ListAccessKeys', { UserName })));
  const logins = await Promise.all(
    names.map(async ({ UserName }) => 'LoginProfile' in ((await look('GetLoginProfile', { UserName })) as object)),
  );
  const devices = stays === 'devices' ? [] : all.account.devices();
  // What is only asked for here does not count.
  (aws.simulator.requests as unknown[]).length = before;
  const text = JSON.stringify({ details, roles, grants, keys, logins, devices }, (name, value: unknown) =>
    name === '$metadata' ? undefined : value,
  );
  return JSON.parse(text) as object;
};

const stageOf = (kind: Kind) => {
  const all = teamStage();
  const program = kind.ready(all);
  return { ...all, program, plan: () => program(all.ports()) };
};

type Stage = ReturnType<typeof stageOf>;

/** The same world, whatever IAM called what was made in it, and when that was. */
const shapeOf = (found: object): object =>
  JSON.parse(JSON.stringify(found, (name, value: unknown) => (/^(?:.*Id|.*Date|PolicyDocument)$/.test(name) ? '' : value))) as object;

const refusal = (action: string) =>
  ({
    kind: 'refuse',
    status: 403,
    code: 'AccessDenied',
    message: `User: arn:aws:iam::111122223333:user/admin is not authorized to perform: iam:${action} on resource: * because no identity-based policy allows the iam:${action} action`,
  }) as const;

/** The calls of a whole run, in their order, each action once; and how many change something. */
const callsOf = async (kind: Kind, run: (all: Stage) => Promise<unknown>) => {
  const all = stageOf(kind);
  await run(all);
  const actions = all.aws.simulator.requests.map(({ action }) => action);
  return { actions: [...new Set(actions)], changes: actions.filter((action) => !/^(?:Get|List)/.test(action)).length };
};

const carriedOut = (all: Stage) => all.through(all.plan().begin());

/** What was left unfinished, by a program that is started anew. */
const leftOf = async (all: Stage): Promise<string> => (await all.plan().list())[0]?.id ?? '';

/** A plan that stopped right before its end: nearly everything is there to be taken back. */
const stopped = async (kind: Kind, changes: number) => {
  const all = stageOf(kind);
  const before = await world(all, kind);
  await interrupt(all, changes, 'after', (ports) => all.program(ports).begin());
  return { all, before, id: await leftOf(all) };
};

/** The calls of taking back alone. */
const takenBack = async (all: Stage, changes: number) => {
  await interrupt(all, changes, 'after', (ports) => all.program(ports).begin());
  (all.aws.simulator.requests as unknown[]).length = 0;
  await all.through(all.plan().undo(await leftOf(all)));
};

// The first call loads the SDK, which takes a while of real time.
beforeAll(async () => void (await teamStage().look('GetUser', {})));

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  it('goes on, denied at each call in turn, or names the permission and is taken back whole', async () => {
    const { actions } = await callsOf(kind, carriedOut);
    expect(actions.length).toBeGreaterThan(2);
    const goesOn: string[] = [];
    for (const action of actions) {
      const all = stageOf(kind);
      const before = await world(all, kind);
      all.aws.simulator.faults.add(refusal(action), { action, times: 1000 });
      const done = await carriedOut(all);
      all.aws.simulator.faults.clear();
      if (done.ok) goesOn.push(action);
      else {
        const { problem } = done;
        const isNamed = problem.code === 'iam-denied' && problem.action === `iam:${action}`;
        // What can be done at once is done, and the rest is named.
        const isPartly = problem.code === 'rescue-partly' && problem.left.some((one) => one.action === `iam:${action}`);
        // Whose devices can't be read may be locked out: they are let set up MFA, and nothing is denied.
        const isUnsafe = problem.code === 'enforce-unsafe' && action === 'ListMFADevices';
        expect([action, isNamed || isPartly || isUnsafe]).toEqual([action, true]);
        const id = await leftOf(all);
        if (id !== '') expect(await all.through(all.plan().undo(id))).toMatchObject({ ok: true });
        if (!isUnsafe) expect(await world(all, kind)).toEqual(before);
        expect(await all.kept()).toEqual([]);
      }
    }
    expect(goesOn).toEqual(kind.goesOn);
  });

  it('is taken back later when it is denied at each call of taking it back in turn, which is named', async () => {
    const { changes } = await callsOf(kind, carriedOut);
    const { actions } = await callsOf(kind, (all) => takenBack(all, changes));
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) {
      const { all, before, id } = await stopped(kind, changes);
      all.aws.simulator.faults.add(refusal(action), { action, times: 1000 });
      const undone = await all.through(all.plan().undo(id));
      all.aws.simulator.faults.clear();
      // A look at whose policy it is, is no condition.
      if (!undone.ok || action !== 'GetUserPolicy') {
        expect(undone).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: `iam:${action}` } });
        expect(await leftOf(all)).toBe(id);
        expect(await all.through(all.plan().undo(id))).toMatchObject({ ok: true });
      }
      expect(await world(all, kind)).toEqual(before);
      expect(await all.kept()).toEqual([]);
    }
  });

  it.each(endings)(
    'is taken back whole by a program that ends in the middle of that, %s each effect',
    async (how) => {
      const { changes } = await callsOf(kind, carriedOut);
      const undone = await callsOf(kind, (all) => takenBack(all, changes));
      for (let at = 1; at <= undone.changes; at++) {
        const { all, before, id } = await stopped(kind, changes);
        await interrupt(all, at, how, (ports) => all.program(ports).undo(id));
        const left = await leftOf(all);
        if (left !== '') expect(await all.through(all.plan().undo(left))).toMatchObject({ ok: true });
        expect(await world(all, kind)).toEqual(before);
        expect(await all.kept()).toEqual([]);
      }
    },
    120_000,
  );

  if (!kind.isEnded) return;
  it.each(endings)(
    'comes to the same end, or is taken back whole, when the program ends %s each effect',
    async (how) => {
      const { changes } = await callsOf(kind, carriedOut);
      const whole = stageOf(kind);
      await carriedOut(whole);
      const end = shapeOf(await world(whole, kind));
      for (let at = 1; at <= changes; at++) {
        const all = stageOf(kind);
        const before = await world(all, kind);
        await interrupt(all, at, how, (ports) => all.program(ports).begin());
        const left = await leftOf(all);
        if (left !== '') expect(await all.through(all.plan().resume(left))).toMatchObject({ ok: true });
        expect(shapeOf(await world(all, kind))).toEqual(end);
        const other = stageOf(kind);
        await interrupt(other, at, how, (ports) => other.program(ports).begin());
        const id = await leftOf(other);
        if (id === '') continue;
        expect(await other.through(other.plan().undo(id))).toMatchObject({ ok: true });
        expect(shapeOf(await world(other, kind))).toEqual(shapeOf(before));
        expect(await other.kept()).toEqual([]);
      }
    },
    120_000,
  );
});

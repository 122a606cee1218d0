import { describe, expect, it } from 'vitest';
import type { EnrollForNeeds } from '../../../../src-main/app/team/enroll/enroll-for.ts';
import { createTeam, type TeamPorts } from '../../../../src-main/app/team/team-desk.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { never } from '../../../fakes/world.ts';
import { teamStage } from './team-stage.ts';

const key = { id: '1', serial: 12345678, name: 'YubiKey', oath: 'ready', accounts: [], firmware: '5.4.3' };

/** The administrator's side, with a tap that gives what the stage's has: long-term keys, or a session. */
const stage = (sessionToken: string | undefined) => {
  const all = teamStage();
  const plain = all.ports();
  const calls: string[] = [];
  const ports = {
    ...plain,
    tap: async (role: string, signal: AbortSignal) => {
      const given = await plain.tap(role, signal);
      return given.ok ? { ...given, value: { ...given.value, credentials: { ...given.value.credentials, sessionToken } } } : given;
    },
    aws: {
      ...plain.aws,
      callIam: async (_: unknown, action: string) => {
        calls.push(action);
        return { ok: false, problem: { code: 'throttled', status: 400 }, unclear: false };
      },
    },
    records: { teamPlans: all.folder, log: silentLog, newId: () => 'plan-1' },
  } as unknown as TeamPorts;
  const needs = { codes: { keys: { state: () => ({ kind: 'ready', keys: [key] }) } }, iam: {} } as unknown as EnrollForNeeds;
  return { team: createTeam(ports, needs), calls };
};

type Team = ReturnType<typeof stage>['team'];

const person = { name: 'kim', policies: [], roles: [], password: false, accessKey: false };
const role = { name: 'Deploy', trust: { kind: 'account', accountId: '' }, policies: [] } as const;
const lost = { user: 'kim', devices: [], accessKey: false, roles: [] };
const hands = {
  write: async () => ({ ok: true, value: undefined }),
  givePassword: async () => ({ ok: true, value: undefined }),
  onStep: () => {},
};
const over = { ...hands, passphrase: async () => ({ ok: true, value: '' }) } as never;
const group = { kind: 'group', group: 'developers' } as const;

/** Everything that an administrator can begin. */
const ways: Readonly<Record<string, (team: Team) => Promise<unknown>>> = {
  people: (team) => team.people('admin', () => {}, never()),
  'plan of a person': (team) => team.members.plan('admin', person, never()),
  'adding a person': (team) => team.members.add('admin', person, over, never()),
  'plan of a role': (team) => team.roles.plan('admin', role, never()),
  'adding a role': (team) => team.roles.add('admin', role, over, never()),
  'look at who is to be rescued': (team) => team.rescue.look('admin', 'kim', never()),
  'plan of a rescue': (team) => team.rescue.plan('admin', lost, never()),
  rescuing: (team) => team.rescue.rescue('admin', lost, over, never()),
  'plan of an enrolment': (team) => team.enrolling.plan('admin', { user: 'kim', touch: false }, never()),
  enrolling: (team) => team.enrolling.enroll('admin', { user: 'kim', touch: false }, over, never()),
  'look before MFA is required': (team) => team.enforcing.look('admin', group, never()),
  'requiring MFA': (team) => team.enforcing.enforce('admin', { kind: 'account', breakGlass: 'admin' }, over, never()),
  'requiring MFA no more': (team) => team.enforcing.release('admin', group, never()),
  simulating: (team) => team.simulate('admin', { user: 'kim', actions: ['iam:GetUser'], resources: [] }, never()),
  'reading a policy': (team) => team.policy('admin', 'arn:aws:iam::111122223333:policy/p', never()),
};

describe('no call of an administrator is made with plain keys', () => {
  it.each(Object.entries(ways))('%s', async (_, begin) => {
    for (const nothing of [undefined, '']) {
      const { team, calls } = stage(nothing);
      expect(await begin(team)).toEqual({ ok: false, problem: { code: 'internal', where: 'team/plain-keys' } });
      expect(calls).toEqual([]);
    }
    // With a session it calls, so that this test says something.
    const { team, calls } = stage('token');
    await begin(team);
    expect(calls.length).toBeGreaterThan(0);
  });
});

import type { TeamNote, TeamPlanPorts } from '../../../../src-main/app/team/plans/plan-desk.ts';
import { createTeamJournal } from '../../../../src-main/app/team/plans/team-record.ts';
import { homeRegion, type Partition } from '../../../../src-main/aws/arn.ts';
import type { CallIam } from '../../../../src-main/aws/iam/team-iam.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createMemoryJournal } from '../../../fakes/journal.ts';
import { createFakeTurns } from '../../../fakes/turns.ts';
import { never } from '../../../fakes/world.ts';

export const start = Math.floor(Date.now() / 30_000) * 30_000;
export const everything: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } };
export const denying = (Action: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*' },
  ],
});

/** An account with an administrator, the real calls to it, and a journal that outlives the program. */
export const teamStage = (policy = everything, partition: Partition = 'aws') => {
  const clock = createFakeClock(start);
  const aws = createInProcessAws(clock);
  const account = aws.simulator.addAccount('111122223333', { partition });
  const region = homeRegion(partition);
  const admin = account.addUser('admin', { policies: [policy] });
  const { accessKeyId, secretAccessKey } = admin.addKey();
  const folder = createMemoryJournal();
  const notes: TeamNote[] = [];
  /** What programs are at, of those that live. */
  const turns = new Set<string>();
  let ids = 0;
  /** What a program that is started anew has; `callIam` in the place of the real calls. */
  const ports = (callIam: CallIam = aws.callIam) =>
    ({
      store: { state: () => ({ settings: { knownKeys: {} } }) },
      files: {
        judge: async (look: () => unknown) => look(),
        resolve: () =>
          ok({
            role: { profile: 'admin', accountId: '111122223333', partition },
            source: { iamEndpoint: { region } },
          }),
      },
      tap: async () =>
        ok({
          accountId: '111122223333',
          credentials: { accessKeyId, secretAccessKey, sessionToken: undefined, expires: clock.now() + 3_600_000 },
        }),
      aws: { callIam, clock, now: clock.now },
      journal: {
        note: (noted: TeamNote) => notes.push(noted),
        ...createTeamJournal(folder, silentLog),
        inTurn: createFakeTurns(turns),
        newId: () => {
          ids += 1;
          return `plan-${ids}`;
        },
      },
    }) as unknown as TeamPlanPorts;
  /** Time goes on while something waits for it. */
  const through = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const watched = work.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await settle(5);
      await clock.advance(1000);
    }
    return watched;
  };
  const look = async (action: string, input: object) => {
    const caller = { source: 'admin', credentials: { accessKeyId, secretAccessKey }, endpoint: { region } };
    const answer = await aws.callIam({ caller, signal: never() }, action as never, input as never, {});
    return answer.ok ? (answer.value as Record<string, unknown>) : answer.problem;
  };
  const kept = async () => (await folder.read()).map(({ text }) => text ?? '');
  return { aws, account, admin, clock, notes, folder, turns, ports, through, look, kept };
};

export type TeamStage = ReturnType<typeof teamStage>;

/** `before` and `after` its effect the program ends at a change; `lost`: the answer to it never comes. */
export const endings = ['before', 'after', 'lost'] as const;
export type Ending = (typeof endings)[number];

/** The real calls until the one with this number, of those that change something: then it never comes back, or its answer is lost. */
const killedAt = ({ aws }: TeamStage, at: number, how: Ending) => {
  let count = 0;
  let isOver = false;
  const calls: CallIam = async (call, action, ...rest) => {
    const changes = !/^(?:Get|List)/.test(action);
    if (changes) count += 1;
    if (!changes || count !== at) return isOver ? new Promise<never>(() => {}) : aws.callIam(call, action, ...rest);
    isOver = how !== 'lost';
    if (how === 'before') return new Promise<never>(() => {});
    await aws.callIam(call, action, ...rest);
    if (how === 'after') return new Promise<never>(() => {});
    return { ok: false, problem: { code: 'aws-hung-up', host: 'iam.amazonaws.com' }, unclear: true };
  };
  return { calls, isOver: () => isOver };
};

/** Begins work whose program ends at its change number `at`. */
export const interrupt = async (all: TeamStage, at: number, how: Ending, begin: (ports: TeamPlanPorts) => Promise<unknown>) => {
  const killed = killedAt(all, at, how);
  const running = begin(all.ports(killed.calls));
  if (how === 'lost') {
    await all.through(running);
    return;
  }
  let ended = false;
  void running.then(() => {
    ended = true;
  });
  for (let turn = 0; turn < 200 && !ended && !killed.isOver(); turn++) {
    await settle(3);
    await all.clock.advance(500);
  }
  await settle(5);
  all.turns.clear();
};

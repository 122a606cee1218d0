import * as v from 'valibot';
import type { AwsResult } from '../../aws/caller.ts';
import { sleep } from '../../base/abort.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AddWish, TeamPlanView } from '../../contract/team/plan.ts';
import type { Journal } from '../plans/journal.ts';
import type { PlanRun } from '../plans/plan.ts';
import { runPlan, undoPlan } from '../plans/run-plan.ts';
import { addEffects, type HeldSecrets } from './add-effects.ts';
import { inWords, whyBad } from './add-wish.ts';
import { consoleUrlOf, type Invite, type InviteSecrets, inviteText, sealInvite } from './invite.ts';
import { isMissing, stepOf, type TeamRun } from './plan-steps.ts';
import { viewOf } from './plan-view.ts';
import { createTeamCaller, type TeamCallerPorts } from './team-caller.ts';
import { type TeamRecord, withState } from './team-record.ts';

/** What adding people takes. */
export interface AddPersonPorts extends TeamCallerPorts {
  readonly journal: Journal<TeamRecord> & { readonly newId: () => string };
}

/** How what was made gets to the person. */
export interface HandOver {
  /** Writes the invite where the wish says, for its owner alone. Problem: invite-unwritable. */
  readonly write: (file: string, text: string) => Promise<Result<void>>;
  /** Takes a one-time password that goes into no invite. */
  readonly givePassword: (password: string) => Promise<Result<void>>;
  /** Seals the secrets of an invite; asked for when there are any. */
  readonly passphrase: () => Promise<Result<string>>;
  readonly onStep: (view: TeamPlanView) => void;
}

export interface AddPerson {
  /** What would be done, and what is there already. Nothing is changed. Problems: those of the caller; team-name-taken, team-wish-bad. */
  readonly plan: (source: string, wish: AddWish, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  /** Does it. Problems: those of planning and of each call; then what was done stays, and can be continued or undone. */
  readonly add: (source: string, wish: AddWish, over: HandOver, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  readonly resume: (id: string, over: HandOver, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<TeamPlanView>>;
  /** Plans that are neither finished nor undone, oldest first. */
  readonly list: () => Promise<readonly TeamPlanView[]>;
}

const aliasSchema = v.object({ AccountAliases: v.array(v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,63}$/))) });

export const createAddPerson = (ports: AddPersonPorts, seal = sealInvite): AddPerson => {
  const { journal, aws } = ports;

  const open = async (source: string, record: () => TeamRecord, put: TeamRun['put'], signal: AbortSignal) => {
    const callAs = createTeamCaller(ports, source);
    const first = await callAs(signal);
    if (!first.ok) return first;
    const call: TeamRun['call'] = async (action, input, subject = {}) => {
      const own = await callAs(signal);
      return own.ok
        ? aws.callIam({ caller: own.value.caller, signal }, action, input, subject)
        : { ok: false, problem: own.problem, unclear: false };
    };
    return ok({ caller: first.value, run: { record, put, call, now: aws.now } satisfies TeamRun });
  };

  /** A record of what is to be done, with what is there already. */
  const look = async (source: string, wish: AddWish, signal: AbortSignal) => {
    const bad = whyBad(wish);
    if (bad) return failed(bad);
    const opened = await open(
      source,
      () => record,
      async () => {},
      signal,
    );
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    let record: TeamRecord = {
      version: 1,
      id: journal.newId(),
      startedAt: aws.now(),
      kind: 'add',
      source: caller.caller.source,
      accountId: caller.accountId,
      partition: caller.partition,
      wish,
      steps: {},
    };
    const unread: Problem[] = [];
    const isThere = async (answer: Promise<AwsResult<unknown>>): Promise<boolean | undefined> => {
      const found = await answer;
      if (found.ok) return true;
      if (isMissing(found.problem)) return false;
      unread.push(found.problem);
      return undefined;
    };
    const { name, group } = wish;
    const user = await isThere(run.call('GetUser', { UserName: name }, { userName: name }));
    if (unread[0] && unread[0].code !== 'iam-denied') return failed(unread[0]);
    if (user) return failed({ code: 'team-name-taken', name });
    if (group !== undefined) {
      const about = { kind: 'group', group } as const;
      // Whoever may not look is told when the group turns out to be missing.
      const there = await isThere(run.call('GetGroup', { GroupName: group }, { about }));
      if (there !== false) record = withState(record, 'group', 'there');
    }
    return ok({ record, unread });
  };

  const handOver = (record: () => TeamRecord, run: TeamRun, held: HeldSecrets, over: HandOver) => async (): Promise<AwsResult<unknown>> => {
    const { wish, accountId, partition } = record();
    const refused = (problem: Problem) => ({ ok: false, problem, unclear: false }) as const;
    const { password } = held.get;
    if (wish.invite === undefined) {
      const given = password === undefined ? ok(undefined) : await over.givePassword(password);
      return given.ok ? { ok: true, value: {} } : refused(given.problem);
    }
    const listed = await run.call('ListAccountAliases', {}, { about: { kind: 'account' } });
    const alias = listed.ok ? parsed(aliasSchema, listed.value)?.AccountAliases[0] : undefined;
    const { userArn } = viewOf(record());
    const plain: Invite = {
      roletap: 'invite',
      version: 1,
      account: { id: accountId, partition, ...defined({ alias }) },
      user: { name: wish.name, arn: userArn },
      console: consoleUrlOf(accountId, partition, alias),
      roles: [...wish.roles],
      ...defined({ region: wish.region }),
    };
    const hasSecrets = Object.keys(held.get).length > 0;
    const passphrase = hasSecrets ? await over.passphrase() : ok('');
    if (!passphrase.ok) return refused(passphrase.problem);
    const invite = hasSecrets ? await seal(plain, held.get, passphrase.value) : plain;
    const written = await over.write(wish.invite, inviteText(invite));
    return written.ok ? { ok: true, value: {} } : refused(written.problem);
  };

  /** Runs a record to its end, or takes it back. */
  const carry = async (begun: TeamRecord, over: HandOver | undefined, signal: AbortSignal): Promise<Result<TeamPlanView>> => {
    let record = begun;
    const keep = async (next: TeamRecord): Promise<void> => {
      record = next;
      await journal.write(next);
      over?.onStep(viewOf(record));
    };
    const opened = await open(record.source, () => record, keep, signal);
    if (!opened.ok) return opened;
    const { run, caller } = opened.value;
    if (caller.accountId !== record.accountId) return failed({ code: 'team-other-account', accountId: record.accountId });
    const held: HeldSecrets = { get: {} as InviteSecrets };
    const nobody: HandOver = {
      write: async () => ok(undefined),
      givePassword: async () => ok(undefined),
      passphrase: async () => ok(''),
      onStep: () => {},
    };
    const effects = addEffects(
      run,
      record.wish,
      held,
      handOver(() => record, run, held, over ?? nobody),
    );
    const steps = effects.map((effect) => stepOf(run, effect));
    const plan: PlanRun<TeamRecord> = {
      record: () => record,
      before: async (next) => {
        const written = await journal.write(next);
        if (written.ok) {
          record = next;
          over?.onStep(viewOf(record));
        }
        return written;
      },
      after: keep,
      wait: (until) => sleep(aws.clock, Math.max(0, until - aws.now()), signal),
      signal,
    };
    const done = over ? await runPlan(() => steps, plan) : await undoPlan(steps, signal);
    held.get = {};
    if (!done.ok) return failed(inWords(done.problem, record.wish));
    await journal.remove(record.id);
    return ok(viewOf(record, [], false));
  };

  const known = async (id: string): Promise<Result<TeamRecord>> => {
    const record = (await journal.list()).find((one) => one.id === id);
    return record ? ok(record) : failed({ code: 'plan-missing', id });
  };

  return {
    plan: async (source, wish, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? ok(viewOf(found.value.record, found.value.unread, false)) : found;
    },
    add: async (source, wish, over, signal) => {
      const found = await look(source, wish, signal);
      if (!found.ok) return found;
      const written = await journal.write(found.value.record);
      return written.ok ? carry(found.value.record, over, signal) : written;
    },
    resume: async (id, over, signal) => {
      const record = await known(id);
      return record.ok ? carry(record.value, over, signal) : record;
    },
    undo: async (id, signal) => {
      const record = await known(id);
      return record.ok ? carry(record.value, undefined, signal) : record;
    },
    list: async () => (await journal.list()).map((record) => viewOf(record)),
  };
};

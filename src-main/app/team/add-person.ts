import * as v from 'valibot';
import type { AwsResult } from '../../aws/caller.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AddWish, TeamPlanView } from '../../contract/team/plan.ts';
import { addEffects, type HeldSecrets } from './add-effects.ts';
import { inWords, whyBad } from './add-wish.ts';
import { consoleUrlOf, type Invite, type InviteSecrets, inviteText, sealInvite } from './invite.ts';
import { viewOf } from './plan-view.ts';
import { createPlanDesk, type TeamPlanPorts } from './plans/plan-desk.ts';
import { isMissing, type TeamRun } from './plans/plan-steps.ts';
import { type RecordOf, withState } from './plans/team-record.ts';

type AddRecord = RecordOf<'add'>;

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

export const createAddPerson = (ports: TeamPlanPorts, seal = sealInvite): AddPerson => {
  const handOver =
    ({ record, call }: TeamRun<AddRecord>, held: HeldSecrets, over: HandOver) =>
    async (): Promise<AwsResult<unknown>> => {
      const { wish, accountId, partition } = record();
      const refused = (problem: Problem) => ({ ok: false, problem, unclear: false }) as const;
      const { password } = held.get;
      if (wish.invite === undefined) {
        const given = password === undefined ? ok(undefined) : await over.givePassword(password);
        return given.ok ? { ok: true, value: {} } : refused(given.problem);
      }
      const listed = await call('ListAccountAliases', {}, { about: { kind: 'account' } });
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

  const nobody: HandOver = {
    write: async () => ok(undefined),
    givePassword: async () => ok(undefined),
    passphrase: async () => ok(''),
    onStep: () => {},
  };
  const desk = createPlanDesk<AddRecord, TeamPlanView, HandOver>(ports, {
    kind: 'add',
    effects: (run, over) => {
      const held: HeldSecrets = { get: {} as InviteSecrets };
      const effects = addEffects(run, run.record().wish, held, handOver(run, held, over ?? nobody));
      return {
        effects,
        forget: () => {
          held.get = {};
        },
      };
    },
    view: viewOf,
    inWords: (problem, { wish }) => inWords(problem, wish),
  });

  /** A record of what is to be done, with what is there already. */
  const look = async (source: string, wish: AddWish, signal: AbortSignal) => {
    const bad = whyBad(wish);
    if (bad) return failed(bad);
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    let record: AddRecord = { ...desk.begin('add', caller), wish, steps: {} };
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

  return {
    plan: async (source, wish, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? ok(viewOf(found.value.record, found.value.unread, false)) : found;
    },
    add: async (source, wish, over, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? desk.carryOut(found.value.record, over, signal) : found;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};

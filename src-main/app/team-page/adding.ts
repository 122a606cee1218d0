import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { type AddingView, isSealed } from '../../contract/team/adding.ts';
import type { AddWish, TeamPlanView } from '../../contract/team/plan.ts';
import type { FrontEnd } from '../front-end.ts';
import { withPageOf } from '../state/changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Team } from '../team/team-desk.ts';

type AddingCommand =
  | 'openAdding'
  | 'closeAdding'
  | 'planMember'
  | 'addMember'
  | 'stopMember'
  | 'openMember'
  | 'resumeMember'
  | 'undoMember';

export type AddingHandlers = { readonly [N in AddingCommand]: (payload: CommandPayload<N>) => boolean };

/** What adding people from the window takes. */
export interface AddingNeeds {
  readonly store: Store;
  readonly team: { readonly members: Team['members'] };
  /** A one-time password, onto the clipboard, which is cleared after a while. */
  readonly copySecret: (text: string) => Promise<Result<void>>;
}

type HandOver = Parameters<Team['members']['add']>[2];
type Draft = CommandPayload<'planMember'>['draft'];

const job = 'add person';

/** What a form leaves empty is not wished for. */
const wishOf = ({ name, path, group, boundary, region, invite, ...rest }: Draft): AddWish => {
  const given = (text: string) => (text.trim() === '' ? undefined : text.trim());
  return {
    ...rest,
    name: name.trim(),
    ...defined({
      path: given(path),
      group: given(group),
      boundary: given(boundary),
      region: given(region),
      invite: invite ? `${name.trim()}.invite` : undefined,
    }),
  };
};

const textOf = (typed: Uint8Array | undefined): string | undefined => {
  const text = typed && new TextDecoder().decode(typed);
  typed?.fill(0);
  return text;
};

/** Adding a person, on the people's page: a plan that is shown, done, continued or undone. */
export const createAdding = (
  { store, team: { members }, copySecret }: AddingNeeds,
  front: Pick<FrontEnd, 'saveFile'>,
  jobs: Jobs<Failure>,
): AddingHandlers & { readonly readUnfinished: () => Promise<void> } => {
  const adding = () => pageOf(store.state(), 'team')?.adding;
  const put = (next: AddingView | undefined) =>
    store.change(withPageOf('team', ({ adding: _, ...page }) => ({ ...page, ...defined({ adding: next }) })));
  /** Grows with each that is opened: what an older one still says is not heard. */
  let turn = 0;

  const readUnfinished = async () => {
    const unfinished = await members.list();
    store.change(withPageOf('team', ({ unfinished: _, ...page }) => (unfinished.length === 0 ? page : { ...page, unfinished })));
  };

  const overOf = (own: number, passphrase: string | undefined): HandOver => ({
    write: async (file, text) => {
      const saved = await front.saveFile(file, text);
      if (!saved.ok) return saved;
      return saved.value ? ok(undefined) : failed({ code: 'cancelled' });
    },
    givePassword: async (password) => {
      const copied = await copySecret(password);
      const now = adding();
      if (copied.ok && now && own === turn) put({ ...now, copiedSeconds: store.settings.get().clipboardSeconds });
      return copied;
    },
    passphrase: async () => (passphrase === undefined ? failed({ code: 'cancelled' }) : ok(passphrase)),
    onStep: (plan) => {
      const now = adding();
      if (now && own === turn) put({ ...now, plan });
    },
  });

  /** Carries a plan on. Where it stops on its way, it is found among those that are not finished. */
  const run = (
    stage: 'running' | 'undoing',
    begun: AddingView,
    work: (over: HandOver, signal: AbortSignal) => Promise<Result<TeamPlanView>>,
    passphrase?: string,
  ): true => {
    turn += 1;
    const own = turn;
    const { problem: _, copiedSeconds: _copied, ...rest } = begun;
    put({ ...rest, stage });
    void jobs
      .join(job, undefined, (signal) => work(overOf(own, passphrase), signal))
      .then(async (done) => {
        await readUnfinished();
        const now = adding();
        if (!now || own !== turn) return;
        if (done.ok) return put({ ...now, plan: done.value, stage: stage === 'running' ? 'done' : 'undone' });
        const id = now.plan?.id;
        const left = (await members.list()).find((one) => (id === undefined ? one.user === now.plan?.user : one.id === id));
        const { problem } = done;
        // Before its first step there is nothing to continue.
        put({
          ...now,
          stage: left ? 'left' : 'plan',
          ...defined({ plan: left ?? now.plan, problem: problem.code === 'cancelled' ? undefined : problem }),
        });
      });
    return true;
  };

  /** A passphrase where something is sealed, and none where nothing is. */
  const fits = (plan: TeamPlanView, passphrase: string | undefined): boolean => isSealed(plan) === (passphrase !== undefined);

  return {
    readUnfinished,
    openAdding: () => {
      const page = pageOf(store.state(), 'team');
      if (!page || page.adding) return false;
      turn += 1;
      put({ stage: 'form', source: page.source });
      return true;
    },
    closeAdding: () => {
      if (!adding()) return false;
      turn += 1;
      jobs.cancel(job);
      put(undefined);
      return true;
    },
    planMember: ({ source, draft }) => {
      const now = adding();
      if (now?.stage !== 'form' && now?.stage !== 'plan') return false;
      turn += 1;
      const own = turn;
      const wish = wishOf(draft);
      put({ stage: 'planning', source, wish });
      void jobs
        .join(job, undefined, (signal) => members.plan(source, wish, signal))
        .then((plan) => {
          if (own !== turn || !adding()) return;
          if (plan.ok) return put({ stage: 'plan', source, wish, plan: plan.value });
          const problem = plan.problem.code === 'cancelled' ? undefined : plan.problem;
          put({ stage: 'form', source, wish, ...defined({ problem }) });
        });
      return true;
    },
    addMember: ({ passphrase: typed }) => {
      const passphrase = textOf(typed);
      const now = adding();
      if (now?.stage !== 'plan' || !now.plan || !now.wish || !fits(now.plan, passphrase)) return false;
      const { source, wish } = now;
      return run('running', now, (over, signal) => members.add(source, wish, over, signal), passphrase);
    },
    stopMember: () => jobs.cancel(job),
    openMember: ({ id }) => {
      const page = pageOf(store.state(), 'team');
      const plan = page?.unfinished?.find((one) => one.id === id);
      if (!plan || page?.adding) return false;
      turn += 1;
      put({ stage: 'left', source: plan.source, plan });
      return true;
    },
    resumeMember: ({ passphrase: typed }) => {
      const passphrase = textOf(typed);
      const now = adding();
      const { id } = now?.plan ?? {};
      if (now?.stage !== 'left' || !now.plan || id === undefined || !fits(now.plan, passphrase)) return false;
      return run('running', now, (over, signal) => members.resume(id, over, signal), passphrase);
    },
    undoMember: () => {
      const now = adding();
      const { id } = now?.plan ?? {};
      if (now?.stage !== 'left' || id === undefined) return false;
      return run('undoing', now, (_, signal) => members.undo(id, signal));
    },
  };
};

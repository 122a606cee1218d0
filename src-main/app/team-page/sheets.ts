import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { AnyRemoval, RemoveFacts } from '../../contract/team/remove.ts';
import type { RescueFacts } from '../../contract/team/rescue.ts';
import { isSealed, type LeftPlan, type SheetView } from '../../contract/team/sheet.ts';
import type { FrontEnd } from '../front-end.ts';
import { withPageOf } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { HandOver } from '../team/hand-over.ts';
import type { Team } from '../team/team-desk.ts';
import { type Changed, changedBy } from './read-again.ts';
import { wishOf } from './sheet-wish.ts';

type SheetCommand = 'openSheet' | 'closeSheet' | 'planSheet' | 'carrySheet' | 'stopSheet' | 'undoSheet' | 'openLeft';

export type SheetHandlers = { readonly [N in SheetCommand]: (payload: CommandPayload<N>) => boolean };

/** What plans that are made in the window take. */
export interface SheetNeeds {
  readonly store: Store;
  readonly team: Pick<Team, 'members' | 'roles' | 'rescue' | 'enrolling' | 'groupPolicy' | 'removing' | 'unfinished'>;
  /** A one-time password, onto the clipboard, which is cleared after a while. */
  readonly copySecret: (text: string) => Promise<Result<void>>;
}

type Plan = LeftPlan['plan'];
type Wish = NonNullable<SheetView['wish']>;

/** What is read first, before there is a form. */
type Looked = { readonly kind: 'rescue' } | { readonly kind: 'remove'; readonly what: AnyRemoval };

/** What each kind of plan can do. */
interface Deeds<W, P> {
  readonly plan: (source: string, wish: W, signal: AbortSignal) => Promise<Result<P>>;
  readonly carry: (source: string, wish: W, over: HandOver<P>, signal: AbortSignal) => Promise<Result<P>>;
  readonly resume: (id: string, over: HandOver<P>, signal: AbortSignal) => Promise<Result<P>>;
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<P>>;
  readonly list: () => Promise<readonly P[]>;
}

const deedsOf = ({ members, roles, rescue, enrolling, groupPolicy, removing }: SheetNeeds['team']) => {
  const all = {
    add: { ...members, carry: members.add },
    role: { ...roles, carry: roles.add },
    rescue: { ...rescue, carry: rescue.rescue },
    enroll: { ...enrolling, carry: enrolling.enroll },
    remove: { ...removing, carry: removing.remove },
    policy: { ...groupPolicy, carry: groupPolicy.put },
  };
  // A sheet's wish and plan are of its kind: what each of these takes and gives stays in one sheet.
  return all as unknown as { readonly [K in SheetView['kind']]: Deeds<Wish, Plan> };
};

const job = 'plan';

const textOf = (typed: Uint8Array | undefined): string | undefined => {
  const text = typed && new TextDecoder().decode(typed);
  typed?.fill(0);
  return text;
};

/** Plans on the people's page: each is shown, done, continued or undone. `onChanged` hears whom one has changed. */
export const createSheets = (
  { store, team, copySecret }: SheetNeeds,
  front: Pick<FrontEnd, 'saveFile'>,
  jobs: Jobs<Failure>,
  onChanged: (changed: Changed) => void,
): SheetHandlers & { readonly readUnfinished: () => Promise<void> } => {
  const deeds = deedsOf(team);
  const open = () => pageOf(store.state(), 'team')?.sheet;
  const put = (next: SheetView | undefined) =>
    store.change(withPageOf('team', ({ sheet: _, ...page }) => ({ ...page, ...defined({ sheet: next }) })));
  /** What is found out about a sheet is of its kind. */
  const show = ({ problem: _, ...now }: SheetView, change: Partial<Pick<SheetView, 'stage' | 'problem' | 'copiedSeconds' | 'plan'>>) =>
    put({ ...now, ...change } as SheetView);
  /** Grows with each that is opened: what an older one still says is not heard. */
  let turn = 0;
  const begin = (): number => {
    turn += 1;
    return turn;
  };
  const told = ({ code }: Failure['problem']) => code !== 'cancelled';

  const readUnfinished = async () => {
    const unfinished = await team.unfinished();
    store.change(withPageOf('team', ({ unfinished: _, ...page }) => (unfinished.length === 0 ? page : { ...page, unfinished })));
  };

  const overOf = (own: number, passphrase: string | undefined): HandOver<Plan> => ({
    write: async (file, text) => {
      const saved = await front.saveFile(file, text);
      if (!saved.ok) return saved;
      return saved.value ? ok(undefined) : failed({ code: 'cancelled' });
    },
    givePassword: async (password) => {
      const copied = await copySecret(password);
      const now = open();
      if (copied.ok && now && own === turn) show(now, { copiedSeconds: store.settings.get().clipboardSeconds });
      return copied;
    },
    passphrase: async () => (passphrase === undefined ? failed({ code: 'cancelled' }) : ok(passphrase)),
    onStep: (plan) => {
      const now = open();
      if (now && own === turn) show(now, { plan });
    },
  });

  /** Carries a plan on. Where it stops on its way, it is found among those that are not finished. */
  const run = (
    stage: 'running' | 'undoing',
    { problem: _, copiedSeconds: _copied, ...begun }: SheetView,
    work: (over: HandOver<Plan>, signal: AbortSignal) => Promise<Result<Plan>>,
    passphrase?: string,
  ): true => {
    const own = begin();
    put({ ...begun, stage } as SheetView);
    const before = begun.plan?.id;
    void (async () => {
      let known = new Set<string | undefined>();
      const done = await jobs.join(job, undefined, async (signal) => {
        known = new Set((await deeds[begun.kind].list()).map(({ id }) => id));
        return work(overOf(own, passphrase), signal);
      });
      await readUnfinished();
      // Before its first step there is nothing to continue.
      const isLeft = ({ id }: Plan) => (before === undefined ? !known.has(id) : id === before);
      const left = done.ok ? undefined : (await deeds[begun.kind].list()).find(isLeft);
      const changed = changedBy({ kind: begun.kind, stage }, done.ok ? done.value : left, done.ok ? undefined : done.problem);
      if (changed) onChanged(changed);
      const now = open();
      if (!now || own !== turn) return;
      if (done.ok) return show(now, { plan: done.value, stage: stage === 'running' ? 'done' : 'undone' });
      const problem = told(done.problem) ? done.problem : undefined;
      show(now, { stage: left ? 'left' : 'plan', ...defined({ plan: left ?? now.plan, problem }) });
    })();
    return true;
  };

  /** Reads what somebody has that may be lost, or removed. */
  const look = (source: string, { user, ...asked }: { readonly user: string } & Looked): true => {
    const own = begin();
    const sheet = { ...asked, source, user } as const;
    put({ ...sheet, stage: 'looking' });
    const { rescue, removing } = team;
    void jobs
      .join(job, undefined, (signal): Promise<Result<RescueFacts | RemoveFacts>> => {
        return (asked.kind === 'rescue' ? rescue : removing).look(source, user, signal);
      })
      .then((facts) => {
        if (own !== turn || !open()) return;
        const problem = facts.ok || !told(facts.problem) ? undefined : facts.problem;
        // What was read is of the sheet's kind.
        put({ ...sheet, stage: 'form', ...defined({ problem, facts: facts.ok ? facts.value : undefined }) } as SheetView);
      });
    return true;
  };

  /** Shows a wish as a plan, or why it can't be one. */
  const showPlan = (own: number, asked: SheetView, wish: Wish): true => {
    put(asked);
    void jobs
      .join(job, undefined, (signal) => deeds[asked.kind].plan(asked.source, wish, signal))
      .then((plan) => {
        if (own !== turn || !open()) return;
        if (plan.ok) return show(asked, { stage: 'plan', plan: plan.value });
        show(asked, { stage: 'form', ...defined({ problem: told(plan.problem) ? plan.problem : undefined }) });
      });
    return true;
  };

  return {
    readUnfinished,
    openSheet: (asked) => {
      const page = pageOf(store.state(), 'team');
      if (!page || page.enforcing || page.simulating) return false;
      // What could not be read is read again.
      const { sheet } = page;
      const isUnread = sheet?.kind === 'policy' || ((sheet?.kind === 'rescue' || sheet?.kind === 'remove') && !sheet.facts);
      const isAgain = isUnread && sheet.stage === 'form' && sheet.kind === asked.kind;
      if (sheet && !isAgain) return false;
      if (asked.kind === 'policy') {
        const { kind, ...wish } = asked;
        const source = page.policies?.source ?? page.source;
        return showPlan(begin(), { kind, source, group: wish.group, wish, stage: 'planning' }, wish);
      }
      if (page.policies) return false;
      if (asked.kind === 'rescue') return look(page.source, { kind: 'rescue', user: asked.user });
      if (asked.kind === 'remove' && asked.what === 'device') {
        const wish = { user: asked.user, what: asked.what, keys: [], isNow: true };
        return showPlan(begin(), { ...asked, source: page.source, wish, stage: 'planning' }, wish);
      }
      if (asked.kind === 'remove') return look(page.source, asked);
      begin();
      put({ ...asked, stage: 'form', source: page.source } as SheetView);
      return true;
    },
    closeSheet: () => {
      if (!open()) return false;
      begin();
      jobs.cancel(job);
      put(undefined);
      return true;
    },
    planSheet: ({ source, draft }) => {
      const now = open();
      if (!now || now.kind !== draft.kind || (now.stage !== 'form' && now.stage !== 'plan')) return false;
      const own = begin();
      const wished = wishOf(draft, 'user' in now ? now.user : '');
      const { problem: _, plan: _plan, ...rest } = now;
      if (!wished.ok) {
        put({ ...rest, stage: 'form', problem: wished.problem } as SheetView);
        return true;
      }
      const wish = wished.value;
      return showPlan(own, { ...rest, source, wish, stage: 'planning' } as SheetView, wish);
    },
    carrySheet: ({ passphrase: typed }) => {
      const passphrase = textOf(typed);
      const now = open();
      // A passphrase where something is sealed, and none where nothing is.
      if (!now?.plan || isSealed(now.plan) !== (passphrase !== undefined)) return false;
      const { kind, source, wish, stage, plan } = now;
      const { id } = plan;
      if (stage === 'plan' && wish) return run('running', now, (over, signal) => deeds[kind].carry(source, wish, over, signal), passphrase);
      if (stage !== 'left' || id === undefined) return false;
      return run('running', now, (over, signal) => deeds[kind].resume(id, over, signal), passphrase);
    },
    stopSheet: () => jobs.cancel(job),
    openLeft: ({ id }) => {
      const page = pageOf(store.state(), 'team');
      const left = page?.unfinished?.find(({ plan }) => plan.id === id);
      if (!left || left.kind === 'enforce' || page?.sheet || page?.enforcing || page?.simulating) return false;
      begin();
      const user = 'user' in left.plan ? { user: left.plan.user } : {};
      const more = left.kind === 'policy' ? { group: left.plan.group } : left.kind === 'remove' ? { what: left.plan.what } : {};
      put({ ...left, ...user, ...more, stage: 'left', source: left.plan.source } as SheetView);
      return true;
    },
    undoSheet: () => {
      const now = open();
      const { id } = now?.plan ?? {};
      if (!now || (now.stage !== 'left' && now.stage !== 'done') || id === undefined) return false;
      return run('undoing', now, (_over, signal) => deeds[now.kind].undo(id, signal));
    },
  };
};

import type { ProcessLine, ProcessPlan } from '../../aws/files/process-files.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { ProcessPlanView } from '../../contract/tools.ts';
import type { TapContext } from '../context.ts';
import type { FrontEnd } from '../front-end.ts';
import { endpointUrlOf } from '../sessions/open-session.ts';
import { toolText } from '../snapshot/page-view.ts';
import { pageOf, type ToolsPage, withPage, withPageOf } from '../state/page-state.ts';
import { tellFailure } from '../state/tell-failure.ts';
import { checkTool } from './tool-check.ts';

/** The page "Use this role in your tools": lines to copy, checks, and the credential_process line of the role's target. */
export const createToolsPage = (context: TapContext, front: FrontEnd, jobs: Jobs<Failure>, roles: () => readonly RoleView[]) => {
  const { world, store } = context;
  /** The role of the page that is open, when that is the one meant. */
  const openRole = (name: string): RoleView | undefined =>
    pageOf(store.state(), 'tools')?.role === name ? roles().find(({ id }) => id === name) : undefined;
  const change = (role: string, next: (page: ToolsPage) => ToolsPage) =>
    store.change(withPageOf('tools', (page) => (page.role === role ? next(page) : page)));
  /** One at a time for the file: a second wish while one is carried out is not taken. */
  const work = (role: string, name: string, start: (signal: AbortSignal) => Promise<Result<ProcessPlanView | undefined>>): boolean => {
    if (pageOf(store.state(), 'tools')?.working) return false;
    change(role, ({ plan: _plan, problem: _problem, ...page }) => ({ ...page, working: true }));
    void jobs.join(`${name} ${role}`, undefined, start).then((done) =>
      change(role, (page) => ({
        ...page,
        working: false,
        ...(done.ok ? (done.value ? { plan: done.value } : {}) : { problem: done.problem }),
      })),
    );
    return true;
  };

  return {
    openTools: ({ role }: CommandPayload<'openTools'>) => {
      if (!roles().some(({ id }) => id === role)) return false;
      store.change(withPage({ kind: 'tools', role, checks: new Map(), working: false }));
      return true;
    },
    copyTool: ({ role, tool }: CommandPayload<'copyTool'>) => {
      const view = roles().find(({ id }) => id === role);
      const text = view ? toolText(tool, view.target, world.launcher.line) : '';
      // A control character ends or edits the line that it is pasted into.
      if (text === '' || /\p{Cc}/u.test(text)) return false;
      void world.clipboard.writeText(text).then(tellFailure(store));
      return true;
    },
    checkTool: ({ role, tool }: CommandPayload<'checkTool'>) => {
      if (!openRole(role)) return false;
      const put = (check: 'checking' | 'works' | 'failed', problem?: Problem) =>
        change(role, (page) => ({ ...page, checks: new Map(page.checks).set(tool, { check, ...defined({ problem }) }) }));
      put('checking');
      void jobs
        .join(`check ${tool} ${role}`, undefined, (signal) => checkTool(context, front, () => openRole(role), tool, signal))
        .then((checked) => (checked.ok ? put('works') : put('failed', checked.problem)));
      return true;
    },
    planProcess: ({ role, what }: CommandPayload<'planProcess'>) => {
      const view = openRole(role);
      if (!view) return false;
      return work(role, `plan process ${what}`, async () => {
        const planned =
          what === 'write' ? await world.files.planProcess(lineOf(context, view)) : await world.files.planProcessRemoval(view.target);
        return planned.ok ? ok(planView(what, planned.value)) : planned;
      });
    },
    confirmProcess: ({ role, yes }: CommandPayload<'confirmProcess'>) => {
      const view = openRole(role);
      const plan = pageOf(store.state(), 'tools')?.plan;
      if (!view || !plan) return false;
      if (yes) return work(role, `process ${plan.what}`, () => carryOut(context, view, plan.what));
      change(role, ({ plan: _, ...page }) => page);
      return true;
    },
  };
};

const planView = (what: ProcessPlanView['what'], { file, diff, alsoRemoves }: ProcessPlan): ProcessPlanView => ({
  what,
  file,
  diff,
  ...defined({ alsoRemoves }),
});

const lineOf = ({ world, store, catalog }: TapContext, { id, target, region }: RoleView): ProcessLine => {
  const role = catalog().byName.get(id);
  const preferred = region ?? (store.state().settings.region || role?.endpoint.region);
  return {
    target,
    command: world.launcher.line(target),
    ...defined({ region: preferred }),
    ...(role ? endpointUrlOf(role) : {}),
  };
};

/** The launcher comes before the line that names it; a session whose keys leave the file stays held, and is handed out by the line. */
const carryOut = async (context: TapContext, view: RoleView, what: ProcessPlanView['what']): Promise<Result<undefined>> => {
  const { world, held } = context;
  if (what === 'remove') {
    const removed = await world.files.removeProcess(view.target);
    if (!removed.ok) return removed;
  } else {
    const installed = await world.launcher.install();
    if (!installed.ok) return failed(installed.problem);
    const session = held.roles().find(({ target, inFile }) => target === view.target && inFile);
    // Told before its section goes, so that nobody takes it for ended.
    if (session) held.putRole({ ...session, inFile: false });
    const written = await world.files.writeProcess(lineOf(context, view));
    if (!written.ok) {
      if (session) held.putRole(session);
      return written;
    }
  }
  await context.readFiles();
  return ok(undefined);
};

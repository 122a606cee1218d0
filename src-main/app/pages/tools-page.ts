import type { ProcessFiles, ProcessLine, ProcessPlan } from '../../aws/files/process-files.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { ProcessPlanView } from '../../contract/tools.ts';
import type { AnywhereDeeds } from '../anywhere/anywhere-deeds.ts';
import type { FrontEnd } from '../front-end.ts';
import type { Clipboard, Demo } from '../ports.ts';
import { settingsFor } from '../roles/role-files.ts';
import type { SessionPorts } from '../sessions/session-ports.ts';
import { toolText } from '../snapshot/page-view.ts';
import { withPage, withPageOf } from '../state/page-changes.ts';
import { pageOf, type ToolsPage } from '../state/page-state.ts';
import { tellFailure } from '../state/store.ts';
import { type CheckPorts, checkTool } from './tool-check.ts';

/** What the page of tools takes. */
export interface ToolsPorts extends CheckPorts {
  readonly demo?: Demo;
  readonly sessions: Pick<SessionPorts, 'store' | 'files' | 'history' | 'held'>;
  /** Lines of credential_process in the AWS files. */
  readonly files: ProcessFiles;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
}

/** Taking a profile over from AWS's helper. */
export type Adoption = Pick<AnywhereDeeds, 'planAdoption' | 'save'>;

/** The page "Use this role in your tools": lines to copy, checks, and the credential_process line of the role's target. */
export const createToolsPage = (
  ports: ToolsPorts,
  front: Pick<FrontEnd, 'lease'>,
  jobs: Jobs<Failure>,
  roles: () => readonly RoleView[],
  adoption: Adoption,
) => {
  const { launcher, files, clipboard } = ports;
  const { store } = ports.sessions;
  /** The role of the page that is open, when that is the one meant. */
  const openRole = (name: string): RoleView | undefined =>
    pageOf(store.state(), 'tools')?.role === name ? roles().find(({ id }) => id === name) : undefined;
  const change = (role: string, next: (page: ToolsPage) => ToolsPage) =>
    store.change(withPageOf('tools', (page) => (page.role === role ? next(page) : page)));
  /** One at a time for the file: a second request while one is carried out is not taken. */
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
      // What another program changed of a kept key shows in no file that is followed.
      void ports.sessions.files.refresh();
      return true;
    },
    copyTool: ({ role, tool }: CommandPayload<'copyTool'>) => {
      const view = roles().find(({ id }) => id === role);
      const text = view ? toolText(tool, view.target, { processLine: launcher.line, demoCommand: ports.demo?.command }) : '';
      // A control character ends or edits the line that it is pasted into.
      if (text === '' || /\p{Cc}/u.test(text)) return false;
      void clipboard.writeText(text).then(tellFailure(store));
      return true;
    },
    checkTool: ({ role, tool }: CommandPayload<'checkTool'>) => {
      if (!openRole(role)) return false;
      const put = (check: 'checking' | 'works' | 'failed', problem?: Problem) =>
        change(role, (page) => ({ ...page, checks: new Map(page.checks).set(tool, { check, ...defined({ problem }) }) }));
      put('checking');
      void jobs
        .join(`check ${tool} ${role}`, undefined, (signal) => checkTool(ports, front, () => openRole(role), tool, signal))
        .then((checked) => (checked.ok ? put('works') : put('failed', checked.problem)));
      return true;
    },
    planProcess: ({ role, what }: CommandPayload<'planProcess'>) => {
      const view = openRole(role);
      if (!view) return false;
      return work(role, `plan process ${what}`, async (signal) => {
        if (what === 'adopt') {
          const line = await adoption.planAdoption(view.profile, signal);
          return line.ok ? ok({ ...planView(what, line.value.plan), ...(line.value.hadPin ? { hadPin: true } : {}) }) : line;
        }
        const planned = what === 'write' ? await files.planProcess(lineOf(ports, view)) : await files.planProcessRemoval(view.target);
        return planned.ok ? ok(planView(what, planned.value)) : planned;
      });
    },
    confirmProcess: ({ role, yes }: CommandPayload<'confirmProcess'>) => {
      const view = openRole(role);
      const plan = pageOf(store.state(), 'tools')?.plan;
      if (!view || !plan) return false;
      if (yes)
        return work(role, `process ${plan.what}`, (signal) =>
          plan.what === 'adopt' ? adopt(adoption, view, signal) : carryOut(ports, view, plan.what),
        );
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

const lineOf = ({ launcher, sessions }: ToolsPorts, { id, target, region }: RoleView): ProcessLine => {
  const role = sessions.files.catalog().byName.get(id);
  const { settings, files } = sessions.store.state();
  const preferred = region ?? (settings.region || role?.endpoint.region);
  return {
    target,
    command: launcher.line(target),
    ...defined({ region: preferred }),
    settings: role && files.kind === 'read' ? settingsFor(role, files.profiles) : [],
  };
};

const adopt = async ({ planAdoption, save }: Adoption, { profile }: RoleView, signal: AbortSignal): Promise<Result<undefined>> => {
  const line = await planAdoption(profile, signal);
  const saved = line.ok ? await save(line.value.order) : line;
  return saved.ok ? ok(undefined) : saved;
};

/** The launcher comes before the line that names it; a session whose keys leave the file stays held, and is handed out by the line. */
const carryOut = async (ports: ToolsPorts, view: RoleView, what: Exclude<ProcessPlanView['what'], 'adopt'>): Promise<Result<undefined>> => {
  const { launcher, files, sessions } = ports;
  const { held } = sessions;
  if (what === 'remove') {
    const removed = await files.removeProcess(view.target);
    if (!removed.ok) return removed;
  } else {
    const installed = await launcher.install();
    if (!installed.ok) return failed(installed.problem);
    const session = held.roles().find(({ target, inFile }) => target === view.target && inFile);
    // Told before its section goes, so that nobody takes it for ended.
    if (session) held.putRole({ ...session, inFile: false });
    const written = await files.writeProcess(lineOf(ports, view));
    if (!written.ok) {
      if (session) held.putRole(session);
      return written;
    }
  }
  await sessions.files.refresh();
  return ok(undefined);
};

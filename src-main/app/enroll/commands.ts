import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { TapContext } from '../context.ts';
import { withUnfinished } from '../state/state.ts';
import { createConsoleEnroll } from './console/wizard.ts';
import { createIamEnroll } from './iam/wizard.ts';
import type { EnrollPath, EnrollShared, RunCommand } from './path.ts';
import type { EnrollRecord } from './record.ts';

/** The wizard's commands. */
export type EnrollCommand = RunCommand | 'openEnroll' | 'resumeEnroll' | 'importAccount';

export type EnrollHandlers = { readonly [N in EnrollCommand]: (payload: CommandPayload<N>) => boolean };

/** Both paths of the wizard and what they share. The app calls `refreshUnfinished` once at its start. */
export const createEnroll = (context: TapContext, jobs: Jobs<Failure>): EnrollShared & { readonly handlers: EnrollHandlers } => {
  let records: readonly EnrollRecord[] = [];
  const paths: Record<'iam' | 'console', EnrollPath> = { iam: unopened, console: unopened };
  const openPath = () => Object.values(paths).find((path) => path.openId() !== undefined);

  const shared: EnrollShared = {
    refreshUnfinished: async () => {
      records = await context.world.journal.list();
      const open = openPath()?.openId();
      context.store.change(
        withUnfinished(
          records
            .filter((record) => record.id !== open)
            .map(({ id, user, main, startedAt }) => ({ id, user: user.name, deviceName: main.deviceName, startedAt })),
        ),
      );
    },
  };
  paths.iam = createIamEnroll(context, jobs, shared);
  const consolePath = createConsoleEnroll(context, jobs, shared);
  paths.console = consolePath;

  const byRun =
    <N extends RunCommand>(name: N) =>
    (payload: CommandPayload<N>): boolean => {
      const path = openPath();
      if (!path || path.openId() !== (payload as { readonly enroll: string }).enroll) return false;
      return path.handlers[name]?.(payload) ?? false;
    };

  const handlers: EnrollHandlers = {
    openEnroll: ({ source, path }) => openPath() === undefined && paths[path].open(source),
    resumeEnroll: ({ enroll }) => {
      const record = records.find(({ id }) => id === enroll);
      return record !== undefined && openPath() === undefined && paths[record.path].resume(record);
    },
    importAccount: ({ source, ...wish }) => openPath() === undefined && consolePath.openImport(source, wish),
    enrollUser: byRun('enrollUser'),
    enrollKey: byRun('enrollKey'),
    enrollNext: byRun('enrollNext'),
    enrollBack: byRun('enrollBack'),
    enrollSkip: byRun('enrollSkip'),
    enrollUndo: byRun('enrollUndo'),
    enrollLeave: byRun('enrollLeave'),
    enrollClose: byRun('enrollClose'),
    enrollSecret: byRun('enrollSecret'),
    enrollPicture: byRun('enrollPicture'),
    enrollPaste: byRun('enrollPaste'),
    enrollCopyCode: byRun('enrollCopyCode'),
    enrollDevice: byRun('enrollDevice'),
    enrollProfiles: byRun('enrollProfiles'),
  };
  return { ...shared, handlers };
};

const unopened: EnrollPath = { openId: () => undefined, open: () => false, resume: () => false, handlers: {} };

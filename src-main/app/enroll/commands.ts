import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import { withUnfinished } from '../state/changes.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import { findImport } from './console/import-account.ts';
import type { SecretPorts } from './console/store-secret.ts';
import { createConsolePath } from './console/wizard.ts';
import { iamPath } from './iam/wizard.ts';
import { type OpenRun, openRun } from './open-run.ts';
import type { EnrollPath, RunCommand } from './path.ts';
import { pluggedKeys } from './plugged-keys.ts';
import type { EnrollRecord } from './record.ts';
import type { EnrollPorts } from './run.ts';

/** The wizard's commands. */
export type EnrollCommand = RunCommand | 'openEnroll' | 'resumeEnroll' | 'importAccount';

export type EnrollHandlers = { readonly [N in EnrollCommand]: (payload: CommandPayload<N>) => boolean };

export interface Enroll {
  readonly handlers: EnrollHandlers;
  /** Reads the journal again and shows what is unfinished, without the run that is open. */
  readonly refreshUnfinished: () => Promise<void>;
}

/** The wizard: at most one run is open, on one of the two paths. The app calls `refreshUnfinished` once at its start. */
export const createEnroll = (ports: EnrollPorts, secrets: SecretPorts, newId: () => string, jobs: Jobs<Failure>): Enroll => {
  const paths: { readonly [P in EnrollModel['path']]: EnrollPath } = { iam: iamPath, console: createConsolePath(secrets) };
  let records: readonly EnrollRecord[] = [];
  let run: OpenRun | undefined;

  const refreshUnfinished = async () => {
    records = await ports.journal.list();
    ports.store.change(
      withUnfinished(
        records
          .filter((record) => record.id !== run?.model().id)
          .map(({ id, user, main, startedAt }) => ({ id, user: user.name, deviceName: main.deviceName, startedAt })),
      ),
    );
  };

  const begin = (given: Parameters<typeof openRun>[3]): OpenRun => {
    const opened = openRun(ports, newId, jobs, given, () => {
      run = undefined;
      void refreshUnfinished();
    });
    run = opened;
    void refreshUnfinished();
    return opened;
  };
  /** Opens a run of a user; `source` is empty when the person has to choose. */
  const open = (source: string, given: Parameters<typeof openRun>[3]): boolean => {
    if (run) return false;
    const opened = begin(source === '' ? given : { ...given, source });
    return source === '' || paths[given.path].check(opened);
  };

  const byRun =
    <N extends RunCommand>(name: N) =>
    (payload: CommandPayload<N>): boolean => {
      if (!run || run.model().isClosing || run.model().id !== (payload as { readonly enroll: string }).enroll) return false;
      return paths[run.model().path].handlers[name]?.(run, payload) ?? false;
    };

  const handlers: EnrollHandlers = {
    openEnroll: ({ source, path }) => open(source, { path }),
    resumeEnroll: ({ enroll }) => {
      const record = records.find(({ id }) => id === enroll);
      return record !== undefined && run === undefined && paths[record.path].resume(begin(resumed(record)));
    },
    importAccount: ({ source, ...imports }) => {
      const place = findImport(pluggedKeys({ ports }), imports);
      if (!place) return false;
      return open(source, { path: 'console', imports, wish: { deviceName: '', touch: place.account.touch === 'required', spare: 'none' } });
    },
    enrollUser: ({ enroll, source }) => {
      if (!run || run.model().id !== enroll) return false;
      const { stand, busy, isClosing, path } = run.model();
      if (stand.kind !== 'user' || busy || isClosing) return false;
      run.change({ source, user: undefined, devices: [], unassigned: [] });
      return paths[path].check(run);
    },
    enrollKey: byRun('enrollKey'),
    enrollNext: byRun('enrollNext'),
    enrollBack: byRun('enrollBack'),
    enrollSkip: byRun('enrollSkip'),
    enrollUndo: byRun('enrollUndo'),
    enrollLeave: byRun('enrollLeave'),
    enrollClose: ({ enroll }) => {
      if (!run || run.model().id !== enroll || run.model().isClosing) return false;
      run.close();
      return true;
    },
    enrollSecret: byRun('enrollSecret'),
    enrollPicture: byRun('enrollPicture'),
    enrollPaste: byRun('enrollPaste'),
    enrollCopyCode: byRun('enrollCopyCode'),
    enrollDevice: byRun('enrollDevice'),
    enrollProfiles: byRun('enrollProfiles'),
  };
  return { handlers, refreshUnfinished };
};

const resumed = (record: EnrollRecord): Parameters<typeof openRun>[3] => ({
  id: record.id,
  path: record.path,
  startedAt: record.startedAt,
  source: record.source,
  record,
  isResumed: true,
  stand: { kind: 'found' },
  wish: { deviceName: record.main.deviceName, touch: record.touch, spare: record.spareWish },
});

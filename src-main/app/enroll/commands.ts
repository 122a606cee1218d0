import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import { withUnfinished } from '../state/page-changes.ts';
import { findImport } from './console/import-account.ts';
import type { SecretPorts } from './console/store-secret.ts';
import { createConsolePath } from './console/wizard.ts';
import { iamPath } from './iam/wizard.ts';
import { type NewRun, type OpenRun, openRun } from './open-run.ts';
import type { EnrollPath, RunCommand } from './path.ts';
import { pluggedKeys } from './plugged-keys.ts';
import type { EnrollRecord } from './record.ts';
import type { EnrollPorts } from './run.ts';

/** The wizard's commands. */
export type EnrollCommand = RunCommand | 'openEnroll' | 'resumeEnroll' | 'importAccount';

export type EnrollHandlers = { readonly [N in EnrollCommand]: (payload: CommandPayload<N>) => boolean };

export interface Enroll {
  readonly handlers: EnrollHandlers;
  readonly paths: { readonly [P in EnrollModel['path']]: EnrollPath };
  /** Opens a run, or an interrupted one again; undefined while another is open, or there is none of this id. */
  readonly open: (given: NewRun) => OpenRun | undefined;
  readonly reopen: (id: string) => OpenRun | undefined;
  /** Reads the journal again and shows what is unfinished, without the run that is open. */
  readonly refreshUnfinished: () => Promise<void>;
}

/** The wizard: at most one run is open, on one of the two paths. The app calls `refreshUnfinished` once at its start. */
export const createEnroll = (ports: EnrollPorts, secrets: SecretPorts, newId: () => string, jobs: Jobs<Failure>): Enroll => {
  const paths: Enroll['paths'] = { iam: iamPath, console: createConsolePath(secrets) };
  let records: readonly EnrollRecord[] = [];
  let run: OpenRun | undefined;
  let before: Promise<unknown> = Promise.resolve();
  /** Begins in the turn in which the open run is gone, so that the window stays. */
  let next: (() => void) | undefined;

  const refreshUnfinished = async () => {
    records = await ports.journal.list();
    ports.store.change(
      withUnfinished(
        records
          .filter((record) => record.id !== run?.model().id)
          .map(({ id, user, main, startedAt, path, source }) => ({
            id,
            user: user.name,
            deviceName: main.deviceName,
            startedAt,
            path,
            source,
          })),
      ),
    );
  };

  const open: Enroll['open'] = (given) => {
    if (run) return undefined;
    const onClosed = (letGo: Promise<unknown>) => {
      run = undefined;
      before = letGo;
      next?.();
      next = undefined;
      void refreshUnfinished();
    };
    const opened = openRun(ports, newId, jobs, given, { before, onClosed });
    run = opened;
    void refreshUnfinished();
    return opened;
  };
  const reopen: Enroll['reopen'] = (id) => {
    const record = records.find((entry) => entry.id === id);
    return record && open(resumed(record));
  };
  /** Opens a run of a user; `source` is empty when the person has to choose. */
  const openFor = (source: string, given: NewRun): boolean => {
    const opened = open(source === '' ? given : { ...given, source });
    return opened !== undefined && (source === '' || opened.start(paths[given.path].check) !== false);
  };

  /** The open run, when a command that names it can be for it. */
  const runOf = (id: string): OpenRun | undefined => (run && run.model().id === id && !run.model().isClosing ? run : undefined);

  const byRun =
    <N extends RunCommand>(name: N) =>
    (payload: CommandPayload<N>): boolean => {
      const named = runOf((payload as { readonly enroll: string }).enroll);
      return named !== undefined && (paths[named.model().path].handlers[name]?.(named, payload) ?? false) !== false;
    };
  /** The same where both paths have a deed for it, once a record tells what there is. */
  const byRecord =
    (deed: 'undo' | 'leave') =>
    ({ enroll }: { readonly enroll: string }): boolean => {
      const named = runOf(enroll);
      return named?.model().record !== undefined && named.start(paths[named.model().path][deed]) !== false;
    };

  const handlers: EnrollHandlers = {
    openEnroll: ({ source, path, inUse }) => openFor(source, { path, ...defined({ isInUse: inUse }) }),
    resumeEnroll: ({ enroll }) => {
      const opened = reopen(enroll);
      return opened !== undefined && opened.start(paths[opened.model().path].look) !== false;
    },
    importAccount: ({ source, ...imports }) => {
      const place = findImport(pluggedKeys({ ports }), imports);
      if (!place) return false;
      return openFor(source, {
        path: 'console',
        imports,
        choices: { deviceName: '', touch: place.account.touch === 'required', spare: 'none' },
      });
    },
    enrollUser: ({ enroll, source }) => {
      const named = runOf(enroll);
      if (named?.model().page.kind !== 'user' || named.model().busy) return false;
      named.change({ source, user: undefined, devices: [], unassigned: [] });
      return named.start(paths[named.model().path].check) !== false;
    },
    enrollPath: ({ enroll, path }) => {
      const named = runOf(enroll);
      if (named?.model().page.kind !== 'user') return false;
      const { source = '' } = named.model();
      // Nothing was made yet, so this run just ends, once AWS or the disk lets go of its check.
      next = () => openFor(source, { path });
      named.change({ hasNext: true });
      named.close();
      return true;
    },
    enrollKey: byRun('enrollKey'),
    enrollNext: byRun('enrollNext'),
    enrollBack: byRun('enrollBack'),
    enrollSkip: byRun('enrollSkip'),
    enrollUndo: byRecord('undo'),
    enrollLeave: byRecord('leave'),
    enrollClose: ({ enroll }) => {
      // Also while it ends for another one to begin.
      if (next && run?.model().id === enroll) {
        next = undefined;
        run.change({ hasNext: false });
        return true;
      }
      const named = runOf(enroll);
      named?.close();
      return named !== undefined;
    },
    enrollSecret: byRun('enrollSecret'),
    enrollPicture: byRun('enrollPicture'),
    enrollPaste: byRun('enrollPaste'),
    enrollScan: byRun('enrollScan'),
    enrollStore: byRun('enrollStore'),
    enrollCopyCode: byRun('enrollCopyCode'),
    enrollDevice: byRun('enrollDevice'),
    enrollProfiles: byRun('enrollProfiles'),
  };
  return { handlers, paths, open, reopen, refreshUnfinished };
};

const resumed = (record: EnrollRecord): NewRun => ({
  id: record.id,
  path: record.path,
  startedAt: record.startedAt,
  source: record.source,
  record,
  isResumed: true,
  page: { kind: 'found' },
  choices: { deviceName: record.main.deviceName, touch: record.touch, spare: record.spareWish },
});

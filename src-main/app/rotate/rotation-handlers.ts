import type { Jobs } from '../../base/jobs.ts';
import type { KeysPageView } from '../../contract/access-keys/rotation.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure, Result } from '../../contract/result.ts';
import { withAccessKeys, withRotations } from '../state/page-changes.ts';
import type { Store } from '../state/store.ts';
import type { Rotations } from './rotate.ts';

export type RotationHandlers = {
  readonly [N in 'lookAccessKeys' | 'rotateAccessKey' | 'finishRotation' | 'undoRotation']: (payload: CommandPayload<N>) => boolean;
};

/** The job that reads the access keys of a source's user. */
export const lookingJob = (source: string): string => `access keys of ${source}`;

/** What the window asks of access keys; how it goes is in the snapshot's `accessKeys`, one source at a time. */
export const createRotationHandlers = (store: Store, rotations: Rotations, jobs: Jobs<Failure>): RotationHandlers => {
  const shown = (): KeysPageView | undefined => store.state().accessKeys;
  /** Changes what is shown while it is still this source's. */
  const change = (source: string, next: (now: KeysPageView) => KeysPageView): void => {
    const now = shown();
    if (now?.source === source) store.change(withAccessKeys(next(now)));
  };

  /** Resolves to what shows it. */
  const look = async (source: string, signal: AbortSignal): Promise<() => void> => {
    const seen = await rotations.look(source, signal);
    const begun = await rotations.list();
    return () => {
      store.change(withRotations(begun));
      change(source, ({ problem, ...now }) => {
        const why = seen.ok || seen.problem.code === 'cancelled' ? problem : (problem ?? seen.problem);
        return { ...now, state: 'ready', ...(seen.ok ? { seen: seen.value } : {}), ...(why ? { problem: why } : {}) };
      });
    };
  };
  /** What is ready can be asked for again: it is shown when the job is over, which would else be joined. */
  const begin = (name: string, job: (signal: AbortSignal) => Promise<() => void>): void =>
    void jobs.join(name, undefined, job).then((show) => {
      if (typeof show === 'function') show();
    });
  const work = (source: string, job: (signal: AbortSignal) => Promise<Result<unknown>>): boolean => {
    const now = shown();
    if (now?.source !== source || now.state !== 'ready') return false;
    const { problem: _before, ...rest } = now;
    store.change(withAccessKeys({ ...rest, state: 'working' }));
    begin(`access key of ${source}`, async (signal) => {
      const done = await job(signal);
      if (!done.ok && done.problem.code !== 'cancelled') change(source, (at) => ({ ...at, problem: done.problem }));
      return look(source, new AbortController().signal);
    });
    return true;
  };

  return {
    lookAccessKeys: ({ source }) => {
      if (shown()?.source === source && shown()?.state !== 'ready') return false;
      const seen = shown()?.source === source ? shown()?.seen : undefined;
      store.change(withAccessKeys({ source, state: 'loading', ...(seen ? { seen } : {}) }));
      begin(lookingJob(source), (signal) => look(source, signal));
      return true;
    },
    rotateAccessKey: ({ source, drop, graceDays }) =>
      work(source, (signal) => rotations.rotate({ source, graceDays, ...(drop === '' ? {} : { drop }) }, signal)),
    finishRotation: ({ source }) => work(source, (signal) => rotations.finish(source, signal)),
    undoRotation: ({ source }) => work(source, (signal) => rotations.undo(source, signal)),
  };
};

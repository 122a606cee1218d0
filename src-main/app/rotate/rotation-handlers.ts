import type { Jobs } from '../../base/jobs.ts';
import type { KeysPageView } from '../../contract/access-keys/rotation.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure, Result } from '../../contract/result.ts';
import { withAccessKeys, withRotations } from '../state/access-keys-state.ts';
import type { Store } from '../state/store.ts';
import type { Rotations } from './rotate.ts';

export type RotationHandlers = {
  readonly [N in 'lookAccessKeys' | 'rotateAccessKey' | 'finishRotation' | 'undoRotation']: (payload: CommandPayload<N>) => boolean;
};

/** What the window asks of access keys; how it goes is in the snapshot's `accessKeys`, one source at a time. */
export const createRotationHandlers = (store: Store, rotations: Rotations, jobs: Jobs<Failure>): RotationHandlers => {
  const shown = (): KeysPageView | undefined => store.state().accessKeys;
  /** Changes what is shown while it is still this source's. */
  const change = (source: string, next: (now: KeysPageView) => KeysPageView): void => {
    const now = shown();
    if (now?.source === source) store.change(withAccessKeys(next(now)));
  };

  const look = async (source: string, signal: AbortSignal): Promise<void> => {
    const seen = await rotations.look(source, signal);
    store.change(withRotations(await rotations.list()));
    change(source, ({ problem, ...now }) => {
      const why = seen.ok ? problem : (problem ?? seen.problem);
      return { ...now, state: 'ready', ...(seen.ok ? { seen: seen.value } : {}), ...(why ? { problem: why } : {}) };
    });
  };
  const work = (source: string, job: (signal: AbortSignal) => Promise<Result<unknown>>): boolean => {
    const now = shown();
    if (now?.source !== source || now.state !== 'ready') return false;
    const { problem: _before, ...rest } = now;
    store.change(withAccessKeys({ ...rest, state: 'working' }));
    void jobs.join(`access key of ${source}`, undefined, async (signal) => {
      const done = await job(signal);
      if (!done.ok && done.problem.code !== 'cancelled') change(source, (at) => ({ ...at, problem: done.problem }));
      await look(source, new AbortController().signal);
      return done;
    });
    return true;
  };

  return {
    lookAccessKeys: ({ source }) => {
      if (shown()?.source === source && shown()?.state !== 'ready') return false;
      const seen = shown()?.source === source ? shown()?.seen : undefined;
      store.change(withAccessKeys({ source, state: 'loading', ...(seen ? { seen } : {}) }));
      void jobs.join(`access keys of ${source}`, undefined, async (signal) => {
        await look(source, signal);
        return { ok: true, value: undefined };
      });
      return true;
    },
    rotateAccessKey: ({ source, drop, graceDays }) =>
      work(source, (signal) => rotations.rotate({ source, graceDays, ...(drop === '' ? {} : { drop }) }, signal)),
    finishRotation: ({ source }) => work(source, (signal) => rotations.finish(source, signal)),
    undoRotation: ({ source }) => work(source, (signal) => rotations.undo(source, signal)),
  };
};

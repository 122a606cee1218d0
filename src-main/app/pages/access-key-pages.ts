import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { Rotations } from '../rotate/rotate.ts';
import { createRotationHandlers, lookingJob, type RotationHandlers } from '../rotate/rotation-handlers.ts';
import { withAccessKeys } from '../state/page-changes.ts';
import { createKeyPlaceHandlers, type KeyPlaceHandlers, type KeyPlacePorts } from './key-place.ts';

type PageCommand = 'openDevices' | 'closeDevices' | 'openFirstRun';
type PageHandlers = { readonly [N in PageCommand]: (payload: CommandPayload<N>) => boolean };

/** Access keys on the pages that show them. What was seen or asked goes with its page; what is under way goes on, and is there when the page is opened again. */
export const createAccessKeyPages = (
  ports: KeyPlacePorts,
  rotations: Rotations,
  pages: PageHandlers,
  jobs: Jobs<Failure>,
): PageHandlers & KeyPlaceHandlers & RotationHandlers => {
  const { store } = ports;
  const keyPlace = createKeyPlaceHandlers(ports, jobs);
  const rotation = createRotationHandlers(store, rotations, jobs);
  return {
    ...keyPlace.handlers,
    ...rotation,
    openFirstRun: (payload) => {
      keyPlace.leave();
      return pages.openFirstRun(payload);
    },
    openDevices: (payload) => {
      const { source } = payload;
      keyPlace.open(source);
      const { accessKeys } = store.state();
      // Looked at anew with the rest of the page.
      if (accessKeys?.source === source && accessKeys.seen) rotation.lookAccessKeys({ source });
      return pages.openDevices(payload);
    },
    closeDevices: () => {
      const { accessKeys } = store.state();
      if (accessKeys?.state === 'loading') jobs.cancel(lookingJob(accessKeys.source));
      if (accessKeys?.state !== 'working') store.change(withAccessKeys(undefined));
      return pages.closeDevices(null);
    },
  };
};

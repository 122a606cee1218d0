import { defined } from '../base/defined.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { FrontEnd } from './front-end.ts';
import type { Ports } from './ports.ts';
import type { RoleFiles } from './roles/role-files.ts';
import { pageParts } from './snapshot/page-view.ts';
import { setupView } from './snapshot/setup-view.ts';
import { toSnapshot } from './snapshot/snapshot.ts';
import type { Store } from './state/store.ts';
import { updateView } from './updates/updates.ts';

/** What a picture is made of. */
export interface SnapshotNeeds {
  readonly store: Pick<Store, 'state'>;
  /** AWS's time. */
  readonly now: () => number;
  readonly catalog: RoleFiles['catalog'];
  readonly outside: Pick<Ports, 'files' | 'demo' | 'launcher'>;
}

/** The picture of the state with that number, the page that is open included. */
export const createWholeSnapshot =
  ({ store, now, catalog, outside }: SnapshotNeeds, front: Pick<FrontEnd, 'folder' | 'about'>) =>
  (revision: number): Snapshot => {
    const state = store.state();
    const { files, demo, launcher } = outside;
    const plain = toSnapshot(state, { revision, now: now(), paths: files.paths, demo: demo !== undefined, catalog: catalog() });
    return {
      ...plain,
      ...defined({ setup: setupView(state, plain.roles, plain.now), update: updateView(state) }),
      ...pageParts(state, {
        roles: plain.roles,
        catalog,
        now: plain.now,
        folder: front.folder,
        about: front.about,
        processLine: launcher.line,
        demoCommand: demo?.command,
      }),
    };
  };

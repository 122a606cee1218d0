import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { FrontEnd } from '../front-end.ts';
import { defaultPreferences, nothingLearned } from '../settings.ts';
import { withNotice, withPage, withPageOf } from '../state/changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { ChangeSettings, Store } from '../state/store.ts';

/** What the page asks of the front end. */
export type SettingsFront = Pick<FrontEnd, 'saveFile' | 'openFolder' | 'openLog' | 'folder'>;

/** The page of settings. Who needs a preference reads it when it is needed; the shell follows what is in the snapshot. */
export const createSettingsPage = (store: Store, changeSettings: ChangeSettings, front: SettingsFront, jobs: Jobs<Failure>) => {
  return {
    openSettings: () => {
      store.change(withPage({ kind: 'settings' }));
      return true;
    },
    setPreference: ({ name, value }: CommandPayload<'setPreference'>) => {
      changeSettings(() => ({ [name]: value }));
      return true;
    },
    resetPreferences: () => {
      changeSettings(() => ({ ...defaultPreferences, ...nothingLearned }));
      return true;
    },
    /** All settings as they are on the disk; none is a secret. */
    exportSettings: () => {
      const text = `${JSON.stringify(store.state().settings, undefined, 2)}\n`;
      void jobs
        .join('export settings', undefined, () => front.saveFile('roletap-settings.json', text))
        .then((saved) => {
          const problem = saved.ok ? undefined : saved.problem;
          if (pageOf(store.state(), 'settings')) {
            store.change(withPageOf('settings', ({ kind }) => ({ kind, ...defined({ problem }) })));
          } else if (problem) store.change(withNotice({ kind: 'problem', problem }));
        });
      return true;
    },
    openFolder: () => {
      front.openFolder(front.folder);
      return true;
    },
    openLog: () => {
      front.openLog();
      return true;
    },
  };
};

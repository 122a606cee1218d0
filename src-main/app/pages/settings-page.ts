import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { type Failure, ok, type Result } from '../../contract/result.ts';
import type { FrontEnd } from '../front-end.ts';
import type { Clipboard } from '../ports.ts';
import { defaultPreferences, nothingLearned } from '../settings.ts';
import { withPage, withPageOf } from '../state/page-changes.ts';
import { pageOf, type SettingsPage } from '../state/page-state.ts';
import { type ChangeSettings, type Store, withNotice } from '../state/store.ts';

/** What the page asks of the front end. */
export type SettingsFront = Pick<FrontEnd, 'saveFile' | 'openFolder' | 'openLog' | 'folder' | 'openLicences' | 'diagnostics' | 'command'>;

/** The page of settings. Who needs a preference reads it when it is needed; the shell follows what is in the snapshot. */
export const createSettingsPage = (
  {
    store,
    changeSettings,
    clipboard,
  }: { readonly store: Store; readonly changeSettings: ChangeSettings; readonly clipboard: Pick<Clipboard, 'writeText'> },
  front: SettingsFront,
  jobs: Jobs<Failure>,
) => {
  /** Changes the page, where it is still open. */
  const show = (change: Partial<Omit<SettingsPage, 'kind'>>) => {
    if (pageOf(store.state(), 'settings')) store.change(withPageOf('settings', (page) => ({ ...page, ...change })));
  };
  const showResult = (result: Result<Partial<Omit<SettingsPage, 'kind'>>>) => show(result.ok ? result.value : { problem: result.problem });
  return {
    openSettings: () => {
      store.change(withPage({ kind: 'settings' }));
      void front.command.place().then((command) => command && show({ command }));
      return true;
    },
    copyDiagnostics: (wish: CommandPayload<'copyDiagnostics'>) => {
      void jobs
        .join('copy diagnostics', undefined, async () => {
          const copied = await clipboard.writeText(await front.diagnostics(wish));
          return copied.ok ? ok({ copied: true } as const) : copied;
        })
        .then(showResult);
      return true;
    },
    openLicences: () => {
      front.openLicences();
      return true;
    },
    setCommand: ({ wanted }: CommandPayload<'setCommand'>) => {
      void jobs
        .join('set command', undefined, async () => {
          const set = await front.command.set(wanted);
          return set.ok ? ok({ command: set.value }) : set;
        })
        .then(showResult);
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

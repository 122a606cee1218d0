import type { AwsFiles } from '../../aws/files/aws-files.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { DevicesHandlers } from '../devices/commands.ts';
import type { FrontEnd } from '../front-end.ts';
import { withPage, withSystem } from '../state/page-changes.ts';
import type { Store } from '../state/store.ts';
import type { SystemEvent } from '../system-events.ts';
import { createFirstRun, type FirstRunCommand, type FirstRunPorts } from './first-run.ts';
import { createRoleForm } from './role-form.ts';
import { createSettingsPage, type SettingsFront } from './settings-page.ts';
import { type Adoption, createToolsPage, type ToolsPorts } from './tools-page.ts';

/** The commands of the pages of the wide window beside the wizard and the devices. */
export type PageCommand = Extract<
  CommandName,
  | 'openSettings'
  | 'setPreference'
  | 'resetPreferences'
  | 'exportSettings'
  | 'openFolder'
  | 'openAwsFile'
  | 'openLog'
  | 'copyDiagnostics'
  | 'openLicences'
  | 'setCommand'
  | 'openTools'
  | 'copyTool'
  | 'checkTool'
  | 'planProcess'
  | 'confirmProcess'
  | 'openAddRole'
  | 'saveRole'
  | 'removeRole'
  | 'closePage'
  | FirstRunCommand
>;

export type PageHandlers = { readonly [N in PageCommand]: (payload: CommandPayload<N>) => boolean };

/** Settings, "Use this role in your tools", the form for a role and the first run: at most one is open, over the devices when they are. */
export const createPages = (
  ports: ToolsPorts & { readonly firstRun: FirstRunPorts; readonly files: Pick<AwsFiles, 'paths'> },
  front: SettingsFront & Pick<FrontEnd, 'lease' | 'openFile'>,
  jobs: Jobs<Failure>,
  roles: () => readonly RoleView[],
  { openDevices, adoption }: Pick<DevicesHandlers, 'openDevices'> & { readonly adoption: Adoption },
): PageHandlers & Pick<DevicesHandlers, 'openDevices'> => {
  const { store } = ports.sessions;
  const close = () => {
    const isOpen = store.state().page !== undefined;
    if (isOpen) store.change(withPage(undefined));
    return isOpen;
  };
  return {
    ...createSettingsPage({ store, changeSettings: store.settings.change, clipboard: ports.clipboard }, front, jobs),
    ...createToolsPage(ports, front, jobs, roles, adoption),
    ...createRoleForm(store, store.settings.change, roles),
    ...createFirstRun(ports.firstRun, jobs),
    openAwsFile: ({ which }) => {
      front.openFile(ports.files.paths[which]);
      return true;
    },
    closePage: close,
    // The devices would stand behind a page that is open.
    openDevices: (payload) => {
      const isTaken = openDevices(payload);
      if (isTaken) close();
      return isTaken;
    },
  };
};

/** What the system tells that is shown in the settings, and in the notes. */
export const handleForSettings = (store: Store, event: SystemEvent): void => {
  if (event.kind === 'shortcut') store.change(withSystem({ shortcut: event.state }));
  if (event.kind === 'tray') store.change(withSystem({ inTray: event.present }));
  if (event.kind === 'login-item') store.change(withSystem({ canStartAtLogin: event.possible }));
};

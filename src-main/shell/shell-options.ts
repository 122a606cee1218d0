import type { FrontEnd } from '../app/front-end.ts';
import type { Clipboard } from '../app/ports.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { KeptSecrets } from '../storage/secrets/kept-secrets.adapter.ts';
import type { NotificationTexts } from '../words/notifications.ts';
import type { TrayWords } from '../words/tray.ts';
import type { ShellApp } from './app-slot.ts';
import type { AgentFor } from './updates/feed-requests.adapter.ts';

/** What the shell makes and the app needs. */
export interface ShellParts
  extends Pick<
    FrontEnd,
    | 'hideWindow'
    | 'quit'
    | 'restart'
    | 'startDemo'
    | 'openUrl'
    | 'saveFile'
    | 'screens'
    | 'openFolder'
    | 'openFile'
    | 'openLog'
    | 'openLicences'
    | 'about'
    | 'updater'
  > {
  /** Asked for the demo: by the command line, or later by the command startDemo, which makes a second app and puts it in the place of this one. */
  readonly demo: boolean;
  /** For the program's own files: settings, remembered passwords. `--user-data-dir` changes it. */
  readonly folder: string;
  readonly clipboard: Clipboard;
  /** What outlives the login. */
  readonly secrets: KeptSecrets;
}

export interface ShellOptions {
  readonly createApp: (parts: ShellParts) => Promise<ShellApp>;
  readonly words: TrayWords;
  readonly notificationWords: NotificationTexts;
  /** For whoever starts it in a terminal. */
  readonly startWords: { readonly inTray: string; readonly inWindow: string; readonly already: string };
  readonly paths: {
    /** The program's own files; Chromium's go into a folder inside. */
    readonly userData: string;
    /** The built window: index.html and what it loads. */
    readonly page: string;
    /** preload.cjs, one file. */
    readonly preload: string;
    /** Of the windows, a PNG. */
    readonly windowIcon: string;
    /** Folder of the tray icons. */
    readonly trayIcons: string;
  };
  readonly demo: boolean;
  /** The way to an address of the network. */
  readonly agentFor: AgentFor;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a hidden window lives; 60 s unless a test says otherwise. */
  readonly idleMillis?: number;
}

import type { ScreenPicture } from '../base/bytes.ts';
import type { AboutView, CommandPlace } from '../contract/preferences.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import type { Asker } from '../contract/values.ts';
import type { Questions } from './questions.ts';
import { noUpdater, type Updater } from './updates/updater.ts';

/** What only a front end can do. */
export interface FrontEnd {
  /** How the history names it. */
  readonly kind: 'tray' | 'terminal';
  /** Who sits there, where that is no person: the program that runs our terminal. */
  readonly asker?: Asker;
  readonly answers: Questions['answers'];
  readonly hideWindow: () => void;
  readonly quit: () => void;
  /** Quits, and starts the program again. */
  readonly restart: () => void;
  readonly startDemo: () => void;
  /** Opens a link of AWS's console in the browser; others are refused. Problem: browser-missing. */
  readonly openUrl: (url: string) => Promise<Result<void>>;
  /** Asks where to save a text or bytes and saves them, for this user alone; false when the person did not want to. Problems: those of writing a file. */
  readonly saveFile: (name: string, content: string | Uint8Array) => Promise<Result<boolean>>;
  /** What is on each screen now; kept nowhere. Problem: screen-unusable (refused, unavailable). */
  readonly screens: () => Promise<Result<readonly ScreenPicture[]>>;
  /** Shows a folder in the system's file manager. */
  readonly openFolder: (path: string) => void;
  /** Shows a file of the user's in the system's editor, or in its folder where no program opens it. */
  readonly openFile: (path: string) => void;
  /** Shows the log file in the system's text editor. */
  readonly openLog: () => void;
  /** Shows the licences of everything that ships. */
  readonly openLicences: () => void;
  readonly about: AboutView;
  /** What the doctor says, for a bug report: without secrets and names; account IDs only when they are wished. */
  readonly diagnostics: (wish: { readonly accounts: boolean }) => Promise<string>;
  readonly command: {
    /** Undefined where nobody is shown it. */
    readonly place: () => Promise<CommandPlace | undefined>;
    /** Problem: file-read-only. */
    readonly set: (wanted: boolean) => Promise<Result<CommandPlace>>;
  };
  readonly updater: Updater;
  /** Our own files. */
  readonly folder: string;
  /** A container endpoint for one role: the address and its token. Problem: port-taken. */
  readonly lease: (role: string) => Promise<Result<EndpointLease>>;
}

/** What AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN take. The token is a secret. */
export interface EndpointLease {
  readonly url: string;
  readonly token: string;
}

/** A front end without a window: nothing to hide, no browser, no file manager. */
export const withoutWindow: Omit<FrontEnd, 'answers'> = {
  kind: 'terminal',
  hideWindow: () => {},
  quit: () => {},
  restart: () => {},
  startDemo: () => {},
  openUrl: async () => failed({ code: 'browser-missing', detail: 'no window' }),
  saveFile: async () => ok(false),
  screens: async () => failed({ code: 'screen-unusable', why: 'unavailable' }),
  openFolder: () => {},
  openFile: () => {},
  openLog: () => {},
  openLicences: () => {},
  about: { version: '', runtime: '' },
  diagnostics: async () => '',
  command: { place: async () => undefined, set: async () => ok('none') },
  updater: noUpdater,
  folder: '',
  lease: async () => failed({ code: 'internal', where: 'no endpoint' }),
};

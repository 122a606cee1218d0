import type { Millis } from '../values.ts';

/** What is wrong where the socket is to be: its folder is a link, no folder, somebody else's, open to others, or can be swapped; something listens or lies there. */
export type SocketFlaw =
  | 'folder-link'
  | 'folder-other'
  | 'folder-foreign'
  | 'folder-open'
  | 'folder-movable'
  | 'taken'
  | 'other'
  | 'silent';

/** Sessions in the hands of other programs, and the programs that Roletap starts. */
export type ProgramProblem =
  /** Nothing is held, and whoever asks cannot wait for a person. */
  | { readonly code: 'touch-wanted'; readonly profile: string }
  /** A person said no to this program for this role, and is not asked again before `until`. */
  | { readonly code: 'asker-refused'; readonly profile: string; readonly until: Millis }
  /** Nothing that counts now was said to a program of this name; `known`: to whom it was. */
  | { readonly code: 'program-unknown'; readonly program: string; readonly known: readonly string[] }
  /** Too many programs wait already. */
  | { readonly code: 'askers-too-many'; readonly limit: number }
  /** The app is not running (or its socket is not there), and nobody here can be asked. `quit`: it was asked, and then somebody quit it. */
  | { readonly code: 'app-missing'; readonly path: string; readonly quit?: true }
  /** Something answered at the socket that is not this app, or of another version. */
  | {
      readonly code: 'app-foreign';
      readonly path: string;
      readonly why: 'no-document' | 'not-understood' | 'errno';
      readonly errno?: string;
    }
  | {
      readonly code: 'request-bad';
      readonly why: 'version' | 'size' | 'bytes' | 'json' | 'fields' | 'method' | 'path' | 'token' | 'host' | 'origin' | 'asker';
    }
  /** The socket of other programs could not be opened: somebody else's file or folder is there, or the system refuses (`errno`). */
  | { readonly code: 'socket-unsafe'; readonly path: string; readonly why: SocketFlaw | 'errno'; readonly errno?: string }
  | { readonly code: 'port-taken'; readonly port: number }
  | { readonly code: 'command-missing'; readonly command: string }
  /** `detail`: what it printed, or the system's name for why it did not start. `exit`: its exit code, where it printed nothing. */
  | { readonly code: 'command-failed'; readonly command: string; readonly detail: string; readonly exit?: number }
  /** AWS's sign-in page takes the sessions of roles, and no MFA session of a user. */
  | { readonly code: 'console-own-user'; readonly profile: string }
  /** AWS's sign-in page took the session and gave no link. */
  | { readonly code: 'console-refused'; readonly status: number }
  | { readonly code: 'console-unknown'; readonly partition: string }
  | { readonly code: 'browser-missing'; readonly detail: string }
  /** No browser's profile is called so; `known`: those that are there. */
  | { readonly code: 'browser-unknown'; readonly browser: string; readonly known: readonly string[]; readonly near?: string }
  /** The one that was chosen for the role or its account is there no more. */
  | { readonly code: 'browser-gone'; readonly browser: string }
  /** Another computer has the profile open, or the browser says that it is in use. */
  | { readonly code: 'browser-locked'; readonly browser: string; readonly computer?: string }
  | { readonly code: 'browser-container'; readonly browser: string }
  | { readonly code: 'service-bad'; readonly service: string }
  | { readonly code: 'history-unwritable'; readonly file: string; readonly errno: string };

/** This program, and what it was started in. */
export type SurroundingsProblem =
  /** `command`: the one that was meant, where that is known. */
  | { readonly code: 'usage'; readonly message: string; readonly command?: string }
  /** A setup that runs by itself can't begin. `open`: another is open, or there is none of this name. `console`: it goes on beside AWS's page. */
  | { readonly code: 'setup-unfit'; readonly why: 'open' | 'console' }
  /** Of the first line of standard input; `limit`: of its length, in bytes. */
  | ({ readonly code: 'input-unreadable' } & ({ readonly errno: string } | { readonly limit: number }))
  | { readonly code: 'output-unwritable'; readonly errno: string }
  /** `home`: what HOME says, where it is set and names no folder. */
  | { readonly code: 'home-missing'; readonly user: string; readonly home?: string }
  /** The folder that a command was started in was removed, and `setting` names a file from there. */
  | { readonly code: 'working-folder-missing'; readonly setting: string; readonly file: string }
  /** `part`: the file or the package that is not there. */
  | { readonly code: 'installation-incomplete'; readonly part: string }
  | { readonly code: 'command-unrunnable'; readonly command: string; readonly errno: string }
  | { readonly code: 'clipboard-missing' }
  | { readonly code: 'settings-broken'; readonly file: string; readonly movedTo: string }
  | { readonly code: 'state-unwritable'; readonly file: string; readonly errno: string }
  | { readonly code: 'internal'; readonly where: string };

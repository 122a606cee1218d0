import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { unmistakable } from '../../contract/text.ts';
import type { Asker } from '../../contract/values.ts';
import type { Claim } from '../door/protocol.ts';

/** A process as the system shows it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly uid: number;
  /** As the process itself may set it. */
  readonly name: string;
  /** The file that it runs, where the kernel shows it. */
  readonly executable?: string;
  readonly folder?: string;
  readonly command: readonly string[];
}

/** What the system knows of the other end of a connection. */
export interface Peer {
  /** The process that holds it and its ancestors, the nearest first; undefined where the system does not tell. */
  readonly chain?: readonly Process[];
  /** The process that the program named, where only that could be looked up. */
  readonly claimed?: Process;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const shells = ['sh', 'dash', 'bash', 'zsh', 'ksh', 'fish', 'busybox'];
const interpreter = /^(?:python|pypy|node|nodejs|bun|deno|ruby|perl|php|bash|sh|dash|zsh|ksh|fish)[\d.]*$/;
/** What npm calls itself while it runs us (npm/lib/npm.js sets the title); Linux keeps 15 letters of it as the name. */
const npxOfOurs = /^npm exec roletap(?=[@ ]|$)/;
const ourScripts = /^(?:roletap-credentials(?:\.ps1)?|roletap-exec|roletap|cli\.cjs|terminal\.cjs)$/;

const programOf = ({ name, executable }: Process): string => (executable === undefined ? name : baseName(executable));

/**
 * What stands between the socket and whoever asks: curl, our launcher, our terminal and npx above it, and a shell that runs one command. A process may write over
 * its own words, so what it runs counts first, where the kernel shows it.
 */
const isBetween = (process: Process): boolean => {
  const [first = '', ...words] = process.command;
  const program = programOf(process);
  if (program === 'curl' || ourScripts.test(program)) return true;
  if (process.executable !== undefined && !interpreter.test(program) && !shells.includes(program)) return false;
  if (npxOfOurs.test(first)) return true;
  const firstWord = words.find((word) => !word.startsWith('-'));
  if (firstWord !== undefined && ourScripts.test(baseName(firstWord))) return true;
  const runsOne = words.some((word) => /^-[a-z]*c$/.test(word));
  return runsOne && shells.includes(baseName(first)) && (process.executable === undefined || shells.includes(program));
};

/** The script that an interpreter runs, when its first word that is no option is the name of one: text of a program (`-c`, `-e`) is not shown. */
const scriptOf = ({ command: [, ...words] }: Process): string | undefined => {
  const first = words[0]?.startsWith('-m') ? words[1] : words.find((word) => !word.startsWith('--'));
  const script = first === undefined || first.startsWith('-') ? '' : baseName(first);
  return /^[\w.@+-]{1,64}$/.test(script) ? script : undefined;
};

/** Node calls its first thread so. */
const shownName = (process: Process): string => {
  const program = programOf(process);
  if (program === 'MainThread' || program === 'node-MainThread') return 'node';
  return process.executable !== undefined && interpreter.test(program) ? (scriptOf(process) ?? program) : program;
};

const asProgram = (process: Process, claim: Claim, sure: boolean): Asker => {
  const folder = process.folder ?? claim.folder;
  const { pid, executable } = process;
  const shown = { executable: executable && unmistakable(executable), folder: folder && unmistakable(folder) };
  return { kind: 'program', name: unmistakable(shownName(process)), pid, ...defined(shown), sure };
};

/** Whether the processes that were read so far, the nearest first, tell who asks. */
export type IsEnough = (chain: readonly Process[]) => boolean;

/** The first of a chain that is this user's and stands between nobody. */
const askerIn = (chain: readonly Process[], uid: number | undefined): Process | undefined =>
  chain.find((process) => !isBetween(process) && process.uid === uid);

/** Where in a chain the program stands that the claim names; its begin without one, -1 where it is not in it. */
const placeIn = (chain: readonly Process[], { pid }: Claim): number =>
  pid === undefined ? 0 : chain.findIndex((process) => process.pid === pid);

/** Tells when a chain is long enough for `askerOf`: what is above changes nothing. */
export const tellsAsker =
  (claim: Claim, uid: number | undefined): IsEnough =>
  (chain) => {
    const from = placeIn(chain, claim);
    return from >= 0 && askerIn(chain.slice(from), uid) !== undefined;
  };

/**
 * Who asks. `uid` is this user's. Refused (request-bad, asker): a process of somebody else, and one that names a process which it does not
 * descend from. Where the system does not tell who is at the other end, what the program says is taken, and is not sure.
 */
export const askerOf = (claim: Claim, { chain, claimed }: Peer, uid: number | undefined): Result<Asker> => {
  const refused = failed({ code: 'request-bad', why: 'asker' } as const);
  const [nearest] = chain ?? [];
  if (chain === undefined || nearest === undefined) {
    if (claimed && uid !== undefined && claimed.uid !== uid) return refused;
    if (claimed) return ok(asProgram(claimed, claim, false));
    const { pid = 0, name = 'a program', folder } = claim;
    return ok({ kind: 'program', name: unmistakable(name), pid, ...defined({ folder: folder && unmistakable(folder) }), sure: false });
  }
  const from = placeIn(chain, claim);
  if (from < 0) return refused;
  if (uid !== undefined && chain.slice(0, from + 1).some((process) => process.uid !== uid)) return refused;
  // It may name who started its helpers, and nobody further up, where the kernel shows what stands between.
  const own = chain.slice(0, from).findIndex((process) => process.executable !== undefined && !isBetween(process));
  const above = chain.slice(own < 0 ? from : own);
  const asker = askerIn(above, uid) ?? above[0] ?? nearest;
  return ok(asProgram(asker, claim, true));
};

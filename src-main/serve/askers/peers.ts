import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import type { Claim } from '../door/protocol.ts';

/** A process as the system shows it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly uid: number;
  readonly name: string;
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

/** The process ids that hold the other end of our socket, from `ss -xpnH`: each line ends `LOCAL-INODE * PEER-INODE users:(("curl",pid=1,fd=5))`. */
export const peerPids = (lines: string, inode: string): readonly number[] => {
  const line = lines.split('\n').find((one) => new RegExp(`\\s${inode}(?:\\s+users:|\\s*$)`).test(one));
  return [...(line ?? '').matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid));
};

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const shells = ['sh', 'dash', 'bash', 'zsh', 'ksh', 'fish', 'busybox'];
/** What `npx roletap WORDS` calls itself while we run (npm/lib/npm.js sets the title); Linux keeps 15 letters of it as the name. */
const npxOfOurs = /^npm exec roletap(?=[@ ]|$)/;
const ourScripts = /^(?:roletap-credentials(?:\.ps1)?|roletap-exec|roletap|cli\.cjs|terminal\.cjs)$/;

/** What stands between the socket and whoever asks: curl, our launcher, our terminal and npx above it, and a shell that runs one command. */
const isBetween = ({ name, command }: Process): boolean => {
  const [program = '', ...words] = command;
  if (name === 'curl' || ourScripts.test(name) || npxOfOurs.test(program)) return true;
  const firstWord = words.find((word) => !word.startsWith('-'));
  if (firstWord !== undefined && ourScripts.test(baseName(firstWord))) return true;
  return shells.includes(baseName(program)) && words.some((word) => /^-[a-z]*c$/.test(word));
};

/** Node calls its first thread so. */
const shownName = ({ name }: Process): string => (name === 'MainThread' || name === 'node-MainThread' ? 'node' : name);

const asProgram = (process: Process, claim: Claim, sure: boolean): Asker => {
  const folder = process.folder ?? claim.folder;
  return { kind: 'program', name: shownName(process), pid: process.pid, ...defined({ folder }), sure };
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
    return ok({ kind: 'program', name, pid, ...defined({ folder }), sure: false });
  }
  const from = claim.pid === undefined ? 0 : chain.findIndex(({ pid }) => pid === claim.pid);
  if (from < 0) return refused;
  if (uid !== undefined && chain.slice(0, from + 1).some((process) => process.uid !== uid)) return refused;
  const above = chain.slice(from);
  const asker = above.find((process) => !isBetween(process) && process.uid === uid) ?? above[0] ?? nearest;
  return ok(asProgram(asker, claim, true));
};

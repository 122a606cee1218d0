import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { uptime } from 'node:os';
import { defined } from '../../base/defined.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import { fateOf, holderOf } from '../../storage/holder.adapter.ts';
import type { Claim } from '../door/protocol.ts';
import type { PeerCredentials } from './peer-credentials.adapter.ts';
import type { IsEnough, Peer, Process } from './peers.ts';

/** Deeper than processes start each other. */
const deepest = 32;

/** The kernel counts starts of processes in hundredths of a second. */
const tick = 0.01;

/** Keys of the environment are none of its business. */
const run = async (program: string, words: readonly string[]): Promise<string> => {
  const found = await findProgram(program);
  return typeof found === 'object' ? outputOf(found.file, words) : '';
};

const outputOf = (program: string, words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const options = { timeout: 2_000, maxBuffer: 8 * 1024 * 1024, env: { PATH: process.env.PATH } };
    execFile(program, [...words], options, (error, stdout) => resolve(error ? '' : stdout));
  });

const linkOf = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
};

const commandOf = (pid: number): readonly string[] => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);

/** An update takes the file away under a program that runs on. */
const executableOf = (pid: number): string | undefined => linkOf(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '');

/** From /proc (proc(5)); undefined when it is gone. */
const readLinux = (pid: number): Process | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
    const command = commandOf(pid);
    return {
      pid,
      parent: Number(field('PPid')),
      uid: Number(field('Uid').split(/\s+/)[0]),
      name: field('Name'),
      command,
      ...defined({ executable: executableOf(pid), folder: linkOf(`/proc/${pid}/cwd`) }),
    };
  } catch {
    return undefined;
  }
};

/** Whether a moment, in seconds since this computer started, is now or in the past. */
export type IsPast = (since: number) => boolean;

/**
 * The kernel's own clock is a file that takes as long to read as all that is known of a process. So this process's clock is asked first, which stands still while the
 * computer sleeps: what is past by it is past.
 */
export const createIsPast = (): IsPast => {
  const started = uptime() - process.uptime();
  return (since) => since <= started + process.uptime() || since <= uptime();
};

/**
 * The process that connected, of which the kernel told whose it is, from /proc/PID/stat. One that began later has only got the number of the one that connected:
 * undefined for such a one, and when it is gone.
 */
const readPeer = ({ pid, uid }: PeerCredentials, isPast: IsPast): Process | undefined => {
  try {
    // As UTF-8, which Node reads in one call.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const nameEnds = stat.lastIndexOf(')');
    const fields = stat.slice(nameEnds + 2).split(' ', 20);
    // Fields 4 and 22 of it: the parent, and when it started.
    if (!isPast((Number(fields[19]) - 1) * tick)) return undefined;
    const name = stat.slice(stat.indexOf('(') + 1, nameEnds);
    const facts = { executable: executableOf(pid), folder: linkOf(`/proc/${pid}/cwd`) };
    return { pid, parent: Number(fields[1]), uid, name, command: commandOf(pid), ...defined(facts) };
  } catch {
    return undefined;
  }
};

/** `PPID UID COMMAND` of one process, as ps of macOS and the BSDs tells it. */
const readWithPs = async (pid: number): Promise<Process | undefined> => {
  const line = await run('ps', ['-o', 'ppid=,uid=,comm=', '-p', `${pid}`]);
  const [, parent, uid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/m.exec(line) ?? [];
  if (parent === undefined) return undefined;
  return { pid, parent: Number(parent), uid: Number(uid), name: command.slice(command.lastIndexOf('/') + 1), command: [command] };
};

const readWith = (platform: string) => (platform === 'linux' ? readLinux : readWithPs);

/** Up from a process, until it is known who asks: each takes tens of microseconds. `uid`: the kernel's word for whose the first one is. */
const chainFrom = async (
  { pid, uid }: { readonly pid: number; readonly uid?: number },
  platform: string,
  isEnough: IsEnough,
): Promise<readonly Process[]> => {
  const chain: Process[] = [];
  for (let next = pid; next > 0 && chain.length < deepest && !isEnough(chain); ) {
    const process = await readWith(platform)(next);
    if (process === undefined) break;
    // What the kernel noted goes before what /proc shows of a program that changed since.
    chain.push(chain.length === 0 && uid !== undefined ? { ...process, uid } : process);
    next = process.parent;
  }
  return chain;
};

/** This process and those above it, where the system tells. */
export const ownChain = async (platform: string, isEnough: IsEnough): Promise<readonly Process[]> =>
  platform === 'linux' ? chainFrom(process, platform, isEnough) : [];

/** What is known of the other end of a connection: who made it, and those above it, as far as was looked. */
export interface SeenPeer {
  readonly credentials: PeerCredentials | undefined;
  readonly seen: readonly Process[];
}

/**
 * Looks at the process that connects, and up to the one that asks, in the moment it connects: later it may be gone, or run another program. Some 0.1 ms on Linux; elsewhere
 * nothing is read yet.
 */
export const seePeer = (platform: string, credentials: PeerCredentials | undefined, isPast: IsPast, isEnough: IsEnough): SeenPeer => {
  if (platform !== 'linux' || credentials === undefined || credentials.pid <= 0) return { credentials, seen: [] };
  const seen: Process[] = [];
  for (
    let next = readPeer(credentials, isPast);
    next !== undefined && seen.length < deepest;
    next = next.parent > 0 ? readLinux(next.parent) : undefined
  ) {
    seen.push(next);
    if (isEnough(seen)) break;
  }
  return { credentials, seen };
};

/** The process that connected and those above it, as far as the claim needs them. */
export const peerOf = async (platform: string, { credentials, seen }: SeenPeer, claim: Claim, isEnough: IsEnough): Promise<Peer> => {
  const last = seen.at(-1);
  if (last) {
    const above = await chainFrom({ pid: last.parent }, platform, (more) => isEnough([...seen, ...more]));
    return { chain: [...seen, ...above] };
  }
  if (platform !== 'linux' && credentials !== undefined && credentials.pid > 0) {
    const chain = await chainFrom(credentials, platform, isEnough);
    if (chain.length > 0) return { chain };
  }
  if (claim.pid === undefined || platform === 'win32') return {};
  const claimed = await readWith(platform)(claim.pid);
  return claimed === undefined ? {} : { claimed };
};

/** Tells, whenever it is asked, whether this process still runs. */
export const stillRuns = (pid: number): (() => boolean) => {
  const holder = holderOf(pid);
  return () => fateOf(holder) === 'there';
};

/**
 * The process at the other end of a connection on loopback, and those above it. `port` is the one it has there, `own` ours. Of TCP the kernel tells no process, so
 * `ss` of iproute2 looks for who holds it; its last words are its own, whatever a program calls itself.
 */
export const findByPort = async (platform: string, port: number, own: number, isEnough: IsEnough): Promise<Peer> => {
  if (platform !== 'linux') return {};
  const ends = ['src', `127.0.0.1:${port}`, 'dst', `127.0.0.1:${own}`];
  const lines = await run('ss', ['-tpnH', 'state', 'established', ...ends]);
  const pid = /,pid=(\d+),fd=\d+\)\)\s*$/.exec(lines)?.[1];
  return pid === undefined ? {} : { chain: await chainFrom({ pid: Number(pid) }, platform, isEnough) };
};

import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { defined } from '../../base/defined.ts';
import { fateOf, holderOf } from '../../storage/holder.adapter.ts';
import type { Claim } from '../door/protocol.ts';
import { type Peer, type Process, peerPids } from './peers.ts';

/** Deeper than processes start each other. */
const deepest = 32;

/** Keys of the environment are none of its business. */
const run = (program: string, words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const options = { timeout: 2_000, maxBuffer: 8 * 1024 * 1024, env: { PATH: process.env.PATH } };
    execFile(program, [...words], options, (error, stdout) => resolve(error ? '' : stdout));
  });

/** From /proc (proc(5)); undefined when it is gone. */
const readLinux = async (pid: number): Promise<Process | undefined> => {
  try {
    const [status, command] = await Promise.all([readFile(`/proc/${pid}/status`, 'utf8'), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
    const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    const [uid] = field('Uid').split(/\s+/);
    return {
      pid,
      parent: Number(field('PPid')),
      uid: Number(uid),
      name: field('Name'),
      command: command.split('\0').slice(0, -1),
      ...defined({ folder }),
    };
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

const chainFrom = async (pid: number): Promise<readonly Process[]> => {
  const chain: Process[] = [];
  for (let next = pid; next > 0 && chain.length < deepest; ) {
    const process = await readLinux(next);
    if (process === undefined) break;
    chain.push(process);
    next = process.parent;
  }
  return chain;
};

/** This process and those above it, where the system tells. */
export const ownChain = (platform: string): Promise<readonly Process[]> =>
  platform === 'linux' ? chainFrom(process.pid) : Promise.resolve([]);

/** The descriptor's name in /proc: `socket:[123]` has the inode 123. Node shows the descriptor of a pipe, without saying so in its documents. */
const inodeOf = async (socket: Socket): Promise<string | undefined> => {
  const descriptor = (socket as { readonly _handle?: { readonly fd?: number } | null })._handle?.fd;
  if (descriptor === undefined || descriptor < 0) return undefined;
  const link = await readlink(`/proc/self/fd/${descriptor}`).catch(() => '');
  return /^socket:\[(\d+)\]$/.exec(link)?.[1];
};

/**
 * Who is at the other end of a local socket. Node does not tell (SO_PEERCRED), so `ss` of iproute2 is asked, once for all that ask while it runs.
 * It takes some 10 ms, and is for requests that may end at a person.
 */
export const createPeerLookup = (platform: string): ((socket: Socket, claim: Claim) => Promise<Peer>) => {
  let running: Promise<string> | undefined;
  let next: Promise<string> | undefined;
  /** A list that was begun after the call: one that runs already may miss the connection. */
  const connections = (): Promise<string> => {
    const begin = () => {
      next = undefined;
      running = run('ss', ['-xpnH']).finally(() => {
        running = undefined;
      });
      return running;
    };
    if (running === undefined) return begin();
    next ??= running.then(begin, begin);
    return next;
  };

  const chainOf = async (socket: Socket, claim: Claim): Promise<readonly Process[] | undefined> => {
    const inode = await inodeOf(socket);
    if (inode === undefined) return undefined;
    const chains = await Promise.all(peerPids(await connections(), inode).map(chainFrom));
    const [first] = chains;
    return chains.find((chain) => chain.some(({ pid }) => pid === claim.pid)) ?? first;
  };

  return async (socket, claim) => {
    const chain = platform === 'linux' ? await chainOf(socket, claim) : undefined;
    if (chain !== undefined && chain.length > 0) return { chain };
    if (claim.pid === undefined || platform === 'win32') return {};
    const claimed = await (platform === 'linux' ? readLinux : readWithPs)(claim.pid);
    return claimed === undefined ? {} : { claimed };
  };
};

/** Tells, whenever it is asked, whether this process still runs. */
export const untilGone = (pid: number): (() => boolean) => {
  const holder = holderOf(pid);
  return () => fateOf(holder) === 'there';
};

/** The process at the other end of a connection on loopback, by its port there, and those above it. */
export const findByPort = async (platform: string, port: number): Promise<Peer> => {
  if (platform !== 'linux') return {};
  const lines = await run('ss', ['-tpnH', 'state', 'established', 'sport', '=', `:${port}`]);
  const [pid] = [...lines.matchAll(/pid=(\d+)/g)].map(([, digits]) => Number(digits));
  return pid === undefined ? {} : { chain: await chainFrom(pid) };
};

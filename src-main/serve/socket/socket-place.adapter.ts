import { lstat, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { SocketFlaw } from '../../contract/problems/programs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { isFolder, isKept, isOurs } from '../../storage/login-file.adapter.ts';
import { makeFolder } from '../../storage/own-folder.adapter.ts';
import { socketPath } from './socket-path.ts';

/** The socket's path for this user. `runtime: false` leaves XDG_RUNTIME_DIR aside: the demo is not what programs ask. */
export const findSocketPath = (system: {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly runtime?: false;
}): string => {
  const { platform, env, folder } = system;
  const named = system.runtime === false ? undefined : env.XDG_RUNTIME_DIR;
  const uid = process.getuid?.();
  return socketPath({
    platform,
    runtime: named !== undefined && isFolder(named) ? named : undefined,
    folder,
    temporary: tmpdir(),
    user: uid === undefined ? `${env.USERDOMAIN ?? ''}\\${userInfo().username}` : `${uid}`,
  });
};

const errnoOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** Why a folder is not ours alone, or undefined. It must be a folder and no link, with nothing for others, in a place where nobody can swap it. */
const folderFlaw = async (folder: string, uid: number): Promise<SocketFlaw | undefined> => {
  const stats = await lstat(folder);
  if (stats.isSymbolicLink()) return 'folder-link';
  if (!stats.isDirectory()) return 'folder-other';
  if (stats.uid !== uid) return 'folder-foreign';
  if (!isOurs(stats, uid)) return 'folder-open';
  return isKept(await stat(dirname(folder)), uid) ? undefined : 'folder-movable';
};

/** Whether there is a socket at this path, and a client may trust what listens there. */
export const isSafePlace = async (path: string, uid: number | undefined): Promise<boolean> => {
  if (uid === undefined) return true;
  const [flaw] = await Promise.all([folderFlaw(dirname(path), uid), lstat(path)]).catch(() => ['missing']);
  return flaw === undefined;
};

const connects = (path: string): Promise<'answers' | 'refused' | 'missing' | 'unclear'> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve('answers');
    });
    socket.once('error', (error) => {
      const errno = errnoOf(error);
      resolve(errno === 'ECONNREFUSED' ? 'refused' : errno === 'ENOENT' ? 'missing' : 'unclear');
    });
  });

/**
 * Makes the folder and takes away the socket of a run that crashed, which nobody listens at. Problem: socket-unsafe, when folder or socket
 * belong to somebody else, are something else, or another program listens there.
 */
export const prepareSocketPlace = async (path: string, uid: number | undefined): Promise<Result<void>> => {
  const unsafe = (why: SocketFlaw) => failed({ code: 'socket-unsafe', path, why } as const);
  const state = (found: Awaited<ReturnType<typeof connects>>) =>
    found === 'answers' ? unsafe('taken') : found === 'unclear' ? unsafe('silent') : ok(undefined);
  if (uid === undefined) return state(await connects(path));
  const folder = dirname(path);
  try {
    await makeFolder(folder);
    const flaw = await folderFlaw(folder, uid);
    if (flaw !== undefined) return unsafe(flaw);
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined) return ok(undefined);
    if (!stats.isSocket() || stats.uid !== uid) return unsafe('other');
    const found = await connects(path);
    if (found === 'refused') await unlink(path);
    return state(found);
  } catch (error) {
    return failed({ code: 'socket-unsafe', path, why: 'errno', errno: errnoOf(error) });
  }
};

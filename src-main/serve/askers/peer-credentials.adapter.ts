import type { Socket } from 'node:net';

/** The process that made a connection, as the kernel noted it then. */
export interface PeerCredentials {
  readonly pid: number;
  readonly uid: number;
}

/** Undefined where the system does not tell. */
export type FindPeer = (socket: Socket) => PeerCredentials | undefined;

/** Node shows the descriptor of a pipe, without saying so in its documents; on Windows there is none. */
const descriptorOf = (socket: Socket): number | undefined => {
  const descriptor = (socket as { readonly _handle?: { readonly fd?: number } | null })._handle?.fd;
  return descriptor !== undefined && descriptor >= 0 ? descriptor : undefined;
};

/**
 * Asks the kernel who is at the other end of a local socket, which Node cannot: SO_PEERCRED (unix(7)) on Linux, LOCAL_PEERPID (sys/un.h) and getpeereid(3)
 * on macOS. It takes microseconds. On other systems, and where the library of foreign functions cannot be loaded, nobody is known.
 */
export const openPeerCredentials = async (platform: string): Promise<FindPeer> => {
  if (platform !== 'linux' && platform !== 'darwin') return () => undefined;
  try {
    const { default: koffi } = await import('koffi');
    const libc = koffi.load(null);
    const getsockopt = libc.func('int getsockopt(int, int, int, _Out_ void *, _Inout_ uint32_t *)');
    /** The option's value, when the kernel filled all of it. */
    const option = (descriptor: number, level: number, name: number, bytes: number): DataView | undefined => {
      const value = new Uint8Array(bytes);
      const length = [bytes];
      return getsockopt(descriptor, level, name, value, length) === 0 && length[0] === bytes ? new DataView(value.buffer) : undefined;
    };
    if (platform === 'linux') {
      return (socket) => {
        const descriptor = descriptorOf(socket);
        // struct ucred: pid, uid, gid.
        const found = descriptor === undefined ? undefined : option(descriptor, 1, 17, 12);
        return found && { pid: found.getInt32(0, true), uid: found.getUint32(4, true) };
      };
    }
    const getpeereid = libc.func('int getpeereid(int, _Out_ uint32_t *, _Out_ uint32_t *)');
    return (socket) => {
      const descriptor = descriptorOf(socket);
      if (descriptor === undefined) return undefined;
      const [uid, gid] = [[0], [0]];
      const pid = option(descriptor, 0, 2, 4)?.getInt32(0, true);
      return pid === undefined || getpeereid(descriptor, uid, gid) !== 0 ? undefined : { pid, uid: uid[0] ?? 0 };
    };
  } catch {
    return () => undefined;
  }
};

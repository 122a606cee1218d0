import { createHash } from 'node:crypto';

/** `sun_path` has 108 bytes on Linux and 104 on macOS, the zero at its end included. */
const pathLimit = 100;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * Where the socket is: `$XDG_RUNTIME_DIR/roletap/socket`, else in a folder of our data folder, else, where that path is too long, in one of the
 * temporary folder. On Windows a named pipe that carries the user in its name. Pure: the caller gives the surroundings.
 */
export const socketPath = (system: {
  readonly platform: string;
  /** XDG_RUNTIME_DIR, where it is set and there. */
  readonly runtime: string | undefined;
  /** Our data folder. */
  readonly folder: string;
  readonly temporary: string;
  /** What tells users apart: the uid, on Windows the name with its domain. */
  readonly user: string;
}): string => {
  const { platform, runtime, folder, temporary, user } = system;
  if (platform === 'win32') return `\\\\.\\pipe\\roletap-${hashOf(`${user}\n${folder}`)}`;
  const places = [...(runtime?.startsWith('/') ? [`${runtime}/roletap`] : []), `${folder}/run`];
  const paths = places.map((place) => `${place}/socket`);
  return (
    paths.find((path) => Buffer.byteLength(path) <= pathLimit) ??
    `${temporary.replace(/\/$/, '')}/roletap-${hashOf(`${user}\n${folder}`)}/socket`
  );
};

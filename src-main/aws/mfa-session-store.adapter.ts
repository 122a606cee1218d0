import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TemporaryCredentials } from './aws-types.ts';

/** As app/world.ts has it; the layers do not let this file import it. */
interface StoredMfaSession {
  readonly source: string;
  readonly accessKeyId: string;
  readonly mfaSerial: string;
  readonly credentials: TemporaryCredentials;
}

interface MfaSessionStore {
  readonly load: () => Promise<readonly StoredMfaSession[]>;
  readonly save: (sessions: readonly StoredMfaSession[]) => Promise<void>;
}

const fileName = 'mfa-sessions.json';

/** More than any number of sessions needs. */
const sizeLimit = 1024 * 1024;

/**
 * A folder in memory that ends with the login: `$XDG_RUNTIME_DIR/roletap`, else on Linux `/dev/shm/roletap-<uid>`.
 * Undefined where there is none (macOS, Windows): sessions then live in the process alone, never on a disk.
 */
export const runtimeFolder = (
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  uid: number | undefined,
): string | undefined => {
  const runtime = env.XDG_RUNTIME_DIR;
  if (platform !== 'linux' || uid === undefined) return undefined;
  return runtime?.startsWith('/') ? join(runtime, 'roletap') : `/dev/shm/roletap-${uid}`;
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const parseSession = (value: unknown): StoredMfaSession | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { source, accessKeyId, mfaSerial, credentials } = value as Record<string, unknown>;
  if (!isText(source) || !isText(accessKeyId) || !isText(mfaSerial) || typeof credentials !== 'object' || credentials === null) {
    return undefined;
  }
  const { accessKeyId: key, secretAccessKey, sessionToken, expires } = credentials as Record<string, unknown>;
  if (!isText(key) || !isText(secretAccessKey) || !isText(sessionToken) || typeof expires !== 'number' || !Number.isFinite(expires)) {
    return undefined;
  }
  return { source, accessKeyId, mfaSerial, credentials: { accessKeyId: key, secretAccessKey, sessionToken, expires } };
};

const parseSessions = (text: string): readonly StoredMfaSession[] => {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(parseSession).filter((session) => session !== undefined) : [];
};

/** Whether this user alone can read and change the thing: a folder or file of ours, no link. */
const isOurs = (stats: { readonly uid: number; readonly mode: number }, uid: number): boolean =>
  stats.uid === uid && (stats.mode & 0o077) === 0;

/** Whether nobody else can put another folder in the place of ours: in a folder of this user's, or in one of root's that is sticky, as /dev/shm is. */
const isKept = (above: { readonly uid: number; readonly mode: number }, uid: number): boolean =>
  (above.uid === uid && (above.mode & 0o022) === 0) || (above.uid === 0 && (above.mode & 0o1000) !== 0);

/**
 * MFA sessions in a file of the runtime folder (0700, the file 0600, replaced as a whole), shared by the window and the terminal.
 * Without a folder, or with one that someone else prepared, they live in this process alone. Neither call ever rejects:
 * a lost session costs a touch. `uid` is this user's.
 */
export const createMfaSessionStore = ({
  folder,
  uid = process.getuid?.() ?? -1,
}: {
  readonly folder: string | undefined;
  readonly uid?: number;
}): MfaSessionStore => {
  let inProcess: readonly StoredMfaSession[] = [];
  let saving: Promise<void> = Promise.resolve();

  /** Makes the folder unless it is there; false when it is not ours to trust (in /dev/shm anyone can make it first). */
  const isSafe = async (path: string, make: boolean): Promise<boolean> => {
    try {
      if (!isKept(await stat(dirname(path)), uid)) return false;
      if (make) await mkdir(path, { mode: 0o700 }).catch(() => {});
      const stats = await lstat(path);
      return stats.isDirectory() && isOurs(stats, uid);
    } catch {
      return false;
    }
  };

  const load = async (): Promise<readonly StoredMfaSession[]> => {
    if (folder === undefined || !(await isSafe(folder, false))) return inProcess;
    try {
      const handle = await open(join(folder, fileName), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const stats = await handle.stat();
        if (!stats.isFile() || !isOurs(stats, uid) || stats.size > sizeLimit) return [];
        return parseSessions(await handle.readFile('utf8'));
      } finally {
        await handle.close();
      }
    } catch {
      return [];
    }
  };

  const write = async (path: string, text: string): Promise<void> => {
    const temporary = join(path, `.${fileName}.${randomBytes(8).toString('hex')}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(text);
      } finally {
        await handle.close();
      }
      await rename(temporary, join(path, fileName));
    } catch {
      await unlink(temporary).catch(() => {});
    }
  };

  const save = async (sessions: readonly StoredMfaSession[]): Promise<void> => {
    inProcess = sessions;
    if (folder === undefined || !(await isSafe(folder, true))) return;
    await write(folder, JSON.stringify(sessions));
  };

  return {
    load,
    save: (sessions) => {
      // One after the other: the last one saved is the one that stays.
      saving = saving.then(() => save(sessions));
      return saving;
    },
  };
};

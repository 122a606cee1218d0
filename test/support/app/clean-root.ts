import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Started, start } from '../aws/stage.ts';

/** A system of its own, of which nothing is left afterwards. */
export interface CleanRoot {
  /** Starts a program in it, with this environment alone. */
  readonly start: (command: readonly string[], environment: Record<string, string>, input?: string) => Started;
  /** A program as root, to its end: what it said. Throws with that when it failed. */
  readonly administer: (...command: readonly string[]) => Promise<string>;
  /** Brings a file in: its path there. */
  readonly bring: (file: string) => string;
  readonly remove: () => void;
}

/** Why there can be none here. Undefined: there can. */
export const whyNoCleanRoot = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'only root may lay a file system over this one';
  if (spawnSync('unshare', ['--mount', 'sh', '-c', 'grep -q overlay /proc/filesystems || modprobe overlay']).status !== 0)
    return 'no overlay file system here';
  return undefined;
};

const orThrow = (command: string, ...args: readonly string[]): string => {
  const ran = spawnSync(command, args, { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.error?.message ?? ''}${ran.stdout}${ran.stderr}`);
  return ran.stdout;
};

/** Programs that our package must do without, where people have none of them. */
const absent = ['node', 'nodejs', 'npm', 'npx', 'corepack', 'curl'];

/**
 * This computer's system, with a memory of its own laid over it that takes all that is written: without Node, curl, the clone and the folders of
 * `hidden`. Only in the sandbox (scripts/sandbox.sh), whose mounts end with it. /tmp, /run and /proc are shared, for the display, the bus and the reader.
 */
export const createCleanRoot = (hidden: readonly string[] = []): CleanRoot => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-root-'));
  orThrow('mount', '-t', 'tmpfs', 'roletap-root', folder);
  const [upper, work, merged] = ['upper', 'work', 'root'].map((name) => join(folder, name)) as [string, string, string];
  for (const path of [upper, work, merged]) mkdirSync(path);
  orThrow('mount', '-t', 'overlay', 'roletap-root', '-o', `lowerdir=/,upperdir=${upper},workdir=${work}`, merged);
  for (const path of ['/proc', '/sys', '/dev', '/run', '/tmp']) orThrow('mount', '--rbind', path, join(merged, path));
  for (const path of [resolve('.'), ...hidden]) orThrow('mount', '-t', 'tmpfs', 'roletap-hidden', join(merged, path));
  for (const place of ['/usr/bin', '/usr/local/bin', '/usr/local/sbin', '/usr/sbin']) {
    for (const name of absent) rmSync(join(merged, place, name), { force: true });
  }
  // Else dpkg has the pages of the whole computer read anew after each package. `man` finds them without the list.
  rmSync(join(merged, '/var/lib/man-db/auto-update'), { force: true });
  const within = (command: readonly string[]) => [merged, ...command];
  return {
    start: (command, environment, input) => start('/usr/sbin/chroot', within(command), { ...environment, PATH: '/usr/bin:/bin' }, input),
    administer: async (...command) => {
      const asRoot = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', HOME: '/root' };
      const { code, stdout, stderr } = await start('/usr/sbin/chroot', within(command), asRoot).ended;
      if (code !== 0) throw new Error(`${command.join(' ')}: ${stdout}${stderr}`);
      return stdout + stderr;
    },
    bring: (file) => {
      const name = `/srv/${file.split('/').at(-1)}`;
      cpSync(file, join(merged, name));
      return name;
    },
    remove: () => {
      orThrow('umount', '-l', merged);
      orThrow('umount', '-l', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

import { cp, lstat, mkdir, readdir, readFile, readlink, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installedTerminal } from '../../base/installed-terminal.adapter.ts';
import type { CommandPlace } from '../../contract/preferences.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** The command `roletap` in the person's own folder of programs, for packages that put none on the PATH: an AppImage, an app that was dragged somewhere. */
export interface OwnCommand {
  readonly place: () => Promise<CommandPlace>;
  /** Puts it there, or takes it away again. A file of somebody else stays as it is. Problem: file-read-only. */
  readonly set: (wanted: boolean) => Promise<Result<CommandPlace>>;
  /** Brings a command that we put there up to this version, or takes it away where a package has its own now. Never rejects. */
  readonly refresh: () => Promise<void>;
}

/** Where the terminal of an AppImage is kept, below the home. */
const keptPlace = '.local/share/roletap/terminal';

/** The terminal that the command of an AppImage starts, where a person has installed it. */
export const keptTerminal = (home: string) => installedTerminal(join(home, keptPlace, 'programs'));

/** What a folder holds, as text that changes with any of its files: their names, sizes and times. */
const contentsOf = async (folder: string): Promise<string> => {
  const names = await readdir(folder);
  const lines = names.sort().map(async (name) => {
    const path = join(folder, name);
    const found = await stat(path);
    if (found.isDirectory()) return `${name}/\n${await contentsOf(path)}`;
    return `${name} ${found.size} ${Math.floor(found.mtimeMs)}\n`;
  });
  return (await Promise.all(lines)).join('');
};

/** In the copy: what it is a copy of. */
const note = 'made-of.txt';

const quietly = <T>(call: Promise<T>): Promise<T | undefined> => call.catch(() => undefined);

export const createOwnCommand = (needs: {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the bundles that run. */
  readonly programs: string;
  /** Where packages put commands. */
  readonly shared?: string;
}): OwnCommand => {
  const { platform, home, env, programs, shared = '/usr/bin' } = needs;
  const terminal = platform === 'win32' ? undefined : installedTerminal(programs, platform)?.node;
  const link = join(home, '.local/bin/roletap');
  const copy = join(home, keptPlace);
  // What an AppImage unpacked is gone when it ends, so that the terminal has to be somewhere else.
  const passing = Boolean(env.APPDIR) && programs.startsWith(`${env.APPDIR}/`);
  const target = passing ? join(copy, 'roletap') : terminal;

  const place = async (): Promise<CommandPlace> => {
    if (terminal === undefined) return 'none';
    const real = await quietly(realpath(terminal));
    if (real !== undefined && (await quietly(realpath(join(shared, 'roletap')))) === real) return 'system';
    const found = await quietly(lstat(link));
    if (found === undefined) return 'absent';
    const leads = found.isSymbolicLink() ? await quietly(readlink(link)) : undefined;
    return leads === target ? 'installed' : 'other';
  };

  const keep = async (from: string) => {
    const making = `${copy}-${process.pid}`;
    await rm(making, { recursive: true, force: true });
    await mkdir(dirname(copy), { recursive: true });
    await cp(dirname(from), making, { recursive: true, dereference: true });
    await writeFile(join(making, note), await contentsOf(dirname(from)));
    // A program may ask at any moment: the one before makes room in no time.
    const former = `${making}-former`;
    await quietly(rename(copy, former));
    await rename(making, copy);
    await rm(former, { recursive: true, force: true });
  };

  const install = async (from: string, to: string) => {
    if (passing) await keep(from);
    await mkdir(dirname(link), { recursive: true });
    await symlink(to, link);
  };

  const remove = async () => {
    await rm(link, { force: true });
    await rm(copy, { recursive: true, force: true });
  };

  const renew = async () => {
    const now = await place();
    if (now === 'none' || terminal === undefined || target === undefined) return;
    const leads = await quietly(readlink(link));
    // Ours: the copy, or an app that was moved since.
    const isOurs =
      leads === join(copy, 'roletap') || (/\/[Rr]esources\/terminal\/roletap$/.test(leads ?? '') && !(await quietly(realpath(link))));
    if (now === 'system' && isOurs) return remove();
    if (now === 'other' && isOurs) {
      await remove();
      return install(terminal, target);
    }
    if (now === 'installed' && passing && (await quietly(readFile(join(copy, note), 'utf8'))) !== (await contentsOf(dirname(terminal)))) {
      await keep(terminal);
    }
  };

  return {
    place,
    refresh: () => renew().catch(() => {}),
    set: async (wanted) => {
      const now = await place();
      try {
        if (wanted && now === 'absent' && terminal && target) await install(terminal, target);
        if (!wanted && now === 'installed') await remove();
        return ok(await place());
      } catch (error) {
        return failed({ code: 'file-read-only', file: link, errno: (error as NodeJS.ErrnoException).code ?? 'unknown' });
      }
    },
  };
};

import { cp, lstat, mkdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installedTerminal } from '../../base/installed-terminal.adapter.ts';
import type { CommandPlace } from '../../contract/preferences.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** The command `roletap` in the person's own folder of programs, for packages that put none on the PATH: an AppImage, an app that was dragged somewhere. */
export interface OwnCommand {
  readonly place: () => Promise<CommandPlace>;
  /** Puts it there, or takes it away again. A file of somebody else stays as it is. Problem: file-read-only. */
  readonly set: (wanted: boolean) => Promise<Result<CommandPlace>>;
}

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
  const copy = join(home, '.local/share/roletap/terminal');
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

  const install = async (from: string, to: string) => {
    if (passing) {
      const making = `${copy}-${process.pid}`;
      await rm(making, { recursive: true, force: true });
      await mkdir(dirname(copy), { recursive: true });
      await cp(dirname(from), making, { recursive: true, dereference: true });
      await rm(copy, { recursive: true, force: true });
      await rename(making, copy);
    }
    await mkdir(dirname(link), { recursive: true });
    await symlink(to, link);
  };

  const remove = async () => {
    await rm(link, { force: true });
    if (passing) await rm(copy, { recursive: true, force: true });
  };

  return {
    place,
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

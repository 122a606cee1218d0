import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { awsFilePaths } from './aws/files/aws-files.adapter.ts';
import { failed, ok, type Result } from './contract/result.ts';
import { dataFolder } from './storage/folders.ts';

/** What this process was started with, for window and terminal. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's files. */
  readonly paths: { readonly config: string; readonly credentials: string };
  /** Our data folder. */
  readonly folder: string;
  /** The working folder; undefined when it was removed. */
  readonly working: string | undefined;
}

const tried = <T>(look: () => T): T | undefined => {
  try {
    return look();
  } catch {
    return undefined;
  }
};

/** Where this process runs, and for whom. Problems: home-missing, working-folder-missing (for a file that is named from there). */
export const surroundings = (): Result<Surroundings> => {
  const { platform, env } = process;
  const home = tried(homedir);
  if (home === undefined || !isAbsolute(home)) {
    // The same as `~` is to a shell without HOME.
    const { HOME } = env;
    return failed({
      code: 'home-missing',
      user: String(tried(userInfo)?.username ?? process.getuid?.()),
      ...(HOME === undefined ? {} : { home: HOME }),
    });
  }
  const working = tried(process.cwd);
  const paths = tried(() => awsFilePaths(env, home));
  if (!paths) {
    const names = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const;
    const setting = names.find((name) => env[name] && !isAbsolute(env[name])) ?? names[0];
    return failed({ code: 'working-folder-missing', setting, file: env[setting] ?? '' });
  }
  return ok({ platform, env, paths, folder: dataFolder({ platform, env, home }), working });
};

import { constants } from 'node:fs';
import { access, link, lstat, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** The whole path of a file that a person named. */
export const wholePath = (file: string): string => resolve(file);

/** Why no invite could be written there, before anybody is added for it. Problem: named-file-unwritable. */
export const whyNoInvite = async (file: string): Promise<Problem | undefined> => {
  const bad = (errno: string) => ({ code: 'named-file-unwritable', file, errno }) as const;
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return bad(typeof code === 'string' ? code : 'unknown');
  }
  const isThere = await lstat(file).then(
    () => true,
    () => false,
  );
  return isThere ? bad('EEXIST') : undefined;
};

/**
 * Writes an invite for its owner alone (0600), whole or not at all. A file that is there is never replaced: it may be another person's. The same text again, from a
 * run that was cut off, is no other file. Problem: invite-unwritable.
 */
export const writeInvite = async (file: string, text: string): Promise<Result<void>> => {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(dirname(file), '.roletap-'));
    const made = join(folder, basename(file));
    await writeFile(made, text, { mode: 0o600, flush: true });
    await link(made, file);
    return ok(undefined);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return failed({ code: 'invite-unwritable', file, errno: typeof code === 'string' ? code : 'unknown' });
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
};

import { failed, ok, type Result } from '../contract/result.ts';
import type { TapContext } from './context.ts';

/** Ends the session of a target: its section leaves the file. Gives the names that were removed. */
export const endSession = async (context: TapContext, target: string): Promise<Result<readonly string[]>> => {
  const removed = await context.world.files.removeTargets([target]);
  if (!removed.ok) return removed;
  await context.readFiles();
  return removed.value.length > 0 ? removed : failed({ code: 'target-unknown', target });
};

/** Ends everything: all sections that Roletap made, and the MFA sessions that could open new ones without a touch. */
export const endAllSessions = async (context: TapContext): Promise<Result<readonly string[]>> => {
  await context.held.clear();
  return removeSections(context, () => true);
};

/** Removes the sections whose time is over. */
export const removeExpired = async (context: TapContext): Promise<Result<readonly string[]>> =>
  removeSections(context, (expires) => expires <= context.now());

const removeSections = async (context: TapContext, isMeant: (expires: number) => boolean): Promise<Result<readonly string[]>> => {
  await context.readFiles();
  const { files } = context.store.state();
  if (files.kind === 'failed') return failed(files.problem);
  const names =
    files.kind === 'read' ? files.profiles.targets.filter((target) => isMeant(target.expires)).map((target) => target.target) : [];
  if (names.length === 0) return ok([]);
  const removed = await context.world.files.removeTargets(names);
  if (removed.ok) await context.readFiles();
  return removed;
};

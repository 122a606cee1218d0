import { accountIdOf } from '../../aws/arn.ts';
import type { EndReason } from '../../contract/history.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { TapContext } from '../context.ts';
import { withoutAlerts } from '../state/state.ts';
import { tellFailure } from '../state/tell-failure.ts';

/** A session that is about to end, as the history wants it. */
interface Ending {
  readonly target: string;
  readonly roleArn: string;
  readonly profile?: string;
  readonly accessKeyId: string;
}

const liveOnes = (context: TapContext): readonly Ending[] => {
  const { files, heldRoles } = context.store.state();
  const targets = files.kind === 'read' ? files.profiles.targets : [];
  const now = context.now();
  const held = heldRoles.filter(({ expires }) => expires > now);
  const keys = new Set(held.map(({ accessKeyId }) => accessKeyId));
  return [...held, ...targets.filter(({ expires, accessKeyId }) => expires > now && !keys.has(accessKeyId))];
};

const tell = (context: TapContext, endings: readonly Ending[], why: EndReason): void => {
  for (const { target, roleArn, profile, accessKeyId } of endings) {
    const accountId = accountIdOf(roleArn);
    const facts = { at: context.now(), event: 'ended', profile: profile ?? target, roleArn, accountId, accessKeyId, target, why } as const;
    void context.history.add({ ...facts, asker: context.person });
  }
};

/** Ends the session of a target everywhere: in our memory, in what outlives us, in the file. Gives the names that were removed. */
export const endSession = async (context: TapContext, target: string): Promise<Result<readonly string[]>> => {
  // Another front end may have opened it since.
  await context.held.refresh();
  const ending = liveOnes(context).filter((session) => session.target === target);
  // What AWS is just being asked for, or what is being written, would come after the end.
  context.openings.stop(target);
  for (const { accessKeyId } of ending) context.ended.add(accessKeyId);
  const isHeld = context.held.roles().some((session) => session.target === target);
  context.held.dropRoles([target]);
  const removed = await context.world.files.removeTargets([target]);
  if (!removed.ok) return removed;
  await Promise.all([context.readFiles(), context.held.saved()]);
  if (!isHeld && removed.value.length === 0) return failed({ code: 'target-unknown', target });
  tell(context, ending, 'person');
  return ok([target]);
};

/** Ends everything: all sessions of roles, and the MFA sessions that could open new ones without a touch. Gives the targets. */
export const endAllSessions = async (context: TapContext, why: EndReason = 'person'): Promise<Result<readonly string[]>> => {
  await context.readFiles();
  const endings = liveOnes(context);
  const held = context.held.roles().map(({ target }) => target);
  context.openings.stop();
  for (const { accessKeyId } of endings) context.ended.add(accessKeyId);
  await context.held.clear();
  context.store.change(withoutAlerts(({ kind }) => kind !== 'touch-wanted'));
  const removed = await removeSections(context, () => true);
  if (!removed.ok) return removed;
  tell(context, endings, why);
  return ok([...new Set([...removed.value, ...held])]);
};

/** The same where nobody waits for the outcome: keys that could not be taken out of the file are told. */
export const endAllUnasked = async (context: TapContext, why: Exclude<EndReason, 'person'>): Promise<void> => {
  tellFailure(context.store)(await endAllSessions(context, why));
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

/**
 * Reads the files anew. A session that was written there and whose section is gone or was replaced since, by a person or another front end, is held
 * no longer; one that was opened while the file was read is not meant.
 */
export const followFile = async (context: TapContext): Promise<void> => {
  const before = new Set(context.held.roles().map(({ credentials }) => credentials.accessKeyId));
  await context.readFiles();
  // Another front end that replaced it put its own into the store, under the same name; that one is not to be dropped.
  await context.held.refresh();
  const { files } = context.store.state();
  if (files.kind !== 'read') return;
  const written = new Map(files.profiles.targets.map(({ target, accessKeyId }) => [target, accessKeyId]));
  const gone = context.held
    .roles()
    .filter(({ inFile, target, credentials: { accessKeyId } }) => inFile && before.has(accessKeyId) && written.get(target) !== accessKeyId);
  if (gone.length === 0) return;
  context.held.dropRoles(gone.map(({ target }) => target));
  const ended = gone.filter(({ target }) => !written.has(target));
  tell(
    context,
    ended.map(({ credentials: { accessKeyId }, ...session }) => ({ ...session, accessKeyId })),
    'gone',
  );
};

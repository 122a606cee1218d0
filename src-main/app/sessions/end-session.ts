import { accountIdOf } from '../../aws/arn.ts';
import type { EndReason } from '../../contract/history.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import { isLeaving, staying } from '../state/sessions-state.ts';
import { tellFailure, withoutAlerts } from '../state/store.ts';
import type { SessionPorts } from './session-ports.ts';

/** What ending sessions takes. */
export type EndPorts = SessionPorts;

/** A session that is about to end, as the history wants it. */
interface Ending {
  readonly target: string;
  readonly roleArn: string;
  readonly profile?: string;
  readonly accessKeyId: string;
}

/** All that lives and was not ended before: what we hold, and what only the file has. */
export const liveOnes = ({ store, history }: Pick<EndPorts, 'store' | 'history'>): readonly Ending[] => {
  const { files, leaving } = store.state();
  const held = staying(store.state());
  const targets = files.kind === 'read' ? files.profiles.targets : [];
  const now = history.now();
  const roles = held.roles.filter(({ expires }) => expires > now);
  const keys = new Set(roles.map(({ accessKeyId }) => accessKeyId));
  const isOther = (accessKeyId: string) => !keys.has(accessKeyId) && !isLeaving(leaving, accessKeyId);
  return [...roles, ...targets.filter(({ expires, accessKeyId }) => expires > now && isOther(accessKeyId))];
};

const tell = (history: EndPorts['history'], endings: readonly Ending[], why: EndReason, asker = history.person): void => {
  for (const { target, roleArn, profile, accessKeyId } of endings) {
    const accountId = accountIdOf(roleArn);
    const facts = { at: history.now(), event: 'ended', profile: profile ?? target, roleArn, accountId, accessKeyId, target, why } as const;
    void history.add({ ...facts, asker });
  }
};

/** What a person's "end" ended. */
export interface EndedSessions {
  readonly targets: readonly string[];
  /** Sources whose MFA session went. */
  readonly mfaSources: readonly string[];
}

/** The targets that a name stands for: the target of that name, else those of the sessions of a role with that name or ARN, else where a tap of that role would go. */
const targetsMeant = ({ store, held, files: awsFiles }: Pick<EndPorts, 'store' | 'held' | 'files'>, name: string): readonly string[] => {
  const { files } = store.state();
  const sessions = [...held.roles(), ...(files.kind === 'read' ? files.profiles.targets : [])];
  if (sessions.some(({ target }) => target === name)) return [name];
  const ofRole = sessions.filter(({ profile, roleArn }) => profile === name || roleArn === name);
  if (ofRole.length > 0) return [...new Set(ofRole.map(({ target }) => target))];
  const role = awsFiles.catalog().byName.get(name);
  return [role?.target ?? name];
};

/** Ends the session of a target, or the sessions of a role, everywhere: in our memory, in what outlives us, in the file. Problems: target-unknown, those of the file. */
export const endSession = async (ports: EndPorts, name: string, asker?: Asker): Promise<Result<EndedSessions>> => {
  // Another front end may have opened it since.
  await ports.held.refresh();
  const targets = targetsMeant(ports, name);
  const ending = liveOnes(ports).filter(({ target }) => targets.includes(target));
  // What AWS is just being asked for, or what is being written, would come after the end.
  for (const target of targets) ports.openings.stop(target);
  ports.held.end(ending.map(({ accessKeyId }) => accessKeyId));
  const isHeld = ports.held.roles().some(({ target }) => targets.includes(target));
  ports.held.dropRoles(targets);
  const removed = await ports.files.targets.removeTargets(targets);
  if (!removed.ok) return removed;
  await Promise.all([ports.files.refresh(), ports.held.saved()]);
  if (!isHeld && removed.value.length === 0) return failed({ code: 'target-unknown', target: name });
  tell(ports.history, ending, 'person', asker);
  return ok({ targets, mfaSources: [] });
};

/** Ends the sessions with these access keys, MFA sessions among them; one that has another key by now stays. */
export const endKeys = async (ports: EndPorts, keys: ReadonlySet<string>): Promise<Result<void>> => {
  await ports.files.refresh();
  const { held, files } = ports.store.state();
  const roles = held.roles.filter(({ accessKeyId }) => keys.has(accessKeyId));
  const written = files.kind === 'read' ? files.profiles.targets.filter(({ accessKeyId }) => keys.has(accessKeyId)) : [];
  const others = written.filter(({ accessKeyId }) => !roles.some((role) => role.accessKeyId === accessKeyId));
  ports.held.end([...keys]);
  ports.held.dropRoles(roles.map(({ target }) => target));
  ports.held.dropMfa(keys);
  const removed = written.length === 0 ? ok([]) : await ports.files.targets.removeTargets(written.map(({ target }) => target));
  if (!removed.ok) return removed;
  await Promise.all([ports.files.refresh(), ports.held.saved()]);
  tell(ports.history, [...roles, ...others], 'person');
  return ok(undefined);
};

/** Ends everything: all sessions of roles, and the MFA sessions that could open new ones without a touch. */
export const endAllSessions = async (ports: EndPorts, why: EndReason = 'person', asker?: Asker): Promise<Result<EndedSessions>> => {
  await ports.files.refresh();
  const mfaSources = ports.store.state().held.mfa.map(({ source }) => source);
  const endings = liveOnes(ports);
  const held = ports.held.roles().map(({ target }) => target);
  ports.openings.stop();
  ports.held.end(endings.map(({ accessKeyId }) => accessKeyId));
  await ports.held.clear();
  ports.store.change(withoutAlerts(({ kind }) => kind !== 'touch-wanted'));
  const removed = await removeSections(ports, () => true);
  if (!removed.ok) return removed;
  tell(ports.history, endings, why, asker);
  return ok({ targets: [...new Set([...removed.value, ...held])], mfaSources });
};

/** The same where nobody waits for the outcome: keys that could not be taken out of the file are told. */
export const endAllUnasked = async (ports: EndPorts, why: Exclude<EndReason, 'person'>): Promise<void> => {
  tellFailure(ports.store)(await endAllSessions(ports, why));
};

/** Removes the sections whose time is over. */
export const removeExpired = async (ports: EndPorts): Promise<Result<readonly string[]>> =>
  removeSections(ports, (expires) => expires <= ports.history.now());

const removeSections = async (ports: EndPorts, isMeant: (expires: number) => boolean): Promise<Result<readonly string[]>> => {
  await ports.files.refresh();
  const { files } = ports.store.state();
  if (files.kind === 'failed') return failed(files.problem);
  const names =
    files.kind === 'read' ? files.profiles.targets.filter((target) => isMeant(target.expires)).map((target) => target.target) : [];
  if (names.length === 0) return ok([]);
  const removed = await ports.files.targets.removeTargets(names);
  if (removed.ok) await ports.files.refresh();
  return removed;
};

/**
 * Reads the files anew. A session that was written there and whose section is gone or was replaced since, by a person or another front end, is held
 * no longer; one that was opened while the file was read is not meant.
 */
export const followFile = async (ports: EndPorts): Promise<void> => {
  const before = new Set(ports.held.roles().map(({ credentials }) => credentials.accessKeyId));
  await ports.files.refresh();
  // Another front end that replaced it put its own into the store, under the same name; that one is not to be dropped.
  await ports.held.refresh();
  const { files } = ports.store.state();
  if (files.kind !== 'read') return;
  const written = new Map(files.profiles.targets.map(({ target, accessKeyId }) => [target, accessKeyId]));
  const gone = ports.held
    .roles()
    .filter(({ inFile, target, credentials: { accessKeyId } }) => inFile && before.has(accessKeyId) && written.get(target) !== accessKeyId);
  if (gone.length === 0) return;
  ports.held.dropRoles(gone.map(({ target }) => target));
  const ended = gone.filter(({ target }) => !written.has(target));
  tell(
    ports.history,
    ended.map(({ credentials: { accessKeyId }, ...session }) => ({ ...session, accessKeyId })),
    'gone',
  );
};

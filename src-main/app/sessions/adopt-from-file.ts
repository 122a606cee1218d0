import { defined } from '../../base/defined.ts';
import { personAt } from '../../contract/values.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import { isSessionOf } from '../roles/role-files.ts';
import { isGuarded } from '../roles/role-settings.ts';
import type { StoredRoleSession } from '../stored-sessions.ts';
import type { SessionPorts } from './session-ports.ts';

/**
 * Takes a session of ours that lies in the credentials file and that nobody holds: another run wrote it, and what outlives a run was lost since. Undefined
 * when there is none for this role.
 */
export const adoptFromFile = async (
  { store, files: awsFiles, held, history }: Pick<SessionPorts, 'store' | 'files' | 'held' | 'history'>,
  role: CatalogRole,
): Promise<StoredRoleSession | undefined> => {
  const { files } = store.state();
  if (files.kind !== 'read') return undefined;
  const { targets, sources } = files.profiles;
  const now = history.now();
  const target = targets.find(({ profile, roleArn, expires }) => profile === role.profile && isSessionOf(role, roleArn) && expires > now);
  const source = sources.find(({ profile }) => profile === role.source);
  if (!target || !source || held.hasEnded(target.accessKeyId)) return undefined;
  const read = await awsFiles.targets.readTarget(target.target);
  if (!read.ok || read.value?.accessKeyId !== target.accessKeyId) return undefined;
  const session: StoredRoleSession = {
    target: target.target,
    profile: role.profile,
    roleArn: target.roleArn,
    ...defined({ of: role.of, limits: role.limits }),
    source: source.profile,
    sourceKey: source.id,
    via: target.via,
    since: target.since,
    inFile: true,
    guarded: isGuarded(store.state().settings, role),
    asker: history.person,
    // Who reads the file has it anyway; of those who ask, a guarded one is the person's.
    given: [{ asker: personAt('tray'), until: target.expires }],
    used: now,
    credentials: read.value,
  };
  held.putRole(session);
  return session;
};

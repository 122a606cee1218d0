import type { TapContext } from '../context.ts';
import type { StoredRoleSession } from '../ports.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import { isGuarded } from './open-session.ts';

/**
 * Takes a session of ours that lies in the credentials file and that nobody holds: another run wrote it, and what outlives a run was lost since. Undefined
 * when there is none for this role.
 */
export const adoptFromFile = async (context: TapContext, role: CatalogRole): Promise<StoredRoleSession | undefined> => {
  const { files } = context.store.state();
  if (files.kind !== 'read') return undefined;
  const { targets, sources } = files.profiles;
  const now = context.now();
  const target = targets.find(({ profile, roleArn, expires }) => profile === role.profile && roleArn === role.roleArn && expires > now);
  const source = sources.find(({ profile }) => profile === role.source);
  if (!target || !source || context.ended.has(target.accessKeyId)) return undefined;
  const read = await context.world.files.readTarget(target.target);
  if (!read.ok || read.value?.accessKeyId !== target.accessKeyId) return undefined;
  const session: StoredRoleSession = {
    target: target.target,
    profile: role.profile,
    roleArn: role.roleArn,
    source: source.profile,
    sourceKey: source.accessKeyId,
    via: target.via,
    since: target.since,
    inFile: true,
    guarded: isGuarded(context.store.state().settings, role),
    asker: context.person,
    used: now,
    credentials: read.value,
  };
  context.held.putRole(session);
  return session;
};

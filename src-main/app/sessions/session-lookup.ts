import { ok, type Result } from '../../contract/result.ts';
import { limitsKey } from '../../contract/sessions/limits.ts';
import { type Catalog, type CatalogRole, targetNameFor } from '../roles/catalog.ts';
import { isSessionOf } from '../roles/role-files.ts';
import type { StoredRoleSession } from '../stored-sessions.ts';
import type { SessionPorts } from './session-ports.ts';

/** What a name in a program's request means: a target, a role's name, or the ARN of a role. */
export interface SessionLookup {
  /** The role. Problems: those of `RoleFiles.resolve`, for what is in no list. */
  readonly roleOf: (name: string) => Result<CatalogRole>;
  /** The session that is held under the name, whatever became of its role in the files since. */
  readonly anySessionOf: (name: string) => StoredRoleSession | undefined;
  /** The same, of the role that the name stands for in this catalog, and of the user that its source is now. */
  readonly sessionOf: (name: string, catalog: Catalog) => StoredRoleSession | undefined;
  /** How a role is named in a request: one that is in no list goes by its ARN. */
  readonly requestFor: (role: CatalogRole) => { readonly role: string; readonly source?: string };
}

export const createSessionLookup = ({ store, files: awsFiles, held }: Pick<SessionPorts, 'store' | 'files' | 'held'>): SessionLookup => {
  /** One that only its ARN names, opened from the only source; else why there is none. A broken profile is meant by its target's name as well. */
  const unlistedRole = (name: string): Result<CatalogRole> => {
    const { files, settings } = store.state();
    const broken = files.kind === 'read' ? files.profiles.broken : [];
    const isMeant = ({ profile }: { readonly profile: string }) => targetNameFor(profile, settings.targetSuffix) === name;
    const found = awsFiles.resolve({ role: broken.find(isMeant)?.profile ?? name });
    return found.ok ? ok(found.value.role) : found;
  };

  /** Files are edited: a name may stand for another role by now, and a source may be another user. */
  const isCurrent = ({ profile, roleArn, source, sourceKey, limits }: StoredRoleSession, { byName }: Catalog): boolean => {
    const { files } = store.state();
    const own = files.kind === 'read' ? files.profiles.sources.find((entry) => entry.profile === source) : undefined;
    const role = byName.get(profile);
    const isSame = !role || (isSessionOf(role, roleArn) && limitsKey(role.limits) === limitsKey(limits));
    return isSame && (own?.id ?? sourceKey) === sourceKey;
  };

  return {
    roleOf: (name) => {
      const { roles, byName } = awsFiles.catalog();
      const session = held.roles().find(({ target }) => target === name);
      const listed =
        byName.get(session?.profile ?? '') ??
        byName.get(name) ??
        [...byName.values()].find((role) => role.target === name) ??
        roles.find((role) => role.roleArn === name);
      return listed ? ok(listed) : unlistedRole(name);
    },
    anySessionOf: (name) => named(held.roles(), name),
    sessionOf: (name, catalog) => {
      const current = held.roles().filter((session) => isCurrent(session, catalog));
      return named(current, name);
    },
    requestFor: ({ profile, roleArn, source }) => (awsFiles.catalog().byName.has(profile) ? { role: profile } : { role: roleArn, source }),
  };
};

const named = (sessions: readonly StoredRoleSession[], name: string): StoredRoleSession | undefined =>
  sessions.find(({ target }) => target === name) ??
  sessions.find(({ profile, roleArn, limits }) => profile === name || (roleArn === name && limits === undefined));

import type { StoredRoleSession } from '../ports.ts';
import { type Catalog, type CatalogRole, targetNameFor } from '../roles/catalog.ts';
import type { SessionPorts } from './session-ports.ts';

/** What a name in a program's request means: a target, a role's name, or the ARN of a role. */
export interface SessionLookup {
  /** The role; undefined when there is none, or when an ARN that is in no list could be opened from several sources. */
  readonly roleOf: (name: string) => CatalogRole | undefined;
  /** The session that is held under the name, whatever became of its role in the files since. */
  readonly anySessionOf: (name: string) => StoredRoleSession | undefined;
  /** The same, of the role that the name stands for in this catalog, and of the user that its source is now. */
  readonly sessionOf: (name: string, catalog: Catalog) => StoredRoleSession | undefined;
  /** How a role is named in a request: one that is in no list goes by its ARN. */
  readonly requestFor: (role: CatalogRole) => { readonly role: string; readonly source?: string };
}

export const createSessionLookup = ({ store, files: awsFiles, held }: Pick<SessionPorts, 'store' | 'files' | 'held'>): SessionLookup => {
  /** One that only its ARN names, opened from the only source. */
  const unnamedRole = (roleArn: string): CatalogRole | undefined => {
    const found = awsFiles.resolve({ role: roleArn });
    return found.ok ? found.value.role : undefined;
  };

  /** Files are edited: a name may stand for another role by now, and a source may be another user. */
  const isCurrent = ({ profile, roleArn, source, sourceKey }: StoredRoleSession, { byName }: Catalog): boolean => {
    const { files } = store.state();
    const own = files.kind === 'read' ? files.profiles.sources.find((entry) => entry.profile === source) : undefined;
    return (byName.get(profile)?.roleArn ?? roleArn) === roleArn && (own?.accessKeyId ?? sourceKey) === sourceKey;
  };

  return {
    roleOf: (name) => {
      const { settings } = store.state();
      const { roles, byName } = awsFiles.catalog();
      const session = held.roles().find(({ target }) => target === name);
      return (
        byName.get(session?.profile ?? '') ??
        byName.get(name) ??
        roles.find((role) => targetNameFor(role.profile, settings.targetSuffix) === name) ??
        roles.find((role) => role.roleArn === name) ??
        unnamedRole(name)
      );
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
  sessions.find(({ target }) => target === name) ?? sessions.find(({ profile, roleArn }) => profile === name || roleArn === name);

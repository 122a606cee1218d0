import { parseRoleArn } from '../../aws/arn.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { RoleDraft } from '../../contract/tools.ts';
import type { AddedRole, Settings } from '../ports.ts';
import { addedRoleFrom, roleProblem } from '../roles/role-validation.ts';
import { withPage } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { ChangeSettings, Store } from '../state/store.ts';

/** The form for a role by hand: new, from a pattern of IAM, or to change one that was added. */
export const createRoleForm = (store: Store, changeSettings: ChangeSettings, roles: () => readonly RoleView[]) => {
  const settings = () => store.state().settings;
  const added = (name: string): AddedRole | undefined => settings().addedRoles.find((role) => role.name === name);
  const profiles = () => {
    const { files } = store.state();
    return files.kind === 'read' ? files.profiles : undefined;
  };
  /** Names of profiles and of roles of every origin, but the one that is changed. */
  const takenNames = (but: string): ReadonlySet<string> => {
    const { sources = [], roles: fromFiles = [], broken = [] } = profiles() ?? {};
    const others = [...roles().map(({ profile }) => profile), ...settings().addedRoles.map(({ name }) => name)].filter(
      (name) => name !== but,
    );
    return new Set([...[...sources, ...fromFiles, ...broken].map(({ profile }) => profile), ...others]);
  };

  return {
    openAddRole: ({ role, roleArn, source }: CommandPayload<'openAddRole'>) => {
      const before = added(role);
      if (role !== '' && !before) return false;
      const sources = profiles()?.sources ?? [];
      const only = sources.length === 1 ? (sources[0]?.profile ?? '') : '';
      const draft = before ? draftOf(before) : newDraft(roleArn, source || only);
      store.change(withPage({ kind: 'addRole', draft, ...(before ? { role } : {}) }));
      return true;
    },
    saveRole: ({ role, draft }: CommandPayload<'saveRole'>) => {
      const page = pageOf(store.state(), 'addRole');
      if (!page || (page.role ?? '') !== role) return false;
      const sources = profiles()?.sources.map(({ profile }) => profile) ?? [];
      const { targetSuffix } = settings();
      const problem = roleProblem(draft, { taken: takenNames(role), sources, targetSuffix, whyNotTarget: profiles()?.whyNotTarget });
      if (problem) {
        store.change(withPage({ ...page, draft, problem }));
        return true;
      }
      changeSettings((now) => withRole(now, role, addedRoleFrom(draft)));
      store.change(withPage(undefined));
      return true;
    },
    /** What the role has open stays open until its end; a session is ended by `end` alone. */
    removeRole: ({ role }: CommandPayload<'removeRole'>) => {
      if (!added(role)) return false;
      changeSettings((now) => withRole(now, role, undefined));
      if (pageOf(store.state(), 'addRole')?.role === role) store.change(withPage(undefined));
      return true;
    },
  };
};

const draftOf = ({ name, roleArn, source, externalId = '', region = '', durationSeconds = 0 }: AddedRole): RoleDraft => ({
  name,
  roleArn,
  source,
  externalId,
  region,
  durationSeconds,
});

/** A pattern is no name yet: a person makes one of it. */
const newDraft = (roleArn: string, source: string): RoleDraft => {
  const name = parseRoleArn(roleArn)?.name ?? '';
  return { name: /[*?]/.test(name) ? '' : name, roleArn, source, externalId: '', region: '', durationSeconds: 0 };
};

/** The settings with an added role in the place of another (`''`: a new one; undefined: it goes). What was marked under its name follows it. */
const withRole = (settings: Settings, before: string, role: AddedRole | undefined): Partial<Settings> => {
  const { addedRoles, pinned, favourites, recents } = settings;
  if (before === '') return { addedRoles: role ? [...addedRoles, role] : addedRoles };
  const renamed = (names: readonly string[]) => names.flatMap((name) => (name === before ? (role ? [role.name] : []) : [name]));
  return {
    addedRoles: addedRoles.flatMap((entry) => (entry.name === before ? (role ? [role] : []) : [entry])),
    pinned: renamed(pinned),
    favourites: renamed(favourites),
    recents: renamed(recents),
  };
};

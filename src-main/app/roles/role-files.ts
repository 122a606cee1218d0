import { parseRoleArn, parseUserArn } from '../../aws/arn.ts';
import type { AwsFiles } from '../../aws/files/aws-files.ts';
import { endpointIn } from '../../aws/http/endpoints.ts';
import type { SettingLines } from '../../aws/ini/setting-lines.ts';
import type { Profiles, Source, Variable } from '../../aws/profiles/profile-types.ts';
import { closest } from '../../base/closest.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type LimitedRole, limitsKind, type SessionLimits } from '../../contract/sessions/limits.ts';
import type { WaitingFor } from '../../contract/values.ts';
import type { State } from '../state/state.ts';
import { type Store, withFiles } from '../state/store.ts';
import { type Catalog, type CatalogInput, type CatalogRole, catalogOf, emptyCatalog, roleFromArn } from './catalog.ts';
import { withLimitedRoles } from './limited-roles.ts';
import { markedRole, type RoleSettings } from './role-settings.ts';

/** A role as a person or a program names it. */
export interface RoleRequest {
  /** A role's name (its profile, where it has one), or a role ARN. */
  readonly role: string;
  /** Profile with the long-term keys; only for a role that is no profile. */
  readonly source?: string;
}

/** The role that was meant, the profile whose keys open it, and the files that say so. */
export interface ResolvedRole {
  readonly role: CatalogRole;
  readonly source: Source;
  readonly profiles: Profiles;
}

/** The user's AWS files, and the roles that can be tapped. */
export interface RoleFiles {
  /** Reads the files again, those of AWS and the settings, and puts them into the state. */
  readonly refresh: () => Promise<void>;
  /**
   * What `look` finds in the state after the files were read anew. A refusal is believed only of files that were left alone for a moment: another program may have
   * emptied one to write it.
   */
  readonly judge: <T>(look: () => Result<T>) => Promise<Result<T>>;
  /** All roles that can be tapped, from the files as they were read last. */
  readonly catalog: () => Catalog;
  /**
   * The role that is meant, from the files as they were read last. Problems: those of reading, aws-files-missing, role-unknown, source-unclear,
   * source-missing, source-without-keys, and what is broken in a profile.
   */
  readonly resolve: (request: RoleRequest) => Result<ResolvedRole>;
  /** The sections that Roletap makes. */
  readonly targets: Pick<AwsFiles, 'readTarget' | 'readForeign' | 'whyNotWritable' | 'writeTarget' | 'removeTargets' | 'renewProcess'>;
}

export const createRoleFiles = (store: Store, awsFiles: RoleFiles['targets'] & Pick<AwsFiles, 'read' | 'quiet' | 'paths'>): RoleFiles => {
  const remembered = createCatalog();
  let last: { readonly of: State; readonly catalog: Catalog } | undefined;
  const catalog = (): Catalog => {
    const state = store.state();
    const { files, foundRoles, settings, limited, held } = state;
    if (last?.of === state) return last.catalog;
    if (files.kind !== 'read') return emptyCatalog;
    // An open one stays known, whichever run opened it.
    const open = held.roles.flatMap(({ of, limits, ...rest }) => (of !== undefined && limits ? [limitedBy(of, limits, rest)] : []));
    const input = { profiles: files.profiles, added: settings.addedRoles, found: foundRoles };
    last = { of: state, catalog: remembered(input, [...limited, ...open], settings) };
    return last.catalog;
  };
  let started = 0;
  let shown = 0;
  const refresh = async (): Promise<void> => {
    started += 1;
    const turn = started;
    store.settings.look();
    const read = await awsFiles.read();
    // A read that was overtaken by a later one is old.
    if (turn < shown) return;
    shown = turn;
    store.change(withFiles(read.ok ? { kind: 'read', profiles: read.value } : { kind: 'failed', problem: read.problem }));
  };
  const judge: RoleFiles['judge'] = async (look) => {
    await refresh();
    const found = look();
    if (found.ok || !(await awsFiles.quiet())) return found;
    await refresh();
    return look();
  };
  const resolve: RoleFiles['resolve'] = (request) => {
    const { files, settings } = store.state();
    if (files.kind !== 'read') return failed(files.kind === 'failed' ? files.problem : { code: 'internal', where: 'files' });
    const { profiles } = files;
    if (profiles.found) return roleIn(profiles, catalog(), request, settings);
    const named = profiles.missing.map(({ variable }) => variable);
    return failed({ code: 'aws-files-missing', ...awsFiles.paths, ...(named.length > 0 ? { named } : {}) });
  };
  return { refresh, judge, catalog, resolve, targets: awsFiles };
};

/** What the catalog is made of: while none of it changed, it is the same. */
const partsOf = ({ profiles, added, found }: CatalogInput, limited: readonly LimitedRole[], settings: RoleSettings): readonly unknown[] => {
  const { roles, sources, broken, processTargets } = profiles;
  const { aliases, guards, readOnlyFirst, region, targetSuffix } = settings;
  // A change of any setting comes with new lists.
  const lists = JSON.stringify([added, limited, aliases, guards, readOnlyFirst, region, targetSuffix]);
  return [roles, sources, broken, processTargets, found, lists];
};

/** The same catalog while nothing that it is made of changed. */
export const createCatalog = (): ((input: CatalogInput, limited: readonly LimitedRole[], settings: RoleSettings) => Catalog) => {
  let last: { readonly parts: readonly unknown[]; readonly catalog: Catalog } | undefined;
  return (input, limited, settings) => {
    const parts = partsOf(input, limited, settings);
    if (last?.parts.every((part, index) => part === parts[index])) return last.catalog;
    const catalog = withLimitedRoles(catalogOf(input), input, limited, settings);
    last = { parts, catalog };
    return catalog;
  };
};

const limitedBy = (of: string, limits: SessionLimits, { roleArn, source }: Pick<LimitedRole, 'roleArn' | 'source'>): LimitedRole => ({
  of,
  limits,
  roleArn,
  source,
});

const roleIn = (profiles: Profiles, catalog: Catalog, request: RoleRequest, settings: RoleSettings): Result<ResolvedRole> => {
  const named = catalog.byName.get(request.role) ?? onlyOne(catalog.roles.filter((role) => role.roleArn === request.role));
  const broken = profiles.broken.find((entry) => entry.profile === request.role);
  if (!named && broken) return failed(broken.problem);
  const sourceName = request.source ?? named?.source;
  if (!named && !parseRoleArn(request.role)) return failed(unknownRole(catalog, request.role));
  const likely = likelySources(profiles);
  const source = sourceName === undefined ? onlyOne(likely) : profiles.sources.find((entry) => entry.profile === sourceName);
  if (!source) {
    const choices = likely.map((entry) => entry.profile);
    if (sourceName === undefined && choices.length > 1) return failed({ code: 'source-unclear', role: request.role, choices });
    const missing: Problem =
      sourceName === undefined
        ? { code: 'source-without-keys', source: '' }
        : { code: 'source-missing', profile: request.role, source: sourceName };
    return failed(brokenSource(profiles, sourceName) ?? profiles.whyNotSource(sourceName ?? '') ?? missing);
  }
  const unlisted = named ? undefined : roleFromArn(request.role, source);
  const role = named ?? (unlisted && markedRole(unlisted, settings));
  return role ? ok({ role, source: sourceFor(source, role), profiles }) : failed({ code: 'role-unknown', role: request.role });
};

/** A name that no role has, with the one that was most likely meant. Pure. */
const unknownRole = ({ byName }: Catalog, role: string): Problem => ({
  code: 'role-unknown',
  role,
  ...defined({ near: closest(role, [...byName.keys()]) }),
});

/** Who may be meant where no source is named: users whose access key is at hand, else all others. */
export const likelySources = ({ sources }: Pick<Profiles, 'sources'>): readonly Source[] => {
  const own = sources.filter(({ kind }) => kind === 'file' || kind === 'store');
  return own.length > 0 ? own : sources;
};

/** Keys are good in the partition of the roles that they open: a role by ARN, or one that was added, may be all that tells which that is. */
const sourceFor = (source: Source, { partition, endpoint: { region } }: CatalogRole): Source => ({
  ...source,
  endpoint: endpointIn(source.endpoint, partition, region),
  iamEndpoint: endpointIn(source.iamEndpoint, partition, region),
});

/** What is wrong with a source of this name, or with any where none is named: it has keys that cannot be used. */
export const brokenSource = ({ broken }: Profiles, name: string | undefined): Problem | undefined =>
  broken.find(({ profile, roleArn }) => roleArn === undefined && (name === undefined || profile === name))?.problem;

const onlyOne = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** The profile whose settings are a role's: its own, or its source's where it has none. */
const profileOf = ({ origin, profile, source }: CatalogRole): string => (origin === 'config' ? profile : source);

/** What a role's target takes over. What a role without a profile says of its region comes first. */
export const settingsFor = (role: CatalogRole, profiles: Pick<Profiles, 'settingsOf'>): readonly SettingLines[] => {
  const settings = profiles.settingsOf(profileOf(role));
  return role.origin === 'config' || role.region === undefined ? settings : settings.filter(({ key }) => key !== 'region');
};

/** The same for an environment. */
export const variablesFor = (role: CatalogRole, profiles: Pick<Profiles, 'variablesOf'>): readonly Variable[] =>
  profiles.variablesOf(profileOf(role));

/** What a person is asked for when this role is opened. */
export const purposeOf = ({ profile, roleArn, roleName, accountId, limits }: CatalogRole): Extract<WaitingFor, { kind: 'role' }> => ({
  kind: 'role',
  profile,
  roleArn,
  roleName,
  accountId,
  ...(limits ? { limits: limitsKind(limits) } : {}),
});

/** Whether a session is this role's; a user's real ARN is known only after the first one. */
export const isSessionOf = ({ user, roleArn }: Pick<CatalogRole, 'user' | 'roleArn'>, sessionArn: string): boolean =>
  user ? parseUserArn(sessionArn) !== undefined : roleArn === sessionArn;

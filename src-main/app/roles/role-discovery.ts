import type { FoundRoles, RoleSearch } from '../../aws/iam/iam-types.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import { type Jobs, onAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { DiscoveryView } from '../../contract/tools.ts';
import type { FoundRolesStore, KeptFoundRoles } from '../ports.ts';
import type { State } from '../state/state.ts';
import { type Store, withFoundRoles, withSearch } from '../state/store.ts';
import { type CallerPorts, findSource, iamCaller, type SourcePorts } from './source.ts';

/** What a search found, and when (AWS's time). */
export interface Found extends KeptFoundRoles {
  readonly source: string;
  /** search-without-mfa: more can be read with an MFA session. */
  readonly problem?: Problem;
}

/** What searching takes. */
export interface RoleFinderPorts extends SourcePorts {
  readonly store: Store;
  readonly aws: CallerPorts;
  readonly roleSearch: RoleSearch;
  /** What was found, kept between runs. */
  readonly foundRoles: FoundRolesStore;
}

/** Searches in IAM, one at a time for each source. */
export interface RoleFinder {
  /**
   * Looks for the roles of a source's user in IAM (`''`: the only source there is), with the MFA session that it has anyway, else with its long-term
   * keys; nobody is asked for a touch. A second request joins the first; who gives up ends it for all. Problems: those of findSource and of RoleSearch, search-without-mfa.
   */
  readonly find: (source: string, signal: AbortSignal) => Promise<Result<Found>>;
  readonly handlers: { readonly findRoles: (payload: { readonly source: string }) => boolean };
  /** What was found in earlier runs. */
  readonly load: () => Promise<void>;
}

export const createRoleFinder = (ports: RoleFinderPorts, jobs: Jobs<Failure>): RoleFinder => {
  const { store, aws, roleSearch, foundRoles } = ports;

  const look = async (profile: string, signal: AbortSignal): Promise<Result<Found>> => {
    const source = await findSource(ports, profile);
    if (!source.ok) return source;
    const caller = await iamCaller(aws, source.value, signal);
    if (!caller.ok) return caller;
    const { credentials } = caller.value;
    const { endpoint: stsEndpoint, iamEndpoint } = source.value;
    const searched = await roleSearch.search({ source: profile, credentials, stsEndpoint, iamEndpoint }, signal);
    const hint = credentials.sessionToken === undefined ? withoutMfa(profile, searched) : undefined;
    if (!searched.ok) return failed(hint ?? searched.problem);
    const before = store.state().foundRoles[profile]?.found;
    // What an MFA session could read before is not thrown away for less.
    if (hint && before?.accountId === searched.value.accountId && before.unread.length < searched.value.unread.length) return failed(hint);
    const kept: KeptFoundRoles = { at: aws.now(), found: searched.value };
    store.change(withFoundRoles(profile, kept));
    await foundRoles.save(profile, kept);
    return ok({ source: profile, ...kept, ...defined({ problem: hint }) });
  };

  const start = (profile: string): Promise<Result<Found>> =>
    jobs.join(jobOf(profile), undefined, async (signal) => {
      store.change(withSearch(profile, { kind: 'reading' }));
      const found = await look(profile, signal);
      const problem = found.ok ? found.value.problem : found.problem;
      const isOver = problem === undefined || problem.code === 'cancelled';
      store.change(withSearch(profile, isOver ? undefined : { kind: found.ok ? 'done' : 'failed', problem }));
      return found;
    });

  return {
    find: async (profile, signal) => {
      const source = await findSource(ports, profile);
      if (!source.ok) return source;
      if (signal.aborted) return failed({ code: 'cancelled' });
      const unlink = onAbort(signal, () => jobs.cancel(jobOf(source.value.profile)));
      return start(source.value.profile).finally(unlink);
    },
    handlers: {
      findRoles: ({ source }) => {
        if (!sourcesOf(store.state()).some(({ profile }) => profile === source)) return false;
        void start(source);
        return true;
      },
    },
    load: async () => {
      for (const [source, kept] of Object.entries(await foundRoles.load())) store.change(withFoundRoles(source, kept));
    },
  };
};

const jobOf = (source: string): string => `find roles of ${source}`;

/** Long-term keys were denied a read: policies often allow the same with MFA. */
const withoutMfa = (source: string, searched: Result<FoundRoles>): Problem | undefined => {
  const problems = searched.ok ? searched.value.unread.map(({ problem }) => problem) : [searched.problem];
  const denied = problems.find((problem) => problem.code === 'iam-denied');
  return denied && { code: 'search-without-mfa', source, action: denied.action };
};

const sourcesOf = ({ files }: State): readonly Source[] =>
  files.kind === 'read' ? files.profiles.sources.filter(({ kind }) => kind !== 'sso' && kind !== 'certificate') : [];

/** One for each source. */
export const discoveryViews = (state: State): readonly DiscoveryView[] =>
  sourcesOf(state).map(({ profile: source, kind }) => {
    const kept = Object.hasOwn(state.foundRoles, source) ? state.foundRoles[source] : undefined;
    const search = state.searches.get(source);
    return {
      source,
      ...(kind === 'file' ? {} : { sourceKind: kind }),
      state: search?.kind ?? (kept ? 'done' : 'none'),
      found: kept?.found.roles.length ?? 0,
      unread: kept?.found.unread ?? [],
      patterns: kept?.found.patterns ?? [],
      ...(kept ? { at: kept.at } : {}),
      ...(search?.kind === 'failed' || search?.kind === 'done' ? { problem: search.problem } : {}),
    };
  });

/** The longest session of a role, as IAM told. */
export const toldMaximum = ({ foundRoles }: State, roleArn: string): number | undefined => {
  for (const { found } of Object.values(foundRoles)) {
    const role = found.roles.find((one) => one.roleArn === roleArn);
    if (role?.maxSessionSeconds !== undefined) return role.maxSessionSeconds;
  }
  return undefined;
};

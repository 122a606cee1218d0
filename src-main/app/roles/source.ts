import type { Caller } from '../../aws/caller.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { SourceKeys } from '../../aws/sources/source-types.ts';
import type { MfaSession, SessionsNeeds } from '../../aws/sts/session-request.ts';
import { isStillGood } from '../../aws/sts/session-request.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { brokenSource, likelySources, type RoleFiles } from './role-files.ts';

/** The user's files, read anew. */
export interface SourcePorts {
  readonly store: Pick<Store, 'state'>;
  readonly files: Pick<RoleFiles, 'judge'>;
}

/** Who can call AWS in a user's name. */
export interface CallerPorts {
  /** The MFA sessions that live anyway. */
  readonly held: Pick<SessionsNeeds['held'], 'list'>;
  readonly keys: SourceKeys;
  /** AWS's time. */
  readonly now: () => Millis;
}

/** The source of this profile; `''` is the only one. Problems: file-unreadable and the like, endpoint-refused, source-without-keys, source-unclear. */
export const findSource = ({ store, files: { judge } }: SourcePorts, profile: string): Promise<Result<Source>> =>
  judge(() => sourceIn(store.state(), profile));

const sourceIn = ({ files }: Pick<State, 'files'>, profile: string): Result<Source> => {
  if (files.kind === 'failed') return failed(files.problem);
  if (files.kind === 'loading') throw new Error('files were just read');
  const sources = profile === '' ? likelySources(files.profiles) : files.profiles.sources.filter((entry) => entry.profile === profile);
  if (sources.length > 1) return failed({ code: 'source-unclear', role: '', choices: sources.map((entry) => entry.profile) });
  const [source] = sources;
  return source
    ? ok(source)
    : failed(
        brokenSource(files.profiles, profile || undefined) ??
          files.profiles.whyNotSource(profile) ?? { code: 'source-without-keys', source: profile },
      );
};

/** The MFA session of a source's user that is there anyway. */
export const heldSession = ({ held, now }: Pick<CallerPorts, 'held' | 'now'>, source: Source): MfaSession | undefined =>
  held.list().find((one) => one.accessKeyId === source.id && isStillGood(one, now()));

/**
 * Calls IAM as the source's user: with an MFA session that is there anyway, else with what the source gives. Nobody is asked for a touch. Problems: those of
 * `SourceKeys.open`.
 */
export const iamCaller = async (ports: CallerPorts, source: Source, signal: AbortSignal): Promise<Result<Caller>> => {
  const session = heldSession(ports, source);
  const opened = session ? ok(session.credentials) : await ports.keys.open(source, signal);
  return opened.ok ? ok({ source: source.profile, credentials: opened.value, endpoint: source.iamEndpoint }) : opened;
};

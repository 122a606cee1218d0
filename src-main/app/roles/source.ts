import type { Caller } from '../../aws/caller.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { SessionsNeeds } from '../../aws/sts/session-request.ts';
import { isStillGood } from '../../aws/sts/session-request.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { brokenSource, type RoleFiles } from './role-files.ts';

/** The user's files, read anew. */
export interface SourcePorts {
  readonly store: Pick<Store, 'state'>;
  readonly files: Pick<RoleFiles, 'judge'>;
}

/** The MFA sessions that live anyway. */
export interface CallerPorts {
  readonly held: Pick<SessionsNeeds['held'], 'list'>;
  /** AWS's time. */
  readonly now: () => Millis;
}

/** The source of this profile; `''` is the only one. Problems: file-unreadable and the like, endpoint-refused, source-without-keys, source-unclear. */
export const findSource = ({ store, files: { judge } }: SourcePorts, profile: string): Promise<Result<Source>> =>
  judge(() => sourceIn(store.state(), profile));

const sourceIn = ({ files }: Pick<State, 'files'>, profile: string): Result<Source> => {
  if (files.kind === 'failed') return failed(files.problem);
  if (files.kind === 'loading') throw new Error('files were just read');
  const { sources } = files.profiles;
  if (profile === '' && sources.length > 1)
    return failed({ code: 'source-unclear', role: '', choices: sources.map((entry) => entry.profile) });
  const source = sources.find((entry) => profile === '' || entry.profile === profile);
  return source
    ? ok(source)
    : failed(
        brokenSource(files.profiles, profile || undefined) ??
          files.profiles.whyNotSource(profile) ?? { code: 'source-without-keys', source: profile },
      );
};

/** Calls IAM as the source's user: with an MFA session that is there anyway, else with the long-term keys. Nobody is asked for a touch. */
export const iamCaller = ({ held, now }: CallerPorts, source: Source): Caller => {
  const session = held.list().find((one) => one.accessKeyId === source.accessKeyId && isStillGood(one, now()));
  return { source: source.profile, credentials: session?.credentials ?? source, endpoint: source.iamEndpoint };
};

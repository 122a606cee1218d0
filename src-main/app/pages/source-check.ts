import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Failure } from '../../contract/result.ts';
import type { UserCalls } from '../devices/device-ports.ts';
import { findSource, type SourcePorts } from '../roles/source.ts';
import { withPageOf } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';

/** Asks AWS, on a person's word, whether it takes what a source gives. */
export const createSourceCheck = (
  { store, files, aws }: { readonly store: Store; readonly files: SourcePorts['files']; readonly aws: Pick<UserCalls, 'sessions'> },
  jobs: Jobs<Failure>,
): { readonly checkSource: (payload: CommandPayload<'checkSource'>) => boolean } => ({
  checkSource: ({ source: profile }) => {
    if (!pageOf(store.state(), 'firstRun')) return false;
    const put = (check: 'checking' | 'works' | 'failed', problem?: Problem) =>
      store.change(
        withPageOf('firstRun', (now) => ({ ...now, checks: new Map(now.checks).set(profile, { check, ...(problem ? { problem } : {}) }) })),
      );
    put('checking');
    void jobs
      .join(`check source ${profile}`, undefined, async (signal) => {
        const source = await findSource({ store, files }, profile);
        return source.ok ? aws.sessions.identity(source.value, signal) : source;
      })
      .then((asked) => (asked.ok ? put('works') : put('failed', asked.problem)));
    return true;
  },
});

import type { AwsResult } from '../../../aws/caller.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { TeamIam } from '../../../aws/iam/team-iam.ts';
import { type Clock, sleep } from '../../../base/clock.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';

/** Milliseconds between two looks for a report that AWS is making, and how many there are: a minute in all. */
const reportPause = 2000;
const reportTries = 30;

const saysReport = (problem: Problem, ...codes: readonly string[]): boolean =>
  problem.code === 'aws-said' && codes.includes(problem.awsCode);

/**
 * A credential report that is as new as AWS makes one, else the one that there is, as CSV with the time it was made. `onOld`: why there is no new one. Problems: those of
 * the calls; report-late, cancelled.
 */
export const freshReport = async (
  { iam, clock }: { readonly iam: Pick<TeamIam, 'makeReport' | 'report'>; readonly clock: Clock },
  { signal, ...call }: ReaderCall,
  onProgress: (progress: TeamProgress) => void,
  onOld: (problem: Problem) => void,
): Promise<AwsResult<{ readonly text: string; readonly at: number }>> => {
  const reader = { ...call, signal };
  for (let tries = 0; tries < reportTries && !signal.aborted; tries++) {
    onProgress({ what: 'report', done: tries, total: reportTries });
    const made = await iam.makeReport(reader);
    if (!made.ok && !saysReport(made.problem, 'LimitExceeded')) onOld(made.problem);
    const isMade = !made.ok || made.value === 'done';
    const report = isMade ? await iam.report(reader) : undefined;
    // One that expired between the two is made anew.
    if (report && (report.ok || !saysReport(report.problem, 'ReportNotPresent', 'ReportExpired', 'ReportInProgress') || !made.ok))
      return report;
    await sleep(clock, reportPause, signal);
  }
  const late: Problem = signal.aborted ? { code: 'cancelled' } : { code: 'report-late' };
  return { ok: false, problem: late, unclear: false };
};

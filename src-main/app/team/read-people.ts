import type { AwsResult } from '../../aws/caller.ts';
import type { ReaderCall } from '../../aws/iam/iam-reader.ts';
import type { TeamIam, VirtualDevice } from '../../aws/iam/team-iam.ts';
import { sleep } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { PersonDevice, TeamGap, TeamProgress, TeamView } from '../../contract/team/people.ts';
import { type ReportRow, readReport } from './credential-report.ts';
import { mfaKind, personOf } from './people.ts';
import type { TeamCaller } from './team-caller.ts';

/** What reading the people of an account takes. */
export interface ReadPeoplePorts {
  readonly iam: TeamIam;
  readonly clock: Clock;
  /** AWS's time. */
  readonly now: () => number;
  /** Whether a YubiKey that this computer knows makes a device's codes. */
  readonly isOnKey: (serial: string) => boolean;
}

/** A way to AWS that lasts as long as reading does. */
export type CallAs = (signal: AbortSignal) => Promise<Result<TeamCaller>>;

/** Milliseconds between two looks for a report that AWS is making, and how many there are: a minute in all. */
const reportPause = 2000;
const reportTries = 30;

const gapOf = (what: TeamGap['what'], problem: Problem, count?: number): TeamGap => ({
  what,
  problem,
  ...defined({ action: problem.code === 'iam-denied' ? problem.action : undefined, count }),
});

const saysReport = (problem: Problem, ...codes: readonly string[]): boolean =>
  problem.code === 'aws-said' && codes.includes(problem.awsCode);

/** Which problems end everything: nothing else would go better. */
const endsAll = ({ code }: Problem): boolean =>
  ['cancelled', 'aws-unreachable', 'session-expired', 'keys-refused', 'not-aws', 'clock-off'].includes(code);

/** Reads everybody in an account, as far as the caller may. Problems: those of the caller; that of the first read when nothing could be read; cancelled. */
export const readPeople = async (
  ports: ReadPeoplePorts,
  callAs: CallAs,
  onProgress: (progress: TeamProgress) => void,
  signal: AbortSignal,
): Promise<Result<TeamView>> => {
  const { iam, now } = ports;
  onProgress({ what: 'session', done: 0, total: 0 });
  const first = await callAs(signal);
  if (!first.ok) return first;
  const gaps: TeamGap[] = [];
  const call = async (): Promise<Result<ReaderCall>> => {
    const own = await callAs(signal);
    return own.ok ? ok({ caller: own.value.caller, signal }) : own;
  };

  /** A report that is as new as AWS makes one, else the one that there is. */
  const freshReport = async (reader: ReaderCall): Promise<AwsResult<{ readonly text: string; readonly at: number }>> => {
    for (let tries = 0; tries < reportTries && !signal.aborted; tries++) {
      onProgress({ what: 'report', done: tries, total: reportTries });
      const made = await iam.makeReport(reader);
      if (!made.ok && !saysReport(made.problem, 'LimitExceeded')) gaps.push(gapOf('new-report', made.problem));
      const isMade = !made.ok || made.value === 'done';
      const report = isMade ? await iam.report(reader) : undefined;
      // One that expired between the two is made anew.
      if (report && (report.ok || !saysReport(report.problem, 'ReportNotPresent', 'ReportExpired', 'ReportInProgress') || !made.ok))
        return report;
      await sleep(ports.clock, reportPause, signal);
    }
    const late: Problem = signal.aborted ? { code: 'cancelled' } : { code: 'report-late' };
    return { ok: false, problem: late, unclear: false };
  };

  /** The rows of the report; without one, the names of the users are all there is. */
  const rows = async (reader: ReaderCall): Promise<Result<{ readonly list: readonly ReportRow[]; readonly at?: number }>> => {
    const report = await freshReport(reader);
    const read = report.ok ? readReport(report.value.text) : undefined;
    if (report.ok && read) return ok({ list: read, at: report.value.at });
    const problem: Problem = report.ok ? { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 } : report.problem;
    if (endsAll(problem)) return failed(problem);
    gaps.push(gapOf('report', problem));
    const users = await iam.users(reader);
    if (users.problem) gaps.push(gapOf('users', users.problem));
    if (users.problem && users.members.length === 0) return failed(problem);
    const list = users.members.map(({ name, arn, created, signedIn }): ReportRow => {
      const known = defined({ created, signedIn });
      return { name, arn, isRoot: false, console: 'unknown', keys: [], hasMfa: undefined, ...known };
    });
    return ok({ list });
  };

  const reader = { caller: first.value.caller, signal };
  const [found, virtual] = await Promise.all([rows(reader), iam.virtualDevices(reader)]);
  if (signal.aborted) return failed({ code: 'cancelled' });
  if (!found.ok) return found;
  if (virtual.problem) gaps.push(gapOf('virtual-devices', virtual.problem));
  const { list, at } = found.value;
  const devices = await devicesOf(ports, { list, virtual: virtual.members }, call, gaps, onProgress, signal);
  if (!devices.ok) return devices;
  const people = list.map((row) => personOf(row, devices.value.get(row.arn), now()));
  return ok({
    source: first.value.caller.source,
    accountId: first.value.accountId || (list[0]?.arn.split(':')[4] ?? ''),
    at: now(),
    people,
    orphans: virtual.members.filter(({ userArn }) => userArn === undefined).map(({ serial }) => serial),
    gaps,
    ...defined({ generated: at }),
  });
};

/** How many of a team's users are asked for at a time; the calls themselves take turns. */
const atOnce = 8;

interface DevicesInput {
  readonly list: readonly ReportRow[];
  readonly virtual: readonly VirtualDevice[];
}

/**
 * The devices of each person, by ARN. One list has all virtual devices; other kinds are told for each user alone, so only those are asked for of whom the report says
 * that there is MFA; all of them without a report.
 */
const devicesOf = async (
  { iam, isOnKey }: ReadPeoplePorts,
  { list, virtual }: DevicesInput,
  call: () => Promise<Result<ReaderCall>>,
  gaps: TeamGap[],
  onProgress: (progress: TeamProgress) => void,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, readonly PersonDevice[]>>> => {
  const device = (serial: string): PersonDevice => ({ kind: mfaKind(serial, isOnKey), serial });
  const found = new Map<string, readonly PersonDevice[]>();
  for (const { serial, userArn } of virtual) if (userArn !== undefined) found.set(userArn, [...(found.get(userArn) ?? []), device(serial)]);
  const root = list.find(({ isRoot }) => isRoot);
  // The list tells the root user's virtual device with the account's ARN, or with none.
  if (root && found.has('')) found.set(root.arn, [...(found.get(root.arn) ?? []), ...(found.get('') ?? [])]);
  const asked = list.filter(({ isRoot, hasMfa }) => !isRoot && hasMfa !== false);
  let done = 0;
  let problem: Problem | undefined;
  const denied: Problem[] = [];
  const work = async (rest: ReportRow[]): Promise<void> => {
    for (let row = rest.shift(); row && !problem; row = rest.shift()) {
      const reader = await call();
      if (!reader.ok) {
        problem = reader.problem;
        return;
      }
      const read = await iam.devicesOf(reader.value, row.name);
      if (read.problem && endsAll(read.problem)) problem = read.problem;
      else if (read.problem) denied.push(read.problem);
      else found.set(row.arn, read.members.map(device));
      // What is denied for one is mostly denied for all: the rest is not asked for.
      if (denied.length >= 20 && denied.length === done + 1) rest.length = 0;
      done += 1;
      onProgress({ what: 'devices', done, total: asked.length });
    }
  };
  const rest = [...asked];
  onProgress({ what: 'devices', done, total: asked.length });
  await Promise.all(Array.from({ length: atOnce }, () => work(rest)));
  if (signal.aborted) return failed({ code: 'cancelled' });
  if (problem) return failed(problem);
  const [first] = denied;
  if (first) gaps.push(gapOf('devices', first, asked.length - (done - denied.length)));
  return ok(found);
};

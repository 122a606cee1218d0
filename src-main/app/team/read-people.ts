import type { AwsResult } from '../../aws/caller.ts';
import type { ReadList } from '../../aws/iam/iam-pages.ts';
import type { ReaderCall } from '../../aws/iam/iam-reader.ts';
import type { ListedUser, TeamIam, VirtualDevice } from '../../aws/iam/team-iam.ts';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { PersonDevice, TeamGap, TeamProgress, TeamView } from '../../contract/team/people.ts';
import { type ReportRow, readReport } from './credential-report.ts';
import { mfaKind, personOf } from './people.ts';
import { askEach, endsAll, whole } from './reading/ask-each.ts';
import { askTags } from './reading/device-tags.ts';
import { freshReport } from './reading/fresh-report.ts';
import { readPerson } from './reading/read-person.ts';
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

const gapOf = (what: TeamGap['what'], problem: Problem, count?: number): TeamGap => ({
  what,
  problem,
  ...defined({ action: problem.code === 'iam-denied' ? problem.action : undefined, count }),
});

/** A report that is newer knows everybody, in milliseconds. */
const newReport = 60_000;

/** Two times of a user's making that are less apart are the same, in milliseconds. */
const sameUser = 60_000;

/** So many who came since the report are read whole. */
const mostSince = 20;

/** A user without what only the report knows. */
const rowOf = ({ name, arn, created, signedIn }: ListedUser): ReportRow => {
  return { name, arn, isRoot: false, console: 'unknown', keys: [], hasMfa: undefined, ...defined({ created, signedIn }) };
};

/** The rows with the users as they are by now: who went since the report has none any more. One who was made anew is somebody else. As they are where users can't be listed. */
const withUsers = (rows: readonly ReportRow[], { members, problem }: ReadList<ListedUser>): readonly ReportRow[] => {
  if (problem) return rows;
  const there = new Map(members.map((one) => [one.arn, one]));
  const kept = rows.filter(({ isRoot, arn, created }) => {
    const user = there.get(arn);
    return isRoot || (user && Math.abs((user.created ?? 0) - (created ?? user.created ?? 0)) < sameUser);
  });
  const known = new Set(kept.map(({ arn }) => arn));
  return [...kept, ...members.filter(({ arn }) => !known.has(arn)).map(rowOf)];
};

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

  /** The rows of the report; without one, the names of the users are all there is. */
  const rows = async (reader: ReaderCall): Promise<Result<{ readonly list: readonly ReportRow[]; readonly at?: number }>> => {
    const report = await freshReport(ports, reader, onProgress, (problem) => gaps.push(gapOf('new-report', problem)));
    const read = report.ok ? readReport(report.value.text) : undefined;
    if (report.ok && read) {
      const { at } = report.value;
      return ok({ at, list: now() - at > newReport ? withUsers(read, await iam.users(reader)) : read });
    }
    const problem: Problem = report.ok ? { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 } : report.problem;
    if (endsAll(problem)) return failed(problem);
    gaps.push(gapOf('report', problem));
    const users = await iam.users(reader);
    if (users.problem) gaps.push(gapOf('users', users.problem));
    if (users.problem && users.members.length === 0) return failed(problem);
    return ok({ list: users.members.map(rowOf) });
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
  // Who came since the report is asked about one by one, where these are few.
  const since = at === undefined ? [] : list.filter(({ hasMfa }) => hasMfa === undefined);
  for (const { name, arn } of since.length > mostSince ? [] : since) {
    const own = await call();
    const anew = own.ok ? await readPerson(ports, own.value, name) : own;
    if (signal.aborted) return failed({ code: 'cancelled' });
    const place = people.findIndex((one) => one.arn === arn);
    if (anew.ok && anew.value) people[place] = anew.value;
  }
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

interface DevicesInput {
  readonly list: readonly ReportRow[];
  readonly virtual: readonly VirtualDevice[];
}

/**
 * The devices of each person, by ARN. One list has all virtual devices; other kinds are told for each user alone, so only those are asked for of whom the report says
 * that there is MFA; all of them without a report. Tags are asked for where the name doesn't tell a YubiKey.
 */
const devicesOf = async (
  { iam, isOnKey }: ReadPeoplePorts,
  { list, virtual }: DevicesInput,
  call: () => Promise<Result<ReaderCall>>,
  gaps: TeamGap[],
  onProgress: (progress: TeamProgress) => void,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, readonly PersonDevice[]>>> => {
  const found = new Map<string, readonly string[]>();
  for (const { serial, userArn } of virtual) if (userArn !== undefined) found.set(userArn, [...(found.get(userArn) ?? []), serial]);
  const root = list.find(({ isRoot }) => isRoot);
  // The list tells the root user's virtual device with the account's ARN, or with none.
  if (root && found.has('')) found.set(root.arn, [...(found.get(root.arn) ?? []), ...(found.get('') ?? [])]);
  /** One read of a list, with a session that is still open. */
  const read =
    <T>(of: (reader: ReaderCall) => Promise<ReadList<T>>) =>
    async (): Promise<AwsResult<readonly T[]>> => {
      const reader = await call();
      return reader.ok ? whole(await of(reader.value)) : { ok: false, problem: reader.problem, unclear: false };
    };
  const asked = list.filter(({ isRoot, hasMfa }) => !isRoot && hasMfa !== false);
  const devices = await askEach(
    asked,
    ({ name }) => read((reader) => iam.devicesOf(reader, name))(),
    (done) => onProgress({ what: 'devices', done, total: asked.length }),
    { signal },
  );
  if (devices.problem) return failed(devices.problem);
  for (const [{ arn }, serials] of devices.found) found.set(arn, serials);
  const [denied] = devices.refused;
  if (denied) gaps.push(gapOf('devices', denied, devices.missing));
  const kinds = new Map([...found.values()].flat().map((serial) => [serial, mfaKind(serial, isOnKey)]));
  const unclear = [...kinds].flatMap(([serial, kind]) => (kind === 'virtual' ? [serial] : []));
  if (unclear.length > 0) {
    const tagged = await askTags(
      unclear,
      (serial) => read((reader) => iam.tagsOf(reader, serial))(),
      (done) => onProgress({ what: 'tags', done, total: unclear.length }),
      signal,
    );
    if (tagged.problem) return failed(tagged.problem);
    for (const [serial, isYubikey] of tagged.found) if (isYubikey) kinds.set(serial, 'yubikey');
    const [first] = tagged.refused;
    if (first) gaps.push(gapOf('tags', first));
  }
  const device = (serial: string): PersonDevice => ({ kind: kinds.get(serial) ?? 'virtual', serial });
  return ok(new Map([...found].map(([arn, serials]) => [arn, serials.map(device)])));
};

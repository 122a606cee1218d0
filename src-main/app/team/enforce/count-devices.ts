import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { TeamIam } from '../../../aws/iam/team-iam.ts';
import type { Clock } from '../../../base/clock.ts';
import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { GroupMember } from '../../../contract/team/enforce.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';
import { readReport } from '../credential-report.ts';
import { askEach, whole } from '../reading/ask-each.ts';
import { freshReport } from '../reading/fresh-report.ts';

/** Whom it is asked of. */
export interface Named {
  readonly name: string;
  readonly arn: string;
}

export interface CountedDevices {
  readonly members: readonly GroupMember[];
  /** Why some could not be counted, each once. */
  readonly unread: readonly Problem[];
  /** When AWS made the report that was believed of some of them. */
  readonly reportAt?: number;
  /** What ended it. */
  readonly problem?: Problem;
}

/** Up to so many are asked for one by one, which is as new as can be. Of more, lists and the report tell most. */
const few = 50;

/** Who has a device by AWS's report and its time; undefined without one. */
const reported = async (ports: CountPorts, reader: ReaderCall, onProgress: (progress: TeamProgress) => void) => {
  const report = await freshReport(ports, reader, onProgress, () => {});
  const rows = report.ok ? readReport(report.value.text) : undefined;
  return report.ok && rows ? { at: report.value.at, hasMfa: new Map(rows.map((row) => [row.arn, row.hasMfa])) } : undefined;
};

export interface CountPorts {
  readonly iam: TeamIam;
  readonly clock: Clock;
}

/**
 * How many MFA devices each of them has; of more than a few, at least how many. One list has all virtual devices. Of whom it has none, AWS's report tells who has MFA at
 * all, and only those are asked for one by one: what the report says may be old, and then it is believed only of who has none.
 */
export const countDevices = async (
  ports: CountPorts,
  reader: ReaderCall,
  people: readonly Named[],
  onProgress: (progress: TeamProgress) => void,
): Promise<CountedDevices> => {
  const { iam } = ports;
  const counts = new Map<string, number>();
  let open = people;
  let reportAt: number | undefined;
  if (people.length > few) {
    onProgress({ what: 'devices', done: 0, total: people.length });
    const virtual = await iam.virtualDevices(reader);
    for (const { userArn = '' } of virtual.members) counts.set(userArn, (counts.get(userArn) ?? 0) + 1);
    open = people.filter(({ arn }) => !counts.has(arn));
    const report = open.length > few ? await reported(ports, reader, onProgress) : undefined;
    const bare = open.filter(({ arn }) => report?.hasMfa.get(arn) === false);
    if (bare.length > 0) reportAt = report?.at;
    for (const { arn } of bare) counts.set(arn, 0);
    open = open.filter(({ arn }) => !counts.has(arn));
  }
  const asked = await askEach(
    open,
    async ({ name }) => whole(await iam.devicesOf(reader, name)),
    (done) => onProgress({ what: 'devices', done: people.length - open.length + done, total: people.length }),
    { signal: reader.signal },
  );
  for (const [{ arn }, serials] of asked.found) counts.set(arn, serials.length);
  return {
    members: people.map(({ name, arn }) => ({ name, ...defined({ devices: counts.get(arn) }) })),
    unread: asked.refused,
    ...defined({ reportAt, problem: asked.problem }),
  };
};

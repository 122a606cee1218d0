import type { AwsFiles } from '../../aws/files/aws-files.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { sleep } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { InTurn } from '../../base/jobs.ts';
import type { EnrollWork } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import { accountLabel } from '../codes/accounts.ts';
import type { CodePurpose } from '../codes/code-request.ts';
import type { DevicePorts } from '../devices/device-ports.ts';
import type { Journal } from '../plans/journal.ts';
import type { PlanRun } from '../plans/plan.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import type { DeviceRecord, DeviceStage, EnrollRecord } from './record.ts';
import { deviceOf, type Which, withStage } from './stages.ts';

/** What an enrolment works with. */
export interface EnrollPorts extends DevicePorts {
  readonly files: DevicePorts['files'] & Pick<AwsFiles, 'planMfaSerial' | 'writeMfaSerial'>;
  readonly journal: Journal<EnrollRecord> & { readonly inTurn: InTurn };
}

/** An open run, as its steps work with it. */
export interface EnrollRun {
  readonly ports: EnrollPorts;
  readonly model: () => EnrollModel;
  readonly change: (change: Partial<EnrollModel>) => void;
  /** Waits on the page for the spare key until one is chosen, or none is wanted, which is the end of the signal, too. A problem ends the run. */
  readonly waitForSpare: (signal: AbortSignal) => Promise<Result<'next' | 'skip'>>;
  /** Waits on the page until the person says whether what was found is to be stored; the end of the signal is a no. */
  readonly waitForStore: (signal: AbortSignal) => Promise<boolean>;
}

/** A run at work: ends when the signal aborts. */
export interface Work extends EnrollRun {
  readonly signal: AbortSignal;
}

/** What is done on a run. How far it is, and what failed, is in its model. */
export type Deed = (work: Work) => Promise<Result<void>>;

export const recordOf = (run: EnrollRun): EnrollRecord => {
  const { record } = run.model();
  if (!record) throw new Error('nothing was planned yet');
  return record;
};

/** The record of a run whose device is chosen; nothing exists yet. */
export const newRecord = ({ id, path, startedAt, source, user, choices }: EnrollModel, main: DeviceRecord): EnrollRecord => {
  if (!user || source === undefined) throw new Error('the user is known before the device');
  const { userName: name, arn, accountId, partition } = user;
  return {
    version: 1,
    id,
    path,
    startedAt,
    source,
    user: { name, arn, accountId, partition },
    touch: choices.touch,
    spareWish: choices.spare,
    main,
  };
};

/** Before an effect: it may happen only when the journal has it. */
export const saveFirst = async (run: EnrollRun, record: EnrollRecord): Promise<Result<void>> => {
  const written = await run.ports.journal.write(record);
  if (written.ok) run.change({ record, truth: undefined });
  return written;
};

/** After an effect: what the journal says is then older, and looking finds the truth. */
export const saveAfter = async (run: EnrollRun, record: EnrollRecord): Promise<void> => {
  run.change({ record, truth: undefined });
  await run.ports.journal.write(record);
};

export const stageAfter = (run: EnrollRun, which: Which, stage: DeviceStage): Promise<void> =>
  saveAfter(run, withStage(recordOf(run), which, stage));

/** The profile with the user's long-term keys, as the files have it now. Problem: source-without-keys. */
export const sourceOf = (run: EnrollRun): Result<Source> => {
  const profile = run.model().record?.source ?? run.model().source ?? '';
  const { files } = run.ports.store.state();
  const profiles = files.kind === 'read' ? files.profiles : undefined;
  const source = profiles?.sources.find((entry) => entry.profile === profile);
  return source ? ok(source) : failed(profiles?.whyNotSource(profile) ?? { code: 'source-without-keys', source: profile });
};

export const working = (run: EnrollRun, what: EnrollWork, until?: Millis): void =>
  run.change({ page: { kind: 'working', what, ...defined({ until }) }, problem: undefined });

/** Questions for a code of one of the run's devices; `onStep` hears of a wait for the next step. */
export const purposeOf = (run: EnrollRun, which: Which, onStep: (until: Millis | undefined) => void): CodePurpose => ({
  for: { kind: 'code', account: accountLabel(deviceOf(recordOf(run), which).account) },
  onPhase: (phase, until) => onStep(phase === 'step' ? until : undefined),
});

/** When nothing came of a plan, there is nothing to come back to: it is forgotten. Gives whether that is so. */
export const forgetPlanned = async (run: EnrollRun): Promise<boolean> => {
  if (recordOf(run).main.stage !== 'planned') return false;
  await forgetRecord(run);
  return true;
};

export const forgetRecord = async ({ ports, model, change }: EnrollRun): Promise<void> => {
  await ports.journal.remove(model().id);
  change({ record: undefined });
};

/** What the plan's steps are run with. */
export const planRunOf = (work: Work): PlanRun<EnrollRecord> => ({
  record: () => recordOf(work),
  before: (record) => saveFirst(work, record),
  after: (record) => saveAfter(work, record),
  wait: async (until) => {
    const millis = until - work.ports.aws.now();
    if (millis <= 0) return;
    working(work, 'waiting-for-aws', until);
    await sleep(work.ports.codes.time, millis, work.signal);
  },
  signal: work.signal,
});

import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Page } from '../plans/plan.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import type { EnrollRecord } from './record.ts';
import { type EnrollRun, recordOf, sourceOf, type Work } from './run.ts';

/** What an enrolment made. */
export interface Enrolled {
  /** ARN. */
  readonly device: string;
  /** ARN of the spare's device, or the name of the key that makes the same codes. */
  readonly spare?: string;
  /** Profiles that have the serial now. */
  readonly profiles: readonly string[];
  /** What exists and is nobody's care any more. */
  readonly left: readonly string[];
}

/** What a run made that is over. */
export const enrolledOf = ({ record, page }: Pick<EnrollModel, 'record' | 'page'>): Enrolled => {
  const { profiles, left } = page.kind === 'done' ? page : { profiles: [], left: [] };
  const spare = record?.spareWish === 'device' ? record.spare?.deviceArn : record?.spare?.key.name;
  return { device: record?.main.deviceArn ?? '', profiles, left, ...defined({ spare }) };
};

/** The last page of each plan. */
export const profilesPage = (work: Work): Page<EnrollRecord> => ({ name: 'profiles', read: () => 'todo', ask: () => offerProfiles(work) });

/** The profiles that use this user and do not have its device yet; without any the run is done. */
const offerProfiles = async (work: Work): Promise<Result<void>> => {
  const source = sourceOf(work);
  if (!source.ok) return source;
  await work.ports.files.refresh();
  const { files } = work.ports.store.state();
  const roles = files.kind === 'read' ? files.profiles.roles : [];
  const { profile } = source.value;
  const users = [profile, ...roles.filter((role) => role.source === profile).map((role) => role.profile)];
  const plan = await work.ports.files.planMfaSerial([...new Set(users)], recordOf(work).main.deviceArn);
  if (!plan.ok) return plan;
  if (plan.value.profiles.length === 0) return finish(work, []);
  work.change({ page: { kind: 'profiles', plan: plan.value }, problem: undefined });
  return ok(undefined);
};

/** Writes the serial to the profiles that the person chose. Problems: file-read-only and the like. */
export const writeProfiles = async (work: Work, profiles: readonly string[]): Promise<Result<void>> => {
  const written = await work.ports.files.writeMfaSerial(profiles, recordOf(work).main.deviceArn);
  if (!written.ok) return written;
  await work.ports.files.refresh();
  return finish(work, written.value.profiles);
};

/** What an earlier run of the same account was cut off in is done with this one: nobody has to come back to it. */
const forgetEarlier = async ({ ports: { journal }, model }: EnrollRun): Promise<void> => {
  const { record } = model();
  if (record?.path !== 'console' || record.main.stage !== 'proved') return;
  const isSame = ({ path, user, main: { account, key } }: EnrollRecord) =>
    path === record.path && user.arn === record.user.arn && account === record.main.account && key.deviceId === record.main.key.deviceId;
  for (const { id } of (await journal.list()).filter(isSame)) await journal.remove(id);
};

/** An account that stays, with the YubiKey that it is on: `arn:…:mfa/jane (YubiKey 12345678)`. */
export const onKey = (account: string, serial: number | undefined): string =>
  serial === undefined ? account : `${account} (YubiKey ${serial})`;

/** The run is over: its record goes. `left` is what nobody cares for any more. */
export const finish = async (run: EnrollRun, profiles: readonly string[], left: readonly string[] = []): Promise<Result<void>> => {
  await run.ports.journal.remove(run.model().id);
  await forgetEarlier(run);
  run.change({ page: { kind: 'done', profiles, left: [...left, ...run.model().left] }, problem: undefined });
  return ok(undefined);
};

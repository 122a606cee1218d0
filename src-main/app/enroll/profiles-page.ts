import { ok, type Result } from '../../contract/result.ts';
import { type EnrollRun, recordOf, sourceOf, type Work } from './run.ts';

/** The profiles that use this user and do not have its device yet; without any the run is done. */
export const offerProfiles = async (work: Work): Promise<Result<void>> => {
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
  work.change({ stand: { kind: 'profiles', plan: plan.value }, problem: undefined });
  return ok(undefined);
};

/** Writes the serial to the profiles that the person chose. Problems: file-read-only and the like. */
export const writeProfiles = async (work: Work, profiles: readonly string[]): Promise<Result<void>> => {
  const written = await work.ports.files.writeMfaSerial(profiles, recordOf(work).main.deviceArn);
  if (!written.ok) return written;
  await work.ports.files.refresh();
  return finish(work, written.value.profiles);
};

/** The run is over: its record goes. `left` is what nobody cares for any more. */
export const finish = async (run: EnrollRun, profiles: readonly string[], left: readonly string[] = []): Promise<Result<void>> => {
  await run.ports.journal.remove(run.model().id);
  run.change({ stand: { kind: 'done', profiles, left: [...left, ...run.model().left] }, problem: undefined });
  return ok(undefined);
};

import { ok, type Result } from '../../../contract/result.ts';
import type { Page, Step } from '../../plans/plan.ts';
import { runPlan } from '../../plans/run-plan.ts';
import type { EnrollRecord } from '../record.ts';
import { createStep } from './create-device.ts';
import { enableStep } from './enable-device.ts';
import { keyAtHand } from './plugged-keys.ts';
import { proveStep } from './prove-device.ts';
import { planRunOf, recordOf, sourceOf, type Work } from './run.ts';
import { isAtLeast, sharesSeed } from './step-machine.ts';

/**
 * The recipe: a device is made with its seed on the key, enabled with two codes and proved with a third; then the spare has its turn, and the profiles
 * learn of the device. One seed on two keys is one device, whose keys are proved in the order in which they are at hand.
 */
export const iamSteps =
  (work: Work) =>
  (record: EnrollRecord): readonly Step<EnrollRecord>[] => {
    const { spareWish, spare } = record;
    const main = [createStep(work, 'main'), enableStep(work, 'main'), proveStep(work, 'main')];
    if (!spare || spareWish === 'none') return main;
    if (!sharesSeed(record)) return [...main, createStep(work, 'spare'), enableStep(work, 'spare'), proveStep(work, 'spare')];
    // The spare key got the seed together with the main one.
    const shared: Step<EnrollRecord> = { ...createStep(work, 'spare'), read: () => 'done' };
    const proofs = isAtLeast(spare.stage, 'storing') ? [proveStep(work, 'main'), proveStep(work, 'spare')] : [proveStep(work, 'main')];
    if (keyAtHand(work) === 'spare') proofs.reverse();
    return [...main.slice(0, 2), shared, ...proofs];
  };

/** Takes the steps that follow from the record until one of them needs the person on its page, or fails. */
export const advance = (work: Work): Promise<Result<void>> => {
  const askSpare: Page<EnrollRecord> = {
    name: 'spare',
    read: ({ spareWish, spare }) => (spareWish === 'device' && !spare ? 'todo' : 'done'),
    ask: async () => {
      work.change({ stand: { kind: 'spare', isLive: false } });
      return ok(undefined);
    },
  };
  const profiles: Page<EnrollRecord> = { name: 'profiles', read: () => 'todo', ask: () => offerProfiles(work) };
  return runPlan((record) => [...iamSteps(work)(record), askSpare, profiles], planRunOf(work));
};

/** The profiles that use this user and do not have its device yet; without any the run is done. */
const offerProfiles = async (work: Work): Promise<Result<void>> => {
  const source = sourceOf(work);
  if (!source.ok) return source;
  await work.context.readFiles();
  const { files } = work.context.store.state();
  const roles = files.kind === 'read' ? files.profiles.roles : [];
  const { profile } = source.value;
  const users = [profile, ...roles.filter((role) => role.source === profile).map((role) => role.profile)];
  const plan = await work.context.world.files.planMfaSerial([...new Set(users)], recordOf(work).main.deviceArn);
  if (!plan.ok) return plan;
  if (plan.value.profiles.length === 0) await finish(work, []);
  else work.change({ stand: { kind: 'profiles', plan: plan.value }, problem: undefined });
  return ok(undefined);
};

/** Writes the serial to the profiles that the person chose. Problems: file-read-only and the like; the page stays. */
export const writeProfiles = async (work: Work, profiles: readonly string[]): Promise<Result<void>> => {
  const { stand } = work.model();
  const written = await work.context.world.files.writeMfaSerial(profiles, recordOf(work).main.deviceArn);
  if (!written.ok) {
    work.change({ stand });
    return written;
  }
  await work.context.readFiles();
  await finish(work, written.value.profiles);
  return ok(undefined);
};

/** The run is over: its record goes. */
export const finish = async (
  work: Pick<Work, 'context' | 'model' | 'change'>,
  profiles: readonly string[],
  left: readonly string[] = [],
) => {
  await work.context.world.journal.remove(work.model().id);
  work.change({ stand: { kind: 'done', profiles, left: [...left, ...work.model().left] }, problem: undefined });
};

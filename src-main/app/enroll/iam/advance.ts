import { ok, type Result } from '../../../contract/result.ts';
import type { Page, Step } from '../../plans/plan.ts';
import { runPlan } from '../../plans/run-plan.ts';
import { keyAtHand } from '../plugged-keys.ts';
import { offerProfiles } from '../profiles-page.ts';
import type { EnrollRecord } from '../record.ts';
import { planRunOf, type Work } from '../run.ts';
import { isAtLeast, sharesSeed } from '../stages.ts';
import { createStep } from './create-device.ts';
import { enableStep } from './enable-device.ts';
import { proveDevice } from './iam-caller.ts';

/**
 * The recipe: a device is made with its seed on the key, enabled with two codes and proved with a third; then the spare has its turn, and the profiles
 * learn of the device. One seed on two keys is one device, whose keys are proved in the order in which they are at hand.
 */
export const iamSteps =
  (work: Work) =>
  (record: EnrollRecord): readonly Step<EnrollRecord>[] => {
    const { spareWish, spare } = record;
    const main = [createStep(work, 'main'), enableStep(work, 'main'), proveDevice(work, 'main')];
    if (!spare || spareWish === 'none') return main;
    if (!sharesSeed(record)) return [...main, createStep(work, 'spare'), enableStep(work, 'spare'), proveDevice(work, 'spare')];
    // The spare key got the seed together with the main one.
    const shared: Step<EnrollRecord> = { ...createStep(work, 'spare'), read: () => 'done' };
    const proofs = isAtLeast(spare.stage, 'storing')
      ? [proveDevice(work, 'main'), proveDevice(work, 'spare')]
      : [proveDevice(work, 'main')];
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

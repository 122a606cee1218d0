import { failed, ok, type Result } from '../../../contract/result.ts';
import { noCodeDevice } from '../../codes/locate-account.ts';
import { virtualSerials } from '../../codes/user-devices.ts';
import type { Page, Step } from '../../plans/plan.ts';
import { runPlan, undoPlan } from '../../plans/run-plan.ts';
import { findSource, heldSession } from '../../roles/source.ts';
import { chosenKey, namesFor } from '../key-choice.ts';
import { keyAtHand, pluggedKeys } from '../plugged-keys.ts';
import { finish, onKey, profilesPage } from '../profiles-page.ts';
import type { EnrollRecord } from '../record.ts';
import { forgetPlanned, planRunOf, recordOf, saveAfter, type Work, working } from '../run.ts';
import { isAtLeast, runFacts, sharesSeed } from '../stages.ts';
import { createStep } from './create-device.ts';
import { enableStep } from './enable-device.ts';
import { proveDevice } from './iam-caller.ts';
import { planRun, planSpare } from './plan.ts';
import { checkUser, lookForTruth, settle } from './survey.ts';

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
      work.change({ page: { kind: 'spare', isLive: false } });
      return ok(undefined);
    },
  };
  return runPlan((record) => [...iamSteps(work)(record), askSpare, profilesPage(work)], planRunOf(work));
};

/** Who the user is and which devices it has. Problems: no-code-device, those of `findSource` and of `checkUser`. */
export const check = async (work: Work): Promise<Result<void>> => {
  const source = await findSource(work.ports, work.model().source ?? '');
  if (!source.ok) return source;
  work.change({ source: source.value.profile });
  const facts = await checkUser(work, source.value);
  if (!facts.ok) return facts;
  const { devices } = facts.value;
  // Only a code of one of them would let another one in, and none makes codes.
  const isOpen = heldSession(work.ports.aws, source.value) !== undefined;
  if (!isOpen && devices.length > 0 && virtualSerials(devices).length === 0) return failed(noCodeDevice(facts.value.user, devices));
  work.change(facts.value);
  return ok(undefined);
};

/** Looks what is there, and shows it. */
export const look = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  await work.ports.files.refresh();
  const truth = await lookForTruth(work);
  work.change({ page: { kind: 'found' }, ...(truth.ok ? { truth: truth.value } : {}) });
  return truth.ok ? ok(undefined) : truth;
};

/** Makes what was chosen on the key page. When nothing could be made, the choices are shown again; another name may be what a policy wants. */
export const begin = async (work: Work): Promise<Result<void>> => {
  const planned = await planRun(work);
  const done = planned.ok ? await advance(work) : planned;
  if (done.ok || !planned.ok || !(await forgetPlanned(work))) return done;
  const { choices } = work.model();
  const isNameRefused = done.problem.code === 'device-name-taken' || done.problem.code === 'iam-denied';
  const { other } = namesFor(work.model(), chosenKey(pluggedKeys(work), choices.keyId));
  const deviceName = isNameRefused && other !== undefined ? other : choices.deviceName;
  work.change({ page: { kind: 'key' }, choices: { ...choices, deviceName } });
  return done;
};

/** Makes the spare of the key that was chosen for it. */
export const addSpare = async (work: Work): Promise<Result<void>> => {
  const planned = await planSpare(work);
  return planned.ok ? advance(work) : planned;
};

/** Goes on without a spare. */
export const skipSpare = async (work: Work): Promise<Result<void>> => {
  await saveAfter(work, { ...recordOf(work), spareWish: 'none' });
  return advance(work);
};

/** After an interruption or a failure: what is there counts, not what was meant. */
export const settleAndAdvance = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  work.change({ isResumed: true });
  const settled = await settle(work);
  return settled.ok ? advance(work) : settled;
};

/** What is there counts: it is looked for first, and taken back from the end. */
export const undo = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  const settled = await settle(work);
  const undone = settled.ok ? await undoPlan(iamSteps(work)(recordOf(work)), work.signal) : settled;
  if (undone.ok) return finish(work, []);
  // What is left now is shown, with both ways open.
  await settle(work);
  work.change({ page: { kind: 'found' } });
  return undone;
};

/** Keeps what is there, and names it. */
export const leave = async (work: Work): Promise<Result<void>> => {
  const { device, spareDevice, keys } = runFacts(work.model());
  const accounts = keys.filter(({ state }) => state !== 'absent').map(({ account, serial }) => onKey(account, serial));
  return finish(work, [], [...(device ? [device.arn] : []), ...(spareDevice ? [spareDevice.arn] : []), ...accounts]);
};

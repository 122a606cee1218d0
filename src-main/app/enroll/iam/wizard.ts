import type { SpareWish } from '../../../contract/enroll.ts';
import { ok, type Result } from '../../../contract/result.ts';
import { undoPlan } from '../../plans/run-plan.ts';
import { chosenKey, namesFor } from '../key-choice.ts';
import type { OpenRun } from '../open-run.ts';
import type { EnrollPath } from '../path.ts';
import { pluggedKeys } from '../plugged-keys.ts';
import { finish, writeProfiles } from '../profiles-page.ts';
import { recordOf, saveAfter, type Work, working } from '../run.ts';
import { reconcile, runFacts } from '../stages.ts';
import { advance, iamSteps } from './advance.ts';
import { planRun, planSpare } from './plan.ts';
import { checkUser, lookForTruth, settle } from './survey.ts';

/** Enrolment by IAM calls: what the wizard's commands do. */
export const iamPath: EnrollPath = {
  check: (run) => run.start(check),
  resume: (run) => run.start(lookAround),
  handlers: {
    enrollKey: (run, choice) => choose(run, choice),
    enrollNext: (run) => goOn(run),
    enrollBack: (run) => {
      const { stand, busy, record } = run.model();
      if (stand.kind !== 'key' || busy || record) return false;
      run.change({ stand: { kind: 'user' }, problem: undefined });
      return true;
    },
    enrollSkip: (run) => skip(run),
    enrollUndo: (run) => run.model().record !== undefined && run.start(undo),
    enrollLeave: (run) => run.model().record !== undefined && run.start(leave),
    enrollProfiles: (run, { profiles }) => {
      const { stand } = run.model();
      if (stand.kind !== 'profiles') return false;
      const known = stand.plan.profiles.map(({ profile }) => profile);
      return profiles.every((profile) => known.includes(profile)) && run.start((work) => writeProfiles(work, profiles));
    },
  },
};

const check = async (work: Work): Promise<Result<void>> => {
  await work.ports.files.refresh();
  const facts = await checkUser(work);
  if (!facts.ok) return facts;
  work.change(facts.value);
  return ok(undefined);
};

/** Looks what is there, and shows it. */
const lookAround = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  await work.ports.files.refresh();
  const truth = await lookForTruth(work);
  work.change({ stand: { kind: 'found' }, ...(truth.ok ? { truth: truth.value } : {}) });
  return truth.ok ? ok(undefined) : truth;
};

const choose = (
  run: OpenRun,
  choice: { readonly keyId: string; readonly deviceName: string; readonly touch: boolean; readonly spare: SpareWish },
): boolean => {
  const { stand, busy, wish } = run.model();
  if (stand.kind === 'spare') {
    run.change({ wish: { ...wish, spareKeyId: choice.keyId }, problem: undefined });
    return true;
  }
  if (stand.kind !== 'key' || busy) return false;
  const { keyId, touch, spare } = choice;
  // The name that the program proposes follows the key; another one is the person's.
  const { keys } = run.ports.store.state();
  const { name } = namesFor(run.model(), chosenKey(keys.kind === 'ready' ? keys.keys : [], wish.keyId));
  const deviceName = wish.deviceName === '' && choice.deviceName === name ? '' : choice.deviceName;
  run.change({ wish: { ...wish, keyId, touch, spare, deviceName }, problem: undefined });
  return true;
};

const goOn = (run: OpenRun): boolean => {
  const { stand, busy, user, problem } = run.model();
  if (stand.kind === 'spare' && run.answerSpare('next')) return true;
  if (busy) return false;
  switch (stand.kind) {
    case 'user':
      if (!user) return false;
      run.change({ stand: { kind: 'key' }, problem: undefined });
      return true;
    case 'key':
      return run.start(async (work) => {
        const planned = await planRun(work);
        return planned.ok ? advanceFirst(work) : planned;
      });
    case 'spare':
      return run.start(async (work) => {
        const planned = await planSpare(work);
        return planned.ok ? advance(work) : planned;
      });
    case 'found':
      return run.start(settleAndAdvance);
    case 'working':
    case 'codes':
      return problem !== undefined && run.start(settleAndAdvance);
    default:
      return false;
  }
};

/** After an interruption or a failure: what is there counts, not what was meant. */
const settleAndAdvance = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  work.change({ isResumed: true });
  const settled = await settle(work);
  return settled.ok ? advance(work) : settled;
};

/** When nothing could be made, the choices are shown again; another name may be what a policy wants. */
const advanceFirst = async (work: Work): Promise<Result<void>> => {
  const done = await advance(work);
  if (done.ok || recordOf(work).main.stage !== 'planned') return done;
  const { wish, id } = work.model();
  const isNameRefused = done.problem.code === 'device-name-taken' || done.problem.code === 'iam-denied';
  const { other } = namesFor(work.model(), chosenKey(pluggedKeys(work), wish.keyId));
  await work.ports.journal.remove(id);
  const deviceName = isNameRefused && other !== undefined ? other : wish.deviceName;
  work.change({ stand: { kind: 'key' }, record: undefined, wish: { ...wish, deviceName } });
  return done;
};

const skip = (run: OpenRun): boolean => {
  const { stand } = run.model();
  if (stand.kind === 'spare' && run.answerSpare('skip')) return true;
  if (stand.kind === 'profiles') return run.start((work) => finish(work, []));
  if (stand.kind !== 'spare') return false;
  return run.start(async (work) => {
    await saveAfter(work, { ...recordOf(work), spareWish: 'none' });
    return advance(work);
  });
};

const undo = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  const undone = await takeBack(work);
  if (undone.ok) return finish(work, []);
  // What is left now is shown, with both ways open.
  const truth = await lookForTruth(work);
  if (truth.ok) await saveAfter(work, reconcile(recordOf(work), truth.value));
  work.change({ stand: { kind: 'found' }, ...(truth.ok ? { truth: truth.value } : {}) });
  return undone;
};

/** What is there counts: it is looked for first, and taken back from the end. */
const takeBack = async (work: Work): Promise<Result<void>> => {
  const truth = await lookForTruth(work);
  if (!truth.ok) return truth;
  await saveAfter(work, reconcile(recordOf(work), truth.value));
  work.change({ truth: truth.value });
  return undoPlan(iamSteps(work)(recordOf(work)), work.signal);
};

/** Keeps what is there, and names it. */
const leave = async (work: Work): Promise<Result<void>> => {
  const { device, spareDevice, keys } = runFacts(work.model());
  const accounts = keys
    .filter(({ state }) => state !== 'absent')
    .map(({ account, serial }) => (serial === undefined ? account : `${account} (${serial})`));
  return finish(work, [], [...(device ? [device.arn] : []), ...(spareDevice ? [spareDevice.arn] : []), ...accounts]);
};

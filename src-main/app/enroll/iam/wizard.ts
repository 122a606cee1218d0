import type { SpareChoice } from '../../../contract/enroll.ts';
import { chosenKey, namesFor } from '../key-choice.ts';
import type { OpenRun } from '../open-run.ts';
import type { EnrollPath } from '../path.ts';
import { pluggedKeys } from '../plugged-keys.ts';
import { finish, writeProfiles } from '../profiles-page.ts';
import { addSpare, begin, check, leave, look, settleAndAdvance, skipSpare, undo } from './advance.ts';

/** Enrolment by IAM calls: what the wizard's commands do. */
export const iamPath: EnrollPath = {
  check,
  look,
  goOn: settleAndAdvance,
  undo,
  leave,
  handlers: {
    enrollKey: (run, choice) => choose(run, choice),
    enrollNext: (run) => next(run),
    enrollBack: (run) => {
      const { page, busy, record } = run.model();
      if (page.kind !== 'key' || busy || record) return false;
      run.change({ page: { kind: 'user' }, problem: undefined });
      return true;
    },
    enrollSkip: (run) => skip(run),
    enrollProfiles: (run, { profiles }) => {
      const { page } = run.model();
      if (page.kind !== 'profiles') return false;
      const known = page.plan.profiles.map(({ profile }) => profile);
      return profiles.every((profile) => known.includes(profile)) && run.start((work) => writeProfiles(work, profiles));
    },
  },
};

const choose = (
  run: OpenRun,
  choice: { readonly keyId: string; readonly deviceName: string; readonly touch: boolean; readonly spare: SpareChoice },
): boolean => {
  const { page, busy, choices } = run.model();
  if (page.kind === 'spare') {
    run.change({ choices: { ...choices, spareKeyId: choice.keyId }, problem: undefined });
    return true;
  }
  if (page.kind !== 'key' || busy) return false;
  const { keyId, touch, spare } = choice;
  // The name that the program proposes follows the key; another one is the person's.
  const { name } = namesFor(run.model(), chosenKey(pluggedKeys(run), choices.keyId));
  const deviceName = choices.deviceName === '' && choice.deviceName === name ? '' : choice.deviceName;
  run.change({ choices: { ...choices, keyId, touch, spare, deviceName }, problem: undefined });
  return true;
};

const next = (run: OpenRun): ReturnType<OpenRun['start']> | true => {
  const { page, busy, user, problem } = run.model();
  if (page.kind === 'spare' && run.answerSpare('next')) return true;
  if (busy) return false;
  switch (page.kind) {
    case 'user':
      if (!user) return false;
      run.change({ page: { kind: 'key' }, problem: undefined });
      return true;
    case 'key':
      return run.start(begin);
    case 'spare':
      return run.start(addSpare);
    case 'found':
      return run.start(settleAndAdvance);
    case 'working':
    case 'codes':
      return problem !== undefined && run.start(settleAndAdvance);
    default:
      return false;
  }
};

const skip = (run: OpenRun): ReturnType<OpenRun['start']> | true => {
  const { page } = run.model();
  if (page.kind === 'spare') return run.answerSpare('skip') || run.start(skipSpare);
  return page.kind === 'profiles' && run.start((work) => finish(work, []));
};

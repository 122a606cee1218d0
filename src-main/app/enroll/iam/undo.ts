import type { UndoAction } from '../../../contract/enroll.ts';
import type { Problem } from '../../../contract/problems.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { keyFor } from './plugged-keys.ts';
import { changeAtIam } from './prove-device.ts';
import { purposeOf, recordOf, saveAfter, type Work, working } from './run.ts';
import { reconcile, undoActions, type Which } from './step-machine.ts';
import { lookForTruth } from './survey.ts';

/**
 * Takes back what this run made, in the order of `undoActions`; what is gone already is no failure. A part that fails does not stop the others, but a device that could not be deactivated is not deleted
 * and keeps its account. Gives the first problem.
 */
export const undoAll = async (work: Work): Promise<Result<void>> => {
  working(work, 'looking');
  const truth = await lookForTruth(work);
  if (!truth.ok) return truth;
  await saveAfter(work, reconcile(recordOf(work), truth.value));
  let problem: Problem | undefined;
  const kept = new Set<string>();
  for (const action of undoActions(recordOf(work), truth.value)) {
    if (work.signal.aborted) return failed({ code: 'cancelled' });
    const subject = action.kind === 'delete-account' ? accountDevice(work, action) : action.device;
    if (kept.has(subject)) continue;
    working(work, 'undoing');
    const done = await undo(work, action);
    if (done.ok) continue;
    problem ??= done.problem;
    if (done.problem.code === 'cancelled') return done;
    kept.add(subject);
  }
  return problem ? failed(problem) : ok(undefined);
};

const whichOf = (work: Work, action: Extract<UndoAction, { readonly kind: 'delete-account' }>): Which => {
  const { main, spare } = recordOf(work);
  const isSpare = spare?.account === action.account && spare.key.serial === action.serial;
  return isSpare && !(main.account === action.account && main.key.serial === action.serial) ? 'spare' : 'main';
};

/** The ARN of the device that an account makes codes for. */
const accountDevice = (work: Work, action: Extract<UndoAction, { readonly kind: 'delete-account' }>): string => {
  const { main, spare } = recordOf(work);
  return (whichOf(work, action) === 'spare' ? spare?.deviceArn : undefined) ?? main.deviceArn;
};

const undo = async (work: Work, action: UndoAction): Promise<Result<void>> => {
  const { iam, keys } = work.context.world;
  const { signal } = work;
  if (action.kind === 'delete-account') {
    const which = whichOf(work, action);
    const key = await keyFor(
      work,
      which,
      purposeOf(work, which, () => {}),
    );
    if (!key.ok) return key;
    if (!key.value.accounts.some(({ id }) => id === action.account)) return ok(undefined);
    const removed = await keys.remove(key.value.id, action.account);
    return removed.ok || removed.problem.code === 'account-missing' ? ok(undefined) : removed;
  }
  const userName = recordOf(work).user.name;
  const { device: serial } = action;
  const answer = await changeAtIam(work, (caller) => {
    working(work, 'undoing');
    return action.kind === 'deactivate-device'
      ? iam.deactivateMfaDevice(caller, { userName, serial }, signal)
      : iam.deleteVirtualMfaDevice(caller, serial, signal);
  });
  return answer.ok || answer.problem.code === 'device-missing' ? ok(undefined) : answer;
};

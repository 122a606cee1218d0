import type { UndoAction } from '../../../contract/enroll.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { removeAccount } from '../../devices/change-key.ts';
import { keyFor } from '../plugged-keys.ts';
import { purposeOf, recordOf, type Work, working } from '../run.ts';
import { undoActionsOf, type Which } from '../stages.ts';
import { changeAtIam } from './iam-caller.ts';

/** Takes back what a step made on one of the devices, as far as it is there; what is gone already is no failure. */
export const undoOn = async (work: Work, which: Which, kinds: readonly UndoAction['kind'][]): Promise<Result<void>> => {
  const actions = undoActionsOf(recordOf(work), which, work.model().truth).filter(({ kind }) => kinds.includes(kind));
  for (const action of actions) {
    if (work.signal.aborted) return failed({ code: 'cancelled' });
    working(work, 'undoing');
    const done = await undo(work, which, action);
    if (!done.ok) return done;
  }
  return ok(undefined);
};

const undo = async (work: Work, which: Which, action: UndoAction): Promise<Result<void>> => {
  const { aws, codes } = work.ports;
  const { signal } = work;
  if (action.kind === 'delete-account') {
    const purpose = purposeOf(work, which, () => {});
    const key = await keyFor(work, which, purpose);
    if (!key.ok) return key;
    const isThere = key.value.accounts.some(({ id }) => id === action.account);
    return isThere ? removeAccount(codes, key.value, action.account, signal) : ok(undefined);
  }
  const userName = recordOf(work).user.name;
  const { device: serial } = action;
  const answer = await changeAtIam(work, (caller) => {
    working(work, 'undoing');
    return action.kind === 'deactivate-device'
      ? aws.iam.deactivateMfaDevice(caller, { userName, serial }, signal)
      : aws.iam.deleteVirtualMfaDevice(caller, serial, signal);
  });
  return answer.ok || answer.problem.code === 'device-missing' ? ok(undefined) : answer;
};

import { defined } from '../../../base/defined.ts';
import { ok } from '../../../contract/result.ts';
import type { Millis } from '../../../contract/values.ts';
import { twoCodes } from '../../codes/code-pair.ts';
import type { Step } from '../../plans/plan.ts';
import { keyAtHand, placeFor } from '../plugged-keys.ts';
import type { EnrollRecord } from '../record.ts';
import { purposeOf, recordOf, type Work } from '../run.ts';
import { deviceOf, isAtLeast, type Which, withStage } from '../stages.ts';
import { changeAtIam, takeSession } from './iam-caller.ts';
import { settle } from './survey.ts';
import { undoOn } from './undo.ts';

/** Pairs of codes that are tried before a person is asked what to do: each takes two touches. */
const pairTries = 2;

/**
 * Enables a device with codes of two steps in a row, made at once on the key: the steps that ended and that runs now, so that nobody waits. A pair
 * that AWS refuses is followed by one more, which is said; after an answer that was lost AWS is asked, and then the person. Problems: device-codes-refused, device-*, user-changing, those of a code and of `changeAtIam`.
 */
export const enableStep = (work: Work, which: Which): Step<EnrollRecord> => {
  const { deviceArn } = deviceOf(recordOf(work), which);
  let refused = false;
  return {
    name: `enable ${which}`,
    subject: deviceArn,
    read: (record) => {
      const { stage } = deviceOf(record, which);
      if (isAtLeast(stage, 'enabled')) return 'done';
      return stage === 'enabling' ? 'begun' : 'todo';
    },
    mark: (record, standing) => withStage(record, which, standing === 'begun' ? 'enabling' : 'enabled'),
    // The list of devices tells.
    check: () => settle(work),
    do: async () => {
      // A touch for the session comes before those for the codes, which grow old.
      const session = await takeSession(work);
      if (!session.ok) return session;
      const codes = await codesFor(work, which, refused);
      if (!codes.ok) return codes;
      const [first, second] = codes.value;
      const userName = recordOf(work).user.name;
      return ok(async () => {
        const input = { userName, serial: deviceArn, codes: [first.digits, second.digits] } as const;
        const answer = await changeAtIam(work, (caller) => work.ports.aws.iam.enableMfaDevice(caller, input, work.signal));
        work.change({ enabledAt: work.ports.aws.now() });
        if (answer.ok) return answer;
        refused = answer.problem.code === 'device-codes-refused';
        if (refused) work.change({ page: { kind: 'codes', touches: 0, refused } });
        // In use: maybe by this user, as an answer that was lost would have said.
        return { ...answer, unclear: answer.unclear || answer.problem.code === 'device-in-use' };
      });
    },
    undo: () => undoOn(work, which, ['deactivate-device']),
    waitUntil: { tries: pairTries, isEarly: ({ problem }) => problem.code === 'device-codes-refused' },
  };
};

/** The pair, with a page that says how many touches are done. */
const codesFor = async (work: Work, which: Which, refused: boolean) => {
  let touches: 0 | 1 | 2 = 0;
  const show = (until?: Millis) => work.change({ page: { kind: 'codes', touches, refused, ...defined({ until }) }, problem: undefined });
  const maker = recordOf(work).spareWish === 'same-seed' ? keyAtHand(work) : which;
  const purpose = purposeOf(work, maker, show);
  show();
  const place = await placeFor(work, maker, purpose);
  if (!place.ok) return place;
  const { deviceArn } = deviceOf(recordOf(work), which);
  const onCodes = ({ length }: { readonly length: number }) => {
    touches = length === 0 ? 0 : length === 1 ? 1 : 2;
    show();
  };
  return twoCodes(work.ports.codes, place.value, deviceArn, { steps: 'ended', onCodes }, purpose, work.signal);
};

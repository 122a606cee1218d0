import { sleep } from '../../../base/abort.ts';
import { stepAt, stepStart } from '../../../base/clock.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { Millis } from '../../../contract/values.ts';
import type { Place } from '../../codes/account-match.ts';
import { type CodePurpose, touchForCode } from '../../codes/make-code.ts';
import { keyAtHand, placeFor } from './plugged-keys.ts';
import { changeAtIam, readingCaller, takeSession } from './prove-device.ts';
import { purposeOf, recordOf, stageAfter, stageFirst, type Work } from './run.ts';
import { deviceOf, type Which } from './step-machine.ts';

/** Pairs of codes that are tried before a person is asked what to do. */
const rounds = 3;

/**
 * Enables a device with codes of two steps in a row, made at once on the key: the steps that ended and that runs now, so that nobody waits. A pair
 * that AWS refuses is followed by the next one. Problems: device-codes-refused, device-*, user-changing, those of a code and of `changeAtIam`.
 */
export const enableDevice = async (work: Work, which: Which): Promise<Result<void>> => {
  // A touch for the session comes before those for the codes, which grow old.
  const session = await takeSession(work);
  if (!session.ok) return session;
  const { deviceArn } = deviceOf(recordOf(work), which);
  for (let round = 0; ; round++) {
    const codes = await twoCodes(work, which, round > 0);
    if (!codes.ok) return codes;
    const saved = await stageFirst(work, which, 'enabling');
    if (!saved.ok) return saved;
    const userName = recordOf(work).user.name;
    const answer = await changeAtIam(work, (caller) =>
      work.context.world.iam.enableMfaDevice(caller, { userName, serial: deviceArn, codes: codes.value }, work.signal),
    );
    const isEnabled = answer.ok || ((answer.unclear || answer.problem.code === 'device-in-use') && (await isListed(work, deviceArn)));
    if (isEnabled === true) {
      await stageAfter(work, which, 'enabled');
      work.change({ enabledAt: work.context.now() });
      return ok(undefined);
    }
    if (answer.ok) throw new Error('an answer that is good settles it');
    // Nobody could say: the stage stays, and looking settles it later.
    if (isEnabled === 'unknown') return answer;
    await stageAfter(work, which, 'stored');
    const isRefused = answer.problem.code === 'device-codes-refused';
    if (isRefused) work.change({ stand: { kind: 'codes', touches: 0, refused: true } });
    if ((!isRefused && !answer.unclear) || round === rounds - 1) return answer;
  }
};

/** Whether the user has the device now: what settles a lost answer. */
const isListed = async (work: Work, serial: string): Promise<boolean | 'unknown'> => {
  const caller = readingCaller(work);
  if (!caller.ok) return 'unknown';
  const devices = await work.context.world.iam.listMfaDevices(caller.value, recordOf(work).user.name, work.signal);
  return devices.ok ? devices.value.some((device) => device.serial === serial) : 'unknown';
};

const twoCodes = async (work: Work, which: Which, refused: boolean): Promise<Result<readonly [string, string]>> => {
  const { ledger } = work.context.world;
  const { deviceArn } = deviceOf(recordOf(work), which);
  let touches: 0 | 1 | 2 = 0;
  const show = (until?: Millis) =>
    work.change({ stand: { kind: 'codes', touches, refused, ...(until === undefined ? {} : { until }) }, problem: undefined });
  const maker = recordOf(work).spareWish === 'same-seed' ? keyAtHand(work) : which;
  const purpose = purposeOf(work, maker, show);
  show();
  const place = await placeFor(work, maker, purpose);
  if (!place.ok) return place;
  const pair = await claimPair(work, deviceArn);
  if (!pair.ok) return pair;
  const [earlier, later] = pair.value;
  const giveBack = async () => {
    for (const step of pair.value) await ledger.release(deviceArn, step);
  };
  const millis = stepStart(later) - work.context.now();
  if (millis > 0) {
    show(stepStart(later));
    await sleep(work.context.world.clock, millis, work.signal);
    show();
  }
  const codes: string[] = [];
  for (const step of [earlier, later]) {
    const code = await codeOf(work, place.value, step, purpose);
    if (!code.ok) {
      await giveBack();
      return code;
    }
    codes.push(code.value);
    touches = codes.length === 1 ? 1 : 2;
    show();
  }
  return ok([codes[0] ?? '', codes[1] ?? '']);
};

const codeOf = (work: Work, place: Place, step: number, purpose: CodePurpose): Promise<Result<string>> =>
  work.signal.aborted
    ? Promise.resolve(failed({ code: 'cancelled' }))
    : touchForCode(work.context, place, step, { ...purpose, onPhase: () => {} }, work.signal);

/** Two steps in a row that nobody used: the last one and the present one, else the next two. Problem: state-unwritable. */
const claimPair = async (work: Work, serial: string): Promise<Result<readonly [number, number]>> => {
  const { ledger } = work.context.world;
  let first = await ledger.claim(serial, stepAt(work.context.now()) - 1);
  for (;;) {
    if (!first.ok) return first;
    const second = await ledger.claim(serial, first.value + 1);
    if (!second.ok) return second;
    if (second.value === first.value + 1) return ok([first.value, second.value]);
    await ledger.release(serial, first.value);
    first = second;
  }
};

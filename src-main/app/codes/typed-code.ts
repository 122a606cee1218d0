import { isTokenSerial, serialFlaw } from '../../aws/arn.ts';
import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import type { CodeProof } from '../../aws/sts/sts.ts';
import { stepAt } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { deviceNameOf } from './device-names.ts';
import { noCodeDevice } from './locate-account.ts';
import type { DeviceWish } from './user-devices.ts';

/** Seconds that a person has to fetch a phone or a token, and to type. */
const typeSeconds = 120;
const pickSeconds = 120;

/** AWS's codes are of steps of 30 s. */
const stepMillis = 30_000;

export type TypingPorts = Pick<CodePorts, 'questions' | 'time' | 'ledger'>;

/** Whether what a profile names shows codes that a person can read: a virtual device, or a hardware token, whose serial number is no ARN (`GAHT12345678`). */
const isTypable = (mfaSerial: string, accountId: string): boolean =>
  serialFlaw(mfaSerial, accountId) === undefined || isTokenSerial(mfaSerial);

/** What stays of one request's codes that were typed. */
export interface Typing {
  readonly mfaSerial: string;
  /** Codes that AWS refused: typed once more, they are not sent. */
  readonly refused: Set<string>;
  /** Resolves when the step of a refused code is free again. */
  settled: Promise<void>;
}

/**
 * The device whose code is typed: the one that the profile names, of several that IAM lists the one that the person picks. `refused`: devices that AWS does not
 * know as the user's. Problems: cancelled, mfa-serial-missing, no-code-device, and those of `wish.who`.
 */
export const pickTypedDevice = async (
  ports: Pick<CodePorts, 'questions'>,
  wish: DeviceWish,
  refused: readonly string[],
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<Typing>> => {
  const who = await wish.who(signal);
  if (!who.ok) return who;
  const listed = await wish.listDevices(who.value, signal);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const named =
    wish.named !== undefined && isTypable(wish.named, who.value.accountId) && !refused.includes(wish.named) ? wish.named : undefined;
  const choices = listed ? typable(listed, named, refused) : named === undefined ? [] : [named];
  const [first, ...more] = choices;
  if (first === undefined) return failed(listed ? noCodeDevice(who.value, listed) : { code: 'mfa-serial-missing', profile: wish.profile });
  const typingOf = (mfaSerial: string) => ok<Typing>({ mfaSerial, refused: new Set(), settled: Promise.resolve() });
  if (more.length === 0) return typingOf(first);
  // A code that was given beforehand is of the device that the profile names.
  if (ports.questions.answers !== 'everything')
    return first === named ? typingOf(first) : failed({ code: 'mfa-serial-missing', profile: wish.profile });
  purpose.onPhase('pick');
  const asked = { kind: 'pick', for: purpose.for, choices: choices.map((id) => ({ id, label: deviceNameOf(id) })) } as const;
  const answer = await ports.questions.ask(asked, pickSeconds, signal).answer;
  return answer.kind === 'answered' ? typingOf(answer.value) : failed({ code: 'cancelled' });
};

/** Devices whose codes a person can read, the one that the profile names first. */
const typable = (listed: readonly MfaDevice[], named: string | undefined, refused: readonly string[]): readonly string[] => {
  const serials = listed.filter(({ kind, serial }) => kind !== 'fido' && !refused.includes(serial)).map(({ serial }) => serial);
  return named !== undefined && serials.includes(named) ? [named, ...serials.filter((serial) => serial !== named)] : serials;
};

/**
 * A code as the person types it, for one try. `after`: why it is asked for (once more). A code of a step that was spent, or that AWS refused a moment ago, is not
 * sent. Problems: cancelled, code-not-typed, state-unwritable; where the one code was given beforehand: code-spent, and `after`.
 */
export const typedCode = async (
  { questions, time, ledger }: TypingPorts,
  typing: Typing,
  after: Problem | undefined,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodeProof>> => {
  const { mfaSerial, refused } = typing;
  await typing.settled;
  for (let why = after; ; ) {
    if (why && questions.answers === 'codes') return failed(why);
    purpose.onPhase('code');
    const asked = { kind: 'code', for: purpose.for, account: mfaSerial, ...defined({ after: why }) } as const;
    const answer = await questions.ask(asked, typeSeconds, signal).answer;
    if (answer.kind === 'over') return failed({ code: 'code-not-typed', seconds: typeSeconds });
    if (answer.kind !== 'answered') return failed({ code: 'cancelled' });
    const code = answer.value;
    if (refused.has(code)) {
      why = { code: 'code-refused', mfaSerial };
      continue;
    }
    const present = stepAt(time.now());
    const claimed = await ledger.claim(mfaSerial, present);
    if (!claimed.ok) return claimed;
    const step = claimed.value;
    if (step === present) {
      const spent = await ledger.spend(mfaSerial, step);
      if (!spent.ok) return spent;
      const told: CodeProof['told'] = (outcome) => {
        if (outcome !== 'refused') return;
        refused.add(code);
        // AWS did not take it: the device's true code of this step is as good as before.
        typing.settled = ledger.release(mfaSerial, step);
      };
      return ok({ mfaSerial, code, typed: true, told });
    }
    await ledger.release(mfaSerial, step);
    why = { code: 'code-spent', mfaSerial, waitSeconds: Math.max(1, Math.ceil((step * stepMillis - time.now()) / 1000)) };
  }
};

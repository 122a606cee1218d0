import { isTokenSerial } from '../../aws/arn.ts';
import type { SessionHooks } from '../../aws/sts/session-request.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed } from '../../contract/result.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { codeForUser } from './make-code.ts';
import { pickTypedDevice, type Typing, typedCode } from './typed-code.ts';
import type { DeviceWish } from './user-devices.ts';

/** Without the service no key can be seen; whose codes come from a phone or a token needs none. */
const isOfService = ({ code }: Problem): boolean =>
  code === 'card-service-missing' || code === 'card-service-silent' || code === 'card-access-denied';

/** Where no plugged key makes the codes, and a person can read them elsewhere. */
const mayBeTyped = (problem: Problem): boolean =>
  isOfService(problem) ||
  problem.code === 'account-missing' ||
  (problem.code === 'no-code-device' && problem.has === 'hardware') ||
  (problem.code === 'mfa-serial-bad' && isTokenSerial(problem.mfaSerial));

/**
 * How one request gets its codes: from a plugged key that stands for one of the user's devices, or typed by the person where no key does, where the person says
 * so, or where `purpose.typed` does. Once typed, all codes of this request are.
 */
export const codesOfUser = (ports: CodePorts, wish: DeviceWish, purpose: CodePurpose): SessionHooks['codeFor'] => {
  const { answers } = ports.questions;
  const canType = answers === 'everything';
  let typing: Typing | undefined;
  let isTyped = answers === 'codes' || purpose.typed === true;
  return async (refused, signal, after) => {
    const told = { ...purpose, ...defined({ after }) };
    let why: Problem | undefined;
    if (!isTyped) {
      const onInstead = () => {
        isTyped = true;
      };
      const made = await codeForUser(ports, wish, refused, { ...told, ...(canType ? { onInstead } : {}) }, signal);
      if (made.ok || signal.aborted) return made;
      if (!isTyped && !(canType && refused.length === 0 && mayBeTyped(made.problem))) return made;
      if (!isTyped) why = made.problem;
    }
    if (typing === undefined || refused.includes(typing.mfaSerial)) {
      const picked = await pickTypedDevice(ports, wish, refused, told, signal);
      if (!picked.ok) return why ? failed(why) : picked;
      typing = picked.value;
    }
    const made = await typedCode(ports, typing, after ?? why, told, signal);
    // Who types nothing hears why it was asked for.
    if (!made.ok && why && (made.problem.code === 'cancelled' || made.problem.code === 'code-not-typed')) return failed(why);
    if (made.ok) isTyped = true;
    return made;
  };
};

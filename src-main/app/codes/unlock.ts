import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';

/** Seconds that a person has to type a password. */
const passwordSeconds = 120;

/**
 * Asks for the OATH password of a key until it fits or the person gives up (there is no retry counter on the key), and keeps the derived
 * access key when that was asked for. Problems: cancelled, password-needed (nobody answered), what the card says.
 */
export const askPassword = async (
  { keys, questions }: Pick<CodePorts, 'keys' | 'questions'>,
  key: Key,
  purpose: Pick<CodePurpose, 'for' | 'onPhase'>,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const serial = defined({ serial: key.serial });
  if (questions.answers === 'nothing' || questions.answers === 'pins') return failed({ code: 'password-needed', ...serial });
  for (let wrong = false; ; wrong = true) {
    purpose.onPhase('password');
    const question = {
      kind: 'password',
      for: purpose.for,
      key: { name: key.name, formFactor: key.formFactor, ...serial },
      keyId: key.id,
      wrong,
      canRemember: keys.passwords.canRemember(),
    } as const;
    const answer = await questions.ask(question, passwordSeconds, signal).answer;
    if (answer.kind === 'over') return failed({ code: 'password-needed', ...serial });
    if (answer.kind === 'pulled') return failed(answer.problem);
    if (answer.kind !== 'answered') return failed({ code: 'cancelled' });
    const unlocked = await keys.unlock(key.id, answer.value);
    if (unlocked.ok) {
      if (answer.remember && keys.passwords.canRemember()) await keys.passwords.save(unlocked.value.deviceId, unlocked.value.accessKey);
      return ok(undefined);
    }
    if (unlocked.problem.code !== 'password-wrong') return unlocked;
  }
};

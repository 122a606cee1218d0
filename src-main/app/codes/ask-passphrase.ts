import type { KeyStore, LongTermKeys } from '../../aws/sources/source-types.ts';
import { createJobs } from '../../base/jobs.ts';
import { type Failure, failed, type Result } from '../../contract/result.ts';
import type { KeptKeys } from '../key-store/kept-keys.ts';
import type { Questions } from '../questions.ts';

/** Seconds that a person has to type the passphrase. */
const passphraseSeconds = 120;

/**
 * Opens keys, and asks a person for the passphrase where one is needed, until it fits or the person gives up; once for all keys that are wanted at the time.
 * Problems: those of the store; passphrase-needed when nobody answered, cancelled.
 */
export const askingForPassphrase = (keys: Pick<KeptKeys, 'load' | 'unlock'>, questions: Questions): KeyStore['load'] => {
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));

  const unlock = async (source: string, signal: AbortSignal): Promise<Result<void>> => {
    for (let wrong = false; ; wrong = true) {
      const answer = await questions.ask({ kind: 'password', for: { kind: 'access-key', source }, wrong }, passphraseSeconds, signal)
        .answer;
      if (answer.kind === 'over') return failed({ code: 'passphrase-needed', source });
      if (answer.kind !== 'answered') return failed({ code: 'cancelled' });
      const unlocked = await keys.unlock(answer.value);
      if (unlocked.ok || unlocked.problem.code !== 'passphrase-wrong') return unlocked;
    }
  };

  return async (source, signal): Promise<Result<LongTermKeys>> => {
    const loaded = await keys.load(source, signal);
    if (loaded.ok || loaded.problem.code !== 'passphrase-needed' || questions.answers !== 'everything') return loaded;
    const unlocked = await jobs.join<Result<void>>('passphrase', signal, (flight) => unlock(source, flight));
    return unlocked.ok ? keys.load(source, signal) : unlocked;
  };
};

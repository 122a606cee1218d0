import type { Clock } from '../base/clock.ts';
import { defined } from '../base/defined.ts';
import { onAbort } from '../base/jobs.ts';
import type { Problem } from '../contract/problems/problem.ts';
import type { Waiting } from '../contract/snapshot.ts';
import type { State } from './state/state.ts';
import { type Store, withoutWaiting, withWaiting } from './state/store.ts';

/** What a person is asked; id, since and deadline are added here. `keyId`: it is about this plugged YubiKey, and ends when that is pulled. */
export type Question = Omit<Waiting, 'id' | 'since' | 'deadline'> & { readonly keyId?: string };

export type Answer =
  | { readonly kind: 'answered'; readonly value: string; readonly remember: boolean }
  /** A PIN, in bytes that whoever has them overwrites. `lastTry`: the person knows that it is the last. */
  | { readonly kind: 'secret'; readonly bytes: Uint8Array; readonly lastTry: boolean }
  | { readonly kind: 'cancelled' }
  /** The person types a code of another MFA device. */
  | { readonly kind: 'instead' }
  /** The YubiKey that it is about was pulled, or the card service went. */
  | { readonly kind: 'pulled'; readonly problem: Problem }
  /** The deadline passed, or what was asked for happened by itself (`withdraw`). */
  | { readonly kind: 'over' };

export interface OpenQuestion {
  readonly answer: Promise<Answer>;
  /** Takes the question back: the key was touched, the right key was put in. */
  readonly withdraw: () => void;
}

/** All that a person can be asked. */
export const waitingKinds = ['touch', 'password', 'pin', 'insert', 'pick', 'step', 'code'] as const satisfies readonly Waiting['kind'][];

/** Why a question about a key can't go on; undefined while the key is there. */
const whyPulled = (keys: State['keys'], { keyId, key }: Question): Problem | undefined => {
  if (keyId === undefined || keys.kind === 'starting') return undefined;
  if (keys.kind === 'no-service') return keys.problem;
  return keys.keys.some(({ id }) => id === keyId) ? undefined : { code: 'yubikey-removed', ...defined({ serial: key?.serial }) };
};

/** Asking a person is state: the question is in the snapshot before anything blocks, and every end of it goes through here. */
export interface Questions {
  /** Those that somebody is there to answer; the others are problems at once. A touch can always be asked for. `codes`: a typed code was given beforehand, and no key is asked. `pins`: a PIN was. */
  readonly answers: 'everything' | 'passwords' | 'codes' | 'pins' | 'nothing';
  /** Asks; ends by itself after `seconds`, and as cancelled when the signal aborts. */
  readonly ask: (question: Question, seconds: number, signal: AbortSignal) => OpenQuestion;
  /** False when there is no such question (any more), it is of another kind, or the answer is none of its choices. */
  readonly reply: (id: string, kinds: readonly Waiting['kind'][], answer: Answer) => boolean;
}

export const createQuestions = (needs: {
  readonly store: Store;
  /** AWS's time. */
  readonly time: Clock;
  readonly newId: () => string;
  readonly answers: Questions['answers'];
}): Questions => {
  const open = new Map<string, { readonly question: Question; readonly settle: (answer: Answer) => void }>();

  const ask: Questions['ask'] = (question, seconds, signal) => {
    const id = needs.newId();
    const since = needs.time.now();
    let settle: (answer: Answer) => void = () => {};
    let unlink = () => {};
    const answer = new Promise<Answer>((resolve) => {
      const stopTimer = needs.time.after(seconds * 1000, () => settle({ kind: 'over' }));
      settle = (value) => {
        if (!open.delete(id)) return;
        stopTimer();
        unlink();
        needs.store.change(withoutWaiting(id));
        resolve(value);
      };
      open.set(id, { question, settle: (value) => settle(value) });
      const { keyId: _, ...shown } = question;
      needs.store.change(withWaiting({ ...shown, id, since, deadline: since + seconds * 1000 }));
      const look = () => {
        const problem = whyPulled(needs.store.state().keys, question);
        if (problem) settle({ kind: 'pulled', problem });
      };
      const unfollow = needs.store.subscribe(look);
      const unheed = onAbort(signal, () => settle({ kind: 'cancelled' }));
      unlink = () => {
        unfollow();
        unheed();
      };
      look();
      // Either may have ended it already.
      if (!open.has(id)) unlink();
    });
    return { answer, withdraw: () => settle({ kind: 'over' }) };
  };

  const reply: Questions['reply'] = (id, kinds, answer) => {
    const asked = open.get(id);
    if (!asked || !kinds.includes(asked.question.kind)) return false;
    const { choices } = asked.question;
    if (answer.kind === 'instead' && !asked.question.canType) return false;
    if (answer.kind === 'answered' && choices && !choices.some((choice) => choice.id === answer.value)) return false;
    asked.settle(answer);
    return true;
  };

  return { answers: needs.answers, ask, reply };
};

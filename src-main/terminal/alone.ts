import type { Keys } from '../card/keys/keys.ts';
import { failed } from '../contract/result.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Arguments } from './console/arguments.ts';

/**
 * Commands that are first tried where nobody is asked anything, since then no second process is needed (launcher.adapter.ts) and
 * the answer is there in half the time. A code mostly needs nobody, and so do credentials; a tap nearly always does.
 */
export const mayNeedNobody = ({ command, copy, passwordStdin }: Arguments): boolean =>
  (command === 'code' || command === 'credentials') && !copy && !passwordStdin;

/** A question is open, or a key has something to tell: another program that holds it, a reader that does not answer. */
export const takesSomebody = ({ waiting, card }: Snapshot): boolean =>
  waiting.length > 0 || (card.kind === 'present' && card.keys.some((key) => key.problem !== undefined));

/** Keys that make a code only where that is sure to ask for no touch: one that was asked for cannot be taken back. */
export const withoutTouch = <K extends Keys>(keys: K): K => ({
  ...keys,
  code: async (request) => {
    const state = keys.state();
    const key = state.kind === 'ready' ? state.keys.find(({ id }) => id === request.keyId) : undefined;
    const account = key?.accounts.find(({ id }) => id === request.account);
    return account?.touch === 'not-required' ? keys.code(request) : failed({ code: 'cancelled' });
  },
});

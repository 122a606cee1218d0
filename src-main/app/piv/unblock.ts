import { defined } from '../../base/defined.ts';
import type { YubiKeys } from '../../card/keys/keys.ts';
import { failed, type Result } from '../../contract/result.ts';
import { type AtTheKey, type FoundKey, type GivenPin, isTypedAlike, momentsOf, withSecret } from './at-the-key.ts';

/**
 * A new PIN by the PUK, where the PIN is blocked or forgotten. Whatever is wrong with the PUK, it is sent once. Problems: those of asking, puk-blocked before anybody
 * is asked, pin-malformed, puk-wrong, puk-last-try.
 */
export const unblock = async ({ keys }: { readonly keys: YubiKeys }, key: FoundKey, at: AtTheKey): Promise<Result<void>> => {
  const { serial, application } = key;
  const { pin, puk } = application;
  const blocked = failed({ code: 'puk-blocked', isLocked: pin.left === 0, ...defined({ serial }) });
  if (puk.left === 0 || puk.isGivenUp) return blocked;
  let fresh: Uint8Array | undefined;
  const withPuk = async ({ bytes, lastTry }: GivenPin): Promise<Result<void>> => {
    // Another PUK sets the same PIN.
    if (!fresh) {
      const next = await at.newPin(defined({ serial }));
      if (!next.ok) return next;
      fresh = next.value;
    }
    if (!fresh) return failed({ code: 'pin-needed', ...defined({ serial }) });
    if (!isTypedAlike(fresh)) return failed({ code: 'pin-malformed', what: 'pin' });
    const done = await keys.piv.unblock(key.keyId, { puk: bytes, next: fresh, lastTry }, momentsOf(at));
    return !done.ok && done.problem.code === 'puk-blocked' ? blocked : done;
  };
  try {
    return await withSecret(at.puk, defined({ serial, left: puk.left }), at, withPuk, ({ bytes }) => bytes.fill(0));
  } finally {
    fresh?.fill(0);
  }
};

import { defined } from '../../base/defined.ts';
import type { YubiKeys } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type AtTheKey, type FoundKey, isTypedAlike, momentsOf } from './at-the-key.ts';

/** A PIN of the person's own, in the place of the factory's. Whoever asked wipes it. Problems: those of asking, pin-factory where none is wanted, pin-malformed. */
export const askOwnPin = async ({ serial }: FoundKey, at: AtTheKey): Promise<Result<Uint8Array>> => {
  const next = await at.newPin(defined({ serial }));
  if (!next.ok) return next;
  if (!next.value) return failed({ code: 'pin-factory', ...defined({ serial }) });
  if (isTypedAlike(next.value)) return ok(next.value);
  next.value.fill(0);
  return failed({ code: 'pin-malformed', what: 'pin' });
};

/** Puts it there, and wipes it. It can't be undone: the person knows the new one, and that is the point. */
export const replaceFactoryPin = async (
  { keys }: { readonly keys: YubiKeys },
  { keyId }: FoundKey,
  next: Uint8Array,
  at: AtTheKey,
): Promise<Result<void>> => {
  const old = Uint8Array.from(Buffer.from('123456'));
  const changed = await keys.piv.changeReference(keyId, 'pin', { old, next }, momentsOf(at));
  next.fill(0);
  return changed;
};

/** Both; nothing where the factory's PIN is gone. */
export const choosePin = async (ports: { readonly keys: YubiKeys }, key: FoundKey, at: AtTheKey): Promise<Result<void>> => {
  if (key.application.pin.isFactory !== true) return ok(undefined);
  const next = await askOwnPin(key, at);
  return next.ok ? replaceFactoryPin(ports, key, next.value, at) : next;
};

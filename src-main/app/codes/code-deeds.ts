import { whyNoKey } from '../../card/keys/keys.ts';
import { failed, type Result } from '../../contract/result.ts';
import type { Place } from './accounts.ts';
import type { CodePorts } from './code-request.ts';
import { type CopyPorts, copyCode, findUnlockedAccount, type MadeCode, makeCode } from './copy-code.ts';
import { askPassword } from './unlock.ts';

/** What can be done with codes, by whoever asks: window, tray and terminal call these. */
export interface CodeDeeds {
  /** A code of the account that the words name, on the clipboard where that is asked for. */
  readonly code: (
    account: string | undefined,
    options: { readonly copy: boolean; readonly keySerial?: number },
    signal: AbortSignal,
  ) => Promise<Result<MadeCode>>;
  /** A code of an account on a plugged key, onto the clipboard. */
  readonly copyCode: (place: Place, signal: AbortSignal) => Promise<Result<MadeCode>>;
  /** Another secret onto the clipboard, which is cleared after the time of the settings. Problem: clipboard-missing. */
  readonly copySecret: (text: string) => Promise<Result<void>>;
  /** Asks for a key's OATH password. Problems: yubikey-missing, cancelled, password-needed. */
  readonly unlock: (keyId: string, signal: AbortSignal) => Promise<Result<void>>;
}

/** `ready`: when the files were read once. */
export const createCodeDeeds = (codes: CodePorts, copying: CopyPorts, ready: Promise<void>): CodeDeeds => ({
  code: async (account, { copy, keySerial }, signal) => {
    await Promise.all([ready, codes.keys.settled()]);
    const place = await findUnlockedAccount(codes, account, keySerial, signal);
    if (!place.ok) return place;
    return copy ? copyCode(codes, copying, place.value, signal) : makeCode(codes, copying.store, place.value, signal);
  },
  copyCode: (place, signal) => copyCode(codes, copying, place, signal),
  copySecret: async (text) => {
    const copied = await copying.clipboard.writeSecret(text);
    if (copied.ok) copying.expiry.hold(codes.settings.get().clipboardSeconds * 1000, () => {});
    return copied;
  },
  unlock: async (keyId, signal) => {
    const state = codes.keys.state();
    const key = state.kind === 'ready' ? state.keys.find((entry) => entry.id === keyId) : undefined;
    if (!key) return failed(whyNoKey(state));
    return askPassword(codes, key, { for: { kind: 'key', name: key.name }, onPhase: () => {} }, signal);
  },
});

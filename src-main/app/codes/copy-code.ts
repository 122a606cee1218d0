import { defined } from '../../base/defined.ts';
import { whyNoKey, whyNotPlugged } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Clipboard } from '../ports.ts';
import { type Store, withCode } from '../state/store.ts';
import { accountLabel, type Place } from './accounts.ts';
import type { ClipboardExpiry } from './clipboard-expiry.ts';
import type { CodePorts } from './code-request.ts';
import { codeAt, ledgerSerial } from './make-code.ts';
import { askPassword } from './unlock.ts';

export interface MadeCode {
  readonly account: string;
  readonly code: string;
  /** Milliseconds since 1970: when the code's step is over. */
  readonly ends: number;
}

/** A code for a person's own use. It is spent in the ledger like any other: a tap will not send it a second time. */
export const makeCode = async (codes: CodePorts, store: Store, place: Place, signal: AbortSignal): Promise<Result<MadeCode>> => {
  const label = accountLabel(place.account.id, codes.settings.get().aliases);
  const made = await codeAt(
    codes,
    place,
    ledgerSerial(store.state(), codes.settings.get(), place),
    {
      for: { kind: 'code', account: label },
      urgent: true,
      onPhase: (phase, until) => {
        if (phase !== 'insert' && phase !== 'pick' && phase !== 'code')
          store.change(withCode({ kind: 'waiting', for: phase, ...defined({ until }) }));
      },
    },
    signal,
  );
  if (!made.ok) {
    store.change(withCode(made.problem.code === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', problem: made.problem }));
    return made;
  }
  store.change(withCode({ kind: 'idle' }));
  return ok({ account: place.account.id, ...made.value });
};

/** What copying takes beside the code. */
export interface CopyPorts {
  readonly store: Store;
  readonly clipboard: Clipboard;
  readonly expiry: ClipboardExpiry;
}

/** Makes a code and puts it on the clipboard, from where it goes after the time that the settings say. */
export const copyCode = async (
  codes: CodePorts,
  { store, clipboard, expiry }: CopyPorts,
  place: Place,
  signal: AbortSignal,
): Promise<Result<MadeCode>> => {
  const made = await makeCode(codes, store, place, signal);
  if (!made.ok) return made;
  const copied = await clipboard.writeSecret(made.value.code);
  if (!copied.ok) {
    store.change(withCode({ kind: 'failed', problem: copied.problem }));
    return copied;
  }
  const millis = codes.settings.get().clipboardSeconds * 1000;
  const copiedAt = codes.time.now();
  const { code, ends } = made.value;
  const shown = { kind: 'copied', shown: code, ends, copiedAt, clearsAt: copiedAt + millis } as const;
  store.change(withCode(shown));
  expiry.hold(millis, () => {
    if (store.state().code === shown) store.change(withCode({ kind: 'idle' }));
  });
  return made;
};

/** The plugged account that a person named: by its whole id, else by the only one whose id contains the words. */
export const findAccount = ({ keys: plugged }: Pick<CodePorts, 'keys'>, words: string | undefined, keySerial?: number): Result<Place> => {
  const state = plugged.state();
  if (state.kind === 'no-service') return failed(state.problem);
  const keys = (state.kind === 'ready' ? state.keys : []).filter((key) => keySerial === undefined || key.serial === keySerial);
  if (keys.length === 0) return failed(keySerial === undefined ? whyNoKey(state) : whyNotPlugged(state, keySerial));
  const all = keys.flatMap((key) => key.accounts.map((account) => ({ key, account })));
  const exact = all.filter(({ account }) => account.id === words);
  const matches =
    exact.length > 0 ? exact : all.filter(({ account }) => words === undefined || account.id.toLowerCase().includes(words.toLowerCase()));
  const [only] = matches;
  if (only && matches.length === 1) return ok(only);
  const unreadable = keys.find((key) => key.problem)?.problem;
  if (!only && unreadable) return failed(unreadable);
  if (!only) return failed({ code: 'account-missing', account: words ?? '', serials: keys.flatMap((key) => key.serial ?? []) });
  if (new Set(matches.map(({ account }) => account.id)).size === 1)
    return failed({ code: 'yubikey-unclear', serials: matches.flatMap(({ key }) => key.serial ?? []) });
  return failed({ code: 'account-unclear', account: words ?? '', choices: matches.map(({ account }) => account.id) });
};

/** The same, but a locked key is unlocked first, since its accounts are not known before. */
export const findUnlockedAccount = async (
  ports: Pick<CodePorts, 'keys' | 'questions'>,
  words: string | undefined,
  keySerial: number | undefined,
  signal: AbortSignal,
): Promise<Result<Place>> => {
  const place = findAccount(ports, words, keySerial);
  const state = ports.keys.state();
  const locked =
    state.kind === 'ready'
      ? state.keys.find((key) => key.oath === 'locked' && (keySerial === undefined || key.serial === keySerial))
      : undefined;
  if (place.ok || !locked) return place;
  const unlocked = await askPassword(ports, locked, { for: { kind: 'key', name: locked.name }, onPhase: () => {} }, signal);
  return unlocked.ok ? findUnlockedAccount(ports, words, keySerial, signal) : unlocked;
};

import type { Place } from '../../../src-main/app/codes/accounts.ts';
import type { LocatePorts } from '../../../src-main/app/codes/ask-for-account.ts';
import type { CodePorts, CodePurpose } from '../../../src-main/app/codes/code-request.ts';
import type { Settings } from '../../../src-main/app/ports.ts';
import type { Answer, Question } from '../../../src-main/app/questions.ts';
import { defaultSettings } from '../../../src-main/app/settings.ts';
import { utf8 } from '../../../src-main/base/bytes.ts';
import type { Key, KeysState } from '../../../src-main/card/keys/keys.ts';
import { failed, type Result } from '../../../src-main/contract/result.ts';

/** An account that AWS takes codes of. */
export const account = (id: string) => ({ id, idBytes: utf8(id), name: id, kind: 'totp', period: 30, touch: 'required' }) as const;
/** A plugged key that was read. */
export const key = (serial: number | undefined, ids: readonly string[], change: Partial<Key> = {}): Key => ({
  id: `key ${serial}`,
  name: 'YubiKey 5',
  firmware: '5.7.1',
  formFactor: 'USB-A keychain',
  oath: 'ready',
  busy: false,
  accounts: ids.map(account),
  ...(serial === undefined ? {} : { serial }),
  ...change,
});
export const placesOf = (...keys: readonly Key[]): Place[] =>
  keys.flatMap((one) => one.accounts.map((found) => ({ key: one, account: found })));
export const ready = (...keys: readonly Key[]): KeysState => ({ kind: 'ready', keys });
export const gone: KeysState = { kind: 'no-service', problem: { code: 'card-service-missing' } };

/** What a person is asked, and answers; a test changes the keys while they think. */
export const stage = (state: KeysState, settings: Partial<Settings> = {}, answers: LocatePorts['questions']['answers'] = 'everything') => {
  let now: Settings = { ...defaultSettings, ...settings };
  let seen = state;
  const listeners = new Set<() => void>();
  const asked: { readonly question: Question; readonly seconds: number; readonly settle: (answer: Answer) => void }[] = [];
  const unlocks: string[] = [];
  let unlocked: Result<{ readonly deviceId: string; readonly accessKey: Uint8Array }> = failed({ code: 'password-wrong' });
  const phases: string[] = [];
  const told: string[] = [];
  const ports = {
    keys: {
      state: () => seen,
      settled: async () => {
        told.push('settled');
      },
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      passwords: { canRemember: () => false },
      known: { look: () => {}, of: () => undefined },
      unlock: async (id: string, password: string) => {
        unlocks.push(`${id} ${password}`);
        return unlocked;
      },
    },
    questions: {
      answers,
      ask: (question: Question, seconds: number) => {
        let settle: (answer: Answer) => void = () => {};
        const answer = new Promise<Answer>((resolve) => {
          settle = resolve;
        });
        asked.push({ question, seconds, settle });
        return { answer, withdraw: () => settle({ kind: 'over' }) };
      },
    },
    settings: {
      get: () => now,
      change: (change: (settings: Settings) => Partial<Settings>) => {
        now = { ...now, ...change(now) };
      },
    },
  } as unknown as CodePorts;
  const purpose: CodePurpose = { for: { kind: 'code', account: 'x' }, onPhase: (phase) => phases.push(phase) };
  return {
    ports,
    purpose,
    canType: { ...purpose, onInstead: () => told.push('instead') },
    asked,
    unlocks,
    phases,
    told,
    listeners,
    settings: () => now,
    opens: (result: typeof unlocked) => {
      unlocked = result;
    },
    see: (next: KeysState) => {
      seen = next;
      for (const listener of [...listeners]) listener();
    },
  };
};
export const chosen = (value: string): Answer => ({ kind: 'answered', value, remember: false });

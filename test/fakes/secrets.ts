import type { PasswordStore } from '../../src-main/app/ports.ts';
import { sameBytes } from '../../src-main/base/bytes.ts';

/** What must never be seen outside: marked, so that it can be searched for. */
export const secrets = {
  longTerm: 'SECRET-long-term',
  session: 'SECRET-session',
  token: 'SECRET-token',
  password: 'SECRET-password',
} as const;

/** Remembered access keys; `saved` has those that a key is about to have under `DEVICE next`. */
export interface FakePasswords extends PasswordStore {
  readonly saved: Map<string, Uint8Array>;
  remembers: boolean;
}

export const createFakePasswords = (): FakePasswords => {
  const saved = new Map<string, Uint8Array>();
  const namesOf = (deviceId: string) => [deviceId, `${deviceId} next`].filter((name) => saved.has(name));
  const at = (name: string) => saved.get(name) ?? new Uint8Array();
  const passwords: FakePasswords = {
    saved,
    remembers: true,
    canRemember: () => passwords.remembers,
    load: async (deviceId) => namesOf(deviceId).map(at),
    save: async (deviceId, accessKey) => {
      saved.set(deviceId, accessKey.slice());
      saved.delete(`${deviceId} next`);
    },
    saveNext: async (deviceId, accessKey) => {
      saved.set(`${deviceId} next`, accessKey.slice());
    },
    forget: async (deviceId, accessKey) => {
      for (const name of namesOf(deviceId)) if (!accessKey || sameBytes(at(name), accessKey)) saved.delete(name);
    },
  };
  return passwords;
};

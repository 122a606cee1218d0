import { expect, it } from 'vitest';
import type { SessionStore, StoredMfaSession, StoredRoleSession, StoredSessions } from '../../../../src-main/app/ports.ts';
import { createSessionCache } from '../../../../src-main/app/sessions/session-cache.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

it('tells anew where sessions are kept when the keyring turned out to be none', async () => {
  let place: 'keyring' | 'login' = 'keyring';
  const shared: SessionStore = {
    load: async () => ({ mfa: [], roles: [] }),
    save: async () => {
      place = 'login';
    },
    forget: async () => {},
    keeps: () => place,
  };
  const store = createStore(createMemorySettings());
  const held = createSessionCache({ shared, store, now: () => 0, log: silentLog });
  const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expires: 1000 };
  held.put({ source: 'acme', accessKeyId: 'AKIA1', mfaSerial: 'arn', credentials });
  await Promise.resolve();
  const told = new Promise<string>((resolve) => store.subscribe(() => resolve(shared.keeps())));
  await held.saved();
  expect(await told).toBe('login');
});

it('puts one beside what other front ends have in the store by then, and brings nothing back that they ended', async () => {
  let stored: StoredSessions = { mfa: [], roles: [] };
  const shared: SessionStore = {
    load: async () => stored,
    save: async (sessions) => {
      stored = sessions;
    },
    forget: async () => {},
    keeps: () => 'login',
  };
  const mfa = (mfaSerial: string, expires = 1000): StoredMfaSession => {
    const credentials = { accessKeyId: `ASIA-${mfaSerial}`, secretAccessKey: 's', sessionToken: 't', expires };
    return { source: 'acme', accessKeyId: 'AKIA1', mfaSerial, credentials };
  };
  const held = createSessionCache({ shared, store: createStore(createMemorySettings()), now: () => 0, log: silentLog });
  held.put(mfa('ended elsewhere'));
  await held.saved();
  stored = { mfa: [mfa('put elsewhere'), mfa('over', 0)], roles: [] };
  held.put(mfa('mine'));
  await held.saved();
  expect(stored.mfa.map(({ mfaSerial }) => mfaSerial)).toEqual(['put elsewhere', 'mine']);
  await held.refresh();
  expect(held.list().map(({ mfaSerial }) => mfaSerial)).toEqual(['put elsewhere', 'mine']);
});

it('keeps the credentials out of the state, and gives them to whoever asks it', async () => {
  const shared: SessionStore = {
    load: async () => ({ mfa: [], roles: [] }),
    save: async () => {},
    forget: async () => {},
    keeps: () => 'login',
  };
  const store = createStore(createMemorySettings());
  const held = createSessionCache({ shared, store, now: () => 0, log: silentLog });
  const credentials = (accessKeyId: string) => ({
    accessKeyId,
    secretAccessKey: 'not to be told',
    sessionToken: 'neither this',
    expires: 1000,
  });
  const mfa: StoredMfaSession = { source: 'acme', accessKeyId: 'AKIA1', mfaSerial: 'arn', credentials: credentials('ASIA1') };
  const role: StoredRoleSession = {
    ...{ target: 'dev-tap', profile: 'dev', roleArn: 'arn', source: 'acme', sourceKey: 'AKIA1', via: 'mfa-session', since: 0 },
    ...{ inFile: false, guarded: false, asker: { kind: 'renewal' }, used: 0, credentials: credentials('ASIA2') },
  };
  held.put(mfa);
  held.putRole(role);
  expect([held.list(), held.roles()]).toEqual([[mfa], [role]]);
  const told = JSON.stringify(store.state());
  expect(told).toContain('ASIA2');
  expect(told).not.toMatch(/not to be told|neither this/);
});

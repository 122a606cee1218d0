import { expect, it } from 'vitest';
import { createHeldSessions } from '../../../src-main/app/held-sessions.ts';
import { createStore } from '../../../src-main/app/store.ts';
import type { SessionStore } from '../../../src-main/app/world.ts';
import { silentLog } from '../../../src-main/base/log.ts';

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
  const store = createStore();
  const held = createHeldSessions({ shared, store, now: () => 0, log: silentLog });
  const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expires: 1000 };
  held.put({ source: 'acme', accessKeyId: 'AKIA1', mfaSerial: 'arn', credentials });
  await Promise.resolve();
  const told = new Promise<string>((resolve) => store.subscribe(() => resolve(shared.keeps())));
  await held.saved();
  expect(await told).toBe('login');
});

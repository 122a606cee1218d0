import { describe, expect, it } from 'vitest';
import { createSessionCache } from '../../../../src-main/app/sessions/session-cache.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { SessionStore, StoredMfaSession, StoredRoleSession, StoredSessions } from '../../../../src-main/app/stored-sessions.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const nothing: StoredSessions = { mfa: [], roles: [] };

const credentials = (accessKeyId: string, expires = 1000) => ({ accessKeyId, secretAccessKey: 's', sessionToken: 't', expires });
const mfa = (mfaSerial: string, { key = 'AKIA1', expires = 1000 } = {}): StoredMfaSession => ({
  ...{ source: 'acme', accessKeyId: key, mfaSerial },
  credentials: credentials(`ASIA-${key}-${mfaSerial}`, expires),
});
const role = (target: string, { accessKeyId = `ASIA-${target}`, expires = 1000, used = 0 } = {}): StoredRoleSession => ({
  ...{ target, profile: target, roleArn: 'arn', source: 'acme', sourceKey: 'AKIA1', via: 'mfa-session', since: 0 },
  ...{ inFile: false, guarded: false, asker: { kind: 'renewal' }, given: [], used },
  credentials: credentials(accessKeyId, expires),
});

/** A store that other front ends share, and what was asked of it. */
const setUp = (there = nothing) => {
  const shared = {
    stored: there,
    keeps: 'login' as ReturnType<SessionStore['keeps']>,
    forgotten: [] as Parameters<SessionStore['forget']>[0][],
    saves: async () => {},
    loads: async () => {},
  };
  const sessions: SessionStore = {
    load: async () => {
      const { stored } = shared;
      await shared.loads();
      return stored;
    },
    save: async (saved) => {
      await shared.saves();
      shared.stored = saved;
    },
    forget: async (gone) => void shared.forgotten.push(gone),
    keeps: () => shared.keeps,
  };
  let now = 0;
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
  const store = createStore(createMemorySettings());
  const held = createSessionCache({ shared: sessions, store, now: () => now, inTurn: (_turn, work) => work(), log });
  const names = ({ mfa: users, roles } = shared.stored) => [
    users.map(({ accessKeyId, mfaSerial }) => `${accessKeyId} ${mfaSerial}`),
    roles.map(({ target }) => target),
  ];
  const here = () => names({ mfa: held.list(), roles: held.roles() });
  const at = (moment: number) => {
    now = moment;
  };
  return { shared, store, held, names, here, warnings, at };
};

it('tells anew where sessions are kept when the keyring turned out to be none', async () => {
  const { shared, store, held } = setUp();
  expect(store.state().held.kept).toBe('login');
  shared.saves = async () => {
    shared.keeps = 'process';
  };
  held.put(mfa('arn'));
  await settle();
  let told = '';
  store.subscribe(() => {
    told = store.state().held.kept;
  });
  await held.saved();
  await settle();
  expect(store.state().held.kept).toBe('process');
  shared.keeps = 'keyring';
  await held.refresh();
  await settle();
  expect(told).toBe('keyring');
});

it('puts one beside what other front ends have in the store by then, and brings nothing back that they ended', async () => {
  const { shared, held, names, here } = setUp();
  held.put(mfa('ended elsewhere'));
  held.putRole(role('ended elsewhere'));
  await held.saved();
  shared.stored = { mfa: [mfa('put elsewhere'), mfa('over', { expires: 0 })], roles: [role('there'), role('over', { expires: 0 })] };
  held.put(mfa('mine'));
  held.putRole(role('mine'));
  await held.saved();
  const all = [
    ['AKIA1 put elsewhere', 'AKIA1 mine'],
    ['there', 'mine'],
  ];
  expect(names()).toEqual(all);
  await held.refresh();
  expect(here()).toEqual(all);
});

it('puts one in the place of that of the same key and device, or of the same target, and of no other', async () => {
  const { shared, held, names } = setUp();
  shared.stored = { mfa: [mfa('a'), mfa('b'), mfa('a', { key: 'AKIA2' })], roles: [role('one'), role('two')] };
  held.put(mfa('a', { expires: 2000 }));
  held.putRole(role('one', { accessKeyId: 'ASIANEW' }));
  await held.saved();
  expect(names()).toEqual([
    ['AKIA1 b', 'AKIA2 a', 'AKIA1 a'],
    ['two', 'one'],
  ]);
  expect(shared.stored.mfa.at(-1)?.credentials.expires).toBe(2000);
  expect(shared.stored.roles.at(-1)?.credentials.accessKeyId).toBe('ASIANEW');
});

it('keeps the credentials out of the state, and gives them to whoever asks it', () => {
  const { store, held } = setUp();
  const secret = { secretAccessKey: 'not to be told', sessionToken: 'neither this' };
  const user = { ...mfa('arn'), credentials: { ...credentials('ASIA1'), ...secret } };
  const opened = { ...role('dev-tap'), credentials: { ...credentials('ASIA2'), ...secret } };
  held.put(user);
  held.putRole(opened);
  expect([held.list(), held.roles()]).toEqual([[user], [opened]]);
  const told = JSON.stringify(store.state());
  expect(told).toContain('ASIA2');
  expect(told).not.toMatch(/not to be told|neither this/);
});

it('lets go of what is over, and of what it was given back, here and in the store', async () => {
  const { shared, held, here, at } = setUp();
  for (const serial of ['a', 'b']) held.put(mfa(serial));
  for (const target of ['one', 'two', 'three']) held.putRole(role(target, { expires: target === 'three' ? 500 : 1000 }));
  held.drop(mfa('a'));
  held.dropRoles(['one', 'never there']);
  held.dropRoles(['never there']);
  await held.saved();
  expect(here()).toEqual([['AKIA1 b'], ['two', 'three']]);
  expect(shared.forgotten).toEqual([[mfa('a')], [role('one')]]);
  at(500);
  held.prune();
  expect(here()).toEqual([['AKIA1 b'], ['two']]);
  await held.clear();
  expect(here()).toEqual([[], []]);
  expect(shared.forgotten.at(-1)).toBe('all');
});

it('knows what was ended in this run, whatever is dropped', () => {
  const { held } = setUp();
  held.end(['ASIA1']);
  held.dropRoles(['x']);
  expect([held.hasEnded('ASIA1'), held.hasEnded('ASIA2')]).toEqual([true, false]);
});

describe('the last use', () => {
  const usedAt = ({ roles }: { readonly roles: readonly StoredRoleSession[] }) => roles.map(({ used }) => used);

  it('is the later one of here and the store, and goes there with the next change', async () => {
    const { shared, held } = setUp();
    held.putRole(role('here', { used: 1 }));
    held.putRole(role('elsewhere', { used: 1 }));
    await held.saved();
    held.used('here', 5);
    shared.stored = { mfa: [], roles: [role('here', { used: 2 }), role('elsewhere', { used: 7 })] };
    await held.refresh();
    expect(usedAt({ roles: held.roles() })).toEqual([5, 7]);
    held.put(mfa('a'));
    await held.saved();
    expect(usedAt(shared.stored)).toEqual([5, 7]);
  });

  it('is of that session, not of one that took its place', async () => {
    const { shared, held } = setUp();
    held.putRole(role('here', { used: 5 }));
    await held.saved();
    shared.stored = { mfa: [], roles: [role('here', { accessKeyId: 'ASIANEW', used: 2 })] };
    await held.refresh();
    expect(usedAt({ roles: held.roles() })).toEqual([2]);
  });
});

describe('looking into the store', () => {
  it('takes what others put there, and drops what they ended', async () => {
    const { shared, held, here } = setUp({ mfa: [mfa('a')], roles: [role('one')] });
    await held.refresh();
    expect(here()).toEqual([['AKIA1 a'], ['one']]);
    shared.stored = { mfa: [mfa('a')], roles: [] };
    await held.refresh();
    expect(here()).toEqual([['AKIA1 a'], []]);
    shared.stored = nothing;
    await held.refresh();
    expect(here()).toEqual([[], []]);
  });

  it('tells nobody when all is as it was', async () => {
    const { held, store } = setUp({ mfa: [mfa('a')], roles: [role('one')] });
    await held.refresh();
    await settle();
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    await held.refresh();
    await settle();
    expect(told).toBe(0);
  });

  it('keeps what is put while it is read', async () => {
    const { shared, held, here } = setUp({ mfa: [mfa('there')], roles: [] });
    let read = () => {};
    shared.loads = () => new Promise((resolve) => (read = resolve));
    const refreshed = held.refresh();
    await settle();
    const first = read;
    shared.loads = async () => {};
    held.put(mfa('mine'));
    first();
    await refreshed;
    expect(here()).toEqual([['AKIA1 there', 'AKIA1 mine'], []]);
  });

  it('keeps what could not be put there, says so in the log, and looks again when something could', async () => {
    const { shared, held, here, warnings, store } = setUp();
    shared.saves = async () => {
      shared.keeps = 'process';
      throw new Error('no space');
    };
    held.put(mfa('a'));
    await held.refresh();
    expect(here()).toEqual([['AKIA1 a'], []]);
    expect(warnings).toEqual(['sessions could not be shared with other front ends']);
    expect(store.state().held.kept).toBe('process');
    shared.saves = async () => {};
    held.put(mfa('a'));
    await held.saved();
    shared.stored = { ...shared.stored, roles: [role('put elsewhere')] };
    await held.refresh();
    expect(here()).toEqual([['AKIA1 a'], ['put elsewhere']]);
  });
});

import { describe, expect, it } from 'vitest';
import { createSessionStore } from '../../../../src-main/app/sessions/session-store.ts';
import type { StoredMfaSession, StoredRoleSession } from '../../../../src-main/app/stored-sessions.ts';
import type { SecretPlace } from '../../../../src-main/storage/secret-place.ts';

const place = (keeps: boolean): SecretPlace & { secrets: Map<string, string> } => {
  const made = {
    secrets: new Map<string, string>(),
    load: async () => new Map(made.secrets),
    save: async (secrets: ReadonlyMap<string, string>) => {
      made.secrets = new Map(secrets);
    },
    forget: async (names: readonly string[] | 'all') => {
      for (const name of names === 'all' ? [...made.secrets.keys()] : names) made.secrets.delete(name);
    },
    keeps: () => keeps,
  };
  return made;
};

const credentials = (expires: number) => ({ accessKeyId: `ASIA${expires}`, secretAccessKey: 's', sessionToken: 't', expires });
const mfa: StoredMfaSession = {
  source: 'acme',
  accessKeyId: 'AKIA1',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/jane',
  since: 5,
  credentials: credentials(1000),
};
const role: StoredRoleSession = {
  target: 'prod-tap',
  profile: 'prod',
  roleArn: 'arn:aws:iam::222233334444:role/Admin',
  source: 'acme',
  sourceKey: 'AKIA1',
  via: 'direct',
  since: 10,
  inFile: true,
  guarded: true,
  asker: { kind: 'program', name: 'terraform', pid: 4121, folder: '/infra', sure: true },
  given: [{ asker: { kind: 'program', name: 'terraform', pid: 4121, folder: '/infra', sure: true }, until: 900 }],
  used: 20,
  key: { name: 'YubiKey 5C NFC', serial: 12345678 },
  credentials: credentials(900),
};

const setUp = (loginKeeps = true, keyringKeeps = true) => {
  const login = place(loginKeeps);
  const keyring = place(keyringKeeps);
  return { login, keyring, store: createSessionStore({ login, keyring }) };
};

describe('sessions beyond a run', () => {
  it('come back whole, from either place', async () => {
    const { login, keyring, store } = setUp();
    await store.save({ mfa: [mfa], roles: [role] });
    expect(await store.load()).toEqual({ mfa: [mfa], roles: [role] });
    login.secrets.clear();
    expect(await store.load()).toEqual({ mfa: [mfa], roles: [role] });
    await store.save({ mfa: [mfa], roles: [role] });
    keyring.secrets.clear();
    expect(await store.load()).toEqual({ mfa: [mfa], roles: [role] });
  });

  it('are the newer ones where the places differ', async () => {
    const { login, store } = setUp();
    await store.save({ mfa: [mfa], roles: [role] });
    // The terminal cannot put it under the keyring, and it ends before the one that is there.
    const newer = { ...role, since: 11, credentials: credentials(800) };
    await login.save(new Map([['role prod-tap', JSON.stringify(newer)]]));
    expect(await store.load()).toEqual({ mfa: [mfa], roles: [newer] });
    const { since: _, ...older } = mfa;
    await login.save(
      new Map([['mfa AKIA1 arn:aws:iam::111122223333:mfa/jane', JSON.stringify({ ...older, credentials: credentials(500) })]]),
    );
    expect((await store.load()).mfa).toEqual([mfa]);
  });

  it('are the newer ones in the keyring as well', async () => {
    const { keyring, store } = setUp();
    await store.save({ mfa: [mfa], roles: [role] });
    const newer = { ...role, since: 11, credentials: credentials(800) };
    await keyring.save(new Map([['role prod-tap', JSON.stringify(newer)]]));
    expect(await store.load()).toEqual({ mfa: [mfa], roles: [newer] });
  });

  it('of an older version, which noted less, are of the usual kind', async () => {
    const { login, store } = setUp();
    const { via: _via, inFile: _inFile, guarded: _guarded, ...older } = role;
    await login.save(new Map([['role prod-tap', JSON.stringify(older)]]));
    expect((await store.load()).roles).toEqual([{ ...older, via: 'mfa-session', inFile: false, guarded: false }]);
  });

  it('are forgotten in both places, one or all', async () => {
    const { login, keyring, store } = setUp();
    await store.save({ mfa: [mfa], roles: [role] });
    await store.forget([role]);
    expect(await store.load()).toEqual({ mfa: [mfa], roles: [] });
    await store.forget('all');
    expect([login.secrets.size, keyring.secrets.size]).toEqual([0, 0]);
  });

  it.each([
    [true, true, 'keyring'],
    [true, false, 'login'],
    [false, false, 'process'],
  ] as const)('say where they are kept (login %s, keyring %s)', (login, keyring, keeps) => {
    expect(setUp(login, keyring).store.keeps()).toBe(keeps);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '7',
    '{"target":"prod-tap"}',
    JSON.stringify({ ...role, credentials: { ...role.credentials, expires: 'soon' } }),
  ])('that were damaged are left out: %s', async (text) => {
    const { login, store } = setUp();
    await login.save(new Map([['role prod-tap', text]]));
    await login.save(new Map([...login.secrets, ['mfa AKIA1 x', text]]));
    expect(await store.load()).toEqual({ mfa: [], roles: [] });
  });

  it('with an asker that nobody knows are nobody’s', async () => {
    const { login, store } = setUp();
    await login.save(new Map([['role prod-tap', JSON.stringify({ ...role, asker: { kind: 'ghost' } })]]));
    expect((await store.load()).roles[0]?.asker).toEqual({ kind: 'renewal' });
  });
});

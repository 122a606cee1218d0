import { describe, expect, it } from 'vitest';
import type { KeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import type { KeyMove } from '../../../../src-main/aws/files/key-files.adapter.ts';
import type { ProcessLine } from '../../../../src-main/aws/files/process-files.ts';
import type { LongTermKeys } from '../../../../src-main/aws/sources/source-types.ts';
import type { KeyDraft } from '../../../../src-main/contract/access-keys/first-run.ts';
import type { StrayKey } from '../../../../src-main/contract/access-keys/stray-keys.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { createFakeFiles } from '../../../fakes/files.ts';
import { refusal } from '../../../fakes/sts.ts';
import { config, credentials, type FakeWorldOptions, jane } from '../../../fakes/world.ts';
import { openStage } from './page-fixture.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const typed = (text = `${id}\n${secret}`) => new TextEncoder().encode(text);

/** A key store in memory, which may refuse. */
const memoryStore = (why?: 'absent' | 'locked') => {
  const kept = new Map<string, LongTermKeys>();
  const store: KeptKeys & { readonly kept: typeof kept } = {
    kept,
    ids: async () => new Map([...kept].map(([profile, { accessKeyId }]) => [profile, { accessKeyId }])),
    list: async () => [...kept].map(([profile, { accessKeyId }]) => ({ profile, accessKeyId, under: 'keyring' })),
    load: async (source) => ok(kept.get(source) ?? { accessKeyId: source, secretAccessKey: '' }),
    keep: async (profile, key) => {
      if (why) return failed({ code: 'key-store-closed', why });
      kept.set(profile, key);
      return ok(undefined);
    },
    unlockable: async () => ok(undefined),
    lock: async () => {},
    unlock: async () => ok(undefined),
    remove: async () => ok(undefined),
  };
  return store;
};

/** The page of the first door, with files whose plans name what they are asked. */
const openPage = async (options: FakeWorldOptions & { readonly store?: ReturnType<typeof memoryStore> } = {}) => {
  const { store: keyStore = memoryStore(), ...rest } = options;
  const files = createFakeFiles({ config: 'config' in rest ? rest.config : undefined, credentials: rest.credentials }, keyStore);
  const planned = (file: string, text: string) => ok([{ file, diff: [{ kind: 'add', line: 1, text } as const] }]);
  const returned: LongTermKeys[] = [];
  Object.assign(files, {
    planMove: async ({ line }: { line: { target: string; region?: string } }) =>
      planned(files.paths.config, `${line.target} ${line.region}`),
    planReturn: async ({ profile }: { profile: string }) => planned(files.paths.credentials, profile),
    moveKeys: async ({ line }: { line: ProcessLine }) => files.writeProcess(line),
    returnKeys: async ({ profile, keys }: { profile: string; keys: LongTermKeys }) => {
      returned.push(keys);
      files.text = {
        ...files.text,
        credentials: `[${profile}]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
      };
      files.changed();
      return ok(undefined);
    },
  });
  const stage = await openStage({ ...rest, files, keyStore });
  const told: string[] = [];
  stage.app.subscribe((snapshot) => told.push(JSON.stringify(snapshot)));
  expect(stage.taken('openFirstRun', { door: 'key', source: '' })).toBe(true);
  const view = () => stage.app.snapshot().firstRun;
  const idle = () => stage.until(({ firstRun }) => firstRun?.working === false);
  const profileStage = async () => {
    const { firstRun } = await stage.until(({ firstRun: now }) => now?.stage.kind === 'profile' && !now.working);
    if (firstRun?.stage.kind !== 'profile') throw new Error('not there');
    return firstRun.stage;
  };
  return {
    ...stage,
    keyStore,
    returned,
    told,
    view,
    idle,
    profileStage,
    draft: async (): Promise<KeyDraft> => (await profileStage()).draft,
  };
};

describe('an access key in the window', () => {
  it('is checked, gets the name of its user, and is kept under what was shown', async () => {
    const { taken, draft, profileStage, keyStore, until, told } = await openPage();
    const bytes = typed();
    expect(taken('checkKey', { key: bytes })).toBe(true);
    expect([...bytes].every((byte) => byte === 0)).toBe(true);
    const { changes, userArn, accessKeyId } = await profileStage();
    expect({ userArn, accessKeyId }).toEqual({ userArn: 'arn:aws:iam::111122223333:user/jane', accessKeyId: id });
    expect(changes).toMatchObject([{ diff: [{ text: 'jane us-east-1' }] }]);
    const own = await draft();
    expect(taken('addKey', { draft: { ...own, profile: 'other' } })).toBe(false);
    expect(taken('addKey', { draft: own })).toBe(true);
    const { setup } = await until(({ firstRun }) => firstRun?.stage.kind === 'setup');
    expect(setup).toMatchObject({ source: 'jane', kind: 'store', roles: 0, opened: false });
    expect([...keyStore.kept]).toEqual([['jane', { accessKeyId: id, secretAccessKey: secret }]]);
    expect(told.filter((snapshot) => snapshot.includes(secret))).toEqual([]);
  });

  it('takes the next name where the user’s is a profile already, and says so of one that is typed', async () => {
    const { taken, draft, until } = await openPage({ config: '[profile jane]\nregion = eu-central-1\n' });
    taken('checkKey', { key: typed() });
    expect(await draft()).toMatchObject({ profile: 'jane-2' });
    expect(taken('planKey', { draft: { ...(await draft()), profile: 'jane' } })).toBe(true);
    const { firstRun } = await until(({ firstRun: now }) => now?.problem !== undefined);
    expect(firstRun).toMatchObject({ problem: { code: 'profile-exists', profile: 'jane' }, stage: { changes: [] } });
    expect(taken('addKey', { draft: { ...(await draft()), profile: 'jane' } })).toBe(false);
  });

  it('shows the plan of the newest draft only', async () => {
    const { taken, draft, profileStage, files } = await openPage();
    taken('checkKey', { key: typed() });
    const own = await draft();
    // The older a plan, the later it comes.
    const { planMove } = files;
    const asked: (() => void)[] = [];
    Object.assign(files, {
      planMove: async (move: KeyMove) => {
        await new Promise<void>((resolve) => {
          asked.unshift(resolve);
        });
        return planMove(move);
      },
    });
    for (const profile of ['a', 'ab', 'abc']) taken('planKey', { draft: { ...own, profile } });
    await settle();
    expect(asked.length).toBe(3);
    for (const answer of asked) answer();
    await settle();
    expect(await profileStage()).toMatchObject({ draft: { profile: 'abc' }, changes: [{ diff: [{ text: 'abc us-east-1' }] }] });
  });

  it.each([
    ['swapped fields', `${secret}\n${id}`, { code: 'access-key-malformed', why: 'swapped' }],
    ['a secret without its last character', `${id}\n${secret.slice(1)}`, { code: 'access-key-malformed', why: 'odd-secret', length: 39 }],
    ['no secret', `${id}\n`, { code: 'access-key-malformed', why: 'no-secret' }],
  ])('is refused for %s without asking AWS', async (_, text, problem) => {
    const { taken, view, sts } = await openPage();
    taken('checkKey', { key: typed(text) });
    expect(view()).toMatchObject({ stage: { kind: 'key' }, working: false, problem });
    expect(sts.actions()).toEqual([]);
  });

  it.each([
    [
      { code: 'keys-refused', source: id },
      { code: 'access-key-refused', why: 'unknown' },
    ],
    [
      { code: 'secret-wrong', source: id },
      { code: 'access-key-refused', why: 'secret' },
    ],
    [
      { code: 'root-keys', source: id },
      { code: 'access-key-refused', why: 'root' },
    ],
    [{ code: 'throttled' }, { code: 'throttled' }],
  ] as const)('says what AWS says of it: %o', async (said, problem) => {
    const stage = await openPage();
    Object.assign(stage.sts, { callerIdentity: async () => refusal(said) });
    stage.taken('checkKey', { key: typed() });
    await stage.idle();
    await stage.until(({ firstRun }) => firstRun?.problem !== undefined);
    expect(stage.view()).toMatchObject({ stage: { kind: 'key' }, problem });
    // A second try begins without the first one's words.
    stage.taken('checkKey', { key: typed(`${id}\n`) });
    expect(stage.view()?.problem).toMatchObject({ code: 'access-key-malformed' });
  });

  it('need not be typed again where AWS could not be asked; a refused one does', async () => {
    const stage = await openPage();
    const { callerIdentity } = stage.sts;
    Object.assign(stage.sts, { callerIdentity: async () => refusal({ code: 'throttled' }) });
    stage.taken('checkKey', { key: typed() });
    await stage.until(({ firstRun }) => firstRun?.problem?.code === 'throttled');
    Object.assign(stage.sts, { callerIdentity });
    expect(stage.taken('retryKey', null)).toBe(true);
    expect(await stage.draft()).toMatchObject({ profile: 'jane' });
    stage.taken('forgetKey', null);
    Object.assign(stage.sts, { callerIdentity: async () => refusal({ code: 'secret-wrong', source: id }) });
    stage.taken('checkKey', { key: typed() });
    await stage.until(({ firstRun }) => firstRun?.problem?.code === 'access-key-refused');
    expect(stage.taken('retryKey', null)).toBe(false);
  });

  it('is offered the credentials file where there is no key store, and only then', async () => {
    const { taken, draft, until, returned, keyStore } = await openPage({ store: memoryStore('absent') });
    taken('checkKey', { key: typed() });
    const own = await draft();
    taken('addKey', { draft: own });
    await until(({ firstRun }) => firstRun?.problem?.code === 'key-store-closed');
    const inFile = { ...own, keepIn: 'file' } as const;
    taken('planKey', { draft: inFile });
    await until(({ firstRun }) => firstRun?.stage.kind === 'profile' && !firstRun.working && firstRun.stage.draft.keepIn === 'file');
    taken('addKey', { draft: inFile });
    const { setup } = await until(({ firstRun }) => firstRun?.stage.kind === 'setup');
    expect(setup).toMatchObject({ source: 'jane', kind: 'file' });
    expect(returned).toEqual([{ accessKeyId: id, secretAccessKey: secret }]);
    expect(keyStore.kept.size).toBe(0);
  });

  it('is kept under a passphrase, whose bytes are overwritten, and under none without one', async () => {
    const store = memoryStore('absent');
    const given: unknown[] = [];
    Object.assign(store, { keep: async (...words: unknown[]) => ok(void given.push(words[3])) });
    const { taken, draft, until } = await openPage({ store });
    taken('checkKey', { key: typed() });
    const sealed = { ...(await draft()), keepIn: 'passphrase' } as const;
    taken('planKey', { draft: sealed });
    await until(({ firstRun }) => firstRun?.stage.kind === 'profile' && !firstRun.working && firstRun.stage.draft.keepIn === 'passphrase');
    expect(taken('addKey', { draft: sealed })).toBe(false);
    const passphrase = new TextEncoder().encode('correct horse');
    expect(taken('addKey', { draft: sealed, passphrase })).toBe(true);
    expect([...passphrase].every((byte) => byte === 0)).toBe(true);
    await until(({ firstRun }) => firstRun?.stage.kind === 'setup' || firstRun?.problem !== undefined);
    expect(given).toEqual([{ passphrase: 'correct horse' }]);
  });

  it.each(['forgetKey', 'closePage'])('is gone after %s: nothing adds it any more', async (leave) => {
    const { taken, draft, keyStore } = await openPage();
    taken('checkKey', { key: typed() });
    const own = await draft();
    expect(taken(leave, null)).toBe(true);
    await Promise.resolve();
    taken('openFirstRun', { door: 'key', source: '' });
    expect(taken('addKey', { draft: own })).toBe(false);
    expect(taken('retryKey', null)).toBe(false);
    expect(keyStore.kept.size).toBe(0);
  });

  it('stays where it is when its door is opened once more', async () => {
    const { taken, draft, view } = await openPage();
    taken('checkKey', { key: typed() });
    await draft();
    expect(taken('openFirstRun', { door: 'key', source: '' })).toBe(true);
    expect(view()?.stage.kind).toBe('profile');
  });
});

describe('how far a person is', () => {
  const device = { serial: jane, kind: 'virtual', enabledAt: 0 } as const;

  it('recognises the account of a plugged YubiKey by what IAM lists', async () => {
    const { app, taken, until } = await openStage({
      config: '[profile work]\nregion = eu-central-1\n',
      credentials,
      iam: { listMfaDevices: async () => ({ ok: true, value: [device] }) as const },
    });
    expect(app.snapshot().setup).toMatchObject({ source: 'work', kind: 'file', roles: 0 });
    expect(app.snapshot().setup?.device).toBeUndefined();
    expect(taken('openFirstRun', { door: 'files', source: 'work' })).toBe(true);
    const { setup } = await until((snapshot) => snapshot.setup?.device !== undefined);
    expect(setup?.device).toBe(jane);
  });

  it('looks again when the wizard was left, and takes another key from there on', async () => {
    let asked = 0;
    const { app, taken, until } = await openStage({
      config: '[profile work]\nregion = eu-central-1\n',
      credentials,
      iam: { listMfaDevices: async () => ({ ok: true, value: asked++ === 0 ? [] : [device] }) as const },
    });
    taken('openFirstRun', { door: 'files', source: 'work' });
    await settle();
    taken('openEnroll', { source: '', path: 'iam' });
    const { enroll } = await until((snapshot) => snapshot.enroll !== undefined);
    expect(app.snapshot().setup?.device).toBeUndefined();
    expect(asked).toBe(1);
    taken('enrollClose', { enroll: enroll?.id });
    await until((snapshot) => snapshot.setup?.device === jane);
    taken('openFirstRun', { door: 'files', source: '' });
    expect(app.snapshot().firstRun?.stage).toEqual({ kind: 'key' });
  });

  it('counts a device that a role names, and roles, without asking IAM', async () => {
    const { app } = await openStage({ config, credentials });
    expect(app.snapshot().setup).toMatchObject({ source: 'work', device: jane, roles: 2, opened: false });
  });

  it('is shown of the source that is furthest, not of the first', async () => {
    const first = '[ci]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\n\n';
    const { app, taken } = await openStage({ config, credentials: first + credentials });
    expect(app.snapshot().setup).toMatchObject({ source: 'work', device: jane });
    taken('openFirstRun', { door: 'files', source: 'ci' });
    expect(app.snapshot().setup).toMatchObject({ source: 'ci', roles: 0 });
  });

  it('knows no source in an empty home', async () => {
    const { app, taken } = await openStage({ config: undefined, credentials: undefined });
    expect(app.snapshot().setup).toEqual({ roles: 0, opened: false });
    expect(taken('openFirstRun', { door: 'key', source: 'work' })).toBe(false);
  });

  it('shows access keys that lie about behind the door of the files, anew with each reading of these', async () => {
    let found: readonly StrayKey[] = [{ where: 'backup', file: '/home/jane/.aws/credentials~' }];
    const { taken, until, files } = await openStage({ config, credentials, strayKeys: async () => found });
    taken('openFirstRun', { door: 'files', source: '' });
    await until(({ firstRun }) => firstRun?.strays.length === 1);
    found = [];
    files.changed();
    await until(({ firstRun }) => firstRun?.strays.length === 0);
  });

  it('asks AWS about a source on a person’s word', async () => {
    const { taken, until, sts } = await openStage({ config, credentials });
    taken('openFirstRun', { door: 'elsewhere', source: '' });
    expect(sts.actions()).toEqual([]);
    taken('checkSource', { source: 'work' });
    const { firstRun } = await until((snapshot) => snapshot.firstRun?.sources[0]?.check === 'works');
    expect(firstRun?.sources).toEqual([{ profile: 'work', kind: 'file', check: 'works' }]);
    expect(sts.actions()).toEqual(['callerIdentity']);
  });
});

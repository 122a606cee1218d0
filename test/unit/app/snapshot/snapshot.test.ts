import { describe, expect, it } from 'vitest';
import { emptyCatalog } from '../../../../src-main/app/roles/catalog.ts';
import { createCatalog } from '../../../../src-main/app/roles/role-files.ts';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import { toSnapshot } from '../../../../src-main/app/snapshot/snapshot.ts';
import type { SnapshotFacts } from '../../../../src-main/app/snapshot/snapshot-facts.ts';
import { initialState, type State } from '../../../../src-main/app/state/state.ts';
import { withNotice, withTap } from '../../../../src-main/app/state/store.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';
import type { OwnedTarget } from '../../../../src-main/aws/targets/target-types.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import type { Account } from '../../../../src-main/card/oath/oath-account.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { config, createKey, credentials, jane, never, openApp, question, start } from '../../../fakes/world.ts';

const facts: SnapshotFacts = {
  revision: 1,
  now: start,
  paths: { config: '/c', credentials: '/k' },
  demo: false,
  catalog: emptyCatalog,
};

const picture = (state: State, given: SnapshotFacts) =>
  toSnapshot(state, {
    ...given,
    catalog:
      state.files.kind === 'read'
        ? createCatalog()({ profiles: state.files.profiles, added: [], found: {} }, [], state.settings)
        : emptyCatalog,
  });

const account = (id: string, change: Partial<Account> = {}): Account => ({
  id,
  idBytes: utf8(id),
  name: id,
  kind: 'totp',
  algorithm: 'sha1',
  period: 30,
  touch: 'required',
  ...change,
});

const key = (accounts: readonly Account[], change: Partial<Key> = {}): Key => ({
  id: '1',
  name: 'YubiKey 5',
  firmware: '5.4.3',
  formFactor: 'USB-A keychain',
  oath: 'ready',
  busy: false,
  accounts,
  ...change,
});

const filesOf = (configText: string, targets: readonly OwnedTarget[] = []): State['files'] => ({
  kind: 'read',
  profiles: {
    ...readProfiles({
      config: { file: '/c', document: parseIni(utf8(configText)) },
      credentials: { file: '/k', document: parseIni(utf8(credentials)) },
      env: {},
    }),
    targets,
  },
});

const target = (change: Partial<OwnedTarget> = {}): OwnedTarget => ({
  target: 'dev-tap',
  roleArn: 'arn:aws:iam::444455556666:role/Developer',
  profile: 'dev',
  via: 'direct',
  since: start - 1,
  expires: start + 3_600_000,
  accessKeyId: 'ASIA1',
  place: { file: '/k', line: 4 },
  ...change,
});

const roleOf = (state: State, change: Partial<SnapshotFacts> = {}) => picture(state, { ...facts, ...change }).roles[0];

describe('no secret', () => {
  it('is in any snapshot of a whole run', async () => {
    const clock = createFakeClock(start);
    const usb = createKey(clock, { password: secrets.password });
    const { app, told, until } = await openApp({ clock, yubikeys: { usb } });
    app.run('tap', { role: 'dev' });
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: `${secrets.password}!`, remember: true });
    const again = await until((snapshot) => question(snapshot, 'password')?.wrong === true);
    app.run('answerPassword', { waiting: question(again, 'password')?.id, password: secrets.password, remember: true });
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    await settle();
    usb.touch();
    await until(({ sessions }) => sessions.length === 1);
    await app.tap({ role: 'dev', target: 'work' }, never());
    await app.end('work');
    await app.endAll();
    const all = JSON.stringify([...told, app.snapshot()]);
    expect(told.length).toBeGreaterThan(5);
    expect(all).toContain('ASIA2');
    expect(all).not.toContain('SECRET');
    expect(all).not.toContain('AKIAWORK');
    for (const name of ['secretAccessKey', 'sessionToken', 'password":', 'accessKey"']) expect(all).not.toContain(name);
  });
});

describe('a snapshot', () => {
  it('has a higher number than the one before, and one is told for all changes of a turn', async () => {
    const { app, told, files, setOffset } = await openApp();
    const first = app.snapshot().revision;
    files.changed();
    await settle();
    setOffset(1);
    setOffset(2);
    await settle();
    expect(told.map(({ revision }) => revision).slice(-2)).toEqual([first + 1, first + 2]);
    expect(app.snapshot()).toMatchObject({ revision: first + 2, clock: { offsetMillis: 2, measured: true } });
  });
});

describe('the card', () => {
  it.each([
    ['starting', { kind: 'starting' }, { kind: 'starting' }],
    [
      'without a service',
      { kind: 'no-service', problem: { code: 'card-service-missing' } },
      { kind: 'no-service', problem: { code: 'card-service-missing' } },
    ],
    ['without a key', { kind: 'ready', keys: [] }, { kind: 'no-key' }],
    ['with another card', { kind: 'ready', keys: [], others: ['Canokeys Canokey'] }, { kind: 'no-key', others: ['Canokeys Canokey'] }],
  ] as const)('is shown %s', (_, keys, card) => {
    expect(picture({ ...initialState, keys }, facts).card).toEqual(card);
  });

  it('shows what AWS could take, and whose it looks', () => {
    const keys = [
      key([account(jane), account('Corp:a', { digits: 8 }), account(`AWS:${jane}`, { algorithm: 'sha256' })], {
        serial: 5,
        heldBy: 'scdaemon',
      }),
    ];
    const { card } = picture({ ...initialState, keys: { kind: 'ready', keys } }, facts);
    expect(card).toMatchObject({ kind: 'present', keys: [{ serial: 5, heldBy: 'scdaemon' }] });
    expect(card.kind === 'present' && card.keys[0]?.accounts.map(({ forAws, user, accountId }) => [forAws, user, accountId])).toEqual([
      [true, 'jane', '111122223333'],
      [false, undefined, undefined],
      [false, 'jane', '111122223333'],
    ]);
    expect(JSON.stringify(card)).not.toContain('idBytes');
  });
});

describe('a role', () => {
  const state: State = { ...initialState, files: filesOf(config) };

  it('is idle, active, expiring and idle again', () => {
    const active: State = { ...initialState, files: filesOf(config, [target({ expires: start + 300_001 })]) };
    expect(roleOf(state)?.state).toEqual({ kind: 'idle' });
    expect(roleOf(active)).toMatchObject({ state: { kind: 'active', expiring: false }, can: { tap: true, end: true }, target: 'dev-tap' });
    expect(roleOf(active, { now: start + 1 })?.state).toMatchObject({ expiring: true });
    expect(roleOf(active, { now: start + 300_001 })).toMatchObject({ state: { kind: 'idle' }, can: { end: false } });
  });

  it('shows what goes on with it before what it has', () => {
    const active: State = { ...initialState, files: filesOf(config, [target()]) };
    expect(roleOf(withTap('dev', { kind: 'waiting', for: 'touch' })(active))).toMatchObject({
      state: { kind: 'waiting', for: 'touch' },
      can: { tap: false, end: true },
    });
    const failure = { kind: 'failed', problem: { code: 'throttled' } } as const;
    expect(roleOf(withTap('dev', failure)(active))).toMatchObject({ state: failure, can: { tap: true } });
    expect(roleOf(withTap('dev', undefined)(withTap('dev', failure)(active)))?.state.kind).toBe('active');
  });

  it('has the session of a target with another name, and not another role’s', () => {
    const named: State = { ...initialState, files: filesOf(config, [target({ target: 'here' })]) };
    expect(roleOf(named)).toMatchObject({ target: 'here', state: { kind: 'active' } });
    const others: State = { ...initialState, files: filesOf(config, [target({ roleArn: 'arn:aws:iam::444455556666:role/Old' })]) };
    expect(roleOf(others)).toMatchObject({ target: 'dev-tap', state: { kind: 'idle' } });
    expect(picture(others, facts).sessions).toHaveLength(1);
  });

  it('is direct when more than an hour is wanted and allowed', () => {
    const long: State = { ...initialState, files: filesOf(config.replace('[profile dev]', '[profile dev]\nduration_seconds = 7200')) };
    const roleArn = 'arn:aws:iam::444455556666:role/Developer';
    expect(roleOf(state)).toMatchObject({ via: 'mfa-session', durationSeconds: 3600 });
    expect(roleOf(long)).toMatchObject({ via: 'direct', durationSeconds: 7200 });
    const limited = (seconds: number): State => ({ ...long, settings: { ...defaultSettings, roleMaximumSeconds: { [roleArn]: seconds } } });
    expect(roleOf(limited(3600))).toMatchObject({
      via: 'mfa-session',
      durationSeconds: 3600,
    });
    expect(roleOf(limited(36_000))).toMatchObject({
      durationSeconds: 7200,
    });
  });

  it('may be called __proto__', () => {
    const odd: State = { ...initialState, files: filesOf(config.replace('[profile dev]', '[profile __proto__]')) };
    const tapped = withTap('__proto__', { kind: 'waiting', for: 'card' })(odd);
    expect(roleOf(tapped)).toMatchObject({ profile: '__proto__', state: { kind: 'waiting' } });
    expect(picture(tapped, facts).roles[1]?.state).toEqual({ kind: 'idle' });
  });
});

describe('the code card', () => {
  const codeOf = (accounts: readonly Account[], configText = config) =>
    picture({ ...initialState, files: filesOf(configText), keys: { kind: 'ready', keys: [key(accounts)] } }, facts);

  it('takes the account that most roles use, else one that looks like AWS, else any that AWS could take', () => {
    const joe = 'arn:aws:iam::111122223333:mfa/joe';
    expect(codeOf([account('Corp:a'), account(joe), account(jane)]).code.account).toEqual({
      keyId: '1',
      id: jane,
      label: 'jane @ 111122223333',
    });
    expect(codeOf([account('Corp:a'), account(joe)]).code.account?.id).toBe(joe);
    expect(codeOf([account('Corp:a')]).code.account?.label).toBe('Corp:a');
  });

  it('has none to take when there is none', () => {
    const { code, can } = codeOf([account('60/Corp:a', { period: 60 })]);
    expect(code).toEqual({ state: { kind: 'idle' } });
    expect(can.copyCode).toBe(false);
  });
});

describe('notices', () => {
  const kinds = (state: State, change: Partial<SnapshotFacts> = {}) => picture(state, { ...facts, ...change }).notices;

  it('tell of a clock that is off by more than five seconds', () => {
    const off = (offsetMillis: number, measured = true): State => ({
      ...initialState,
      clock: { ...initialState.clock, offsetMillis, measured },
    });
    expect(kinds(off(5_000))).toEqual([]);
    expect(kinds(off(5_001))).toEqual([{ kind: 'clock', seconds: 5 }]);
    expect(kinds(off(-5_001))).toEqual([{ kind: 'clock', seconds: -5 }]);
    expect(kinds(off(-90_400))).toEqual([{ kind: 'clock', seconds: -90 }]);
    expect(kinds(off(90_000, false))).toEqual([]);
  });

  it('tell once of each place that requests go to, of broken profiles and of odd lines', () => {
    const other = config.replaceAll('region =', 'endpoint_url = http://localhost:4566\nregion =');
    const text = `${other}\n[profile bad]\nrole_arn = nonsense\nsource_profile = work\n[odd]\n`;
    const state: State = { ...initialState, files: filesOf(text) };
    const notices = kinds(state);
    expect(notices.filter(({ kind }) => kind === 'profile')).toMatchObject([{ profile: 'bad', problem: { code: 'role-arn-bad' } }]);
    expect(notices.filter(({ kind }) => kind === 'file')).toMatchObject([{ file: '/c', flaw: 'section-without-profile-prefix' }]);
    expect(notices.filter(({ kind }) => kind === 'endpoint')).toMatchObject([{ url: 'http://localhost:4566' }]);
    const inDemo = kinds(state, { demo: true });
    expect(inDemo[0]).toEqual({ kind: 'demo', config: '/c', credentials: '/k' });
    expect(inDemo.some(({ kind }) => kind === 'endpoint')).toBe(false);
  });

  it('on the same thing replace each other', () => {
    const duration = (gotSeconds: number) => withNotice({ kind: 'duration', roleArn: 'r', askedSeconds: 7200, gotSeconds });
    const problem = withNotice({ kind: 'problem', problem: { code: 'throttled' } });
    const state = problem(duration(3600)(problem(duration(1800)(initialState))));
    expect(state.notices).toEqual([
      { kind: 'duration', roleArn: 'r', askedSeconds: 7200, gotSeconds: 3600 },
      { kind: 'problem', problem: { code: 'throttled' } },
    ]);
  });
});

describe('files', () => {
  it.each([
    ['loading', { kind: 'loading' }, { state: 'loading' }],
    [
      'unreadable',
      { kind: 'failed', problem: { code: 'symlink-broken', file: '/c', to: '/d' } },
      { state: 'ready', problem: { code: 'symlink-broken' } },
    ],
  ] as const)('are shown %s', (_, files, shown) => {
    expect(picture({ ...initialState, files }, facts)).toMatchObject({
      files: { config: '/c', credentials: '/k', ...shown },
      roles: [],
    });
  });

  it('are shown as missing and as ready', () => {
    const { profiles } = filesOf(config) as Extract<State['files'], { kind: 'read' }>;
    const shown = (found: boolean) =>
      picture({ ...initialState, files: { kind: 'read', profiles: { ...profiles, found } } }, facts).files.state;
    expect([shown(false), shown(true)]).toEqual(['missing', 'ready']);
  });

  it('say what names them where they are missing, one as well as both', () => {
    const { profiles } = filesOf(config) as Extract<State['files'], { kind: 'read' }>;
    const missing = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'].map((variable) => ({ variable, file: `/${variable}` }));
    const shown = (change: Partial<typeof profiles>) =>
      picture({ ...initialState, files: { kind: 'read', profiles: { ...profiles, missing, ...change } } }, facts);
    expect(shown({ found: false }).files).toEqual({
      config: '/c',
      credentials: '/k',
      state: 'missing',
      named: missing.map(({ variable }) => variable),
    });
    // Without the config file there are no roles, and what names it is to be corrected.
    expect(shown({ found: true }).files).toMatchObject({ state: 'ready', named: missing.map(({ variable }) => variable) });
    const told = (change: Partial<typeof profiles>) =>
      shown(change).notices.flatMap((notice) =>
        notice.kind === 'problem' && notice.problem.code === 'file-unreadable' ? notice.problem.file : [],
      );
    expect(told({ found: false })).toEqual([]);
    expect(told({ found: true, sources: [] })).toEqual(['/AWS_CONFIG_FILE', '/AWS_SHARED_CREDENTIALS_FILE']);
    // Roletap makes the credentials file when a session opens.
    const source = { profile: 'jane', endpoint: { region: 'us-east-1' } } as (typeof profiles)['sources'][number];
    expect(told({ found: true, sources: [source] })).toEqual(['/AWS_CONFIG_FILE']);
  });

  it('tell where the app is to somebody with a tray who has not opened a role yet', () => {
    const system = { ...initialState.system, inTray: true };
    const home = { kind: 'home' } as const;
    expect(picture({ ...initialState, system }, facts).notices).toContainEqual(home);
    expect(picture(initialState, facts).notices).not.toContainEqual(home);
    const settings = { ...initialState.settings, recents: ['dev'] };
    expect(picture({ ...initialState, system, settings }, facts).notices).not.toContainEqual(home);
  });

  it.each([
    ['[profile a]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = gone\n', { code: 'source-missing', source: 'gone' }],
    ['[profile a]\nrole_arn = arn:aws:iam::111122223333:role/A\ncredential_source = Environment\n', undefined],
    ['', undefined],
    // What a line does that `aws` refuses the file for comes before what may follow from it.
    [
      '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = gone\n[profile gone\nregion = eu-central-1\n',
      { code: 'file-refused', line: 4, flaw: 'section-not-closed' },
    ],
  ])('say what is wrong with the roles when none is right: %j', (text, problem) => {
    const { files } = picture({ ...initialState, files: filesOf(text) }, facts);
    expect(files.state).toBe('ready');
    if (problem) expect(files.problem).toMatchObject(problem);
    else expect(files.problem).toBeUndefined();
  });
});

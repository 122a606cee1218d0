import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-main/app/ports.ts';
import { defaultPreferences, settingsFrom } from '../../../../src-main/app/settings.ts';
import type { CommandPlace } from '../../../../src-main/contract/preferences.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { canoKeyAtr } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { createKey, openApp, start } from '../../../fakes/world.ts';
import { openStage } from './page-fixture.ts';

const prodArn = 'arn:aws:iam::777788889999:role/Admin';
const goneArn = 'arn:aws:iam::777788889999:role/Gone';

describe('the page of settings', () => {
  it('takes tokens of other brands as soon as that is set', async () => {
    const clock = createFakeClock(start);
    const token = createKey(clock, { atr: canoKeyAtr, otherApplets: false });
    const { app, until } = await openApp({ clock, yubikeys: { 'Canokeys Canokey 00 00': token } });
    expect(app.snapshot().card).toEqual({ kind: 'no-key', others: ['Canokeys Canokey'] });
    app.run('setPreference', { name: 'otherTokens', value: true });
    const { card } = await until((snapshot) => snapshot.card.kind === 'present');
    expect(card).toMatchObject({ keys: [{ name: 'Canokeys Canokey' }] });
    app.run('setPreference', { name: 'otherTokens', value: false });
    await until((snapshot) => snapshot.card.kind === 'no-key');
  });

  it('opens with our folder and the guarded roles, by the name that each goes by', async () => {
    const { app, taken } = await openStage({ settings: { guards: { [prodArn]: true, [goneArn]: true, 'arn:aws:iam::1:role/no': false } } });
    expect(app.snapshot().settings).toBeUndefined();
    expect(taken('openSettings', null)).toBe(true);
    expect(app.snapshot().settings).toEqual({
      folder: '/home/jane/.config/roletap',
      shortcut: 'off',
      canStartAtLogin: false,
      guarded: [{ roleArn: prodArn, profile: 'prod' }, { roleArn: goneArn }],
      programs: [],
      about: { version: '', runtime: '' },
    });
    expect(taken('closePage', null)).toBe(true);
    expect(app.snapshot().settings).toBeUndefined();
    expect(taken('closePage', null)).toBe(false);
  });

  it('puts the diagnostics on the clipboard, and says so', async () => {
    const { taken, until, clipboard } = await openStage({ front: { diagnostics: async ({ accounts }) => `what runs, ${accounts}` } });
    expect(taken('openSettings', null)).toBe(true);
    expect(taken('copyDiagnostics', { accounts: true })).toBe(true);
    await until(({ settings }) => settings?.copied === true);
    expect(clipboard.text()).toBe('what runs, true');
  });

  it('installs the command and takes it away, and says what went wrong', async () => {
    let place: CommandPlace = 'absent';
    const asked: boolean[] = [];
    const set = async (wanted: boolean) => {
      asked.push(wanted);
      if (asked.length > 2) return failed({ code: 'file-read-only', file: '/home/jane/.local/bin/roletap', errno: 'EACCES' } as const);
      place = wanted ? 'installed' : 'absent';
      return ok(place);
    };
    const { taken, until } = await openStage({ front: { command: { place: async () => place, set } } });
    expect(taken('openSettings', null)).toBe(true);
    await until(({ settings }) => settings?.command === 'absent');
    expect(taken('setCommand', { wanted: true })).toBe(true);
    await until(({ settings }) => settings?.command === 'installed');
    expect(taken('setCommand', { wanted: false })).toBe(true);
    await until(({ settings }) => settings?.command === 'absent');
    expect(taken('setCommand', { wanted: true })).toBe(true);
    expect((await until(({ settings }) => settings?.problem !== undefined)).settings?.problem).toMatchObject({ code: 'file-read-only' });
    expect(asked).toEqual([true, false, true]);
  });

  it('shows what the system said of the shortcut and of starting at login, also when it was said before', async () => {
    const { app, taken } = await openStage();
    await app.handle({ kind: 'shortcut', state: 'taken' });
    await app.handle({ kind: 'login-item', possible: true });
    taken('openSettings', null);
    expect(app.snapshot().settings).toMatchObject({ shortcut: 'taken', canStartAtLogin: true });
    await app.handle({ kind: 'shortcut', state: 'on' });
    expect(app.snapshot().settings).toMatchObject({ shortcut: 'on', canStartAtLogin: true });
  });

  it('changes a preference at once, in the snapshot and on the disk, and tells it', async () => {
    const { app, until, taken, world } = await openStage();
    const told = until(({ preferences }) => preferences.clipboardSeconds === 45);
    expect(taken('setPreference', { name: 'clipboardSeconds', value: 45 })).toBe(true);
    expect(world.settings.get().clipboardSeconds).toBe(45);
    expect((await told).preferences).toEqual({ ...defaultPreferences, clipboardSeconds: 45 });
    expect(app.run('setPreference', { name: 'clipboardSeconds', value: 4 })).toEqual({ accepted: false, why: 'bad-payload' });
    expect(app.run('setPreference', { name: 'addedRoles', value: [] })).toEqual({ accepted: false, why: 'bad-payload' });
    expect(world.settings.get().clipboardSeconds).toBe(45);
  });

  it('shows what another program wrote into the file, and what it marked', async () => {
    const { app, until, world } = await openStage();
    const told = until(({ preferences }) => preferences.endOnLock);
    world.settings.update({ endOnLock: true, pinned: ['dev'], targetSuffix: '-now' });
    expect((await told).roles.find(({ id }) => id === 'dev')).toMatchObject({ pinned: true, target: 'dev-now' });
    // A change of ours keeps what is in the file by then.
    app.run('setPreference', { name: 'noFiles', value: true });
    expect(world.settings.get()).toMatchObject({ endOnLock: true, pinned: ['dev'], noFiles: true });
  });

  it('keeps a copied code as long as the preference says when it is copied', async () => {
    const clock = createFakeClock(Date.UTC(2026, 10, 22, 4));
    const key = createKey(clock, { accounts: [{ id: 'arn:aws:iam::111122223333:mfa/jane', secret: new Uint8Array(20), touch: false }] });
    const { app, until, taken } = await openStage({ clock, yubikeys: { usb: key } });
    taken('setPreference', { name: 'clipboardSeconds', value: 60 });
    const { code } = app.snapshot();
    taken('copyCode', { keyId: code.account?.keyId, account: code.account?.id });
    const copied = (await until((snapshot) => snapshot.code.state.kind === 'copied')).code.state;
    expect(copied.kind === 'copied' && copied.clearsAt - clock.now()).toBe(60_000);
    // The ring of the code card goes round in just this time.
    expect(copied.kind === 'copied' && copied.clearsAt - copied.copiedAt).toBe(60_000);
  });

  it('goes back to what a new user has, and keeps names, marks, favourites, guards and added roles', async () => {
    const kept: Partial<Settings> = {
      favourites: ['prod'],
      pinned: ['dev'],
      guards: { [prodArn]: true },
      aliases: { '777788889999': 'acme' },
      colours: { '777788889999': 'red' },
      addedRoles: [{ name: 'ops', roleArn: goneArn, source: 'work' }],
    };
    const { app, taken, world } = await openStage({ settings: { ...kept, clipboardSeconds: 45, noFiles: true, theme: 'dark' } });
    expect(taken('resetPreferences', null)).toBe(true);
    expect(app.snapshot().preferences).toEqual(defaultPreferences);
    expect(world.settings.get()).toMatchObject(kept);
  });

  it('forgets what was learned when it resets: picked accounts, longest durations, which key holds what', async () => {
    const learned = { pickedAccounts: { [prodArn]: 'Corp:a' }, roleMaximumSeconds: { [prodArn]: 7200 }, knownKeys: { 'Corp:a': [1001] } };
    const { taken, world } = await openStage({ settings: learned });
    taken('resetPreferences', null);
    expect(world.settings.get()).toMatchObject({ pickedAccounts: {}, roleMaximumSeconds: {}, knownKeys: {} });
    expect(world.settings.get().knownKeys).toEqual({});
  });

  it('exports all settings as JSON that a person can read, with no secret in it', async () => {
    const saved: [string, string][] = [];
    const { taken, world } = await openStage({
      settings: { guards: { [prodArn]: true }, clipboardSeconds: 45 },
      front: {
        saveFile: async (name, text) => {
          saved.push([name, String(text)]);
          return ok(true);
        },
      },
    });
    expect(taken('exportSettings', null)).toBe(true);
    await settle();
    const [name, text = ''] = saved[0] ?? [];
    expect(name).toBe('roletap-settings.json');
    expect(text).toContain('\n  "clipboardSeconds": 45,\n');
    expect(settingsFrom(JSON.parse(text))).toEqual(world.settings.get());
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });

  it('says in its place why an export could not be written, and no more when the next one could', async () => {
    let full = true;
    const problem = { code: 'disk-full', file: '/media/stick/roletap-settings.json' } as const;
    const { app, taken } = await openStage({ front: { saveFile: async () => (full ? failed(problem) : ok(true)) } });
    taken('openSettings', null);
    taken('exportSettings', null);
    await settle();
    expect(app.snapshot().settings?.problem).toEqual(problem);
    full = false;
    taken('exportSettings', null);
    await settle();
    expect(app.snapshot().settings?.problem).toBeUndefined();
    full = true;
    taken('closePage', null);
    taken('exportSettings', null);
    await settle();
    expect(app.snapshot().notices).toContainEqual({ kind: 'problem', problem });
  });

  it('shows our folder in the file manager', async () => {
    const opened: string[] = [];
    const { taken } = await openStage({ front: { openFolder: (path) => opened.push(path) } });
    expect(taken('openFolder', null)).toBe(true);
    expect(opened).toEqual(['/home/jane/.config/roletap']);
  });

  it('shows the AWS files, and no other', async () => {
    const opened: string[] = [];
    const { taken } = await openStage({ front: { openFile: (path) => opened.push(path) } });
    expect(taken('openAwsFile', { which: 'config' })).toBe(true);
    expect(taken('openAwsFile', { which: 'credentials' })).toBe(true);
    expect(taken('openAwsFile', { which: '/etc/passwd' })).toBe(false);
    expect(opened).toEqual(['/home/jane/.aws/config', '/home/jane/.aws/credentials']);
  });

  it('shows the log', async () => {
    let shown = 0;
    const openLog = () => {
      shown += 1;
    };
    const { taken } = await openStage({ front: { openLog } });
    expect(taken('openLog', null)).toBe(true);
    expect(shown).toBe(1);
  });
});

describe('the pages of the wide window', () => {
  it('are open one at a time', async () => {
    const { app, taken } = await openStage();
    const open = () => (['settings', 'tools', 'addRole'] as const).filter((part) => app.snapshot()[part] !== undefined);
    taken('openSettings', null);
    expect(open()).toEqual(['settings']);
    taken('openTools', { role: 'dev' });
    expect(open()).toEqual(['tools']);
    taken('openAddRole', { role: '', roleArn: '', source: '' });
    expect(open()).toEqual(['addRole']);
    taken('openSettings', null);
    expect(open()).toEqual(['settings']);
  });

  it('give way when the devices are asked for', async () => {
    const { app, taken } = await openStage();
    taken('openSettings', null);
    expect(taken('openDevices', { source: 'work' })).toBe(true);
    expect(app.snapshot().settings).toBeUndefined();
    expect(app.snapshot().devices).toBeDefined();
  });
});

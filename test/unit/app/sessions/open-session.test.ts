import { describe, expect, it } from 'vitest';
import type { Iam } from '../../../../src-main/aws/iam/iam-types.ts';
import type { Asker } from '../../../../src-main/contract/values.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { config, createKey, credentials, jane, janeAccount, never, openApp, question, start } from '../../../fakes/world.ts';

const roleArn = 'arn:aws:iam::444455556666:role/Developer';
const terraform: Asker = { kind: 'program', name: 'terraform', pid: 4121, folder: '/home/jane/infra', sure: true };

const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const yubikeys = { usb: createKey(clock, { touchPolicy: 'automatic' }) };
  return openApp({ clock, yubikeys, ...options });
};
const inDev = (line: string) => config.replace('[profile dev]\n', `[profile dev]\n${line}\n`);
const withoutSerial = config.replaceAll(/^mfa_serial.*\n/gm, '');

/** An MFA session as another front end left it. */
const bought = (mfaSerial: string) => ({
  ...{ source: 'work', accessKeyId: 'AKIAWORK', mfaSerial, since: start },
  credentials: { accessKeyId: 'ASIAOLD', secretAccessKey: 's', sessionToken: 't', expires: start + 36_000_000 },
});

describe('a session bears the name', () => {
  const deviceOf = (name: string) => `arn:aws:iam::111122223333:mfa/${name}`;
  const named = async (options: Parameters<typeof openApp>[0], request = {}) => {
    const { app, sts } = await setUp(options);
    expect(await app.tap({ role: 'dev', ...request }, never())).toMatchObject({ ok: true });
    return sts.calls.at(-1)?.sessionName;
  };

  it('that is asked for, else that of the profile', async () => {
    expect(await named({ config: inDev('role_session_name = ci') }, { sessionName: 'deploy' })).toBe('deploy');
    expect(await named({ config: inDev('role_session_name = ci') })).toBe('ci');
  });

  it('of the device that the profile names, or its source', async () => {
    const stored = [bought(deviceOf('phone'))];
    expect(await named({ stored })).toBe('jane');
    const ofSource = withoutSerial.replace('[profile work]', `[profile work]\nmfa_serial = ${deviceOf('jane.doe')}`);
    expect(await named({ stored, config: ofSource })).toBe('jane.doe');
  });

  it('of the device that opened the MFA session where no profile names one, else of the user', async () => {
    const ofOther = { ...bought(deviceOf('bob')), accessKeyId: 'AKIABOB' };
    expect(await named({ stored: [ofOther, bought(deviceOf('phone'))], config: withoutSerial })).toBe('phone');
    const { app, sts } = await setUp({ stored: [ofOther], config: withoutSerial });
    await app.tap({ role: 'dev' }, never());
    expect(sts.calls.at(-1)).toMatchObject({ action: 'assumeRole', sessionName: 'jane' });
  });

  it.each([
    ['with what AWS allows in it', 'team/j~d:e', 'j-d-e'],
    ['cut at 64 characters', 'x'.repeat(65), 'x'.repeat(64)],
    ['of the program, where it is too short', 'j', 'roletap'],
    ['of two characters at least', 'jd', 'jd'],
  ])('%s', async (_, device, name) => {
    expect(await named({ stored: [bought(deviceOf(device))], config: withoutSerial })).toBe(name);
  });

  it('that AWS takes: another one is refused before anything is asked', async () => {
    const { app, sts, told } = await setUp();
    const problem = { code: 'setting-bad', profile: 'dev', setting: 'role_session_name', value: 'jane doe' };
    expect(await app.tap({ role: 'dev', sessionName: 'jane doe' }, never())).toEqual({ ok: false, problem });
    expect(sts.calls).toEqual([]);
    expect(told.flatMap(({ waiting }) => waiting)).toEqual([]);
  });

  it('and is not opened where nobody can say who the user is', async () => {
    const { app, sts } = await setUp({ config: withoutSerial });
    sts.script = () => refusal({ code: 'keys-refused', source: 'work' });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'keys-refused', source: 'work' } });
    expect(sts.codes()).toEqual([]);
  });
});

describe('a session lasts', () => {
  const asked = async (options: Parameters<typeof openApp>[0], request = {}) => {
    const { app, sts } = await setUp({ stored: [bought(jane)], ...options });
    expect(await app.tap({ role: 'dev', ...request }, never())).toMatchObject({ ok: true });
    return sts.calls.at(-1)?.seconds;
  };
  const guards = { [roleArn]: true };

  it('as long as is asked, else as the profile says, else as the person prefers', async () => {
    const settings = { roleSeconds: 1200 };
    expect(await asked({ settings, config: inDev('duration_seconds = 2700') }, { durationSeconds: 1800 })).toBe(1800);
    expect(await asked({ settings, config: inDev('duration_seconds = 2700') })).toBe(2700);
    expect(await asked({ settings })).toBe(1200);
  });

  it('no longer than the guard of its role allows', async () => {
    const settings = { guards, guardSeconds: 1800 };
    expect(await asked({ settings, config: inDev('duration_seconds = 7200') })).toBe(1800);
    expect(await asked({ settings }, { durationSeconds: 1000 })).toBe(1000);
  });

  it('an hour for a program, where the profile wants more and no touch is to be had', async () => {
    const { app, sts } = await setUp({ stored: [bought(jane)], config: inDev('duration_seconds = 28800') });
    expect(await app.credentials({ role: 'dev', asker: terraform, wait: false }, never())).toMatchObject({ ok: true });
    expect(sts.calls).toMatchObject([{ action: 'assumeRole', seconds: 3600 }]);
  });
});

describe('what a session leaves', () => {
  it('is all that is known of it, for other front ends and the next run', async () => {
    const opened = await setUp();
    await opened.app.tap({ role: 'dev' }, never());
    expect(opened.stored.roles).toEqual([
      {
        ...{ target: 'dev-tap', profile: 'dev', roleArn, source: 'work', sourceKey: 'AKIAWORK', via: 'mfa-session' },
        ...{ since: start, used: start, inFile: true, guarded: false, asker: { kind: 'person', front: 'terminal' } },
        given: [{ asker: { kind: 'person', front: 'terminal' }, until: start + 3_600_000 }],
        key: { name: 'YubiKey 5 NFC', serial: 12345678 },
        credentials: expect.objectContaining({ accessKeyId: 'ASIA2', expires: start + 3_600_000 }),
      },
    ]);
  });

  it.each([
    ['the profile says', 'dev', { region: 'us-west-2' }, 'eu-west-1'],
    ['the person prefers', 'prod', { region: 'us-west-2' }, 'us-west-2'],
    ['the calls of its source go', 'prod', {}, 'eu-central-1'],
  ])('in the file has the region that %s', async (_, role, settings, region) => {
    const { app, files } = await setUp({ settings });
    await app.tap({ role }, never());
    expect(files.written).toMatchObject([{ target: `${role}-tap`, region }]);
  });

  it('in the file has the settings of its profile', async () => {
    const { app, files } = await setUp({ config: inDev('endpoint_url = http://127.0.0.1:4566') });
    await app.tap({ role: 'dev' }, never());
    const settings = ['endpoint_url = http://127.0.0.1:4566', 'region = eu-west-1'].map((line) => ({
      key: line.split(' ')[0],
      lines: [line],
    }));
    expect(files.written).toMatchObject([{ settings }]);
  });

  it('in the file has the settings of its source where it has no profile', async () => {
    const added = { name: 'extra', roleArn: roleArn.replace('Developer', 'Extra'), source: 'work', region: 'eu-north-1' };
    const { app, files } = await setUp({
      settings: { addedRoles: [added] },
      config: config.replace('[profile work]\n', '[profile work]\nca_bundle = /corp.pem\n'),
    });
    await app.tap({ role: 'extra' }, never());
    expect(files.written).toMatchObject([{ region: 'eu-north-1', settings: [{ key: 'ca_bundle', lines: ['ca_bundle = /corp.pem'] }] }]);
  });

  it('is shown from the file at once', async () => {
    const { app } = await setUp();
    await app.tap({ role: 'dev' }, never());
    expect(app.snapshot().sessions).toMatchObject([{ target: 'dev-tap', file: '/home/jane/.aws/credentials' }]);
  });

  it.each([
    ['keys of the person’s in the target', { credentials: `${credentials}\n[dev-tap]\naws_access_key_id = AKIAX\n` }, undefined],
    ['a file that cannot be written', {}, { code: 'file-read-only', file: '/home/jane/.aws/credentials', errno: 'EROFS' }],
  ] as const)('is no file where the person wants none, whatever speaks against writing it: %s', async (_, options, unwritable) => {
    const { app, files } = await setUp({ settings: { noFiles: true }, ...options });
    const before = files.text.credentials;
    files.unwritable = unwritable;
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { file: null } });
    expect(files.text.credentials).toBe(before);
    expect(app.held('dev')?.target).toBe('dev-tap');
  });

  it('is what the role says now beside the line of a target that asks, and of no other’s', async () => {
    const line = { target: 'dev-tap', command: '/roletap/launcher dev-tap', settings: [{ key: 'output', lines: ['output = text'] }] };
    const { app, files } = await setUp({ config: inDev('ca_bundle = /corp.pem') });
    await files.writeProcess(line);
    const before = files.text.config;
    expect(await app.tap({ role: 'prod', target: 'dev-tap' }, never())).toMatchObject({ ok: true });
    expect(files.text.config).toBe(before);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true });
    const asking = files.text.config?.slice(files.text.config.indexOf('[profile dev-tap]'));
    expect(asking).toMatch(/\ncredential_process = \/roletap\/launcher dev-tap\nca_bundle = \/corp.pem\nregion = eu-west-1\n$/);
  });

  it('is no file where the target asks Roletap for its credentials', async () => {
    const { app, files } = await setUp();
    await files.writeProcess({ target: 'dev-tap', command: '/roletap/launcher dev-tap' });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { target: 'dev-tap', file: null } });
    expect(files.text.credentials).toBe(credentials);
  });
});

describe('what opens a session', () => {
  it('is an MFA session that another front end bought since', async () => {
    const opened = await setUp();
    opened.stored = { mfa: [bought(jane)], roles: [] };
    expect(await opened.app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true });
    expect(opened.sts.calls).toMatchObject([{ action: 'assumeRole', accessKeyId: 'ASIAOLD' }]);
  });

  it('is for a program no MFA session of another user', async () => {
    const { app, sts } = await setUp({ stored: [{ ...bought(jane), accessKeyId: 'AKIABOB' }] });
    const answer = await app.credentials({ role: 'dev', asker: terraform, wait: false }, never());
    expect(answer).toEqual({ ok: false, problem: { code: 'touch-wanted', profile: 'dev' } });
    expect(sts.calls).toEqual([]);
  });

  it('is the YubiKey that is asked for, where two have the account', async () => {
    const clock = createFakeClock(start);
    const keys = [1001, 1002].map((serial) => createKey(clock, { serial, accounts: [janeAccount] }));
    const { app, until } = await openApp({ clock, yubikeys: { one: keys[0], two: keys[1] } });
    const tapped = app.tap({ role: 'dev', keySerial: 1002 }, never());
    const asked = await until((snapshot) => question(snapshot, 'touch') !== undefined);
    expect(question(asked, 'touch')?.key?.serial).toBe(1002);
    await settle();
    keys[1]?.touch();
    expect(await tapped).toMatchObject({ ok: true });
  });

  it('is any device that AWS lists for the user when the one of the profiles is not there', async () => {
    const clock = createFakeClock(start);
    const spare = 'arn:aws:iam::111122223333:mfa/spare';
    const asked: Parameters<Iam['listMfaDevices']>[] = [];
    const listMfaDevices: Iam['listMfaDevices'] = async (...parameters) => {
      asked.push(parameters);
      return { ok: true, value: [{ serial: spare, kind: 'virtual', enabledAt: 0 }] };
    };
    const usb = createKey(clock, { touchPolicy: 'automatic', accounts: [{ ...janeAccount, id: spare }] });
    const { app, sts } = await openApp({ clock, yubikeys: { usb }, iam: { listMfaDevices } });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true });
    expect(sts.calls.find(({ action }) => action === 'sessionToken')?.proof?.mfaSerial).toBe(spare);
    const [caller, user] = asked[0] ?? [];
    expect([caller?.source, caller?.credentials.accessKeyId, user]).toEqual(['work', 'AKIAWORK', 'jane']);
  });
});

it('goes on when the session of another target is ended, and not when its own is', async () => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const { app, until } = await openApp({ clock, yubikeys: { usb: key } });
  const touch = () => until((snapshot) => question(snapshot, 'touch') !== undefined);
  const tapped = app.tap({ role: 'dev' }, never());
  await touch();
  await app.end('prod-tap');
  expect(question(app.snapshot(), 'touch')).toBeDefined();
  await app.end('dev-tap');
  expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
});

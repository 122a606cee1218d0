import { describe, expect, it } from 'vitest';
import { commands } from '../../../../src-main/terminal/commands/commands.ts';
import { type Arguments, readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import type { Output } from '../../../../src-main/terminal/console/command.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { asPiped } from '../../../fakes/plain-text.ts';
import { codeAfter, createKey, jane, janeAccount, never, openApp, question, seed, start } from '../../../fakes/world.ts';

/** Nobody is at this terminal. */

const developer = 'arn:aws:iam::444455556666:role/Developer';
const file = '/home/jane/.aws/credentials';

const setUp = async (options: Parameters<typeof openApp>[0] & { readonly password?: string } = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, {
    touchPolicy: 'automatic',
    accounts: [janeAccount, { id: '60/Corp:joe', secret: seed, digits: 8 }],
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  const opened = await openApp({ clock, yubikeys: { usb: key }, ...options });
  const run = async (line: string) => {
    const args = readArguments(line.split(' '));
    if (!args.ok) throw new Error(args.problem.code);
    const { command } = args.value as Arguments & { command: keyof typeof commands };
    return commands[command](opened.app, args.value, never(), silentConsole);
  };
  const output = async (line: string): Promise<Output & { readonly text: string }> => {
    const result = await run(line);
    if (!result.ok) throw new Error(result.problem.code);
    // What --json prints is the document and nothing that JSON does not know.
    expect(JSON.parse(JSON.stringify(result.value.json))).toEqual(result.value.json);
    return asPiped(result.value);
  };
  const problem = async (line: string) => {
    const result = await run(line);
    return result.ok ? undefined : result.problem;
  };
  return { ...opened, key, output, problem };
};

describe('keys', () => {
  it('lists what is plugged in', async () => {
    const { output } = await setUp();
    const { json, text } = await output('keys');
    expect(json).toEqual({
      keys: [{ serial: 12345678, name: 'YubiKey 5 NFC', firmware: '5.4.3', formFactor: 'USB-A keychain', oath: 'ready', accounts: 2 }],
    });
    expect(text).toBe(
      [
        'SERIAL    YUBIKEY        FIRMWARE  FORM            STATE',
        '12345678  YubiKey 5 NFC  5.4.3     USB-A keychain  2 accounts',
        '',
      ].join('\n'),
    );
  });

  it('says that there is none, which is no problem', async () => {
    const { output } = await setUp({ yubikeys: {} });
    expect(await output('keys')).toEqual({ json: { keys: [] }, text: 'No YubiKey\n' });
  });

  it('counts one account as one', async () => {
    const clock = createFakeClock(start);
    const { output } = await setUp({ clock, yubikeys: { usb: createKey(clock) } });
    expect((await output('keys')).text).toMatch(/ 1 account\n$/);
  });

  it('says that the reader service is missing', async () => {
    const { problem, readers, until } = await setUp();
    readers.setService(false);
    await until(({ card }) => card.kind === 'no-service');
    expect(await problem('keys')).toMatchObject({ code: 'card-service-missing' });
    expect(await problem('accounts')).toMatchObject({ code: 'card-service-missing' });
  });

  it('has no serial for a key that hides it', async () => {
    const clock = createFakeClock(start);
    const { output } = await setUp({ clock, yubikeys: { usb: createKey(clock, { serial: undefined }) } });
    expect((await output('keys')).json).toMatchObject({ keys: [{ serial: null }] });
    expect((await output('accounts')).json).toMatchObject({ accounts: [{ serial: null }] });
  });
});

describe('accounts', () => {
  it('lists them', async () => {
    const { output } = await setUp();
    const { json, text } = await output('accounts');
    expect(json).toEqual({
      accounts: [
        { serial: 12345678, account: jane, issuer: 'arn', name: 'aws:iam::111122223333:mfa/jane', touch: 'required', forAws: true },
        { serial: 12345678, account: '60/Corp:joe', issuer: 'Corp', name: 'joe', touch: 'not-required', forAws: false },
      ],
    });
    expect(text.split('\n')[0]).toMatch(/^SERIAL {4}ACCOUNT +TOUCH$/);
  });

  it('of a locked key need its password', async () => {
    const { app, output, until } = await setUp({ password: 'abc' });
    const listed = output('accounts');
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'abc', remember: false });
    expect((await listed).json).toMatchObject({ accounts: [{ account: jane }, {}] });
  });

  it('of a key that is not there are a problem', async () => {
    const { problem } = await setUp();
    expect(await problem('accounts --key 7')).toMatchObject({ code: 'yubikey-not-plugged', serial: 7 });
  });

  it('of a key without any are none', async () => {
    const clock = createFakeClock(start);
    const { output } = await setUp({ clock, yubikeys: { usb: createKey(clock, { accounts: [] }) } });
    expect(await output('accounts')).toEqual({ json: { accounts: [] }, text: 'No OATH accounts\n' });
  });
});

describe('roles', () => {
  it('lists them, and which are open', async () => {
    const { output } = await setUp();
    await output('tap dev');
    const { json, text } = await output('roles');
    expect(json).toEqual({
      roles: [
        {
          profile: 'dev',
          roleArn: developer,
          accountId: '444455556666',
          source: 'work',
          mfaSerial: jane,
          target: 'dev-tap',
          via: 'mfa-session',
          durationSeconds: 3600,
          state: 'active',
          expiration: '2026-11-22T05:00:00Z',
          origin: 'config',
          sure: true,
        },
        expect.objectContaining({ profile: 'prod', state: 'idle', expiration: null }),
      ],
    });
    expect(text).toContain('● 60m left, aws --profile dev-tap');
    expect(text).toMatch(/prod +777788889999 +Admin +1 h +idle\n$/);
  });

  it.each([
    ['no files', { config: undefined, credentials: undefined }, { code: 'aws-files-missing' }],
    ['no roles', { config: '' }, { code: 'roles-missing', config: '/home/jane/.aws/config' }],
    ['no good roles', { credentials: undefined }, { code: 'source-without-keys', source: 'work' }],
  ])('says that there are %s', async (_, files, expected) => {
    const { problem } = await setUp(files);
    expect(await problem('roles')).toMatchObject(expected);
  });

  it('says what stopped reading the files', async () => {
    const { problem, files, until } = await setUp();
    files.beforeRead = async () => ({ code: 'file-unreadable', file, errno: 'EACCES' });
    files.changed();
    await until((snapshot) => snapshot.files.problem !== undefined);
    expect(await problem('roles')).toEqual({ code: 'file-unreadable', file, errno: 'EACCES' });
  });
});

describe('code', () => {
  it('prints the digits', async () => {
    const { output } = await setUp();
    expect(await output('code jane')).toEqual({
      json: { account: jane, code: codeAfter(0), expiration: '2026-11-22T04:00:30Z', copied: false },
      text: `${codeAfter(0)}\n`,
    });
  });

  it('prints none that it copies', async () => {
    const { output, clipboard } = await setUp();
    expect(await output('code jane --copy')).toMatchObject({ json: { copied: true }, text: '' });
    expect(clipboard.text()).toBe(codeAfter(0));
  });

  it('does not choose', async () => {
    const { problem } = await setUp();
    expect(await problem('code')).toMatchObject({ code: 'account-unclear' });
    expect(await problem('code jane --key 7')).toMatchObject({ code: 'yubikey-not-plugged' });
  });
});

describe('tap', () => {
  it('prints where the credentials are, and none of them', async () => {
    const { output } = await setUp();
    const { json, text } = await output('tap dev');
    expect(json).toEqual({
      target: 'dev-tap',
      roleArn: developer,
      accountId: '444455556666',
      accessKeyId: 'ASIA2',
      expiration: '2026-11-22T05:00:00Z',
      via: 'mfa-session',
      file,
    });
    expect(text).toBe('aws --profile dev-tap    (60m left, until 2026-11-22T05:00:00Z)\n');
  });

  it('hands on every option', async () => {
    const { output, sts } = await setUp();
    const arn = 'arn:aws:iam::444455556666:role/Other';
    const { json } = await output(`tap ${arn} --duration 2h --session-name deploy --source work --target here --direct --key 12345678`);
    // A role ARN has no MFA device of its own: the source's user and the key tell it.
    expect(json).toMatchObject({ target: 'here', via: 'direct', roleArn: arn, expiration: '2026-11-22T06:00:00Z' });
    expect(sts.calls.at(-1)).toMatchObject({ sessionName: 'deploy', seconds: 7200, proof: { mfaSerial: jane } });
  });

  it('has the problem of the app', async () => {
    const { problem } = await setUp();
    expect(await problem('tap nope')).toEqual({ code: 'role-unknown', role: 'nope' });
  });
});

describe('sessions and end', () => {
  it('list and close', async () => {
    const { output, problem } = await setUp();
    expect(await output('sessions')).toEqual({ json: { sessions: [], mfaSessions: [] }, text: 'No sessions\n' });
    await output('tap dev');
    const { json, text } = await output('sessions');
    expect(json).toEqual({
      sessions: [
        {
          target: 'dev-tap',
          roleArn: developer,
          accountId: '444455556666',
          accessKeyId: 'ASIA2',
          since: '2026-11-22T04:00:00Z',
          expiration: '2026-11-22T05:00:00Z',
          via: 'mfa-session',
          profile: 'dev',
          file,
        },
      ],
      mfaSessions: [{ source: 'work', mfaSerial: jane, expiration: '2026-11-22T16:00:00Z' }],
    });
    expect(
      text
        .split('\n')
        .slice(1, 3)
        .map((line) => line.split(/ {2,}/)[0]),
    ).toEqual(['dev-tap', '(work’s MFA session)']);
    expect(await output('end dev-tap')).toEqual({ json: { ended: ['dev-tap'], mfaEnded: [] }, text: 'dev-tap ended\n' });
    expect(await problem('end dev-tap')).toEqual({ code: 'target-unknown', target: 'dev-tap' });
    expect(await output('end --all')).toEqual({ json: { ended: [], mfaEnded: ['work'] }, text: 'work’s MFA session ended\n' });
    expect(await output('end --all')).toEqual({ json: { ended: [], mfaEnded: [] }, text: 'No open sessions\n' });
    expect((await output('sessions')).json).toEqual({ sessions: [], mfaSessions: [] });
  });
});

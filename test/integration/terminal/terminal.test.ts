import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { callLimits } from '../../../src-main/card/process/remote-readers.ts';
import { typedAt } from '../../support/app/person.ts';
import { homeAccount, otherAccount, type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** The terminal over the real pcscd, with real files, signed requests to the simulator, and `aws` using what came of it. */
describe('roletap in the terminal', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({ key: { formFactor: 'usb-c-keychain' } }, (rig) => {
    ({ stage, plugged } = rig);
  });

  const tapIn = async (...words: readonly string[]) => {
    const running = stage.roletap(['tap', ...words]);
    await plugged.blinking();
    plugged.key.touch();
    return running.ended;
  };

  test('waits for a touch longer than for anything that the card does by itself', async () => {
    const running = stage.roletap(['tap', 'dev']);
    await plugged.blinking();
    // A person's time, which is what this is about.
    await sleep(callLimits.card + 1_000);
    plugged.key.touch();
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
  });

  test('taps in with one touch, and aws uses the target', async () => {
    const before = stage.readCredentials();
    const running = stage.roletap(['tap', 'dev', '--json']);
    expect(await plugged.blinking()).toBe(stage.device.arn);
    await running.says('Touch your YubiKey to open dev in account 111122223333');
    plugged.key.touch();
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toEqual({
      target: 'dev-tap',
      roleArn: `arn:aws:iam::${homeAccount}:role/Dev`,
      accountId: homeAccount,
      accessKeyId: expect.stringMatching(/^ASIA[A-Z0-9]{16}$/),
      expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      via: 'mfa-session',
      file: stage.credentials,
    });
    expect(stage.readCredentials().startsWith(before)).toBe(true);
    expect(statSync(stage.credentials).mode & 0o777).toBe(0o600);

    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.code, who.stderr).toBe(0);
    expect(who.json()).toMatchObject({ Account: homeAccount, Arn: `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane` });
    const region = await stage.aws(['configure', 'get', 'region', '--profile', 'dev-tap']);
    expect(region.stdout.trim()).toBe('eu-west-1');
  });

  test('opens a second role without another touch, also from another process', async () => {
    expect((await tapIn('dev')).code).toBe(0);
    const second = await stage.roletap(['tap', 'prod', '--json']).ended;
    expect(second.code, second.stderr).toBe(0);
    expect(second.json()).toMatchObject({ target: 'prod-tap', accountId: otherAccount, via: 'mfa-session' });
    expect(stage.simulator.requests.filter((request) => request.action === 'GetSessionToken')).toHaveLength(1);
  });

  test('takes a code of its own for more than an hour', async () => {
    const ended = await tapIn('long', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ target: 'long-tap', via: 'direct' });
    const left = Date.parse(String(ended.json().expiration)) - Date.now();
    expect(left).toBeGreaterThan(3.9 * 3_600_000);
  });

  test('ends with 4 and writes nothing when the person cancels', async () => {
    const before = stage.readCredentials();
    const running = stage.roletap(['tap', 'dev', '--json']);
    await plugged.blinking();
    await running.says('Touch your YubiKey');
    running.process.kill('SIGTERM');
    const ended = await running.ended;
    expect(ended.code).toBe(4);
    expect(ended.json()).toMatchObject({ problem: { code: 'cancelled' } });
    // It did not wait for the key, which blinks on.
    expect(plugged.key.awaitingTouch()).toBeDefined();
    expect(stage.readCredentials()).toBe(before);
  });

  test('ends with 3 when the key is pulled during the prompt', async () => {
    const running = stage.roletap(['tap', 'dev']);
    await plugged.blinking();
    await plugged.remove();
    const ended = await running.ended;
    expect(ended.code).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('YubiKey');
  });

  test('lists keys, accounts, roles and sessions', async () => {
    await tapIn('dev');
    const keys = (await stage.roletap(['keys', '--json']).ended).json();
    expect(keys).toEqual({
      keys: [{ serial: 12345678, name: 'YubiKey 5C NFC', firmware: '5.4.3', formFactor: 'USB-C keychain', oath: 'ready', accounts: 1 }],
    });
    const accounts = (await stage.roletap(['accounts', '--json']).ended).json();
    expect(accounts).toMatchObject({ accounts: [{ serial: 12345678, account: stage.device.arn, touch: 'required', forAws: true }] });
    const roles = (await stage.roletap(['roles', '--json']).ended).json() as { roles: { profile: string; state: string }[] };
    expect(roles.roles.map(({ profile, state }) => [profile, state])).toEqual([
      ['dev', 'active'],
      ['prod', 'idle'],
      ['long', 'idle'],
      ['acme', 'idle'],
    ]);
    const sessions = (await stage.roletap(['sessions', '--json']).ended).json();
    expect(sessions).toMatchObject({
      sessions: [{ target: 'dev-tap', profile: 'dev' }],
      mfaSessions: [{ source: 'acme', mfaSerial: stage.device.arn }],
    });
  });

  test('ends a session and leaves the file as it was', async () => {
    const before = readFileSync(stage.credentials);
    await tapIn('dev');
    const ended = await stage.roletap(['end', 'dev-tap', '--json']).ended;
    expect(ended.json()).toEqual({ ended: ['dev-tap'], mfaEnded: [] });
    expect(readFileSync(stage.credentials)).toEqual(before);
    expect((await stage.roletap(['end', 'dev-tap']).ended).code).toBe(3);
    expect((await stage.roletap(['end', '--all', '--json']).ended).json()).toEqual({ ended: [], mfaEnded: ['acme'] });
    expect((await stage.roletap(['sessions', '--json']).ended).json()).toEqual({ sessions: [], mfaSessions: [] });
  });

  test('prints the same code as ykman', async () => {
    plugged.key.store({ id: 'Example:alice', secret: new Uint8Array(20).fill(7) });
    const ykman = async () =>
      (
        await start('ykman', ['--reader', plugged.reader, 'oath', 'accounts', 'code', '--single', 'alice'], stage.home.environment).ended
      ).stdout.trim();
    // A step may begin in between: ours is the one before or the one after.
    const before = await ykman();
    const ours = await stage.roletap(['code', 'alice', '--json']).ended;
    const after = await ykman();
    expect(ours.code, ours.stderr).toBe(0);
    expect(ours.json()).toMatchObject({ account: 'Example:alice', code: expect.stringMatching(/^\d{6}$/), copied: false });
    expect([before, after]).toContain(ours.json().code);
  });

  test('says what is missing: the key, the service, the files, the role', async () => {
    const problem = async (...words: readonly string[]) => {
      const ended = await stage.roletap([...words, '--json']).ended;
      return [ended.code, (ended.json() as { problem: { code: string } }).problem.code];
    };
    expect(await problem('tap', 'nobody')).toEqual([3, 'role-unknown']);
    expect(await problem('tap')).toEqual([2, 'usage']);
    expect(await problem('tap', 'dev', '--frob')).toEqual([2, 'usage']);
    await plugged.remove();
    expect(await problem('tap', 'dev')).toEqual([3, 'yubikey-missing']);
    const noService = await stage.roletap(['keys', '--json'], { environment: { PCSCLITE_CSOCK_NAME: '/nonexistent' } }).ended;
    expect([noService.code, noService.json()]).toMatchObject([3, { problem: { code: 'card-service-missing' } }]);
    const noFiles = await stage.roletap(['roles', '--json'], {
      environment: { AWS_CONFIG_FILE: '/nonexistent/c', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/d' },
    }).ended;
    expect([noFiles.code, noFiles.json()]).toMatchObject([3, { problem: { code: 'aws-files-missing' } }]);
  });

  test('unlocks with the password from standard input, and says when it is wrong', async () => {
    plugged.key.setPassword('pässwörd');
    const wrong = await stage.roletap(['accounts', '--password-stdin', '--json'], { input: 'nonsense\n' }).ended;
    expect([wrong.code, wrong.json()]).toMatchObject([3, { problem: { code: 'password-wrong' } }]);
    const right = await stage.roletap(['accounts', '--password-stdin', '--json'], { input: 'pässwörd\n' }).ended;
    expect(right.json()).toMatchObject({ accounts: [{ account: stage.device.arn }] });
    const none = await stage.roletap(['accounts', '--json']).ended;
    expect([none.code, none.json()]).toMatchObject([3, { problem: { code: 'password-needed' } }]);
  });

  test('waits for the next step when the code was spent', async () => {
    expect((await tapIn('dev')).code).toBe(0);
    const ask = () => stage.roletap(['code', '--json']);
    const blinks = ({ says }: ReturnType<typeof ask>) =>
      Promise.race([says('Waiting for a fresh code').then(() => false), plugged.blinking().then(() => true)]);
    let running = ask();
    // Where a half minute ended meanwhile there is a code to be had, and it is this one that the next has to wait for.
    for (; await blinks(running); running = ask()) {
      plugged.key.touch();
      expect((await running.ended).code).toBe(0);
    }
    running.process.kill('SIGTERM');
    expect((await running.ended).code).toBe(4);
  });

  test('counts the seconds of a wait on one line of a terminal', async () => {
    // A wait for the next step may come before that for a touch, so two of four draws at least are of one line.
    const ended = await typedAt({ ...stage.home.environment, TERM: 'xterm', NO_COLOR: '1' }, ' s)=; s)=; s)=; s)=CTRL-C', ['code']);
    const drawn = [...ended.stdout.replaceAll('\u001b[2K', '').matchAll(/\r([^\r\n]+?) \((\d+) s\)/g)].map(([, text, seconds]) => [
      text,
      Number(seconds),
    ]);
    const again = drawn.filter(
      ([text, seconds], index) => text === drawn[index - 1]?.[0] && Number(seconds) < Number(drawn[index - 1]?.[1]),
    );
    expect(again.length, ended.stdout).toBeGreaterThan(0);
    expect(ended.stdout.split('\n').filter((line) => line.includes(' s)'))).toHaveLength(1);
    expect(ended.code).toBe(4);
  });

  test('works with a clock that is off by hours, and says so', async () => {
    // AWS tells whole seconds: half a minute more leaves the hours as they are.
    stage.shiftAws(3 * 3_600_000 + 30_000);
    const ended = await tapIn('dev');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('3 hours behind AWS');
  });

  test('never tells a secret', async () => {
    const running = stage.roletap(['tap', 'dev', '--json'], { environment: { ROLETAP_LOG: '1' } });
    await plugged.blinking();
    plugged.key.touch();
    const { stdout, stderr } = await running.ended;
    const written = stage.readCredentials();
    const secrets = [
      stage.keys.secretAccessKey,
      ...(written.match(/aws_(?:secret_access_key|session_token) = (\S+)/g) ?? []).map((line) => line.split(' = ')[1] ?? ''),
    ];
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  });
});

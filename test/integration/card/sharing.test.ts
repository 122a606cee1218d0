import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningApp, startRunningApp } from '../../support/app/running-app.ts';
import { installedAws } from '../../support/aws/aws-command.ts';
import { createStage, homeAccount, type Stage, start } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { plugVirtualKey } from '../../support/card/virtual-key.ts';

/** Programs that take their sessions from the app: the launcher, `aws`, an SDK, and the terminal as built. */
describe('sessions in the hands of other programs', () => {
  let stage: Stage;
  let running: RunningApp;

  beforeEach(async () => {
    // Some tests move AWS's clock, and `aws` signs with this computer's.
    stage = await createStage({ clockToleranceMillis: 2 * 3_600_000 });
    running = await startRunningApp(stage);
  });
  afterEach(async () => {
    await running.close();
    await stage.close();
  });

  const count = (action: string) => stage.simulator.requests.filter((request) => request.action === action).length;
  const touched = async () => {
    await running.blinking();
    running.key.touch();
  };
  const arn = `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`;
  const line = () => running.doors.launcher.line('dev');
  const inShell = (text: string, more: Record<string, string> = {}) => start('sh', ['-c', text], { ...stage.home.environment, ...more });
  /** A config file in which `dev-tap` asks by the launcher. */
  const withProcess = () =>
    writeFileSync(
      stage.config,
      `${readFileSync(stage.config, 'utf8')}\n[profile dev-tap]\nregion = eu-west-1\ncredential_process = ${line()}\n`,
    );

  test('the terminal takes one from the app, where a person sees who asks', async () => {
    const asking = stage.roletap(['credentials', 'dev']);
    await running.blinking();
    const [waiting] = running.app.snapshot().waiting;
    expect(waiting).toMatchObject({ kind: 'touch', askers: [{ kind: 'program', sure: true, pid: process.pid }] });
    running.key.touch();
    const first = await asking.ended;
    expect(first.code, first.stderr).toBe(0);
    expect(first.json()).toEqual({
      Version: 1,
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      AccountId: homeAccount,
    });
    const second = await stage.roletap(['credentials', 'dev-tap', '--json']).ended;
    expect(second.json()).toEqual(first.json());
    expect([count('GetSessionToken'), count('AssumeRole')]).toEqual([1, 1]);
  });

  test('the terminal lists what a person said to programs, silences one and takes it back, but not for that program itself', async () => {
    const asking = stage.roletap(['credentials', 'dev']);
    await running.blinking();
    running.app.run('cancel', { waiting: running.app.snapshot().waiting[0]?.id });
    expect((await asking.ended).code).toBe(4);
    const listed = await stage.roletap(['programs', '--json']).ended;
    const said = { name: expect.any(String), profile: 'dev', said: 'no', silenced: false, folder: expect.any(String) };
    expect(listed.json()).toEqual({ programs: [{ ...said, executable: process.execPath, until: expect.stringMatching(/Z$/) }] });
    expect(await stage.roletap(['programs', 'silence', process.execPath, '--json']).ended).toMatchObject({ code: 0 });
    expect((await stage.roletap(['programs']).ended).stdout).toContain('declined for today');
    // This process was refused; the Python that it starts is another program.
    const own = await stage.roletap(['programs', 'forget', process.execPath, '--json']).ended;
    expect([own.code, own.json()]).toMatchObject([3, { problem: { code: 'asker-refused' } }]);
    const run = `import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)`;
    const other = await start('/usr/bin/python3', ['-c', run, process.execPath, 'out/cli.cjs', 'programs', 'forget', process.execPath], {
      ...stage.home.environment,
    }).ended;
    expect(other.stdout + other.stderr).toContain('Forgot your decision about ');
    expect((await stage.roletap(['programs']).ended).stdout).toBe('No decisions\n');
  });

  test('100 launchers at once are served by one touch', async () => {
    const programs = Array.from({ length: 100 }, () => inShell(line()).ended);
    await running.until(({ waiting }) => waiting[0]?.askers?.length === programs.length);
    await touched();
    const answers = await Promise.all(programs);
    expect(answers.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
    expect([count('GetSessionToken'), count('AssumeRole')]).toEqual([1, 1]);
  });

  test('aws asks by credential_process, and waits for the touch', async () => {
    withProcess();
    const asking = stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity'], installedAws);
    await running.blinking();
    expect(running.app.snapshot().waiting[0]?.askers).toMatchObject([{ name: 'aws', sure: true }]);
    running.key.touch();
    const who = await asking;
    expect(who.code, who.stderr).toBe(0);
    expect(who.json()).toMatchObject({ Arn: arn });
    expect(readFileSync(stage.credentials, 'utf8')).not.toContain('dev-tap');
  });

  test('aws shows in one line why there is no session when the app quits meanwhile', async () => {
    withProcess();
    const asking = stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity'], installedAws);
    await running.blinking();
    await running.doors.close();
    const who = await asking;
    expect(who.code).not.toBe(0);
    expect(who.stderr).toContain('Roletap isn’t running');
    running.key.touch();
  });

  test('static keys of the same profile win over its credential_process', async () => {
    withProcess();
    writeFileSync(
      stage.credentials,
      `${stage.readCredentials()}\n[dev-tap]\naws_access_key_id = ${stage.keys.accessKeyId}\naws_secret_access_key = ${stage.keys.secretAccessKey}\n`,
    );
    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.json()).toMatchObject({ Arn: `arn:aws:iam::${homeAccount}:user/jane` });
    expect(running.app.snapshot().waiting).toEqual([]);
  });

  test('a program that is killed while it waits takes its question along, whatever it leaves behind', async () => {
    const words = ['-e', "require('child_process').spawnSync(process.argv[1], { shell: true })", line()];
    const asking = start(process.execPath, words, stage.home.environment);
    await running.blinking();
    expect(running.app.snapshot().waiting[0]?.askers).toMatchObject([{ name: 'node', pid: asking.process.pid }]);
    asking.process.kill('SIGKILL');
    await running.until(({ waiting }) => waiting.length === 0);
    running.key.touch();
    await asking.ended;
  });

  test('aws runs with the role under exec, and takes the new session of a long run', async () => {
    // Two calls of aws in one command, and an hour of AWS's time between them.
    const gate = join(stage.home.folder, 'go-on');
    const aws = `aws sts get-caller-identity --endpoint-url ${stage.url}`;
    const more = { AWS_PROFILE: 'prod', AWS_ACCESS_KEY_ID: 'AKIAWRONG', AWS_SECRET_ACCESS_KEY: 'wrong' };
    const script = `${aws} && echo first >&2 && while [ ! -e '${gate}' ]; do sleep 0.1; done && ${aws} && echo "$ROLETAP_ROLE $AWS_REGION" && exit 7`;
    const command = stage.roletap(['exec', 'dev', '--', 'sh', '-c', script], { environment: more });
    await touched();
    await command.says('first');
    stage.shiftAws(50 * 60_000);
    // The app hears the time with the next answer of AWS.
    const signal = new AbortController().signal;
    await running.app.credentials({ role: 'prod', asker: { kind: 'person', front: 'tray' }, wait: true }, signal);
    writeFileSync(gate, '');
    const ended = await command.ended;
    // The MFA session, which opens roles, asks for itself now and then.
    const opens = new Set(stage.simulator.requests.flatMap(({ action, accessKeyId }) => (action === 'AssumeRole' ? [accessKeyId] : [])));
    const calls = stage.simulator.requests.filter(
      ({ action, accessKeyId }) => action === 'GetCallerIdentity' && accessKeyId?.startsWith('ASIA') && !opens.has(accessKeyId),
    );
    expect(ended.stderr).not.toContain('Error');
    expect(ended.code).toBe(7);
    expect(ended.stdout.match(new RegExp(arn, 'g'))).toHaveLength(2);
    expect(ended.stdout).toContain('dev eu-west-1');
    expect(new Set(calls.map(({ accessKeyId }) => accessKeyId)).size).toBe(2);
    expect(count('GetSessionToken')).toBe(1);
  });

  test('an SDK for JavaScript under exec fetches anew in one process', async () => {
    // A session that has three minutes left by this computer's clock is fetched again at every call.
    stage.shiftAws(-57 * 60_000);
    const script = `
      const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
      const { once } = require('node:events');
      const who = () => new STSClient({ endpoint: '${stage.url}' });
      (async () => {
        const client = who();
        const first = await client.send(new GetCallerIdentityCommand({}));
        const one = await client.config.credentials();
        console.error('once is done');
        await once(process.stdin, 'data');
        // The SDK fetches beside the call that finds them old, and has the new ones for a later one.
        let two = one;
        while (two.accessKeyId === one.accessKeyId) {
          await client.send(new GetCallerIdentityCommand({}));
          two = await client.config.credentials();
        }
        const second = await client.send(new GetCallerIdentityCommand({}));
        console.log(JSON.stringify([first.Arn, second.Arn, one.accessKeyId !== two.accessKeyId]));
        process.exit(0);
      })();`;
    const child = start(
      process.execPath,
      ['out/cli.cjs', 'exec', 'dev', '--', process.execPath, '-e', script],
      { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url },
      { keepsInput: true },
    );
    await touched();
    await child.says('once is done');
    stage.shiftAws(-7 * 60_000);
    await running.app.credentials({ role: 'prod', asker: { kind: 'person', front: 'tray' }, wait: true }, new AbortController().signal);
    child.process.stdin?.end('go on\n');
    const ended = await child.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toEqual([arn, arn, true]);
  });

  test('a default with keys of its own does not come before the role under exec', async () => {
    writeFileSync(
      stage.credentials,
      `${stage.readCredentials()}\n[default]\naws_access_key_id = ${stage.keys.accessKeyId}\naws_secret_access_key = ${stage.keys.secretAccessKey}\n`,
    );
    const command = stage.roletap(['exec', 'dev', '--', 'aws', 'sts', 'get-caller-identity', '--endpoint-url', stage.url]);
    await touched();
    const ended = await command.ended;
    expect(ended.json()).toMatchObject({ Arn: arn });
    expect(ended.stderr).toContain('doesn’t see the credentials file');
  });

  test('signals reach the command under exec, and how it ends comes back', async () => {
    const command = stage.roletap(['exec', 'dev', '--', 'sh', '-c', 'trap "exit 9" TERM; echo ready >&2; while :; do sleep 0.05; done']);
    await touched();
    await command.says('ready');
    command.process.kill('SIGTERM');
    expect((await command.ended).code).toBe(9);
    const killed = await stage.roletap(['exec', 'dev', '--', 'sh', '-c', 'kill -KILL $$']).ended;
    expect(killed.code).toBe(137);
    const nowhere = await stage.roletap(['exec', 'dev', '--json', '--', '/nowhere/program']).ended;
    expect([nowhere.code, nowhere.json()]).toMatchObject([3, { problem: { code: 'command-missing', command: '/nowhere/program' } }]);
  });

  test('a shell has the role, and its prompt shows it', async () => {
    const shell = stage.roletap(['shell', 'dev'], {
      input: 'echo "role $ROLETAP_ROLE, $AWS_REGION"; exit 5\n',
      environment: { SHELL: '/bin/sh' },
    });
    await touched();
    const ended = await shell.ended;
    expect([ended.code, ended.stdout]).toEqual([5, 'role dev, eu-west-1\n']);
  });

  test('the history names each that was given a session once, and the program that ended it', async () => {
    await Promise.all([stage.roletap(['credentials', 'dev']).ended, touched()]);
    const python = `import subprocess, sys; print(subprocess.run(sys.argv[1], shell=True, capture_output=True).stdout)`;
    const byPython = () => start('/usr/bin/python3', ['-c', python, line()], { ...stage.home.environment }).ended;
    for (let times = 0; times < 3; times++) expect((await byPython()).stdout).toContain('ASIA');
    const curl = ['curl', '-q', '-s', '--unix-socket', running.socket(), '-d', 'target=dev-tap', 'http://roletap/1/end'];
    expect((await start('/usr/bin/python3', ['-c', `import subprocess, sys; subprocess.run(sys.argv[1:])`, ...curl], {}).ended).code).toBe(
      0,
    );
    const told = await running.app.history(0);
    const own = { kind: 'program', pid: process.pid, sure: true };
    const other = { kind: 'program', name: expect.stringMatching(/^python3/), sure: true };
    const events = told.ok ? told.value.map(({ event, asker }) => ({ event, asker })) : [];
    expect(events).toMatchObject([
      { event: 'opened', asker: own },
      { event: 'given', asker: other },
      { event: 'ended', asker: other },
    ]);
  });

  test('a guarded role goes to the program that was given it, and to no other', async () => {
    await running.app.run('setGuard', { role: 'dev', on: true });
    const python = `import subprocess, sys; print(subprocess.run(sys.argv[1], shell=True, capture_output=True, text=True))`;
    const byPython = () => start('/usr/bin/python3', ['-c', python, line()], { ...stage.home.environment, ROLETAP_WAIT: '0' }).ended;
    await Promise.all([inShell(line()).ended, touched()]);
    expect((await inShell(line(), { ROLETAP_WAIT: '0' }).ended).stdout).toContain('ASIA');
    expect((await byPython()).stdout).toContain('A touch is needed');
    expect((await inShell(line(), { ROLETAP_WAIT: '0' }).ended).stdout).toContain('ASIA');
  });

  test('end takes a session from the app and from the files', async () => {
    await Promise.all([stage.roletap(['credentials', 'dev']).ended, touched()]);
    expect((await stage.roletap(['end', 'dev-tap', '--json']).ended).json()).toEqual({ ended: ['dev-tap'], mfaEnded: [] });
    expect(running.app.held('dev')).toBeUndefined();
    expect(running.app.snapshot().sessions).toEqual([]);
    expect((await stage.roletap(['end', 'dev-tap']).ended).code).toBe(3);
  });

  test('a touch that may not be asked for is said, with an alert in the app', async () => {
    const refused = await inShell(line(), { ROLETAP_WAIT: '0' }).ended;
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('A touch is needed');
    expect(running.app.snapshot().alerts).toMatchObject([{ kind: 'touch-wanted', profile: 'dev' }]);
  });

  test('a lease without a session says that a touch is wanted, and the app says by whom', async () => {
    const lease = await running.doors.lease('dev');
    if (!lease.ok) throw new Error(lease.problem.code);
    const get = `require('http').get(${JSON.stringify(lease.value.url)}, { headers: { authorization: '${lease.value.token}' } }, (answer) => answer.pipe(process.stdout))`;
    const program = start(process.execPath, ['-e', get], stage.home.environment);
    expect((await program.ended).json()).toMatchObject({
      Code: 'TouchWanted',
      Message: expect.stringMatching(/^roletap: A touch is needed/),
    });
    expect(running.app.snapshot().alerts).toMatchObject([
      { kind: 'touch-wanted', profile: 'dev', asker: { kind: 'program', name: 'node', pid: program.process.pid, sure: true } },
    ]);
  });

  test('a lease of the app serves its role until the session ends', async () => {
    await Promise.all([stage.roletap(['credentials', 'dev']).ended, touched()]);
    const lease = await running.doors.lease('dev');
    if (!lease.ok) throw new Error(lease.problem.code);
    const get = () =>
      start('curl', ['-q', '-s', '-H', `Authorization: ${lease.value.token}`, lease.value.url], stage.home.environment).ended;
    expect((await get()).json()).toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA/), AccountId: homeAccount });
    await running.app.end('dev-tap');
    expect((await get()).json()).toMatchObject({ Code: 'AccessDenied' });
    expect(count('AssumeRole')).toBe(1);
  });
});

describe('without the app', () => {
  let pcscd: Pcscd;
  let stage: Stage;

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    stage = await createStage();
  });
  afterEach(() => stage.close());

  test('the terminal does it by itself, with the prompt on standard error', async () => {
    const plugged = await plugVirtualKey(pcscd, { serial: 12345678 });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    try {
      const asking = stage.roletap(['credentials', 'dev']);
      await plugged.blinking();
      await asking.says('Touch your YubiKey to open dev');
      plugged.key.touch();
      const first = await asking.ended;
      expect(first.code, first.stderr).toBe(0);
      expect(first.json()).toMatchObject({ Version: 1, AccountId: homeAccount });
      // What was bought is there for the next one, without a touch and without a key.
      await plugged.remove();
      const second = await stage.roletap(['credentials', 'dev']).ended;
      expect(second.json()).toMatchObject({ Version: 1, AccountId: homeAccount });
      const aws = ['aws', 'sts', 'get-caller-identity', '--endpoint-url', stage.url];
      const command = await stage.roletap(['exec', 'dev', '--', ...aws]).ended;
      expect(command.json()).toMatchObject({ Arn: `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane` });
      expect(stage.simulator.requests.filter((request) => request.action === 'GetSessionToken')).toHaveLength(1);
    } finally {
      await plugged.remove();
    }
  });

  test('the prompt comes to the person’s terminal where standard error is swallowed', async () => {
    const plugged = await plugVirtualKey(pcscd, { serial: 12345678 });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    try {
      const document = join(stage.home.folder, 'document');
      const typed = `'${process.execPath}' out/cli.cjs credentials dev >'${document}' 2>/dev/null`;
      const terminal = start('script', ['-q', '-e', '-c', typed, '/dev/null'], { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url });
      await plugged.blinking();
      plugged.key.touch();
      const ended = await terminal.ended;
      expect(ended.code, ended.stdout).toBe(0);
      expect(ended.stdout).toContain('Touch your YubiKey to open dev');
      expect(JSON.parse(readFileSync(document, 'utf8'))).toMatchObject({ Version: 1, AccountId: homeAccount });
    } finally {
      await plugged.remove();
    }
  });

  test('the terminal says what is missing', async () => {
    const noKey = await stage.roletap(['credentials', 'dev', '--json']).ended;
    expect([noKey.code, noKey.json()]).toMatchObject([3, { problem: { code: 'yubikey-missing' } }]);
    const noRole = await stage.roletap(['exec', 'nobody', '--json', '--', 'true']).ended;
    expect([noRole.code, noRole.json()]).toMatchObject([3, { problem: { code: 'role-unknown' } }]);
    expect(existsSync(join(stage.home.environment.XDG_RUNTIME_DIR ?? '', 'roletap', 'socket'))).toBe(false);
  });
});

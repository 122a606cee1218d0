import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataFolder } from '../../../src-main/storage/folders.ts';
import { type RunningApp, startRunningApp } from '../../support/app/running-app.ts';
import { createStage, homeAccount, type Stage, start, usualConfig } from '../../support/aws/stage.ts';
import { skippedFor } from '../../support/skips.ts';

if (process.getuid?.() !== 0) console.log('skipped: a socket in a folder of somebody else can be tried by root alone');

const person = { kind: 'person', front: 'tray' } as const;

/** `roletap-exec` as a person types it, at the app that runs. */
describe('roletap-exec', () => {
  let stage: Stage;
  let running: RunningApp;
  let script: string;
  let environment: Record<string, string>;

  beforeEach(async () => {
    stage = await createStage();
    running = await startRunningApp(stage);
    environment = { ...stage.home.environment, PATH: process.env.PATH ?? '' };
    script = join(dataFolder({ platform: 'linux', env: environment, home: environment.HOME ?? '' }), 'roletap-exec');
  });
  afterEach(async () => {
    await running.close();
    await stage.close();
  });

  const open = async (role = 'dev') => {
    const handed = running.app.credentials({ role, asker: person, wait: true }, new AbortController().signal);
    await running.blinking();
    running.key.touch();
    expect(await handed).toMatchObject({ ok: true });
  };
  const run = (words: readonly string[], more: Record<string, string> = {}) => start(script, words, { ...environment, ...more });
  const whoami = ['aws', 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--endpoint-url'] as const;
  const dev = new RegExp(`^arn:aws:sts::${homeAccount}:assumed-role/Dev/`);
  /** What a command sees, as an object. */
  const seen = async (more: Record<string, string> = {}, role = 'dev') => {
    const print = 'console.log(JSON.stringify(process.env))';
    const ended = await run([role, '--', process.execPath, '-e', print], more).ended;
    expect(ended.code, ended.stderr).toBe(0);
    return { said: ended.stderr, env: ended.json() };
  };

  test('runs aws and an SDK as the role', async () => {
    await open();
    const byAws = await run(['dev', '--', ...whoami, stage.url]).ended;
    expect([byAws.code, byAws.stderr]).toEqual([0, '']);
    expect(byAws.stdout).toMatch(dev);
    const sdk = `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
      new STSClient({ endpoint: '${stage.url}' }).send(new GetCallerIdentityCommand({})).then(({ Arn }) => console.log(Arn));`;
    const bySdk = await run(['dev', '--', process.execPath, '-e', sdk]).ended;
    expect(bySdk.stdout, bySdk.stderr).toMatch(dev);
  });

  const print = ['--', process.execPath, '-e', 'console.log(JSON.stringify(process.env))'];
  const shape = (env: Record<string, unknown>) => {
    const { AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN, _, PWD, OLDPWD, SHLVL, ...rest } = env;
    return { ...rest, there: [typeof AWS_CONTAINER_CREDENTIALS_FULL_URI, typeof AWS_CONTAINER_AUTHORIZATION_TOKEN] };
  };

  test('gives the command what roletap exec gives it', async () => {
    await open();
    const before = {
      AWS_ENDPOINT_URL: stage.url,
      AWS_PROFILE: 'acme',
      AWS_ACCESS_KEY: 'AKIAOTHER',
      AWS_SESSION_TOKEN: 'old',
      KEPT: "it's\n$(id)",
      line: 'mine',
    };
    const { env: ours } = await seen(before);
    const theirs = (await stage.roletap(['exec', 'dev', ...print], { environment: before }).ended).json();
    expect(shape(ours)).toEqual(shape(theirs));
    expect(ours).toMatchObject({ ROLETAP_ROLE: 'dev', KEPT: before.KEPT, line: 'mine' });
  });

  test('gives it the settings of the profile, but for those that the person set, and none of an outer role', async () => {
    const settings = "ca_bundle = /it's $(id).pem\nretry_mode = adaptive\n";
    const roles = usualConfig(stage.device.arn).replace('[profile dev]\n', `[profile dev]\n${settings}`);
    stage.writeConfig(`[default]\nuse_fips_endpoint = true\nendpoint_url = http://127.0.0.1:9\n${roles}`);
    await open();
    const before = { AWS_RETRY_MODE: 'standard', ROLETAP_SETTINGS: 'AWS_MAX_ATTEMPTS x;y', AWS_MAX_ATTEMPTS: '9' };
    const { env } = await seen(before);
    expect(env).toMatchObject({
      AWS_CA_BUNDLE: "/it's $(id).pem",
      AWS_RETRY_MODE: 'standard',
      AWS_USE_FIPS_ENDPOINT: 'false',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      ROLETAP_SETTINGS: 'AWS_CA_BUNDLE AWS_USE_FIPS_ENDPOINT AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    });
    expect(env).not.toHaveProperty('AWS_MAX_ATTEMPTS');
    const more = { ...before, AWS_ENDPOINT_URL: stage.url };
    const theirs = (await stage.roletap(['exec', 'dev', ...print], { environment: more }).ended).json();
    expect(shape((await seen(more)).env)).toEqual(shape(theirs));
  });

  test('becomes the command: its words, its exit code and the signals are the command’s own', async () => {
    await open();
    const words = ['a b', '', '*', '--', "it's", '$HOME'];
    const ended = await run(['dev', '--', process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', ...words]).ended;
    expect(JSON.parse(ended.stdout)).toEqual(words);
    expect((await run(['dev', '--', 'sh', '-c', 'exit 7']).ended).code).toBe(7);
    const waits = run([
      'dev',
      '--',
      process.execPath,
      '-e',
      'process.on("SIGUSR1", () => process.exit(9)); setInterval(() => {}, 1e6); console.error("up")',
    ]);
    await waits.says('up');
    waits.process.kill('SIGUSR1');
    expect((await waits.ended).code).toBe(9);
  });

  test('waits for the touch, and the app shows who asks', async () => {
    const asked = run(['dev', '--', ...whoami, stage.url]);
    await running.blinking();
    const asker = { kind: 'program', pid: process.pid, sure: true };
    expect(running.app.snapshot().waiting).toMatchObject([{ kind: 'touch', askers: [asker] }]);
    running.key.touch();
    expect((await asked.ended).stdout).toMatch(dev);
  });

  test('ends with 3 or 4 and one line, as roletap exec does, and runs nothing', async () => {
    const quiet = await run(['dev', '--', 'echo', 'ran'], { ROLETAP_WAIT: '0' }).ended;
    expect([quiet.code, quiet.stdout]).toEqual([3, '']);
    expect(quiet.stderr).toMatch(/^roletap: A touch is needed\. [^\n]*\n$/);
    const unknown = await run(['nobody', '--', 'echo', 'ran']).ended;
    expect([unknown.code, unknown.stdout]).toEqual([3, '']);
    expect(unknown.stderr).toMatch(/^roletap: No such role\. [^\n]*\n$/);
    const cancelled = run(['dev', '--', 'echo', 'ran']);
    await running.blinking();
    await running.app.run('cancel', { waiting: running.app.snapshot().waiting[0]?.id });
    expect(await cancelled.ended).toMatchObject({ code: 4, stdout: '' });
  });

  test('asks for no touch for a command that is not there, or is none', async () => {
    for (const [code, words] of [
      [2, ['dev']],
      [2, ['dev', 'true', 'x']],
      [2, ['dev', '--']],
      [2, ['dev', '--', '']],
      [2, ['dev', '--', '-c']],
      [127, ['dev', '--', 'no-such-program']],
      [127, ['dev', '--', './no-such-program', 'x']],
    ] as const) {
      const ended = await run(words).ended;
      expect([words, ended.code, ended.stdout]).toEqual([words, code, '']);
      expect(ended.stderr).toMatch(/^(?:roletap|usage): [^\n]*\n$/);
    }
    expect(running.app.snapshot().waiting).toEqual([]);
  });

  test('hides a file of the caller that would win, wherever it lies, and says so', async () => {
    await open();
    const { accessKeyId, secretAccessKey } = stage.keys;
    const folder = join(stage.home.folder, 'elsewhere');
    mkdirSync(join(folder, '.aws'), { recursive: true });
    const other = join(folder, '.aws', 'credentials');
    writeFileSync(other, `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    const hidden = { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
    for (const more of [
      { AWS_SHARED_CREDENTIALS_FILE: other },
      { AWS_SHARED_CREDENTIALS_FILE: '~/.aws/credentials', HOME: folder },
      { AWS_SHARED_CREDENTIALS_FILE: '', HOME: folder },
    ]) {
      const { env, said } = await seen(more);
      expect(env).toMatchObject(hidden);
      expect(said).toMatch(/^note: \[default\][^\n]*\n$/);
    }
    const relative = `cd '${folder}' && AWS_SHARED_CREDENTIALS_FILE=.aws/credentials exec '${script}' dev -- ${whoami.join(' ')} ${stage.url}`;
    expect((await start('sh', ['-c', relative], environment).ended).stdout).toMatch(dev);
    const none = await seen({ AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') });
    expect([none.said, none.env.AWS_SHARED_CREDENTIALS_FILE]).toEqual(['', join(folder, 'none')]);
    // What only the caller can open is not judged, and so not shown.
    const opened = `exec 9< '${other}'; AWS_SHARED_CREDENTIALS_FILE=/dev/fd/9 exec '${script}' dev -- ${whoami.join(' ')} ${stage.url}`;
    expect((await start('sh', ['-c', opened], environment).ended).stdout).toMatch(dev);
  });

  test('serves the command to its end, also when its session is ended meanwhile, and nobody after it', async () => {
    await open();
    const address =
      'console.error(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI, process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN, "."); setInterval(() => {}, 1e6)';
    const runs = run(['dev', '--', process.execPath, '-e', address]);
    let said = '';
    runs.process.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    await runs.says(' .\n');
    const [url = '', token = ''] = said.split(' ');
    const ask = async () => (await fetch(url, { headers: { Authorization: token } })).status;
    expect(await ask()).toBe(200);
    expect(await running.app.end('dev-tap')).toMatchObject({ ok: true });
    expect(await ask()).toBe(200);
    runs.process.kill();
    await runs.ended;
    expect(await ask()).toBe(403);
  });

  test('trusts no socket in a folder that is a link', async () => {
    await open();
    const folder = dirname(running.socket());
    renameSync(folder, `${folder}-away`);
    symlinkSync(`${folder}-away`, folder);
    const linked = await run(['dev', '--', 'echo', 'ran']).ended;
    expect([linked.code, linked.stdout]).toEqual([3, '']);
    expect(linked.stderr).toMatch(/^roletap: Roletap isn’t running\. [^\n]*\n$/);
  });

  test(
    'trusts no socket in a folder of somebody else',
    skippedFor(process.getuid?.() !== 0 && 'only root has somebody else’s folder'),
    async () => {
      await open();
      chownSync(dirname(running.socket()), 65_534, 65_534);
      const ended = await run(['dev', '--', 'echo', 'ran']).ended;
      expect([ended.code, ended.stdout]).toEqual([3, '']);
      expect(ended.stderr).toMatch(/^roletap: Roletap isn’t running\. /);
    },
  );

  test('lets the terminal do it where the app does not run and the terminal is there', async () => {
    const fake = join(stage.home.folder, 'fake.cjs');
    writeFileSync(fake, 'console.log(JSON.stringify(process.argv.slice(2)))');
    const text = readFileSync(script, 'utf8');
    const copy = join(stage.home.folder, 'copy');
    const there = `if [ -r '${fake}' ]; then\n    exec '${process.execPath}' '${fake}' exec "$roletap_role" -- "$@"\n  fi\n`;
    writeFileSync(copy, text.replace("000 | '')\n", `000 | '')\n  ${there}`));
    chmodSync(copy, 0o700);
    await running.close();
    const ended = await start(copy, ['dev', '--', 'echo', 'a b'], environment).ended;
    expect(JSON.parse(ended.stdout)).toEqual(['exec', 'dev', '--', 'echo', 'a b']);
  });
});

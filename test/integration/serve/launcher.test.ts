import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromProcess } from '@aws-sdk/credential-provider-process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandVariables } from '../../../src-main/aws/profiles/environment.ts';
import { createLauncher } from '../../../src-main/serve/launcher/launcher.adapter.ts';
import { launcherLine } from '../../../src-main/serve/launcher/launcher-scripts.ts';
import { handedOut } from '../../fakes/broker.ts';
import { createSocketStage, type SocketStage } from '../../support/app/socket-stage.ts';
import { start } from '../../support/aws/stage.ts';

const environment = { PATH: process.env.PATH ?? '' };

/** The launcher as programs run it: by sh, by Python's shlex, by aws and by an SDK. */
describe('the launcher of a credential_process line', () => {
  let stage: SocketStage;

  beforeEach(async () => {
    stage = createSocketStage();
    await stage.server.open();
    await stage.launcher.install();
  });
  afterEach(() => stage.close());

  const runBySh = (line: string, more: Record<string, string> = {}) => start('dash', ['-c', line], { ...environment, ...more }).ended;
  const script = () => join(stage.folder, 'roletap-credentials');

  test('is for this user alone, and is written anew only when it is not the same', async () => {
    expect(statSync(script()).mode & 0o777).toBe(0o700);
    const before = statSync(script()).ino;
    expect(await stage.launcher.install()).toEqual({ ok: true, value: undefined });
    expect(statSync(script()).ino).toBe(before);
    writeFileSync(script(), '#!/bin/sh\n');
    await stage.launcher.install();
    expect(readFileSync(script(), 'utf8')).toContain('--unix-socket');
  });

  test('says where it cannot be written', async () => {
    const launcher = createLauncher({
      platform: 'linux',
      folder: join(script(), 'in-a-file'),
      socket: '/x',
      missing: () => '',
      variables: commandVariables(),
    });
    expect(await launcher.install()).toMatchObject({ ok: false, problem: { code: 'state-unwritable' } });
  });

  test('says that the disk is read-only where it is', async () => {
    const folder = join(stage.folder, 'fixed');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'roletap-fixed', folder]);
    try {
      const launcher = createLauncher({
        platform: 'linux',
        folder: join(folder, 'Roletap'),
        socket: '/x',
        missing: () => '',
        variables: commandVariables(),
      });
      expect(await launcher.install()).toMatchObject({ ok: false, problem: { code: 'state-unwritable', errno: 'EROFS' } });
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  test('prints the document and nothing else', async () => {
    stage.broker.holding.set('dev', handedOut());
    const { code, stdout, stderr } = await runBySh(stage.launcher.line('dev'));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(JSON.parse(stdout)).toEqual({
      Version: 1,
      AccessKeyId: 'ASIADEV',
      SecretAccessKey: 'SECRET-session',
      SessionToken: 'SECRET-token',
      Expiration: '2026-11-22T05:00:00Z',
      AccountId: '111122223333',
    });
  });

  test('asks for the role whatever its name holds', async () => {
    for (const role of ['a b', "it's", 'x&all=1', '100%', 'päivä', '$HOME', '`id`', '"q"', 'a\\b', '-d', '@file', 'c=d', 'e;f']) {
      stage.broker.holding.clear();
      stage.broker.holding.set(role, handedOut(role, 'ASIAODD'));
      const bySh = await runBySh(stage.launcher.line(role));
      expect([role, bySh.stdout.includes('ASIAODD')]).toEqual([role, true]);
      // As botocore runs it: split by shlex, without a shell.
      const python = 'import shlex,subprocess,sys; sys.exit(subprocess.call(shlex.split(sys.argv[1])))';
      const byShlex = await start('/usr/bin/python3', ['-c', python, stage.launcher.line(role)], environment).ended;
      expect([role, byShlex.stdout.includes('ASIAODD')]).toEqual([role, true]);
    }
  });

  test('waits for the touch, and the app hears who asks', async () => {
    const bash = start('bash', ['-c', `cd /usr; ${stage.launcher.line('dev')}; exit $?`], environment);
    await stage.broker.untilWaiting(1);
    expect(stage.broker.asked).toMatchObject([{ role: 'dev', wait: true, asker: { kind: 'program', sure: true } }]);
    // The launcher, curl and a shell that runs one command are no programs that a person knows: this process is.
    expect(stage.broker.asked[0]?.asker).toMatchObject({ pid: process.pid });
    stage.broker.touch();
    expect((await bash.ended).stdout).toContain('ASIADEV');
  });

  test('ends with 1 and one line on standard error when there is no session', async () => {
    const { code, stdout, stderr } = await runBySh(stage.launcher.line('dev'), { ROLETAP_WAIT: '0' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^roletap: A touch is needed\. [^\n]*\n$/);
  });

  test('says that the app does not run', async () => {
    await stage.server.close();
    const { code, stdout, stderr } = await runBySh(stage.launcher.line('dev'));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^roletap: Roletap isn’t running\. [^\n]*\n$/);
  });

  test('lets the terminal do it where the app does not run and the terminal is there', async () => {
    await stage.server.close();
    const terminal = join(stage.folder, "it's a terminal.cjs");
    writeFileSync(terminal, 'console.log(JSON.stringify(process.argv.slice(2)))');
    const launcher = createLauncher({
      platform: 'linux',
      folder: stage.folder,
      socket: stage.path,
      terminal: async () => ({ node: process.execPath, script: terminal }),
      missing: () => 'missing',
      variables: commandVariables(),
    });
    await launcher.install();
    expect((await runBySh(launcher.line('--help'))).stdout).toBe('["credentials","--","--help"]\n');
  });

  test('takes no word of the user’s curl settings and proxies', async () => {
    stage.broker.holding.set('dev', handedOut());
    writeFileSync(join(stage.folder, '.curlrc'), 'include\nuser-agent = "x"\n');
    const more = { HOME: stage.folder, http_proxy: 'http://127.0.0.1:9', ALL_PROXY: 'http://127.0.0.1:9' };
    expect((await runBySh(stage.launcher.line('dev'), more)).stdout).toMatch(/^\{"Version":1/);
  });

  test('is checked as a program would run it', async () => {
    const line = stage.launcher.line('dev');
    const signal = new AbortController().signal;
    expect(await stage.launcher.check(line, signal)).toMatchObject({
      ok: false,
      problem: { code: 'command-failed', detail: expect.stringContaining('A touch is needed') },
    });
    expect(stage.broker.waiting()).toBe(0);
    stage.broker.holding.set('dev', handedOut());
    expect(await stage.launcher.check(line, signal)).toEqual({ ok: true, value: undefined });
    expect(await stage.launcher.check(launcherLine('linux', '/nowhere/roletap-credentials', 'dev'), signal)).toMatchObject({
      problem: { code: 'command-missing' },
    });
    expect(await stage.launcher.check('echo hello', signal)).toMatchObject({ problem: { code: 'command-failed' } });
  });

  test('serves an AWS SDK for JavaScript', async () => {
    const later = Date.now() + 3_600_000;
    const handed = handedOut();
    stage.broker.holding.set('dev', { ...handed, credentials: { ...handed.credentials, expires: later } });
    const config = join(stage.folder, 'config');
    writeFileSync(config, `[profile dev-tap]\ncredential_process = ${stage.launcher.line('dev')}\n`);
    const credentials = await fromProcess({ profile: 'dev-tap', configFilepath: config, filepath: join(stage.folder, 'none') })();
    expect(credentials).toMatchObject({ accessKeyId: 'ASIADEV', sessionToken: 'SECRET-token' });
    expect(credentials.expiration?.getTime()).toBe(Math.floor(later / 1000) * 1000);
  });

  test('serves aws', async () => {
    const handed = handedOut();
    stage.broker.holding.set('dev', { ...handed, credentials: { ...handed.credentials, expires: Date.now() + 3_600_000 } });
    const config = join(stage.folder, 'config');
    writeFileSync(config, `[profile dev-tap]\ncredential_process = ${stage.launcher.line('dev')}\n`);
    const more = { HOME: stage.folder, AWS_CONFIG_FILE: config };
    const { stdout, stderr } = await start('aws', ['configure', 'list', '--profile', 'dev-tap'], { ...environment, ...more }).ended;
    expect(stdout, stderr).toMatch(/ADEV +custom-process/);
  });
});

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { installedAws } from '../../support/aws/aws-command.ts';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** An access key that a program gives, with the built terminal over the real pcscd, against the simulator. */
let stage: Stage;
let plugged: PluggedKey;

withPluggedKey({}, (rig) => {
  ({ stage, plugged } = rig);
});

const configWith = (line: string) => `[profile vault]
region = eu-central-1
credential_process = ${line}

[profile dev]
role_arn = arn:aws:iam::${homeAccount}:role/Dev
source_profile = vault
mfa_serial = ${stage.device.arn}
`;

/** A program beside the AWS files, and the config that names it. */
const writeProgram = (script: string): string => {
  const path = join(stage.home.folder, 'vault-program');
  writeFileSync(path, `#!/bin/sh\necho run >>'${path}.runs'\n${script}\n`);
  chmodSync(path, 0o700);
  stage.writeConfig(configWith(`"${path}" jane`));
  writeFileSync(stage.credentials, '');
  return path;
};
const runsOf = (path: string): number => readFileSync(`${path}.runs`, 'utf8').split('\n').length - 1;

const printed = (): string => {
  const { accessKeyId, secretAccessKey } = stage.keys;
  return `echo '${JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey })}'`;
};

const keep = (): void =>
  writeFileSync(
    stage.credentials,
    `[kept]\naws_access_key_id = ${stage.keys.accessKeyId}\naws_secret_access_key = ${stage.keys.secretAccessKey}\n`,
  );
const anybody = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${homeAccount}:root` } } as const;
const expired = JSON.stringify({
  Version: 1,
  AccessKeyId: 'ASIAOLD',
  SecretAccessKey: 'old',
  SessionToken: 'old',
  Expiration: '2020-01-01T00:00:00Z',
});

/** What still runs of a group of processes: their state and command. One that has ended may wait for somebody to take notice. */
const runningIn = (group: number): readonly string[] =>
  execFileSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${group} `) && !/^\d+ +Z/.test(line));

/** All files of the home that hold a text, but for the program that prints it. */
const filesWith = (folder: string, text: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path).includes(text));

const tapWithTouch = async (...words: readonly string[]) => {
  const running = stage.roletap(['tap', ...words]);
  await plugged.blinking();
  plugged.key.touch();
  return running.ended;
};

describe('an access key from a program', () => {
  test('opens a role with one touch, is asked for once, and lies in no file', async () => {
    const path = writeProgram(printed());
    const ended = await tapWithTouch('dev');
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stderr).toContain('Waiting for the program that “vault” uses…');
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'dev-tap']);
    expect(who.json()).toMatchObject({ Account: homeAccount, Arn: expect.stringContaining(':assumed-role/Dev/') });
    expect(runsOf(path)).toBe(1);
    expect(await stage.roletap(['tap', 'dev']).ended, 'from the MFA session').toMatchObject({ code: 0 });
    for (const words of [['roles'], ['sessions'], ['doctor']]) await stage.roletap(words).ended;
    expect(runsOf(path), 'not by what only looks').toBe(1);
    expect(filesWith(stage.home.folder, stage.keys.secretAccessKey)).toEqual([path]);
  });

  test('comes from what aws itself prints', async () => {
    keep();
    stage.writeConfig(configWith(`${installedAws} configure export-credentials --profile kept --format process`));
    expect(await tapWithTouch('dev')).toMatchObject({ code: 0 });
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'dev-tap']);
    expect(who.json()).toMatchObject({ Arn: expect.stringContaining(':assumed-role/Dev/') });
  });

  test('may be temporary: then a role opens without a touch, and a guarded one does not', async () => {
    keep();
    stage.account.addRole('Open', { trust: { Version: '2012-10-17', Statement: [{ ...anybody, Action: 'sts:AssumeRole' }] } });
    const { Credentials } = (
      await stage.aws(['sts', 'get-session-token', '--profile', 'kept', '--region', 'eu-central-1', '--output', 'json'])
    ).json() as { readonly Credentials: object };
    writeProgram(`echo '${JSON.stringify({ Version: 1, ...Credentials })}'`);
    stage.writeConfig(readFileSync(stage.config, 'utf8').replace('role/Dev', 'role/Open'));
    const ended = await stage.roletap(['tap', 'dev', '--json']).ended;
    expect(ended.json()).toMatchObject({ target: 'dev-tap', via: 'direct' });
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'dev-tap']);
    expect(who.json()).toMatchObject({ Arn: expect.stringContaining(':assumed-role/Open/') });
  });
});

describe('a program that gives none', () => {
  test.each([
    ['garbage', 'echo hello', 'vault-program, which printed no credentials.'],
    ['exit', 'echo "no account is signed in" >&2; exit 6', 'which failed with exit code 6. It last printed “no account is signed in”.'],
    ['asks', 'read -r word </dev/tty || exit 1', 'which needs a terminal.'],
    ['too-much', 'head -c 10000000 /dev/zero', 'which printed more than 64 kB.'],
    ['version', 'echo \'{"Version":2}\'', 'which printed credentials of a version other than 1'],
    ['expired', `echo '${expired}'`, 'which returned expired credentials.'],
  ])('is told apart, and no touch is asked for: %s', async (why, script, words) => {
    writeProgram(script);
    const ended = await stage.roletap(['tap', 'dev', '--json']).ended;
    expect(ended.json()).toMatchObject({ problem: { code: 'source-program', profile: 'vault', program: 'vault-program', why } });
    expect((await stage.roletap(['tap', 'dev']).ended).stderr).toContain(words);
  });

  test('is ended with all that it started, when the person gives up', async () => {
    const path = writeProgram(`echo $$ >"$0.pid"; echo 'Unlock the vault' >&2; sleep 600 & wait`);
    const running = stage.roletap(['tap', 'dev']);
    await running.says('Waiting for the program that “vault” uses');
    const pid = await eventually(
      () => existsSync(`${path}.pid`) && (Number(readFileSync(`${path}.pid`, 'utf8')) || undefined),
      'the program runs',
    );
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 4, stderr: expect.stringContaining('Cancelled.') });
    await expect.poll(() => runningIn(pid)).toEqual([]);
  });

  test('is missing, or asks Roletap itself', async () => {
    writeProgram('');
    stage.writeConfig(configWith('/nowhere/op item get jane'));
    expect((await stage.roletap(['tap', 'dev']).ended).stderr).toContain('gets its access key from op, which doesn’t exist.');
    stage.writeConfig(configWith('/usr/bin/roletap credentials dev-tap'));
    expect((await stage.roletap(['tap', 'dev']).ended).stderr).toContain('This profile asks Roletap itself');
  });
});

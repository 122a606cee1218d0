import { createHash, generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog, silentLog } from '../../../src-main/base/log.ts';
import type { CommandName } from '../../../src-main/contract/commands.ts';
import { dataFolder } from '../../../src-main/storage/folders.ts';
import { createKeptSecrets } from '../../../src-main/storage/secrets/kept-secrets.adapter.ts';
import { fakeKeyring } from '../../fakes/keyring.ts';
import { type OwnKeyring, startOwnKeyring } from '../../support/app/own-keyring.ts';
import { startRunningApp } from '../../support/app/running-app.ts';
import { foundInArguments, foundInFiles, type Needle } from '../../support/app/secret-scan.ts';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/**
 * What a secret may be found in while the built program works with it, and afterwards: output with the log switched on, arguments and environments of all
 * processes, and every file of the home, which has the temporary folder and the login's memory in it.
 */
describe('a secret', () => {
  let stage: Stage;
  let keyring: OwnKeyring;
  let temporary: string;

  withPluggedKey({ account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });
  beforeEach(async () => {
    keyring = await startOwnKeyring(stage.home, 'unlocked');
    temporary = join(stage.home.folder, 'temporary');
    mkdirSync(temporary);
  });
  afterEach(() => keyring.close());

  const forms = (name: string, secret: string): readonly Needle[] => [
    { name, bytes: Buffer.from(secret) },
    { name: `${name} in base64`, bytes: Buffer.from(Buffer.from(secret).toString('base64').replaceAll('=', '')) },
    { name: `${name} in hexadecimal`, bytes: Buffer.from(Buffer.from(secret).toString('hex')) },
  ];
  /** All of Jane's keys: a rotation makes one on the way. */
  const needles = () => stage.jane.keys().flatMap(({ accessKeyId, secretAccessKey }) => forms(accessKeyId, secretAccessKey));
  const inFiles = (more: readonly Needle[] = []) => foundInFiles(stage.home.folder, [...needles(), ...more]);

  /** Runs a command to its end, and looks at all processes meanwhile. */
  const watched = async (words: readonly string[], input = '', more: readonly Needle[] = []) => {
    const environment = { ...keyring.environment, ROLETAP_LOG: '1', TMPDIR: temporary };
    const running = stage.roletap(words, { input, environment });
    const found = new Set<string>();
    let isOver = false;
    const ended = running.ended.finally(() => {
      isOver = true;
    });
    // Processes come and go: what they were started with is looked at all the time.
    while (!isOver) {
      for (const where of foundInArguments([...needles(), ...more])) found.add(where);
      await sleep(10);
    }
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect([...found]).toEqual([]);
    const said = Buffer.from(stdout + stderr);
    expect([...needles(), ...more].filter(({ bytes }) => said.includes(bytes)).map(({ name }) => name)).toEqual([]);
    return ended;
  };
  const given = () => `${stage.keys.accessKeyId}\n${stage.keys.secretAccessKey}\n`;

  test('that is added is in no file', async () => {
    stage.writeConfig('');
    writeFileSync(stage.credentials, '');
    await watched(['add', 'jane', '--yes'], given());
    expect(inFiles()).toEqual([]);
  });

  test('that is added under a passphrase is in no file, and neither is the passphrase', async () => {
    stage.writeConfig('');
    writeFileSync(stage.credentials, '');
    const passphrase = forms('passphrase', 'correct horse battery staple');
    await watched(['add', 'jane', '--passphrase', '--yes'], `${given()}correct horse battery staple\n`, passphrase);
    expect(inFiles(passphrase)).toEqual([]);
  });

  test('that is moved, tapped with, rotated and put back is in the credentials file at the end, and nowhere on the way', async () => {
    await watched(['keep', 'acme', '--yes']);
    expect(inFiles()).toEqual([]);
    await watched(['tap', 'dev']);
    expect(inFiles()).toEqual([]);
    await watched(['rotate', 'acme', '--yes', '--delete-after', '0']);
    expect(inFiles()).toEqual([]);
    await watched(['keep', 'acme', '--undo', '--yes']);
    const [kept] = stage.jane.keys();
    expect(inFiles()).toEqual([`${kept?.accessKeyId} in ${stage.credentials}`]);
  });

  /** Prints an access key, as `credential_process` wants it. */
  const writeProgram = (accessKeyId: string, secretAccessKey: string): string => {
    const program = join(stage.home.folder, 'vault-program');
    writeFileSync(
      program,
      `#!/bin/sh\necho '${JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey })}'\n`,
    );
    chmodSync(program, 0o700);
    return program;
  };

  test('that a program prints is in no file of ours', async () => {
    const { accessKeyId, secretAccessKey } = stage.keys;
    const program = writeProgram(accessKeyId, secretAccessKey);
    writeFileSync(stage.credentials, '');
    stage.writeConfig(
      `[profile vault]\nregion = eu-central-1\ncredential_process = "${program}"\n\n[profile dev]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = vault\nmfa_serial = ${stage.device.arn}\n`,
    );
    await watched(['tap', 'dev']);
    expect(inFiles()).toEqual([`${accessKeyId} in ${program}`]);
  });

  /** The profile `jane` signed in as aws does it. Gives what is secret in that, and the file that it is in. */
  const signIn = async () => {
    const anybody = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${homeAccount}:root` }, Action: 'sts:AssumeRole' } as const;
    stage.account.addRole('Open', { trust: { Version: '2012-10-17', Statement: [anybody] } });
    const made = await stage.aws(['sts', 'get-session-token', '--profile', 'acme', '--region', 'eu-central-1', '--output', 'json']);
    const { Credentials: session } = made.json() as {
      readonly Credentials: Readonly<Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>>;
    };
    const arn = `arn:aws:iam::${homeAccount}:user/jane`;
    const cache = join(stage.home.environment.HOME ?? '', '.aws/login/cache');
    const file = join(cache, `${createHash('sha256').update(arn).digest('hex')}.json`);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    mkdirSync(cache, { recursive: true });
    const accessToken = {
      accessKeyId: session.AccessKeyId,
      secretAccessKey: session.SecretAccessKey,
      sessionToken: session.SessionToken,
      accountId: homeAccount,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    };
    const refreshToken = 'refresh-token-of-the-sign-in';
    writeFileSync(
      file,
      JSON.stringify({
        accessToken,
        refreshToken,
        clientId: 'arn:aws:signin:::devtools/same-device',
        dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
      }),
    );
    const login = [
      ['secret', session.SecretAccessKey],
      ['token', session.SessionToken],
      ['refresh token', refreshToken],
    ].flatMap(([name = '', secret = '']) => forms(name, secret));
    const profiles = `[profile jane]\nlogin_session = ${arn}\nregion = eu-central-1\n\n[profile open]\nrole_arn = arn:aws:iam::${homeAccount}:role/Open\nsource_profile = jane\n`;
    return { login, file, profiles };
  };

  test('of a sign-in stays where aws put it', async () => {
    const { login, file, profiles } = await signIn();
    writeFileSync(stage.credentials, '');
    stage.writeConfig(profiles);
    await watched(['tap', 'open'], '', login);
    expect(inFiles(login)).toEqual(['secret', 'token', 'refresh token'].map((name) => `${name} in ${file}`));
  });

  test('is in no snapshot that a window gets, in no line of the log and in no file, whatever the window does with it', async () => {
    const { login, file, profiles } = await signIn();
    const { accessKeyId, secretAccessKey } = stage.keys;
    const program = writeProgram(accessKeyId, secretAccessKey);
    const vault = `[profile vault]\nregion = eu-central-1\ncredential_process = "${program}"\n\n[profile deploy]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = vault\nmfa_serial = ${stage.device.arn}\n`;
    const acme = readFileSync(stage.config, 'utf8');
    stage.writeConfig([acme, vault, profiles].join('\n'));
    const folder = dataFolder({ platform: 'linux', home: stage.home.environment.HOME ?? '', env: stage.home.environment });
    const needs = { keyring: fakeKeyring().keyring, folder, runtimeFolder: undefined, log: silentLog, clock: systemClock };
    const said: string[] = [];
    // The SDK's own provider looks there for what aws left.
    vi.stubEnv('HOME', stage.home.environment.HOME ?? '');
    const running = await startRunningApp(stage, {
      accessKeys: createKeptSecrets(needs).accessKeys,
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url },
      log: createLog((line) => said.push(line), Date.now),
    });
    const { app, key, until } = running;
    // As they go to a window: its copy of each.
    const told: Buffer[] = [];
    const stop = app.subscribe((snapshot) => told.push(serialize(snapshot), Buffer.from(JSON.stringify(snapshot))));
    key.onAwaitingTouch((wait) => wait && queueMicrotask(key.touch));
    const run = (name: CommandName, payload: unknown) => expect(app.run(name, payload), name).toEqual({ accepted: true });
    const given = stage.account.addUser('sam').addKey();
    try {
      run('openFirstRun', { door: 'key', source: '' });
      const bad = new TextEncoder().encode(`${given.secretAccessKey}\n${given.accessKeyId}`);
      run('checkKey', { key: bad });
      await until(({ firstRun }) => firstRun?.problem?.code === 'access-key-malformed');
      run('checkKey', { key: new TextEncoder().encode(`${given.accessKeyId}\n${given.secretAccessKey}`) });
      await until(({ firstRun }) => firstRun?.stage.kind === 'profile' && firstRun.stage.changes.length > 0 && !firstRun.working);
      const { firstRun } = app.snapshot();
      run('addKey', { draft: firstRun?.stage.kind === 'profile' ? firstRun.stage.draft : undefined });
      await until((snapshot) => snapshot.firstRun?.stage.kind === 'setup');
      const isFree = ({ keyPlace }: ReturnType<typeof app.snapshot>) => keyPlace?.state === 'ready';
      run('openDevices', { source: 'acme' });
      await until(isFree);
      run('planKeyMove', { source: 'acme', what: 'keep' });
      await until(({ keyPlace }) => keyPlace?.plan !== undefined);
      run('confirmKeyMove', { source: 'acme', yes: true });
      await until(({ keyPlace }) => keyPlace?.done === 'keep');
      for (const role of ['dev', 'deploy', 'open']) {
        run('tap', { role });
        await until(({ roles }) => roles.find(({ profile }) => profile === role)?.state.kind === 'active');
      }
      run('lookAccessKeys', { source: 'acme' });
      await until(({ accessKeys }) => accessKeys?.state === 'ready' && accessKeys.seen !== undefined);
      run('rotateAccessKey', { source: 'acme', drop: '', graceDays: 1 });
      await until(({ accessKeys }) => accessKeys?.state === 'ready' && accessKeys.seen?.rotation?.oldKeyState === 'inactive');
      const opened = [...stage.readCredentials().matchAll(/^aws_(secret_access_key|session_token) *= *(\S+)/gm)];
      expect(opened).toHaveLength(6);
      const all = [
        ...needles(),
        ...forms('the added one', given.secretAccessKey),
        ...login,
        ...opened.flatMap(([, name = '', value = '']) => forms(`a session’s ${name}`, value)),
      ];
      expect(told.length).toBeGreaterThan(50);
      const lines = Buffer.from(said.join('\n'));
      expect(lines.length).toBeGreaterThan(0);
      for (const text of [...told, lines]) expect(all.filter(({ bytes }) => text.includes(bytes)).map(({ name }) => name)).toEqual([]);
      expect(inFiles(forms('the added one', given.secretAccessKey))).toEqual([`${accessKeyId} in ${program}`]);
      expect(foundInFiles(stage.home.folder, login).filter((found) => !found.endsWith(file))).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      stop();
      await running.close();
    }
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OwnKeyring, startOwnKeyring } from '../../support/app/own-keyring.ts';
import { typedAt } from '../../support/app/person.ts';
import { foundInArguments, foundInFiles, type Needle } from '../../support/app/secret-scan.ts';
import { homeAccount, type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** A key that left the files: with the built terminal, a real gnome-keyring, the real pcscd, and `aws` as every program would use it. */
describe('a profile whose key is in the keyring', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let keyring: OwnKeyring;
  let needles: readonly Needle[];

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
  });
  beforeEach(async () => {
    keyring = await startOwnKeyring(stage.home, 'unlocked');
    needles = [{ name: 'secret', bytes: Buffer.from(stage.keys.secretAccessKey) }];
    const moved = await roletap('keep', 'acme', '--yes').ended;
    expect(moved.code, moved.stderr).toBe(0);
    expect(foundInFiles(stage.home.folder, needles)).toEqual([]);
  });
  afterEach(() => keyring.close());

  const environment = () => ({ ...stage.home.environment, ...keyring.environment, AWS_ENDPOINT_URL: stage.url });
  const roletap = (...words: readonly string[]) => stage.roletap(words, { environment: keyring.environment });
  const touched = async (work: Promise<unknown>) => {
    await plugged.blinking();
    // While it waits, the key has been opened.
    expect(foundInArguments(needles)).toEqual([]);
    plugged.key.touch();
    return work;
  };
  const aws = (...words: readonly string[]) => start('aws', words, environment()).ended;

  test('is tapped as before', async () => {
    const running = roletap('tap', 'dev', '--json');
    await touched(running.ended);
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ target: 'dev-tap', via: 'mfa-session' });
    expect(foundInFiles(stage.home.folder, needles)).toEqual([]);
  });

  test('goes on serving plain tools, now with MFA, and the roles that name it', async () => {
    const first = aws('sts', 'get-caller-identity', '--profile', 'acme');
    await touched(first);
    const who = await first;
    expect(who.code, who.stderr).toBe(0);
    expect(who.json()).toMatchObject({ Arn: `arn:aws:iam::${homeAccount}:user/jane` });
    expect(stage.simulator.requests.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
    const role = await aws('sts', 'get-caller-identity', '--profile', 'dev');
    expect(role.code, role.stderr).toBe(0);
    expect(role.json()).toMatchObject({ Arn: expect.stringContaining(':assumed-role/Dev/') });
    expect(foundInFiles(stage.home.folder, needles)).toEqual([]);
  });

  test('goes to programs itself where its person shares it: aws uses the plain key, without a touch, until that ends', async () => {
    const { accessKeyId, secretAccessKey } = stage.keys;
    const before = stage.simulator.requests.length;
    const unasked = await roletap('keep', 'acme', '--share', '--json').ended;
    expect(unasked.json()).toMatchObject({ problem: { code: 'usage' } });
    const shared = await roletap('keep', 'acme', '--share', '--yes', '--json').ended;
    expect(shared.json()).toEqual({ profile: 'acme', accessKeyId, kept: 'keyring', shared: true });

    const given = await roletap('credentials', 'acme').ended;
    expect(given.json()).toEqual({
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Expiration: expect.any(String),
      ...(given.json().AccountId === undefined ? {} : { AccountId: homeAccount }),
    });
    const keys = await roletap('env', 'acme', '--shell', 'dotenv').ended;
    expect(keys.stdout).toContain(`AWS_ACCESS_KEY_ID=${accessKeyId}\n`);
    expect(keys.stdout).not.toMatch(/^AWS_(?:SESSION_TOKEN|CREDENTIAL_EXPIRATION)=/m);
    const identity = ['sts', 'get-caller-identity', '--output', 'json'];
    const users = [
      aws(...identity, '--profile', 'acme'),
      roletap('exec', 'acme', '--keys', '--', 'aws', ...identity).ended,
      roletap('exec', 'acme', '--', 'aws', ...identity).ended,
    ];
    for (const user of await Promise.all(users)) {
      expect(user.code, user.stderr).toBe(0);
      expect(user.json()).toMatchObject({ Arn: `arn:aws:iam::${homeAccount}:user/jane` });
    }
    expect(plugged.key.awaitingTouch()).toBeUndefined();
    const asked = stage.simulator.requests.slice(before);
    expect(asked.map(({ action }) => action)).toEqual(['GetCallerIdentity', 'GetCallerIdentity', 'GetCallerIdentity']);
    expect(new Set(asked.map((request) => request.accessKeyId))).toEqual(new Set([accessKeyId]));

    const history = (await roletap('history', '--json').ended).json() as { entries: readonly Record<string, unknown>[] };
    expect(history.entries.filter(({ event }) => event === 'shared')).toContainEqual(
      expect.objectContaining({ profile: 'acme', accessKeyId }),
    );
    expect((await roletap('history').ended).stdout).toMatch(/ shared +acme .* the access key itself, without MFA$/m);
    expect((await roletap('doctor').ended).stdout).toContain(
      'warning  access keys: Programs that use “acme” get its access key, without MFA. To end that: `roletap keep acme --share --undo`.',
    );
    expect(foundInFiles(stage.home.folder, needles)).toEqual([]);

    expect((await roletap('keep', 'acme', '--share', '--undo', '--json').ended).json()).toMatchObject({ shared: false });
    expect((await roletap('doctor').ended).stdout).not.toContain('--share');
    const first = aws(...identity, '--profile', 'acme');
    await touched(first);
    expect((await first).code).toBe(0);
    expect(stage.simulator.requests.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
  });

  test('is shared by a question that says what it means, and not by its no', async () => {
    const at = { ...environment(), TERM: 'xterm' };
    const isShared = async () => (await roletap('doctor').ended).stdout.includes('--share --undo');
    const declined = await typedAt(at, 'Give programs the access key itself?=nENTER', ['keep', 'acme', '--share']);
    expect(declined.code).toBe(4);
    expect(declined.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Programs that use “acme” get the key itself, without a touch or MFA. Whoever reads it has it until you rotate the key.',
    );
    expect(await isShared()).toBe(false);
    const agreed = await typedAt(at, 'Give programs the access key itself?=yENTER', ['keep', 'acme', '--share']);
    expect(agreed.code, agreed.stdout).toBe(0);
    expect(await isShared()).toBe(true);
    expect((await roletap('keep', 'acme', '--undo', '--yes').ended).code).toBe(0);
    expect((await roletap('keep', 'acme', '--yes').ended).code).toBe(0);
    expect(await isShared()).toBe(false);
  });

  test('says what is wrong while the keyring is locked, before a touch is asked for', async () => {
    await keyring.lock();
    const ended = await roletap('tap', 'dev', '--json').ended;
    expect(ended.json()).toMatchObject({ problem: { code: 'key-store-closed', why: 'locked' } });
    expect(plugged.key.awaitingTouch()).toBeUndefined();
  });

  test('is no reason to read the keyring’s library for what opens no key', async () => {
    const notes = join(stage.home.folder, 'loaded');
    const hook = join(stage.home.folder, 'loaded.cjs');
    const loader = "const { Module } = require('node:module'); const { _load } = Module;";
    writeFileSync(
      hook,
      `${loader} Module._load = (name, ...rest) => { if (/keyring/.test(name)) require('node:fs').appendFileSync(${JSON.stringify(notes)}, name + ' '); return _load(name, ...rest); };`,
    );
    plugged.key.store({ id: 'Example:alice', secret: new Uint8Array(20).fill(7), touch: false });
    const run = (...words: readonly string[]) =>
      stage.roletap(words, { environment: { ...keyring.environment, NODE_OPTIONS: `--require ${hook}` } }).ended;
    for (const words of [['--help'], ['code', 'Example:alice'], ['roles'], ['sessions']]) {
      const ended = await run(...words);
      expect(ended.code, ended.stderr).toBe(0);
    }
    expect(existsSync(notes)).toBe(false);
    expect((await run('devices', '--source', 'acme')).code).toBe(0);
    expect(readFileSync(notes, 'utf8')).toContain('@napi-rs/keyring');
  });

  test('is put back with everything that was moved with it', async () => {
    const back = await roletap('keep', 'acme', '--undo', '--yes').ended;
    expect(back.code, back.stderr).toBe(0);
    expect(readFileSync(stage.config, 'utf8')).not.toContain('credential_process');
    const running = roletap('tap', 'dev', '--json');
    await touched(running.ended);
    expect((await running.ended).code).toBe(0);
  });
});

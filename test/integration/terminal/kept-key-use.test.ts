import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OwnKeyring, startOwnKeyring } from '../../support/app/own-keyring.ts';
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

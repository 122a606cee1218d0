import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canoKeyAtr } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** A token that has the YubiKey's OATH applet, and is none: the built program over the real pcscd. */
describe('a token of another make', () => {
  let stage: Stage;

  withPluggedKey({ key: { atr: canoKeyAtr, otherApplets: false }, account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });

  const roletap = async (...words: readonly string[]) => stage.roletap(words).ended;
  const want = () => {
    const folder = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), '{"otherTokens":true}');
  };
  const isNone = 'The card in “Virtual PCD” isn’t a YubiKey';

  test('is said to be there and to be no YubiKey', async () => {
    expect((await roletap('keys')).stdout).toContain(isNone);
    expect((await roletap('doctor')).stdout).toContain(isNone);
    const tap = await roletap('tap', 'dev');
    expect(tap.code).toBe(3);
    expect(tap.stderr).toContain(isNone);
  });

  test('opens a role where the person wants it', async () => {
    want();
    const keys = await roletap('keys', '--json');
    expect(JSON.parse(keys.stdout)).toMatchObject({
      keys: [{ name: 'Virtual PCD', firmware: null, serial: null, oath: 'ready', accounts: 1 }],
    });
    const tap = await roletap('tap', 'dev', '--json');
    expect(tap.code, tap.stderr).toBe(0);
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'dev-tap']);
    expect(who.stdout).toContain('assumed-role');
  });
});

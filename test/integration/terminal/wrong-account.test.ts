import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** A key that holds two accounts that may be the device's: the built program over the real pcscd. */
describe('roletap tap, with a wrong account beside the right one', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({ account: 'none' }, (rig) => {
    ({ stage, plugged } = rig);
  });

  const tap = async () => {
    const ended = await stage.roletap(['tap', 'dev', '--direct', '--json']).ended;
    expect(ended.code, ended.stderr).toBe(0);
    return ended;
  };
  const codes = () => stage.simulator.requests.filter(({ withCode }) => withCode).length;

  test('says that the first was refused, tries the other, and begins with that one from then on', async () => {
    plugged.key.store({ id: stage.device.arn, secret: randomBytes(20), touch: false });
    plugged.key.store({ id: `Amazon Web Services:jane@${homeAccount}`, secret: stage.device.seed, touch: false });
    expect((await tap()).stderr).toContain('AWS refused the code');
    expect(codes()).toBe(2);
    await tap();
    expect(codes()).toBe(3);
  }, 120_000);
});

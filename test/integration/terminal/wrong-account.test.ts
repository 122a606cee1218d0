import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { type KeyRig, withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** A key that holds two accounts that may be the device's: the built program over the real pcscd. */
describe('roletap tap, with accounts of other names and kinds', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let ykman: KeyRig['ykman'];

  withPluggedKey({ account: 'none' }, (rig) => {
    ({ stage, plugged, ykman } = rig);
  });

  const tap = () => stage.roletap(['tap', 'dev', '--json']).ended;

  test.each([
    `Amazon Web Services:jane@${homeAccount}`,
    'Amazon Web Services:jane@acme-prod',
    `Amazon%20Web%20Services:jane%40${homeAccount}`,
  ])('opens by %s, as another tool named it', async (id) => {
    plugged.key.store({ id: 'GitHub:jane', secret: randomBytes(20), touch: false });
    plugged.key.store({ id, secret: stage.device.seed, touch: false });
    const ended = await tap();
    expect(ended.code, ended.stderr).toBe(0);
  });

  test('says of what ykman added with 8 digits that it is there', async () => {
    await ykman('oath', 'accounts', 'add', '--digits', '8', stage.device.arn, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
    const ended = await tap();
    expect(ended.code).toBe(3);
    expect(ended.stderr + ended.stdout).toContain('account-unusable');
  });
});

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
    expect((await tap()).stderr).toContain('AWS rejected the code');
    expect(codes()).toBe(2);
    await tap();
    expect(codes()).toBe(3);
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createStage, homeAccount, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';

/** Jane has two devices on two keys, in the two slots of the real pcscd: the profiles name the first. */
describe('with a spare that has a device of its own', () => {
  let pcscd: Pcscd;
  let stage: Stage;
  let first: PluggedKey;
  let spare: PluggedKey;
  let shift = 0;
  const spareDevice = `arn:aws:iam::${homeAccount}:mfa/jane-yk-2`;

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    stage = await createStage();
    shift = 0;
    first = await plugVirtualKey(pcscd, { serial: 1 });
    first.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    spare = await plugVirtualKey(pcscd, { serial: 2 }, 1);
    const { seed } = stage.jane.addDevice({ name: 'jane-yk-2' });
    spare.key.store({ id: spareDevice, secret: seed, touch: true });
  });
  afterEach(async () => {
    await first.remove();
    await spare.remove();
    await stage.close();
  });

  const bought = () => stage.simulator.requests.filter(({ action }) => action === 'GetSessionToken');
  /** Taps in with the key that blinks, and ends all again. */
  const tapWith = async (key: PluggedKey) => {
    const before = bought().length;
    // A code of the step before was spent, and nobody waits for the next.
    shift += 31_000;
    stage.shiftAws(shift);
    const running = stage.roletap(['tap', 'dev']);
    await Promise.race([key.blinking(), running.ended]);
    key.key.touch();
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.code, who.stderr).toBe(0);
    expect(bought()).toHaveLength(before + 1);
    expect((await stage.roletap(['end', '--all']).ended).code).toBe(0);
    return ended.stderr;
  };

  test('either key opens, whichever is plugged in, and nothing is asked', async () => {
    await spare.remove();
    expect(await tapWith(first)).not.toMatch(/isn’t one of|Which/);
    await first.remove();
    await spare.insert();
    expect(await tapWith(spare)).not.toMatch(/isn’t one of|Which/);
    await first.insert();
    expect(await tapWith(first)).not.toMatch(/isn’t one of|Which/);
  });

  test('with the first key lost and its device removed the spare opens, and roletap lost mends the profiles', async () => {
    await first.remove();
    const gone = stage.device.arn;
    const removing = stage.roletap(['remove', gone, '--yes']);
    await Promise.race([spare.blinking(), removing.ended]);
    spare.key.touch();
    const removed = await removing.ended;
    expect(removed.code, removed.stderr).toBe(0);
    expect((await stage.roletap(['end', '--all']).ended).code).toBe(0);
    const told = await tapWith(spare);
    expect(told).toContain(`roletap lost ${gone} --source acme`);
    const lost = await stage.roletap(['lost', gone, '--source', 'acme', '--yes', '--json']).ended;
    expect(lost.code, lost.stderr).toBe(0);
    expect(lost.json()).toMatchObject({ lost: gone, removed: true, device: spareDevice, profiles: ['acme'] });
    expect(readFileSync(stage.config, 'utf8')).toContain(`mfa_serial = ${spareDevice}`);
    expect(await tapWith(spare)).not.toMatch(/isn’t one of|Which/);
  });
});

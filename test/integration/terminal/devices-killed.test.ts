import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** `import` and `lost`, killed (kill -9) around AWS and the person's file: the rest is done afterwards. */
describe('after a kill', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({ account: 'none' }, (rig) => {
    ({ stage, plugged } = rig);
  });

  const config = () => readFileSync(stage.config, 'utf8');
  const calls = (action: string) => stage.simulator.requests.filter((request) => request.action === action).length;

  /** Kills a command as soon as this is so. */
  const killedWhen = async (words: readonly string[], isSo: () => boolean) => {
    const running = stage.roletap(words);
    let over = false;
    void running.ended.then(() => {
      over = true;
    });
    while (!over && !isSo()) await sleep(2);
    running.process.kill('SIGKILL');
    return running.ended;
  };
  const killedAtAws = async (words: readonly string[], action: string, when: 'before' | 'after') => {
    stage.simulator.faults.add({ kind: 'hang', when }, { action });
    const before = calls(action);
    const ended = await killedWhen(words, () => calls(action) > before);
    expect(ended.code, ended.stderr).toBe(null);
    stage.simulator.faults.clear();
  };
  const again = async (words: readonly string[]) => {
    const ended = await stage.roletap(words).ended;
    expect(ended.code, ended.stderr).toBe(0);
    return ended.json();
  };
  const tapsUnasked = async () => {
    const tapped = await stage.roletap(['tap', 'dev']).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
  };

  const importing = ['import', '--yes', '--json'];
  test.each<[string, () => Promise<unknown>]>([
    ['before AWS has a code', () => killedAtAws(importing, 'GetSessionToken', 'before')],
    ['when AWS has taken one', () => killedAtAws(importing, 'GetSessionToken', 'after')],
    ['as the profiles name the device', () => killedWhen(importing, () => config().includes('mfa_serial'))],
  ])('of import, %s: the run is shown, and goes on to its end', async (_, kill) => {
    stage.writeConfig(config().replace(/^mfa_serial.*\n/m, ''));
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: false });
    await kill();
    expect(plugged.key.storedAccounts().map(({ id }) => id)).toEqual([stage.device.arn]);
    const { unfinished } = await again(['unfinished', '--json']);
    const [{ id }] = unfinished as [{ readonly id: string }];
    expect(await again(['enroll', '--resume', id, '--yes', '--json'])).toMatchObject({ device: stage.device.arn, left: [] });
    expect(config()).toContain(`mfa_serial = ${stage.device.arn}`);
    expect(await again(['unfinished', '--json'])).toEqual({ unfinished: [] });
    await tapsUnasked();
  });

  const losing = () => ['lost', stage.device.arn, '--yes', '--json'];
  test.each<[string, () => Promise<unknown>]>([
    ['before the device is off', () => killedAtAws(losing(), 'DeactivateMFADevice', 'before')],
    ['when it is off', () => killedAtAws(losing(), 'DeactivateMFADevice', 'after')],
    ['before it is deleted', () => killedAtAws(losing(), 'DeleteVirtualMFADevice', 'before')],
    ['when it is deleted', () => killedAtAws(losing(), 'DeleteVirtualMFADevice', 'after')],
    ['as the profiles name the other one', () => killedWhen(losing(), () => !config().includes(stage.device.arn))],
  ])('of lost, %s: the same command brings it to its end', async (_, kill) => {
    const other = stage.jane.addDevice({ name: 'jane-yk-12345678' });
    plugged.key.store({ id: other.arn, secret: other.seed, touch: false });
    await kill();
    expect(await again(losing())).toMatchObject({ lost: stage.device.arn, removed: true, device: other.arn });
    expect(stage.account.devices().map(({ arn }) => arn)).toEqual([other.arn]);
    expect(config()).toContain(`mfa_serial = ${other.arn}`);
    expect(config()).not.toContain(`mfa_serial = ${stage.device.arn}\n`);
    expect(await again(['unfinished', '--json'])).toEqual({ unfinished: [] });
    await tapsUnasked();
  });
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { INS_LIST, INS_RENAME, INS_SET_CODE, INS_VALIDATE } from '../../../src-main/card/oath/oath-constants.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** Commands that change a key or a device, killed (kill -9) around their effect: the built program over the real pcscd. */
describe('after a kill', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({ account: 'none' }, (rig) => {
    ({ stage, plugged } = rig);
  });

  const settingsFile = () => join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap', 'settings.json');
  const settings = () => (existsSync(settingsFile()) ? readFileSync(settingsFile(), 'utf8') : '{}');
  const store = (id: string) => plugged.key.store({ id, secret: stage.device.seed, touch: false });
  const names = () => plugged.key.storedAccounts().map(({ id }) => id);
  const run = (words: readonly string[], input?: string) => stage.roletap(words, input === undefined ? {} : { input }).ended;

  /** Runs a command and kills it when an APDU comes that fits; what that APDU does is done all the same. */
  const killedAt = async (words: readonly string[], fits: (instruction: number) => boolean, input?: string) => {
    const running = stage.roletap(words, input === undefined ? {} : { input });
    const stop = plugged.key.onApdu((apdu) => {
      if (fits(apdu[1] ?? 0)) running.process.kill('SIGKILL');
    });
    const ended = await running.ended;
    stop();
    expect(ended.code, ended.stderr).toBe(null);
    // The card's process ends with it.
    await run(['keys']);
  };

  const isNoted = () => settings().includes('"from"');
  /** A name that does not tell its device is one that a person picked. */
  const pick = (account: string) => {
    mkdirSync(dirname(settingsFile()), { recursive: true, mode: 0o700 });
    writeFileSync(settingsFile(), JSON.stringify({ pickedAccounts: { [stage.device.arn]: account } }));
  };
  const tapsUnasked = async () => {
    const tapped = await run(['tap', 'dev']);
    expect(tapped.code, tapped.stderr).toBe(0);
    expect((await run(['end', '--all'])).code).toBe(0);
  };

  test.each([
    ['a name that tells its device', undefined],
    ['one that was picked', 'Work:aws'],
  ])('of rename, on the way from %s: the device is found without a question', async (_, picked) => {
    const from = picked ?? stage.device.arn;
    store(from);
    if (picked) pick(picked);
    await killedAt(['rename', from, 'Other:aws'], (instruction) => instruction === INS_LIST && isNoted());
    expect(names()).toEqual([from]);
    await tapsUnasked();
    await killedAt(['rename', from, 'Other:aws'], (instruction) => instruction === INS_RENAME);
    expect(names()).toEqual(['Other:aws']);
    await tapsUnasked();
    expect(isNoted()).toBe(false);
  });

  test('of password set: the key has the new password or none, and the next command works with that', async () => {
    store(stage.device.arn);
    await killedAt(['password', 'set'], (instruction) => instruction === INS_LIST, 'first password\n');
    expect((await run(['accounts'])).code).toBe(0);
    await killedAt(['password', 'set'], (instruction) => instruction === INS_SET_CODE, 'first password\n');
    expect((await run(['accounts', '--password-stdin'], 'first password\n')).code).toBe(0);
  });

  test('of password remove: the key has the password or none, and the next command works with that', async () => {
    store(stage.device.arn);
    const given = 'first password\n';
    expect((await run(['password', 'set'], given)).code).toBe(0);
    const remove = ['password', 'remove', '--password-stdin'];
    await killedAt(remove, (instruction) => instruction === INS_VALIDATE, given);
    expect(await run(['accounts'])).toMatchObject({ code: 3 });
    expect((await run(['accounts', '--password-stdin'], given)).code).toBe(0);
    await killedAt(remove, (instruction) => instruction === INS_SET_CODE, given);
    expect((await run(['accounts'])).code).toBe(0);
    await tapsUnasked();
  });

  test.each(['before', 'after'] as const)('of resync, %s AWS did it: a tap works, and so does another resync', async (when) => {
    store(stage.device.arn);
    stage.simulator.faults.add({ kind: 'hang', when }, { action: 'ResyncMFADevice' });
    const running = stage.roletap(['resync', stage.device.arn]);
    while (!stage.simulator.requests.some(({ action }) => action === 'ResyncMFADevice')) await sleep(20);
    running.process.kill('SIGKILL');
    expect((await running.ended).code).toBe(null);
    stage.simulator.faults.clear();
    const again = await run(['resync', stage.device.arn]);
    expect(again.code, again.stderr).toBe(0);
    await tapsUnasked();
  });
});

import { describe, expect, test } from 'vitest';
import { type Ended, homeAccount, type Stage, type Started, trustWithMfa, usualConfig } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** Several commands that need a touch at the same moment, and no app that they could ask: the built program over the real pcscd. */
describe('four commands at once', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
  });

  const credentials = (...roles: readonly string[]): readonly Started[] => roles.map((role) => stage.roletap(['credentials', role]));
  const touch = async () => {
    await plugged.blinking();
    plugged.key.touch();
  };
  const calls = (action: string) => stage.simulator.requests.filter((request) => request.action === action).length;
  const keysOf = (ended: readonly Ended[]) => {
    expect(ended.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual(ended.map(() => 0));
    return new Set(ended.map((one) => one.json().AccessKeyId));
  };
  const all = (running: readonly Started[]) => Promise.all(running.map(({ ended }) => ended));

  test('for one role: one asks, all are served', async () => {
    const running = credentials('dev', 'dev', 'dev', 'dev');
    await touch();
    expect(keysOf(await all(running)).size).toBe(1);
    expect([calls('GetSessionToken'), calls('AssumeRole')]).toEqual([1, 1]);
  });

  test('for one role that takes a code of its own', async () => {
    const running = credentials('long', 'long', 'long', 'long');
    await touch();
    expect(keysOf(await all(running)).size).toBe(1);
    expect([calls('GetSessionToken'), calls('AssumeRole')]).toEqual([0, 1]);
  });

  test('for four roles of one source: they share its MFA session', async () => {
    const names = ['One', 'Two', 'Three', 'Four'];
    for (const name of names) stage.account.addRole(name, { trust: trustWithMfa() });
    const profiles = names.map((name) => `[profile ${name}]\nrole_arn = arn:aws:iam::${homeAccount}:role/${name}\nsource_profile = acme\n`);
    stage.writeConfig(`${usualConfig(stage.device.arn)}\n${profiles.join('\n')}`);
    const running = credentials(...names);
    await touch();
    expect(keysOf(await all(running)).size).toBe(4);
    expect([calls('GetSessionToken'), calls('AssumeRole')]).toEqual([1, 4]);
    // None of them lost another one's session.
    const { sessions } = (await stage.roletap(['sessions', '--json']).ended).json() as { sessions: readonly unknown[] };
    expect(sessions).toHaveLength(4);
  });

  test('the next one takes over when the one that asks is killed', async () => {
    const running = credentials('dev', 'dev', 'dev', 'dev');
    await plugged.blinking();
    const first = await Promise.race(running.map(async (one) => one.says('Touch').then(() => one)));
    first.process.kill('SIGKILL');
    // The key blinks on for the dead one, and then for the next.
    await touch();
    await touch();
    const others = running.filter((one) => one !== first);
    expect(keysOf(await all(others)).size).toBe(1);
    expect(calls('GetSessionToken')).toBe(1);
  });

  test('who waits for another command says so, and Ctrl-C ends it', async () => {
    const running = credentials('dev', 'dev');
    await plugged.blinking();
    const waiting = await Promise.race(running.map(async (one) => one.says('Waiting for another Roletap command').then(() => one)));
    waiting.process.kill('SIGINT');
    expect((await waiting.ended).code).toBe(4);
    plugged.key.touch();
    expect((await all(running)).map(({ code }) => code).sort()).toEqual([0, 4]);
  });
});

import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';
import { old, setUp } from './rotation-stage.ts';

const day = 86_400_000;

describe('the age of an access key', () => {
  const oldKey = { kind: 'old-key', source: 'work', accessKeyId: old.accessKeyId, days: 94 };
  const noticesOf = ({ app }: Awaited<ReturnType<typeof setUp>>) => app.snapshot().notices.filter(({ kind }) => kind === 'old-key');
  const asked = ({ aws }: Awaited<ReturnType<typeof setUp>>, action: string) =>
    aws.simulator.requests.filter((request) => request.action === action).length;
  /** A tap that buys an MFA session, and half a minute. */
  const tapAndWait = async ({ app, clock, through }: Awaited<ReturnType<typeof setUp>>) => {
    const tapped = await through(app.tap({ role: 'work' }, never()));
    expect(tapped).toMatchObject({ ok: true });
    await clock.advance(29_000);
    await settle(20);
  };

  it('is remembered whenever IAM tells it, and told where it is more than the setting says', async () => {
    const stage = await setUp();
    expect(noticesOf(stage)).toEqual([]);
    await stage.rotations.look('work', never());
    expect(noticesOf(stage)).toEqual([oldKey]);
    stage.app.run('setPreference', { name: 'accessKeyDays', value: 94 });
    expect(noticesOf(stage)).toEqual([]);
    await stage.clock.advance(day);
    expect(noticesOf(stage)).toEqual([{ ...oldKey, days: 95 }]);
    stage.app.run('setPreference', { name: 'accessKeyDays', value: 0 });
    expect(noticesOf(stage)).toEqual([]);
  });

  it('is over with the new key', async () => {
    const stage = await setUp();
    await stage.rotate();
    expect(noticesOf(stage)).toEqual([]);
    expect(stage.world.settings.get().accessKeyDates[old.accessKeyId]).toBeDefined();
  });

  it('is asked once, without a touch, half a minute after a tap while the app runs', async () => {
    const stage = await setUp({}, undefined, '', 'tray');
    await tapAndWait(stage);
    expect(asked(stage, 'ListAccessKeys')).toBe(0);
    await stage.clock.advance(5_000);
    await settle(20);
    expect(noticesOf(stage)).toEqual([oldKey]);
    await stage.clock.advance(3_600_000);
    await settle(20);
    expect(asked(stage, 'ListAccessKeys')).toBe(1);
    expect(stage.touches()).toBe(1);
  });

  it('is asked by no command of the terminal, and not at all where no key is called old', async () => {
    const terminal = await setUp();
    const never = await setUp({}, undefined, '', 'tray');
    never.app.run('setPreference', { name: 'accessKeyDays', value: 0 });
    for (const stage of [terminal, never]) {
      await tapAndWait(stage);
      await stage.clock.advance(day);
      await settle(20);
      expect(asked(stage, 'ListAccessKeys')).toBe(0);
    }
  });

  it('is asked again after a day where AWS denied it', async () => {
    const stage = await setUp({}, undefined, '', 'tray');
    stage.aws.simulator.faults.add(
      { kind: 'refuse', status: 403, code: 'AccessDenied', message: 'no' },
      { action: 'ListAccessKeys', times: 1 },
    );
    await tapAndWait(stage);
    await stage.clock.advance(5_000);
    await settle(20);
    await stage.clock.advance(3_600_000);
    await settle(20);
    expect(asked(stage, 'ListAccessKeys')).toBe(1);
    await stage.clock.advance(day);
    await tapAndWait(stage);
    await stage.clock.advance(5_000);
    await settle(20);
    expect(asked(stage, 'ListAccessKeys')).toBe(2);
    expect(noticesOf(stage)).toEqual([{ ...oldKey, days: 95 }]);
  });
});

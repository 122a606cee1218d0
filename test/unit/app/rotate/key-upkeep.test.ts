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

describe('an old key whose days are over', () => {
  type Stage = Awaited<ReturnType<typeof setUp>>;
  const ids = ({ jane }: Stage) => jane.keys().map(({ accessKeyId }) => accessKeyId);
  const tap = async ({ app, clock, through }: Stage) => {
    expect(await through(app.tap({ role: 'work' }, never()))).toMatchObject({ ok: true });
    await clock.advance(31_000);
    await settle(30);
  };
  const rotated = async (kind: 'tray' | 'terminal' = 'tray') => {
    const stage = await setUp({}, undefined, '', kind);
    expect(await stage.rotate()).toMatchObject({ ok: true });
    await stage.clock.advance(61_000);
    await settle(5);
    return stage;
  };
  const notices = ({ app }: Stage) => app.snapshot().notices.filter(({ kind }) => kind === 'retired-key');
  const retired = (days: number) => ({ kind: 'retired-key', source: 'work', accessKeyId: old.accessKeyId, days });

  it('is deleted with the MFA session that the next tap buys, and never for a touch of its own', async () => {
    const stage = await rotated();
    expect(notices(stage)).toEqual([retired(1)]);
    await tap(stage);
    expect(ids(stage)).toContain(old.accessKeyId);
    await stage.clock.advance(day);
    await settle(30);
    expect(notices(stage)).toEqual([retired(0)]);
    expect(ids(stage)).toContain(old.accessKeyId);
    const before = stage.touches();
    await tap(stage);
    expect(ids(stage)).not.toContain(old.accessKeyId);
    expect(stage.touches()).toBe(before + 1);
    expect(notices(stage)).toEqual([]);
    expect(await stage.rotations.list()).toEqual([]);
  });

  it('is left to the window by a command of the terminal, which lists it', async () => {
    const stage = await rotated('terminal');
    await stage.clock.advance(day);
    await tap(stage);
    expect(ids(stage)).toContain(old.accessKeyId);
    expect(await stage.rotations.list()).toMatchObject([{ source: 'work', oldKey: old.accessKeyId, oldKeyState: 'inactive' }]);
  });

  it('stays where it was brought back', async () => {
    const stage = await rotated();
    expect(await stage.through(stage.rotations.undo('work', never()))).toMatchObject({ ok: true });
    await stage.clock.advance(day);
    await tap(stage);
    expect(ids(stage)).toContain(old.accessKeyId);
  });

  it('stays where somebody made it active again', async () => {
    const stage = await rotated();
    await stage.clock.advance(day);
    stage.oldKey.setActive(true);
    await tap(stage);
    expect(ids(stage)).toContain(old.accessKeyId);
    expect(stage.aws.simulator.requests.filter(({ action }) => action === 'DeleteAccessKey')).toEqual([]);
  });

  it('is tried once for each MFA session where AWS denies it', async () => {
    const stage = await rotated();
    stage.aws.simulator.faults.add(
      { kind: 'refuse', status: 403, code: 'AccessDenied', message: 'no' },
      { action: 'DeleteAccessKey', times: 1 },
    );
    await stage.clock.advance(day);
    await tap(stage);
    await stage.clock.advance(3_600_000);
    await settle(30);
    expect(ids(stage)).toContain(old.accessKeyId);
    expect(stage.aws.simulator.requests.filter(({ action }) => action === 'DeleteAccessKey')).toHaveLength(1);
    await stage.clock.advance(day);
    await tap(stage);
    expect(ids(stage)).not.toContain(old.accessKeyId);
  });
});

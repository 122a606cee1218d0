import { describe, expect, it } from 'vitest';
import { endOfDay, forgiven, type Refusal, refusalOf, refused } from '../../../../src-main/app/state/refusals.ts';
import type { Asker } from '../../../../src-main/contract/values.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { createKey, never, openApp, question, start } from '../../../fakes/world.ts';

const minute = 60_000;
const program = (name: string, folder = '/home/jane/infra') => ({ kind: 'program', name, pid: 4121, folder, sure: true }) as const;
const terraform = program('terraform');
const guards = { 'arn:aws:iam::777788889999:role/Admin': true };

const setUp = async (settings: NonNullable<Parameters<typeof openApp>[0]>['settings'] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const opened = await openApp({ clock, yubikeys: { usb: key }, settings });
  const { app, until } = opened;
  const ask = (asker: Asker = terraform, role = 'dev', wait = true) => app.credentials({ role, asker, wait }, never());
  const asked = () => until((snapshot) => question(snapshot, 'touch') !== undefined);
  /** Asks, and a person answers the question by this command. */
  const answered = async (command: 'cancel' | 'silenceAskers', asker: Asker = terraform, role = 'dev') => {
    const answer = ask(asker, role);
    expect(app.run(command, { waiting: question(await asked(), 'touch')?.id })).toEqual({ accepted: true });
    expect(await answer).toEqual({ ok: false, problem: { code: 'cancelled' } });
    // The key blinks on until it gives up.
    await clock.advance(30_000);
  };
  const programs = async () => {
    app.run('openSettings', null);
    return (await until(({ settings: page }) => page !== undefined)).settings?.programs ?? [];
  };
  return { ...opened, app, clock, key, ask, asked, answered, programs };
};

describe('a program that a person said no to', () => {
  it('is not asked for again at once, and waits longer each time', async () => {
    const { app, clock, ask, answered } = await setUp();
    for (const minutes of [1, 2, 4, 8]) {
      await answered('cancel');
      const said = clock.now() - 30_000;
      expect(await ask()).toEqual({ ok: false, problem: { code: 'asker-refused', profile: 'dev', until: said + minutes * minute } });
      expect(app.snapshot().waiting).toEqual([]);
      await clock.advance(minutes * minute - 30_000);
    }
  });

  it('does not keep others from asking, nor itself from asking for another role, nor a person', async () => {
    const { ask, asked, answered, key, app } = await setUp();
    await answered('cancel');
    await answered('cancel', program('aws'));
    await answered('cancel', program('terraform', '/elsewhere'));
    await answered('cancel', terraform, 'prod');
    const tapped = app.tap({ role: 'dev' }, never());
    await asked();
    key.touch();
    expect(await tapped).toMatchObject({ ok: true });
    // What is open serves it as any other.
    expect(await ask()).toMatchObject({ ok: true });
  });

  it('is shown, raises no alert, and may ask again when that is taken back', async () => {
    const { app, ask, asked, answered, key, programs } = await setUp();
    await answered('cancel');
    expect(await ask(terraform, 'dev', false)).toMatchObject({ ok: false, problem: { code: 'touch-wanted' } });
    expect(app.snapshot().alerts).toEqual([]);
    const [said] = await programs();
    expect(said).toMatchObject({ said: 'no', program: terraform, profile: 'dev' });
    expect(app.run('forgetProgram', { id: 'other' })).toMatchObject({ accepted: false });
    expect(app.run('forgetProgram', { id: said?.id })).toEqual({ accepted: true });
    const answer = ask();
    await asked();
    key.touch();
    expect(await answer).toMatchObject({ ok: true });
    expect(await programs()).toEqual([]);
  });

  it('is silent for the day when the person says so', async () => {
    const { clock, ask, answered } = await setUp();
    await answered('silenceAskers');
    expect(await ask()).toMatchObject({ problem: { code: 'asker-refused', until: endOfDay(clock.now()) } });
  });

  it('is no program that went away by itself', async () => {
    const { app, ask, asked, until } = await setUp();
    const gone = new AbortController();
    const answer = app.credentials({ role: 'dev', asker: terraform, wait: true }, gone.signal);
    await asked();
    gone.abort();
    await answer;
    await until(({ waiting }) => waiting.length === 0);
    const again = ask(program('aws'));
    void again;
    expect(await ask(terraform, 'dev', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
  });

  it('is told only in answer to a question of programs', async () => {
    const { app, asked } = await setUp();
    void app.tap({ role: 'dev' }, never());
    const shown = await asked();
    expect(app.run('silenceAskers', { waiting: question(shown, 'touch')?.id })).toMatchObject({ accepted: false });
  });
});

describe('a program that a person said yes to', () => {
  it('is shown for a guarded role until its time, and asks anew when that is taken back', async () => {
    const { app, ask, asked, key, clock, programs } = await setUp({ guards });
    const answer = ask(terraform, 'prod');
    await asked();
    key.touch();
    await answer;
    const [said] = await programs();
    expect(said).toMatchObject({ said: 'yes', program: terraform, profile: 'prod', until: clock.now() + 900_000 });
    expect(await ask(terraform, 'prod', false)).toMatchObject({ ok: true });
    expect(app.run('forgetProgram', { id: said?.id })).toEqual({ accepted: true });
    expect(await ask(terraform, 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
    expect(await programs()).toEqual([]);
  });
});

describe('refusals', () => {
  it('wait an hour at most, and keep a longer word', () => {
    let refusals: readonly Refusal[] = [];
    for (let times = 0; times < 12; times++) refusals = refused('dev', terraform, 0)(refusals);
    expect(refusals).toMatchObject([{ times: 12, until: 60 * minute }]);
    expect(refused('dev', terraform, 0)(refused('dev', terraform, 0, 90 * minute)([]))).toMatchObject([{ until: 90 * minute }]);
    expect(refusalOf(refusals, 'dev', terraform, 60 * minute)).toBeUndefined();
    expect(forgiven('dev', program('aws'))(refusals)).toEqual(refusals);
    expect(forgiven('dev', { ...terraform, pid: 7 })(refusals)).toEqual([]);
  });

  it('for the day end with the local day', () => {
    const noon = new Date(2026, 10, 22, 12).getTime();
    expect(new Date(endOfDay(noon)).toString()).toContain('Nov 23 2026 00:00:00');
  });
});

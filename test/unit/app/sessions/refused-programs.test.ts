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

  it('is in the history once for each no, with until when, and not for what nobody was asked', async () => {
    const { app, clock, ask, answered } = await setUp();
    await answered('cancel');
    const first = clock.now() - 30_000;
    await ask();
    await answered('silenceAskers', program('aws'), 'prod');
    const second = clock.now() - 30_000;
    const history = await app.history(0);
    expect(history.ok && history.value).toMatchObject([
      {
        at: first,
        event: 'refused',
        profile: 'dev',
        roleArn: 'arn:aws:iam::444455556666:role/Developer',
        asker: terraform,
        problem: { code: 'asker-refused', profile: 'dev', until: first + minute },
      },
      { at: second, asker: { name: 'aws' }, problem: { code: 'asker-refused', profile: 'prod', until: endOfDay(second) } },
    ]);
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

describe('a program that a guarded role was allowed to for longer', () => {
  const allowed = async (span: 'session' | 'hour' | 'day') => {
    const world = await setUp({ guards });
    const answer = world.ask(terraform, 'prod');
    const shown = await world.asked();
    const touch = question(shown, 'touch');
    expect(touch?.span).toBe('session');
    expect(world.app.run('allowAskers', { waiting: touch?.id, span })).toEqual({ accepted: true });
    expect(question(world.app.snapshot(), 'touch')?.span).toBe(span);
    world.key.touch();
    expect(await answer).toMatchObject({ ok: true });
    return world;
  };
  /** The session ends, and a touch opens the next one for another program. */
  const nextSession = async ({ clock, ask, asked, key }: Awaited<ReturnType<typeof setUp>>) => {
    await clock.advance(900_000);
    expect(await ask(terraform, 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
    const other = ask(program('aws'), 'prod');
    expect(question(await asked(), 'touch')?.span).toBe('session');
    key.touch();
    expect(await other).toMatchObject({ ok: true });
  };

  it('has the next sessions, too, until the hour is over', async () => {
    const world = await allowed('hour');
    const begun = world.clock.now();
    const shown = await world.programs();
    expect(shown).toMatchObject([{ said: 'yes', program: terraform, profile: 'prod' }]);
    expect(shown[0]?.until).toBeGreaterThanOrEqual(begun + 60 * minute - 1000);
    await nextSession(world);
    expect(await world.ask(terraform, 'prod', false)).toMatchObject({ ok: true });
    expect(await world.ask(program('python3'), 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
    for (let session = 0; session < 4; session++) await nextSession(world);
    expect(await world.ask(terraform, 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
  });

  it('has them until the day is over, or until that is taken back', async () => {
    const world = await allowed('day');
    expect(await world.programs()).toMatchObject([{ program: terraform, until: endOfDay(world.clock.now()) }]);
    await nextSession(world);
    expect(await world.ask(terraform, 'prod', false)).toMatchObject({ ok: true });
    expect(world.app.programs.forget('terraform')).toMatchObject({ ok: true, value: [{ profile: 'prod' }] });
    expect(await world.ask(terraform, 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
    await nextSession(world);
    expect(await world.ask(terraform, 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
  });

  it('has the next ones not where the touch was for one session', async () => {
    const world = await allowed('session');
    await nextSession(world);
    expect(await world.ask(terraform, 'prod', false)).toMatchObject({ problem: { code: 'touch-wanted' } });
  });

  it('is one for a guarded role that a program asks for', async () => {
    const { app, ask, asked } = await setUp({ guards });
    void ask(terraform, 'dev');
    const touch = question(await asked(), 'touch');
    expect(touch?.span).toBeUndefined();
    expect(app.run('allowAskers', { waiting: touch?.id, span: 'day' })).toMatchObject({ accepted: false });
  });
});

describe('what the terminal does about programs', () => {
  const deploy = { ...program('deploy.py'), executable: '/usr/bin/python3' } as const;

  it('takes back by name or file, and says so when nothing was said to one', async () => {
    const { app, answered, ask, asked } = await setUp();
    await answered('silenceAskers', deploy);
    await answered('cancel');
    expect(app.programs.list()).toMatchObject([{ program: deploy, silenced: true }, { program: terraform }]);
    const problem = { code: 'program-unknown', program: 'tofu', known: ['deploy.py', 'terraform'] };
    expect(app.programs.forget('tofu')).toEqual({ ok: false, problem });
    expect(app.programs.forget('/usr/bin/python3')).toMatchObject({ ok: true, value: [{ program: deploy }] });
    void ask(deploy);
    await asked();
  });

  it('lets no program take back a "no" to itself', async () => {
    const { app, answered } = await setUp();
    await answered('cancel');
    expect(app.programs.forget('terraform', { ...terraform, pid: 7 })).toMatchObject({
      problem: { code: 'asker-refused', profile: 'dev' },
    });
    expect(app.programs.forget('terraform', deploy)).toMatchObject({ ok: true });
  });

  it('silences what asks now, and leaves the question to those who share it', async () => {
    const { app, clock, ask, asked, until } = await setUp();
    const one = ask(terraform);
    await asked();
    expect(app.programs.silence('terraform')).toMatchObject({ ok: true, value: [{ said: 'no', silenced: true }] });
    expect(await one).toMatchObject({ problem: { code: 'cancelled' } });
    expect(await ask()).toMatchObject({ problem: { code: 'asker-refused', until: endOfDay(clock.now()) } });
    await clock.advance(30_000);
    const [two, other] = [ask(deploy), ask(program('aws'))];
    await until(({ waiting: [touch] }) => touch?.askers?.length === 2);
    app.programs.silence('deploy.py');
    expect(app.snapshot().waiting).toHaveLength(1);
    void two;
    void other;
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

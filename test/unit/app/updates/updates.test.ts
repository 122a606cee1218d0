import { describe, expect, it } from 'vitest';
import type { FrontEnd } from '../../../../src-main/app/front-end.ts';
import { initialState } from '../../../../src-main/app/state/state.ts';
import { noUpdater, type Updater } from '../../../../src-main/app/updates/updater.ts';
import { installCommand, updateView } from '../../../../src-main/app/updates/updates.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { start } from '../../../fakes/world.ts';
import { openStage } from '../pages/page-fixture.ts';

const next = { version: '1.3.0', notes: '- New.' };
const day = 24 * 3600_000;

/** An app with a feed that gives what the test says. */
const openUpdates = async (change: Partial<Updater> = {}, settings: Readonly<Record<string, unknown>> = {}) => {
  const asked: string[] = [];
  const clock = createFakeClock(start);
  const updater: Updater = {
    ...noUpdater,
    manner: async () => 'quit',
    check: async () => {
      asked.push('check');
      return { ok: true, value: next };
    },
    load: async () => {
      asked.push('load');
      return { ok: true, value: '/home/jane/.cache/roletap_1.3.0_amd64.deb' };
    },
    install: (restart) => void asked.push(restart ? 'install and restart' : 'install'),
    ...change,
  };
  const front: Partial<FrontEnd> = { updater, quit: () => void asked.push('quit') };
  const stage = await openStage({ clock, front, settings });
  await settle();
  return { ...stage, asked, clock };
};

describe('updates', () => {
  it('are looked for half a minute after the start, downloaded, and installed when the program ends', async () => {
    const { app, asked, clock } = await openUpdates();
    expect(app.snapshot().update).toEqual({ manner: 'quit', stage: 'idle' });
    await clock.advance(29_000);
    expect(asked).toEqual([]);
    await clock.advance(2_000);
    expect(asked).toEqual(['check', 'load']);
    expect(app.snapshot().update).toMatchObject({ stage: 'idle', ready: next });
    app.atEnd()();
    expect(asked.at(-1)).toBe('install');
  });

  it('are looked for once a day, also over several starts', async () => {
    const { app, asked, clock, world } = await openUpdates({}, { updateChecked: start - day + 3600_000 });
    await clock.advance(3599_000);
    expect(asked).toEqual([]);
    await clock.advance(2_000);
    expect(asked).toEqual(['check', 'load']);
    expect(world.settings.get().updateChecked).toBe(start + 3600_000);
    await clock.advance(day - 10_000);
    expect(asked).toHaveLength(2);
    await clock.advance(20_000);
    // The same version is not loaded again.
    expect(asked).toEqual(['check', 'load', 'check']);
    expect(app.snapshot().update?.ready).toEqual(next);
  });

  it('are looked for after the clock was wrong', async () => {
    const { asked, clock } = await openUpdates({}, { updateChecked: start + 400 * day });
    await clock.advance(31_000);
    expect(asked).toContain('check');
  });

  it('are not looked for where a person switched that off, but when asked', async () => {
    const { app, asked, clock, taken } = await openUpdates({}, { updates: false });
    await clock.advance(3 * day);
    expect(asked).toEqual([]);
    expect(taken('checkUpdates', null)).toBe(true);
    await settle();
    expect(asked).toEqual(['check', 'load']);
    // A person who wants none by itself installs it by a click.
    app.atEnd()();
    expect(asked).toHaveLength(2);
    expect(taken('installUpdate', null)).toBe(true);
    app.atEnd()();
    expect(asked.slice(2)).toEqual(['quit', 'install and restart']);
  });

  it.each(['repository', undefined] as const)('of a copy with the manner %s are never looked for', async (manner) => {
    const { app, asked, clock, taken } = await openUpdates({ manner: async () => manner });
    await clock.advance(3 * day);
    expect(taken('checkUpdates', null)).toBe(false);
    expect(asked).toEqual([]);
    expect(app.snapshot().update).toEqual(manner && { manner, stage: 'idle' });
  });

  it('of a package ask for a password where a person quits, and not where the login ends', async () => {
    const { app, asked, clock, taken } = await openUpdates({ manner: async () => 'password' });
    await clock.advance(31_000);
    app.atEnd()();
    expect(asked).toEqual(['check', 'load']);
    expect(taken('quit', null)).toBe(true);
    app.atEnd()();
    expect(asked.slice(2)).toEqual(['quit', 'install']);
    expect(taken('installUpdate', null)).toBe(true);
    app.atEnd()();
    expect(asked.slice(4)).toEqual(['quit', 'install and restart']);
  });

  it('of a package without anybody to ask for the password come with the command', async () => {
    const { app, asked, clock, taken } = await openUpdates({ manner: async () => 'hand' });
    await clock.advance(31_000);
    expect(app.snapshot().update?.command).toBe('sudo apt install /home/jane/.cache/roletap_1.3.0_amd64.deb');
    expect(taken('installUpdate', null)).toBe(false);
    taken('quit', null);
    app.atEnd()();
    expect(asked).toEqual(['check', 'load', 'quit']);
    expect(installCommand('/home/jane doe/roletap.rpm')).toBe("sudo dnf install '/home/jane doe/roletap.rpm'");
  });

  it('are news until a person puts the notice away, and never again for the same version', async () => {
    const { app, clock, taken, world } = await openUpdates();
    expect(taken('dismissUpdate', null)).toBe(false);
    await clock.advance(31_000);
    expect(app.snapshot().update?.isNews).toBe(true);
    expect(taken('dismissUpdate', null)).toBe(true);
    expect(app.snapshot().update).toMatchObject({ ready: next });
    expect(app.snapshot().update?.isNews).toBeUndefined();
    const again = await openUpdates({}, { updateSeen: world.settings.get().updateSeen });
    await again.clock.advance(31_000);
    expect(again.app.snapshot().update?.isNews).toBeUndefined();
  });

  it('wait while a touch is waited for or a setup is open', async () => {
    const { app, asked, clock, taken } = await openUpdates();
    await clock.advance(31_000);
    expect(taken('openEnroll', { source: '', path: 'iam' })).toBe(true);
    await settle();
    expect(app.snapshot().update?.held).toBe(true);
    expect(taken('installUpdate', null)).toBe(false);
    app.atEnd()();
    expect(asked).toEqual(['check', 'load']);
    const waiting = [{ id: '1', kind: 'touch', for: { kind: 'role', profile: 'dev' }, since: 0 }] as never;
    const update = { manner: 'quit', stage: 'idle' } as const;
    expect(updateView({ ...initialState, update, waiting })?.held).toBe(true);
    expect(updateView({ ...initialState, update, taps: new Map([['dev', { kind: 'waiting' } as never]]) })?.held).toBe(true);
    expect(updateView({ ...initialState, update })?.held).toBeUndefined();
  });

  it.each([
    { devices: { working: {} } },
    { accessKeys: { state: 'working' } },
    { keyPlace: { state: 'working' } },
    { page: { kind: 'certificates', working: 'set-up' } },
    { page: { kind: 'team', sheet: { stage: 'running' } } },
    { page: { kind: 'team', enforcing: { stage: 'working' } } },
  ])('wait while something is changed on a page (%o)', (change) => {
    const state = { ...initialState, update: { manner: 'quit', stage: 'idle' } } as const;
    expect(updateView({ ...state, ...change } as never)?.held).toBe(true);
  });

  it.each([
    { devices: {} },
    { accessKeys: { state: 'ready' } },
    { keyPlace: { state: 'ready' } },
    { page: { kind: 'certificates' } },
    { page: { kind: 'team', sheet: { stage: 'plan' }, enforcing: { stage: 'seen' } } },
  ])('do not wait for a page that shows something (%o)', (change) => {
    const state = { ...initialState, update: { manner: 'quit', stage: 'idle' } } as const;
    expect(updateView({ ...state, ...change } as never)?.held).toBeUndefined();
  });

  it.each(['unreachable', 'unsigned', 'damaged'] as const)('say why there is none (%s), and nothing is installed', async (why) => {
    const fails = async () => ({ ok: false, why }) as const;
    const { app, asked, clock } = await openUpdates(why === 'damaged' ? { load: fails } : { check: fails });
    await clock.advance(31_000);
    expect(app.snapshot().update).toEqual({ manner: 'quit', stage: 'idle', failure: why, checked: start + 30_000 });
    app.atEnd()();
    expect(asked.filter((one) => one === 'install')).toEqual([]);
  });
});

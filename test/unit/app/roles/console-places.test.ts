import { describe, expect, it } from 'vitest';
import { browserNamed } from '../../../../src-main/app/roles/console-places.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { never, openApp, start } from '../../../fakes/world.ts';

const all = [
  { id: 'chromium/Default', label: 'Chromium, Home' },
  { id: 'chromium/Profile 1', label: 'Chromium, Work' },
  { id: 'firefox/team', label: 'Firefox, team' },
  { id: 'firefox/team/Acme', label: 'Firefox, team, Acme' },
];

describe('a browser’s name', () => {
  it.each([
    ['chromium/Profile 1', 'chromium/Profile 1'],
    ['CHROMIUM, HOME', 'chromium/Default'],
    ['acme', 'firefox/team/Acme'],
    ['firefox', 'firefox/team'],
    ['home', 'chromium/Default'],
    ['chromium, ', undefined],
    ['chromium', undefined],
    ['lynx', undefined],
  ])('%s is %s', (typed, id) => expect(browserNamed(all, typed)?.id).toBe(id));
});

describe('where a console opens', () => {
  const admin = 'arn:aws:iam::777788889999:role/Admin';
  const setUp = async (consoleBrowsers = {}) => {
    const opened: string[] = [];
    const browsers = {
      list: async () => all,
      open: async (id: string) => {
        opened.push(id);
        return 'came' as const;
      },
    };
    const world = await openApp({ clock: createFakeClock(start), settings: { consoleBrowsers }, browsers });
    const find = async (wish?: string, keepFor: 'role' | 'account' = 'role') => {
      const wanted = wish === undefined ? {} : { browser: wish, keepFor };
      const done = await world.app.openConsole('prod', world.app.person, AbortSignal.abort(), wanted);
      return done.ok ? 'opened' : done.problem.code;
    };
    return { ...world, opened, find };
  };

  it('is told before a touch where it cannot be', async () => {
    const world = await setUp({ '777788889999': 'chromium/Profile 9' });
    expect(await world.find()).toBe('browser-gone');
    expect(await world.find('lynx')).toBe('browser-unknown');
    expect(world.sts.calls).toEqual([]);
  });

  it('is remembered for the role, before what its account has', async () => {
    const world = await setUp({ '777788889999': 'chromium/Profile 9' });
    await world.find('acme');
    expect(world.world.settings.get().consoleBrowsers).toEqual({ '777788889999': 'chromium/Profile 9', [admin]: 'firefox/team/Acme' });
    await world.find('system');
    expect(world.world.settings.get().consoleBrowsers).toEqual({ '777788889999': 'chromium/Profile 9', [admin]: 'system' });
  });

  it('is remembered for all roles of the account, and told with the role', async () => {
    const world = await setUp({ [admin]: 'chromium/Default' });
    const shown = () => world.app.snapshot().roles.find(({ id }) => id === 'prod')?.console;
    expect(shown()).toEqual({ browser: 'chromium/Default', for: 'role' });
    await world.find('acme', 'account');
    expect(world.world.settings.get().consoleBrowsers).toEqual({ '777788889999': 'firefox/team/Acme' });
    expect(shown()).toEqual({ browser: 'firefox/team/Acme', for: 'account' });
    await world.find('system', 'account');
    expect(world.world.settings.get().consoleBrowsers).toEqual({});
    expect(shown()).toBeUndefined();
  });

  it('is in the snapshot once it was looked for', async () => {
    const world = await setUp();
    expect(world.app.snapshot().browsers).toBeUndefined();
    world.app.run('findBrowsers', null);
    expect((await world.until(({ browsers }) => browsers !== undefined)).browsers).toEqual(all);
    expect(never().aborted).toBe(false);
  });
});

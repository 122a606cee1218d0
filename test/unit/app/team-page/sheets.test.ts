import { describe, expect, it } from 'vitest';
import { withPage } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { Team } from '../../../../src-main/app/team/team-desk.ts';
import type { Changed } from '../../../../src-main/app/team-page/read-again.ts';
import { createSheets } from '../../../../src-main/app/team-page/sheets.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { AddWish, TeamPlanView } from '../../../../src-main/contract/team/plan.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

type Over = Parameters<Team['members']['add']>[2];

const draft = {
  kind: 'add' as const,
  name: ' kim ',
  path: '',
  group: 'developers',
  boundary: '',
  region: '',
  tags: [' team = web=1 ', 'floor'],
  policies: [],
  roles: [],
  password: false,
  accessKey: true,
  invite: true,
};
const planOf = (wish: AddWish, id?: string): TeamPlanView => ({
  source: 'admin',
  accountId: '111122223333',
  user: wish.name,
  userArn: `arn:aws:iam::111122223333:user/${wish.name}`,
  consoleUrl: 'https://111122223333.signin.aws.amazon.com/console',
  steps: [
    { name: 'user', action: 'iam:CreateUser', on: wish.name, state: id === undefined ? 'todo' : 'done', undo: 'iam:DeleteUser' },
    ...(wish.accessKey ? [{ name: 'key', action: 'iam:CreateAccessKey', on: wish.name, state: 'todo' } as const] : []),
    ...(wish.invite === undefined ? [] : [{ name: 'invite', action: 'file', on: wish.invite, state: 'todo' } as const]),
  ],
  unread: [],
  ...(id === undefined ? {} : { id }),
});

/** Plans of other kinds: there are none. */
const none = {
  roles: { list: async () => [] },
  rescue: { list: async () => [] },
  enrolling: { list: async () => [] },
  groupPolicy: { list: async () => [] },
  removing: { list: async () => [] },
} as unknown as Pick<Team, 'roles' | 'rescue' | 'enrolling' | 'groupPolicy' | 'removing'>;

/** The page over use cases that the test answers for. */
const setUp = () => {
  const store = createStore(createMemorySettings());
  store.change(withPage({ kind: 'team', source: 'admin' }));
  const saved: [string, string][] = [];
  let saves = true;
  let left: readonly TeamPlanView[] = [];
  const calls: string[] = [];
  let carry: (over: Over, wish: AddWish | undefined, signal: AbortSignal) => Promise<Result<TeamPlanView>> = async () =>
    failed({ code: 'throttled' });
  let lastWish: AddWish | undefined;
  const members: Team['members'] = {
    plan: async (source, wish) => {
      calls.push(`plan ${source} ${wish.name}`);
      lastWish = wish;
      return wish.name === 'taken' ? failed({ code: 'team-name-taken', name: 'taken' }) : ok(planOf(wish));
    },
    add: async (_source, wish, over, signal) => {
      calls.push('add');
      return carry(over, wish, signal);
    },
    resume: async (id, over, signal) => {
      calls.push(`resume ${id}`);
      return carry(over, lastWish, signal);
    },
    undo: async (id) => {
      calls.push(`undo ${id}`);
      left = [];
      return ok(planOf({ ...(lastWish ?? { name: 'kim', policies: [], roles: [], password: false, accessKey: false }) }));
    },
    list: async () => left,
  };
  const copied: string[] = [];
  const changed: Changed[] = [];
  const handlers = createSheets(
    {
      store,
      team: { members, ...none, unfinished: async () => left.map((plan) => ({ kind: 'add', plan })) },
      copySecret: async (text) => {
        copied.push(text);
        return ok(undefined);
      },
    },
    {
      saveFile: async (name, content) => {
        if (saves) saved.push([name, String(content)]);
        return ok(saves);
      },
    },
    createJobs(failed({ code: 'cancelled' })),
    (who) => changed.push(who),
  );
  return {
    handlers,
    changed,
    calls,
    saved,
    copied,
    view: () => pageOf(store.state(), 'team')?.sheet,
    page: () => pageOf(store.state(), 'team'),
    wish: () => lastWish,
    whenAdding: (work: typeof carry) => {
      carry = work;
    },
    leave: (plans: readonly TeamPlanView[]) => {
      left = plans;
    },
    refuseToSave: () => {
      saves = false;
    },
  };
};

const passphrase = () => new TextEncoder().encode('correct horse');

describe('adding a person from the window', () => {
  it('shows the plan first, with what the form says and nothing of what it leaves empty', async () => {
    const { handlers, view, wish, calls } = setUp();
    expect(handlers.planSheet({ source: 'admin', draft })).toBe(false);
    expect(handlers.openSheet({ kind: 'add' })).toBe(true);
    expect(handlers.planSheet({ source: 'admin', draft })).toBe(true);
    await settle();
    expect(wish()).toEqual({
      name: 'kim',
      group: 'developers',
      tags: [
        { key: 'team', value: 'web=1' },
        { key: 'floor', value: '' },
      ],
      policies: [],
      roles: [],
      password: false,
      accessKey: true,
      invite: 'kim.invite',
    });
    expect(view()).toMatchObject({ stage: 'plan', plan: { user: 'kim' } });
    expect(calls).toEqual(['plan admin kim']);
  });

  it('goes back to the form with what is wrong', async () => {
    const { handlers, view } = setUp();
    handlers.openSheet({ kind: 'add' });
    handlers.planSheet({ source: 'admin', draft: { ...draft, name: 'taken' } });
    await settle();
    expect(view()).toMatchObject({ stage: 'form', wish: { name: 'taken' }, problem: { code: 'team-name-taken' } });
  });

  it('wants a passphrase where something is sealed, and writes the invite where the person says', async () => {
    const { handlers, view, saved, whenAdding } = setUp();
    handlers.openSheet({ kind: 'add' });
    handlers.planSheet({ source: 'admin', draft });
    await settle();
    expect(handlers.carrySheet({})).toBe(false);
    let sealedWith = '';
    whenAdding(async (over, wish) => {
      if (!wish) throw new Error('no wish');
      over.onStep(planOf(wish, '7f3c'));
      const given = await over.passphrase();
      sealedWith = given.ok ? given.value : '';
      const written = await over.write(wish.invite ?? '', 'the invite');
      return written.ok ? ok(planOf(wish, '7f3c')) : written;
    });
    const typed = passphrase();
    expect(handlers.carrySheet({ passphrase: typed })).toBe(true);
    expect([...typed].every((byte) => byte === 0)).toBe(true);
    expect(view()?.stage).toBe('running');
    await settle(6);
    expect(sealedWith).toBe('correct horse');
    expect(saved).toEqual([['kim.invite', 'the invite']]);
    expect(view()).toMatchObject({ stage: 'done', plan: { id: '7f3c' } });
    expect(JSON.stringify(view())).not.toContain('correct horse');
  });

  it('stops where the person saves no file; then it is continued, or undone', async () => {
    const { handlers, view, page, calls, leave, refuseToSave, whenAdding, changed } = setUp();
    refuseToSave();
    handlers.openSheet({ kind: 'add' });
    handlers.planSheet({ source: 'admin', draft: { ...draft, accessKey: false } });
    await settle();
    whenAdding(async (over, wish) => {
      if (!wish) throw new Error('no wish');
      leave([planOf(wish, '7f3c')]);
      over.onStep(planOf(wish, '7f3c'));
      const written = await over.write(wish.invite ?? '', 'the invite');
      return written.ok ? ok(planOf(wish)) : written;
    });
    handlers.carrySheet({});
    await settle(6);
    expect(view()).toMatchObject({ stage: 'left', plan: { id: '7f3c' } });
    expect(view()?.problem).toBeUndefined();
    expect(page()?.unfinished).toHaveLength(1);
    // How they are now is asked another time: the person has just cancelled.
    const kim = { source: 'admin', accountId: '111122223333', user: 'kim' };
    expect(changed).toEqual([{ ...kim, canAsk: false }]);
    handlers.closeSheet(null);
    expect(handlers.openLeft({ id: 'other' })).toBe(false);
    expect(handlers.openLeft({ id: '7f3c' })).toBe(true);
    handlers.carrySheet({});
    await settle(6);
    expect(view()?.stage).toBe('left');
    handlers.undoSheet(null);
    await settle(6);
    expect(view()?.stage).toBe('undone');
    expect(page()?.unfinished).toBeUndefined();
    expect(calls).toEqual(['plan admin kim', 'add', 'resume 7f3c', 'undo 7f3c']);
    expect(changed.at(-1)).toEqual({ ...kim, canAsk: true, isThere: false });
  });

  it('puts a one-time password without an invite on the clipboard, and into no view', async () => {
    const { handlers, view, copied, whenAdding } = setUp();
    handlers.openSheet({ kind: 'add' });
    handlers.planSheet({ source: 'admin', draft: { ...draft, accessKey: false, invite: false, password: true } });
    await settle();
    whenAdding(async (over, wish) => {
      await over.givePassword('one-time');
      return wish ? ok(planOf(wish)) : failed({ code: 'throttled' });
    });
    handlers.carrySheet({});
    await settle(6);
    expect(copied).toEqual(['one-time']);
    expect(view()).toMatchObject({ stage: 'done', copiedSeconds: 20 });
    expect(JSON.stringify(view())).not.toContain('one-time');
  });

  it('is stopped by a button and by closing', async () => {
    const { handlers, view, whenAdding } = setUp();
    handlers.openSheet({ kind: 'add' });
    handlers.planSheet({ source: 'admin', draft: { ...draft, accessKey: false } });
    await settle();
    const signals: AbortSignal[] = [];
    whenAdding(
      (_over, _wish, signal) =>
        new Promise((resolve) => {
          signals.push(signal);
          const end = () => resolve(failed({ code: 'cancelled' }));
          if (signal.aborted) end();
          signal.addEventListener('abort', end);
        }),
    );
    handlers.carrySheet({});
    expect(handlers.stopSheet(null)).toBe(true);
    await settle(6);
    // Nothing was begun, so there is nothing to continue.
    expect(view()).toMatchObject({ stage: 'plan' });
    handlers.carrySheet({});
    handlers.closeSheet(null);
    await settle(6);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(view()).toBeUndefined();
  });
});

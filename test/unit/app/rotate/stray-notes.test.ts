import { expect, it } from 'vitest';
import type { StrayKey } from '../../../../src-main/contract/access-keys/stray-keys.ts';
import { settle } from '../../../fakes/clock.ts';
import { openApp } from '../../../fakes/world.ts';

const notesOf = (snapshot: { readonly notices: readonly { readonly kind: string }[] }) =>
  snapshot.notices.filter(({ kind }) => kind === 'stray-key');

it('says in the window of access keys that lie about, until they are gone', async () => {
  let found: readonly StrayKey[] = [{ where: 'environment' }, { where: 'backup', file: '/home/jane/.aws/credentials.bak' }];
  const { app, until } = await openApp({ strayKeys: async () => found, kind: 'tray' });
  const { notices } = await until((snapshot) => notesOf(snapshot).length > 0);
  expect(notesOf({ notices })).toEqual(found.map((key) => ({ kind: 'stray-key', key })));
  found = [];
  app.run('refresh', null);
  await until((snapshot) => notesOf(snapshot).length === 0);
});

it('leaves them to the doctor in a command of the terminal', async () => {
  let asked = 0;
  const { app } = await openApp({
    strayKeys: async () => {
      asked += 1;
      return [{ where: 'environment' }];
    },
    kind: 'terminal',
  });
  await settle();
  expect([asked, notesOf(app.snapshot())]).toEqual([0, []]);
});

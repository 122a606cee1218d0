import { expect, it } from 'vitest';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { settle } from '../../fakes/clock.ts';
import { openApp } from '../../fakes/world.ts';

it('makes one snapshot for all who listen, and none for who has stopped', async () => {
  const { app } = await openApp();
  const seen: Snapshot[][] = [[], [], []];
  const stops = seen.map((own) => app.subscribe((snapshot) => own.push(snapshot)));
  stops[2]?.();
  const before = app.snapshot().revision;
  app.run('openSettings', null);
  await settle();
  expect(seen[0]).toMatchObject([{ revision: before + 1, settings: {} }]);
  expect(seen[1]?.[0]).toBe(seen[0]?.[0]);
  expect(seen[2]).toEqual([]);
  await app.close();
});

import { expect, it } from 'vitest';
import { openStage } from './enroll-fixture.ts';

it('gives the steps of a pair back when the person cancels its touch', async () => {
  const stage = await openStage({ key: { touchPolicy: 'by-hand' } });
  await stage.toKeyPage();
  const before = JSON.stringify([...stage.world.ledger.steps].map(([serial, steps]) => [serial, [...steps]]));
  stage.send('enrollNext');
  let claimed = 0;
  await stage.drive('problem', ({ waiting }) => {
    const touch = waiting.find(({ kind }) => kind === 'touch');
    if (!touch) return;
    claimed = Math.max(claimed, ...[...stage.world.ledger.steps.values()].map((steps) => [...steps].length));
    stage.run('cancel', { waiting: touch.id });
  });
  expect(claimed).toBe(2);
  expect([...stage.world.ledger.steps.values()].flatMap((steps) => [...steps])).toEqual([]);
  expect(before).toBe('[]');
});

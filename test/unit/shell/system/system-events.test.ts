import { expect, it } from 'vitest';
import { type PowerEvent, withoutEchoes } from '../../../../src-main/shell/system/system-events.ts';
import { createFakeClock } from '../../../fakes/clock.ts';

const follow = () => {
  const clock = createFakeClock(1_000_000);
  const told: PowerEvent[] = [];
  return { clock, told, hear: withoutEchoes(clock, (event) => told.push(event)) };
};

it('passes an event on once that two sources tell', async () => {
  const { clock, told, hear } = follow();
  hear('lock');
  await clock.advance(500);
  hear('lock');
  hear('unlock');
  hear('unlock');
  hear('lock');
  expect(told).toEqual(['lock', 'unlock', 'lock']);
});

it('passes sleep on once, also when a source tells of it and of waking up late', async () => {
  const { clock, told, hear } = follow();
  for (const event of ['suspend', 'resume', 'suspend', 'resume'] as const) hear(event);
  expect(told).toEqual(['suspend', 'resume']);
  await clock.advance(60_000);
  hear('suspend');
  expect(told).toEqual(['suspend', 'resume', 'suspend']);
});

it('passes on a second lock after an unlock that nobody told', async () => {
  const { clock, told, hear } = follow();
  hear('lock');
  await clock.advance(60_000);
  hear('lock');
  expect(told).toEqual(['lock', 'lock']);
});

it('is not put off by a clock that was set back', async () => {
  const { clock, told, hear } = follow();
  hear('lock');
  clock.set(0);
  hear('lock');
  expect(told).toEqual(['lock', 'lock']);
});

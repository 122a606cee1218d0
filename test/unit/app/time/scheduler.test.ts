import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createAgenda } from '../../../../src-main/app/time/scheduler.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const setUp = () => {
  const clock = createFakeClock(1000);
  const store = createStore(createMemorySettings());
  let sure: Promise<void> = Promise.resolve();
  const agenda = createAgenda({ clock, store, now: clock.now, sure: () => sure });
  return { clock, store, agenda, unsure: (until: Promise<void>) => (sure = until) };
};

describe('the agenda', () => {
  it('has one timer for all parts, and none when nothing lies ahead', async () => {
    const { clock, agenda } = setUp();
    const did: string[] = [];
    const moments = { a: [1500], b: [1300, 1900] };
    for (const name of ['a', 'b'] as const)
      agenda.add({
        moments: (now) => moments[name].filter((moment) => moment > now),
        onDue: (now) => did.push(`${name} ${now}`),
      });
    expect(clock.pending()).toBe(1);
    await clock.advance(300);
    expect(did).toEqual(['a 1300', 'b 1300']);
    await clock.advance(600);
    expect(did.slice(2)).toEqual(['a 1500', 'b 1500', 'a 1900', 'b 1900']);
    expect(clock.pending()).toBe(0);
  });

  it('is planned anew after a change of the state, and does at once what has passed', async () => {
    const { clock, store, agenda } = setUp();
    let moment: number | undefined;
    const did: number[] = [];
    agenda.add({
      moments: () => (moment === undefined ? [] : [moment]),
      onDue: (now) => {
        did.push(now);
        moment = undefined;
      },
    });
    expect(clock.pending()).toBe(0);
    moment = 400;
    store.change((state) => ({ ...state }));
    await settle();
    await clock.advance(0);
    expect(did).toEqual([1000]);
    expect(clock.pending()).toBe(0);
  });

  it('does nothing while it is not sure of the time', async () => {
    const { clock, agenda, unsure } = setUp();
    const did: number[] = [];
    agenda.add({ moments: (now) => [1500].filter((moment) => moment > now), onDue: (now) => did.push(now) });
    let known = () => {};
    unsure(new Promise((resolve) => (known = resolve)));
    await clock.advance(500);
    expect(did).toEqual([]);
    known();
    await settle();
    expect(did).toEqual([1500]);
  });

  it('stops for good, also while it waits to be sure', async () => {
    const { clock, agenda, unsure } = setUp();
    const did: number[] = [];
    agenda.add({ moments: () => [1500], onDue: (now) => did.push(now) });
    let known = () => {};
    unsure(new Promise((resolve) => (known = resolve)));
    await clock.advance(500);
    agenda.stop();
    known();
    await settle();
    expect(did).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});

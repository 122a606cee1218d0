import { describe, expect, it } from 'vitest';
import type { Outcome, PlanRun, Standing, Step } from '../../../../src-main/app/plans/plan.ts';
import { runPlan, undoPlan } from '../../../../src-main/app/plans/run-plan.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';

/** A record that says how far each of three steps is. */
type Plain = Readonly<Record<string, Standing>>;

interface Faults {
  /** What the effect of a step answers, in order; good when the list is over. A lost answer is of an effect that happened. */
  readonly answers?: Readonly<Record<string, readonly (Outcome | 'lost')[]>>;
  /** The world ends before this event is over. */
  readonly killAt?: number;
  readonly unwritable?: boolean;
  readonly undoFails?: readonly string[];
  readonly urgent?: readonly string[];
}

const forEver = new Promise<never>(() => {});
const refused: Outcome = { ok: false, problem: { code: 'throttled' } };

/** A world of three effects, a journal that outlives the program, and all that happened in order. */
const setUp = (faults: Faults = {}, written: Plain = { one: 'todo', two: 'todo', three: 'todo' }, world = new Set<string>()) => {
  const events: string[] = [];
  const waits: number[] = [];
  const controller = new AbortController();
  let record = written;
  const journal = { record: written };
  const happens = async (event: string, how: () => void = () => {}): Promise<void> => {
    if (events.length === faults.killAt) return forEver;
    events.push(event);
    how();
  };
  const answers = new Map(Object.entries(faults.answers ?? {}).map(([name, list]) => [name, [...list]]));
  const step = (name: string): Step<Plain> => ({
    name,
    subject: name === 'three' ? 'two' : name,
    read: (of) => of[name] ?? 'todo',
    mark: (of, standing) => ({ ...of, [name]: standing }),
    check: async () => {
      await happens(`check ${name}`);
      record = { ...record, [name]: world.has(name) ? 'done' : 'todo' };
      return ok(undefined);
    },
    do: async () =>
      ok(async () => {
        const answer = answers.get(name)?.shift();
        if (answer !== undefined && answer !== 'lost' && !answer.ok) {
          await happens(`refused ${name}`);
          return answer;
        }
        await happens(`do ${name}`, () => world.add(name));
        return answer === 'lost' ? { ok: false, problem: { code: 'throttled' }, unclear: true } : { ok: true };
      }),
    undo: async () => {
      await happens(`undo ${name}`);
      if (faults.undoFails?.includes(name)) return failed({ code: 'throttled' });
      world.delete(name);
      return ok(undefined);
    },
    ...(faults.urgent?.includes(name) ? { isUrgent: true } : {}),
    ...(name === 'three' ? { waitUntil: { from: () => 5_000, tries: 3, isEarly: ({ problem }) => problem.code === 'throttled' } } : {}),
  });
  const steps = ['one', 'two', 'three'].map(step);
  const write = async (next: Plain): Promise<Result<void>> => {
    if (faults.unwritable) return failed({ code: 'state-unwritable', file: '/j', errno: 'ENOSPC' });
    await happens('write', () => {
      journal.record = next;
    });
    record = next;
    return ok(undefined);
  };
  const run: PlanRun<Plain> = {
    record: () => record,
    before: write,
    after: async (next) => {
      await write(next);
    },
    wait: async (until) => {
      waits.push(until);
    },
    signal: controller.signal,
  };
  return { run, steps, events, waits, world, journal, controller, go: () => runPlan(() => steps, run) };
};

const dead = Symbol('dead');
/** What came of a run, or that it never ends: nothing here takes more than a few turns of the event loop. */
const outcomeOf = async <T>(running: Promise<T>): Promise<T | typeof dead> => {
  const soon = new Promise<typeof dead>((resolve) => setTimeout(() => resolve(dead), 20));
  return Promise.race([running, soon]);
};

describe('a plan', () => {
  it('is run in order, with the journal before and after each effect', async () => {
    const { go, events, world } = setUp();
    expect(await go()).toEqual(ok(undefined));
    expect(events).toEqual(['one', 'two', 'three'].flatMap((name) => ['write', `do ${name}`, 'write']));
    expect([...world]).toEqual(['one', 'two', 'three']);
  });

  it('tries what is urgent whatever becomes of the rest, and ends with the first failure before what can wait', async () => {
    const denied: Outcome = { ok: false, problem: { code: 'iam-denied', action: 'iam:A', resource: '*', explicit: false } };
    const first = setUp({ answers: { one: [denied] }, urgent: ['one', 'three'] });
    expect(await first.go()).toEqual({ ok: false, problem: denied.problem });
    expect([...first.world]).toEqual(['three']);
    const second = setUp({}, first.journal.record, first.world);
    expect(await second.go()).toEqual(ok(undefined));
    expect(second.events.filter((event) => event.startsWith('do '))).toEqual(['do one', 'do two']);
    // Whoever cancels means all of it.
    const stopped = setUp({ answers: { one: [{ ok: false, problem: { code: 'cancelled' } }] }, urgent: ['one', 'three'] });
    expect(await stopped.go()).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect([...stopped.world]).toEqual([]);
  });

  it('is taken up after a kill at any event, and does each effect once', async () => {
    for (let killAt = 0; killAt < 9; killAt++) {
      const first = setUp({ killAt });
      expect(await outcomeOf(first.go())).toBe(dead);
      const second = setUp({}, first.journal.record, first.world);
      expect(await second.go()).toEqual(ok(undefined));
      const done = [...first.events, ...second.events].filter((event) => event.startsWith('do '));
      expect(done, `killed at ${killAt}`).toEqual(['do one', 'do two', 'do three']);
    }
  });

  it('looks when an answer is lost, and goes on when it had happened', async () => {
    const { go, events } = setUp({ answers: { two: ['lost'] } });
    expect(await go()).toEqual(ok(undefined));
    expect(events.filter((event) => /two/.test(event))).toEqual(['do two', 'check two']);
  });

  it('stops at a refusal, with the record as it was before', async () => {
    const { go, journal, world } = setUp({ answers: { two: [refused] } });
    expect(await go()).toEqual(failed({ code: 'throttled' }));
    expect(journal.record).toEqual({ one: 'done', two: 'todo', three: 'todo' });
    expect([...world]).toEqual(['one']);
  });

  it('does nothing that the journal cannot have before', async () => {
    const { go, world } = setUp({ unwritable: true });
    expect(await go()).toMatchObject({ ok: false, problem: { code: 'state-unwritable' } });
    expect([...world]).toEqual([]);
  });

  it('waits for the world, tries again while it is early, and ends after the last try', async () => {
    const patient = setUp({ answers: { three: [refused, refused] } });
    expect(await patient.go()).toEqual(ok(undefined));
    expect(patient.waits).toEqual([5_000, 5_000, 5_000]);
    const tired = setUp({ answers: { three: [refused, refused, refused] } });
    expect(await tired.go()).toEqual(failed({ code: 'throttled' }));
    expect(tired.events.filter((event) => event === 'refused three')).toHaveLength(3);
  });

  it('is cancelled before the next effect', async () => {
    const { run, steps, world, controller } = setUp();
    const [one] = steps;
    if (!one) throw new Error('there are steps');
    const cancelling = {
      ...one,
      undo: async () => ok(undefined),
      do: async () => {
        controller.abort();
        return one.do();
      },
    };
    expect(await runPlan(() => [cancelling, ...steps.slice(1)], run)).toEqual(failed({ code: 'cancelled' }));
    expect([...world]).toEqual(['one']);
  });

  it('is cancelled while it waits, and goes on from there when it is run again', async () => {
    const first = setUp();
    const waiting = {
      ...first.run,
      wait: async () => {
        first.controller.abort();
      },
    };
    expect(await runPlan(() => first.steps, waiting)).toEqual(failed({ code: 'cancelled' }));
    expect(first.journal.record).toEqual({ one: 'done', two: 'done', three: 'todo' });
    const second = setUp({}, first.journal.record, first.world);
    expect(await second.go()).toEqual(ok(undefined));
    expect(second.events).toEqual(['write', 'do three', 'write']);
  });

  it('is not tried again once it is cancelled, however early it was', async () => {
    const { run, steps, events, journal, controller } = setUp({ answers: { three: [refused, refused] } });
    const three = steps[2];
    if (!three) throw new Error('there are steps');
    const cancelling: Step<Plain> = {
      ...three,
      do: async () => {
        controller.abort();
        return three.do();
      },
    };
    expect(await runPlan(() => [...steps.slice(0, 2), cancelling], run)).toEqual(failed({ code: 'throttled' }));
    expect(events.filter((event) => event === 'refused three')).toHaveLength(1);
    expect(journal.record.three).toBe('todo');
  });

  it('leaves what nobody can say to the next run, and asks before it does anything twice', async () => {
    const first = setUp({ answers: { three: ['lost'] } });
    const blind = first.steps.map((step) => ({ ...step, check: async () => failed({ code: 'journal-unwritable', file: '', errno: '' }) }));
    expect(await runPlan(() => blind, first.run)).toEqual(failed({ code: 'throttled' }));
    expect(first.journal.record).toEqual({ one: 'done', two: 'done', three: 'begun' });
    const second = setUp({}, first.journal.record, first.world);
    expect(await runPlan(() => blind, second.run)).toMatchObject({ ok: false, problem: { code: 'journal-unwritable' } });
    expect(second.events).toEqual([]);
    expect(await second.go()).toEqual(ok(undefined));
    expect([...first.events, ...second.events].slice(-2)).toEqual(['do three', 'check three']);
  });

  it('does an effect again when asking tells that it did not happen, and when nothing can be asked', async () => {
    for (const canAsk of [true, false]) {
      const { steps, events, run } = setUp({}, { one: 'done', two: 'begun', three: 'done' });
      const two = steps.map(({ check, ...step }) => (canAsk ? { ...step, ...(check ? { check } : {}) } : step));
      expect(await runPlan(() => two, run)).toEqual(ok(undefined));
      expect(events.filter((event) => event.endsWith('two'))).toEqual(canAsk ? ['check two', 'do two'] : ['do two']);
    }
  });

  it('follows a plan that changes with what a step learned', async () => {
    const { run, steps, events } = setUp();
    const grown = (record: Plain) => (record.one === 'done' ? steps.filter(({ name }) => name !== 'two') : steps.slice(0, 1));
    expect(await runPlan(grown, run)).toEqual(ok(undefined));
    expect(events.filter((event) => event.startsWith('do '))).toEqual(['do one', 'do three']);
  });

  it('stops at a page until the record has the answer', async () => {
    const { run, steps, events } = setUp();
    const page = {
      name: 'page',
      read: () => 'todo' as const,
      ask: async () => {
        events.push('asked');
        return ok(undefined);
      },
    };
    expect(await runPlan(() => [...steps.slice(0, 1), page, ...steps.slice(1)], run)).toEqual(ok(undefined));
    expect(events).toEqual(['write', 'do one', 'write', 'asked']);
  });
});

describe('undoing', () => {
  it('goes backwards', async () => {
    const { go, steps, events, world, controller } = setUp();
    await go();
    expect(await undoPlan(steps, controller.signal)).toEqual(ok(undefined));
    expect(events.slice(-3)).toEqual(['undo three', 'undo two', 'undo one']);
    expect([...world]).toEqual([]);
  });

  it('passes over pages, and over what cannot be taken back', async () => {
    const { go, steps, world, controller } = setUp();
    await go();
    const { undo: _none, ...lasting } = steps[1] ?? steps[0] ?? ({} as Step<Plain>);
    const page = { name: 'page', read: () => 'done' as const, ask: async () => failed({ code: 'throttled' }) };
    const plan = [...steps.slice(0, 1), page, lasting, ...steps.slice(2)];
    expect(await undoPlan(plan, controller.signal)).toEqual(ok(undefined));
    expect([...world]).toEqual(['two']);
  });

  it('leaves what a later effect on the same still needs, goes on with the rest, and gives the problem', async () => {
    const { go, steps, world, controller } = setUp({ undoFails: ['three'] });
    await go();
    expect(await undoPlan(steps, controller.signal)).toEqual(failed({ code: 'throttled' }));
    expect([...world]).toEqual(['two', 'three']);
  });

  it('ends when it is cancelled', async () => {
    const { go, steps, world, controller } = setUp();
    await go();
    controller.abort();
    expect(await undoPlan(steps, controller.signal)).toEqual(failed({ code: 'cancelled' }));
    expect(world.size).toBe(3);
  });
});

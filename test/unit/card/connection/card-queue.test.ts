import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { CardRefusal, sendCommand } from '../../../../src-main/card/connection/apdu.ts';
import { type CardConnection, CardFault } from '../../../../src-main/card/connection/card-connection.ts';
import { problemOf } from '../../../../src-main/card/connection/card-problem.ts';
import { type CardQueueParts, createCardQueue } from '../../../../src-main/card/connection/card-queue.ts';
import { createDeferred } from '../../../fakes/card-script.ts';

/** A reader whose connects fail with these faults first. */
const createQueue = (faults: readonly CardFault[] = [], change: Partial<CardQueueParts> & { exclusive?: boolean } = {}) => {
  const left = [...faults];
  const counts = { connects: 0, open: 0, holders: 0 };
  const queue = createCardQueue({
    connect: async (): Promise<CardConnection> => {
      counts.connects += 1;
      const fault = left.shift();
      if (fault) throw fault;
      counts.open += 1;
      let open = true;
      return {
        exclusive: change.exclusive ?? true,
        transmit: async () => Uint8Array.of(0x90, 0x00),
        close: async () => {
          if (open) counts.open -= 1;
          open = false;
        },
      };
    },
    holder: async () => {
      counts.holders += 1;
      return 'scdaemon';
    },
    clock: systemClock,
    comesBack: () => false,
    problemOf: (error) => problemOf(error, { reader: 'R', serial: 7 }),
    onChange: () => {},
    ...change,
  });
  return { queue, counts };
};

const many = (count: number, fault: () => CardFault) => Array.from({ length: count }, fault);
const busy = () => new CardFault('busy', '8010000b');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('jobs on a card', () => {
  it('runs one at a time and lets go after each', async () => {
    const { queue, counts } = createQueue();
    const first = createDeferred<string>();
    const events: string[] = [];
    const one = queue.run({
      work: () => {
        events.push('first');
        return first.promise;
      },
    });
    const two = queue.run({ work: async () => `two after ${events.push('second')}` });
    await vi.advanceTimersByTimeAsync(1);
    expect(events).toEqual(['first']);
    expect(counts).toMatchObject({ connects: 1, open: 1 });
    first.resolve('one');
    expect(await one).toEqual({ ok: true, value: 'one' });
    expect(await two).toEqual({ ok: true, value: 'two after 2' });
    expect(counts).toMatchObject({ connects: 2, open: 0 });
    expect(queue.occupied()).toBe(false);
  });

  it('tells the connection what is known of a command: that a person has to touch, that it holds a secret', async () => {
    const told: unknown[] = [];
    const { queue } = createQueue([], {
      connect: async () => ({
        exclusive: true,
        transmit: async (_apdu, handling) => {
          told.push(handling);
          return Uint8Array.of(0x90, 0x00);
        },
        close: async () => {},
      }),
    });
    const command = { instruction: 1, data: Uint8Array.of(7), touch: true, secret: true };
    await queue.run({ work: (connection) => sendCommand(connection, command) });
    await queue.run({ work: (connection) => sendCommand(connection, { instruction: 2 }) });
    expect(told).toEqual([
      { patience: 'touch', secret: true },
      { patience: 'card', secret: false },
    ]);
  });

  it('is occupied from one job to the next without a break', async () => {
    const seen: boolean[] = [];
    const { queue } = createQueue([], { onChange: () => seen.push(queue.occupied()) });
    await Promise.all([queue.run({ work: async () => 1 }), queue.run({ work: async () => 2 })]);
    expect(seen).toEqual([true, true, true, false]);
  });

  it('lets a person go before programs that wait, in their order, and interrupts nothing', async () => {
    const { queue } = createQueue();
    const first = createDeferred<string>();
    const order: string[] = [];
    const job = (name: string, urgent: boolean) =>
      queue.run({
        urgent,
        work: async () => {
          order.push(name);
          return name;
        },
      });
    const running = queue.run({ work: () => first.promise });
    const unmarked = queue.run({ work: async () => order.push('unmarked') });
    const waiting = [unmarked, job('program 1', false), job('program 2', false), job('person 1', true), job('person 2', true)];
    first.resolve('runs');
    await Promise.all([running, ...waiting]);
    expect(order).toEqual(['person 1', 'person 2', 'unmarked', 'program 1', 'program 2']);
  });

  it('waits with growing pauses while another program holds the card, and says who', async () => {
    const { queue, counts } = createQueue(many(4, busy));
    const waits: (string | undefined)[] = [];
    const done = queue.run({ work: async () => 1, onBusy: (holder) => waits.push(holder) });
    await vi.advanceTimersByTimeAsync(99);
    expect(counts.connects).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(counts.connects).toBe(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(counts.connects).toBe(3);
    await vi.advanceTimersByTimeAsync(400 + 500);
    expect(await done).toEqual({ ok: true, value: 1 });
    expect(waits).toEqual(['scdaemon']);
  });

  it('gives up after ten seconds with the name of the holder', async () => {
    const { queue, counts } = createQueue(many(1000, busy));
    const done = queue.run({ work: async () => 1 });
    await vi.advanceTimersByTimeAsync(9_500);
    expect(queue.occupied()).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await done).toEqual({ ok: false, problem: { code: 'yubikey-busy', holder: 'scdaemon' } });
    expect(counts.connects).toBeLessThan(30);
  });

  it('starts over once on a fresh connection when the card was reset', async () => {
    const { queue, counts } = createQueue();
    let runs = 0;
    const work = async () => {
      runs += 1;
      if (runs === 1) throw new CardFault('reset');
      return runs;
    };
    expect(await queue.run({ work })).toEqual({ ok: true, value: 2 });
    expect(counts).toMatchObject({ connects: 2, open: 0 });
    const always = await queue.run({ work: () => Promise.reject(new CardFault('reset', '80100068')) });
    expect(always).toEqual({ ok: false, problem: { code: 'yubikey-unreadable', reader: 'R', detail: '80100068' } });
    expect(counts.connects).toBe(4);
  });

  it('says removed when the reply broke off because the key was pulled', async () => {
    let first = true;
    const { queue } = createQueue([], {
      connect: async () => {
        if (!first) throw new CardFault('no-card', '8010000c');
        first = false;
        return { exclusive: true, transmit: async () => new Uint8Array(), close: async () => {} };
      },
    });
    const result = queue.run({ work: () => Promise.reject(new CardFault('transport', 'reply of fewer than two bytes')) });
    await vi.advanceTimersByTimeAsync(500);
    expect(await result).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 7 } });
  });

  it.each([0x6d00, 0x6e00])('selects again once after %i when the card is shared, and never when it is ours alone', async (status) => {
    const shared = createQueue([], { exclusive: false });
    let runs = 0;
    const work = async () => {
      runs += 1;
      if (runs === 1) throw new CardRefusal(status, 'list');
      return 'fine';
    };
    expect(await shared.queue.run({ work })).toEqual({ ok: true, value: 'fine' });
    runs = 0;
    const alone = await createQueue().queue.run({ work });
    expect(alone).toEqual({ ok: false, problem: { code: 'card-said', status: status.toString(16), during: 'list' } });
  });

  it('starts over for nothing else that the card says', async () => {
    const { queue, counts } = createQueue([], { exclusive: false });
    const refused = await queue.run({ work: () => Promise.reject(new CardRefusal(0x6f00, 'list')) });
    expect(refused).toEqual({ ok: false, problem: { code: 'card-said', status: '6f00', during: 'list' } });
    expect(counts.connects).toBe(1);
  });

  it('tries a broken transport once more, after half a second', async () => {
    const { queue, counts } = createQueue();
    const broken = queue.run({ work: () => Promise.reject(new CardFault('transport', '80100016')) });
    await vi.advanceTimersByTimeAsync(499);
    expect(counts).toMatchObject({ connects: 1, open: 0 });
    await vi.advanceTimersByTimeAsync(1);
    expect(await broken).toEqual({ ok: false, problem: { code: 'yubikey-unreadable', reader: 'R', detail: '80100016' } });
    expect(counts).toMatchObject({ connects: 2, open: 0 });
  });

  it('waits for a NEO to come back, and for no other key', async () => {
    const absent = () => new CardFault('no-card');
    const neo = createQueue(many(6, absent), { comesBack: () => true });
    const done = neo.queue.run({ work: async () => 'back' });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await done).toEqual({ ok: true, value: 'back' });
    const away = createQueue(many(9, absent), { comesBack: () => true }).queue.run({ work: async () => 'back' });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await away).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 7 } });
    const other = createQueue(many(1, absent));
    expect(await other.queue.run({ work: async () => 1 })).toMatchObject({ problem: { code: 'yubikey-removed' } });
    expect(other.counts.connects).toBe(1);
  });

  it('waits for a NEO that went during a job, too', async () => {
    const { queue, counts } = createQueue([], { comesBack: () => true });
    let runs = 0;
    const work = async () => {
      runs += 1;
      if (runs === 1) throw new CardFault('removed');
      return 'back';
    };
    const done = queue.run({ work });
    await vi.advanceTimersByTimeAsync(499);
    expect(counts.connects).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await done).toEqual({ ok: true, value: 'back' });
    // It waits for what went and for nothing else.
    expect(await queue.run({ work: () => Promise.reject(new CardFault('access-denied')) })).toMatchObject({
      problem: { code: 'card-access-denied' },
    });
    expect(counts.connects).toBe(3);
  });

  it('tries a card again that another program powered off', async () => {
    const { queue } = createQueue(many(2, () => new CardFault('unresponsive', '80100067')));
    const done = queue.run({ work: async () => 'on' });
    await vi.advanceTimersByTimeAsync(999);
    expect(queue.occupied()).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(await done).toEqual({ ok: true, value: 'on' });
    const off = createQueue(many(9, () => new CardFault('unresponsive', '80100067')));
    const never = off.queue.run({ work: async () => 'on' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await never).toEqual({ ok: false, problem: { code: 'yubikey-unreadable', reader: 'R', detail: '80100067' } });
    expect(off.counts.connects).toBe(3);
  });

  it('names who held the card only when that is why it failed', async () => {
    const { queue } = createQueue([busy(), new CardFault('no-reader')]);
    const done = queue.run({ work: async () => 1 });
    await vi.advanceTimersByTimeAsync(100);
    expect(await done).toEqual({ ok: false, problem: { code: 'yubikey-removed', serial: 7 } });
    const unnamed = createQueue(many(1000, busy), { holder: async () => undefined });
    const given = unnamed.queue.run({ work: async () => 1 });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await given).toEqual({ ok: false, problem: { code: 'yubikey-busy' } });
  });

  it.each([
    ['no-service', 'card-service-missing'],
    ['access-denied', 'card-access-denied'],
    ['removed', 'yubikey-removed'],
    ['no-reader', 'yubikey-removed'],
  ] as const)('tells %s as %s at once', async (kind, code) => {
    const { queue, counts } = createQueue([new CardFault(kind)]);
    expect(await queue.run({ work: async () => 1 })).toMatchObject({ ok: false, problem: { code } });
    expect(counts.connects).toBe(1);
  });
});

describe('a job that is given up', () => {
  it('settles at once, keeps the card occupied until it answers, and drops the late answer', async () => {
    const { queue, counts } = createQueue();
    const answer = createDeferred<string>();
    const stopper = new AbortController();
    const sent: string[] = [];
    const one = queue.run({
      signal: stopper.signal,
      work: async (connection) => {
        const code = await answer.promise;
        sent.push('late');
        await connection.transmit(Uint8Array.of(1));
        sent.push('never');
        return code;
      },
    });
    const two = queue.run({ work: async () => 'two' });
    await vi.advanceTimersByTimeAsync(1);
    stopper.abort();
    expect(await one).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue.occupied()).toBe(true);
    expect(counts).toMatchObject({ connects: 1, open: 1 });
    answer.resolve('123456');
    expect(await two).toEqual({ ok: true, value: 'two' });
    expect(sent).toEqual(['late']);
    expect(counts.open).toBe(0);
  });

  it('never starts when it still waited for its turn', async () => {
    const { queue, counts } = createQueue();
    const first = createDeferred<void>();
    const stopper = new AbortController();
    const one = queue.run({ work: () => first.promise });
    const two = queue.run({ signal: stopper.signal, work: async () => 'two' });
    stopper.abort();
    expect(await two).toEqual({ ok: false, problem: { code: 'cancelled' } });
    first.resolve();
    await one;
    await vi.advanceTimersByTimeAsync(1);
    expect(counts.connects).toBe(1);
    expect(await queue.run({ signal: stopper.signal, work: async () => 1 })).toMatchObject({ problem: { code: 'cancelled' } });
    expect(queue.occupied()).toBe(false);
  });

  it('says no more who it waits for', async () => {
    const holder = createDeferred<string | undefined>();
    const { queue } = createQueue(many(9, busy), { holder: () => holder.promise });
    const stopper = new AbortController();
    const waits: (string | undefined)[] = [];
    const one = queue.run({ signal: stopper.signal, work: async () => 1, onBusy: (name) => waits.push(name) });
    await vi.advanceTimersByTimeAsync(1);
    stopper.abort();
    expect(await one).toEqual({ ok: false, problem: { code: 'cancelled' } });
    holder.resolve('scdaemon');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waits).toEqual([]);
    expect(queue.occupied()).toBe(false);
  });

  it('leaves those that wait with it in their place', async () => {
    const { queue } = createQueue();
    const first = createDeferred<void>();
    const stopper = new AbortController();
    const one = queue.run({ signal: stopper.signal, work: () => first.promise });
    const two = queue.run({ work: async () => 'two' });
    const three = queue.run({ work: async () => 'three' });
    stopper.abort();
    first.resolve();
    expect(await one).toMatchObject({ problem: { code: 'cancelled' } });
    expect([await two, await three]).toEqual([
      { ok: true, value: 'two' },
      { ok: true, value: 'three' },
    ]);
  });

  it('stops waiting for another program', async () => {
    const { queue } = createQueue(many(1000, busy));
    const stopper = new AbortController();
    const one = queue.run({ signal: stopper.signal, work: async () => 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    stopper.abort();
    expect(await one).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await vi.advanceTimersByTimeAsync(1);
    expect(queue.occupied()).toBe(false);
  });

  it('ends all jobs with the reason when the key is gone', async () => {
    const { queue } = createQueue();
    const never = createDeferred<void>();
    const one = queue.run({ work: () => never.promise });
    const two = queue.run({ work: async () => 2 });
    queue.stop({ code: 'yubikey-removed', serial: 7 });
    const gone = { ok: false, problem: { code: 'yubikey-removed', serial: 7 } };
    expect([await one, await two, await queue.run({ work: async () => 3 })]).toEqual([gone, gone, gone]);
  });

  it('lets a bug through as a rejection and goes on with the next job', async () => {
    const { queue } = createQueue();
    const bug = queue.run({ work: () => Promise.reject(new TypeError('a bug')) });
    const next = queue.run({ work: async () => 'next' });
    await expect(bug).rejects.toBeInstanceOf(TypeError);
    expect(await next).toEqual({ ok: true, value: 'next' });
  });
});

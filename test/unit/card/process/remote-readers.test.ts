import { beforeEach, describe, expect, it } from 'vitest';
import type { CardFault, ReadersState } from '../../../../src-main/card/connection/card-connection.ts';
import type { CardAnswer, CardRequest } from '../../../../src-main/card/process/messages.ts';
import { callLimits, createRemoteReaders } from '../../../../src-main/card/process/remote-readers.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';

/** A process of PC/SC that does what the test says. */
interface FakeProcess {
  readonly asked: CardRequest[];
  readonly answer: (answer: CardAnswer) => void;
  readonly end: (isMissing: boolean) => void;
  killed: boolean;
}

const reader = 'Yubico YubiKey 00 00';
const present = 0x20;
const inUse = 0x100;

describe('readers by a process of their own', () => {
  let clock: ReturnType<typeof createFakeClock>;
  let processes: FakeProcess[];
  let states: ReadersState[];
  let readers: ReturnType<typeof createRemoteReaders>;

  beforeEach(() => {
    clock = createFakeClock(0);
    processes = [];
    states = [];
    readers = createRemoteReaders({
      start: (answer, end) => {
        const asked: CardRequest[] = [];
        const made: FakeProcess = { asked, answer, end, killed: false };
        processes.push(made);
        return { send: (request) => void asked.push(request), kill: () => Object.assign(made, { killed: true }) };
      },
      clock,
      holder: async () => undefined,
    });
  });

  const last = () => processes.at(-1) as FakeProcess;
  const service = (state = present) =>
    last().answer({
      kind: 'service',
      state: { kind: 'readers', readers: [{ name: reader, state: 65_536 + state, atr: Uint8Array.of(1) }] },
    });
  const done = (reply?: Uint8Array) => last().answer({ kind: 'done', id: last().asked.at(-1)?.id ?? 0, ...(reply ? { reply } : {}) });
  const fault = (kind: CardFault['kind']) =>
    last().answer({ kind: 'fault', id: last().asked.at(-1)?.id ?? 0, fault: kind, detail: kind === 'busy' ? '8010000b' : '' });
  const watch = () => readers.watch((state) => states.push(state));
  const open = async () => {
    const opening = readers.connect(reader);
    await settle();
    done();
    return opening;
  };
  /** Opens beside another program. */
  const openShared = async () => {
    const opening = readers.connect(reader);
    await settle();
    fault('busy');
    await settle();
    done();
    return opening;
  };
  const kindOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as CardFault).kind,
    );

  it('start none before anything is asked', () => {
    expect(processes).toHaveLength(0);
    watch();
    expect(processes).toHaveLength(1);
  });

  it('tell what the process tells, and the last of it to whoever comes later', () => {
    watch();
    service();
    const told: ReadersState[] = [];
    readers.watch((state) => told.push(state));
    expect(states).toMatchObject([{ kind: 'readers', readers: [{ name: reader, heldExclusively: false }] }]);
    expect(told).toEqual(states);
    expect(processes).toHaveLength(1);
  });

  it('tell nothing more to whoever stopped listening', () => {
    const stop = watch();
    stop();
    service();
    expect(states).toEqual([]);
  });

  it('tell a fault of the service once, and another one again', async () => {
    const fail = (fault: 'no-service' | 'service-silent') => last().answer({ kind: 'service', state: { kind: 'no-service', fault } });
    watch();
    fail('no-service');
    fail('no-service');
    fail('service-silent');
    expect(states).toEqual([
      { kind: 'no-service', fault: 'no-service' },
      { kind: 'no-service', fault: 'service-silent' },
    ]);
  });

  it('say that the service is silent when it has said nothing in its time, and go on when it speaks', async () => {
    watch();
    await clock.advance(callLimits.service - 1);
    expect(states).toEqual([]);
    await clock.advance(1);
    expect(states).toEqual([{ kind: 'no-service', fault: 'service-silent' }]);
    service();
    expect(states.at(-1)).toMatchObject({ kind: 'readers' });
    expect(processes).toHaveLength(1);
  });

  it('pass bytes on, and close once', async () => {
    watch();
    service();
    const connection = await open();
    expect(connection.exclusive).toBe(true);
    expect(last().asked).toEqual([{ kind: 'connect', id: 1, reader, exclusive: true }]);
    const answer = connection.transmit(Uint8Array.of(1, 2));
    expect(last().asked.at(-1)).toMatchObject({ kind: 'transmit', apdu: Uint8Array.of(1, 2) });
    done(Uint8Array.of(0x90, 0));
    expect(await answer).toEqual(Uint8Array.of(0x90, 0));
    const closing = Promise.all([connection.close(), connection.close()]);
    done();
    await closing;
    expect(last().asked.filter(({ kind }) => kind === 'close')).toHaveLength(1);
  });

  it('give no number to two requests', async () => {
    watch();
    service();
    for (let round = 0; round < 3; round += 1) {
      const connection = await open();
      for (const work of [() => connection.transmit(Uint8Array.of(1)), connection.close]) {
        const answer = work();
        done();
        await answer;
      }
    }
    const ids = last().asked.map(({ id }) => id);
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(9);
  });

  it('pass over an answer that nobody waits for', async () => {
    watch();
    last().answer({ kind: 'done', id: 4711 });
    last().answer({ kind: 'fault', id: 4711, fault: 'reset', detail: '' });
    expect((await open()).exclusive).toBe(true);
  });

  it.each([
    ['exclusive', 'card', callLimits.card, 'card-silent'],
    ['exclusive', 'touch', callLimits.touch, 'card-silent'],
    ['shared', 'card', callLimits.shared, 'busy'],
    ['shared', 'touch', callLimits.touch, 'busy'],
  ] as const)('leave an %s call for a %s behind after its time', async (how, patience, limit, kind) => {
    watch();
    service();
    const connection = await (how === 'exclusive' ? open() : openShared());
    const answer = kindOf(connection.transmit(Uint8Array.of(1), { patience }));
    await clock.advance(limit - 1);
    expect(last().killed).toBe(false);
    await clock.advance(1);
    expect(processes.map(({ killed }) => killed)).toEqual([true, false]);
    service();
    expect(await answer).toBe(kind);
    // Nothing of it is sent to the next process.
    await connection.close();
    expect(await kindOf(connection.transmit(Uint8Array.of(1)))).toBe('reset');
    expect(last().asked).toEqual([]);
  });

  it('find the service silent when the next process hears nothing of it', async () => {
    watch();
    service();
    const answer = kindOf((await open()).transmit(Uint8Array.of(1)));
    await clock.advance(callLimits.card);
    await clock.advance(callLimits.service);
    expect(await answer).toBe('service-silent');
    expect(states.at(-1)).toEqual({ kind: 'no-service', fault: 'service-silent' });
  });

  it('find it silent as well when the next process ends without a word', async () => {
    watch();
    service();
    const answer = kindOf((await open()).transmit(Uint8Array.of(1)));
    await clock.advance(callLimits.card);
    last().end(false);
    expect(await answer).toBe('service-silent');
  });

  it('tell a program that is not there from a service that is not', async () => {
    watch();
    last().end(true);
    expect(states).toEqual([{ kind: 'no-service', fault: 'no-program' }]);
  });

  it('hear nothing more of a process that was left behind', async () => {
    watch();
    const connection = await openShared();
    const answer = kindOf(connection.transmit(Uint8Array.of(1)));
    await clock.advance(callLimits.shared);
    service();
    expect(await answer).toBe('busy');
    const [left] = processes;
    left?.answer({ kind: 'service', state: { kind: 'no-service', fault: 'no-service' } });
    // Its own time for a first word.
    await clock.advance(callLimits.service);
    left?.end(false);
    expect(states).toMatchObject([{ kind: 'readers' }]);
    expect(processes).toHaveLength(2);
    expect((await open()).exclusive).toBe(true);
  });

  it.each([
    ['in use by another program', present + inUse, callLimits.shared, 'busy'],
    ['nobody’s', present, callLimits.connect, 'card-silent'],
  ])('give up a connection to a card that is %s', async (_whose, state, limit, kind) => {
    watch();
    service(state);
    const opening = kindOf(readers.connect(reader));
    await clock.advance(limit - 1);
    expect(last().killed).toBe(false);
    await clock.advance(1);
    service(state);
    expect(await opening).toBe(kind);
  });

  it('don’t take a connection of their own for another program’s: a card that hangs after a reset is silent', async () => {
    watch();
    service();
    const connection = await open();
    service(present + inUse);
    // Reset in the middle of a command, and connected anew before the service says that nobody is.
    const generated = kindOf(connection.transmit(Uint8Array.of(1), { patience: 'slow' }));
    await settle();
    fault('reset');
    expect(await generated).toBe('reset');
    const closing = connection.close();
    await settle();
    done();
    await closing;
    const opening = kindOf(readers.connect(reader));
    await clock.advance(callLimits.connect - 1);
    expect(last().killed).toBe(false);
    await clock.advance(1);
    service();
    expect(await opening).toBe('card-silent');
  });

  it('don’t take what the service still holds of a process that was left for another program’s', async () => {
    watch();
    service();
    const connection = await open();
    service(present + inUse);
    const answer = kindOf(connection.transmit(Uint8Array.of(1)));
    await clock.advance(callLimits.card);
    service(present + inUse);
    expect(await answer).toBe('card-silent');
    const opening = kindOf(readers.connect(reader));
    await settle();
    fault('busy');
    expect(await opening).toBe('unresponsive');
    // It let go; whoever has it now is another.
    service();
    service(present + inUse);
    expect((await openShared()).exclusive).toBe(false);
  });

  it('keep the number of an insertion over a process that was left, and end other calls as reset', async () => {
    watch();
    service();
    const [one, other] = [await open(), await open()];
    const stuck = kindOf(one.transmit(Uint8Array.of(1)));
    const waiting = kindOf(other.transmit(Uint8Array.of(2), { patience: 'touch' }));
    await clock.advance(callLimits.card);
    expect(await waiting).toBe('reset');
    service();
    await stuck;
    expect(states).toHaveLength(1);
  });

  it('leave a process that a seed went through as soon as nothing is open there, and keep the number of an insertion', async () => {
    watch();
    service();
    const [one, other] = [await open(), await open()];
    const sent = one.transmit(Uint8Array.of(1), { secret: true });
    await settle();
    done(Uint8Array.of(0x90, 0));
    await sent;
    const closing = one.close();
    await settle();
    done();
    await closing;
    expect(processes).toHaveLength(1);
    const closingOther = other.close();
    await settle();
    done();
    await closingOther;
    expect(processes.map(({ killed }) => killed)).toEqual([true, false]);
    service();
    expect(states).toHaveLength(1);
    const again = await open();
    const usual = again.transmit(Uint8Array.of(1));
    await settle();
    done(Uint8Array.of(0x90, 0));
    await usual;
    const closingLast = again.close();
    await settle();
    done();
    await closingLast;
    expect(processes).toHaveLength(2);
  });

  it('number every insertion anew after the service was away', () => {
    watch();
    service();
    last().answer({ kind: 'service', state: { kind: 'no-service', fault: 'no-service' } });
    service();
    const numbers = states.flatMap((state) => (state.kind === 'readers' ? state.readers.map(({ insertion }) => insertion) : []));
    expect(new Set(numbers).size).toBe(2);
  });

  it('start a process anew a second after one that ended by itself', async () => {
    watch();
    service();
    const connection = await open();
    const answer = kindOf(connection.transmit(Uint8Array.of(1)));
    last().end(false);
    expect(await answer).toBe('reset');
    expect(states.at(-1)).toEqual({ kind: 'no-service', fault: 'no-service' });
    await clock.advance(999);
    expect(processes).toHaveLength(1);
    await clock.advance(1);
    expect(processes).toHaveLength(2);
    service();
    expect(states.at(-1)).toMatchObject({ kind: 'readers' });
  });

  it('start one at once for whoever asks in that second, and no second one after it', async () => {
    watch();
    service();
    last().end(false);
    expect((await open()).exclusive).toBe(true);
    expect(processes).toHaveLength(2);
    await clock.advance(1000);
    expect(processes).toHaveLength(2);
  });

  it('close when none was ever started', async () => {
    await readers.close();
    expect(processes).toEqual([]);
  });

  it('close when the process ends before its connections are closed, and start no other', async () => {
    watch();
    service();
    await open();
    const closed = readers.close();
    last().end(false);
    await closed;
    await clock.advance(1000);
    expect(processes).toHaveLength(1);
  });

  it('close at once when nothing is open', async () => {
    watch();
    service();
    await readers.close();
    expect(last().killed).toBe(true);
    expect(await kindOf(readers.connect(reader))).toBe('no-service');
    await clock.advance(10_000);
    expect(processes).toHaveLength(1);
  });

  it('close when the last connection is closed, or after a moment', async () => {
    watch();
    service();
    const connection = await open();
    const touched = kindOf(connection.transmit(Uint8Array.of(1), { patience: 'touch' }));
    const closed = readers.close();
    await clock.advance(499);
    expect(last().killed).toBe(false);
    await clock.advance(1);
    await closed;
    expect(last().killed).toBe(true);
    expect(await touched).toBe('reset');
  });

  it('wait for a connection that is being closed, no longer', async () => {
    watch();
    service();
    const connection = await open();
    const closed = readers.close();
    const closing = connection.close();
    expect(last().killed).toBe(false);
    done();
    await Promise.all([closing, closed]);
    expect(last().killed).toBe(true);
  });
});

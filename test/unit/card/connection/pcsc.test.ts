import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../../src-main/base/bytes.ts';
import { CardFault } from '../../../../src-main/card/connection/card-connection.ts';
import { faultOf, firstFaultOf } from '../../../../src-main/card/connection/pcsc-faults.ts';
import { createReaderLedger } from '../../../../src-main/card/connection/pcsc-readers.ts';

const atr = fromHex('3BFD13');
const present = (count: number, more = 0) => count * 65_536 + 0x20 + more;

describe('PC/SC errors', () => {
  it.each([
    ['Sharing violation', 'connect', 'busy'],
    ['No smart card present', 'connect', 'no-card'],
    ['Card was removed', 'transmit', 'removed'],
    ['No smart card present', 'transmit', 'removed'],
    ['Reader unavailable', 'transmit', 'removed'],
    ['Card was reset', 'transmit', 'reset'],
    ['Card is unpowered', 'connect', 'unresponsive'],
    ['Transaction failed', 'transmit', 'transport'],
    ['Unknown PC/SC error', 'transmit', 'transport'],
    ['Unknown PC/SC error', 'connect', 'access-denied'],
    ['PC/SC service not running', 'connect', 'no-service'],
  ] as const)('takes "%s" on %s for %s', (words, during, kind) => {
    expect(faultOf(new Error(words), during).kind).toBe(kind);
  });

  it('keeps a fault that is one already', () => {
    const fault = new CardFault('busy', '8010000b');
    expect(faultOf(fault, 'connect')).toBe(fault);
  });

  it('tells a service that is away from one that does not let us in', () => {
    expect(firstFaultOf(new Error('PC/SC service not running')).kind).toBe('no-service');
    expect(firstFaultOf(new Error('PC/SC service stopped')).kind).toBe('no-service');
    expect(firstFaultOf(new Error('Communication error')).kind).toBe('access-denied');
  });
});

describe('insertions', () => {
  it('gives each insertion its own number, also when a key was swapped faster than we looked', () => {
    const ledger = createReaderLedger();
    const insertion = (state: number, bytes: Uint8Array | undefined = atr) =>
      ledger.record([{ name: 'R', state, atr: bytes }])?.[0]?.insertion;
    const first = insertion(present(1));
    expect(first).toBeDefined();
    const swapped = insertion(present(3));
    expect(swapped).not.toBe(first);
    expect(insertion(present(3), fromHex('3B00'))).not.toBe(swapped);
  });

  it('tells no news of our own coming and going on the same insertion but the exclusive bit', () => {
    const ledger = createReaderLedger();
    const record = (more: number) => ledger.record([{ name: 'R', state: present(1, more), atr }]);
    const [before] = record(0) ?? [];
    expect(record(0x100)).toBeUndefined();
    expect(record(0x180)).toMatchObject([{ heldExclusively: true, insertion: before?.insertion }]);
    expect(record(0)).toMatchObject([{ heldExclusively: false, insertion: before?.insertion }]);
  });

  it('has no ATR for an empty reader, and an empty one for a card that gives none', () => {
    const ledger = createReaderLedger();
    const states = ledger.record([
      { name: 'empty', state: 0x10, atr: undefined },
      { name: 'mute', state: 0x220, atr: undefined },
    ]);
    expect(states?.[0]).not.toHaveProperty('atr');
    expect(states?.[1]?.atr).toEqual(new Uint8Array());
  });

  it('counts every card as inserted anew after the service was restarted', () => {
    const ledger = createReaderLedger();
    const before = ledger.record([{ name: 'R', state: present(1), atr }])?.[0]?.insertion;
    ledger.forget();
    const after = ledger.record([{ name: 'R', state: present(1), atr }])?.[0]?.insertion;
    expect(after).not.toBe(before);
  });
});

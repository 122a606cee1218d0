import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../../src-main/base/bytes.ts';
import { CardFault } from '../../../../src-main/card/connection/card-connection.ts';
import { faultOf, firstFaultOf, stateWithout } from '../../../../src-main/card/connection/pcsc-faults.ts';
import { createReaderLedger } from '../../../../src-main/card/connection/pcsc-readers.ts';

const atr = fromHex('3BFD13');
const present = (count: number, more = 0) => count * 65_536 + 0x20 + more;

describe('PC/SC errors', () => {
  it.each([
    ['PC/SC service not running', 'connect', 'no-service', '8010001d'],
    ['PC/SC service stopped', 'watch', 'no-service', '8010001e'],
    ['Communication error', 'transmit', 'no-service', '80100013'],
    ['Invalid handle', 'transmit', 'no-service', '80100003'],
    ['Context is not valid', 'watch', 'no-service', ''],
    ['Unknown reader', 'connect', 'no-reader', '80100009'],
    ['Unknown reader', 'transmit', 'removed', '80100009'],
    ['No readers available', 'watch', 'no-reader', '8010002e'],
    ['No smart card present', 'connect', 'no-card', '8010000c'],
    ['No smart card present', 'transmit', 'removed', '8010000c'],
    ['Card was removed', 'transmit', 'removed', '80100069'],
    ['Reader unavailable', 'transmit', 'removed', '80100017'],
    ['Sharing violation', 'connect', 'busy', '8010000b'],
    ['Card was reset', 'transmit', 'reset', '80100068'],
    ['Card is unpowered', 'connect', 'unresponsive', '80100067'],
    ['Card is unresponsive', 'connect', 'unresponsive', '80100066'],
    ['Card is not supported', 'connect', 'unresponsive', '80100065'],
    ['Protocol mismatch', 'connect', 'unresponsive', '8010000f'],
    ['Reader not ready', 'connect', 'unresponsive', '80100010'],
    ['Transaction failed', 'transmit', 'transport', '80100016'],
    ['Insufficient buffer', 'transmit', 'transport', '80100008'],
    ['Unknown PC/SC error', 'transmit', 'transport', 'unknown'],
    ['Unknown PC/SC error', 'connect', 'access-denied', '8010006a'],
    ['words of a newer binding', 'connect', 'transport', 'unknown'],
  ] as const)('takes "%s" on %s for %s', (words, during, kind, detail) => {
    expect(faultOf(new Error(words), during)).toMatchObject({ kind, detail });
  });

  it('takes what is no error for a broken transport', () => {
    expect(faultOf('Sharing violation', 'connect')).toMatchObject({ kind: 'transport', detail: 'unknown' });
  });

  it('keeps a fault that is one already', () => {
    const fault = new CardFault('busy', '8010000b');
    expect(faultOf(fault, 'connect')).toBe(fault);
  });

  it('tells a service that is away from one that does not let us in', () => {
    const first = (words: string) => {
      const { kind, detail } = firstFaultOf(new Error(words));
      return [kind, detail];
    };
    expect(first('PC/SC service not running')).toEqual(['no-service', '8010001d']);
    expect(first('PC/SC service stopped')).toEqual(['no-service', '8010001e']);
    expect(first('words of a newer binding')).toEqual(['no-service', 'unknown']);
    expect(first('Communication error')).toEqual(['access-denied', '80100013']);
    expect(first('Unknown PC/SC error')).toEqual(['access-denied', '80100013']);
  });

  it.each(['PC/SC service not running', 'PC/SC service stopped'])('takes “%s” on Windows for a computer without a reader', (words) => {
    const fault = faultOf(new Error(words), 'watch');
    expect(stateWithout(fault, 'win32')).toEqual({ kind: 'readers', readers: [] });
    for (const platform of ['linux', 'darwin']) expect(stateWithout(fault, platform)).toEqual({ kind: 'no-service', fault: 'no-service' });
  });

  it('tells on every system what else is wrong with the service', () => {
    expect(stateWithout(faultOf(new Error('Communication error'), 'watch'), 'win32')).toEqual({ kind: 'no-service', fault: 'no-service' });
    for (const kind of ['access-denied', 'no-binding'] as const)
      expect(stateWithout({ kind, detail: '' }, 'win32')).toEqual({ kind: 'no-service', fault: kind });
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
    expect(states?.[0]).toEqual({ name: 'empty', insertion: 0, heldExclusively: false });
    expect(states?.[1]?.atr).toEqual(new Uint8Array());
  });

  it('counts every card as inserted anew after the service was restarted', () => {
    const ledger = createReaderLedger();
    const before = ledger.record([{ name: 'R', state: present(1), atr }])?.[0]?.insertion;
    expect(ledger.record([{ name: 'R', state: present(1), atr }])).toBeUndefined();
    ledger.forget();
    const after = ledger.record([{ name: 'R', state: present(1), atr }])?.[0]?.insertion;
    expect(after).toBeGreaterThan(before ?? 0);
  });

  it('keeps the number of a card that was pulled until the next one comes', () => {
    const ledger = createReaderLedger();
    const record = (state: number) => ledger.record([{ name: 'R', state, atr: (state & 0x20) === 0 ? undefined : atr }])?.[0];
    const first = record(present(1));
    expect(record(2 * 65_536 + 0x10)).toEqual({ name: 'R', insertion: first?.insertion, heldExclusively: false });
    expect(record(present(3))?.insertion).toBeGreaterThan(first?.insertion ?? 0);
  });

  it('tells cards apart that differ in their ATR alone', () => {
    const ledger = createReaderLedger();
    const record = (bytes: Uint8Array) => ledger.record([{ name: 'R', state: present(0), atr: bytes }])?.[0];
    const first = record(atr);
    const other = record(fromHex('3B00'));
    expect(other?.insertion).not.toBe(first?.insertion);
    expect(other?.atr).toEqual(fromHex('3B00'));
  });
});

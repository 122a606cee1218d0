import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Keys } from '../../../../src-main/card/keys/keys.ts';
import type { VirtualFault } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { codeRequest, createDesk, fastClock, firstReader, keysOf, until } from '../../../fakes/card-desk.ts';
import { createStockedKey } from '../../../fakes/card-stock.ts';

const plugIn = () => {
  const key = createStockedKey({ password: 'secret', touchPolicy: 'automatic' });
  return { key, ...createDesk({ [firstReader]: key }, undefined, fastClock) };
};

/** The whole way from insertion to two codes; gives every answer. */
const flow = async (keys: Keys) => {
  await keys.settled();
  const unlocked = await keys.unlock('12345678', 'secret');
  const plain = await keys.code(codeRequest('plain'));
  const touch = await keys.code(codeRequest('touch'));
  return [unlocked, plain, touch] as const;
};

const countApdus = async () => {
  const { key, keys } = plugIn();
  const answers = await flow(keys);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  return key.apduCount();
};

describe('trouble at any APDU of the flow', () => {
  it('calls a key removed that was pulled at any APDU, and works again when it is back', async () => {
    const total = await countApdus();
    expect(total).toBeGreaterThan(12);
    const when = fc.record({
      at: fc.integer({ min: 1, max: total }),
      does: fc.constantFrom('pull-before' as const, 'pull-after' as const),
    });
    await fc.assert(
      fc.asyncProperty(when, async (fault) => {
        const { key, keys, readers } = plugIn();
        key.inject(fault);
        const answers = await flow(keys);
        for (const answer of answers) if (!answer.ok) expect(answer.problem).toMatchObject({ code: 'yubikey-removed' });
        expect(keysOf(keys)).toEqual([]);
        readers.insert(firstReader, key);
        const again = await flow(keys);
        expect(again.map(({ ok }) => ok)).toEqual([true, true, true]);
        await keys.close();
      }),
      { numRuns: 2 * total, examples: Array.from({ length: total }, (_, index) => [{ at: index + 1, does: 'pull-before' }]) },
    );
  });

  it('takes a reset, or a reply that breaks off, at any APDU in its stride', async () => {
    const total = await countApdus();
    for (let at = 1; at <= total; at++) {
      for (const fault of [
        { at, does: 'reset' },
        { at, does: 'alter', alter: () => new Uint8Array() },
      ] satisfies VirtualFault[]) {
        const { key, keys } = plugIn();
        key.inject(fault);
        expect(
          (await flow(keys)).map(({ ok }) => ok),
          `${fault.does} at ${at}`,
        ).toEqual([true, true, true]);
      }
    }
  });

  it('gives a problem and never throws for any status word at any APDU', async () => {
    const total = await countApdus();
    const status = fc.constantFrom(0x6700, 0x6982, 0x6984, 0x6985, 0x6a80, 0x6a82, 0x6a84, 0x6b00, 0x6d00, 0x6e00, 0x6f00, 0x6581);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: total }), status, async (at, word) => {
        const { key, keys, readers } = plugIn();
        key.inject({ at, does: 'status', status: word });
        for (const answer of await flow(keys)) if (!answer.ok) expect(answer.problem.code).not.toBe('internal');
        readers.insert(firstReader, key);
        await until(keys, ([shown]) => shown?.oath === 'locked' || shown?.oath === 'ready');
        await keys.close();
      }),
      { numRuns: 150 },
    );
  });

  it('gives the code of the key that is there, never of the one that was, when keys are swapped', async () => {
    const { key, keys, readers } = plugIn();
    await flow(keys);
    key.pull();
    const other = createStockedKey({ serial: 12345678 });
    other.store({ id: 'plain', secret: new Uint8Array(20).fill(9) });
    readers.insert(firstReader, other);
    const answer = await keys.code(codeRequest('plain'));
    await keys.settled();
    const fresh = await keys.code(codeRequest('plain'));
    expect(fresh.ok).toBe(true);
    if (answer.ok) expect(answer).toEqual(fresh);
  });
});

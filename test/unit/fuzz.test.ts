import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzz, pure } from '../support/fuzz/part.ts';
import { parts } from '../support/fuzz/parts.ts';

/** Inputs of the socket and the endpoint are up to sixteen connections each, and some wait for their end. */
const countOf = (name: string): number => (['socket', 'endpoint'].includes(name) ? 12 : 150);

/** A short run of what `npm run fuzz` does for as long as one likes. What it found is a case in the tests of its subject. */
describe('bytes that others could have written', () => {
  it.each(parts.map((part) => [part.name, part] as const))('(%s) are read or refused', async (name, part) => {
    const { failure, tries } = await fuzz(part, { count: countOf(name) }, 1);
    expect(failure).toBeUndefined();
    expect(tries).toBe(countOf(name));
  });

  it('are shown small, with the way to have them again, where they do harm', async () => {
    const failing = pure('failing', () => fc.property(fc.nat(), (count) => count < 3) as fc.IRawProperty<unknown>);
    const { failure } = await fuzz(failing, { count: 50 }, 7);
    expect(failure).toMatch(/seed: 7, path: "[\d:]+".*\nCounterexample: \[3\]/);
  });
});

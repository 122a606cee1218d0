import { describe, expect, it } from 'vitest';
import { createAccessKeys } from '../../../../src-main/card/oath/access-keys.ts';

const bytes = (value: number) => new Uint8Array(16).fill(value);
const wiped = bytes(0);

describe('the access keys of a run', () => {
  it('are copies of their own, found by their device', () => {
    const keys = createAccessKeys();
    const given = bytes(1);
    keys.keep('a', given);
    given.fill(9);
    expect(keys.get('a')).toEqual(bytes(1));
    expect(keys.get('b')).toBeUndefined();
  });

  it('are overwritten when another takes their place, when they are dropped, and at the end', () => {
    const keys = createAccessKeys();
    const held = (deviceId: string) => keys.get(deviceId) ?? new Uint8Array();
    keys.keep('a', bytes(1));
    const first = held('a');
    keys.keep('a', bytes(2));
    const second = held('a');
    expect([first, second]).toEqual([wiped, bytes(2)]);
    keys.drop('a');
    expect(second).toEqual(wiped);
    expect(keys.get('a')).toBeUndefined();
    keys.keep('a', bytes(3));
    keys.keep('b', bytes(4));
    const refused = held('b');
    keys.refuse('b');
    const kept = held('a');
    keys.wipe();
    expect([kept, refused]).toEqual([wiped, wiped]);
    expect([keys.get('a'), keys.get('b')]).toEqual([undefined, undefined]);
  });

  it('tell of one that its key refused, once', () => {
    const keys = createAccessKeys();
    const told: unknown[] = [];
    keys.onRefused((deviceId, accessKey) => told.push([deviceId, accessKey]));
    keys.refuse('a');
    expect(told).toEqual([]);
    keys.keep('a', bytes(1));
    keys.refuse('a');
    keys.refuse('a');
    expect(told).toEqual([['a', bytes(1)]]);
    expect(keys.get('a')).toBeUndefined();
  });

  it('come from an earlier run, but for one that was refused', async () => {
    const keys = createAccessKeys();
    expect(await keys.recall('a')).toBe(false);
    keys.setSource(async (deviceId) => (deviceId === 'a' ? [bytes(1)] : []));
    expect(await keys.recall('b')).toBe(false);
    expect(await keys.recall('a')).toBe(true);
    expect(keys.get('a')).toEqual(bytes(1));
    keys.refuse('a');
    expect(await keys.recall('a')).toBe(false);
    keys.setSource(async () => [bytes(1), bytes(2)]);
    expect(await keys.recall('a')).toBe(true);
    expect(keys.get('a')).toEqual(bytes(2));
    keys.refuse('a');
    expect(await keys.recall('a')).toBe(false);
    // The password that was there first was set again.
    keys.keep('a', bytes(1));
    keys.drop('a');
    expect(await keys.recall('a')).toBe(true);
  });

  it('stay as they are when a person gave a newer one meanwhile', async () => {
    const keys = createAccessKeys();
    keys.setSource(async () => [bytes(1)]);
    const recalled = keys.recall('a');
    keys.keep('a', bytes(2));
    expect(await recalled).toBe(true);
    expect(keys.get('a')).toEqual(bytes(2));
  });
});

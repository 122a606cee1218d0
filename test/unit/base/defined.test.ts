import { describe, expect, it } from 'vitest';
import { defined } from '../../../src-main/base/defined.ts';

describe('defined', () => {
  it('leaves out what is undefined, and nothing else', () => {
    const fields = { a: undefined, b: null, c: 0, d: '', e: false, f: Number.NaN };
    const kept = defined(fields);
    expect('a' in kept).toBe(false);
    expect(kept).toEqual({ b: null, c: 0, d: '', e: false, f: Number.NaN });
  });

  it('keeps the order of the fields, for JSON', () => {
    expect(JSON.stringify({ z: 1, ...defined({ y: 2, x: undefined as number | undefined, w: 3 }) })).toBe('{"z":1,"y":2,"w":3}');
  });

  it('keeps its hands off the prototype', () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}}') as object;
    const kept = defined(hostile);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect('admin' in kept).toBe(false);
  });
});

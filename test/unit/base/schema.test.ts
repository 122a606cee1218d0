import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fitting, fittingEntries, maybe, parsed, parsedJson } from '../../../src-main/base/schema.ts';

describe('what is read by a schema', () => {
  it('is undefined for no JSON and for what does not fit', () => {
    const schema = v.object({ at: v.number() });
    expect(parsedJson(schema, '{"at":1,"more":2}')).toEqual({ at: 1 });
    for (const text of ['', '{', 'null', '[]', '{"at":"1"}', '{"__proto__":{"at":1}}']) expect(parsedJson(schema, text)).toBeUndefined();
    expect(parsed(schema, { at: Number.NaN })).toBeUndefined();
  });

  it('leaves a field out that does not fit', () => {
    const schema = v.object({ name: maybe(v.string()) });
    expect(parsed(schema, { name: 'a' })).toEqual({ name: 'a' });
    for (const value of [{}, { name: 7 }, { name: null }]) expect(parsed(schema, value)?.name).toBeUndefined();
  });

  it('keeps the items of a list that fit', () => {
    expect(parsed(fitting(v.string()), ['a', 1, null, 'b'])).toEqual(['a', 'b']);
    for (const value of [undefined, null, 'a', { length: 1, 0: 'a' }]) expect(parsed(fitting(v.string()), value)).toEqual([]);
  });

  it('keeps the entries that fit, under any name', () => {
    const given: unknown = JSON.parse('{"a":1,"b":"x","constructor":2,"__proto__":3}');
    expect(parsed(fittingEntries(v.number()), given)).toEqual([
      ['a', 1],
      ['constructor', 2],
      ['__proto__', 3],
    ]);
    for (const value of [undefined, null, 'a', [1]]) expect(parsed(fittingEntries(v.number()), value)).toEqual([]);
  });
});

import * as v from 'valibot';

/** An object as JSON and the window's messages make it: no list, nothing of a class, and no field that is inherited. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * An object with exactly these fields: one that is missing or unknown is refused. The table of fields itself inherits nothing, or `__proto__` and
 * `constructor` would count as known.
 */
export const exactly = <const Fields extends v.ObjectEntries>(fields: Fields) =>
  v.pipe(v.custom<object>(isPlain), v.strictObject<Fields>(Object.assign(Object.create(null), fields)), v.readonly());

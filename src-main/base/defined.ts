/** Each member of a union by itself; fields that cannot be undefined stay as they are. */
type Defined<T> = T extends unknown
  ? { [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name] } & {
      [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined>;
    }
  : never;

/**
 * The fields that have a value, for `{ name, ...defined({ serial }) }`: a field that may be missing is left out, never there and undefined
 * (the compiler's exactOptionalPropertyTypes), so that two objects that say the same are the same in JSON, in tests and to `in`.
 */
export const defined = <T extends object>(fields: T): Defined<T> => {
  // A loop: reading the files of 10,000 profiles comes here some hundred thousand times.
  const kept: Partial<T> = {};
  for (const name of Object.keys(fields) as (keyof T)[]) {
    const value = fields[name];
    if (value === undefined) continue;
    // To be set, this name means the prototype.
    if (name === '__proto__') Object.defineProperty(kept, name, { value, enumerable: true, writable: true, configurable: true });
    else kept[name] = value;
  }
  return kept as Defined<T>;
};

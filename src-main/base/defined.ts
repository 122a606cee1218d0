type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/**
 * The fields that have a value, for `{ name, ...defined({ serial }) }`: a field that may be missing is left out, never there and undefined
 * (the compiler's exactOptionalPropertyTypes), so that two objects that say the same are the same in JSON, in tests and to `in`.
 */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;

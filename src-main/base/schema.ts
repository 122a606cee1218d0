import * as v from 'valibot';

// What is read from a file, a pipe or a network, by a schema. Nothing here says what did not fit, so that no secret is quoted.

/** What the schema makes of a value; undefined where it does not fit. */
export const parsed = <S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | undefined => {
  const { success, output } = v.safeParse(schema, value, { abortEarly: true });
  return success ? output : undefined;
};

/** The same for JSON; undefined also for what is none. */
export const parsedJson = <S extends v.GenericSchema>(schema: S, json: string): v.InferOutput<S> | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  return parsed(schema, value);
};

/** A field that is as good as missing where it does not fit, for what an older or newer version wrote otherwise. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

/** The items of a list that fit; none for what is no list. */
export const fitting = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.unknown(),
    v.transform((value): readonly v.InferOutput<S>[] => (Array.isArray(value) ? value : []).flatMap((each) => given(item, each))),
  );

/** The entries of an object whose values fit, whatever their names are; none for what is no object. */
export const fittingEntries = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.unknown(),
    v.transform((value): readonly (readonly [string, v.InferOutput<S>])[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, each]) => given(item, each).map((fits) => [name, fits] as const))
        : [],
    ),
  );

const given = <S extends v.GenericSchema>(schema: S, value: unknown): readonly v.InferOutput<S>[] => {
  const fits = parsed(schema, value);
  return fits === undefined ? [] : [fits];
};

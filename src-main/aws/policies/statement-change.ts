/** A statement as JSON has it. */
export type RawStatement = Readonly<Record<string, unknown>>;

/** A change that sets a statement right; it may become several. */
export type Change = (raw: RawStatement) => readonly RawStatement[];

const isFields = (value: unknown): value is RawStatement => typeof value === 'object' && value !== null && !Array.isArray(value);
/** One or several, as a list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const oneOrMore = (items: readonly unknown[]): unknown => (items.length === 1 ? items[0] : items);
/** An own field, whatever it is called. */
const entry = (key: string, value: unknown): RawStatement => Object.fromEntries([[key, value]]);

const conditionsOf = (raw: RawStatement): RawStatement => (isFields(raw.Condition) ? raw.Condition : {});

/** The statement with other conditions, which stay where they stand. */
const withConditions = (raw: RawStatement, conditions: RawStatement): RawStatement => ({ ...raw, Condition: conditions });

/** The fields of what has some. */
export const fieldsOf = (value: unknown): RawStatement => (isFields(value) ? value : {});
const withoutKey = (fields: RawStatement, key: string): RawStatement =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name.toLowerCase() !== key));

/** Sets `key` under `operator` to `value`, and takes the same key (in lower case) away from `from`. */
export const moveCondition =
  (from: string, key: string, operator: string, value: unknown): Change =>
  (raw) => {
    const before = conditionsOf(raw);
    const name = Object.keys(fieldsOf(before[from])).find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
    const left = withoutKey(fieldsOf(before[from]), key.toLowerCase());
    const others = Object.entries(before).flatMap(([one, fields]): [string, unknown][] => {
      if (one === operator) return [];
      if (one !== from) return [[one, fields]];
      return Object.keys(left).length === 0 ? [] : [[one, left]];
    });
    const own = { ...fieldsOf(from === operator ? left : before[operator]), ...entry(name, value) };
    return [withConditions(raw, { ...Object.fromEntries(others), ...entry(operator, own) })];
  };

/** The same for an operator of which only the name changes, with all its values. */
export const renameOperator =
  (from: string, key: string, operator: string): Change =>
  (raw) => {
    const fields = fieldsOf(conditionsOf(raw)[from]);
    const [, value] = Object.entries(fields).find(([name]) => name.toLowerCase() === key) ?? [];
    return moveCondition(from, key, operator, value)(raw);
  };

export const addCondition = (key: string, operator: string, value: string): Change => moveCondition('', key, operator, value);

/** A field of the statement with another value; undefined takes it away. */
export const withField =
  (name: string, value: unknown): Change =>
  (raw) => [
    Object.fromEntries(
      Object.entries(raw).flatMap(([key, before]): [string, unknown][] =>
        key !== name ? [[key, before]] : value === undefined ? [] : [[key, value]],
      ),
    ),
  ];

/** More exceptions of a denial: what it names by Action is turned round. */
export const withExceptions =
  (actions: readonly string[]): Change =>
  (raw) => {
    const { Action: _, NotAction, ...rest } = raw;
    const before = listOf(NotAction).map(String);
    const known = new Set(before.map((name) => name.toLowerCase()));
    const added = [...before, ...actions.filter((name) => !known.has(name.toLowerCase()))];
    return [inPlace(raw, rest, 'NotAction', oneOrMore(added))];
  };

/** Fewer exceptions; those that a pattern stood for as well are named. */
export const withoutExceptions =
  (isGone: (pattern: string) => boolean, instead: readonly string[]): Change =>
  (raw) => {
    const { NotAction, ...rest } = raw;
    const before = listOf(NotAction).map(String);
    const left = before.filter((name) => !isGone(name));
    return [inPlace(raw, rest, 'NotAction', oneOrMore([...new Set([...left, ...instead])]))];
  };

/** Puts a field where Action or NotAction stood. */
const inPlace = (raw: RawStatement, rest: RawStatement, name: string, value: unknown): RawStatement =>
  Object.fromEntries(
    Object.keys(raw).flatMap((key): [string, unknown][] =>
      key === 'Action' || key === 'NotAction' ? [[name, value]] : [[key, rest[key]]],
    ),
  );

/** Actions in a statement of their own, which holds with MFA only. */
export const splitActions =
  (isOther: (pattern: string) => boolean, actions: readonly string[], sid: string): Change =>
  (raw) => {
    const left = listOf(raw.Action)
      .map(String)
      .filter((name) => !isOther(name));
    const { Sid: _, ...rest } = raw;
    const [own = raw] = addCondition('aws:MultiFactorAuthPresent', 'Bool', 'true')({ ...rest, Action: oneOrMore(actions) });
    const split = { ...(raw.Sid === undefined ? {} : { Sid: sid }), ...own };
    return left.length === 0 ? [split] : [{ ...raw, Action: oneOrMore(left) }, split];
  };

/** Each resource as `change` gives it: one or several. */
export const changeResources =
  (change: (resource: string) => readonly string[]): Change =>
  (raw) => [{ ...raw, Resource: oneOrMore([...new Set(listOf(raw.Resource).flatMap((one) => change(String(one))))]) }];

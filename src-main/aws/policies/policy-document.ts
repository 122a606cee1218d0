import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { parsed, parsedJson } from '../../base/schema.ts';

/** A policy of IAM, as far as it matters for who may assume a role. */
export interface PolicyDocument {
  /** Policy variables count only with the version of 2012-10-17. */
  readonly hasVariables: boolean;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  /** Absent in trust policies. */
  readonly resources?: Patterns;
  /** Trust policies only: what `Principal.AWS` names; services and identity providers are left out. */
  readonly principals?: Patterns;
  readonly conditions: readonly PolicyCondition[];
}

/** `not`: NotAction, NotResource, NotPrincipal, which mean all but what fits. */
export interface Patterns {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface PolicyCondition {
  readonly operator: string;
  /** In lower case: case does not matter in keys. */
  readonly key: string;
  readonly values: readonly string[];
}

const isFields = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
/** An object of JSON. A list is none, though to valibot it is. */
const fields = <Entries extends v.ObjectEntries>(entries: Entries) => v.pipe(v.custom<object>(isFields), v.object(entries));
/** Its entries, whatever their names are. */
const entriesOf = <S extends v.GenericSchema>(entry: S) =>
  v.pipe(v.custom<object>(isFields), v.transform(Object.entries), v.array(v.tuple([v.string(), entry])));

/** One or several. */
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.unknown(),
    v.transform((value): unknown[] => (Array.isArray(value) ? value : [value])),
    v.array(item),
  );
/** Texts, one or several. Conditions hold numbers and booleans as well. */
const texts = listOf(v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String)));

const principals = v.union([
  v.pipe(
    v.literal('*'),
    v.transform(() => ['*']),
  ),
  v.pipe(
    fields({ AWS: v.optional(texts, []) }),
    v.transform(({ AWS }) => AWS),
  ),
]);

const conditions = v.pipe(
  entriesOf(entriesOf(texts)),
  v.transform((operators): readonly PolicyCondition[] =>
    operators.flatMap(([operator, entries]) => entries.map(([key, values]) => ({ operator, key: key.toLowerCase(), values }))),
  ),
);

/** `NAME` or `NotNAME` of a statement. */
const patternsOf = (named: readonly string[] | undefined, others: readonly string[] | undefined): Patterns | undefined =>
  named ? { not: false, patterns: named } : others && { not: true, patterns: others };

const statement = v.pipe(
  fields({
    Effect: v.picklist(['Allow', 'Deny']),
    Action: v.optional(texts),
    NotAction: v.optional(texts),
    Resource: v.optional(texts),
    NotResource: v.optional(texts),
    Principal: v.optional(principals),
    NotPrincipal: v.optional(principals),
    Condition: v.optional(conditions, {}),
  }),
  v.check(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined)),
  v.check(({ Resource, NotResource }) => Resource === undefined || NotResource === undefined),
  v.check(({ Principal, NotPrincipal }) => Principal === undefined || NotPrincipal === undefined),
  v.transform((given): PolicyStatement | undefined => {
    const actions = patternsOf(given.Action, given.NotAction);
    const resources = patternsOf(given.Resource, given.NotResource);
    const named = patternsOf(given.Principal, given.NotPrincipal);
    // It must say of what it speaks: an identity policy of resources, a trust policy of principals.
    if (!actions || (!resources && !named)) return undefined;
    return { effect: given.Effect, actions, conditions: given.Condition, ...defined({ resources, principals: named }) };
  }),
  v.custom<PolicyStatement>((read) => read !== undefined),
);

const policy = v.pipe(
  fields({ Version: v.optional(v.unknown()), Statement: listOf(statement) }),
  v.transform(({ Version, Statement }): PolicyDocument => ({ hasVariables: Version === '2012-10-17', statements: Statement })),
);

/** The policy in a value of JSON; undefined when any part of it is no policy. */
export const policyOf = (value: unknown): PolicyDocument | undefined => parsed(policy, value);

/** Whether a statement by itself is one. */
export const isStatement = (value: unknown): boolean => parsed(statement, value) !== undefined;

/**
 * Reads a document as IAM sends it: JSON, percent-encoded as of RFC 3986 (`+` is a plus). Undefined when it is no JSON or any part of it is no
 * policy: of half a policy nobody knows what it denies.
 */
export const readPolicy = (encoded: string): PolicyDocument | undefined => {
  let json: string;
  try {
    json = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  return parsedJson(policy, json);
};

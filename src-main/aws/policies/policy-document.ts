import { defined } from '../../base/defined.ts';
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

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One text or several; undefined for anything else. Conditions hold numbers and booleans as well. */
const texts = (value: unknown): readonly string[] | undefined => {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.every((item) => ['string', 'number', 'boolean'].includes(typeof item)) ? all.map(String) : undefined;
};

/** `NAME` or `NotNAME` of a statement. */
const patternsOf = (statement: Fields, name: string, read = texts): Patterns | undefined => {
  const not = Object.hasOwn(statement, `Not${name}`);
  if (not === Object.hasOwn(statement, name)) return undefined;
  const patterns = read(statement[not ? `Not${name}` : name]);
  return patterns && { not, patterns };
};

const principals = (value: unknown): readonly string[] | undefined => {
  if (value === '*') return ['*'];
  if (!isFields(value)) return undefined;
  return Object.hasOwn(value, 'AWS') ? texts(value.AWS) : [];
};

const conditionsOf = (value: unknown): readonly PolicyCondition[] | undefined => {
  if (value === undefined) return [];
  if (!isFields(value)) return undefined;
  const conditions: PolicyCondition[] = [];
  for (const [operator, entries] of Object.entries(value)) {
    if (!isFields(entries)) return undefined;
    for (const [key, wanted] of Object.entries(entries)) {
      const values = texts(wanted);
      if (!values) return undefined;
      conditions.push({ operator, key: key.toLowerCase(), values });
    }
  }
  return conditions;
};

const statementOf = (value: unknown): PolicyStatement | undefined => {
  if (!isFields(value)) return undefined;
  const { Effect: effect } = value;
  const actions = patternsOf(value, 'Action');
  const conditions = conditionsOf(value.Condition);
  if ((effect !== 'Allow' && effect !== 'Deny') || !actions || !conditions) return undefined;
  const resources = patternsOf(value, 'Resource');
  const named = patternsOf(value, 'Principal', principals);
  // It must say of what it speaks: an identity policy of resources, a trust policy of principals.
  if (!resources && !named) return undefined;
  return { effect, actions, conditions, ...defined({ resources }), ...defined({ principals: named }) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return undefined;
  }
};

/**
 * Reads a document as IAM sends it: JSON, percent-encoded as of RFC 3986 (`+` is a plus). Undefined when it is no JSON or any part of it is no
 * policy: of half a policy nobody knows what it denies.
 */
export const readPolicy = (encoded: string): PolicyDocument | undefined => {
  const document = parse(encoded);
  if (!isFields(document)) return undefined;
  const { Version: version, Statement: given } = document;
  const statements = (Array.isArray(given) ? given : [given]).map(statementOf);
  if (!statements.every((statement): statement is PolicyStatement => statement !== undefined)) return undefined;
  return { hasVariables: version === '2012-10-17', statements };
};

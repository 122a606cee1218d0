/** The part of the policy language that the simulator knows; anything else is refused when the policy is given. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

type OneOrMore = string | readonly string[];

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  /** Trust policies only. */
  readonly Principal?: '*' | { readonly AWS?: OneOrMore; readonly Service?: OneOrMore; readonly Federated?: OneOrMore };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore | number | boolean>>>>;
}

/** A tag of a session; a transitive one goes along into the roles that it assumes. */
export interface SessionTagState {
  readonly key: string;
  readonly value: string;
  readonly transitive: boolean;
}

/** What a session may do less than its role, and what it says of itself. */
export interface LimitedSession {
  readonly sessionPolicies?: readonly PolicyDocument[];
  /** Set once in a chain of roles, and by none of the later ones changed. */
  readonly sourceIdentity?: string;
  readonly tags?: readonly SessionTagState[];
}

/** Keys are in lower case; an absent key is a key that the request does not have. */
export type PolicyContext = ReadonlyMap<string, string>;

const knownKeys = [
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:viaawsservice',
  'aws:username',
  'aws:principalarn',
  'aws:principalaccount',
  'sts:externalid',
  'sts:rolesessionname',
  'aws:sourcearn',
  'aws:sourceaccount',
  'sts:sourceidentity',
  'aws:tokenissuetime',
];

/** Tags have names of their own: `aws:PrincipalTag/x509Subject/CN`. */
const tagKeys = /^aws:(?:request|principal)tag\/./;

const knownStatementFields = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'];

type Compare = (actual: string, wanted: string) => boolean;

const numbers =
  (holds: (actual: number, wanted: number) => boolean): Compare =>
  (actual, wanted) =>
    holds(Number(actual), Number(wanted));

const dates =
  (holds: (actual: number, wanted: number) => boolean): Compare =>
  (actual, wanted) =>
    holds(Date.parse(actual), Date.parse(wanted));

/** Operators that hold when any wanted value fits. */
const comparisons: Readonly<Record<string, Compare>> = {
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringEquals: (actual, wanted) => actual === wanted,
  StringLike: (actual, wanted) => like(actual, wanted, true),
  ArnEquals: (actual, wanted) => like(actual, wanted, true),
  ArnLike: (actual, wanted) => like(actual, wanted, true),
  DateLessThan: dates((actual, wanted) => actual < wanted),
  DateGreaterThan: dates((actual, wanted) => actual > wanted),
  NumericEquals: numbers((actual, wanted) => actual === wanted),
  NumericLessThan: numbers((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numbers((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numbers((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numbers((actual, wanted) => actual >= wanted),
};

/** Operators that hold when no wanted value fits; they also hold without the key. */
const negations: Readonly<Record<string, Compare>> = {
  StringNotEquals: (actual, wanted) => actual === wanted,
  StringNotLike: (actual, wanted) => like(actual, wanted, true),
};

/** `*` is any run of characters, `?` one. */
const like = (text: string, pattern: string, caseMatters: boolean): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[\\s\\S]*')
    .replace(/\?/g, '[\\s\\S]');
  return new RegExp(`^${source}$`, caseMatters ? '' : 'i').test(text);
};

const list = (value: OneOrMore | number | boolean | undefined): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly string[]) : [String(value)];

const statementsOf = (document: PolicyDocument): readonly PolicyStatement[] =>
  Array.isArray(document.Statement) ? (document.Statement as readonly PolicyStatement[]) : [document.Statement as PolicyStatement];

/** Throws an Error (a mistake in a test or the demo, never an "allow") for what the simulator does not know. */
export const checkPolicy = (document: PolicyDocument): void => {
  for (const statement of statementsOf(document)) {
    for (const field of Object.keys(statement)) {
      if (!knownStatementFields.includes(field)) throw new Error(`the simulator does not know the statement field ${field}`);
    }
    for (const [operator, entries] of Object.entries(statement.Condition ?? {})) {
      const base = operator.replace(/IfExists$/, '');
      if (operator !== 'Null' && !Object.hasOwn(comparisons, base) && !Object.hasOwn(negations, base)) {
        throw new Error(`the simulator does not know the condition operator ${operator}`);
      }
      for (const key of Object.keys(entries)) {
        const name = key.toLowerCase();
        if (!knownKeys.includes(name) && !tagKeys.test(name)) throw new Error(`the simulator does not know the condition key ${key}`);
      }
    }
  }
};

const conditionHolds = (operator: string, key: string, wanted: readonly string[], context: PolicyContext): boolean => {
  const actual = context.get(key.toLowerCase());
  if (operator === 'Null') return wanted.includes('true') === (actual === undefined);
  const base = operator.replace(/IfExists$/, '');
  const negated = negations[base];
  if (negated) return actual === undefined || !wanted.some((value) => negated(actual, value));
  if (actual === undefined) return operator !== base;
  return wanted.some((value) => comparisons[base]?.(actual, value) ?? false);
};

const conditionsHold = (statement: PolicyStatement, context: PolicyContext): boolean =>
  Object.entries(statement.Condition ?? {}).every(([operator, entries]) =>
    Object.entries(entries).every(([key, wanted]) => conditionHolds(operator, key, list(wanted), context)),
  );

const actionFits = (statement: PolicyStatement, action: string): boolean =>
  statement.NotAction === undefined
    ? list(statement.Action).some((pattern) => like(action, pattern, false))
    : !list(statement.NotAction).some((pattern) => like(action, pattern, false));

/** Variables count only with the version of 2012-10-17; one without a value makes the statement not fit. */
const withVariables = (pattern: string, document: PolicyDocument, context: PolicyContext): string | undefined => {
  if (document.Version !== '2012-10-17') return pattern;
  let missing = false;
  const filled = pattern.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    const value = context.get(name.toLowerCase());
    missing ||= value === undefined;
    return value ?? '';
  });
  return missing ? undefined : filled;
};

const resourceFits = (document: PolicyDocument, statement: PolicyStatement, resource: string, context: PolicyContext): boolean => {
  const fits = (pattern: string): boolean => {
    const filled = withVariables(pattern, document, context);
    return filled !== undefined && like(resource, filled, true);
  };
  return statement.NotResource === undefined ? list(statement.Resource).some(fits) : !list(statement.NotResource).some(fits);
};

export type PolicyVerdict = 'deny' | 'allow' | 'none';

/** Identity policies: an explicit deny in any of them wins. */
export const evaluateIdentity = (
  documents: readonly PolicyDocument[],
  action: string,
  resource: string,
  context: PolicyContext,
): PolicyVerdict => {
  let verdict: PolicyVerdict = 'none';
  for (const document of documents) {
    for (const statement of statementsOf(document)) {
      if (!actionFits(statement, action) || !resourceFits(document, statement, resource, context)) continue;
      if (!conditionsHold(statement, context)) continue;
      if (statement.Effect === 'Deny') return 'deny';
      verdict = 'allow';
    }
  }
  return verdict;
};

/** Who asks a trust policy: the ARN of the user or role behind the credentials, and the session's where it is one. */
export interface TrustAsker {
  readonly arns: readonly string[];
  readonly accountId: string;
  /** A service of AWS that asks by itself. */
  readonly service?: string;
}

/** `principal`: the policy names the asker itself, which suffices in one account. `account`: it leaves it to the account. */
export type TrustVerdict = 'deny' | 'principal' | 'account' | 'none';

const principalFits = (statement: PolicyStatement, asker: TrustAsker): TrustVerdict => {
  if (asker.service !== undefined) {
    const services = statement.Principal === '*' ? ['*'] : list(statement.Principal?.Service);
    return services.includes(asker.service) ? 'principal' : 'none';
  }
  const named = statement.Principal === '*' ? ['*'] : list(statement.Principal?.AWS);
  if (named.includes('*') || named.some((name) => asker.arns.includes(name))) return 'principal';
  const account = named.some((name) => name === asker.accountId || new RegExp(`^arn:[^:]+:iam::${asker.accountId}:root$`).test(name));
  return account ? 'account' : 'none';
};

/** A role's trust policy. */
export const evaluateTrust = (document: PolicyDocument, action: string, asker: TrustAsker, context: PolicyContext): TrustVerdict => {
  let verdict: TrustVerdict = 'none';
  for (const statement of statementsOf(document)) {
    const fit = principalFits(statement, asker);
    if (fit === 'none' || !actionFits(statement, action) || !conditionsHold(statement, context)) continue;
    if (statement.Effect === 'Deny') return 'deny';
    if (verdict !== 'principal') verdict = fit;
  }
  return verdict;
};

import type { PolicyCondition } from './policy-document.ts';
import { fits, type Glob, literalGlob, literalStart, readGlob } from './policy-glob.ts';

/** `maybe`: it depends on what cannot be known here. */
export type Fit = 'yes' | 'maybe' | 'no';

/** All of them. */
export const all = (fitting: readonly Fit[]): Fit => (fitting.includes('no') ? 'no' : fitting.includes('maybe') ? 'maybe' : 'yes');
/** Any of them. */
export const any = (fitting: readonly Fit[]): Fit => (fitting.includes('yes') ? 'yes' : fitting.includes('maybe') ? 'maybe' : 'no');

/** What is known of the request, by key in lower case: a value, or null for a key that it does not have. Of others nothing is known. */
export type RequestFacts = ReadonlyMap<string, string | null>;

/** Roles are assumed with an MFA session, or with a code of their own. */
const mfaPresent = 'aws:multifactorauthpresent';
const mfaAge = 'aws:multifactorauthage';
/** Seconds after a touch; an older session can be made anew. */
const ages = [0, 60];

/** What is known of a user's AssumeRole with MFA. `externalId` undefined: none is sent. */
export const requestFacts = (
  user: { readonly arn: string; readonly userName: string; readonly userId?: string; readonly accountId: string },
  externalId: string | undefined,
): RequestFacts =>
  new Map<string, string | null>([
    [mfaPresent, 'true'],
    ['aws:username', user.userName],
    ['aws:principalarn', user.arn],
    ['aws:principalaccount', user.accountId],
    ['aws:principaltype', 'User'],
    ['sts:externalid', externalId ?? null],
    ...(user.userId === undefined ? [] : [['aws:userid', user.userId] as const]),
  ]);

type Holds = (actual: string, wanted: string) => boolean;
const same: Holds = (actual, wanted) => actual === wanted;
const sameLetters: Holds = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase();
const like: Holds = (actual, wanted) => fits(readGlob(wanted), literalGlob(actual));

/** Hold when any wanted value fits, and not without the key. */
const positive: Readonly<Record<string, Holds>> = {
  Bool: sameLetters,
  StringEquals: same,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
};
/** Hold when no wanted value fits, and without the key. */
const negative: Readonly<Record<string, Holds>> = {
  StringNotEquals: same,
  StringNotEqualsIgnoreCase: sameLetters,
  StringNotLike: like,
  ArnNotEquals: like,
  ArnNotLike: like,
};
const numeric: Readonly<Record<string, (actual: number, wanted: number) => boolean>> = {
  NumericLessThan: (actual, wanted) => actual < wanted,
  NumericLessThanEquals: (actual, wanted) => actual <= wanted,
  NumericGreaterThan: (actual, wanted) => actual > wanted,
  NumericGreaterThanEquals: (actual, wanted) => actual >= wanted,
};
const operator = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** The age of a fresh touch: what holds at its beginning and at its end holds. */
const ageHolds = (base: string, values: readonly string[]): Fit => {
  const compare = operator(numeric, base);
  if (base === 'Null') return values.includes('false') ? 'yes' : 'no';
  if (!compare || values.some((value) => !/^\d+$/.test(value))) return 'maybe';
  const holding = ages.map((age) => values.some((value) => compare(age, Number(value))));
  return holding.every(Boolean) ? 'yes' : holding.some(Boolean) ? 'maybe' : 'no';
};

const holds = (condition: PolicyCondition, facts: RequestFacts, hasVariables: boolean): Fit => {
  const { key, values } = condition;
  const base = condition.operator.replace(/IfExists$/, '');
  if (key === mfaAge) return ageHolds(base, values);
  const actual = facts.get(key);
  if (actual === undefined || (hasVariables && values.some((value) => value.includes('${')))) return 'maybe';
  if (base === 'Null') return values.some((value) => value.toLowerCase() === String(actual === null)) ? 'yes' : 'no';
  const wanted = operator(positive, base);
  const unwanted = operator(negative, base);
  if (unwanted) return actual === null || !values.some((value) => unwanted(actual, value)) ? 'yes' : 'no';
  if (!wanted) return 'maybe';
  if (actual === null) return base === condition.operator ? 'no' : 'yes';
  return values.some((value) => wanted(actual, value)) ? 'yes' : 'no';
};

/** Whether all conditions of a statement hold. MFA is taken for granted, with a fresh touch; operators and keys that are not known here: maybe. */
export const conditionsHold = (conditions: readonly PolicyCondition[], facts: RequestFacts, hasVariables: boolean): Fit =>
  all(conditions.map((condition) => holds(condition, facts, hasVariables)));

/** A pattern with its variables filled in. `sure` false: one of them is not known, and stands as `*`. */
export interface FilledPattern {
  readonly glob: Glob;
  /** What every text that fits begins with: most can be told apart by it. */
  readonly start: string;
  readonly sure: boolean;
}

/** Undefined when a variable has no value for sure: then nothing fits. `${*}`, `${?}` and `${$}` are the characters themselves. */
export const fillPattern = (pattern: string, facts: RequestFacts, hasVariables: boolean): FilledPattern | undefined => {
  let sure = true;
  const glob: Glob[] = [];
  for (const piece of hasVariables ? pattern.split(/(\$\{[^}]*\})/) : [pattern]) {
    const [, name, standby] = /^\$\{\s*([^,}]*?)\s*(?:,\s*'([^']*)'\s*)?\}$/.exec(piece) ?? [];
    if (name === undefined || !hasVariables) glob.push(readGlob(piece));
    else if (['*', '?', '$'].includes(name)) glob.push(literalGlob(name));
    else {
      const value = facts.get(name.toLowerCase());
      if (value === null && standby === undefined) return undefined;
      if (value === undefined) sure = false;
      glob.push(value === undefined ? readGlob('*') : literalGlob(value ?? standby ?? ''));
    }
  }
  const filled = glob.flat();
  return { glob: filled, start: literalStart(filled), sure };
};

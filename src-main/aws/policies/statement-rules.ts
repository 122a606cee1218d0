import type { PolicyFinding, PolicyRule } from '../../contract/team/policy.ts';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from './policy-document.ts';
import { namesAction } from './policy-match.ts';
import type { Path } from './policy-text.ts';
import type { Change } from './statement-change.ts';

/** What a rule finds in a statement. `at` is in the statement. */
export interface Found extends Pick<PolicyFinding, 'rule' | 'level' | 'about'> {
  readonly rule: PolicyRule;
  readonly at: Path;
  readonly change?: Change;
}

/** A rule looks at one statement and what is around it. */
export type Rule = (statement: PolicyStatement, document: PolicyDocument) => readonly Found[];

export const mfaKey = 'aws:multifactorauthpresent';
export const mfaName = 'aws:MultiFactorAuthPresent';
export const ageKey = 'aws:multifactorauthage';

/**
 * Which requests a condition on MFA holds for. Long-term keys send no such key, sessions without MFA send false (IAM User Guide, "AWS global
 * condition context keys").
 */
export type MfaSense = 'false' | 'false-or-absent' | 'true' | 'true-or-absent' | 'absent' | 'present';

const senseOf = ({ operator, values }: PolicyCondition): MfaSense | undefined => {
  const [value, ...more] = values.map((one) => one.toLowerCase());
  if ((value !== 'true' && value !== 'false') || more.length > 0) return undefined;
  // For all values, and for what is not equal, a missing key is as good as one that fits.
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (base === 'Null') return value === 'true' ? 'absent' : 'present';
  if (/^StringNot(?:Equals(?:IgnoreCase)?|Like)$/.test(base)) return value === 'true' ? 'false-or-absent' : 'true-or-absent';
  if (!/^(?:Bool|StringEquals(?:IgnoreCase)?|StringLike)$/.test(base)) return undefined;
  return set === 'ForAllValues' || ifExists !== undefined ? `${value}-or-absent` : value;
};

/** A statement's condition on MFA, with its operator. */
export interface MfaCondition {
  readonly operator: string;
  readonly sense: MfaSense;
}

export const mfaConditions = ({ conditions }: PolicyStatement): readonly MfaCondition[] =>
  conditions
    .filter(({ key }) => key === mfaKey)
    .flatMap((condition) => {
      const sense = senseOf(condition);
      return sense === undefined ? [] : [{ operator: condition.operator, sense }];
    });

export const hasSense = (statement: PolicyStatement, ...senses: readonly MfaSense[]): boolean =>
  mfaConditions(statement).some(({ sense }) => senses.includes(sense));

/** It asks for a recent touch, which nobody has without MFA. */
export const asksForAge = ({ conditions }: PolicyStatement): boolean =>
  conditions.some(({ key, operator }) => key === ageKey && /^NumericLessThan(?:Equals)?$/.test(operator));

/** A Deny for all who did not use MFA. */
export const deniesWithoutMfa = (statement: PolicyStatement): boolean =>
  statement.effect === 'Deny' && hasSense(statement, 'false-or-absent');

/** What it asks for beside MFA. */
export const otherConditions = ({ conditions }: PolicyStatement): readonly PolicyCondition[] =>
  conditions.filter(({ key }) => key !== mfaKey && key !== ageKey);

/** Whether the document denies an action (in lower case) to whoever did not use MFA. */
export const isDeniedWithoutMfa = ({ statements }: PolicyDocument, action: string): boolean =>
  statements.some((statement) => deniesWithoutMfa(statement) && namesAction(statement.actions, action));

/** It is about everything there is, as far as its resources go. */
export const isBroad = ({ resources }: PolicyStatement): boolean =>
  resources !== undefined && (resources.not || resources.patterns.includes('*'));

import { all, any, conditionsHold, type FilledPattern, type Fit, fillPattern, type RequestFacts } from './policy-condition.ts';
import type { Patterns, PolicyCondition, PolicyDocument, PolicyStatement } from './policy-document.ts';
import { fits, type Glob, literalGlob, readGlob } from './policy-glob.ts';

/** Whether one pattern fits an action, which is in lower case: case does not matter in either. */
export const fitsAction = (pattern: string, action: string): boolean => {
  const small = pattern.toLowerCase();
  const wild = small.search(/[*?]/);
  if (wild < 0) return small === action;
  return action.startsWith(small.slice(0, wild)) && fits(readGlob(small), literalGlob(action));
};

/** Whether a statement is about an action, in lower case. */
export const namesAction = ({ not, patterns }: Patterns, action: string): boolean =>
  patterns.some((pattern) => fitsAction(pattern, action)) !== not;

export const namesAssumeRole = (actions: Patterns): boolean => namesAction(actions, 'sts:assumerole');

/** A statement of an identity policy on sts:AssumeRole, made ready to be asked for many roles. */
export interface RoleStatement {
  readonly effect: 'Allow' | 'Deny';
  /** All but these: NotResource. */
  readonly not: boolean;
  readonly resources: readonly FilledPattern[];
  readonly conditions: readonly PolicyCondition[];
  readonly hasVariables: boolean;
}

/** The statements on sts:AssumeRole of identity policies or of a boundary. The variables of `facts` are filled in. */
export const roleStatements = (document: PolicyDocument, facts: RequestFacts): readonly RoleStatement[] =>
  document.statements.flatMap(({ effect, actions, resources, conditions }) => {
    if (!resources || !namesAssumeRole(actions)) return [];
    const { hasVariables } = document;
    const filled = resources.patterns.flatMap((pattern) => fillPattern(pattern, facts, hasVariables) ?? []);
    return [{ effect, not: resources.not, resources: filled, conditions, hasVariables }];
  });

const opposite = (fit: Fit): Fit => (fit === 'yes' ? 'no' : fit === 'no' ? 'yes' : 'maybe');

const resourceFits = ({ not, resources }: RoleStatement, roleArn: string, role: Glob): Fit => {
  let fit: Fit = 'no';
  for (const { start, glob, sure } of resources) {
    if (!roleArn.startsWith(start) || !fits(glob, role)) continue;
    fit = sure ? 'yes' : 'maybe';
    if (sure) break;
  }
  return not ? opposite(fit) : fit;
};

/** What policies say of a role; whether both hold, only the caller knows. */
export interface Judgement {
  readonly allow: Fit;
  readonly deny: Fit;
}

/** Identity policies (or a boundary) on assuming one role. */
export const judgeRole = (statements: readonly RoleStatement[], roleArn: string, facts: RequestFacts): Judgement => {
  const role = literalGlob(roleArn);
  const fitting = (effect: 'Allow' | 'Deny'): Fit => {
    let best: Fit = 'no';
    for (const statement of statements) {
      if (statement.effect !== effect) continue;
      const fit = resourceFits(statement, roleArn, role);
      const holds = fit === 'no' ? fit : all([fit, conditionsHold(statement.conditions, facts, statement.hasVariables)]);
      if (holds === 'yes') return holds;
      best = any([best, holds]);
    }
    return best;
  };
  return { allow: fitting('Allow'), deny: fitting('Deny') };
};

/** What a trust policy says of a user. `principal`: it names the user (or everybody), `account`: it leaves it to the user's account. */
export interface TrustJudgement {
  readonly principal: Fit;
  readonly account: Fit;
  readonly deny: Fit;
}

export interface TrustedUser {
  readonly arn: string;
  readonly accountId: string;
  readonly partition: string;
}

/** A user that is named by its id (`AIDA...`) was deleted, and another one of the same name is not meant. */
const principalFit = ({ principals }: PolicyStatement, user: TrustedUser): { readonly principal: Fit; readonly account: Fit } => {
  if (!principals) return { principal: 'no', account: 'no' };
  // All but these: beyond what is understood here, for or against.
  if (principals.not) return { principal: 'no', account: 'maybe' };
  const has = (...names: readonly string[]): Fit => (names.some((name) => principals.patterns.includes(name)) ? 'yes' : 'no');
  return { principal: has('*', user.arn), account: has(user.accountId, `arn:${user.partition}:iam::${user.accountId}:root`) };
};

/** A role's trust policy on a user who assumes the role with what is known of the request. */
export const judgeTrust = (document: PolicyDocument, user: TrustedUser, facts: RequestFacts): TrustJudgement => {
  const found = document.statements
    .filter(({ actions }) => namesAssumeRole(actions))
    .map((statement) => {
      const conditions = conditionsHold(statement.conditions, facts, document.hasVariables);
      const { principal, account } = principalFit(statement, user);
      return { effect: statement.effect, principal: all([principal, conditions]), account: all([account, conditions]) };
    });
  const allows = found.filter(({ effect }) => effect === 'Allow');
  const denies = found.filter(({ effect }) => effect === 'Deny');
  return {
    principal: any(allows.map(({ principal }) => principal)),
    account: any(allows.map(({ account }) => account)),
    deny: any(denies.flatMap(({ principal, account }) => [principal, account])),
  };
};

/** An external id for a policy that wants one, and not a certain one. */
const anyExternalId = 'roletap';

/** The external ids that are worth a try with a trust policy: those that it speaks of, as far as they can be sent, then another one. */
export const externalIdsOf = ({ statements }: PolicyDocument): readonly string[] => {
  const conditions = statements.flatMap((statement) => statement.conditions).filter(({ key }) => key === 'sts:externalid');
  if (conditions.length === 0) return [];
  const values = conditions.flatMap((condition) => (condition.operator === 'Null' ? [] : condition.values));
  return [...new Set([...values, anyExternalId])].filter((value) => /^[\w+=,.@:/-]{2,1224}$/.test(value));
};

import type { PolicyDocument, PolicyStatement } from './policy-document.ts';
import { fitsAction, namesAction } from './policy-match.ts';
import { addCondition, type Change, moveCondition, renameOperator, withExceptions, withoutExceptions } from './statement-change.ts';
import {
  ageKey,
  deniesWithoutMfa,
  type Found,
  hasSense,
  isBroad,
  mfaConditions,
  mfaName,
  otherConditions,
  type Rule,
} from './statement-rules.ts';

/** Without these nobody who has no MFA yet can get it, by page, by `aws` or by Roletap. */
const ways = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'] as const;
/** Without these the console's page and a device whose clock drifted are in the way. */
const helps = ['iam:GetUser', 'iam:ListVirtualMFADevices', 'iam:ResyncMFADevice'] as const;
const firstDay = ['iam:ChangePassword', 'iam:GetAccountPasswordPolicy'] as const;
const removals = ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'] as const;

/** What a Deny may except for whoever has no MFA yet. */
export const deviceExceptions: readonly string[] = [...ways, 'iam:GetMFADevice', ...helps].sort();
export const passwordExceptions: readonly string[] = firstDay;

/** Calls that services make for a person all day. */
const everyDay = ['s3:getobject', 'ec2:describeinstances', 'kms:decrypt'];
const serviceKeys = ['aws:viaawsservice', 'aws:principalisawsservice', 'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast'];

const scopeOf = (statement: PolicyStatement) => [statement.actions, statement.resources, otherConditions(statement)];
const sameScope = (one: PolicyStatement, other: PolicyStatement): boolean =>
  JSON.stringify(scopeOf(one)) === JSON.stringify(scopeOf(other));

/** Another statement denies the same for those whom this one lets pass. */
const isCompleted = (statement: PolicyStatement, { statements }: PolicyDocument, sense: 'false' | 'absent'): boolean =>
  statements.some(
    (other) => other !== statement && other.effect === 'Deny' && sameScope(other, statement) && hasSense(other, 'false-or-absent', sense),
  );

/** A Deny without MFA, once its condition is right. */
const aimsAtNoMfa = (statement: PolicyStatement): boolean => mfaConditions(statement).some(({ sense }) => sense !== 'present');

const conditionFlaws: Rule = (statement, document) =>
  mfaConditions(statement).flatMap(({ operator, sense }): readonly Found[] => {
    const at = ['Condition', operator];
    const right = moveCondition(operator, mfaName, 'BoolIfExists', 'false');
    if (sense === 'false' && !isCompleted(statement, document, 'absent')) return [{ rule: 'deny-bool', level: 'error', at, change: right }];
    if (sense === 'absent' && !isCompleted(statement, document, 'false'))
      return [{ rule: 'deny-null', level: 'warning', at, change: right }];
    // Beside another condition on MFA, `present` takes long-term keys out of the Deny again.
    if (sense === 'present' && aimsAtNoMfa(statement)) return [{ rule: 'deny-bool', level: 'error', at, change: right }];
    if (sense === 'true' || sense === 'true-or-absent') return [{ rule: 'deny-with-mfa', level: 'error', at, change: right }];
    return [];
  });

const ageFlaws: Rule = (statement, { statements }) =>
  statement.conditions
    .filter(({ key, operator }) => key === ageKey && /^NumericGreaterThan(?:Equals)?$/.test(operator))
    .filter(() => !statements.some((other) => deniesWithoutMfa(other) && sameScope(other, statement)))
    .map(({ operator }) => ({
      rule: 'deny-age',
      level: 'warning',
      at: ['Condition', operator],
      change: renameOperator(operator, ageKey, `${operator}IfExists`),
    }));

/** A Deny of recent touches is meant the other way round. */
const freshFlaws: Rule = ({ conditions }) =>
  conditions
    .filter(({ key, operator }) => key === ageKey && /^NumericLessThan(?:Equals)?(?:IfExists)?$/.test(operator))
    .map(({ operator }) => ({
      rule: 'deny-with-mfa',
      level: 'error',
      at: ['Condition', operator],
      change: renameOperator(operator, ageKey, 'NumericGreaterThanIfExists'),
    }));

const actionsAt = ({ actions }: PolicyStatement) => [actions.not ? 'NotAction' : 'Action'];

const exceptionFlaws: Rule = (statement) => {
  if (!aimsAtNoMfa(statement) || !isBroad(statement)) return [];
  const { actions } = statement;
  const hit = (names: readonly string[]) => names.filter((name) => namesAction(actions, name.toLowerCase()));
  const [closed, missed, password] = [hit(ways), hit(helps), hit(firstDay)];
  const at = actionsAt(statement);
  // A Deny of single services is no Deny of the rest: its actions are not to be turned round.
  const canAdd = actions.not || actions.patterns.includes('*');
  const found: Found[] = [];
  const except = (names: readonly string[]): { readonly change?: Change } => (canAdd ? { change: withExceptions(names) } : {});
  if (closed.length + missed.length > 0) {
    const about = [...closed, ...missed];
    // What is denied by all but a list needs the whole list, not only what is named here.
    const names = actions.not ? about : deviceExceptions;
    found.push({ rule: 'locked-out', level: closed.length > 0 ? 'error' : 'warning', at, about, ...except(names) });
  }
  if (password.length > 0) found.push({ rule: 'first-password', level: 'note', at, about: password, ...except(password) });
  return found;
};

const removalFlaws: Rule = ({ actions, ...rest }) => {
  const statement = { actions, ...rest };
  if (!aimsAtNoMfa(statement) || !actions.not) return [];
  const about = removals.filter((name) => !namesAction(actions, name.toLowerCase()));
  if (about.length === 0) return [];
  const isGone = (pattern: string) => about.some((name) => fitsAction(pattern, name.toLowerCase()));
  const wide = actions.patterns.filter(isGone).filter((pattern) => /[*?]/.test(pattern));
  const instead = deviceExceptions.filter((name) => wide.some((pattern) => fitsAction(pattern, name.toLowerCase())));
  return [
    {
      rule: 'deactivate-without-mfa',
      level: about.includes('iam:DeactivateMFADevice') ? 'error' : 'warning',
      at: ['NotAction'],
      about,
      change: withoutExceptions(isGone, instead),
    },
  ];
};

const serviceFlaws: Rule = (statement) => {
  const { actions, conditions } = statement;
  if (!aimsAtNoMfa(statement) || !isBroad(statement) || conditions.some(({ key }) => serviceKeys.includes(key))) return [];
  if (!everyDay.some((action) => namesAction(actions, action))) return [];
  const change = addCondition('aws:ViaAWSService', 'BoolIfExists', 'false');
  return [{ rule: 'service-calls', level: 'note', at: ['Condition'], change }];
};

/** What can be wrong with a Deny in an identity policy. */
export const denyRules: readonly Rule[] = [conditionFlaws, ageFlaws, freshFlaws, exceptionFlaws, removalFlaws, serviceFlaws].map(
  (rule): Rule =>
    (statement, document) =>
      statement.effect === 'Deny' && statement.principals === undefined ? rule(statement, document) : [],
);

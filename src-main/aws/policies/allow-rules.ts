import type { PolicyCondition, PolicyDocument, PolicyStatement } from './policy-document.ts';
import { fitsAction, namesAction, namesAssumeRole } from './policy-match.ts';
import { addCondition, changeResources, moveCondition, renameOperator, splitActions } from './statement-change.ts';
import {
  ageKey,
  asksForAge,
  deniesWithoutMfa,
  type Found,
  hasSense,
  isDeniedWithoutMfa,
  mfaConditions,
  mfaName,
  otherConditions,
  type Rule,
} from './statement-rules.ts';

const conditionFlaws: Rule = (statement) =>
  mfaConditions(statement).flatMap(({ operator, sense }): readonly Found[] => {
    const at = ['Condition', operator];
    const change = moveCondition(operator, mfaName, 'Bool', 'true');
    if (sense === 'true-or-absent') return [{ rule: 'allow-if-exists', level: 'error', at, change }];
    return sense === 'present' ? [{ rule: 'allow-null', level: 'warning', at, change }] : [];
  });

/** Of a touch that never was there is no age: what is asked of it only if it exists is asked of nobody without MFA. */
const looseAges = ({ conditions }: PolicyStatement): readonly string[] =>
  conditions.flatMap(({ key, operator }) =>
    key === ageKey && /^(?:ForAllValues:Numeric\w+|(?:ForAnyValue:)?Numeric\w+IfExists)$/.test(operator) ? [operator] : [],
  );

const ageFlaws: Rule = (statement) => {
  if (hasSense(statement, 'true') || asksForAge(statement)) return [];
  return looseAges(statement).map((operator) => ({
    rule: 'allow-if-exists',
    level: 'error',
    at: ['Condition', operator],
    change: renameOperator(operator, ageKey, operator.replace(/^\w+:/, '').replace(/IfExists$/, '')),
  }));
};

const deactivate = 'iam:DeactivateMFADevice';
/** It speaks of devices, and does not give all of IAM away. */
const meansDevices = (pattern: string): boolean => !/^(?:\*|iam:\*)$/i.test(pattern) && fitsAction(pattern, deactivate.toLowerCase());

const removalFlaws: Rule = (statement, document) => {
  const { actions } = statement;
  if (actions.not || !actions.patterns.some(meansDevices) || hasSense(statement, 'true') || asksForAge(statement)) return [];
  if (isDeniedWithoutMfa(document, deactivate.toLowerCase())) return [];
  const isWide = actions.patterns.some((pattern) => meansDevices(pattern) && /[*?]/.test(pattern));
  return [
    {
      rule: 'deactivate-without-mfa',
      level: 'warning',
      at: ['Action'],
      about: [deactivate],
      // What a pattern allows beside cannot be told apart without knowing all of IAM.
      ...(isWide ? {} : { change: splitActions(meansDevices, [deactivate], 'DeactivateWithMFA') }),
    },
  ];
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
const ownName = '${aws:username}';
const isOwn = (resource: string, type: 'mfa' | 'user'): boolean => resource.endsWith(`:${type}/${ownName}`);

const placeOf = ({ resources }: PolicyStatement, resource: string) => {
  const patterns = resources?.patterns ?? [];
  return patterns.length === 1 ? ['Resource'] : ['Resource', patterns.indexOf(resource)];
};

const deviceFlaws: Rule = (statement) => {
  const { actions, resources } = statement;
  const old = resources?.not === false ? resources.patterns.find((resource) => isOwn(resource, 'mfa')) : undefined;
  if (old === undefined || !namesAction(actions, 'iam:createvirtualmfadevice')) return [];
  // Whoever may delete is to delete own devices only: their names begin with the user's.
  const end = namesAction(actions, 'iam:deletevirtualmfadevice') ? `${ownName}*` : '*';
  const change = changeResources((one) => (isOwn(one, 'mfa') ? [one.replace(ownName, () => end)] : [one]));
  return [{ rule: 'single-device', level: 'warning', at: placeOf(statement, old), about: [old], change }];
};

const pathFlaws: Rule = (statement) => {
  const { resources } = statement;
  const own = resources?.not === false ? resources.patterns.find((resource) => isOwn(resource, 'user')) : undefined;
  if (own === undefined || resources?.patterns.some((one) => /:user\/.*\*.*\$\{aws:username\}$/.test(one) || one === '*')) return [];
  const change = changeResources((one) => (isOwn(one, 'user') ? [one, one.replace(ownName, () => `*/${ownName}`)] : [one]));
  return [{ rule: 'user-path', level: 'note', at: placeOf(statement, own), about: [own], change }];
};

/** What anybody can fulfil, in any account. An external ID is no secret (IAM User Guide, "The confused deputy problem"). */
const anybodys =
  /^(?:aws:(?:multifactorauth(?:present|age)|securetransport|currenttime|epochtime|useragent|referer|requestedregion)|sts:(?:externalid|rolesessionname))$/;

/** Whether a condition leaves only some principals. */
const namesSome = ({ operator, key, values }: PolicyCondition): boolean =>
  !anybodys.test(key) && !/^Null$|Not/.test(operator) && values.every((value) => value !== '*');

/** A Deny for everybody without MFA, in the same trust policy. */
const deniesRest = ({ statements }: PolicyDocument): boolean =>
  statements.some(
    (one) =>
      deniesWithoutMfa(one) &&
      otherConditions(one).length === 0 &&
      one.principals?.patterns.includes('*') === true &&
      namesAssumeRole(one.actions),
  );

/** Principals that are people, or may be: whole accounts and users. */
const people = ({ principals }: PolicyStatement): readonly string[] =>
  principals?.patterns.filter((name) => name === '*' || /^\d{12}$/.test(name) || /^arn:[\w-]+:iam::\d{12}:(?:root$|user\/)/.test(name)) ??
  [];

/** Another company's program has no MFA; it is known by an external ID, and a role by its name. */
const namesMachines = ({ conditions }: PolicyStatement): boolean =>
  conditions.some(
    ({ key, values }) =>
      key === 'sts:externalid' || (key === 'aws:principalarn' && values.every((value) => /:(?:role|assumed-role)\//.test(value))),
  );

const trustFlaws: Rule = (statement, document) => {
  const { principals, actions } = statement;
  if (principals?.not) return [{ rule: 'not-principal', level: 'error', at: ['NotPrincipal'], about: principals.patterns }];
  const about = people(statement);
  if (about.length === 0 || !namesAssumeRole(actions)) return [];
  const change = addCondition(mfaName, 'Bool', 'true');
  if (about.includes('*') && !statement.conditions.some(namesSome))
    return [{ rule: 'trust-everybody', level: 'error', at: ['Principal'], about: ['*'] }];
  const isSafe =
    hasSense(statement, 'true', 'true-or-absent', 'present') ||
    asksForAge(statement) ||
    looseAges(statement).length > 0 ||
    namesMachines(statement) ||
    deniesRest(document);
  return isSafe ? [] : [{ rule: 'trust-without-mfa', level: 'warning', at: ['Principal'], about, change }];
};

const onAllows =
  (isTrust: boolean) =>
  (rule: Rule): Rule =>
  (statement, document) =>
    statement.effect === 'Allow' && (statement.principals !== undefined) === isTrust ? rule(statement, document) : [];

/** What can be wrong with an Allow in an identity policy, and in a role's trust policy. */
export const allowRules: readonly Rule[] = [conditionFlaws, ageFlaws, removalFlaws, deviceFlaws, pathFlaws].map(onAllows(false));
export const trustRules: readonly Rule[] = [conditionFlaws, ageFlaws, trustFlaws].map(onAllows(true));

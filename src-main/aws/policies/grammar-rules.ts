import { fitsAction } from './policy-match.ts';
import { addCondition, fieldsOf, listOf, moveCondition, type RawStatement, renameOperator, withField } from './statement-change.ts';
import { ageKey, type Found, mfaKey, mfaName } from './statement-rules.ts';

/*
 * What IAM refuses, or reads otherwise than it looks (IAM User Guide, "Grammar of the IAM JSON policy language", "Condition operators", and the checks of IAM
 * Access Analyzer). Services have more names than can be known here: only their form is looked at.
 */

const elements = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] as const;

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

type Look = (raw: RawStatement, conditions: readonly Condition[]) => readonly Found[];

const principalKinds: readonly string[] = ['AWS', 'Federated', 'Service', 'CanonicalUser'];
/** A key that is meant to be one of the two on MFA. */
const looksLikeMfa = /^(?:aws:)?(?:multi-?factor|mfa)/i;

const unknownElements: Look = (raw, conditions) => {
  const unknown = (...at: readonly string[]): Found => ({ rule: 'unknown-element', level: 'error', at, about: at.slice(-1) });
  return [
    ...Object.keys(raw).flatMap((name) => (elements.some((one) => one === name) ? [] : [unknown(name)])),
    ...(['Principal', 'NotPrincipal'] as const).flatMap((name) =>
      Object.keys(fieldsOf(raw[name])).flatMap((kind) => (principalKinds.includes(kind) ? [] : [unknown(name, kind)])),
    ),
    ...conditions.flatMap(({ operator, key }) =>
      !looksLikeMfa.test(key) || isMfa(key) || key.toLowerCase() === ageKey ? [] : [unknown('Condition', operator, key)],
    ),
  ];
};

const sidFlaws: Look = (raw) => {
  const { Sid } = raw;
  if (Sid === undefined || (typeof Sid === 'string' && /^[A-Za-z0-9]*$/.test(Sid))) return [];
  const change = withField('Sid', String(Sid).replaceAll(/[^A-Za-z0-9]/g, ''));
  return [{ rule: 'bad-sid', level: 'error', at: ['Sid'], about: [String(Sid)], change }];
};

/** Lists without anything in them. */
const emptyFlaws: Look = (raw, conditions) => [
  ...elements.filter((name) => Array.isArray(raw[name]) && listOf(raw[name]).length === 0).map((name) => empty([name])),
  ...(['Principal', 'NotPrincipal'] as const).flatMap((name) =>
    Object.entries(fieldsOf(raw[name]))
      .filter(([, names]) => listOf(names).length === 0)
      .map(([kind]) => empty([name, kind])),
  ),
  ...conditions.filter(({ values }) => values.length === 0).map(({ operator, key }) => empty(['Condition', operator, key])),
];
const empty = (at: readonly string[]): Found => ({ rule: 'empty-list', level: 'error', at, about: at.slice(-1) });

/** A finding names no more than so many of one kind. */
const mostNamed = 10;

/** Actions, resources and principals of a form that no service has. */
const nameFlaws: Look = (raw) => {
  const odd = (name: string, within: unknown, isOdd: (one: string) => boolean, inside: readonly string[] = []) => {
    const all = listOf(within).map(String);
    const first = all.findIndex(isOdd);
    const at = [name, ...inside, ...(Array.isArray(within) ? [first] : [])];
    const about = all.slice(first).filter(isOdd).slice(0, mostNamed);
    return first < 0 ? [] : [{ rule: 'bad-name', level: 'error', at, about } satisfies Found];
  };
  return [
    ...['Action', 'NotAction'].flatMap((name) => odd(name, raw[name], (one) => !/^\*$|^[\w-]+:[\w*?-]+$/.test(one))),
    ...['Resource', 'NotResource'].flatMap((name) => odd(name, raw[name], (one) => !/^\*$|^arn:/.test(one))),
    ...['Principal', 'NotPrincipal'].flatMap((name) => {
      const { AWS } = fieldsOf(raw[name]);
      // Everybody is one star; no part of an ARN may be one.
      return odd(name, AWS, (one) => one.length > 1 && /[*?]/.test(one), ['AWS']);
    }),
  ];
};

/** A role's trust policy says who, and never on what. */
const resourceFlaws: Look = (raw) => {
  // A Deny with both may be a resource control policy.
  const actions = raw.Effect === 'Allow' && raw.Principal !== undefined ? listOf(raw.Action) : [];
  const isTrust = actions.length > 0 && actions.every((one) => /^sts:/i.test(String(one)));
  const named = (['Resource', 'NotResource'] as const).find((name) => raw[name] !== undefined);
  return isTrust && named !== undefined
    ? [{ rule: 'trust-resource', level: 'error', at: [named], change: withField(named, undefined) }]
    : [];
};

const conditionsIn = ({ Condition }: RawStatement): readonly Condition[] =>
  Object.entries(fieldsOf(Condition)).flatMap(([operator, entries]) =>
    Object.entries(fieldsOf(entries)).map(([key, values]) => ({ operator, key, values: listOf(values).map(String) })),
  );

const known =
  /^(?:(?:ForAllValues|ForAnyValue):)?(?:(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|(?:Numeric|Date)(?:(?:Not)?Equals|(?:LessThan|GreaterThan)(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?|Null)$/;

/** What a condition on MFA should be, by what the statement does. */
const right = (raw: RawStatement, operator: string) =>
  raw.Effect === 'Deny' ? moveCondition(operator, mfaName, 'BoolIfExists', 'false') : moveCondition(operator, mfaName, 'Bool', 'true');

const isMfa = (key: string): boolean => key.toLowerCase() === mfaKey;

const operatorFlaws: Look = (raw, conditions) =>
  conditions.flatMap(({ operator, key }): Found[] => {
    if (known.test(operator)) return [];
    const change = isMfa(key) ? { change: right(raw, operator) } : {};
    return [{ rule: 'bad-operator', level: 'error', at: ['Condition', operator], about: [operator], ...change }];
  });

/** Values that the operator can't compare with: then it never matches, or always. */
const valueFlaws: Look = (raw, conditions) =>
  conditions.flatMap(({ operator, key, values }): Found[] => {
    const [, base = ''] = /^(?:\w+:)?(\w+?)(?:IfExists)?$/.exec(operator) ?? [];
    const isSwitch = base === 'Bool' || base === 'Null' || isMfa(key);
    // Variables are for texts and ARNs.
    const odd = values.filter((value) => !(isSwitch ? /^(?:true|false)$/i : /^-?\d+(?:\.\d+)?$/).test(value));
    const isOdd = (isSwitch || /^Numeric/.test(base) || key.toLowerCase() === ageKey) && odd.length > 0;
    if (!isOdd && !(isSwitch && values.length > 1)) return [];
    const change = isMfa(key) && known.test(operator) ? { change: right(raw, operator) } : {};
    return [{ rule: 'bad-value', level: 'error', at: ['Condition', operator, key], about: isOdd ? odd : values, ...change }];
  });

/** A star is a star to operators that compare whole texts. */
const starFlaws: Look = (_, conditions) =>
  conditions.flatMap(({ operator, key, values }): Found[] => {
    const whole = /^(\w+:)?String(Not)?Equals(IfExists)?$/.exec(operator);
    const about = values.filter((value) => /\*/.test(value.replaceAll(/\$\{\*\}/g, '')));
    if (!whole || about.length === 0 || isMfa(key)) return [];
    const [, set = '', not = '', end = ''] = whole;
    const change = renameOperator(operator, key.toLowerCase(), `${set}String${not}Like${end}`);
    return [{ rule: 'literal-star', level: 'warning', at: ['Condition', operator, key], about, change }];
  });

/** For all values of a key that is not there, anything holds. */
const setFlaws: Look = (raw, conditions) =>
  conditions.flatMap(({ operator, key }): Found[] => {
    if (raw.Effect !== 'Allow' || !operator.startsWith('ForAllValues:') || isMfa(key)) return [];
    const isSure = conditions.some(
      (one) => one.operator === 'Null' && one.key.toLowerCase() === key.toLowerCase() && one.values[0] === 'false',
    );
    if (isSure) return [];
    return [
      { rule: 'for-all-values', level: 'note', at: ['Condition', operator], about: [key], change: addCondition(key, 'Null', 'false') },
    ];
  });

/** All but a few is more than it looks: IAM itself, and whatever AWS adds. */
const restFlaws: Look = (raw) => {
  const { NotAction } = raw;
  const isBroad = raw.NotResource !== undefined || listOf(raw.Resource).includes('*');
  if (raw.Effect !== 'Allow' || NotAction === undefined || raw.Principal !== undefined || !isBroad) return [];
  const takesIam = listOf(NotAction).some((one) => fitsAction(String(one), 'iam:createaccesskey'));
  return takesIam
    ? []
    : [{ rule: 'allow-rest', level: 'warning', at: ['NotAction'], about: ['iam:CreateAccessKey', 'iam:AttachUserPolicy'] }];
};

const looks = [
  ...[unknownElements, sidFlaws, emptyFlaws, nameFlaws, resourceFlaws],
  ...[operatorFlaws, valueFlaws, starFlaws, setFlaws, restFlaws],
];

/** What is wrong with a statement as JSON has it, whatever it is about. */
export const grammarFlaws = (raw: RawStatement): readonly Found[] => {
  const conditions = conditionsIn(raw);
  return looks.flatMap((look) => look(raw, conditions));
};

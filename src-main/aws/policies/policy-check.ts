import { defined } from '../../base/defined.ts';
import type { PolicyCheck, PolicyFinding } from '../../contract/team/policy.ts';
import { allowRules, trustRules } from './allow-rules.ts';
import { denyRules } from './deny-rules.ts';
import { grammarFlaws } from './grammar-rules.ts';
import { isStatement, type PolicyDocument, policyOf } from './policy-document.ts';
import { type PolicyText, readPolicyText } from './policy-text.ts';
import type { RawStatement } from './statement-change.ts';
import type { Found } from './statement-rules.ts';

const rules = [...denyRules, ...allowRules, ...trustRules];

/** Characters that IAM takes, white space aside (IAM and STS quotas): of a managed policy, and of a trust policy unless the quota was raised. */
const limits = { identity: 6144, trust: 2048 } as const;

/** As IAM's console writes it. */
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** The statements as JSON has them; the place of each in the text. */
const rawStatements = (value: unknown): { readonly list: readonly RawStatement[]; readonly isList: boolean } => {
  const { Statement } = value as { readonly Statement: RawStatement | readonly RawStatement[] };
  return Array.isArray(Statement)
    ? { list: Statement as readonly RawStatement[], isList: true }
    : { list: [Statement as RawStatement], isList: false };
};

/** What is wrong with the text itself, which IAM would not take as it is. */
const textFindings = ({ hasMark, commentLine }: PolicyText): readonly PolicyFinding[] => [
  ...(hasMark ? [{ rule: 'byte-order-mark', level: 'error', line: 1 } as const] : []),
  ...(commentLine === undefined ? [] : [{ rule: 'comments', level: 'error', line: commentLine } as const]),
];

/** A document that cannot be read as a policy, with the first place where that shows. */
const unreadable = (text: PolicyText): PolicyCheck => {
  const { value } = text;
  const find = (rule: 'not-json' | 'not-a-policy', line: number, statement?: number): PolicyCheck => ({
    kind: 'unreadable',
    findings: [...textFindings(text), { rule, level: 'error', line, ...defined({ statement }) }],
  });
  if (value === undefined) return find('not-json', text.lineOf([]));
  const given = (value as { readonly Statement?: unknown } | null)?.Statement;
  const bad = Array.isArray(given) ? given.findIndex((one) => !isStatement(one)) : -1;
  return bad < 0 ? find('not-a-policy', text.lineOf(['Statement'])) : find('not-a-policy', text.lineOf(['Statement', bad]), bad + 1);
};

const usesVariables = (document: PolicyDocument): boolean =>
  document.statements.some(
    ({ resources, conditions }) =>
      resources?.patterns.some((pattern) => pattern.includes('${')) ||
      conditions.some(({ values }) => values.some((one) => one.includes('${'))),
  );

/** What concerns the whole document. */
const documentFindings = (document: PolicyDocument, text: PolicyText, kind: 'identity' | 'trust'): readonly PolicyFinding[] => {
  const limit = limits[kind];
  const length = text.length(limit);
  const { Version, Statement, Id: _, ...more } = text.value as Readonly<Record<string, unknown>>;
  const isVersion = Version === undefined || Version === '2012-10-17' || Version === '2008-10-17';
  const twice = text.twice();
  const sids = new Set<unknown>();
  const sameSids = (Array.isArray(Statement) ? (Statement as readonly RawStatement[]) : []).flatMap(({ Sid }, index): PolicyFinding[] => {
    const isTaken = typeof Sid === 'string' && Sid !== '' && sids.has(Sid);
    sids.add(Sid);
    return isTaken
      ? [{ rule: 'same-sid', level: 'error', line: text.lineOf(['Statement', index, 'Sid']), statement: index + 1, sid: Sid }]
      : [];
  });
  return [
    ...(isVersion ? [] : [{ rule: 'bad-version', level: 'error', line: text.lineOf(['Version']), about: [String(Version)] } as const]),
    ...(document.hasVariables || !isVersion || !usesVariables(document)
      ? []
      : [{ rule: 'old-version', level: 'error', line: text.lineOf(['Version']) } as const]),
    ...(document.statements.length > 0
      ? []
      : [{ rule: 'empty-list', level: 'error', line: text.lineOf(['Statement']), about: ['Statement'] } as const]),
    ...(twice ? [{ rule: 'same-key', level: 'error', line: twice.line, about: [twice.name] } as const] : []),
    ...Object.keys(more).map((name) => ({ rule: 'unknown-element', level: 'error', line: text.lineOf([name]), about: [name] }) as const),
    ...sameSids,
    ...(length > limit ? [{ rule: 'too-long', level: 'warning', line: 1, length, limit } as const] : []),
  ];
};

/** A finding of a statement, with its place and the statement set right. */
const placed = (found: Found, raw: RawStatement, index: number, isList: boolean, text: PolicyText): PolicyFinding => {
  const { rule, level, at, about, change } = found;
  const line = text.lineOf(['Statement', ...(isList ? [index] : []), ...at]);
  const fixed = change?.(raw);
  const sid = typeof raw.Sid === 'string' ? raw.Sid : undefined;
  return {
    rule,
    level,
    line,
    statement: index + 1,
    ...defined({ sid, about }),
    ...(fixed && { fixed: pretty(fixed.length === 1 ? fixed[0] : fixed), was: pretty(raw) }),
  };
};

/** The statements with every change for errors and warnings; a note is often meant. */
const changed = (raw: RawStatement, found: readonly Found[]): readonly RawStatement[] => {
  let first = raw;
  const more: RawStatement[] = [];
  for (const { level, change } of found) {
    if (level === 'note' || !change) continue;
    const [head = first, ...others] = change(first);
    first = head;
    more.push(...others);
  }
  return [first, ...more];
};

/** IAM refuses a policy in which two statements have the same Sid, as those that a change adds may. */
const withOwnSids = (statements: readonly RawStatement[]): readonly RawStatement[] => {
  const taken = new Set<unknown>();
  const counts = new Map<string, number>();
  return statements.map((raw) => {
    const { Sid } = raw;
    if (typeof Sid !== 'string' || Sid === '') return raw;
    let own = Sid;
    let count = counts.get(Sid) ?? 1;
    while (taken.has(own)) own = `${Sid}${++count}`;
    counts.set(Sid, count);
    taken.add(own);
    return own === Sid ? raw : { ...raw, Sid: own };
  });
};

/** How often what was set right is looked at again. */
const passes = 4;

/**
 * Checks a policy or a trust policy for what the IAM User Guide warns of where MFA is concerned. Pure: a text in, findings out, in the order of the lines.
 * The text is JSON as a person has it in a file; it is read by the reader that the search for roles uses.
 */
export const checkPolicy = (given: string): PolicyCheck => checked(given, passes);

const checked = (given: string, left: number): PolicyCheck => {
  const text = readPolicyText(given);
  const document = policyOf(text.value);
  if (!document) return unreadable(text);
  const kind = document.statements.some(({ principals }) => principals !== undefined) ? 'trust' : 'identity';
  const { list, isList } = rawStatements(text.value);
  const found = document.statements.map((statement, index) => [
    ...grammarFlaws(list[index] ?? {}),
    ...rules.flatMap((rule) => rule(statement, document)),
  ]);
  const whole = documentFindings(document, text, kind);
  const findings = [
    ...textFindings(text),
    ...whole,
    ...found.flatMap((some, index) => some.map((one) => placed(one, list[index] ?? {}, index, isList, text))),
  ].sort((a, b) => a.line - b.line);
  // Of two members of one name only the last was read: nobody knows which is meant.
  const isRead = whole.every(({ rule }) => rule !== 'same-key');
  const isToFix = findings.some(
    ({ rule, level, fixed }) =>
      level !== 'note' && (fixed !== undefined || /^(?:byte-order-mark|comments|old-version|bad-version|same-sid)$/.test(rule)),
  );
  const version = whole.some(({ rule }) => rule === 'old-version' || rule === 'bad-version') ? { Version: '2012-10-17' } : {};
  const statements = withOwnSids(list.flatMap((raw, index) => changed(raw, found[index] ?? [])));
  const fixed = isToFix && isRead ? pretty({ ...version, ...(text.value as object), ...version, Statement: statements }) : undefined;
  // One change may show what the next is for: a condition that is right at last denies too much.
  const settled = fixed === undefined || left === 0 ? fixed : (checked(fixed, left - 1).fixed ?? fixed);
  return { kind, findings, ...defined({ fixed: settled }) };
};

import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Partition, parseRoleArn } from '../arn.ts';
import type { ListedRole } from '../iam/iam-reader.ts';
import type { FoundRole, FoundRoles } from '../iam/iam-types.ts';
import { all, any, conditionsHold, type Fit, type RequestFacts, requestFacts } from './policy-condition.ts';
import type { PolicyDocument } from './policy-document.ts';
import { readPolicy } from './policy-document.ts';
import { fits, globText, hasWildcards, meet, readGlob } from './policy-glob.ts';
import { externalIdsOf, judgeRole, judgeTrust, type RoleStatement, roleStatements } from './policy-match.ts';

/** What was read of a user's rights; documents are as IAM sends them. */
export interface RightsReading {
  readonly user: {
    readonly arn: string;
    readonly userName: string;
    /** `AIDA...` */
    readonly userId?: string;
    readonly accountId: string;
    readonly partition: Partition;
  };
  readonly policies: readonly NamedDocument[];
  /** False: there are policies that could not be read, and any of them can deny. */
  readonly policiesComplete: boolean;
  /** Absent when the user has none. */
  readonly boundary?: NamedDocument | 'unread';
  /** Roles of the user's account. */
  readonly roles: readonly ListedRole[];
  readonly rolesComplete: boolean;
}

export interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

type Candidates = Pick<FoundRoles, 'roles' | 'patterns' | 'unread'>;
type Unread = Candidates['unread'][number];

const unclear = (policy: string, why: Extract<Problem, { readonly code: 'policy-unclear' }>['why']): Unread => ({
  what: 'document',
  name: policy,
  problem: { code: 'policy-unclear', policy, why },
});

/** What the user's side says, ready to be asked for many roles. */
interface Rights {
  readonly user: RightsReading['user'];
  readonly identity: readonly RoleStatement[];
  /** Undefined: there is none. */
  readonly boundary: readonly RoleStatement[] | 'unread' | undefined;
  readonly complete: boolean;
}

/** The user's side on a role: what it allows by itself, and what it forbids whoever allows. */
const judgeUser = ({ identity, boundary, complete }: Rights, roleArn: string, facts: RequestFacts) => {
  const own = judgeRole(identity, roleArn, facts);
  const limits = boundary === 'unread' ? ({ allow: 'maybe', deny: 'maybe' } as const) : boundary && judgeRole(boundary, roleArn, facts);
  return {
    allow: all([own.allow, limits?.allow ?? 'yes']),
    deny: any([own.deny, limits?.deny ?? 'no', complete ? 'no' : 'maybe']),
  };
};

/** An allow under what may deny it. */
const under = (deny: Fit, allow: Fit): Fit => (deny === 'yes' ? 'no' : all([allow, deny === 'maybe' ? 'maybe' : 'yes']));

interface Verdict {
  readonly fit: Fit;
  readonly externalId?: string;
}

/** A role whose trust policy is there to be read: once without an external id, and with each that the policy names; the first that does best. */
const judgeListed = (rights: Rights, roleArn: string, trust: PolicyDocument): Verdict => {
  const verdicts = [undefined, ...externalIdsOf(trust)].map((externalId): Verdict => {
    const facts = requestFacts(rights.user, externalId);
    const user = judgeUser(rights, roleArn, facts);
    const { principal, account, deny } = judgeTrust(trust, rights.user, facts);
    // In one account, a trust policy that names the user suffices; a boundary that is silent does not matter then.
    const allow = any([principal, all([account, user.allow])]);
    return { fit: under(any([deny, user.deny]), allow), ...defined({ externalId }) };
  });
  const best = any(verdicts.map(({ fit }) => fit));
  return verdicts.find(({ fit }) => fit === best) ?? { fit: 'no' };
};

/** A role of which only the user's side is known: that of another account, or one that could not be listed. */
const judgeUnlisted = (rights: Rights, roleArn: string): Verdict => {
  const { allow, deny } = judgeUser(rights, roleArn, requestFacts(rights.user, undefined));
  return { fit: all([under(deny, allow), 'maybe']) };
};

const listedRole = (rights: Rights, { roleArn, trust, maxSessionSeconds }: ListedRole, unread: Unread[]): FoundRole[] => {
  if (parseRoleArn(roleArn)?.path.startsWith('/aws-service-role/') !== false) return [];
  const document = readPolicy(trust);
  const { fit, externalId } = document ? judgeListed(rights, roleArn, document) : judgeUnlisted(rights, roleArn);
  if (fit === 'no') return [];
  if (!document) unread.push(unclear(roleArn, 'not-json'));
  return [
    {
      roleArn,
      sure: fit === 'yes',
      ...defined({ externalId, maxSessionSeconds }),
    },
  ];
};

/** What an allow names that has wildcards and can be a role of an account that cannot be listed. */
const patternsOf = (rights: Rights, rolesComplete: boolean): Candidates['patterns'] => {
  const { user, identity, boundary } = rights;
  const facts = requestFacts(user, undefined);
  const holds = ({ conditions, hasVariables }: RoleStatement) => conditionsHold(conditions, facts, hasVariables);
  const denied = [...identity, ...(Array.isArray(boundary) ? (boundary as readonly RoleStatement[]) : [])]
    .filter((statement) => statement.effect === 'Deny' && !statement.not && holds(statement) === 'yes')
    .flatMap(({ resources }) => resources.flatMap(({ glob, sure }) => (sure ? [glob] : [])));
  const withinBoundary =
    boundary === undefined || boundary === 'unread'
      ? undefined
      : boundary.filter((statement) => statement.effect === 'Allow' && holds(statement) !== 'no');
  const roleParts = ['arn', user.partition, 'iam', '', '????????????', 'role/*'];
  const canBeRole = (pattern: string): boolean => {
    if (/[\s\p{Cc}]/u.test(pattern)) return false;
    const parts = pattern.split(':');
    if (parts.length !== roleParts.length) return meet(readGlob(pattern), readGlob(roleParts.join(':')));
    return roleParts.every((part, index) => meet(readGlob(part), readGlob(parts[index] ?? '')));
  };
  const found = new Map<string, Candidates['patterns'][number]>();
  for (const statement of identity) {
    if (statement.effect !== 'Allow' || statement.not || holds(statement) === 'no') continue;
    for (const { glob } of statement.resources) {
      const pattern = globText(glob);
      const account = /^\d{12}$/.exec(pattern.split(':')[4] ?? '')?.[0];
      if (!hasWildcards(glob) || !canBeRole(pattern) || (account === user.accountId && rolesComplete)) continue;
      if (denied.some((denial) => fits(denial, glob))) continue;
      if (withinBoundary && !withinBoundary.some(({ not, resources }) => not || resources.some((limit) => meet(limit.glob, glob))))
        continue;
      found.set(pattern, { pattern, ...defined({ accountId: account }) });
    }
  }
  return [...found.values()];
};

/** Roles that policies name in full. */
const namedRoles = ({ identity, user }: Rights): readonly string[] => {
  const named = identity
    .filter(({ effect, not }) => effect === 'Allow' && !not)
    .flatMap(({ resources }) => resources.filter(({ glob }) => !hasWildcards(glob)).map(({ glob }) => globText(glob)));
  return [...new Set(named)].filter((arn) => parseRoleArn(arn)?.partition === user.partition);
};

/**
 * Which roles a user may assume, as far as what was read tells (AWS's "Policy evaluation logic"): an explicit deny wins, a boundary limits, and in the user's own
 * account the trust policy is asked as well. Of other accounts only roles that are named in full can be found; what names them with wildcards is
 * among `patterns`. A role is `sure` when nothing that matters is unknown: policies of the organization, which no user can read, aside.
 */
export const roleCandidates = (reading: RightsReading): Candidates => {
  const { user } = reading;
  const unread: Unread[] = [];
  const facts = requestFacts(user, undefined);
  const read = ({ name, document }: NamedDocument): readonly RoleStatement[] | undefined => {
    const policy = readPolicy(document);
    if (!policy) {
      unread.push(unclear(name, 'not-json'));
      return undefined;
    }
    const statements = roleStatements(policy, facts);
    const allows = statements.filter(({ effect }) => effect === 'Allow');
    if (allows.some(({ not }) => not)) unread.push(unclear(name, 'not-resource'));
    else if (statements.some(({ resources }) => resources.some(({ sure }) => !sure))) unread.push(unclear(name, 'variable'));
    return statements;
  };
  const policies = reading.policies.map(read);
  const { boundary } = reading;
  const rights: Rights = {
    user,
    identity: policies.flatMap((statements) => statements ?? []),
    boundary: boundary === undefined || boundary === 'unread' ? boundary : (read(boundary) ?? 'unread'),
    complete: reading.policiesComplete && !policies.includes(undefined),
  };
  // A list that began again has some of them twice.
  const listed = new Map(reading.roles.map((role) => [role.roleArn, role]));
  const isGone = (arn: string): boolean => reading.rolesComplete && parseRoleArn(arn)?.accountId === user.accountId;
  const unlisted = namedRoles(rights)
    .filter((arn) => !listed.has(arn) && !isGone(arn))
    .filter((roleArn) => judgeUnlisted(rights, roleArn).fit !== 'no');
  return {
    roles: [
      ...[...listed.values()].flatMap((role) => listedRole(rights, role, unread)),
      ...unlisted.map((roleArn): FoundRole => ({ roleArn, sure: false })),
    ],
    patterns: patternsOf(rights, reading.rolesComplete),
    unread,
  };
};

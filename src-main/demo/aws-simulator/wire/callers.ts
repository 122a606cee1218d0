import { countingDocument, documentsOf, policiesOf } from '../model/grants.ts';
import type { PolicyContext, PolicyVerdict } from '../model/policy.ts';
import { evaluateIdentity } from '../model/policy.ts';
import type { SessionState, SimulatedCaller, SimulatorState, UserState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import type { ParsedSignature } from './sigv4.ts';

const partitionOfRegion = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  const [, closed] = /^(?:us|eu)-iso([bef]?)-/.exec(region) ?? [];
  if (closed !== undefined) return closed === '' ? 'aws-iso' : `aws-iso-${closed}`;
  return 'aws';
};

const invalidToken = (end: string): AwsRefusal =>
  new AwsRefusal(403, 'InvalidClientTokenId', `The security token included in the request is invalid${end}`);

const userCaller = (user: UserState, session: SessionState | undefined): SimulatedCaller => ({
  kind: user.root ? 'root' : session ? 'user-session' : 'user',
  account: user.account,
  user,
  role: undefined,
  arn: user.arn,
  userId: user.userId,
  policies: policiesOf(user),
  boundary: user.boundary && countingDocument(user.boundary),
  mfaPresent: session ? session.mfaAt !== undefined : undefined,
  mfaAt: session?.mfaAt,
  ...(session ? { session } : {}),
});

const roleCaller = (session: SessionState): SimulatedCaller | undefined => {
  const { role, roleSessionName } = session;
  if (!role || roleSessionName === undefined) return undefined;
  return {
    kind: 'role-session',
    account: role.account,
    user: undefined,
    role,
    arn: `arn:${role.account.partition}:sts::${role.account.accountId}:assumed-role/${role.name}/${roleSessionName}`,
    userId: `${role.roleId}:${roleSessionName}`,
    policies: documentsOf(role),
    boundary: role.boundary && countingDocument(role.boundary),
    session,
    // A role's credentials do not pass on that a code was given.
    mfaPresent: false,
    mfaAt: undefined,
  };
};

/** Finds who signed, and the secret to check the signature with. Throws InvalidClientTokenId and ExpiredToken. */
export const findCaller = (
  state: SimulatorState,
  parsed: ParsedSignature,
): { readonly caller: SimulatedCaller; readonly secret: string } => {
  const found = parsed.accessKeyId.startsWith('ASIA') ? sessionCaller(state, parsed) : keyCaller(state, parsed);
  // Keys never cross partitions.
  if (found.caller.account.partition !== partitionOfRegion(parsed.region)) throw invalidToken('.');
  // Nor are they known in a region that their account does not use.
  if (found.caller.account.offRegions.has(parsed.region)) throw invalidToken('');
  return found;
};

const keyCaller = (state: SimulatorState, parsed: ParsedSignature) => {
  const key = state.keys.get(parsed.accessKeyId);
  if (!key?.active || state.now() < key.validFrom) throw invalidToken('.');
  if (parsed.sessionToken !== undefined) throw invalidToken('');
  return { caller: userCaller(key.user, undefined), secret: key.secretAccessKey };
};

const sessionCaller = (state: SimulatorState, parsed: ParsedSignature) => {
  const session = state.sessions.get(parsed.accessKeyId);
  if (!session || session.sessionToken !== parsed.sessionToken) throw invalidToken('');
  if (state.now() >= session.expires) throw new AwsRefusal(403, 'ExpiredToken', 'The security token included in the request is expired');
  const caller = session.user ? userCaller(session.user, session) : roleCaller(session);
  if (!caller) throw invalidToken('');
  return { caller, secret: session.secretAccessKey };
};

/** What policies can ask of a request; `mfaAt` overrides the caller's when the request itself brought a code. */
export const policyContext = (
  state: SimulatorState,
  caller: SimulatedCaller,
  more: Readonly<Record<string, string | undefined>> = {},
  mfaAt?: number,
): PolicyContext => {
  const present = mfaAt !== undefined ? true : caller.mfaPresent;
  const verifiedAt = mfaAt ?? caller.mfaAt;
  const entries: Readonly<Record<string, string | undefined>> = {
    'aws:multifactorauthpresent': present === undefined ? undefined : String(present),
    'aws:multifactorauthage': verifiedAt === undefined ? undefined : String(Math.floor((state.now() - verifiedAt) / 1000)),
    'aws:username': caller.user && !caller.user.root ? caller.user.name : undefined,
    'aws:principalarn': caller.role?.arn ?? caller.arn,
    'aws:principalaccount': caller.account.accountId,
    'sts:sourceidentity': caller.session?.sourceIdentity,
    'aws:tokenissuetime': caller.session && new Date(caller.session.issued).toISOString(),
    ...Object.fromEntries((caller.session?.tags ?? []).map(({ key, value }) => [`aws:principaltag/${key.toLowerCase()}`, value])),
    ...more,
  };
  return new Map(Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

/** Identity policies under the boundary and the session's policies: what one of these does not allow is not allowed, and a deny of either wins. */
export const identityVerdict = (caller: SimulatedCaller, action: string, resource: string, context: PolicyContext): PolicyVerdict => {
  const own = evaluateIdentity(caller.policies, action, resource, context);
  if (own === 'deny') return own;
  const { boundary, session } = caller;
  for (const limits of [boundary && [boundary], session?.sessionPolicies]) {
    const limit = limits ? evaluateIdentity(limits, action, resource, context) : 'allow';
    if (limit !== 'allow') return limit;
  }
  return own;
};

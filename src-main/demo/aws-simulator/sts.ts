import { defined } from '../../base/defined.ts';
import { evaluateTrust } from './model/policy.ts';
import { encodeBase32, spendCode } from './model/totp.ts';
import type { ActionCall, RoleState, SessionState, SimulatorState } from './model/types.ts';
import { AwsRefusal } from './model/types.ts';
import { policiesOfSession, sessionLimits, type WantedSession } from './session-limits.ts';
import { identityVerdict, policyContext } from './wire/callers.ts';
import { durationSeconds, optionalText, requiredText, validationError } from './wire/parameters.ts';
import type { XmlNode } from './wire/xml.ts';
import { isoSeconds } from './wire/xml.ts';

const accessDenied = (message: string): AwsRefusal => new AwsRefusal(403, 'AccessDenied', message);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A session that AWS knows from now on. */
export const newSession = (
  state: SimulatorState,
  session: Omit<SessionState, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>,
): SessionState => {
  const made: SessionState = {
    ...session,
    accessKeyId: `ASIA${encodeBase32(state.random(10))}`,
    secretAccessKey: base64(state.random(30)),
    sessionToken: base64(state.random(240)),
  };
  state.sessions.set(made.accessKeyId, made);
  return made;
};

const credentialsXml = (session: SessionState): XmlNode => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secretAccessKey,
  SessionToken: session.sessionToken,
  Expiration: isoSeconds(session.expires),
});

/** Whole seconds, as the expiration is printed. */
export const expiryAfter = (state: SimulatorState, seconds: number): number => Math.floor(state.now() / 1000) * 1000 + seconds * 1000;

const getCallerIdentity = ({ caller }: ActionCall): XmlNode => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.account.accountId,
});

const getSessionToken = (call: ActionCall): XmlNode => {
  const { state, caller, parameters } = call;
  const asked = durationSeconds(parameters, 900, 129_600);
  const serial = optionalText(parameters, 'SerialNumber');
  const code = optionalText(parameters, 'TokenCode');
  if (caller.kind === 'user-session' || caller.kind === 'role-session') {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  const verified = spendCode(state, caller.user, serial, code);
  if (verified) call.codeSpent();
  // A root user's session is cut to an hour without a word.
  const seconds = caller.kind === 'root' ? Math.min(asked ?? 3600, 3600) : (asked ?? 43_200);
  const session = newSession(state, {
    user: caller.user,
    role: undefined,
    roleSessionName: undefined,
    issued: state.now(),
    expires: expiryAfter(state, seconds),
    mfaAt: verified ? state.now() : undefined,
  });
  return { Credentials: credentialsXml(session) };
};

/** One that was made a moment ago may be unknown yet. */
export const findRole = (state: SimulatorState, arn: string): RoleState | undefined => {
  const accountId = arn.split(':')[4] ?? '';
  const account = state.accounts.get(accountId);
  return account && [...account.roles.values()].find((role) => role.arn === arn && role.validFrom <= state.now());
};

/**
 * Identity policy and trust policy together, for AssumeRole and for what else the request asks (tags, a source identity); a role that does not exist is refused in
 * the same words.
 */
const authorizeAssumeRole = (
  call: ActionCall,
  roleArn: string,
  role: RoleState | undefined,
  mfaAt: number | undefined,
  wanted: WantedSession,
): RoleState => {
  const { state, caller, parameters } = call;
  const tags = wanted.ownTags.map(({ key, value }) => [`aws:requesttag/${key.toLowerCase()}`, value] as const);
  const context = policyContext(
    state,
    caller,
    {
      'sts:externalid': parameters.get('ExternalId'),
      'sts:rolesessionname': parameters.get('RoleSessionName'),
      ...defined({ 'sts:sourceidentity': wanted.sourceIdentity }),
      ...Object.fromEntries(tags),
    },
    mfaAt,
  );
  for (const action of ['sts:AssumeRole', ...wanted.actions]) {
    const refusal = (reason: string): AwsRefusal =>
      accessDenied(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}${reason}`);
    const identity = identityVerdict(caller, action, roleArn, context);
    if (identity === 'deny') throw refusal(' with an explicit deny in an identity-based policy');
    if (!role) throw refusal('');
    const arns = [caller.arn, ...(caller.role ? [caller.role.arn] : [])];
    const trust = evaluateTrust(role.trust, action, { arns, accountId: caller.account.accountId }, context);
    const sameAccount = role.account === caller.account;
    if (trust === 'deny' || trust === 'none') throw refusal('');
    if (identity !== 'allow' && !(sameAccount && trust === 'principal')) throw refusal('');
  }
  if (!role) throw new Error('a role that is not there was authorized');
  return role;
};

const assumeRole = (call: ActionCall): XmlNode => {
  const { state, caller, parameters } = call;
  const roleArn = requiredText(parameters, 'RoleArn');
  const roleSessionName = requiredText(parameters, 'RoleSessionName');
  optionalText(parameters, 'ExternalId');
  const serial = optionalText(parameters, 'SerialNumber');
  const code = optionalText(parameters, 'TokenCode');
  const asked = durationSeconds(parameters, 900, 43_200) ?? 3600;
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+/.test(roleArn)) throw validationError(`${roleArn} is invalid`);
  if ([...parameters.keys()].some((name) => name.startsWith('ProvidedContexts')))
    throw new Error('the simulator does not know the AssumeRole parameter ProvidedContexts');
  if (caller.kind === 'root') throw accessDenied('Roles may not be assumed by root accounts.');
  const verified = spendCode(state, caller.kind === 'user' ? caller.user : undefined, serial, code);
  if (verified) call.codeSpent();
  const wanted = sessionLimits(call, roleArn);
  const mfaAt = verified ? state.now() : undefined;
  const role = authorizeAssumeRole(call, roleArn, findRole(state, roleArn), mfaAt, wanted);
  const sessionPolicies = policiesOfSession(wanted, role);
  if (asked > role.maxSessionSeconds) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  const chained = caller.kind === 'role-session' || (caller.kind === 'user-session' && state.settings.userSessionsChain);
  if (chained && asked > 3600) {
    throw validationError('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  const session = newSession(state, {
    user: undefined,
    role,
    roleSessionName,
    issued: state.now(),
    expires: expiryAfter(state, asked),
    mfaAt: undefined,
    ...defined({ sessionPolicies, sourceIdentity: wanted.sourceIdentity, tags: wanted.tags.length > 0 ? wanted.tags : undefined }),
  });
  return {
    Credentials: credentialsXml(session),
    ...defined({ SourceIdentity: wanted.sourceIdentity, PackedPolicySize: wanted.packed === 0 ? undefined : String(wanted.packed) }),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${roleSessionName}`,
      Arn: `arn:${role.account.partition}:sts::${role.account.accountId}:assumed-role/${role.name}/${roleSessionName}`,
    },
  };
};

/** The STS calls that the simulator knows. */
export const stsActions: Readonly<Record<string, (call: ActionCall) => XmlNode>> = {
  GetCallerIdentity: getCallerIdentity,
  GetSessionToken: getSessionToken,
  AssumeRole: assumeRole,
};

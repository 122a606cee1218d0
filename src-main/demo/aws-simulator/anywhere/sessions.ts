import { createHash, type X509Certificate } from 'node:crypto';
import { evaluateTrust } from '../model/policy.ts';
import { AwsRefusal, type RoleState, type SessionState, type SimulatorRequest } from '../model/types.ts';
import { expiryAfter, findRole, newSession } from '../sts.ts';
import { isoSeconds } from '../wire/xml.ts';
import { algorithmFor, decodeCertificate, isSignedBy, principalTags, subjectParts, whyUntrusted } from './certificates.ts';
import type { AnywhereState, ProfileState, TrustAnchorState } from './state.ts';

const denied = (message: string): AwsRefusal => new AwsRefusal(403, 'AccessDeniedException', message);
const invalid = (message: string): AwsRefusal => new AwsRefusal(400, 'ValidationException', message);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** AWS's tolerance for the date of a signature. */
const toleranceMillis = 5 * 60_000;

interface Authorization {
  readonly algorithm: string;
  readonly serial: string;
  readonly day: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const parseAuthorization = (header: string | undefined): Authorization => {
  if (header === undefined) throw new AwsRefusal(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [, algorithm = '', serial = '', day = '', region = '', service, headers = '', signature = ''] =
    /^(\S+) Credential=(\d+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]+)$/.exec(
      header,
    ) ?? [];
  if (service !== 'rolesanywhere') throw denied('Invalid authorization header');
  return { algorithm, serial, day, region, signedHeaders: headers.split(';'), signature };
};

const timeOf = (date: string): number => Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const stringToSign = (
  { method, path, headers, body }: SimulatorRequest,
  { algorithm, day, region, signedHeaders }: Authorization,
): string => {
  const [route = '', query = ''] = path.split('?');
  const sorted = [...new URLSearchParams(query)].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const signed = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`);
  const canonical = [method, route, sorted.join('&'), signed.join(''), signedHeaders.join(';'), sha256(body)].join('\n');
  return [algorithm, headers['x-amz-date'], `${day}/${region}/rolesanywhere/aws4_request`, sha256(canonical)].join('\n');
};

/** Checks who signs, in this order: the headers, the date, the certificate's place in them, the signature. Answers the leaf and its chain. */
const authenticated = (state: AnywhereState, request: SimulatorRequest) => {
  const authorization = parseAuthorization(request.headers.authorization);
  const { 'x-amz-x509': own = '', 'x-amz-x509-chain': others, 'x-amz-date': date = '' } = request.headers;
  const leaf = decodeCertificate(own);
  const chain = others === undefined ? [] : others.split(',').map(decodeCertificate);
  if (!leaf || chain.some((one) => one === undefined)) throw denied('Untrusted certificate');
  const required = ['host', 'x-amz-date', 'x-amz-x509', ...(others === undefined ? [] : ['x-amz-x509-chain'])];
  if (!required.every((name) => authorization.signedHeaders.includes(name))) throw denied('Required headers are not signed');
  const now = state.aws.now();
  const signed = timeOf(date);
  if (Number.isNaN(signed) || authorization.day !== date.slice(0, 8)) throw denied('Invalid date');
  if (signed < now - toleranceMillis) throw denied(`Signature expired: ${date} is too old`);
  if (signed > now + toleranceMillis) throw denied(`Signature not yet current: ${date}`);
  if (BigInt(`0x${leaf.serialNumber}`).toString() !== authorization.serial) throw denied('Invalid signature');
  const isValid =
    algorithmFor(leaf) === authorization.algorithm && isSignedBy(leaf, stringToSign(request, authorization), authorization.signature);
  if (!isValid) throw denied('Invalid signature');
  return { leaf, chain: chain.filter((one): one is X509Certificate => one !== undefined), region: authorization.region };
};

interface Asked {
  readonly arns: Readonly<Record<'profileArn' | 'roleArn' | 'trustAnchorArn', string>>;
  readonly durationSeconds: number | undefined;
  readonly roleSessionName: string | undefined;
}

/** The ARNs stand in the query, or else in the body. */
const askedFor = ({ path, body }: SimulatorRequest): Asked => {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  let sent: Readonly<Record<string, unknown>>;
  try {
    sent = JSON.parse(body === '' ? '{}' : body) as Readonly<Record<string, unknown>>;
  } catch {
    throw invalid('The body is no JSON');
  }
  const arn = (name: string): string => {
    const value = query.get(name) ?? sent[name];
    if (typeof value !== 'string' || !value.startsWith('arn:')) throw invalid(`1 validation error detected: Value at '${name}' is invalid`);
    return value;
  };
  const { durationSeconds, roleSessionName } = sent;
  if (
    durationSeconds !== undefined &&
    !(Number.isInteger(durationSeconds) && Number(durationSeconds) >= 900 && Number(durationSeconds) <= 43_200)
  )
    throw invalid("1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint");
  if (roleSessionName !== undefined && !/^[\w+=,.@-]{2,64}$/.test(String(roleSessionName)))
    throw invalid("1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint");
  return {
    arns: { profileArn: arn('profileArn'), roleArn: arn('roleArn'), trustAnchorArn: arn('trustAnchorArn') },
    durationSeconds: durationSeconds as number | undefined,
    roleSessionName: roleSessionName as string | undefined,
  };
};

/** The bytes of an even number of hex digits. */
const hexSerial = (leaf: X509Certificate): string =>
  leaf.serialNumber.toLowerCase().padStart(leaf.serialNumber.length + (leaf.serialNumber.length % 2), '0');

const sourceIdentity = (leaf: X509Certificate): string => {
  const name = subjectParts(leaf.subject).get('CN');
  if (name === undefined) return `ID=${hexSerial(leaf)}`;
  return name.length <= 61 ? `CN=${name}` : name;
};

/** Whether the role's trust policy lets Roles Anywhere assume it, tag it and name its source, for this certificate. */
const isTrusted = (role: RoleState, anchor: TrustAnchorState, leaf: X509Certificate): boolean => {
  const context = new Map([['aws:sourcearn', anchor.arn], ['aws:sourceaccount', anchor.account.accountId], ...principalTags(leaf)]);
  const asker = { arns: [], accountId: anchor.account.accountId, service: 'rolesanywhere.amazonaws.com' };
  return ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'].every(
    (action) => evaluateTrust(role.trust, action, asker, context) === 'principal',
  );
};

const resourcesOf = ({ anchors, profiles }: AnywhereState, { arns }: Asked, region: string): [TrustAnchorState, ProfileState] => {
  const anchor = [...anchors.values()].find((one) => one.arn === arns.trustAnchorArn && one.region === region);
  const profile = [...profiles.values()].find((one) => one.arn === arns.profileArn && one.region === region);
  if (!anchor || !profile) throw new AwsRefusal(404, 'ResourceNotFoundException', 'Resource not found');
  if (anchor.account !== profile.account) throw denied('Insufficient trust');
  return [anchor, profile];
};

const answerOf = (session: SessionState, role: RoleState, name: string, leaf: X509Certificate) => {
  const { account } = role;
  return {
    credentialSet: [
      {
        assumedRoleUser: {
          arn: `arn:${account.partition}:sts::${account.accountId}:assumed-role/${role.name}/${name}`,
          assumedRoleId: `${role.roleId}:${name}`,
        },
        credentials: {
          accessKeyId: session.accessKeyId,
          secretAccessKey: session.secretAccessKey,
          sessionToken: session.sessionToken,
          expiration: isoSeconds(session.expires),
        },
        packedPolicySize: 10,
        roleArn: role.arn,
        sourceIdentity: sourceIdentity(leaf),
      },
    ],
  };
};

/** CreateSession: all that Roles Anywhere looks at, with real signatures and a real chain. Throws AwsRefusal in AWS's words. */
export const createSession = (state: AnywhereState, request: SimulatorRequest) => {
  const { leaf, chain, region } = authenticated(state, request);
  const asked = askedFor(request);
  const [anchor, profile] = resourcesOf(state, asked, region);
  const why = whyUntrusted(anchor, leaf, chain, state.aws.now());
  if (why) throw denied(why);
  const { roleArn } = asked.arns;
  const role = findRole(state.aws, roleArn);
  if (!anchor.enabled || !profile.enabled || !profile.roleArns.includes(roleArn) || !role || role.account !== anchor.account)
    throw denied('Insufficient trust: unable to assume role');
  if (asked.roleSessionName !== undefined && !profile.acceptRoleSessionName) throw denied('Role session name is not accepted');
  if (!isTrusted(role, anchor, leaf)) throw denied('Unable to assume role');
  const seconds = Math.min(asked.durationSeconds ?? profile.durationSeconds, profile.durationSeconds);
  if (seconds > role.maxSessionSeconds) throw invalid('The requested durationSeconds exceeds the MaxSessionDuration set for this role');
  const roleSessionName = asked.roleSessionName ?? hexSerial(leaf);
  const session = newSession(state.aws, {
    user: undefined,
    role,
    roleSessionName,
    issued: state.aws.now(),
    expires: expiryAfter(state.aws, seconds),
    mfaAt: undefined,
  });
  return answerOf(session, role, roleSessionName, leaf);
};

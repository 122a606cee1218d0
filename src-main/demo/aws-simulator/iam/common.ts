import { checkPolicy, type PolicyDocument } from '../model/policy.ts';
import type { ActionCall, UserState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import { identityVerdict, policyContext } from '../wire/callers.ts';
import { optionalText, requiredText, validationError } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';

export const noSuchEntity = (message: string): AwsRefusal => new AwsRefusal(404, 'NoSuchEntity', message);

export const arnStart = ({ caller }: ActionCall): string => `arn:${caller.account.partition}:iam::${caller.account.accountId}`;

/** Root may all; others need an allow in their identity policies. Throws AccessDenied. */
export const authorize = (call: ActionCall, resource: string): void => {
  const { state, caller, action } = call;
  if (caller.kind === 'root') return;
  const verdict = identityVerdict(caller, `iam:${action}`, resource, policyContext(state, caller));
  if (verdict === 'allow') return;
  const reason = verdict === 'deny' ? ' with an explicit deny in an identity-based policy' : '';
  throw new AwsRefusal(
    403,
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: iam:${action} on resource: ${resource}${
      reason || ` because no identity-based policy allows the iam:${action} action`
    }`,
  );
};

/** The named user, or the caller. A name that is unknown is refused after the permission was checked. */
export const authorizedUser = (call: ActionCall): UserState => {
  const name = optionalText(call.parameters, 'UserName');
  const user = name === undefined ? call.caller.user : call.caller.account.users.get(name);
  if (!user && name === undefined) throw validationError('Must specify userName when calling with non-User credentials');
  authorize(call, user?.arn ?? `${arnStart(call)}:user/${name}`);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
};

/** RFC 3986 percent-encoding, as IAM sends policy documents. */
export const encodedDocument = (document: object): string =>
  encodeURIComponent(JSON.stringify(document)).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** The page that Marker and MaxItems ask for, `show` of each member; markers are opaque to the caller. */
export const paged = <T>(call: ActionCall, name: string, members: readonly T[], show: (member: T) => XmlNode): XmlNode => {
  const { parameters, state } = call;
  const asked = parameters.get('MaxItems');
  if (asked !== undefined && !/^([1-9]\d{0,2}|1000)$/.test(asked))
    throw validationError(`Value '${asked}' at 'maxItems' failed to satisfy constraint`);
  const marker = parameters.get('Marker');
  const from = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0 || (marker !== undefined && from === 0)) throw validationError('Invalid Marker.');
  const to = from + Math.min(Number(asked ?? 100), state.settings.pageLimit);
  const truncated = to < members.length;
  return {
    [name]: members.slice(from, to).map(show),
    IsTruncated: truncated,
    Marker: truncated ? Buffer.from(String(to)).toString('base64url') : undefined,
  };
};

export const userXml = (user: UserState) => ({
  Path: user.path,
  UserName: user.root ? undefined : user.name,
  UserId: user.userId,
  Arn: user.arn,
  CreateDate: isoSeconds(user.created),
});

export const conflict = (code: string, message: string): AwsRefusal => new AwsRefusal(409, code, message);

/** `Path`, or `/`. */
export const pathOf = (call: ActionCall): string => {
  const path = optionalText(call.parameters, 'Path') ?? '/';
  if (!/^(\/|\/[!-~]+\/)$/.test(path) || path === '//')
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  return path;
};

/** Names differ without regard to case. */
export const checkName = (name: string, most: number, known: Iterable<string>, what: string): void => {
  if (name.length > most || !/^[\w+=,.@-]+$/.test(name))
    throw validationError(`1 validation error detected: Value '${name}' at '${what}Name' failed to satisfy constraint`);
  for (const other of known)
    if (other.toLowerCase() === name.toLowerCase()) throw conflict('EntityAlreadyExists', `${what} with name ${name} already exists.`);
};

/** A policy that came with a call. Throws MalformedPolicyDocument. */
export const documentIn = (call: ActionCall, parameter = 'PolicyDocument'): PolicyDocument => {
  try {
    const document = JSON.parse(requiredText(call.parameters, parameter)) as PolicyDocument;
    checkPolicy(document);
    return document;
  } catch {
    throw new AwsRefusal(400, 'MalformedPolicyDocument', 'Syntax errors in policy.');
  }
};

/** IAM's quota for the tags of one user or device. */
const mostTags = 50;

/** Puts what `Tags` of the call names to those that are there. */
export const putTags = ({ parameters }: ActionCall, tags: Map<string, string>, quota: string): void => {
  for (let index = 1; ; index++) {
    const key = parameters.get(`Tags.member.${index}.Key`);
    if (key === undefined) return;
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key))
      throw validationError(`Value '${key}' at 'tags.${index}.member.key' failed to satisfy constraint`);
    if (!tags.has(key) && tags.size >= mostTags) throw conflict('LimitExceeded', `Cannot exceed quota for ${quota}: ${mostTags}`);
    tags.set(key, parameters.get(`Tags.member.${index}.Value`) ?? '');
  }
};

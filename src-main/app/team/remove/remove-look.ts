import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { readPages, toPage } from '../../../aws/iam/iam-pages.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { Fields, TeamIam } from '../../../aws/iam/team-iam.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { RemoveKey } from '../../../contract/team/remove.ts';
import { findNamed, isSameName } from '../plans/find-named.ts';
import { isMissing, type TeamRun } from '../plans/plan-steps.ts';
import { endsAll } from '../reading/ask-each.ts';
import type { RemoveRecord } from './remove-plan.ts';

/** All that IAM keeps of a user beside the user itself. */
export type Belongings = Pick<RemoveRecord, 'password' | 'devices' | 'groups' | 'inline' | 'managed' | 'others'> & {
  /** As IAM spells it. */
  readonly user: string;
  readonly userArn: string;
  readonly keys: readonly RemoveKey[];
  readonly unread: readonly Problem[];
};

const userSchema = v.object({ User: v.object({ UserName: v.string(), Arn: v.string() }) });
const usedSchema = v.object({
  AccessKeyLastUsed: v.object({ LastUsedDate: v.optional(v.date()), ServiceName: v.optional(v.string(), '') }),
});
const inlineSchema = v.object({ PolicyDocument: v.string() });
const pageSchema = v.object({ IsTruncated: v.optional(v.boolean()), Marker: v.optional(v.string()) });

const incomplete = { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;

/**
 * Looks at everything that a user has. What has to be known for any removal fails it: who that is, access keys, the password. `isWhole`: the user is to go, so
 * that the rest is looked at as well; what may not be read of that is told, and IAM refuses to delete the user where it was not empty.
 */
export const belongingsOf = async (
  { iam, reader, run }: { readonly iam: TeamIam; readonly reader: ReaderCall; readonly run: TeamRun<RemoveRecord> },
  given: string,
  isWhole: boolean,
): Promise<Result<Belongings>> => {
  // Whoever calls as a user is told who that is; a role has no user.
  const own = await run.call('GetUser', {});
  const self = own.ok ? parsed(userSchema, own.value)?.User.UserName : undefined;
  if (self !== undefined && isSameName(self, given)) return failed({ code: 'rescue-self', user: self });
  const found = await findNamed(iam, reader, 'user', given);
  if (!found.ok) return failed(found.problem);
  const user = found.value.name;
  const unread: Problem[] = [];
  const call = (action: TeamAction, input: Fields = {}) => run.call(action, { UserName: user, ...input }, { userName: user });
  /** A list of the user's, page after page. */
  const list = async <T>(action: TeamAction, name: string, member: v.GenericSchema<unknown, T>): Promise<AwsResult<readonly T[]>> =>
    readPages<T>(async (marker) => {
      const answer = await call(action, { ...marker });
      if (!answer.ok) return answer;
      const page = parsed(pageSchema, answer.value);
      const members = parsed(v.array(member), answer.value[name] ?? []);
      const found = page && members && toPage(members, page);
      return found ? { ok: true, value: found } : incomplete;
    });
  /** What is only told where it lacks. */
  const also = async <T>(found: Promise<AwsResult<readonly T[]>>): Promise<readonly T[]> => {
    const answer = await found;
    if (answer.ok) return answer.value;
    unread.push(answer.problem);
    return [];
  };
  const named = <K extends string>(key: K) =>
    v.pipe(
      v.looseObject({ [key]: v.string() }),
      v.transform((one) => String((one as Readonly<Record<string, unknown>>)[key])),
    );

  const listed = await list('ListAccessKeys', 'AccessKeyMetadata', v.object({ AccessKeyId: v.string(), Status: v.string() }));
  if (!listed.ok) return failed(listed.problem);
  const login = await call('GetLoginProfile');
  if (!login.ok && !isMissing(login.problem)) return failed(login.problem);
  const keys: RemoveKey[] = [];
  for (const { AccessKeyId, Status } of listed.value) {
    const used = await run.call('GetAccessKeyLastUsed', { AccessKeyId }, { userName: user });
    const last = used.ok ? parsed(usedSchema, used.value)?.AccessKeyLastUsed : undefined;
    if (!used.ok) unread.push(used.problem);
    const at = last?.LastUsedDate?.getTime();
    const told = last && (at === undefined ? ('never' as const) : { at, service: last.ServiceName });
    keys.push({ accessKeyId: AccessKeyId, isActive: Status === 'Active', ...(told === undefined ? {} : { used: told }) });
  }
  const devices = await also(list('ListMFADevices', 'MFADevices', named('SerialNumber')));
  const groups = await also(list('ListGroupsForUser', 'Groups', named('GroupName')));
  const inline: { name: string; document: string }[] = [];
  const names = isWhole ? await also(list('ListUserPolicies', 'PolicyNames', v.string())) : [];
  for (const name of names) {
    const policy = await call('GetUserPolicy', { PolicyName: name });
    const document = policy.ok ? parsed(inlineSchema, policy.value)?.PolicyDocument : undefined;
    // One that can't be read could not be put back.
    if (document === undefined) return failed(policy.ok ? incomplete.problem : policy.problem);
    inline.push({ name, document: decodeURIComponent(document) });
  }
  const managed = isWhole ? await also(list('ListAttachedUserPolicies', 'AttachedPolicies', named('PolicyArn'))) : [];
  const other = async (kind: 'certificate' | 'ssh-key' | 'service', action: TeamAction, name: string, id: string) =>
    (isWhole ? await also(list(action, name, named(id))) : []).map((one) => ({ kind, id: one }));
  const others = [
    ...(await other('certificate', 'ListSigningCertificates', 'Certificates', 'CertificateId')),
    ...(await other('ssh-key', 'ListSSHPublicKeys', 'SSHPublicKeys', 'SSHPublicKeyId')),
    ...(await other('service', 'ListServiceSpecificCredentials', 'ServiceSpecificCredentials', 'ServiceSpecificCredentialId')),
  ];
  const over = unread.find(endsAll);
  if (over) return failed(over);
  const userArn = parsed(userSchema, found.value.answer)?.User.Arn ?? '';
  return ok({ user, userArn, keys, password: login.ok, devices, groups, inline, managed, others, unread });
};

import * as v from 'valibot';
import { parsed } from '../../base/schema.ts';
import type { AwsResult } from '../caller.ts';
import type { IamAction, IamSubject } from './iam-errors.ts';
import { type Page, type ReadList, readPagesSoFar, toPage } from './iam-pages.ts';
import type { ReaderCall } from './iam-reader.ts';

/** Parameters and answers as IAM's API reference has them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a call is about, for the problem when it is refused. */
export interface TeamSubject {
  readonly userName?: string;
  /** Of an MFA device. */
  readonly serial?: string;
  readonly about?: IamSubject;
}

/** One call of IAM by its name. What changes something is sent once; what reads is tried again for a while when AWS is asked too often. */
export type CallIam = (call: ReaderCall, action: IamAction, input: Fields, subject: TeamSubject) => Promise<AwsResult<Fields>>;

export interface VirtualDevice {
  readonly serial: string;
  /** The ARN of its user, the account's for the root user; undefined when nobody uses it. */
  readonly userArn?: string;
}

export interface ListedUser {
  readonly name: string;
  readonly arn: string;
  /** ISO 8601. */
  readonly created?: number;
  readonly signedIn?: number;
}

/** What IAM tells an administrator of the people of an account. Problems: iam-denied, those of `Sts`; aws-said for the report's states. */
export interface TeamIam {
  /** Has AWS make a report, or tells how far that is. */
  readonly makeReport: (call: ReaderCall) => Promise<AwsResult<'started' | 'running' | 'done'>>;
  /** The report that there is: CSV, and when it was made. */
  readonly report: (call: ReaderCall) => Promise<AwsResult<{ readonly text: string; readonly at: number }>>;
  readonly users: (call: ReaderCall) => Promise<ReadList<ListedUser>>;
  readonly virtualDevices: (call: ReaderCall) => Promise<ReadList<VirtualDevice>>;
  /** Serial numbers of a user's devices of all kinds. */
  readonly devicesOf: (call: ReaderCall, userName: string) => Promise<ReadList<string>>;
  readonly tagsOf: (call: ReaderCall, serial: string) => Promise<ReadList<{ readonly key: string; readonly value: string }>>;
  /** A managed policy's document that counts, percent-encoded, and how many versions there are. */
  readonly policy: (call: ReaderCall, arn: string) => Promise<AwsResult<{ readonly document: string; readonly versions?: number }>>;
  /** Names of the account's groups. */
  readonly groups: (call: ReaderCall) => Promise<ReadList<string>>;
  /** ARNs of the account's own managed policies. */
  readonly policies: (call: ReaderCall) => Promise<ReadList<string>>;
  /** All roles with their trust policies, percent-encoded. */
  readonly roles: (call: ReaderCall) => Promise<ReadList<{ readonly arn: string; readonly trust: string }>>;
  /** The role that has a name, of whatever path, and its trust policy, percent-encoded. */
  readonly trust: (call: ReaderCall, roleName: string) => Promise<AwsResult<{ readonly arn: string; readonly document: string }>>;
  readonly call: CallIam;
}

const incomplete = { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;

/** The answer as `schema` reads it; one that lacks something is no answer of IAM. */
const read = <S extends v.GenericSchema>(answer: AwsResult<Fields>, schema: S): AwsResult<v.InferOutput<S>> => {
  if (!answer.ok) return answer;
  const value = parsed(schema, answer.value);
  return value === undefined ? incomplete : { ok: true, value };
};

const bytes = v.instance(Uint8Array);
const time = v.pipe(
  v.date(),
  v.transform((date) => date.getTime()),
);
const name = v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,128}$/));
const arn = v.pipe(v.string(), v.regex(/^arn:[\w-]{1,20}:iam::\d{12}:[!-~]{1,700}$/));

const states = { STARTED: 'started', INPROGRESS: 'running', COMPLETE: 'done' } as const;
const page = { IsTruncated: v.optional(v.boolean()), Marker: v.optional(v.string()) };

/** Everything IAM gives in pages. */
const most = 1000;

export const createTeamIam = (call: CallIam): TeamIam => {
  const list = <S extends v.GenericSchema<unknown, object>, T>(
    reader: ReaderCall,
    action: IamAction,
    input: Fields,
    subject: TeamSubject,
    schema: S,
    members: (answer: v.InferOutput<S>) => readonly T[],
  ): Promise<ReadList<T>> =>
    readPagesSoFar<T>(async (marker): Promise<AwsResult<Page<T>>> => {
      const answer = read(await call(reader, action, { ...input, MaxItems: most, ...marker }, subject), schema);
      if (!answer.ok) return answer;
      const found = toPage(members(answer.value), answer.value as { IsTruncated?: boolean; Marker?: string });
      return found ? { ok: true, value: found } : incomplete;
    });

  return {
    call,
    makeReport: async (reader) => {
      const answer = read(
        await call(reader, 'GenerateCredentialReport', {}, { about: { kind: 'account' } }),
        v.object({ State: v.picklist(['STARTED', 'INPROGRESS', 'COMPLETE']) }),
      );
      return answer.ok ? { ok: true, value: states[answer.value.State] } : answer;
    },
    report: async (reader) => {
      const answer = read(
        await call(reader, 'GetCredentialReport', {}, { about: { kind: 'account' } }),
        v.object({ Content: bytes, GeneratedTime: time }),
      );
      if (!answer.ok) return answer;
      return { ok: true, value: { text: new TextDecoder().decode(answer.value.Content), at: answer.value.GeneratedTime } };
    },
    users: (reader) =>
      list(
        reader,
        'ListUsers',
        {},
        { about: { kind: 'users' } },
        v.object({
          ...page,
          Users: v.array(v.object({ UserName: name, Arn: arn, CreateDate: v.optional(time), PasswordLastUsed: v.optional(time) })),
        }),
        ({ Users }) =>
          Users.map(({ UserName, Arn, CreateDate, PasswordLastUsed }) => ({
            name: UserName,
            arn: Arn,
            ...(CreateDate === undefined ? {} : { created: CreateDate }),
            ...(PasswordLastUsed === undefined ? {} : { signedIn: PasswordLastUsed }),
          })),
      ),
    virtualDevices: (reader) =>
      list(
        reader,
        'ListVirtualMFADevices',
        { AssignmentStatus: 'Any' },
        {},
        v.object({
          ...page,
          VirtualMFADevices: v.array(v.object({ SerialNumber: v.string(), User: v.optional(v.object({ Arn: v.optional(v.string()) })) })),
        }),
        ({ VirtualMFADevices }) =>
          VirtualMFADevices.map(({ SerialNumber: serial, User }) => ({
            serial,
            // The root user's device has a user without a name.
            ...(User ? { userArn: User.Arn ?? '' } : {}),
          })),
      ),
    devicesOf: (reader, UserName) =>
      list(
        reader,
        'ListMFADevices',
        { UserName },
        { userName: UserName },
        v.object({ ...page, MFADevices: v.array(v.object({ SerialNumber: v.string() })) }),
        ({ MFADevices }) => MFADevices.map(({ SerialNumber }) => SerialNumber),
      ),
    tagsOf: (reader, SerialNumber) =>
      list(
        reader,
        'ListMFADeviceTags',
        { SerialNumber },
        { serial: SerialNumber },
        v.object({ ...page, Tags: v.array(v.object({ Key: v.string(), Value: v.string() })) }),
        ({ Tags }) => Tags.map(({ Key: key, Value: value }) => ({ key, value })),
      ),
    policy: async (reader, PolicyArn) => {
      const subject = { about: { kind: 'policy', arn: PolicyArn } } as const;
      const found = read(
        await call(reader, 'GetPolicy', { PolicyArn }, subject),
        v.object({ Policy: v.object({ DefaultVersionId: v.string() }) }),
      );
      if (!found.ok) return found;
      const VersionId = found.value.Policy.DefaultVersionId;
      const version = read(
        await call(reader, 'GetPolicyVersion', { PolicyArn, VersionId }, subject),
        v.object({ PolicyVersion: v.object({ Document: v.string() }) }),
      );
      if (!version.ok) return version;
      const versions = read(
        await call(reader, 'ListPolicyVersions', { PolicyArn }, subject),
        v.object({ Versions: v.array(v.object({ VersionId: v.string() })) }),
      );
      const count = versions.ok ? { versions: versions.value.Versions.length } : {};
      return { ok: true, value: { document: version.value.PolicyVersion.Document, ...count } };
    },
    groups: (reader) =>
      list(
        reader,
        'ListGroups',
        {},
        { about: { kind: 'account' } },
        v.object({ ...page, Groups: v.array(v.object({ GroupName: v.string() })) }),
        ({ Groups }) => Groups.map(({ GroupName }) => GroupName),
      ),
    policies: (reader) =>
      list(
        reader,
        'ListPolicies',
        { Scope: 'Local' },
        { about: { kind: 'account' } },
        v.object({ ...page, Policies: v.array(v.object({ Arn: v.string() })) }),
        ({ Policies }) => Policies.map(({ Arn }) => Arn),
      ),
    roles: (reader) =>
      list(
        reader,
        'ListRoles',
        {},
        { about: { kind: 'roles' } },
        v.object({ ...page, Roles: v.array(v.object({ Arn: v.string(), AssumeRolePolicyDocument: v.optional(v.string(), '') })) }),
        ({ Roles }) => Roles.map(({ Arn, AssumeRolePolicyDocument }) => ({ arn: Arn, trust: AssumeRolePolicyDocument })),
      ),
    trust: async (reader, RoleName) => {
      const answer = read(
        await call(reader, 'GetRole', { RoleName }, { about: { kind: 'role', role: RoleName } }),
        v.object({ Role: v.object({ Arn: v.string(), AssumeRolePolicyDocument: v.string() }) }),
      );
      if (!answer.ok) return answer;
      const { Arn, AssumeRolePolicyDocument } = answer.value.Role;
      return { ok: true, value: { arn: Arn, document: AssumeRolePolicyDocument } };
    },
  };
};

import type { IAMClient } from '@aws-sdk/client-iam';
import { defined } from '../../base/defined.ts';
import type { AwsResult } from '../caller.ts';
import { createPatience } from '../http/patience.ts';
import { createIamCalls, type IamOptions, type IamSdk, pageSize } from './iam-call.adapter.ts';
import type { IamAction, IamSubject } from './iam-errors.ts';
import { type Page, readPagesSoFar, toPage } from './iam-pages.ts';
import type { IamReader, ReaderCall } from './iam-reader.ts';

/** Names of users, groups and policies; another one is no answer of IAM. */
const isName = (text: string | undefined): text is string => text !== undefined && /^[\w+=,.@-]{1,128}$/.test(text);
const isPolicyArn = (text: string | undefined): text is string =>
  text !== undefined && /^arn:[\w-]{1,20}:iam::(?:\d{12}|aws):policy\/[!-~]{1,700}$/.test(text);

/** All of them, or undefined when there is no list or one is not what it must be. */
const checked = <T>(given: readonly T[] | undefined, is: (one: T) => boolean): readonly T[] | undefined =>
  given?.every(is) ? given : undefined;

interface Part<T> {
  readonly action: IamAction;
  readonly about?: IamSubject;
  readonly userName?: string;
  readonly send: (sdk: IamSdk, client: IAMClient, options: { readonly abortSignal: AbortSignal }) => Promise<T | undefined>;
}
type Answer = { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined };

/**
 * Reads of a user's rights through the AWS SDK; changes nothing. A few calls at a time, each tried again for a while when AWS is asked too often.
 * Problems: those of iam-errors.ts and sts-errors.ts, endpoint-refused, ca-bundle-bad, cancelled.
 */
export const createIamReader = (options: IamOptions): IamReader => {
  const run = createIamCalls(options);
  const patience = createPatience(options.clock);

  const read = <T>({ caller, signal }: ReaderCall, part: Part<T>): Promise<AwsResult<T>> =>
    patience(() => run({ ...part, caller, signal, changes: false }), signal);

  /** A list: `members` takes what an answer holds of it. */
  const list = <A extends Answer, T>(
    call: ReaderCall,
    part: Omit<Part<T>, 'send'>,
    ask: (sdk: IamSdk, client: IAMClient, page: { readonly Marker?: string }, options: { readonly abortSignal: AbortSignal }) => Promise<A>,
    members: (answer: A) => readonly T[] | undefined,
  ) =>
    readPagesSoFar<T>((marker) =>
      read<Page<T>>(call, {
        ...part,
        send: async (sdk, client, sendOptions) => {
          const answer = await ask(sdk, client, { MaxItems: pageSize, ...marker } as { readonly Marker?: string }, sendOptions);
          return toPage(members(answer), answer);
        },
      }),
    );

  return {
    boundary: (call) =>
      read(call, {
        action: 'GetUser',
        send: async (sdk, client, send) => {
          const { User } = await client.send(new sdk.GetUserCommand({}), send);
          const arn = User?.PermissionsBoundary?.PermissionsBoundaryArn;
          return User && (arn === undefined || isPolicyArn(arn)) ? { arn } : undefined;
        },
      }),

    userPolicies: (call, UserName) =>
      list(
        call,
        { action: 'ListUserPolicies', userName: UserName },
        (sdk, client, page, send) => client.send(new sdk.ListUserPoliciesCommand({ UserName, ...page }), send),
        ({ PolicyNames }) => checked(PolicyNames, isName),
      ),

    userPolicy: (call, UserName, PolicyName) =>
      read(call, {
        action: 'GetUserPolicy',
        userName: UserName,
        about: { kind: 'user-policy' },
        send: async (sdk, client, send) => (await client.send(new sdk.GetUserPolicyCommand({ UserName, PolicyName }), send)).PolicyDocument,
      }),

    attachedUserPolicies: (call, UserName) =>
      list(
        call,
        { action: 'ListAttachedUserPolicies', userName: UserName },
        (sdk, client, page, send) => client.send(new sdk.ListAttachedUserPoliciesCommand({ UserName, ...page }), send),
        ({ AttachedPolicies }) => arnsOf(AttachedPolicies),
      ),

    groups: (call, UserName) =>
      list(
        call,
        { action: 'ListGroupsForUser', userName: UserName },
        (sdk, client, page, send) => client.send(new sdk.ListGroupsForUserCommand({ UserName, ...page }), send),
        ({ Groups }) =>
          checked(
            Groups?.map(({ GroupName }) => GroupName ?? ''),
            isName,
          ),
      ),

    groupPolicies: (call, GroupName) =>
      list(
        call,
        { action: 'ListGroupPolicies', about: { kind: 'group', group: GroupName } },
        (sdk, client, page, send) => client.send(new sdk.ListGroupPoliciesCommand({ GroupName, ...page }), send),
        ({ PolicyNames }) => checked(PolicyNames, isName),
      ),

    groupPolicy: (call, GroupName, PolicyName) =>
      read(call, {
        action: 'GetGroupPolicy',
        about: { kind: 'group', group: GroupName },
        send: async (sdk, client, send) =>
          (await client.send(new sdk.GetGroupPolicyCommand({ GroupName, PolicyName }), send)).PolicyDocument,
      }),

    attachedGroupPolicies: (call, GroupName) =>
      list(
        call,
        { action: 'ListAttachedGroupPolicies', about: { kind: 'group', group: GroupName } },
        (sdk, client, page, send) => client.send(new sdk.ListAttachedGroupPoliciesCommand({ GroupName, ...page }), send),
        ({ AttachedPolicies }) => arnsOf(AttachedPolicies),
      ),

    policyVersion: (call, PolicyArn) =>
      read(call, {
        action: 'GetPolicy',
        about: { kind: 'policy', arn: PolicyArn },
        send: async (sdk, client, send) => (await client.send(new sdk.GetPolicyCommand({ PolicyArn }), send)).Policy?.DefaultVersionId,
      }),

    policyDocument: (call, PolicyArn, VersionId) =>
      read(call, {
        action: 'GetPolicyVersion',
        about: { kind: 'policy', arn: PolicyArn },
        send: async (sdk, client, send) =>
          (await client.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId }), send)).PolicyVersion?.Document,
      }),

    roles: (call) =>
      list(
        call,
        { action: 'ListRoles', about: { kind: 'roles' } },
        (sdk, client, page, send) => client.send(new sdk.ListRolesCommand(page), send),
        ({ Roles }) =>
          Roles?.flatMap(({ Arn: roleArn, AssumeRolePolicyDocument: trust = '', MaxSessionDuration }) => {
            if (roleArn === undefined) return [];
            return [{ roleArn, trust, ...defined({ maxSessionSeconds: MaxSessionDuration }) }];
          }),
      ),

    accountAliases: (call) =>
      list(
        call,
        { action: 'ListAccountAliases', about: { kind: 'account' } },
        (sdk, client, page, send) => client.send(new sdk.ListAccountAliasesCommand(page), send),
        ({ AccountAliases }) => checked(AccountAliases, (alias) => /^[a-z0-9-]{3,63}$/.test(alias)),
      ),
  };
};

const arnsOf = (attached: readonly { readonly PolicyArn?: string | undefined }[] | undefined): readonly string[] | undefined =>
  checked(
    attached?.map(({ PolicyArn }) => PolicyArn ?? ''),
    isPolicyArn,
  );

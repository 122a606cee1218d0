import * as v from 'valibot';
import type { AwsResult } from '../../aws/caller.ts';
import type { TeamAction } from '../../aws/iam/iam-errors.ts';
import { createTeamIam, type Fields } from '../../aws/iam/team-iam.ts';
import { readPolicy } from '../../aws/policies/policy-document.ts';
import { namesAction } from '../../aws/policies/policy-match.ts';
import { policyText } from '../../aws/policies/policy-texts.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { EnforceView, GroupMember } from '../../contract/team/enforce.ts';
import { ownMfaPolicy } from './add-effects.ts';
import { isMissing } from './plans/plan-steps.ts';
import { createTeamCaller, type TeamCaller, type TeamCallerPorts } from './team-caller.ts';

/** The inline policy that denies a group everything else without MFA. */
export const denyPolicy = 'RoletapDenyWithoutMFA';

export interface Enforcing {
  /** Who is in the group, who would be locked out, and what is still to be done. Changes nothing. */
  readonly look: (source: string, group: string, signal: AbortSignal) => Promise<Result<EnforceView>>;
  /** Lets the members manage their MFA, and puts the Deny on the group where nobody would be locked out. Problem: enforce-unsafe, with names. */
  readonly enforce: (source: string, group: string, signal: AbortSignal) => Promise<Result<EnforceView>>;
  /** Takes the Deny back. */
  readonly release: (source: string, group: string, signal: AbortSignal) => Promise<Result<EnforceView>>;
}

const page = { IsTruncated: v.optional(v.boolean()), Marker: v.optional(v.string()) };
const groupSchema = v.object({ ...page, Users: v.array(v.object({ UserName: v.string() })) });
const namesSchema = v.object({ PolicyNames: v.array(v.string()) });
const inlineSchema = v.object({ PolicyDocument: v.string() });
const attachedSchema = v.object({ AttachedPolicies: v.array(v.object({ PolicyArn: v.string() })) });

/** No group is larger than an account has users, five thousand; a page has a hundred at least. */
const mostPages = 60;

const allowsOwnMfa = (document: string): boolean =>
  readPolicy(document)?.statements.some(({ effect, actions }) => effect === 'Allow' && namesAction(actions, 'iam:enablemfadevice')) ??
  false;

export const createEnforcing = (ports: TeamCallerPorts): Enforcing => {
  const iam = createTeamIam(ports.aws.callIam);

  const open = async (source: string, group: string, signal: AbortSignal) => {
    const own = await createTeamCaller(ports, source)(signal);
    if (!own.ok) return own;
    const reader = { caller: own.value.caller, signal };
    const call = (action: TeamAction, input: Fields) =>
      ports.aws.callIam(reader, action, { GroupName: group, ...input }, { about: { kind: 'group', group } });
    return ok({ caller: own.value, reader, call });
  };
  type Opened = Extract<Awaited<ReturnType<typeof open>>, { readonly ok: true }>['value'];

  const namesIn = async ({ call }: Opened): Promise<Result<readonly string[]>> => {
    const names: string[] = [];
    let Marker: string | undefined;
    for (let pages = 0; pages < mostPages; pages++) {
      const answer = await call('GetGroup', defined({ Marker }));
      if (!answer.ok) return failed(answer.problem);
      const found = parsed(groupSchema, answer.value);
      if (!found) break;
      names.push(...found.Users.map(({ UserName }) => UserName));
      Marker = found.IsTruncated ? found.Marker : undefined;
      if (Marker === undefined) return ok(names);
    }
    return failed({ code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 });
  };

  /** The group's policies, as far as they can be read: one that can't may be the one that matters. */
  const policiesOf = async ({ call, reader }: Opened, unread: Problem[]) => {
    const take = <T>(answer: AwsResult<T>): T | undefined => {
      if (answer.ok) return answer.value;
      unread.push(answer.problem);
      return undefined;
    };
    const names = parsed(namesSchema, take(await call('ListGroupPolicies', {})))?.PolicyNames ?? [];
    const attached = parsed(attachedSchema, take(await call('ListAttachedGroupPolicies', {})))?.AttachedPolicies ?? [];
    const documents = await Promise.all([
      ...names.map(async (PolicyName) => parsed(inlineSchema, take(await call('GetGroupPolicy', { PolicyName })))?.PolicyDocument ?? ''),
      ...attached.map(async ({ PolicyArn }) => take(await iam.policy(reader, PolicyArn))?.document ?? ''),
    ]);
    return { isEnforced: names.includes(denyPolicy), canManage: documents.some(allowsOwnMfa) };
  };

  const lookAt = async (opened: Opened, group: string): Promise<Result<EnforceView>> => {
    const { caller, reader } = opened;
    const names = await namesIn(opened);
    if (!names.ok) return isMissing(names.problem) ? failed({ code: 'team-missing', name: group }) : names;
    const unread: Problem[] = [];
    const members = await Promise.all(
      names.value.map(async (name): Promise<GroupMember> => {
        const { members: serials, problem } = await iam.devicesOf(reader, name);
        if (problem) unread.push(problem);
        return problem ? { name } : { name, devices: serials.length };
      }),
    );
    const users = await iam.users(reader);
    if (users.problem) unread.push(users.problem);
    const { isEnforced, canManage } = await policiesOf(opened, unread);
    const lockedOut = members.filter(({ devices }) => devices === undefined || devices === 0).map(({ name }) => name);
    const isSafe = lockedOut.length === 0;
    return ok({
      source: caller.caller.source,
      accountId: caller.accountId,
      group,
      members,
      lockedOut,
      canManage,
      isEnforced,
      isSafe,
      steps: [
        { name: 'own-mfa', state: canManage ? 'done' : 'todo' },
        { name: 'everybody', state: isSafe ? 'done' : 'todo' },
        { name: 'deny', state: isEnforced ? 'done' : isSafe ? 'todo' : 'blocked' },
      ],
      unread: [...new Map(unread.map((problem) => [JSON.stringify(problem), problem])).values()],
      ...defined({ outside: users.problem ? undefined : users.members.length - members.length }),
    });
  };

  const put = async ({ call, caller }: Opened, kind: 'self' | 'deny'): Promise<Result<void>> => {
    const { partition, accountId }: TeamCaller = caller;
    const PolicyDocument = policyText(kind, { partition, accountId });
    const answer = await call('PutGroupPolicy', { PolicyName: kind === 'self' ? ownMfaPolicy : denyPolicy, PolicyDocument });
    return answer.ok ? ok(undefined) : failed(answer.problem);
  };

  return {
    look: async (source, group, signal) => {
      const opened = await open(source, group, signal);
      return opened.ok ? lookAt(opened.value, group) : opened;
    },
    enforce: async (source, group, signal) => {
      const opened = await open(source, group, signal);
      if (!opened.ok) return opened;
      const before = await lookAt(opened.value, group);
      if (!before.ok) return before;
      if (!before.value.canManage) {
        const made = await put(opened.value, 'self');
        if (!made.ok) return made;
      }
      if (!before.value.isSafe) return failed({ code: 'enforce-unsafe', group, names: before.value.lockedOut });
      const denied = before.value.isEnforced ? ok(undefined) : await put(opened.value, 'deny');
      return denied.ok ? lookAt(opened.value, group) : denied;
    },
    release: async (source, group, signal) => {
      const opened = await open(source, group, signal);
      if (!opened.ok) return opened;
      const gone = await opened.value.call('DeleteGroupPolicy', { PolicyName: denyPolicy });
      return gone.ok || isMissing(gone.problem) ? lookAt(opened.value, group) : failed(gone.problem);
    },
  };
};

import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { AccountDetails } from '../../../aws/iam/account-details.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import type { Fields, TeamSubject } from '../../../aws/iam/team-iam.ts';
import { readPolicy } from '../../../aws/policies/policy-document.ts';
import { namesAction } from '../../../aws/policies/policy-match.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { EnforceHolder } from '../../../contract/team/enforce.ts';
import { ownMfaPolicy } from '../add-effects.ts';
import { isMissing } from '../plans/plan-steps.ts';

/** The inline policy that denies everything else without MFA. */
export const denyPolicy = 'RoletapDenyWithoutMFA';

export type Call = (action: TeamAction, input: Fields, subject: TeamSubject) => Promise<AwsResult<Fields>>;

/** Who holds what, by kind and name. What can't be read of a holder is told, and may be what matters. */
export type ReadHolder = (kind: EnforceHolder['kind'], name: string) => Promise<EnforceHolder>;

/** A managed policy's document, percent-encoded; `''` when it can't be read. */
export type PolicyReader = (arn: string) => Promise<string>;

const namesSchema = v.object({ PolicyNames: v.array(v.string()) });
const inlineSchema = v.object({ PolicyDocument: v.string() });
const attachedSchema = v.object({ AttachedPolicies: v.array(v.object({ PolicyArn: v.string() })) });

const allowsOwnMfa = (document: string): boolean =>
  readPolicy(document)?.statements.some(({ effect, actions }) => effect === 'Allow' && namesAction(actions, 'iam:enablemfadevice')) ??
  false;

/** Each policy is read once, however many hold it. */
export const policyReader = (read: (arn: string) => Promise<AwsResult<{ readonly document: string }>>, unread: Problem[]): PolicyReader => {
  const known = new Map<string, Promise<string>>();
  const ask = async (arn: string): Promise<string> => {
    const answer = await read(arn);
    if (answer.ok) return answer.value.document;
    unread.push(answer.problem);
    return '';
  };
  return (arn) => {
    const found = known.get(arn) ?? ask(arn);
    known.set(arn, found);
    return found;
  };
};

/** Holders asked for one by one. */
export const holdersByCalls =
  (call: Call, policy: PolicyReader, unread: Problem[]): ReadHolder =>
  async (kind, name) => {
    const [Kind, named, subject] =
      kind === 'group'
        ? (['Group', { GroupName: name }, { about: { kind: 'group', group: name } }] as const)
        : (['User', { UserName: name }, { userName: name }] as const);
    const own = (PolicyName: string) => call(`Get${Kind}Policy`, { ...named, PolicyName }, subject);
    const take = async <S extends v.GenericSchema>(answer: Promise<AwsResult<Fields>>, schema: S) => {
      const got = await answer;
      if (!got.ok) unread.push(got.problem);
      return got.ok ? parsed(schema, got.value) : undefined;
    };
    const listed = await take(call(`List${Kind}Policies`, named, subject), namesSchema);
    // Roletap's own may be seen by name even where no list is: what is there must not be taken for ours when this is undone.
    const names = listed?.PolicyNames ?? [denyPolicy, ownMfaPolicy];
    const attached = (await take(call(`ListAttached${Kind}Policies`, named, subject), attachedSchema))?.AttachedPolicies ?? [];
    const inline = await Promise.all(
      names.map(async (PolicyName) => {
        const answer = await own(PolicyName);
        const isGone = !answer.ok && listed === undefined && isMissing(answer.problem);
        const document = isGone ? undefined : (await take(Promise.resolve(answer), inlineSchema))?.PolicyDocument;
        return { PolicyName, document, isThere: listed !== undefined || document !== undefined };
      }),
    );
    const documents = [
      ...inline.map(({ document = '' }) => document),
      ...(await Promise.all(attached.map(({ PolicyArn }) => policy(PolicyArn)))),
    ];
    const isEnforced = inline.some(({ PolicyName, isThere }) => isThere && PolicyName === denyPolicy);
    return { kind, name, isEnforced, canManage: documents.some(allowsOwnMfa) };
  };

/** Holders out of what was read of the whole account; AWS's own policies are asked for, each once. */
export const holdersOf = ({ users, groups, policies }: AccountDetails, policy: PolicyReader): ReadHolder => {
  const byName = { user: new Map(users.map((one) => [one.name, one])), group: new Map(groups.map((one) => [one.name, one])) };
  const manages = new Map<string, boolean>();
  return async (kind, name) => {
    const found = byName[kind].get(name);
    if (!found) return { kind, name, isEnforced: false, canManage: false };
    const { inline, attached } = found;
    const isManaging = async (arn: string): Promise<boolean> => {
      const known = manages.get(arn) ?? allowsOwnMfa(policies.get(arn) ?? (await policy(arn)));
      manages.set(arn, known);
      return known;
    };
    let canManage = inline.some(({ document }) => allowsOwnMfa(document));
    for (const arn of attached) canManage = canManage || (await isManaging(arn));
    return { kind, name, isEnforced: inline.some((one) => one.name === denyPolicy), canManage };
  };
};

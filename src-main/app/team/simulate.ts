import * as v from 'valibot';
import type { AwsResult } from '../../aws/caller.ts';
import { readPages, toPage } from '../../aws/iam/iam-pages.ts';
import { createTeamIam, type Fields } from '../../aws/iam/team-iam.ts';
import { parsed } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { SimulationView, Verdict } from '../../contract/team/simulate.ts';
import { findNamed } from './plans/find-named.ts';
import { createTeamCaller, type TeamCallerPorts } from './team-caller.ts';

const userSchema = v.object({ User: v.object({ Arn: v.string() }) });
const resultsSchema = v.object({
  IsTruncated: v.optional(v.boolean()),
  Marker: v.optional(v.string()),
  EvaluationResults: v.array(
    v.object({
      EvalActionName: v.string(),
      EvalResourceName: v.optional(v.string()),
      EvalDecision: v.picklist(['allowed', 'explicitDeny', 'implicitDeny']),
      MatchedStatements: v.optional(v.array(v.object({ SourcePolicyId: v.optional(v.string()) }))),
    }),
  ),
});

const verdictsOf: Readonly<Record<'allowed' | 'explicitDeny' | 'implicitDeny', Verdict>> = {
  allowed: 'allowed',
  explicitDeny: 'explicit',
  implicitDeny: 'implicit',
};

/** A request with an access key alone carries no MFA information at all (IAM User Guide, "Configuring MFA-protected API access"). */
const mfaContext = [{ ContextKeyName: 'aws:MultiFactorAuthPresent', ContextKeyType: 'boolean', ContextKeyValues: ['true'] }];

const incomplete = { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 } as const;

/** Inline policies are told as `group_NAME_POLICY` and `user_NAME_POLICY`. Where a name has a `_` of its own, nobody can tell the parts, and all of it is shown. */
const policyName = (id: string): string => /^(?:user|group)_[^_]+_([^_]+)$/.exec(id)?.[1] ?? id;

/**
 * Has IAM evaluate what a user may do, without MFA and with it (SimulatePrincipalPolicy). Changes nothing. `resources`: ARNs; empty for any. Problems: those of the
 * caller, user-missing, team-call-refused, iam-denied where the caller may not simulate.
 */
export const simulate = async (
  ports: TeamCallerPorts,
  source: string,
  {
    user: named,
    actions,
    resources,
  }: { readonly user: string; readonly actions: readonly string[]; readonly resources: readonly string[] },
  signal: AbortSignal,
): Promise<Result<SimulationView>> => {
  const own = await createTeamCaller(ports, source)(signal);
  if (!own.ok) return own;
  const { caller, accountId } = own.value;
  const reader = { caller, signal };
  const found = await findNamed(createTeamIam(ports.aws.callIam), reader, 'user', named);
  if (!found.ok) return failed(found.problem);
  const { name: user, answer } = found.value;
  const call = (action: 'SimulatePrincipalPolicy', input: Fields): Promise<AwsResult<Fields>> =>
    ports.aws.callIam(reader, action, input, { userName: user });
  const userArn = parsed(userSchema, answer)?.User.Arn;
  if (userArn === undefined) return failed(incomplete);
  const evaluate = async (ContextEntries: readonly object[]) => {
    const input = {
      PolicySourceArn: userArn,
      ActionNames: actions,
      ContextEntries,
      ...(resources.length === 0 ? {} : { ResourceArns: resources }),
    };
    const answer = await readPages(async (marker) => {
      const page = await call('SimulatePrincipalPolicy', { ...input, ...marker });
      const found = page.ok ? parsed(resultsSchema, page.value) : undefined;
      const results = toPage(found?.EvaluationResults, found ?? {});
      if (!page.ok) return page;
      return results ? { ok: true, value: results } : { ok: false, problem: incomplete, unclear: false };
    });
    if (answer.ok) return answer;
    const { problem } = answer;
    const isOdd = problem.code === 'aws-said' && ['InvalidInput', 'ValidationError'].includes(problem.awsCode);
    return failed(isOdd ? { code: 'team-call-refused', awsCode: problem.awsCode } : problem);
  };
  const plain = await evaluate([]);
  if (!plain.ok) return plain;
  const withMfa = await evaluate(mfaContext);
  if (!withMfa.ok) return withMfa;
  const results = plain.value.map(({ EvalActionName: action, EvalResourceName: resource = '*', EvalDecision, MatchedStatements = [] }) => {
    const same = withMfa.value.find((one) => one.EvalActionName === action && (one.EvalResourceName ?? '*') === resource);
    const deniedBy =
      EvalDecision === 'explicitDeny' ? MatchedStatements.flatMap(({ SourcePolicyId: id }) => (id ? policyName(id) : [])) : [];
    return {
      action,
      resource,
      withoutMfa: verdictsOf[EvalDecision],
      withMfa: verdictsOf[same?.EvalDecision ?? 'implicitDeny'],
      deniedBy: [...new Set(deniedBy)],
    };
  });
  return ok({ source: caller.source, accountId, user, userArn, results });
};

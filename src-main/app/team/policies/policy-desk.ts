import * as v from 'valibot';
import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import { checkPolicy } from '../../../aws/policies/policy-check.ts';
import { policyText } from '../../../aws/policies/policy-texts.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import { ok, type Result } from '../../../contract/result.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';
import type { MadePolicy, ShownCheck } from '../../../contract/team/policies.ts';
import type { PolicyExtra, PolicyKind } from '../../../contract/team/policy.ts';
import { findNamed } from '../plans/find-named.ts';
import { isMissing } from '../plans/plan-steps.ts';
import { createTeamCaller, type TeamCallerPorts } from '../team-caller.ts';
import { differing, policyNames } from './group-policy.ts';
import { listPolicies, type PolicyList } from './list-policies.ts';
import { shownDocument } from './shown-document.ts';

/** Which policy is to be written. Texts are empty where nothing is meant. */
export interface PolicyWish {
  readonly kind: PolicyKind;
  readonly extras: readonly PolicyExtra[];
  readonly path: string;
  /** It is compared with this group's. */
  readonly group: string;
}

/** Policies, checked and written. */
export interface PolicyDesk {
  readonly check: (text: string) => Promise<ShownCheck>;
  /** For the account of a source. Problems: those of the caller and of reading; team-missing. */
  readonly make: (source: string, wish: PolicyWish, signal: AbortSignal) => Promise<Result<MadePolicy>>;
  /** Those of the source's account. Problems: those of the caller and of reading. */
  readonly list: (source: string, onProgress: (progress: TeamProgress) => void, signal: AbortSignal) => Promise<Result<PolicyList>>;
}

const inlineSchema = v.object({ PolicyDocument: v.string() });

export const createPolicyDesk = (ports: TeamCallerPorts): PolicyDesk => ({
  check: async (text) => {
    const { findings, ...check } = checkPolicy(text);
    return {
      ...check,
      findings: findings.map(({ fixed, was = '', ...rest }) => ({
        ...rest,
        ...defined({ change: fixed === undefined ? undefined : differing(was, fixed) }),
      })),
    };
  },
  make: async (source, { kind, extras, path, group: named }, signal) => {
    const own = await createTeamCaller(ports, source)(signal);
    if (!own.ok) return own;
    const { caller, accountId, partition } = own.value;
    const text = policyText(kind, { partition, accountId, ...defined({ path: path === '' ? undefined : path }) }, extras);
    const written = { kind, extras, path, text };
    if (named === '') return ok(written);
    const reader = { caller, signal };
    const there = await findNamed(createTeamIam(ports.aws.callIam), reader, 'group', named);
    if (!there.ok) return { ok: false, problem: there.problem };
    const group = there.value.name;
    const input = { GroupName: group, PolicyName: policyNames[kind] };
    const found = await ports.aws.callIam(reader, 'GetGroupPolicy', input, { about: { kind: 'group', group } });
    if (!found.ok) return isMissing(found.problem) ? ok({ ...written, group }) : { ok: false, problem: found.problem };
    const document = parsed(inlineSchema, found.value)?.PolicyDocument ?? '';
    return ok({ ...written, group, change: differing(shownDocument(document), text) });
  },
  list: async (source, onProgress, signal) => {
    const own = await createTeamCaller(ports, source)(signal);
    if (!own.ok) return own;
    const { clock, callIam } = ports.aws;
    return listPolicies({ iam: createTeamIam(callIam), clock, shown: shownDocument }, { caller: own.value.caller, signal }, onProgress);
  },
});

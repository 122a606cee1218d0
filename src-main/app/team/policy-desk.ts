import * as v from 'valibot';
import { changedLines } from '../../aws/ini/changed-lines.ts';
import { checkPolicy } from '../../aws/policies/policy-check.ts';
import { policyText } from '../../aws/policies/policy-texts.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { MadePolicy, ShownCheck } from '../../contract/team/policies.ts';
import type { PolicyExtra, PolicyKind } from '../../contract/team/policy.ts';
import type { DiffLine } from '../../contract/values.ts';
import { ownMfaPolicy } from './add-effects.ts';
import { denyPolicy } from './enforce/holders.ts';
import { isMissing } from './plans/plan-steps.ts';
import { createTeamCaller, type TeamCallerPorts } from './team-caller.ts';

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
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const differing = (was: string, now: string): readonly DiffLine[] => changedLines(bytes(was), bytes(now));

const inlineSchema = v.object({ PolicyDocument: v.string() });
const names: { readonly [K in PolicyKind]: string } = { self: ownMfaPolicy, deny: denyPolicy };

export const createPolicyDesk = (ports: TeamCallerPorts, pretty: (document: string) => string): PolicyDesk => ({
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
  make: async (source, { kind, extras, path, group }, signal) => {
    const own = await createTeamCaller(ports, source)(signal);
    if (!own.ok) return own;
    const { caller, accountId, partition } = own.value;
    const text = policyText(kind, { partition, accountId, ...defined({ path: path === '' ? undefined : path }) }, extras);
    if (group === '') return ok({ kind, text });
    const call = (action: 'GetGroup' | 'GetGroupPolicy', input: object) =>
      ports.aws.callIam({ caller, signal }, action, { GroupName: group, ...input }, { about: { kind: 'group', group } });
    const there = await call('GetGroup', {});
    if (!there.ok) return { ok: false, problem: isMissing(there.problem) ? { code: 'team-missing', name: group } : there.problem };
    const found = await call('GetGroupPolicy', { PolicyName: names[kind] });
    if (!found.ok) return isMissing(found.problem) ? ok({ kind, text, group }) : { ok: false, problem: found.problem };
    const document = parsed(inlineSchema, found.value)?.PolicyDocument ?? '';
    return ok({ kind, text, group, change: differing(pretty(document), text) });
  },
});

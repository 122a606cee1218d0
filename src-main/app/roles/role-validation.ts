import { type Arn, parseRoleArn, partitionOfRegion } from '../../aws/arn.ts';
import { isSettingValue } from '../../aws/profiles/setting-values.ts';
import { isSafeTargetName } from '../../aws/targets/target-section.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { RoleDraft } from '../../contract/tools.ts';
import type { AddedRole } from '../ports.ts';
import { targetNameFor } from './catalog.ts';

/** Seconds that AWS allows for a role session. */
const shortest = 900;
const longest = 43_200;

/** As IAM's model writes a role's name and path. */
const roleNamePattern = /^[\w+=,.@-]{1,64}$/;
const pathPattern = /^\/(?:[!-~]{0,510}\/)?$/;

export interface DraftNeeds {
  readonly taken: ReadonlySet<string>;
  readonly sources: readonly string[];
  readonly targetSuffix: string;
  readonly whyNotTarget?: ((target: string) => Problem | undefined) | undefined;
}

/**
 * What keeps a draft from being saved, from the top of the form down; undefined when nothing does. Problems: role-arn-bad, role-name-bad, role-name-taken,
 * source-not-chosen, source-missing, external-id-bad, region-bad, duration-bad, and those of the target that the name makes.
 */
export const roleProblem = (given: RoleDraft, { taken, sources, targetSuffix, whyNotTarget }: DraftNeeds): Problem | undefined => {
  const { name, roleArn, source, externalId, region, durationSeconds } = trimmed(given);
  const arn = wholeRoleArn(roleArn);
  if (!arn) return { code: 'role-arn-bad', profile: name, roleArn };
  // A dash in front is an option to every command that takes the name.
  if (!isSafeTargetName(name) || name.startsWith('-')) return { code: 'role-name-bad', name };
  if (taken.has(name)) return { code: 'role-name-taken', name };
  const target = whyNotTarget?.(targetNameFor(name, targetSuffix));
  if (target) return target;
  if (source === '') return { code: 'source-not-chosen' };
  if (!sources.includes(source)) return { code: 'source-missing', profile: name, source };
  if (externalId !== '' && !isSettingValue('external_id', externalId)) return { code: 'external-id-bad', externalId };
  if (region !== '' && partitionOfRegion(region) !== arn.partition) return { code: 'region-bad', region, partition: arn.partition };
  if (durationSeconds !== 0 && (durationSeconds < shortest || durationSeconds > longest))
    return { code: 'duration-bad', seconds: durationSeconds };
  return undefined;
};

/** A draft without a problem as it is kept. */
export const addedRoleFrom = (given: RoleDraft): AddedRole => {
  const { name, roleArn, source, externalId, region, durationSeconds } = trimmed(given);
  return {
    name,
    roleArn,
    source,
    ...(externalId === '' ? {} : { externalId }),
    ...(region === '' ? {} : { region }),
    ...(durationSeconds === 0 ? {} : { durationSeconds }),
  };
};

/** What is pasted often has a blank around it. */
const trimmed = (draft: RoleDraft): RoleDraft => ({
  ...draft,
  name: draft.name.trim(),
  roleArn: draft.roleArn.trim(),
  externalId: draft.externalId.trim(),
  region: draft.region.trim(),
});

/** The ARN of one role: no pattern, and a name that IAM could have given. */
const wholeRoleArn = (text: string): Arn | undefined => {
  const arn = parseRoleArn(text);
  return arn && roleNamePattern.test(arn.name) && pathPattern.test(arn.path) && !/[*?]/.test(arn.path) ? arn : undefined;
};

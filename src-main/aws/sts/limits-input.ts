import type { SessionLimits } from '../../contract/sessions/limits.ts';

/** Limits as AssumeRole takes them (API reference of STS): every transitive tag is named once more, by its key. */
export const limitsInput = ({ policyArns = [], policy, tags = [], sourceIdentity }: SessionLimits = {}) => {
  const transitive = tags.flatMap((tag) => (tag.transitive ? [tag.key] : []));
  return {
    ...(policyArns.length > 0 ? { PolicyArns: policyArns.map((arn) => ({ arn })) } : {}),
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
    ...(transitive.length > 0 ? { TransitiveTagKeys: transitive } : {}),
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
};

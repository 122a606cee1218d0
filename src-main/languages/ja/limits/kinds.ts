import type { LimitsKind, LimitsView } from '../../../contract/sessions/limits.ts';
import { listed } from '../grammar.ts';

/** What a row, a tag or a line of the terminal says of a session that has less than its role. */

export const limitsKinds: Readonly<Record<LimitsKind, string>> = {
  'read-only': '読み取り専用',
  audit: 'セキュリティ監査',
  policy: '制限付き',
  tagged: 'タグ付き',
};

/** The kind, and all that is beside it. */
export const limitsWords = ({ kind, policies, tags, sourceIdentity }: LimitsView): string => {
  const beside = [...(kind === 'policy' ? policies : []), ...tags, ...(sourceIdentity === undefined ? [] : [sourceIdentity])];
  return beside.length === 0 ? limitsKinds[kind] : `${limitsKinds[kind]} (${listed(beside)})`;
};

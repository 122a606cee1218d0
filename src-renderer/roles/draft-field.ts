import type { Problem } from '../../src-main/contract/problems/problem.ts';
import type { RoleDraft } from '../../src-main/contract/tools.ts';

const fieldOf: Partial<Record<Problem['code'], keyof RoleDraft>> = {
  'role-arn-bad': 'roleArn',
  'role-name-bad': 'name',
  'role-name-taken': 'name',
  'target-clash': 'name',
  'target-has-keys': 'name',
  'target-name-bad': 'name',
  'source-missing': 'source',
  'source-not-chosen': 'source',
  'external-id-bad': 'externalId',
  'region-bad': 'region',
  'duration-bad': 'durationSeconds',
};

/** The field that a problem is about; undefined for what is about none. */
export const problemField = (problem: Problem | undefined): keyof RoleDraft | undefined => problem && fieldOf[problem.code];

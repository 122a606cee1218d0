import { describe, expect, test } from 'vitest';
import { problemField } from '../../../../src-renderer/roles/draft-field.ts';

describe('the form for a role', () => {
  test('shows each problem at its field, and others at none', () => {
    expect(problemField({ code: 'role-arn-bad', profile: '', roleArn: 'x' })).toBe('roleArn');
    expect(problemField({ code: 'target-clash', target: 't', file: '/c', line: 1, suggestion: 's' })).toBe('name');
    expect(problemField({ code: 'duration-bad', seconds: 1 })).toBe('durationSeconds');
    expect(problemField({ code: 'disk-full', file: '/c' })).toBeUndefined();
    expect(problemField(undefined)).toBeUndefined();
  });
});

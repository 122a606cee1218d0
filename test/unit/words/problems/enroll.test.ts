import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { problemWords } from '../../../../src-main/words/problems/problem-words.ts';

const whole = (problem: Problem): string => Object.values(problemWords(problem)).join(' ');

type Why<C extends Problem['code']> = Extract<Problem, { readonly code: C }> extends { readonly why: infer W } ? W : never;

const secrets: readonly Why<'secret-unusable'>[] = [
  'empty',
  'not-base32',
  'too-short',
  'too-long',
  'not-otpauth',
  'hotp',
  'digits',
  'algorithm',
  'period',
];
const pictures: readonly Why<'picture-unusable'>[] = ['no-code', 'several-codes', 'not-a-picture', 'too-large', 'not-otpauth'];

describe('words of enrolment', () => {
  test('a denial names the exact action and resource, and says that the policy can be copied', () => {
    const denied = { code: 'iam-denied', action: 'iam:EnableMFADevice', resource: 'arn:aws-cn:iam::1:user/eng/jane' } as const;
    for (const explicit of [true, false]) {
      const { happened, advice } = problemWords({ ...denied, explicit });
      expect(happened).toContain('iam:EnableMFADevice on arn:aws-cn:iam::1:user/eng/jane');
      expect(advice).toMatch(/copy the policy/i);
    }
    expect(whole({ ...denied, explicit: true })).not.toBe(whole({ ...denied, explicit: false }));
  });

  test.each(['not-enabled', 'enabled', 'unknown'] as const)('a name that is taken (%s) comes with what can be done about it', (state) => {
    const { happened, advice } = problemWords({ code: 'device-name-taken', deviceName: 'jane', state });
    expect(happened).toContain('“jane”');
    expect(advice).toMatch(/[Aa]nother name/);
    expect(/\bdelete\b/i.test(advice)).toBe(state !== 'enabled');
  });

  test.each(secrets.map((why) => ({ code: 'secret-unusable', why }) as const))(
    'a secret that is $why has sentences of its own',
    (problem) => {
      const { happened, advice } = problemWords(problem);
      const others = secrets.filter((why) => why !== problem.why).map((why) => problemWords({ code: 'secret-unusable', why }).happened);
      expect(others).not.toContain(happened);
      for (const text of [happened, advice]) expect(text).toMatch(/\.$/);
    },
  );

  test.each([
    ['hotp', 'TOTP'],
    ['digits', '6-digit'],
    ['algorithm', 'SHA-1'],
    ['period', '30 seconds'],
  ] as const)('what AWS takes instead of another %s is said', (why, taken) => {
    expect(problemWords({ code: 'secret-unusable', why }).happened).toMatch(new RegExp(`AWS accepts only .*${taken}`));
  });

  test.each(pictures.map((why) => ({ code: 'picture-unusable', why }) as const))(
    'a picture with $why has sentences of its own',
    (problem) => {
      const { happened } = problemWords(problem);
      const others = pictures.filter((why) => why !== problem.why).map((why) => problemWords({ code: 'picture-unusable', why }).happened);
      expect(others).not.toContain(happened);
    },
  );

  test('a wrong key is told by the number of the right one', () => {
    const words = problemWords({ code: 'yubikey-other-needed', serial: 12345678, account: 'arn:aws:iam::111122223333:mfa/jane' });
    expect(`${words.happened} ${words.advice}`).toContain('YubiKey 12345678');
  });
});

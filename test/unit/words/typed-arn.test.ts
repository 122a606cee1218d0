import { describe, expect, test } from 'vitest';
import { readTypedArn, suggestedName } from '../../../src-main/contract/typed-arn.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { arnWords, roleDurations } from '../../../src-main/words/roles/form.ts';

const typed = 'arn:aws:iam::777788889999:role/teams/Ops';

describe('an ARN as it is typed', () => {
  test('is never wrong on the way to a whole one', () => {
    for (let length = 1; length < typed.indexOf('role/') + 5; length += 1) {
      expect(readTypedArn(typed.slice(0, length)).kind, typed.slice(0, length)).toBe('partial');
    }
    const gov = 'arn:aws-us-gov:iam::777788889999:role/';
    for (const part of ['arn:aws-us-gov:', 'arn:aws-us-gov:iam::7777', gov]) expect(readTypedArn(part).kind, part).toBe('partial');
  });

  test('is taken apart', () => {
    expect(readTypedArn(` ${typed}\n`)).toEqual({
      kind: 'role',
      partition: 'aws',
      accountId: '777788889999',
      path: '/teams/',
      name: 'Ops',
    });
    expect(arnWords(readTypedArn(typed))).toEqual({ text: 'Role Ops in account 777788889999', tone: 'good' });
    expect(arnWords(readTypedArn('arn:aws-us-gov:iam::777788889999:role/Ops')).text).toBe('Role Ops in account 777788889999, AWS GovCloud');
  });

  test.each([
    ['arn:aws:iam::777788889999:role/Deploy-*', 'This is a wildcard: replace * with the role’s name.'],
    ['arn:aws:iam::*:role/Deploy', 'This is a wildcard: replace * with the 12-digit account ID and the role’s name.'],
    ['arn:aws:iam::777788889999:user/jane', 'This isn’t a role ARN.'],
    ['arn:aws:sts::777788889999:assumed-role/Ops/jane', 'This isn’t a role ARN.'],
    ['Ops', 'This isn’t a role ARN.'],
  ])('%s says what it is', (text, words) => expect(arnWords(readTypedArn(text))).toEqual({ text: words, tone: 'warn' }));

  test('gives a name to begin with, in letters of a profile’s name', () => {
    expect(suggestedName(readTypedArn(typed))).toBe('Ops');
    expect(suggestedName(readTypedArn('arn:aws:iam::777788889999:role/a=b,c'))).toBe('a-b-c');
    expect(suggestedName(readTypedArn('arn:aws:iam::777788889999:role/Deploy-*'))).toBe('');
  });
});

describe('the form', () => {
  test('says of a wrong ARN what was typed, and of no profile, for there is none', () => {
    const words = problemWords({ code: 'role-arn-bad', profile: '', roleArn: 'arn:aws:iam::123:role/x' }, { where: 'form' });
    expect(words.happened).toBe('arn:aws:iam::123:role/x isn’t a role.');
    expect(problemWords({ code: 'role-arn-bad', profile: '', roleArn: '' }, { where: 'form' }).happened).toBe('The ARN is missing.');
  });

  test('offers the duration that a person wrote, too', () => {
    expect(roleDurations(5400, 3600).map(({ label }) => label)).toEqual([
      'Default (1 h)',
      '15 min',
      '30 min',
      '1 h',
      '1 h 30 min',
      '2 h',
      '4 h',
      '8 h',
      '12 h',
    ]);
    expect(roleDurations(0, 7200)[0]).toEqual({ value: 0, label: 'Default (2 h)' });
  });
});

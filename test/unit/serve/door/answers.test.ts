import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import {
  containerDocument,
  environmentAnswer,
  jsonAnswer,
  oneLine,
  problemAnswer,
  processDocument,
  programDocument,
  statusOf,
} from '../../../../src-main/serve/door/answers.ts';
import { handedOut } from '../../../fakes/broker.ts';

const bad = (why: Extract<Problem, { code: 'request-bad' }>['why']): Problem => ({ code: 'request-bad', why });

describe('the status of a problem', () => {
  it.each<readonly [number, Problem]>([
    [400, bad('json')],
    [403, bad('asker')],
    [403, bad('host')],
    [403, bad('origin')],
    [403, bad('token')],
    [404, bad('path')],
    [404, { code: 'role-unknown', role: 'path' }],
    [404, { code: 'target-unknown', target: 'dev' }],
    [405, bad('method')],
    [409, { code: 'cancelled' }],
    [409, { code: 'touch-wanted', profile: 'dev' }],
    [409, { code: 'not-touched', seconds: 15 }],
    [413, bad('size')],
    [500, { code: 'internal', where: 'socket' }],
    [502, { code: 'throttled' }],
    [503, { code: 'app-missing', path: '/run/socket' }],
    [503, { code: 'askers-too-many', limit: 128 }],
  ])('is %i for %o', (status, problem) => {
    expect(statusOf(problem)).toBe(status);
  });
});

describe('a problem as an answer', () => {
  it('is a document for a program that reads it', () => {
    const answer = problemAnswer({ code: 'throttled' });
    expect(answer).toEqual({ status: 502, type: 'application/json', body: '{"problem":{"code":"throttled"}}\n' });
    expect(answer).toEqual(jsonAnswer({ problem: { code: 'throttled' } }, 502));
  });

  it('is one line for a program that shows it', () => {
    const type = 'text/plain; charset=utf-8';
    expect(problemAnswer({ code: 'throttled' }, 'roletap: wait.')).toEqual({ status: 502, type, body: 'roletap: wait.\n' });
  });

  it('moves no cursor, whatever is in its words', () => {
    const words = { title: 'No answer', happened: 'AWS said \u001b[2J\u202eno.  \n\n ', advice: 'Try\nagain.' };
    expect(oneLine(words)).toBe('roletap: No answer. AWS said \ufffd[2J\ufffdno. Try again.');
  });
});

describe('the document of the container endpoint', () => {
  it('holds what the SDKs ask for, in their words, and nothing else', () => {
    expect(containerDocument(handedOut())).toEqual({
      AccessKeyId: 'ASIADEV',
      SecretAccessKey: 'SECRET-session',
      Token: 'SECRET-token',
      Expiration: '2026-11-22T05:00:00Z',
      AccountId: '111122223333',
    });
  });

  it('has an empty token where the session has none, which SDKs want all the same, and no account that nobody knows', () => {
    const { sessionToken: _, ...credentials } = handedOut().credentials;
    const bare = { ...handedOut(), credentials, accountId: '' };
    const times = { Expiration: '2026-11-22T05:00:00Z' };
    const keys = { AccessKeyId: 'ASIADEV', SecretAccessKey: 'SECRET-session' };
    expect(containerDocument(bare)).toStrictEqual({ ...keys, Token: '', ...times });
    expect(processDocument(bare)).toStrictEqual({ Version: 1, ...keys, ...times });
  });
});

describe('what was said to a program', () => {
  const aws = { kind: 'program', name: 'aws', pid: 42, sure: true } as const;
  const said = { id: '1', said: 'no', profile: 'dev', until: Date.UTC(2026, 10, 22, 5) } as const;

  it('is told with what is known of the program, and nothing as null', () => {
    const program = { ...aws, executable: '/usr/bin/aws', folder: '/srv' };
    const told = { name: 'aws', profile: 'dev', said: 'no', until: '2026-11-22T05:00:00Z' };
    expect(programDocument({ ...said, program, silenced: true })).toEqual({
      ...told,
      executable: '/usr/bin/aws',
      folder: '/srv',
      silenced: true,
    });
    expect(programDocument({ ...said, program: aws })).toEqual({ ...told, executable: null, folder: null, silenced: false });
  });
});

describe('the environment of a command', () => {
  it('has no note where there is nothing to say', () => {
    expect(environmentAnswer({ set: [['A', '1']], settings: [] }).body).toBe('A=1\n');
  });
});

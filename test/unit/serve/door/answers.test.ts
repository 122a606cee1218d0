import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { containerDocument, jsonAnswer, oneLine, problemAnswer, statusOf } from '../../../../src-main/serve/door/answers.ts';
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
});

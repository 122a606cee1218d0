import { describe, expect, it } from 'vitest';
import { answerKind, isAboutTime, waitOf } from '../../../../src-main/aws/http/answer-kind.ts';

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  body: Buffer.from(body),
});

const identity = '<GetCallerIdentityResponse xmlns="x"><a>1</a></GetCallerIdentityResponse>';

it.each([
  [answer(200, identity), 'aws'],
  [answer(200, `<?xml version="1.0"?>\n${identity}\n`, { 'content-type': 'text/html' }), 'aws'],
  [answer(403, '<ErrorResponse><Error/></ErrorResponse>'), 'aws'],
  [answer(200, identity.slice(0, -5)), 'cut-off'],
  [answer(500, '<ErrorResponse>'), 'cut-off'],
  [answer(302, ''), 'redirect'],
  [answer(301, identity), 'redirect'],
  [answer(204, ''), 'empty'],
  [answer(200, '<!DOCTYPE html><p>Welcome'), 'page'],
  [answer(200, '\n <HTML>'), 'page'],
  [answer(200, 'Please sign in', { 'content-type': 'text/html; charset=utf-8' }), 'page'],
  [answer(99, identity), 'other'],
  [answer(200, '{"GetCallerIdentityResponse":{}}', { 'content-type': 'application/json' }), 'other'],
  [answer(200, '\u001f\u008b'), 'other'],
])('%j is %s', (given, kind) => {
  expect(answerKind(given)).toBe(kind);
});

describe('a wish to be left alone', () => {
  const sent = Date.UTC(2026, 4, 1, 12, 0, 0);
  const now = sent + 3_600_000;
  const wait = (text: string, headers = {}) => waitOf({ headers: { 'retry-after': text, ...headers } }, now);

  it.each([
    ['2', 2],
    [' 3600 ', 3600],
    ['99999999999999999999', 86_400],
    ['0', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['12 monkeys', undefined],
    ['Fri, 31 Foo 2026 12:00:00 GMT', undefined],
  ])('is read from %j as %j', (text, seconds) => {
    expect(wait(text)).toBe(seconds);
  });

  it('may be a date, which is read beside the answer’s own', () => {
    const date = new Date(sent).toUTCString();
    expect(wait(new Date(sent + 90_000).toUTCString(), { date })).toBe(90);
    expect(wait(new Date(sent - 1000).toUTCString(), { date })).toBeUndefined();
    expect(wait(new Date(now + 20_000).toUTCString())).toBe(20);
  });

  it('need not be there', () => {
    expect(waitOf({ headers: {} }, now)).toBeUndefined();
  });
});

it('knows refusals that are for the clock’s sake', () => {
  const refusal = (code: string, message: string) =>
    answer(403, `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`);
  expect(isAboutTime(refusal('SignatureDoesNotMatch', 'Signature expired: 20260501T120000Z is now earlier than'))).toBe(true);
  expect(isAboutTime(refusal('SignatureDoesNotMatch', 'Signature not yet current'))).toBe(true);
  expect(isAboutTime(refusal('RequestTimeTooSkewed', ''))).toBe(true);
  expect(isAboutTime(refusal('AccessDenied', ''))).toBe(false);
  expect(isAboutTime({ ...refusal('RequestExpired', ''), status: 200 })).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { createMetadataTokens, metadataLimits } from '../../../../src-main/serve/endpoint/metadata-rules.ts';

const root = '/latest/meta-data/iam/security-credentials';

const setUp = (role = 'dev') => {
  const tokens = createMetadataTokens();
  const ask = (url: string, headers: Record<string, string> = {}, { now = 0, method = 'GET' } = {}) =>
    tokens.answer({ method, url, httpVersion: '1.1', headers: { host: '127.0.0.1:80', ...headers } }, { port: 80, role, now });
  const issue = (seconds: string, now = 0) =>
    ask('/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': seconds }, { now, method: 'PUT' });
  const token = (seconds: string, now = 0): string => {
    const issued = issue(seconds, now);
    return issued.kind === 'token' ? issued.token : '';
  };
  const by = (value: string, { url = root, now = 0, host = '127.0.0.1:80' } = {}) =>
    ask(url, { host, 'x-aws-ec2-metadata-token': value }, { now });
  return { ask, issue, token, by };
};
const unknown = { kind: 'refused', status: 401 };

describe('a token of EC2’s metadata', () => {
  it('is good until the second in which it ends', () => {
    const { token, by } = setUp();
    const [short, long] = [token('1'), token('60')];
    expect(by(short, { now: 999 })).toEqual({ kind: 'name' });
    expect(by(short, { now: 1000 })).toEqual(unknown);
    expect(by(long, { now: 1000 })).toEqual({ kind: 'name' });
  });

  it('is for 1 to 21,600 whole seconds', () => {
    const { issue } = setUp();
    expect(issue('1')).toMatchObject({ kind: 'token', seconds: 1 });
    expect(issue('21600')).toMatchObject({ kind: 'token', seconds: 21_600 });
    for (const seconds of ['0', '21601', '+60', '60s', '6.0', '000060']) expect(issue(seconds)).toEqual({ kind: 'refused', status: 400 });
  });

  it('goes when there are too many, the oldest first; one that ended takes no room', () => {
    const { token, by } = setUp();
    const first = token('60');
    const second = token('60');
    for (let count = 2; count < metadataLimits.tokens; count += 1) token('1');
    expect(by(first)).toEqual({ kind: 'name' });
    token('60', 2000);
    expect(by(first, { now: 2000 })).toEqual({ kind: 'name' });
    for (let count = 3; count < metadataLimits.tokens; count += 1) token('60', 2000);
    expect(by(first, { now: 2000 })).toEqual({ kind: 'name' });
    token('60', 2000);
    expect(by(first, { now: 2000 })).toEqual(unknown);
    expect(by(second, { now: 2000 })).toEqual({ kind: 'name' });
  });

  it('is none that nobody was given, nor an empty one', () => {
    const { ask, by } = setUp();
    expect([by('guess'), by(''), ask(root)]).toEqual([unknown, unknown, unknown]);
  });
});

describe('a role of EC2’s metadata', () => {
  it('is named with or without a slash at the end, at either name of this computer', () => {
    const { token, by } = setUp();
    const good = token('60');
    expect(by(good, { url: root })).toEqual({ kind: 'name' });
    expect(by(good, { url: `${root}/`, host: 'localhost:80' })).toEqual({ kind: 'name' });
    for (const host of ['localhost:81', '127.0.0.1', '']) expect(by(good, { host })).toEqual({ kind: 'refused', status: 403 });
  });

  it('is found by its name as it is, or encoded as a path wants it', () => {
    const { token, by } = setUp('dev/eu west');
    const good = token('60');
    expect(by(good, { url: `${root}/dev%2Feu%20west` })).toEqual({ kind: 'credentials' });
    expect(by(good, { url: `${root}/dev/eu west` })).toEqual({ kind: 'credentials' });
    for (const url of [`${root}/dev`, `${root}/dev%2Feu`, '']) expect(by(good, { url })).toEqual({ kind: 'refused', status: 404 });
  });
});

import { describe, expect, it } from 'vitest';
import { createLeases } from '../../../../src-main/serve/askers/leases.ts';
import { digestOf, errorDocument, type Lease, openLease } from '../../../../src-main/serve/endpoint/endpoint-rules.ts';

const id = '0123456789abcdef0123456789abcdef';
const lease: Lease = { role: 'dev', digest: digestOf('right'), holder: { kind: 'person', front: 'tray' }, serves: () => true };
const leases = new Map([[id, lease]]);
const head = (changes: { readonly method?: string; readonly url?: string; readonly headers?: Record<string, string> } = {}) => ({
  method: 'GET',
  url: `/role/${id}`,
  httpVersion: '1.1',
  ...changes,
  headers: { host: '127.0.0.1:4711', authorization: 'right', ...changes.headers },
});
const why = (changes: Parameters<typeof head>[0]) => {
  const answer = openLease(head(changes), leases, 4711);
  return 'code' in answer ? answer.why : answer.role;
};

describe('a request at the endpoint', () => {
  it('opens its lease with the token', () => {
    expect(openLease(head(), leases, 4711)).toBe(lease);
    expect(openLease(head({ headers: { authorization: 'wrong' } }), leases, 4711)).toEqual({ code: 'request-bad', why: 'token' });
  });

  it('is refused when what it was made for is over', () => {
    const over = new Map([[id, { ...lease, serves: () => false }]]);
    expect(openLease(head(), over, 4711)).toEqual({ code: 'request-bad', why: 'token' });
  });

  it('is refused with another token, or none', () => {
    expect(why({ headers: { authorization: 'wrong' } })).toBe('token');
    expect(why({ headers: { authorization: '' } })).toBe('token');
    expect(why({ headers: { authorization: 'Bearer right' } })).toBe('token');
  });

  it('is refused for another address, as if the token were wrong', () => {
    expect(why({ url: `/role/${id.replace('0', 'f')}` })).toBe('token');
    expect(why({ url: `/role/${id.replace('0', 'f')}`, headers: { authorization: 'none' } })).toBe('token');
    expect(why({ url: '/' })).toBe('path');
    expect(why({ url: `/role/${id}/../x` })).toBe('path');
    expect(why({ url: `http://127.0.0.1/role/${id}` })).toBe('path');
  });

  it('is refused in another host’s name, from a web page, and for another method, whatever its token', () => {
    expect(why({ headers: { host: 'localhost:4711' } })).toBe('host');
    expect(why({ headers: { host: 'evil.example:4711' } })).toBe('host');
    expect(why({ headers: { host: '127.0.0.1:4712' } })).toBe('host');
    expect(why({ headers: { host: '127.0.0.1' } })).toBe('host');
    expect(why({ headers: { origin: 'null' } })).toBe('origin');
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS']) expect(why({ method })).toBe('method');
  });

  it('says in words of an SDK what is wrong', () => {
    const codeOf = (problem: Parameters<typeof errorDocument>[0]) => errorDocument(problem, 'line');
    expect(codeOf({ code: 'touch-wanted', profile: 'dev' })).toEqual({ Code: 'TouchWanted', Message: 'line' });
    expect(codeOf({ code: 'request-bad', why: 'token' })).toEqual({ Code: 'AccessDenied', Message: 'line' });
    expect(codeOf({ code: 'role-unknown', role: 'dev' })).toEqual({ Code: 'RoleNotFound', Message: 'line' });
    expect(codeOf({ code: 'target-unknown', target: 'dev' })).toEqual({ Code: 'RoleNotFound', Message: 'line' });
    expect(codeOf({ code: 'throttled' })).toEqual({ Code: 'CredentialsNotAvailable', Message: 'line' });
  });
});

describe('the leases of the app', () => {
  const setUp = () => {
    const released: string[] = [];
    const leases = createLeases();
    const add = (role: string, open: Parameters<typeof leases.handle>[0]) => leases.add(role, () => void released.push(role), open);
    return { released, leases, add };
  };
  const dev = { target: 'dev-tap', profile: 'dev' };
  const prod = { target: 'prod-tap', profile: 'prod' };

  it('end with the session that they were made for, and no sooner', () => {
    const { released, leases, add } = setUp();
    add('dev', [dev, prod]);
    leases.handle([dev]);
    expect(released).toEqual([]);
    leases.handle([prod]);
    leases.handle([]);
    expect(released).toEqual(['dev']);
  });

  it('end all together', () => {
    const { released, leases, add } = setUp();
    add('dev', []);
    add('dev', [dev]);
    leases.handle([]);
    expect(released).toEqual(['dev', 'dev']);
  });

  it('stay while any of several sessions is theirs', () => {
    const { released, leases, add } = setUp();
    add('dev', [prod, dev]);
    leases.handle([prod, dev]);
    leases.handle([dev, prod]);
    expect(released).toEqual([]);
    leases.handle([prod]);
    expect(released).toEqual(['dev']);
  });

  it('may be made a moment before their session is seen', () => {
    const { released, leases, add } = setUp();
    add('prod-tap', []);
    leases.handle([]);
    leases.handle([]);
    expect(released).toEqual([]);
    leases.handle([prod]);
    leases.handle([dev]);
    expect(released).toEqual(['prod-tap']);
  });
});
